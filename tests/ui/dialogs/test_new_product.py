"""A new product in three steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.domain.categories import CLEAN_ID, Category, CategorySet, Role
from core.errors import RecordsError
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from tests.ui.dialogs.pictures import make_pictures
from ui.dialogs.new_product import NewProductDialog, NewProductRequest
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

CATEGORIES = CategorySet(
    (
        Category("scratch", Role.DEFECT, "스크래치", "scratch"),
        Category("dent", Role.DEFECT, "찍힘", "dent"),
        Category(CLEAN_ID, Role.CLEAN, "양품", "good"),
        Category("shadow", Role.LOOK_ALIKE, "그림자", "shadow"),
    )
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[NewProductDialog]:
    made = NewProductDialog()
    qtbot.addWidget(made)
    made.show_choices(["default", "Bracket"], CATEGORIES)
    settle(qtbot, made)
    yield made
    made.done(0)


@pytest.fixture
def good(tmp_path: Path) -> list[Path]:
    return make_pictures(tmp_path / "양품 폴더", "양품", 6)


def button(dialog: NewProductDialog, words: str) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
    return found


def messages(dialog: NewProductDialog) -> str:
    lines = dialog.findChildren(MessageLine)
    return " ".join(line.words for line in lines if line.isVisible())


def test_that_a_name_is_needed_first(dialog: NewProductDialog) -> None:
    assert not button(dialog, "다음").isEnabled()
    dialog.name_page.line.setText("브래킷 A")
    assert button(dialog, "다음").isEnabled()


@pytest.mark.parametrize("name", ["a/b", "CON", "끝점.", "가" * 60])
def test_that_a_name_no_file_can_have_is_explained(dialog: NewProductDialog, name: str) -> None:
    dialog.name_page.line.setText(name)
    assert "사용할 수 없는 품번입니다" in messages(dialog)
    assert not button(dialog, "다음").isEnabled()


@pytest.mark.parametrize("name", ["Bracket", "bracket", " default "])
def test_that_a_name_that_is_taken_is_refused(dialog: NewProductDialog, name: str) -> None:
    dialog.name_page.line.setText(name)
    assert messages(dialog) == "같은 이름의 품번이 이미 있습니다."
    assert not button(dialog, "다음").isEnabled()


def test_that_four_to_twenty_good_images_are_needed(
    dialog: NewProductDialog, good: list[Path], tmp_path: Path
) -> None:
    dialog.go_to(1)
    picker = dialog.good_page.picker
    picker.add(good[:3])
    assert picker.count_words == "3장 선택, 1장 더 필요합니다"
    assert not button(dialog, "다음").isEnabled()
    picker.add(good[3:4])
    assert button(dialog, "다음").isEnabled()
    picker.add(make_pictures(tmp_path, "더", 18))
    assert picker.count_words == "22장 선택, 2장을 빼세요"
    assert not button(dialog, "다음").isEnabled()


def test_that_the_same_image_counts_once(dialog: NewProductDialog, good: list[Path]) -> None:
    dialog.go_to(1)
    dialog.good_page.picker.add([*good, *good])
    dialog.good_page.picker.add(good)
    assert len(dialog.good_page.picker.paths) == 6


def test_that_files_that_are_no_images_are_named(dialog: NewProductDialog) -> None:
    dialog.go_to(1)
    dialog.good_page.picker.add([Path("a.txt"), Path("b.csv")])
    assert dialog.good_page.picker.paths == ()
    assert "이미지가 아닌 파일 2개" in dialog.good_page.picker.message


def test_that_images_can_be_dropped(dialog: NewProductDialog, good: list[Path]) -> None:
    dialog.go_to(1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in good])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    dialog.good_page.picker.dropEvent(event)
    assert dialog.good_page.picker.paths == tuple(good)


def test_that_selected_images_are_taken_out_with_delete(
    dialog: NewProductDialog, good: list[Path]
) -> None:
    dialog.go_to(1)
    picker = dialog.good_page.picker
    picker.add(good)
    picker.grid.setCurrentIndex(picker.grid.model().index(1, 0))
    QTest.keyClick(picker.grid, Qt.Key.Key_Delete)
    assert picker.paths == (good[0], *good[2:])


def test_that_thumbnails_arrive(qtbot: QtBot, dialog: NewProductDialog, good: list[Path]) -> None:
    dialog.go_to(1)
    grid = dialog.good_page.picker.grid
    dialog.good_page.picker.add(good)
    first = grid.model().index(0, 0)
    qtbot.waitUntil(lambda: isinstance(first.data(Qt.ItemDataRole.DecorationRole), QPixmap))


def test_that_a_good_image_is_no_example_of_a_defect(
    dialog: NewProductDialog, good: list[Path]
) -> None:
    dialog.good_page.picker.add(good)
    dialog.go_to(2)
    dialog.defects_page.choose("scratch")
    dialog.defects_page.picker.add(good[:1])
    assert dialog.defects_page.examples == {}
    assert "양품_1.png (양품 이미지)" in dialog.defects_page.picker.message


def test_that_only_defects_are_offered(dialog: NewProductDialog) -> None:
    shown = dialog.defects_page.list
    assert [shown.item(row).text() for row in range(shown.count())] == ["스크래치", "찍힘"]


def test_that_without_examples_it_says_that_nothing_can_be_named(
    dialog: NewProductDialog, good: list[Path]
) -> None:
    dialog.good_page.picker.add(good)
    dialog.go_to(2)
    assert "양품 6장" in dialog.summary
    assert "스스로 불합격으로 판정하지 않습니다" in dialog.summary
    assert dialog.summary in messages(dialog)


def test_that_it_says_which_defects_it_can_name_and_which_are_too_few(
    dialog: NewProductDialog, tmp_path: Path
) -> None:
    dialog.go_to(2)
    page = dialog.defects_page
    page.choose("scratch")
    page.picker.add(make_pictures(tmp_path, "s", 4))
    page.choose("dent")
    page.picker.add(make_pictures(tmp_path, "d", 2))
    assert "다음 유형의 이름을 구분합니다: 스크래치." in dialog.summary
    assert "예시가 적어 믿기 어려운 유형: 찍힘." in dialog.summary
    assert page.list.item(1).text() == "찍힘  2/4"


def test_that_everything_entered_is_handed_over_once(
    qtbot: QtBot, dialog: NewProductDialog, good: list[Path], tmp_path: Path
) -> None:
    scratches = make_pictures(tmp_path, "s", 4)
    dialog.name_page.line.setText(" 브래킷 A ")
    button(dialog, "다음").click()
    dialog.good_page.picker.add(good)
    button(dialog, "다음").click()
    dialog.defects_page.choose("scratch")
    dialog.defects_page.picker.add(scratches)
    with qtbot.waitSignal(dialog.product_wanted) as told:
        button(dialog, "품번 만들기").click()
    assert told.args == [NewProductRequest("브래킷 A", tuple(good), {"scratch": tuple(scratches)})]
    assert not button(dialog, "품번 만들기").isEnabled()


def test_that_it_stays_open_while_the_product_is_made_and_after_a_failure(
    dialog: NewProductDialog, good: list[Path]
) -> None:
    dialog.name_page.line.setText("브래킷 A")
    dialog.good_page.picker.add(good)
    dialog.go_to(2)
    button(dialog, "품번 만들기").click()
    dialog.show_progress(2, 6)
    dialog.reject()
    assert dialog.isVisible()
    dialog.show_error(RecordsError("records_full", file="기록.sqlite", problem="x"))
    assert "디스크 공간이 부족" in messages(dialog)
    assert button(dialog, "품번 만들기").isEnabled()
    assert dialog.request().good == tuple(good)
    dialog.confirm_made()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit_in_every_step(
    qtbot: QtBot, good: list[Path], language: Language, percent: int
) -> None:
    speak(language, percent)
    dialog = NewProductDialog()
    qtbot.addWidget(dialog)
    dialog.show_choices(["default"], CATEGORIES)
    dialog.name_page.line.setText("a/b")
    for step in range(3):
        dialog.go_to(step)
        dialog.good_page.picker.add([*good, Path("x.txt")])
        settle(qtbot, dialog)
        assert cut_off(dialog) == []
        assert unnamed(dialog) == []
    dialog.done(0)
