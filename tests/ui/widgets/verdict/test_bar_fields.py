from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QMenu,
    QToolButton,
)

from core.domain.outcomes import Outcome, Severity
from tests.ui.widgets.verdict.on_bar import (
    combo,
    field,
    given,
    show_image,
)
from ui.values import ChosenVerdict
from ui.widgets.verdict.bar import VerdictBar

LEFT = Qt.MouseButton.LeftButton


def test_that_categories_can_be_chosen_by_digit_and_by_list(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.category_chosen)
    bar.choose_category(3)
    assert combo(bar, "유형").currentText() == "3  찍힘"
    assert given(spy) == ["dent"]
    bar.choose_category(9)
    assert spy.count() == 1


def test_that_sub_grades_appear_for_the_category_that_has_them(bar: VerdictBar) -> None:
    grades = combo(bar, "세부 등급")
    assert grades.isVisible()
    assert [grades.itemText(i) for i in range(1, grades.count())] == ["표면", "손톱에 걸림", "깊음"]
    bar.choose_category(3)
    assert not grades.isVisible()


def test_that_a_verdict_has_severity_sub_grade_and_note(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    combo(bar, "심각도").setCurrentIndex(3)
    combo(bar, "세부 등급").setCurrentIndex(2)
    field(bar, "메모").setText(" 모서리 ")
    bar.give(Outcome.NG)
    chosen = ChosenVerdict(Outcome.NG, "scratch", Severity.SEVERE, "fingernail", "모서리")
    assert given(spy) == [chosen]


def test_that_fields_begin_anew_with_each_image(bar: VerdictBar) -> None:
    field(bar, "메모").setText("모서리")
    bar.choose_category(3)
    show_image(bar, Outcome.OK)
    assert field(bar, "메모").text() == ""
    assert combo(bar, "유형").currentData() is None


def test_that_a_scanned_part_id_is_told_once(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.part_id_changed)
    bar.enter_part_id("DS-204-0012")
    field(bar, "부품 번호").editingFinished.emit()
    assert given(spy) == ["DS-204-0012"]
    assert field(bar, "부품 번호").text() == "DS-204-0012"


def test_that_lot_and_part_id_are_shown_without_an_echo(bar: VerdictBar) -> None:
    lots, parts = QSignalSpy(bar.lot_changed), QSignalSpy(bar.part_id_changed)
    bar.show_part(lot="L1", part_id="P1")
    field(bar, "로트").editingFinished.emit()
    assert (lots.count(), parts.count()) == (0, 0)
    field(bar, "로트").setText("L2")
    field(bar, "로트").editingFinished.emit()
    assert given(lots) == ["L2"]


def test_that_enter_in_a_field_gives_the_focus_back(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.editing_finished)
    for name in ("로트", "부품 번호", "메모"):
        QTest.keyClick(field(bar, name), Qt.Key.Key_Return)
    assert spy.count() == 3


def test_that_the_operator_is_switched_in_one_click(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.operator_chosen)
    chip = next(b for b in bar.findChildren(QToolButton) if b.text() == "김민수")
    menu = chip.menu()
    assert isinstance(menu, QMenu)
    names = [action.text() for action in menu.actions()]
    assert names == ["김민수", "이서연", "", "다른 검사자…"]
    menu.actions()[1].trigger()
    assert given(spy) == ["이서연"]


def test_that_another_operator_and_the_station_are_asked_for(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.operator_wanted)
    chip = next(b for b in bar.findChildren(QToolButton) if b.text() == "김민수")
    chip.menu().actions()[-1].trigger()
    next(b for b in bar.findChildren(QToolButton) if b.text() == "라인 2").click()
    assert spy.count() == 2
