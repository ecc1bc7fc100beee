from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from core.domain.outcomes import Outcome, Severity
from tests.ui.inspections import make_finding, make_inspection
from tests.ui.widgets.verdict.on_bar import (
    combo,
    field,
    given,
    reason_dialog,
    save_line,
    show_image,
    verdict_button,
)
from ui.i18n import translation
from ui.values import ChosenVerdict, SavedVerdict
from ui.widgets.verdict.bar import VerdictBar
from ui.widgets.verdict.keys import Refusal

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
CHOSEN = ChosenVerdict(
    Outcome.NG, "scratch", Severity.SEVERE, "catches", "모서리까지 이어짐", "실제 결함"
)
SAVED = SavedVerdict(CHOSEN, "김하늘", AT)


def shown(bar: VerdictBar) -> tuple[object, object, object, str]:
    return (
        combo(bar, "유형").currentData(),
        combo(bar, "심각도").currentData(),
        combo(bar, "세부 등급").currentData(),
        field(bar, "메모").text(),
    )


def show_judged(bar: VerdictBar, saved: SavedVerdict | None = SAVED) -> None:
    bar.show_inspection(make_inspection(make_finding(Outcome.HOLD)), saved)
    bar.set_ready(True)


def test_that_a_saved_verdict_is_shown_with_all_that_was_said(bar: VerdictBar) -> None:
    show_judged(bar)
    grade = combo(bar, "세부 등급")
    assert shown(bar)[:2] == ("scratch", "severe")
    assert shown(bar)[3] == "모서리까지 이어짐"
    assert grade.currentData() in {"catches", None}
    assert verdict_button(bar, Outcome.NG).isChecked()


def test_that_it_is_said_who_judged_and_when(bar: VerdictBar) -> None:
    show_judged(bar)
    assert save_line(bar).words == "판정 불합격: 김하늘, 2026-03-02 08:30"
    translation.install(_app(), "en")
    QApplication.processEvents()
    assert save_line(bar).words == "Judged NG: 김하늘, 2026-03-02 08:30"


def test_that_what_is_not_saved_is_more_urgent(bar: VerdictBar) -> None:
    show_judged(bar)
    bar.show_unsaved("디스크가 가득 찼습니다.")
    assert "디스크" in save_line(bar).words
    bar.show_saved("부품 001.png")
    assert "김하늘" in save_line(bar).words
    bar.show_refusal(Refusal.NOT_READY)
    assert "김하늘" not in save_line(bar).words


def test_that_the_next_image_has_its_own_fields(bar: VerdictBar) -> None:
    show_judged(bar)
    show_judged(bar, None)
    assert shown(bar)[3] == ""
    assert shown(bar)[1] != "severe"
    assert "김하늘" not in save_line(bar).words


def test_that_details_that_are_read_later_are_shown(bar: VerdictBar) -> None:
    show_judged(bar, SavedVerdict(ChosenVerdict(Outcome.NG)))
    assert shown(bar)[3] == ""
    bar.show_verdict(SAVED)
    assert shown(bar)[3] == "모서리까지 이어짐"
    assert "김하늘" in save_line(bar).words


def test_that_details_that_are_read_later_leave_what_a_person_types(bar: VerdictBar) -> None:
    show_judged(bar, SavedVerdict(ChosenVerdict(Outcome.NG)))
    field(bar, "메모").setText("다시 확인함")
    bar.show_verdict(SAVED)
    assert shown(bar)[3] == "다시 확인함"


def test_that_the_same_verdict_again_is_nothing_new(bar: VerdictBar) -> None:
    saved = replace(SAVED, chosen=replace(CHOSEN, sub_grade=None))
    show_judged(bar, saved)
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    assert given(spy) == []
    assert reason_dialog(bar) is None


def test_that_another_note_is_a_new_verdict(bar: VerdictBar) -> None:
    bar.show_inspection(
        make_inspection(make_finding(Outcome.NG)),
        replace(SAVED, chosen=replace(CHOSEN, sub_grade=None)),
    )
    bar.set_ready(True)
    field(bar, "메모").setText("확인함")
    spy = QSignalSpy(bar.verdict_given)
    bar.give(Outcome.NG)
    (verdict,) = given(spy)
    assert isinstance(verdict, ChosenVerdict)
    assert (verdict.category_id, verdict.severity, verdict.note) == (
        "scratch",
        Severity.SEVERE,
        "확인함",
    )


def test_that_a_verdict_given_now_is_told_as_saved_not_as_history(bar: VerdictBar) -> None:
    show_image(bar, Outcome.NG)
    bar.give(Outcome.NG)
    bar.show_saving("부품 001.png")
    bar.show_verdict(
        SavedVerdict(ChosenVerdict(Outcome.NG, "scratch", Severity.MODERATE), "나", AT)
    )
    bar.show_saved("부품 001.png")
    assert "부품 001.png" in save_line(bar).words


@pytest.mark.parametrize("category", [None, "scratch"])
def test_that_an_ok_shows_the_category_a_person_gave_it(
    bar: VerdictBar, category: str | None
) -> None:
    show_judged(bar, SavedVerdict(ChosenVerdict(Outcome.OK, category), "나", AT))
    assert combo(bar, "유형").currentData() == category


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
