from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.corrections import OutlineCorrection, OutlineReason
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome
from core.domain.regions import RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleUse
from core.domain.suggestions import Suggestion, Words
from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.history import History
from core.records.values import HistoryLine, Rows
from tests.core.records.builders import (
    CONTEXT,
    DENT,
    SCRATCH,
    hand_drawn,
    moment_at,
    ng_inspection,
    ok_inspection,
    verdict_on,
)
from tests.core.records.raw import execute, fetch

WHO = replace(CONTEXT, operator="김하늘")


@pytest.fixture
def record_id(history: History) -> str:
    return history.record_inspection(ng_inspection(), CONTEXT, moment_at(0))


def standing(history: History) -> tuple[OutlineCorrection, ...]:
    inspection = ng_inspection()
    return history.standing_outlines(
        sha256=inspection.sha256, page=inspection.page, product=inspection.product
    )


def the_line(history: History) -> HistoryLine:
    (line,) = history.list_records()
    return line


def test_that_a_drawn_outline_comes_back_with_who_and_when(
    history: History, record_id: str
) -> None:
    history.record_outline(record_id, hand_drawn(), WHO, moment_at(5))
    (stored,) = history.story(record_id).outlines
    assert stored.correction == hand_drawn()
    assert stored.corrects_id is None
    assert stored.context == replace(WHO, product=ng_inspection().product)
    assert stored.moment == moment_at(5)


def test_that_calibration_and_rule_of_a_drawn_outline_are_kept(
    history: History, record_id: str
) -> None:
    scale = Scale("mm-1", 0.1, uncertainty=0.01, size_px=(640, 480), made_at="2026-03-01T00:00:00Z")
    use = ScaleUse(scale, 3, 2, ScaleProblem.OUT_OF_DATE)
    drawn = replace(
        hand_drawn(),
        scale=use,
        severity_rule="scratch-long",
        severity_rule_words=Words("길이 5 mm 이상", "length of at least 5 mm"),
    )
    history.record_outline(record_id, drawn, WHO)
    assert standing(history) == (drawn,)


def test_that_causes_and_the_drawn_box_of_a_drawn_outline_are_kept(history: History) -> None:
    drawn_box = replace(SCRATCH.region, source=RegionSource.DRAWN)
    shown = replace(ng_inspection(), findings=(replace(SCRATCH, region=drawn_box),))
    record_id = history.record_inspection(shown, CONTEXT, moment_at(0))
    words = Words("지그 마모", "a worn fixture")
    cause = Suggestion("worn-fixture", words, checks=(words,), actions=(words,), why=(words,))
    drawn = replace(hand_drawn(), suggestions=(cause,), is_roi=True)
    history.record_outline(record_id, drawn, WHO)
    assert standing(history) == (drawn,)


def test_that_the_original_finding_is_kept(history: History, record_id: str) -> None:
    before = the_line(history)
    history.record_outline(record_id, hand_drawn(), WHO)
    assert history.story(record_id).inspection == ng_inspection()
    assert the_line(history).length_px == before.length_px
    assert the_line(history).severity is before.severity


def test_that_a_line_shows_corrected_measures_beside_the_programs(
    history: History, record_id: str
) -> None:
    assert the_line(history).outline_corrected_by is None
    history.record_outline(record_id, hand_drawn(), WHO)
    line = the_line(history)
    assert (line.corrected_length_px, line.corrected_length_mm) == pytest.approx((40.5, 4.05))
    assert (line.corrected_width_px, line.corrected_area_px) == (3.25, 4.0)
    assert line.outline_corrected_by == "김하늘"


def test_that_a_second_correction_names_the_first_and_holds(
    history: History, record_id: str
) -> None:
    first = history.record_outline(record_id, hand_drawn(), WHO)
    later = replace(
        hand_drawn(),
        reason=OutlineReason.OUTLINE_DRAWN,
        measurement=Measurement(length_px=7.0),
        length_line_px=None,
    )
    history.record_outline(record_id, later, CONTEXT)
    assert [each.corrects_id for each in history.story(record_id).outlines] == [None, first]
    assert standing(history) == (later,)
    line = the_line(history)
    assert (line.corrected_length_px, line.corrected_area_px) == (7.0, None)
    assert line.outline_corrected_by == CONTEXT.operator


def test_that_every_correction_names_the_one_before_it(history: History, record_id: str) -> None:
    others = history.record_outline(record_id, hand_drawn(position=1), WHO)
    ids = [history.record_outline(record_id, hand_drawn(), WHO) for _ in range(3)]
    told = [(each.correction_id, each.corrects_id) for each in history.story(record_id).outlines]
    assert told == [(others, None), (ids[0], None), (ids[1], ids[0]), (ids[2], ids[1])]


def test_that_each_finding_shows_its_own_correction(history: History, record_id: str) -> None:
    history.record_outline(record_id, hand_drawn(position=1), WHO)
    worst, other = history.list_records(rows=Rows.FINDING)
    assert worst.outline_corrected_by is None
    assert other.corrected_length_px == 40.5
    assert the_line(history).outline_corrected_by is None, "that line is about the worst finding"
    assert [each.place for each in standing(history)] == [DENT.region.box]


def test_that_outlines_of_other_products_and_images_are_not_mixed_in(
    history: History, record_id: str
) -> None:
    history.record_outline(record_id, hand_drawn(), WHO)
    one = ng_inspection()
    assert standing(history)
    assert not history.standing_outlines(sha256=one.sha256, page=1, product=one.product)
    assert not history.standing_outlines(sha256=one.sha256, page=0, product="다른 품번")
    assert not history.standing_outlines(
        sha256=ok_inspection(1).sha256, page=0, product=one.product
    )


def test_that_an_unknown_record_or_finding_is_refused_and_nothing_written(
    history: History, record_id: str, records_file: Path
) -> None:
    for where, position in (("no-such-record", 0), (record_id, 7)):
        with pytest.raises(RecordsError) as caught:
            history.record_outline(where, replace(hand_drawn(), position=position), WHO)
        assert caught.value.code == "record_unknown"
    assert fetch(records_file, "SELECT count(*) FROM outline_correction") == 0
    assert history.verify().is_intact


def test_that_the_chain_covers_corrections(
    history: History, record_id: str, records_file: Path
) -> None:
    history.record_outline(record_id, hand_drawn(), WHO)
    history.record_verdict(verdict_on(record_id, Outcome.OK))
    assert history.verify().is_intact
    for statement in (
        "UPDATE outline_correction SET reason = 'x'",
        "DELETE FROM outline_correction",
        "INSERT OR REPLACE INTO outline_correction SELECT * FROM outline_correction",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
            execute(records_file, statement)
    execute(records_file, "DROP TRIGGER tr_outline_correction_update")
    execute(records_file, "UPDATE outline_correction SET operator = '다른 사람'")
    broken = history.verify().broken
    assert broken is not None
    assert broken.table == "outline_correction"


def test_that_the_list_is_the_same_when_it_is_made_anew(history: History, record_id: str) -> None:
    history.record_outline(record_id, hand_drawn(), WHO)
    before = the_line(history)
    assert history.rebuild_projections() == 1
    assert the_line(history) == before


def test_that_a_correction_without_an_operator_is_one_nevertheless(
    history: History, record_id: str
) -> None:
    history.record_outline(record_id, hand_drawn(), RecordContext())
    assert the_line(history).outline_corrected_by == ""
