from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy

from core.domain.outcomes import Outcome
from tests.ui.inspections import make_inspection
from tests.ui.widgets.verdict.on_bar import accept_button, field, given, save_line, verdict_button
from ui.values import ChosenVerdict
from ui.widgets.verdict.bar import VerdictBar


@pytest.fixture
def unreadable(bar: VerdictBar) -> VerdictBar:
    bar.show_inspection(make_inspection())
    bar.set_ready(True)
    return bar


def test_that_an_unreadable_image_can_be_held_with_a_note(unreadable: VerdictBar) -> None:
    spy = QSignalSpy(unreadable.verdict_given)
    field(unreadable, "메모").setText("카메라 통신 오류")
    unreadable.give(Outcome.HOLD)
    (verdict,) = given(spy)
    assert isinstance(verdict, ChosenVerdict)
    assert (verdict.verdict, verdict.note) == (Outcome.HOLD, "카메라 통신 오류")


def test_that_nobody_calls_an_unreadable_image_ok(unreadable: VerdictBar) -> None:
    spy = QSignalSpy(unreadable.verdict_given)
    enabled = {each: verdict_button(unreadable, each).isEnabled() for each in Outcome}
    assert enabled == {Outcome.OK: False, Outcome.NG: True, Outcome.HOLD: True}
    unreadable.give(Outcome.OK)
    assert given(spy) == []
    assert "합격으로 판정할 수 없습니다" in save_line(unreadable).words
    assert not accept_button(unreadable).isEnabled()
