from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from core.domain.images import Sighting
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode
from core.records.engine import Database
from core.records.history import History
from core.records.standing import _records_at
from tests.core.records.builders import (
    CONFIGURATION,
    CONTEXT,
    ng_inspection,
    ok_inspection,
    retraction_on,
    unreadable_inspection,
    verdict_on,
)

PRODUCT = "브래킷"


def seen_by(*inspections: Inspection) -> list[Sighting]:
    return [each.sighting for each in inspections]


def rescored(inspection: Inspection) -> Inspection:
    return replace(inspection, configuration=replace(CONFIGURATION, bank_revision=9))


def test_that_images_stand_as_they_were_left(history: History) -> None:
    judged, untouched, broken = ng_inspection(1), ok_inspection(2), unreadable_inspection(3)
    ids = [history.record_inspection(one, CONTEXT) for one in (judged, untouched, broken)]
    history.record_verdict(verdict_on(ids[0], Outcome.OK))
    found = history.standings(seen_by(judged, untouched, broken), PRODUCT)
    first, second, third = (found[one.sighting] for one in (judged, untouched, broken))
    assert (first.program_outcome, first.verdict, first.corrected) == (
        Outcome.NG,
        Outcome.OK,
        True,
    )
    assert (first.anomaly_score, first.anomaly_limit) == (1.75, 1.0)
    assert (second.program_outcome, second.verdict, second.corrected) == (Outcome.OK, None, False)
    assert third.reason.code is ReasonCode.UNREADABLE
    assert [first.record_id, second.record_id, third.record_id] == ids


def test_that_a_file_that_was_changed_since_stands_as_nothing(history: History) -> None:
    inspection = ng_inspection(1)
    history.record_inspection(inspection, CONTEXT)
    grown = replace(inspection.sighting, size_bytes=inspection.sighting.size_bytes + 1)
    touched = replace(inspection.sighting, mtime_ns=inspection.sighting.mtime_ns + 1)
    moved = replace(inspection.sighting, path="다른 곳.png")
    assert history.standings([grown, touched, moved], PRODUCT) == {}


def test_that_images_of_another_product_stand_as_nothing(history: History) -> None:
    inspection = ng_inspection(1)
    history.record_inspection(inspection, CONTEXT)
    assert history.standings([inspection.sighting], "default") == {}


def test_that_the_station_that_asks_does_not_matter(history: History) -> None:
    inspection = ng_inspection(1)
    history.record_inspection(inspection, CONTEXT)
    asked = replace(inspection.sighting, station="")
    assert asked in history.standings([asked], PRODUCT)


def test_that_other_pages_say_nothing_of_the_first(history: History) -> None:
    inspection = replace(ng_inspection(1), page=1, facts=None)
    history.record_inspection(inspection, CONTEXT)
    assert history.standings([inspection.sighting], PRODUCT) == {}


def test_that_a_verdict_holds_for_the_same_bytes_at_another_place(history: History) -> None:
    first = ng_inspection(1)
    copied = replace(first, sighting=replace(first.sighting, path="사본/스크래치.png"))
    history.record_inspection(first, CONTEXT)
    record_id = history.record_inspection(copied, CONTEXT)
    history.record_verdict(verdict_on(record_id, Outcome.HOLD))
    assert history.standings([first.sighting], PRODUCT)[first.sighting].verdict is Outcome.HOLD


def test_that_a_verdict_stands_when_the_image_is_scored_again(history: History) -> None:
    inspection = ng_inspection(1)
    judged = history.record_inspection(inspection, CONTEXT)
    history.record_verdict(verdict_on(judged, Outcome.NG))
    newest = history.record_inspection(replace(rescored(inspection), outcome=Outcome.HOLD), CONTEXT)
    standing = history.standings([inspection.sighting], PRODUCT)[inspection.sighting]
    assert standing.record_id == newest
    assert (standing.program_outcome, standing.verdict) == (Outcome.HOLD, Outcome.NG)


def test_that_a_name_that_is_no_utf_8_is_found_again(history: History) -> None:
    inspection = ng_inspection(1)
    strange = replace(inspection, sighting=replace(inspection.sighting, path="bad\udcff.png"))
    history.record_inspection(strange, CONTEXT)
    assert strange.sighting in history.standings([strange.sighting], PRODUCT)


def test_that_many_files_are_asked_at_once(history: History) -> None:
    known = [ng_inspection(number) for number in range(0, 1200, 400)]
    for inspection in known:
        history.record_inspection(inspection, CONTEXT)
    asked = [ng_inspection(number).sighting for number in range(1200)]
    assert set(history.standings(asked, PRODUCT)) == {one.sighting for one in known}
    assert history.standings([], PRODUCT) == {}


def test_that_paths_are_looked_up_and_no_table_is_walked(
    history: History, records_file: Path
) -> None:
    history.record_inspection(ng_inspection(1), CONTEXT)
    database = Database(records_file, timeout_s=5)
    query = _records_at(["a", "b"], PRODUCT).compile(compile_kwargs={"literal_binds": True})
    with database.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    database.dispose()
    steps = [str(row[3]) for row in plan]
    assert any("ix_sighting_path" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]


def test_that_the_newest_verdict_of_an_image_is_found_with_its_note(history: History) -> None:
    inspection = ng_inspection(1)
    newest = partial(history.standing_verdict, sha256=inspection.sha256, page=0)
    first = history.record_inspection(inspection, CONTEXT)
    assert newest(product=PRODUCT) is None
    history.record_verdict(replace(verdict_on(first, Outcome.NG), note="깊음"))
    second = history.record_inspection(rescored(inspection), CONTEXT)
    earlier = newest(product=PRODUCT)
    assert earlier is not None
    assert (earlier.verdict.verdict, earlier.verdict.note) == (Outcome.NG, "깊음")
    history.record_verdict(verdict_on(second, Outcome.HOLD))
    later = newest(product=PRODUCT)
    assert later is not None
    assert later.verdict.verdict is Outcome.HOLD
    assert (later.record_id, later.corrected) == (second, True)
    history.record_verdict(retraction_on(second))
    assert newest(product=PRODUCT) == earlier
    assert newest(product="default") is None


def test_that_the_verdict_that_was_given_last_stands_even_on_an_older_record(
    history: History,
) -> None:
    inspection = ng_inspection(1)
    older = history.record_inspection(inspection, CONTEXT)
    newer = history.record_inspection(rescored(inspection), CONTEXT)
    history.record_verdict(verdict_on(newer, Outcome.NG))
    history.record_verdict(verdict_on(older, Outcome.OK))
    standing = history.standings([inspection.sighting], PRODUCT)[inspection.sighting]
    assert (standing.record_id, standing.verdict) == (newer, Outcome.OK)
    found = history.standing_verdict(sha256=inspection.sha256, page=0, product=PRODUCT)
    assert found is not None
    assert (found.record_id, found.verdict.verdict) == (older, Outcome.OK)
