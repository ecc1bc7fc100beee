"""Findings at random, for what holds of every sentence."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from core.classify.outcome import OutcomeInput, decide, top_category
from core.classify.roi_size import too_small
from core.dataset.defect_book import load_defect_book
from core.describe.evidence import Surroundings
from core.describe.knowledge import load_knowledge
from core.describe.suggesting import suggest
from core.domain.inspections import AnomalyScore, CategoryScore, Finding
from core.domain.measurements import Measurement
from core.domain.outcomes import Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.suggestions import Process, Repetition
from core.domain.teaching import DecisionRules
from core.measure.box_facts import box_facts
from core.texts.program_folder import resources_dir

CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
KNOWLEDGE = load_knowledge(resources_dir() / "knowledge.toml")
WIDTH, HEIGHT = 800, 600
WHOLE = BoxPx(0, 0, WIDTH, HEIGHT)

boxes = st.builds(
    BoxPx, x=st.floats(0, 700), y=st.floats(0, 500), w=st.floats(1, 100), h=st.floats(1, 100)
) | st.just(WHOLE)
severities = st.none() | st.sampled_from(list(Severity))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    ids = draw(st.lists(st.sampled_from(CATEGORIES.ids), unique=True, max_size=5))
    raw = [draw(st.floats(0.01, 1)) ** 4 for _ in ids]
    scores = {name: value / sum(raw) for name, value in zip(ids, raw, strict=True)}
    retake = st.sampled_from([None, None, None, None, Reason(ReasonCode.RETAKE_DARK)])
    has_references = draw(st.booleans())
    box = draw(boxes)
    source = draw(st.sampled_from([RegionSource.DRAWN, RegionSource.PROPOSED]))
    evidence = OutcomeInput(
        quality=draw(retake) or too_small(Region(box, source=source)),
        scores=_scores(**scores),
        anomaly=AnomalyScore(draw(st.floats(0, 2)), draw(st.floats(0.1, 2)))
        if has_references
        else AnomalyScore(),
        has_references=has_references,
        severity=draw(severities),
        needs_calibration=draw(st.booleans()),
    )
    rules = DecisionRules(
        threshold=draw(st.sampled_from([0.3, 0.8])),
        acceptance=dict.fromkeys(ids, draw(st.sampled_from(list(Severity))))
        if draw(st.booleans())
        else {},
    )
    measured = box_facts(box, width_px=WIDTH, height_px=HEIGHT)
    if draw(st.booleans()):
        measured = replace(
            measured,
            length_px=draw(st.floats(1, 500)),
            width_px=draw(st.floats(0.5, 50)),
            length_mm=draw(st.none() | st.floats(0.01, 50)),
            area_percent=draw(st.floats(0.0001, 90)),
            count=draw(st.integers(1, 4)),
            outline_trust=draw(st.floats(0, 1)),
        )
    if measured.length_px is not None and draw(st.booleans()):
        measured = replace(
            measured,
            area_px=draw(st.floats(1, 5000)),
            elongation=draw(st.floats(1, 30)),
            straightness=draw(st.floats(0.1, 1)),
            angle_deg=draw(st.floats(0, 179.9)),
        )
    return _suggested(_finding(evidence, box, rules, source, measured), draw)


def _suggested(finding: Finding, draw: st.DrawFn) -> Finding:
    around = Surroundings(
        WHOLE,
        marks_deg=draw(st.none() | st.floats(0, 179.9)),
        repetition=draw(st.none() | st.builds(Repetition, st.integers(1, 20), st.just(20))),
    )
    process = draw(st.none() | st.sampled_from(list(Process)))
    return replace(finding, suggestions=suggest(finding, KNOWLEDGE, around, process=process))


def _scores(**probabilities: float) -> tuple[CategoryScore, ...]:
    known = {category.id: category.role for category in CATEGORIES}
    return tuple(CategoryScore(name, known[name], p) for name, p in probabilities.items())


def _finding(
    evidence: OutcomeInput,
    box: BoxPx,
    rules: DecisionRules,
    source: RegionSource,
    measured: Measurement,
) -> Finding:
    decision = decide(evidence, rules)
    return Finding(
        region=Region(box, source=source),
        outcome=decision.outcome,
        reason=decision.reason,
        scores=evidence.scores,
        anomaly=evidence.anomaly,
        category=top_category(evidence.scores),
        measurement=measured,
        severity=evidence.severity,
    )
