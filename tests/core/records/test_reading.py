from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, Severity
from core.records.history import History
from core.records.lines import lines_of
from core.records.values import Counts, HistoryFilter, HistoryLine, Rows
from tests.core.records.builders import (
    CONTEXT,
    moment_at,
    ng_inspection,
    ok_inspection,
    unreadable_inspection,
    verdict_on,
)


@pytest.fixture
def shelf(history: History) -> History:
    """Return ten records, a minute apart: NG, OK, unreadable, NG, ..."""
    makers = (ng_inspection, ok_inspection, unreadable_inspection)
    for number in range(10):
        inspection = replace(makers[number % 3](number), product=f"P{number % 2}")
        context = replace(
            CONTEXT, operator=f"op{number % 4}", lot=f"L{number}", part_id=str(number)
        )
        history.record_inspection(inspection, context, moment_at(number))
    return history


def parts(lines: list[HistoryLine]) -> list[int]:
    return [int(line.part_id) for line in lines]


def wanted(history: History, what: HistoryFilter) -> list[int]:
    return parts(list(history.list_records(what)))


def test_that_records_are_listed_newest_first(shelf: History) -> None:
    assert wanted(shelf, HistoryFilter()) == list(range(9, -1, -1))


def test_that_each_filter_chooses_its_records(shelf: History) -> None:
    assert wanted(shelf, HistoryFilter(product="P1")) == [9, 7, 5, 3, 1]
    assert wanted(shelf, HistoryFilter(outcome=Outcome.OK)) == [7, 4, 1]
    assert wanted(shelf, HistoryFilter(operator="op3")) == [7, 3]
    assert wanted(shelf, HistoryFilter(category="scratch")) == [9, 6, 3, 0]
    assert wanted(shelf, HistoryFilter(lot="L4")) == [4]
    assert wanted(shelf, HistoryFilter(part_id="5")) == [5]
    assert wanted(shelf, HistoryFilter(outcome=Outcome.NG, product="P0")) == [6, 0]


def test_that_dates_are_half_open(shelf: History) -> None:
    start, end = moment_at(3), moment_at(6)
    assert wanted(shelf, HistoryFilter(since=start.utc, until=end.utc)) == [5, 4, 3]
    # The same moments by the station's clock.
    assert wanted(shelf, HistoryFilter(since=start.local, until=end.local)) == [5, 4, 3]
    later = start.utc + timedelta(microseconds=1)
    assert wanted(shelf, HistoryFilter(since=later, until=end.utc)) == [5, 4]


def test_that_a_date_without_a_zone_is_refused(shelf: History) -> None:
    naive = moment_at(3).utc.replace(tzinfo=None)
    with pytest.raises(Exception, match="without a zone"):
        wanted(shelf, HistoryFilter(since=naive))


def test_that_verdicts_can_be_filtered_and_counted(shelf: History) -> None:
    by_part = {line.part_id: line.record_id for line in shelf.list_records()}
    shelf.record_verdict(verdict_on(by_part["0"], Outcome.OK))
    shelf.record_verdict(
        replace(verdict_on(by_part["3"], Outcome.NG), category_id="dent", severity=Severity.MINOR)
    )
    assert wanted(shelf, HistoryFilter(verdict=Outcome.OK)) == [0]
    assert wanted(shelf, HistoryFilter(judged=True)) == [3, 0]
    assert len(wanted(shelf, HistoryFilter(judged=False))) == 8
    assert wanted(shelf, HistoryFilter(corrected=True)) == [0]
    assert len(wanted(shelf, HistoryFilter(corrected=False))) == 9
    assert wanted(shelf, HistoryFilter(category="dent")) == [3]
    assert shelf.counts() == Counts(total=10, ok=3, ng=4, hold=3, judged=2, corrected=1)
    assert shelf.counts(HistoryFilter(product="none")) == Counts()


def test_that_pages_follow_each_other(shelf: History) -> None:
    first = list(shelf.list_records(limit=4))
    shelf.record_inspection(ng_inspection(99), CONTEXT)
    second = list(shelf.list_records(limit=4, before_seq=first[-1].seq))
    assert parts(first) + parts(second) == [9, 8, 7, 6, 5, 4, 3, 2]
    assert parts(list(shelf.list_records(offset=9))) == [1, 0]
    assert parts(list(shelf.list_records(limit=2, offset=1))) == [9, 8]
    assert list(shelf.list_records(limit=0)) == []


def test_that_lists_that_are_not_read_to_the_end_block_nobody(shelf: History) -> None:
    streams = [shelf.list_records() for _ in range(12)]
    assert {next(stream).part_id for stream in streams} == {"9"}
    shelf.record_inspection(ng_inspection(99), CONTEXT)
    assert shelf.counts().total == 11


def test_that_findings_are_lines_of_their_own(shelf: History) -> None:
    lines = list(shelf.list_records(HistoryFilter(product="P0"), rows=Rows.FINDING))
    assert parts(lines) == [8, 6, 6, 4, 2, 0, 0]
    worst, other = (line for line in lines if line.part_id == "6")
    assert (worst.program_category, worst.program_outcome) == ("scratch", Outcome.NG)
    assert (other.program_category, other.program_outcome) == ("dent", Outcome.HOLD)
    assert (other.severity, other.length_px, other.sentence_ko) == (None, None, None)
    assert worst.record_id == other.record_id
    assert worst.finding_count == other.finding_count == 2


def test_that_the_limit_counts_records_not_findings(shelf: History) -> None:
    lines = list(shelf.list_records(rows=Rows.FINDING, limit=1))
    assert parts(lines) == [9, 9]


def test_that_a_persons_category_stands_on_the_worst_finding(history: History) -> None:
    record_id = history.record_inspection(ng_inspection(), CONTEXT)
    history.record_verdict(
        replace(verdict_on(record_id, Outcome.NG), category_id="crack", severity=Severity.SEVERE)
    )
    worst, other = history.list_records(rows=Rows.FINDING)
    assert (worst.category, worst.severity) == ("crack", Severity.SEVERE)
    assert (other.category, other.severity) == ("dent", None)


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("make", [ng_inspection, ok_inspection, unreadable_inspection])
def test_that_unrecorded_lines_equal_recorded_ones(
    history: History,
    make: Callable[[], Inspection],
    rows: Rows,
) -> None:
    inspection = make()
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    fresh = list(lines_of(inspection, CONTEXT, moment_at(0), record_id=record_id, rows=rows))
    recorded = [replace(line, seq=0) for line in history.list_records(rows=rows)]
    assert fresh == recorded
    assert fresh[0].time_local.utcoffset() == recorded[0].time_local.utcoffset()
