from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.outcomes import Outcome, Severity
from core.errors import RecordsError
from core.records.history import History
from core.records.values import HistoryLine
from tests.core.records.builders import (
    CONTEXT,
    moment_at,
    ng_inspection,
    ok_inspection,
    retraction_on,
    unreadable_inspection,
    verdict_on,
)


@pytest.fixture
def ng_record(history: History) -> str:
    return history.record_inspection(ng_inspection(), CONTEXT)


def line_of(history: History, record_id: str) -> HistoryLine:
    return history.story(record_id).line


def words(line: HistoryLine) -> tuple[Outcome | None, Outcome | None, bool]:
    return line.first_verdict, line.current_verdict, line.corrected


def test_that_a_record_without_a_verdict_is_not_corrected(history: History, ng_record: str) -> None:
    assert words(line_of(history, ng_record)) == (None, None, False)


def test_that_a_verdict_that_agrees_is_no_correction(history: History, ng_record: str) -> None:
    history.record_verdict(verdict_on(ng_record, Outcome.NG))
    story = history.story(ng_record)
    assert words(story.line) == (Outcome.NG, Outcome.NG, False)
    assert story.corrections == ()


def test_that_a_verdict_against_the_program_is_a_correction(
    history: History, ng_record: str
) -> None:
    verdict_id = history.record_verdict(
        replace(verdict_on(ng_record, Outcome.OK), reason="한도 이내"), moment_at(5)
    )
    story = history.story(ng_record)
    assert words(story.line) == (Outcome.OK, Outcome.OK, True)
    assert story.line.program_outcome is Outcome.NG
    (correction,) = story.corrections
    assert correction.verdict_id == verdict_id
    assert correction.corrects_id is None
    assert (correction.from_outcome, correction.to_outcome) == (Outcome.NG, Outcome.OK)
    assert correction.reason == "한도 이내"
    (verdict,) = story.verdicts
    assert verdict.moment == moment_at(5)
    assert verdict.context.operator == "김검사"
    assert verdict.context.product == "브래킷"


def test_that_a_correction_keeps_the_first_verdict(history: History, ng_record: str) -> None:
    first_id = history.record_verdict(verdict_on(ng_record, Outcome.OK))
    history.record_verdict(replace(verdict_on(ng_record, Outcome.NG), reason="다시 확인"))
    story = history.story(ng_record)
    assert words(story.line) == (Outcome.OK, Outcome.NG, True)
    assert [verdict.verdict for verdict in story.verdicts] == [Outcome.OK, Outcome.NG]
    assert story.corrections[-1].corrects_id == first_id
    assert story.corrections[-1].reason == "다시 확인"


def test_that_another_category_or_severity_is_a_correction(
    history: History, ng_record: str
) -> None:
    given = replace(verdict_on(ng_record, Outcome.NG), category_id="dent", severity=Severity.SEVERE)
    history.record_verdict(given)
    story = history.story(ng_record)
    (correction,) = story.corrections
    assert (correction.from_category, correction.to_category) == ("scratch", "dent")
    assert (correction.from_severity, correction.to_severity) == (
        Severity.MODERATE,
        Severity.SEVERE,
    )
    assert (story.line.category, story.line.severity) == ("dent", Severity.SEVERE)
    assert story.line.program_category == "scratch"
    assert not story.line.corrected


def test_that_sub_grade_and_note_are_kept(history: History, ng_record: str) -> None:
    given = replace(verdict_on(ng_record, Outcome.NG), sub_grade="깊음", note="=손톱에 걸림")
    history.record_verdict(given)
    (verdict,) = history.story(ng_record).verdicts
    assert (verdict.sub_grade, verdict.note) == ("깊음", "=손톱에 걸림")


def test_that_undo_brings_back_what_held_before(history: History, ng_record: str) -> None:
    history.record_verdict(verdict_on(ng_record, Outcome.NG))
    wrong_key = history.record_verdict(verdict_on(ng_record, Outcome.OK))
    history.record_verdict(retraction_on(ng_record))
    story = history.story(ng_record)
    assert words(story.line) == (Outcome.NG, Outcome.NG, False)
    assert [verdict.is_retracted for verdict in story.verdicts] == [False, True, False]
    assert story.verdicts[-1].verdict is None
    assert story.verdicts[-1].retracts_id == wrong_key


def test_that_undoing_the_only_verdict_leaves_none(history: History, ng_record: str) -> None:
    history.record_verdict(verdict_on(ng_record, Outcome.OK))
    history.record_verdict(retraction_on(ng_record))
    assert words(line_of(history, ng_record)) == (None, None, False)
    history.record_verdict(verdict_on(ng_record, Outcome.NG))
    assert words(line_of(history, ng_record)) == (Outcome.NG, Outcome.NG, False)


def test_that_each_undo_takes_back_one_verdict_more(history: History, ng_record: str) -> None:
    for outcome in (Outcome.HOLD, Outcome.NG, Outcome.OK):
        history.record_verdict(verdict_on(ng_record, outcome))
    shown = []
    for _ in range(3):
        history.record_verdict(retraction_on(ng_record))
        shown.append(line_of(history, ng_record).current_verdict)
    assert shown == [Outcome.NG, Outcome.HOLD, None]
    assert history.verify().is_intact


def test_that_nothing_left_to_undo_is_said(history: History, ng_record: str) -> None:
    with pytest.raises(RecordsError) as caught:
        history.record_verdict(retraction_on(ng_record))
    assert caught.value.code == "verdict_nothing_to_retract"
    assert history.story(ng_record).verdicts == ()


def test_that_a_verdict_on_an_unknown_record_is_refused(history: History) -> None:
    with pytest.raises(RecordsError) as caught:
        history.record_verdict(verdict_on("no-such-id", Outcome.OK))
    assert caught.value.code == "record_unknown"


def test_that_an_unreadable_image_can_be_judged(history: History) -> None:
    record_id = history.record_inspection(unreadable_inspection(), CONTEXT)
    history.record_verdict(verdict_on(record_id, Outcome.NG))
    assert words(line_of(history, record_id)) == (Outcome.NG, Outcome.NG, True)


def test_that_a_verdict_changes_only_its_record(history: History, ng_record: str) -> None:
    other = history.record_inspection(ok_inspection(2), CONTEXT)
    history.record_verdict(verdict_on(ng_record, Outcome.OK))
    assert words(line_of(history, other)) == (None, None, False)


def test_that_a_part_scanned_with_the_verdict_is_the_part_of_the_record(
    history: History, ng_record: str
) -> None:
    before = line_of(history, ng_record)
    given = verdict_on(ng_record, Outcome.NG)
    history.record_verdict(
        replace(given, context=replace(given.context, lot="L-77", part_id="부품-0042"))
    )
    scanned = line_of(history, ng_record)
    assert (scanned.lot, scanned.part_id) == ("L-77", "부품-0042")
    history.record_verdict(retraction_on(ng_record))
    assert line_of(history, ng_record).lot == before.lot
    history.rebuild_projections()
    assert history.verify().is_intact
