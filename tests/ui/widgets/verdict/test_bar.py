from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.dataset.defect_book import load_defect_book
from core.domain.outcomes import Outcome, Severity
from core.texts.language import Language
from core.texts.program_folder import resources_dir
from tests.ui.fitting import sticking_out, words_without_room
from tests.ui.inspections import CATEGORIES, make_finding, make_inspection
from ui import theme
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.i18n import translation
from ui.values import ChosenVerdict
from ui.widgets.verdict.bar import VerdictBar
from ui.widgets.verdict.button import VerdictButton
from ui.widgets.verdict.key_filter import VerdictKeyFilter
from ui.widgets.verdict.keys import Refusal
from ui.widgets.verdict.save_line import SaveLine, SaveState

LEFT = Qt.MouseButton.LeftButton
AGREED = ChosenVerdict(Outcome.NG, "scratch", Severity.MODERATE)
WINDOW = 150


@pytest.fixture
def bar(qtbot: QtBot) -> VerdictBar:
    made = VerdictBar()
    qtbot.addWidget(made)
    made.set_book(load_defect_book(resources_dir() / "defect_book.toml"), CATEGORIES)
    made.show_context(operator="김민수", station="라인 2", recent=["김민수", "이서연"])
    made.resize(1000, 100)
    made.show()
    _show(made)
    return made


def _show(bar: VerdictBar, outcome: Outcome = Outcome.NG, verdict: Outcome | None = None) -> None:
    bar.show_inspection(make_inspection(make_finding(outcome)), verdict)
    bar.set_ready(True)


def _button(bar: VerdictBar, outcome: Outcome) -> VerdictButton:
    return next(b for b in bar.findChildren(VerdictButton) if b.outcome is outcome)


def _accept(bar: VerdictBar) -> QPushButton:
    found = bar.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def _combo(bar: VerdictBar, name: str) -> QComboBox:
    return next(c for c in bar.findChildren(QComboBox) if c.accessibleName() == name)


def _field(bar: VerdictBar, name: str) -> QLineEdit:
    return next(f for f in bar.findChildren(QLineEdit) if f.accessibleName() == name)


def _line(bar: VerdictBar) -> SaveLine:
    found = bar.findChild(SaveLine)
    assert isinstance(found, SaveLine)
    return found


def _dialog(bar: VerdictBar) -> OverrideReasonDialog | None:
    shown = [d for d in bar.findChildren(OverrideReasonDialog) if d.isVisible()]
    return shown[0] if shown else None


def _given(spy: QSignalSpy) -> list[object]:
    return [spy.at(index)[0] for index in range(spy.count())]


def test_that_a_button_gives_its_verdict(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    QTest.mouseClick(_button(bar, Outcome.NG), LEFT)
    assert _given(spy) == [AGREED]
    assert _button(bar, Outcome.NG).isChecked()
    assert not _button(bar, Outcome.OK).isChecked()


def test_that_a_double_click_gives_one_verdict_although_the_next_image_is_there(
    bar: VerdictBar,
) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.verdict_given.connect(lambda _: _show(bar))
    button = _button(bar, Outcome.NG)
    at = QPointF(button.rect().center())
    # A real double click is press, release, double click, release.
    for kind in (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    ):
        held = LEFT if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind, at, button.mapToGlobal(at), LEFT, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(button, event)
    assert _given(spy) == [AGREED]


def test_that_the_proposal_of_the_program_is_marked(bar: VerdictBar) -> None:
    assert [b.outcome for b in bar.findChildren(VerdictButton) if b.is_proposed] == [Outcome.NG]
    assert "프로그램 제안" in _button(bar, Outcome.NG).toolTip()
    assert not any(b.isChecked() for b in bar.findChildren(VerdictButton))


def test_that_every_verdict_button_tells_its_key(bar: VerdictBar) -> None:
    hints = {b.outcome: b.toolTip() for b in bar.findChildren(VerdictButton)}
    assert hints[Outcome.OK].startswith("합격 OK (O)")
    assert hints[Outcome.HOLD].startswith("보류 HOLD (H)")


def test_that_nothing_can_be_pressed_before_the_image_is_ready(bar: VerdictBar) -> None:
    bar.set_ready(False)
    assert not any(b.isEnabled() for b in bar.findChildren(VerdictButton))
    assert not _accept(bar).isEnabled()
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    assert spy.count() == 0
    assert "기다리세요" in _line(bar).words


def test_that_accepting_hands_over_the_proposal_once(bar: VerdictBar) -> None:
    spy, given, onward = (
        QSignalSpy(bar.accepted),
        QSignalSpy(bar.verdict_given),
        QSignalSpy(bar.next_wanted),
    )
    _field(bar, "메모").setText("확인")
    QTest.mouseClick(_accept(bar), LEFT)
    assert spy.count() == 1
    assert given.count() == 0
    assert bar.proposal == ChosenVerdict(Outcome.NG, "scratch", Severity.MODERATE, None, "확인")
    QTest.mouseClick(_accept(bar), LEFT)
    assert (spy.count(), onward.count()) == (1, 1)


def test_that_a_hold_is_not_accepted(bar: VerdictBar) -> None:
    _show(bar, Outcome.HOLD)
    spy = QSignalSpy(bar.accepted)
    assert not _accept(bar).isEnabled()
    bar.accept()
    assert spy.count() == 0
    assert "보류는 그대로 확정할 수 없습니다" in _line(bar).words


def test_that_an_override_waits_for_its_reason(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    assert spy.count() == 0
    dialog = _dialog(bar)
    assert dialog is not None
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_3)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert _given(spy) == [ChosenVerdict(Outcome.OK, reason="그림자 또는 반사")]
    assert _dialog(bar) is None


def test_that_cancelling_the_reason_keeps_everything_as_it_was(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    dialog = _dialog(bar)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert spy.count() == 0
    assert not any(b.isChecked() for b in bar.findChildren(VerdictButton))
    bar.give(Outcome.NG)
    assert _given(spy) == [AGREED]


def test_that_only_one_reason_is_asked_at_a_time(bar: VerdictBar) -> None:
    bar.give(Outcome.OK)
    bar.give(Outcome.OK)
    assert len(bar.findChildren(OverrideReasonDialog)) == 1


def test_that_a_question_about_the_last_image_goes_with_it(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    _show(bar)
    assert _dialog(bar) is None
    assert spy.count() == 0


def test_that_changing_an_earlier_verdict_asks_why(bar: VerdictBar) -> None:
    _show(bar, Outcome.NG, verdict=Outcome.OK)
    assert _button(bar, Outcome.OK).isChecked()
    bar.give(Outcome.NG)
    assert _dialog(bar) is not None


def test_that_the_first_verdict_waits_for_operator_and_station(bar: VerdictBar) -> None:
    bar.show_context(operator="", station="라인 2")
    spy, asked = QSignalSpy(bar.verdict_given), QSignalSpy(bar.operator_wanted)
    bar.give(Outcome.NG)
    assert (spy.count(), asked.count()) == (0, 1)
    bar.show_context(operator="김민수", station="라인 2")
    assert _given(spy) == [AGREED]
    bar.show_context(operator="이서연", station="라인 2")
    assert spy.count() == 1


def test_that_a_waiting_acceptance_is_given_when_the_operator_is_known(bar: VerdictBar) -> None:
    bar.show_context(operator="", station="")
    spy = QSignalSpy(bar.accepted)
    bar.accept()
    bar.show_context(operator="김민수", station="라인 2")
    assert spy.count() == 1


def test_that_a_waiting_verdict_is_not_given_to_the_next_image(bar: VerdictBar) -> None:
    bar.show_context(operator="", station="")
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    _show(bar)
    bar.show_context(operator="김민수", station="라인 2")
    assert spy.count() == 0


def test_that_categories_can_be_chosen_by_digit_and_by_list(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.category_chosen)
    bar.choose_category(3)
    assert _combo(bar, "유형").currentText() == "3  찍힘"
    assert _given(spy) == ["dent"]
    bar.choose_category(9)
    assert spy.count() == 1


def test_that_sub_grades_appear_for_the_category_that_has_them(bar: VerdictBar) -> None:
    grades = _combo(bar, "세부 등급")
    assert grades.isVisible()
    assert [grades.itemText(i) for i in range(1, grades.count())] == ["표면", "손톱에 걸림", "깊음"]
    bar.choose_category(3)
    assert not grades.isVisible()


def test_that_a_verdict_has_severity_sub_grade_and_note(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    _combo(bar, "심각도").setCurrentIndex(3)
    _combo(bar, "세부 등급").setCurrentIndex(2)
    _field(bar, "메모").setText(" 모서리 ")
    bar.give(Outcome.NG)
    chosen = ChosenVerdict(Outcome.NG, "scratch", Severity.SEVERE, "fingernail", "모서리")
    assert _given(spy) == [chosen]


def test_that_fields_begin_anew_with_each_image(bar: VerdictBar) -> None:
    _field(bar, "메모").setText("모서리")
    bar.choose_category(3)
    _show(bar, Outcome.OK)
    assert _field(bar, "메모").text() == ""
    assert _combo(bar, "유형").currentData() is None


def test_that_a_scanned_part_id_is_told_once(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.part_id_changed)
    bar.enter_part_id("DS-204-0012")
    _field(bar, "제품 번호").editingFinished.emit()
    assert _given(spy) == ["DS-204-0012"]
    assert _field(bar, "제품 번호").text() == "DS-204-0012"


def test_that_lot_and_part_id_are_shown_without_an_echo(bar: VerdictBar) -> None:
    lots, parts = QSignalSpy(bar.lot_changed), QSignalSpy(bar.part_id_changed)
    bar.show_part(lot="L1", part_id="P1")
    _field(bar, "로트").editingFinished.emit()
    assert (lots.count(), parts.count()) == (0, 0)
    _field(bar, "로트").setText("L2")
    _field(bar, "로트").editingFinished.emit()
    assert _given(lots) == ["L2"]


def test_that_enter_in_a_field_gives_the_focus_back(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.editing_finished)
    for name in ("로트", "제품 번호", "메모"):
        QTest.keyClick(_field(bar, name), Qt.Key.Key_Return)
    assert spy.count() == 3


def test_that_the_operator_is_switched_in_one_click(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.operator_chosen)
    chip = next(b for b in bar.findChildren(QToolButton) if b.text() == "김민수")
    menu = chip.menu()
    assert isinstance(menu, QMenu)
    names = [action.text() for action in menu.actions()]
    assert names == ["김민수", "이서연", "", "다른 검사자…"]
    menu.actions()[1].trigger()
    assert _given(spy) == ["이서연"]


def test_that_another_operator_and_the_station_are_asked_for(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.operator_wanted)
    chip = next(b for b in bar.findChildren(QToolButton) if b.text() == "김민수")
    chip.menu().actions()[-1].trigger()
    next(b for b in bar.findChildren(QToolButton) if b.text() == "라인 2").click()
    assert spy.count() == 2


def test_that_saving_saved_and_unsaved_are_told(bar: VerdictBar) -> None:
    bar.show_saving("a.jpg")
    assert _line(bar).words == "저장 중: a.jpg"
    bar.show_saved("a.jpg")
    assert _line(bar).words == "저장됨: a.jpg"
    bar.show_unsaved("디스크가 가득 찼습니다")
    assert _line(bar).words == "저장되지 않음: 디스크가 가득 찼습니다"
    _show(bar)
    assert _line(bar).state is SaveState.UNSAVED, "it is about the last verdict"


def test_that_an_unsaved_verdict_can_be_given_again(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    bar.show_unsaved("디스크가 가득 찼습니다")
    bar.give(Outcome.NG)
    assert _given(spy) == [AGREED, AGREED]


def test_that_a_refusal_gives_way_to_what_was_said_before(bar: VerdictBar) -> None:
    bar.show_saved("a.jpg")
    bar.show_refusal(Refusal.HOLD_NEEDS_PERSON)
    assert "O, N, H" in _line(bar).words
    _line(bar).clear_refusal()
    assert _line(bar).words == "저장됨: a.jpg"
    bar.show_refusal(Refusal.IMAGE_CHANGED)
    assert _line(bar).words == "저장됨: a.jpg"


def test_that_undo_is_wanted_by_its_button(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.undo_wanted)
    undo = next(b for b in bar.findChildren(QToolButton) if "취소" in b.accessibleName())
    assert "Ctrl+Z" in undo.toolTip()
    undo.click()
    assert spy.count() == 1


def test_that_the_keys_of_the_canvas_work_the_bar(bar: VerdictBar, qtbot: QtBot) -> None:
    canvas = QWidget()
    canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(canvas)
    canvas.show()
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    keys = VerdictKeyFilter(canvas)
    keys.install_on(canvas)
    bar.attach_keys(keys)
    given, undone = QSignalSpy(bar.verdict_given), QSignalSpy(bar.undo_wanted)
    accepted, scanned = QSignalSpy(bar.accepted), QSignalSpy(bar.part_id_changed)
    for key in (Qt.Key.Key_3, Qt.Key.Key_N):
        QTest.keyClick(canvas, key)
        qtbot.wait(WINDOW)
    assert _given(given) == [ChosenVerdict(Outcome.NG, "dent", Severity.MODERATE)]
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone.count() == 1
    QTest.keyClicks(canvas, "on1h2")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert _given(scanned) == ["on1h2"]
    _show(bar, Outcome.HOLD)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.wait(WINDOW)
    assert accepted.count() == 0
    _show(bar, Outcome.OK)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.wait(WINDOW)
    assert accepted.count() == 1
    assert given.count() == 1


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("percent", [100, 125, 200])
@pytest.mark.parametrize("width", [420, 1000])
def test_that_all_words_fit(
    bar: VerdictBar, looks: QApplication, *, language: Language, percent: int, width: int
) -> None:
    translation.install(looks, language)
    theme.apply_text_size(looks, percent)
    bar.show_unsaved("디스크가 가득 찼습니다")
    bar.resize(width, 100)
    QApplication.processEvents()
    bar.resize(width, bar.heightForWidth(width))
    assert words_without_room(bar) == []
    assert sticking_out(bar) == []
