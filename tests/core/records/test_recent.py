"""What the last images of a product showed, and suggestions that are kept with their finding."""

from __future__ import annotations

from dataclasses import replace

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from core.domain.suggestions import RecentImage, RecentMark, Suggestion, Words
from core.domain.verdicts import Verdict
from core.records.history import History
from tests.core.records.builders import (
    CONTEXT,
    DENT,
    SCRATCH,
    hand_drawn,
    moment_at,
    ng_inspection,
    ok_inspection,
    sha256_of,
    unreadable_inspection,
)

TOLD = Suggestion(
    id="scratch-tool",
    cause=Words("절삭 공구의 마모", "a worn tool"),
    checks=(Words("날끝의 마모", "the cutting edge"),),
    actions=(Words("인서트 교환", "change the insert"), Words("첫 부품 확인", "check the part")),
    why=(Words("길쭉한 모양(장단비 12.0)", "its long shape (elongation 12.0)"),),
)
PLACE = (25.0 / 640, 22.0 / 480)


def _record(history: History, minute: int, inspection: Inspection) -> str:
    return history.record_inspection(inspection, CONTEXT, moment_at(minute))


def test_that_suggestions_are_read_back_with_their_finding(history: History) -> None:
    finding = replace(
        SCRATCH,
        suggestions=(
            TOLD,
            replace(TOLD, id="bare", why=(), actions=(), process=Words("주조", "casting")),
        ),
    )
    record = _record(history, 1, replace(ng_inspection(), findings=(finding, DENT)))
    assert history.story(record).inspection.findings == (finding, DENT)


def test_that_the_last_images_come_newest_first_with_their_defects(history: History) -> None:
    _record(history, 1, ok_inspection(1))
    _record(history, 2, ng_inspection(2))
    _record(history, 3, unreadable_inspection(3))
    _record(history, 4, replace(ng_inspection(4), product="다른 제품"))
    assert history.recent.images("브래킷") == (
        RecentImage(sha256_of(3)),
        RecentImage(sha256_of(2), (RecentMark("scratch", PLACE),)),
        RecentImage(sha256_of(1)),
    )
    assert [image.sha256 for image in history.recent.images("브래킷", 2)] == [
        sha256_of(3),
        sha256_of(2),
    ]


def test_that_an_image_inspected_again_counts_once_as_last_seen(history: History) -> None:
    _record(history, 1, ng_inspection(1))
    _record(history, 2, ok_inspection(1))
    assert history.recent.images("브래킷") == (RecentImage(sha256_of(1)),)


def test_that_what_a_person_judged_ok_shows_no_defect(history: History) -> None:
    record = _record(history, 1, ng_inspection(1))
    history.record_verdict(Verdict(record, Outcome.OK, CONTEXT), moment_at(2))
    assert history.recent.images("브래킷") == (RecentImage(sha256_of(1)),)


def test_that_cases_are_what_a_person_judged_ng_in_the_category(history: History) -> None:
    records = [_record(history, number, ng_inspection(number)) for number in range(4)]
    for record, outcome, category in (
        (records[0], Outcome.NG, "scratch"),
        (records[1], Outcome.NG, "dent"),
        (records[2], Outcome.OK, None),
    ):
        verdict = Verdict(record, outcome, CONTEXT, category_id=category)
        history.record_verdict(verdict, moment_at(9))
    assert history.recent.cases("브래킷", "scratch") == (SCRATCH.measurement,)
    assert history.recent.cases("브래킷", "dent") == (SCRATCH.measurement,)
    assert history.recent.cases("브래킷", "crack") == ()
    assert history.recent.cases("다른 제품", "scratch") == ()


def test_that_cases_and_places_are_those_that_a_person_drew(history: History) -> None:
    record = _record(history, 1, ng_inspection(1))
    history.record_verdict(Verdict(record, Outcome.NG, CONTEXT, category_id="scratch"))
    before = hand_drawn()
    history.record_outline(record, before, CONTEXT, moment_at(2))
    last = replace(before, measurement=replace(before.measurement, centroid_px=(64.0, 48.0)))
    history.record_outline(record, last, CONTEXT, moment_at(3))
    assert history.recent.cases("브래킷", "scratch") == (last.measurement,)
    (image,) = history.recent.images("브래킷")
    assert image.marks == (RecentMark("scratch", (0.1, 0.1)),)
