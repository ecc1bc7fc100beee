from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome, Severity
from core.texts.language import Language
from tests.ui.fitting import sticking_out, words_without_room
from tests.ui.widgets.verdict.on_bar import (
    AGREED,
    accept_button,
    field,
    given,
    pass_window,
    reason_dialog,
    save_line,
    show_image,
    verdict_button,
)
from ui import theme
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.i18n import translation
from ui.values import ChosenVerdict
from ui.widgets.verdict.bar import VerdictBar
from ui.widgets.verdict.button import VerdictButton
from ui.widgets.verdict.key_filter import VerdictKeyFilter
from ui.widgets.verdict.keys import Refusal
from ui.widgets.verdict.save_line import SaveState

LEFT = Qt.MouseButton.LeftButton


def test_that_a_button_gives_its_verdict(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    QTest.mouseClick(verdict_button(bar, Outcome.NG), LEFT)
    assert given(spy) == [AGREED]
    assert verdict_button(bar, Outcome.NG).isChecked()
    assert not verdict_button(bar, Outcome.OK).isChecked()


def test_that_a_double_click_gives_one_verdict_although_the_next_image_is_there(
    bar: VerdictBar,
) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.verdict_given.connect(lambda _: show_image(bar))
    button = verdict_button(bar, Outcome.NG)
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
    assert given(spy) == [AGREED]


def test_that_the_proposal_of_the_program_is_marked(bar: VerdictBar) -> None:
    assert [b.outcome for b in bar.findChildren(VerdictButton) if b.is_proposed] == [Outcome.NG]
    assert "프로그램 제안" in verdict_button(bar, Outcome.NG).toolTip()
    assert not any(b.isChecked() for b in bar.findChildren(VerdictButton))


def test_that_every_verdict_button_tells_its_key(bar: VerdictBar) -> None:
    hints = {b.outcome: b.toolTip() for b in bar.findChildren(VerdictButton)}
    assert hints[Outcome.OK].startswith("합격 OK (O)")
    assert hints[Outcome.HOLD].startswith("보류 HOLD (H)")


def test_that_nothing_can_be_pressed_before_the_image_is_ready(bar: VerdictBar) -> None:
    bar.set_ready(False)
    assert not any(b.isEnabled() for b in bar.findChildren(VerdictButton))
    assert not accept_button(bar).isEnabled()
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    assert spy.count() == 0
    assert "기다리세요" in save_line(bar).words


def test_that_accepting_hands_over_the_proposal_once(bar: VerdictBar) -> None:
    spy, given, onward = (
        QSignalSpy(bar.accepted),
        QSignalSpy(bar.verdict_given),
        QSignalSpy(bar.next_wanted),
    )
    field(bar, "메모").setText("확인")
    QTest.mouseClick(accept_button(bar), LEFT)
    assert spy.count() == 1
    assert given.count() == 0
    assert bar.proposal == ChosenVerdict(Outcome.NG, "scratch", Severity.MODERATE, None, "확인")
    QTest.mouseClick(accept_button(bar), LEFT)
    assert (spy.count(), onward.count()) == (1, 1)


def test_that_a_hold_is_not_accepted(bar: VerdictBar) -> None:
    show_image(bar, Outcome.HOLD)
    spy = QSignalSpy(bar.accepted)
    assert not accept_button(bar).isEnabled()
    bar.accept()
    assert spy.count() == 0
    assert "보류는 그대로 확정할 수 없습니다" in save_line(bar).words


def test_that_an_override_waits_for_its_reason(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    assert spy.count() == 0
    dialog = reason_dialog(bar)
    assert dialog is not None
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_3)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert given(spy) == [ChosenVerdict(Outcome.OK, reason="그림자 또는 반사")]
    assert reason_dialog(bar) is None


def test_that_cancelling_the_reason_keeps_everything_as_it_was(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    dialog = reason_dialog(bar)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert spy.count() == 0
    assert not any(b.isChecked() for b in bar.findChildren(VerdictButton))
    bar.give(Outcome.NG)
    assert given(spy) == [AGREED]


def test_that_only_one_reason_is_asked_at_a_time(bar: VerdictBar) -> None:
    bar.give(Outcome.OK)
    bar.give(Outcome.OK)
    assert len(bar.findChildren(OverrideReasonDialog)) == 1


def test_that_a_question_about_the_last_image_goes_with_it(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.OK)
    show_image(bar)
    assert reason_dialog(bar) is None
    assert spy.count() == 0


def test_that_changing_an_earlier_verdict_asks_why(bar: VerdictBar) -> None:
    show_image(bar, Outcome.NG, verdict=Outcome.OK)
    assert verdict_button(bar, Outcome.OK).isChecked()
    bar.give(Outcome.NG)
    assert reason_dialog(bar) is not None


def test_that_the_first_verdict_waits_for_operator_and_station(bar: VerdictBar) -> None:
    bar.show_context(operator="", station="라인 2")
    spy, asked = QSignalSpy(bar.verdict_given), QSignalSpy(bar.operator_wanted)
    bar.give(Outcome.NG)
    assert (spy.count(), asked.count()) == (0, 1)
    bar.show_context(operator="김민수", station="라인 2")
    assert given(spy) == [AGREED]
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
    show_image(bar)
    bar.show_context(operator="김민수", station="라인 2")
    assert spy.count() == 0


def test_that_saving_saved_and_unsaved_are_told(bar: VerdictBar) -> None:
    bar.show_saving("a.jpg")
    assert save_line(bar).words == "저장 중: a.jpg"
    bar.show_saved("a.jpg")
    assert save_line(bar).words == "저장됨: a.jpg"
    bar.show_unsaved("디스크가 가득 찼습니다")
    assert save_line(bar).words == "저장되지 않음: 디스크가 가득 찼습니다"
    show_image(bar)
    assert save_line(bar).state is SaveState.UNSAVED, "it is about the last verdict"


def test_that_an_unsaved_verdict_can_be_given_again(bar: VerdictBar) -> None:
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    bar.show_unsaved("디스크가 가득 찼습니다")
    bar.give(Outcome.NG)
    assert given(spy) == [AGREED, AGREED]


def test_that_a_refusal_gives_way_to_what_was_said_before(bar: VerdictBar) -> None:
    bar.show_saved("a.jpg")
    bar.show_refusal(Refusal.HOLD_NEEDS_PERSON)
    assert "O, N, H" in save_line(bar).words
    save_line(bar).clear_refusal()
    assert save_line(bar).words == "저장됨: a.jpg"
    bar.show_refusal(Refusal.IMAGE_CHANGED)
    assert save_line(bar).words == "저장됨: a.jpg"


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
    verdicts, undone = QSignalSpy(bar.verdict_given), QSignalSpy(bar.undo_wanted)
    accepted, scanned = QSignalSpy(bar.accepted), QSignalSpy(bar.part_id_changed)
    for key in (Qt.Key.Key_3, Qt.Key.Key_N):
        QTest.keyClick(canvas, key)
        pass_window(qtbot)
    assert given(verdicts) == [ChosenVerdict(Outcome.NG, "dent", Severity.MODERATE)]
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone.count() == 1
    QTest.keyClicks(canvas, "on1h2")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert given(scanned) == ["on1h2"]
    show_image(bar, Outcome.HOLD)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    pass_window(qtbot)
    assert accepted.count() == 0
    show_image(bar, Outcome.OK)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    pass_window(qtbot)
    assert accepted.count() == 1
    assert verdicts.count() == 1


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
