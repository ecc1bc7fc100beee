"""The bank of a product, with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from core.domain.categories import CLEAN_ID, Category, CategorySet, Role
from core.domain.teaching import BankExample, BankSnapshot
from core.errors import RecordsError
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from tests.ui.dialogs.pictures import make_pictures
from ui.dialogs.bank import BankDialog
from ui.models.bank_model import PROBLEM_ROLE
from ui.widgets.notices import EmptyState, MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

CATEGORIES = CategorySet((Category("scratch", Role.DEFECT, "스크래치", "scratch"),))


@pytest.fixture
def bank(tmp_path: Path) -> BankSnapshot:
    """Return three scratches, two good references, and an example whose file is gone."""
    scratches = make_pictures(tmp_path / "한글 뱅크", "s", 3)
    goods = make_pictures(tmp_path / "한글 뱅크", "g", 2)
    paths = [("scratch", path) for path in scratches] + [(CLEAN_ID, path) for path in goods]
    paths.append(("burr", tmp_path / "gone.png"))
    examples = (
        BankExample(name, f"{at:064}", str(path), f"event-{at}")
        for at, (name, path) in enumerate(paths)
    )
    return BankSnapshot(6, tuple(examples), 5)


@pytest.fixture
def dialog(qtbot: QtBot, bank: BankSnapshot) -> Iterator[BankDialog]:
    made = BankDialog()
    qtbot.addWidget(made)
    made.show_bank("브래킷", bank, CATEGORIES)
    settle(qtbot, made)
    yield made
    made.done(0)


def button(dialog: BankDialog, words: str) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
    return found


def message(dialog: BankDialog) -> str:
    (line,) = dialog.findChildren(MessageLine)
    return line.words


def groups(dialog: BankDialog) -> list[str]:
    (shown,) = dialog.findChildren(QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def test_that_the_categories_are_listed_with_their_numbers(dialog: BankDialog) -> None:
    assert groups(dialog) == ["양품 기준  2", "스크래치  3", "burr  1"]
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "불량 예시 4장, 양품 기준 2장, 예시 뱅크 개정 6" in words


def test_that_a_category_shows_its_examples(qtbot: QtBot, dialog: BankDialog) -> None:
    dialog.choose("scratch")
    assert [picture.key for picture in dialog.grid.pictures] == ["event-0", "event-1", "event-2"]
    first = dialog.grid.model().index(0, 0)
    qtbot.waitUntil(lambda: isinstance(first.data(Qt.ItemDataRole.DecorationRole), QPixmap))


def test_that_a_missing_picture_is_said(qtbot: QtBot, dialog: BankDialog) -> None:
    dialog.choose("burr")
    first = dialog.grid.model().index(0, 0)
    qtbot.waitUntil(lambda: bool(first.data(PROBLEM_ROLE)))
    assert "gone.png: 파일이 없습니다" in first.data(PROBLEM_ROLE)


def test_that_the_selected_examples_are_to_be_taken_out(qtbot: QtBot, dialog: BankDialog) -> None:
    dialog.choose("scratch")
    assert not button(dialog, "제외").isEnabled()
    dialog.grid.selectAll()
    with qtbot.waitSignal(dialog.remove_wanted) as told:
        button(dialog, "제외").click()
    assert told.args == [("event-0", "event-1", "event-2")]
    assert not button(dialog, "제외").isEnabled()


def test_that_delete_takes_out_what_is_selected(qtbot: QtBot, dialog: BankDialog) -> None:
    dialog.choose("scratch")
    dialog.grid.setCurrentIndex(dialog.grid.model().index(1, 0))
    with qtbot.waitSignal(dialog.remove_wanted) as told:
        QTest.keyClick(dialog.grid, Qt.Key.Key_Delete)
    assert told.args == [("event-1",)]


def test_that_the_category_stays_when_the_bank_has_changed(
    dialog: BankDialog, bank: BankSnapshot
) -> None:
    dialog.choose("scratch")
    dialog.show_bank("브래킷", BankSnapshot(7, bank.examples[1:], 5), CATEGORIES)
    assert [picture.key for picture in dialog.grid.pictures] == ["event-1", "event-2"]
    assert groups(dialog)[1] == "스크래치  2"


def test_that_undo_waits_for_its_answer(qtbot: QtBot, dialog: BankDialog) -> None:
    undo = button(dialog, "마지막 변경 되돌리기")
    with qtbot.waitSignal(dialog.undo_wanted):
        undo.click()
    assert not undo.isEnabled()
    dialog.show_error(RecordsError("bank_nothing_to_undo", product="브래킷"))
    assert undo.isEnabled()
    assert "되돌릴 학습이 없습니다" in message(dialog)


def test_that_a_locked_product_can_only_be_looked_at(
    qtbot: QtBot, dialog: BankDialog, bank: BankSnapshot
) -> None:
    dialog.show_bank("브래킷", bank, CATEGORIES, "학습이 잠겨 있습니다.")
    dialog.grid.selectAll()
    assert message(dialog) == "학습이 잠겨 있습니다."
    assert not button(dialog, "제외").isEnabled()
    assert not button(dialog, "마지막 변경 되돌리기").isEnabled()
    with qtbot.assertNotEmitted(dialog.remove_wanted):
        QTest.keyClick(dialog.grid, Qt.Key.Key_Delete)


def test_that_an_empty_bank_says_what_to_do(dialog: BankDialog) -> None:
    dialog.show_bank("브래킷", BankSnapshot(), CATEGORIES)
    (empty,) = dialog.findChildren(EmptyState)
    assert empty.isVisible()
    assert "ROI" in empty.words[1]
    assert not button(dialog, "마지막 변경 되돌리기").isEnabled()


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(
    qtbot: QtBot, bank: BankSnapshot, language: Language, percent: int
) -> None:
    speak(language, percent)
    dialog = BankDialog()
    qtbot.addWidget(dialog)
    dialog.show_bank("브래킷", bank, CATEGORIES, "학습이 잠겨 있습니다.")
    settle(qtbot, dialog)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
    dialog.done(0)
