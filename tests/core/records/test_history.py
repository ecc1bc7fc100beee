from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.domain.inspections import Caption, Evidence, ModelInfo
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx, RegionKind, RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleSource, ScaleUse
from core.domain.suggestions import Words
from core.errors import RecordsError
from core.measure.run_lengths import region_of_mask
from core.records.clock import now
from core.records.hashing import configuration_hash
from core.records.history import History
from core.records.values import MAX_EVIDENCE_BYTES, HistoryFilter, Rows
from tests.core.records.builders import (
    APP_VERSION,
    CONFIGURATION,
    CONTEXT,
    DENT,
    EVIDENCE,
    POLYGON,
    SCRATCH,
    moment_at,
    ng_inspection,
    ok_inspection,
    sha256_of,
    unreadable_inspection,
)
from tests.core.records.raw import fetch_all, read_table


def test_that_an_inspection_is_read_back_as_it_was_recorded(history: History) -> None:
    inspection = replace(ng_inspection(), findings=(SCRATCH, DENT, POLYGON))
    kinds = {finding.region.kind for finding in inspection.findings}
    assert kinds == set(RegionKind)
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    story = history.story(record_id)
    assert story.inspection == inspection
    assert story.moment == moment_at(0)
    assert story.moment.local.isoformat() == "2026-03-02T08:30:00+09:00"
    assert story.app_version == APP_VERSION
    assert story.context == replace(CONTEXT, product="브래킷")


def test_that_a_measured_outline_is_read_back_with_the_finding(history: History) -> None:
    mask = np.zeros((480, 640), bool)
    mask[20:24, 10:40] = True
    outline = region_of_mask(mask, RegionSource.MEASURED)
    inspection = replace(
        ng_inspection(), findings=(replace(SCRATCH, outline=outline), DENT, POLYGON)
    )
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    assert history.story(record_id).inspection == inspection
    assert history.verify().is_intact


def test_that_calibration_and_severity_rule_are_read_back_with_the_finding(
    history: History,
) -> None:
    scale = Scale("mm-1", 0.05, 0.01, ScaleSource.POINTS, "카메라 1", (640, 480), "2026-03-01")
    old = ScaleUse(scale, age_days=200, limit_days=180, problem=ScaleProblem.OUT_OF_DATE)
    findings = (
        replace(SCRATCH, scale=old, severity_rule="long"),
        replace(DENT, scale=ScaleUse(Scale("given-0.1", 0.1))),
        replace(
            POLYGON, severity_rule="large", severity_rule_words=Words("면적 9 이상", "area of 9")
        ),
    )
    inspection = replace(ng_inspection(), findings=findings)
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    assert history.story(record_id).inspection == inspection
    assert history.verify().is_intact


def test_that_a_caption_is_read_back_with_the_finding(history: History) -> None:
    model = ModelInfo("starter", "a" * 64, "float32", role="captioner")
    caption = Caption(
        en="a spot",
        ko="반점 1개",
        said="a spot",
        view_px=BoxPx(1, 2, 3, 4),
        model=model,
        preset="exact",
    )
    origin = KoreanOrigin(KoreanStrategy.TRANSLATOR, "opus-mt", lost=("찍힘",))
    worst = replace(SCRATCH, caption=replace(caption, korean=origin))
    silent = replace(DENT, caption=replace(caption, ko=None), sentences=None)
    inspection = replace(ng_inspection(), findings=(worst, silent, POLYGON))
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    assert history.story(record_id).inspection == inspection
    assert history.verify().is_intact
    line = next(iter(history.list_records(HistoryFilter(record_id=record_id), rows=Rows.IMAGE)))
    assert SCRATCH.sentences is not None
    assert line.sentence_ko == SCRATCH.sentences.ko.normal


def test_that_an_unreadable_image_is_recorded_without_facts(history: History) -> None:
    inspection = unreadable_inspection()
    record_id = history.record_inspection(inspection, CONTEXT)
    assert history.story(record_id).inspection == inspection


def test_that_an_image_decoded_later_gets_its_facts(history: History) -> None:
    first = history.record_inspection(unreadable_inspection(1), CONTEXT)
    second = history.record_inspection(ng_inspection(1), CONTEXT)
    assert history.story(first).inspection.facts is None
    facts = history.story(second).inspection.facts
    assert facts is not None
    assert facts.width_px == 640


def test_that_records_survive_closing(records_file: Path) -> None:
    with History.open(records_file, APP_VERSION) as history:
        record_id = history.record_inspection(ng_inspection(), CONTEXT)
    with History.open(records_file, APP_VERSION) as history:
        assert history.story(record_id).inspection == ng_inspection()
        assert history.verify().is_intact


def test_that_image_sighting_and_settings_are_stored_once(
    history: History, records_file: Path
) -> None:
    for _ in range(3):
        history.record_inspection(ng_inspection(1), CONTEXT)
    history.record_inspection(ng_inspection(2), CONTEXT)
    tables = ("image", "sighting", "settings_snapshot", "inspection")
    counts = {table: len(read_table(records_file, table)) for table in tables}
    assert counts == {"image": 2, "sighting": 2, "settings_snapshot": 1, "inspection": 4}


def test_that_enums_are_stored_by_value(history: History, records_file: Path) -> None:
    history.record_inspection(ng_inspection(), CONTEXT)
    found = fetch_all(records_file, "SELECT severity, zone FROM current_state")
    assert found == [("moderate", "top-left")]
    assert fetch_all(records_file, "SELECT DISTINCT reason_code FROM inspection") == [
        ("sure_defect",)
    ]
    assert fetch_all(records_file, "SELECT kind, source FROM region ORDER BY seq") == [
        ("rect", "measured"),
        ("mask", "proposed"),
    ]


def test_that_every_fact_carries_its_circumstances(history: History, records_file: Path) -> None:
    history.record_inspection(ng_inspection(), CONTEXT, moment_at(0))
    circumstances = {
        "station": "검사대 1",
        "operator": "홍길동",
        "product": "브래킷",
        "lot": "L-7",
        "part_id": "P0001",
        "shift": "night",
        "app_version": APP_VERSION,
        "time_utc": "2026-03-01 23:30:00.000000+00:00",
        "time_local": "2026-03-02 08:30:00.000000+09:00",
    }
    for table in ("image", "sighting", "settings_snapshot", "inspection", "region", "finding"):
        for row in read_table(records_file, table):
            assert {name: row[name] for name in circumstances} == circumstances, table


def test_that_record_ids_sort_by_time(history: History) -> None:
    ids = [history.record_inspection(ng_inspection(n), CONTEXT, moment_at(n)) for n in range(5)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 5


def test_that_a_time_without_a_zone_is_refused(history: History) -> None:
    moment = moment_at(0)
    naive = replace(moment, utc=moment.utc.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        history.record_inspection(ng_inspection(), CONTEXT, naive)
    assert history.counts().total == 0


def test_that_now_is_one_point_in_time_on_both_clocks() -> None:
    moment = now()
    assert moment.utc == moment.local
    assert moment.local.utcoffset() is not None


def test_that_a_file_name_that_is_no_utf_8_is_recorded(history: History) -> None:
    inspection = ng_inspection()
    strange = replace(inspection, sighting=replace(inspection.sighting, path="bad\udcff.png"))
    record_id = history.record_inspection(strange, CONTEXT)
    assert history.story(record_id).line.file == "bad\\udcff.png"
    assert history.verify().is_intact


@pytest.mark.parametrize("outcome", [Outcome.NG, Outcome.HOLD])
def test_that_evidence_is_kept_for_ng_and_hold(history: History, outcome: Outcome) -> None:
    record_id = history.record_inspection(replace(ng_inspection(), outcome=outcome), CONTEXT)
    found = history.evidence(record_id)
    assert found is not None
    assert (found.preview_jpeg, found.crop_jpeg) == (EVIDENCE.preview_jpeg, EVIDENCE.crop_jpeg)


def test_that_no_evidence_is_kept_for_ok(history: History) -> None:
    assert ok_inspection().evidence is not None
    assert history.evidence(history.record_inspection(ok_inspection(), CONTEXT)) is None


def test_that_evidence_that_is_too_large_costs_the_picture_not_the_record(
    history: History, expected_warnings: list[logging.LogRecord]
) -> None:
    at_limit = Evidence(b"x" * (MAX_EVIDENCE_BYTES - 1), b"y")
    over_limit = Evidence(b"x" * MAX_EVIDENCE_BYTES, b"y")
    kept = history.record_inspection(replace(ng_inspection(1), evidence=at_limit), CONTEXT)
    dropped = history.record_inspection(replace(ng_inspection(2), evidence=over_limit), CONTEXT)
    assert history.evidence(kept) is not None
    assert history.evidence(dropped) is None
    assert history.counts().total == 2
    assert len(expected_warnings) == 1


def test_that_an_image_counts_as_inspected_only_as_it_was(history: History) -> None:
    history.record_inspection(ng_inspection(1), CONTEXT)
    newest = history.record_inspection(ng_inspection(1), CONTEXT)
    asked = {
        "sha256": sha256_of(1),
        "product": "브래킷",
        "configuration_hash": configuration_hash(CONFIGURATION),
    }
    assert history.find_record(page=0, **asked) == newest
    listed = list(history.list_records(HistoryFilter(record_id=newest), rows=Rows.FINDING))
    assert {line.record_id for line in listed} == {newest}
    assert not history.find_record(page=1, **asked)
    assert not history.find_record(page=0, **{**asked, "sha256": sha256_of(2)})
    assert not history.find_record(page=0, **{**asked, "product": "default"})
    other = replace(CONFIGURATION, bank_revision=4)
    assert not history.find_record(
        page=0, **{**asked, "configuration_hash": configuration_hash(other)}
    )


def test_that_an_unknown_record_is_named(history: History) -> None:
    with pytest.raises(RecordsError) as caught:
        history.story("no-such-id")
    assert caught.value.code == "record_unknown"
    assert caught.value.details == {"record_id": "no-such-id"}
    assert history.evidence("no-such-id") is None
