"""Suggestions: ranked by what was measured, only for sure defects, never claiming what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.dataset.defect_book import BothLanguages
from core.describe.evidence import Surroundings
from core.describe.knowledge import CauseEntry, Fit, KnowledgeBase, load_knowledge
from core.describe.suggesting import is_sure_defect, suggest
from core.domain.inspections import Finding, TopCategory
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region
from core.domain.suggestions import Process, Repetition, Suggestion, Words
from core.texts.program_folder import resources_dir

FRAME = BoxPx(0, 0, 800, 600)
LINE = Measurement(
    area_px=400.0,
    elongation=12.0,
    straightness=0.98,
    count=1,
    area_percent=0.1,
    angle_deg=88.0,
    bbox_px=(300, 200, 10, 120),
    outline_trust=0.9,
)
SCRATCH = Finding(
    region=Region(BoxPx(290, 190, 30, 140)),
    outcome=Outcome.NG,
    reason=Reason(ReasonCode.SURE_DEFECT),
    category=TopCategory("scratch", 0.93),
    measurement=LINE,
)
PROGRAM = load_knowledge(resources_dir() / "knowledge.toml")


def _cause(name: str, *fits: Fit, processes: tuple[Process, ...] = ()) -> CauseEntry:
    words = BothLanguages(ko="원인", en="cause")
    return CauseEntry(
        id=name,
        category="scratch",
        processes=processes,
        cause=words,
        checks=(words,),
        actions=(words,),
        fits=fits,
    )


def _ids(
    *causes: CauseEntry,
    finding: Finding = SCRATCH,
    around: Surroundings | None = None,
    process: Process | None = None,
) -> list[str]:
    return [one.id for one in _told(*causes, finding=finding, around=around, process=process)]


def _told(
    *causes: CauseEntry,
    finding: Finding = SCRATCH,
    around: Surroundings | None = None,
    process: Process | None = None,
) -> tuple[Suggestion, ...]:
    knowledge = KnowledgeBase(cause=causes)
    return suggest(finding, knowledge, around or Surroundings(FRAME), process=process, most=9)


ROUND, LONG = Fit(fact="elongation", at_most=2), Fit(fact="elongation", at_least=3)


def test_that_a_fact_that_holds_comes_before_none_and_one_that_does_not_after_it() -> None:
    assert _ids(_cause("round", ROUND), _cause("any"), _cause("long", LONG)) == [
        "long",
        "any",
        "round",
    ]


def test_that_only_facts_that_hold_are_given_as_reasons() -> None:
    (told,) = _told(_cause("both", LONG, ROUND))
    assert [why.en for why in told.why] == ["its long shape (elongation 12.0)"]
    assert [why.ko for why in told.why] == ["길쭉한 모양(장단비 12.0)"]


@pytest.mark.parametrize(
    ("marks", "angle", "first"),
    [
        (0, 88, "across"),
        (90, 88, "along"),
        (179, 2, "along"),
        (60, 88, "neither"),
        (5, 170, "along"),
    ],
)
def test_that_direction_against_the_machining_marks_decides(
    marks: float, angle: float, first: str
) -> None:
    finding = replace(SCRATCH, measurement=replace(LINE, angle_deg=angle))
    around = Surroundings(FRAME, marks_deg=marks)
    neither = _cause("neither")
    across, along = _cause("across", Fit(fact="across")), _cause("along", Fit(fact="along"))
    assert _ids(neither, along, across, finding=finding, around=around)[0] == first


def test_that_without_a_named_direction_neither_along_nor_across_counts() -> None:
    along, across = _cause("along", Fit(fact="along")), _cause("across", Fit(fact="across"))
    told = _told(_cause("any"), along, across)
    assert [one.id for one in told] == ["any", "along", "across"]
    assert all(one.why == () for one in told)


def test_that_a_round_mark_has_no_direction() -> None:
    blob = replace(SCRATCH, measurement=replace(LINE, elongation=1.4))
    around = Surroundings(FRAME, marks_deg=0)
    assert _ids(_cause("any"), _cause("x", Fit(fact="across")), finding=blob, around=around) == [
        "any",
        "x",
    ]


@pytest.mark.parametrize(
    ("box", "frame", "first"),
    [
        ((300, 200, 10, 120), FRAME, "any"),
        ((300, 480, 10, 120), FRAME, "edge"),
        ((5, 200, 10, 120), FRAME, "edge"),
        ((785, 200, 10, 120), FRAME, "edge"),
        ((300, 3, 10, 120), FRAME, "edge"),
        ((300, 200, 10, 120), BoxPx(295, 100, 400, 400), "edge"),
    ],
)
def test_that_the_edge_is_that_of_the_inspected_area(
    box: tuple[float, float, float, float], frame: BoxPx, first: str
) -> None:
    finding = replace(SCRATCH, measurement=replace(LINE, bbox_px=box))
    edge = _cause("edge", Fit(fact="edge"))
    assert _ids(_cause("any"), edge, finding=finding, around=Surroundings(frame))[0] == first


@pytest.mark.parametrize(
    ("seen", "order"),
    [
        (None, ["any", "again"]),
        (Repetition(1, 20), ["any", "again"]),
        (Repetition(4, 20), ["again", "any"]),
    ],
)
def test_that_repetition_at_the_same_place_counts(
    seen: Repetition | None, order: list[str]
) -> None:
    again = _cause("again", Fit(fact="repeats"))
    around = Surroundings(FRAME, repetition=seen)
    told = _told(_cause("any"), again, around=around)
    assert [one.id for one in told] == order
    if order[0] == "again":
        assert told[0].why[0].ko == "최근 20장 중 4장의 같은 위치 반복"


def test_that_an_outline_nobody_trusts_and_a_mere_box_speak_for_nothing() -> None:
    causes = (_cause("any"), _cause("long", LONG), _cause("edge", Fit(fact="edge")))
    for measured in (
        replace(LINE, outline_trust=0.3),
        Measurement(bbox_px=(0, 0, 10, 10), elongation=None),
    ):
        told = _told(*causes, finding=replace(SCRATCH, measurement=measured))
        assert [one.id for one in told] == ["any", "long", "edge"]
        assert all(one.why == () for one in told)


def test_that_general_causes_come_first_without_a_process_and_its_own_with_one() -> None:
    causes = (
        _cause("casting", LONG, processes=(Process.CASTING,)),
        _cause("handling", processes=(Process.HANDLING,)),
        _cause("machining", processes=(Process.MACHINING,)),
        _cause("general"),
    )
    assert _ids(*causes) == ["general", "handling", "casting", "machining"]
    assert [one.process for one in _told(*causes)] == [
        None,
        None,
        Words("주조", "casting"),
        Words("기계 가공", "machining"),
    ]
    told = _told(*causes, process=Process.MACHINING)
    assert [one.process for one in told] == [None, None, None]
    assert _ids(*causes, process=Process.MACHINING) == ["machining", "handling", "general"]


def test_that_direction_edge_and_repetition_say_more_than_a_shape() -> None:
    around = Surroundings(FRAME, repetition=Repetition(9, 20))
    again = _cause("again", Fit(fact="repeats"))
    assert _ids(_cause("long", LONG), again, around=around) == ["again", "long"]


def test_that_what_was_measured_counts_more_than_the_process() -> None:
    causes = (_cause("machining", ROUND, processes=(Process.MACHINING,)), _cause("general"))
    assert _ids(*causes, process=Process.MACHINING) == ["general", "machining"]


@pytest.mark.parametrize(
    ("outcome", "reason", "sure"),
    [
        (Outcome.NG, Reason(ReasonCode.SURE_DEFECT), True),
        (Outcome.HOLD, Reason(ReasonCode.SEVERITY_UNKNOWN), True),
        (Outcome.HOLD, Reason(ReasonCode.NO_REFERENCES, {"severity": "minor"}), True),
        (Outcome.HOLD, Reason(ReasonCode.NO_REFERENCES), False),
        (Outcome.OK, Reason(ReasonCode.WITHIN_LIMIT), False),
        (Outcome.HOLD, Reason(ReasonCode.UNKNOWN_DEFECT), False),
        (Outcome.HOLD, Reason(ReasonCode.WEAK_PROPOSAL), False),
        (Outcome.HOLD, Reason(ReasonCode.LOW_CONFIDENCE), False),
        (Outcome.HOLD, Reason(ReasonCode.LOOK_ALIKE), False),
        (Outcome.HOLD, Reason(ReasonCode.RETAKE_BLURRED), False),
    ],
)
def test_that_only_a_sure_defect_has_causes(outcome: Outcome, reason: Reason, sure: bool) -> None:
    finding = replace(SCRATCH, outcome=outcome, reason=reason)
    assert is_sure_defect(finding) is sure
    assert bool(suggest(finding, PROGRAM, Surroundings(FRAME))) is sure
    assert not suggest(replace(finding, category=None), PROGRAM, Surroundings(FRAME))


def test_that_a_category_without_knowledge_has_no_suggestions() -> None:
    own = replace(SCRATCH, category=TopCategory("burr", 0.99))
    assert suggest(own, PROGRAM, Surroundings(FRAME)) == ()


def test_that_a_line_across_the_marks_that_does_not_repeat_is_no_worn_tool() -> None:
    around = Surroundings(FRAME, marks_deg=0, repetition=Repetition(1, 20))
    bent = replace(SCRATCH, measurement=replace(LINE, straightness=0.8))
    ids = [s.id for s in suggest(bent, PROGRAM, around, process=Process.MACHINING)]
    assert ids[0] == "scratch-chips"
    assert "scratch-tool" not in ids


def test_that_a_line_along_the_marks_that_repeats_is_a_worn_tool() -> None:
    around = Surroundings(FRAME, marks_deg=90, repetition=Repetition(5, 20))
    told = suggest(SCRATCH, PROGRAM, around, process=Process.MACHINING)
    assert told[0].id == "scratch-tool"
    assert [why.en for why in told[0].why] == [
        "its direction along the machining marks (2° apart)",
        "the same place on 5 of the last 20 images",
    ]
    assert len(told) == 3


def test_that_without_a_process_no_single_process_is_blamed_for_a_mere_shape() -> None:
    around = Surroundings(FRAME)
    told = suggest(SCRATCH, PROGRAM, around)
    assert told[0].process is None
    steady = suggest(SCRATCH, PROGRAM, Surroundings(FRAME, repetition=Repetition(9, 20)))
    assert [one.id for one in steady[:2]] == ["scratch-fixed-place", "scratch-contact"]
