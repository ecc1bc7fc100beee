"""What the program itself says of a record is never called a contradiction of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classify.outcome import OutcomeInput, decide, top_category
from core.describe.appearance import Appearance, Count, Direction, SeenMark
from core.describe.captions import caption_of, korean_caption
from core.describe.questions import QuestionId, korean_answer, questions_of
from core.describe.sentences import describe_finding
from core.describe.truth.checking import check_text
from core.describe.truth.records import record_of_finding
from core.describe.truth.values import TruthRecord
from core.describe.truth.vocabulary import book_categories
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import AnomalyScore, CategoryScore, Finding
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Severity
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import DecisionRules
from tests.core.describe.appearances import appearances

CATEGORIES = book_categories()
IMAGE = ImageFacts(ImageIdentity("0" * 64), 800, 600)
RULES = DecisionRules(acceptance={"scratch": Severity.MINOR, "dent": Severity.MODERATE})
COUNTS = {Count.ONE: 1, Count.TWO: 2, Count.THREE: 3, Count.SEVERAL: 5, Count.MANY: 14}
ANGLES = {
    Direction.HORIZONTAL: 171.0,
    Direction.VERTICAL: 83.0,
    Direction.RISING: 35.0,
    Direction.FALLING: 140.0,
}


def _record(mark: SeenMark | None, category: str) -> TruthRecord:
    if mark is None:
        return TruthRecord(outcome=Outcome.OK, category="good")
    return TruthRecord(
        outcome=Outcome.NG,
        category=category,
        zone=mark.place,
        zones=frozenset({mark.place}),
        lengths_px=(40.0,),
        count=COUNTS[mark.count],
        angle_deg=ANGLES[mark.direction] if mark.direction else None,
        tone=mark.tone,
    )


@given(
    appearances(),
    st.sampled_from(["scratch", "crack", "dent", "contamination", "discoloration"]),
    st.integers(0, 2),
)
def test_that_a_true_caption_is_never_contradicted(
    appearance: Appearance, category: str, variant: int
) -> None:
    record = _record(appearance.mark, category)
    english = caption_of(appearance, variant)
    korean = korean_caption(english)
    assert korean is not None
    for text in (english, korean):
        assert check_text(text, record) == (), text


@given(appearances(), st.sampled_from(["scratch", "crack", "dent", "contamination"]))
def test_that_a_true_answer_is_never_contradicted(appearance: Appearance, category: str) -> None:
    record = _record(appearance.mark, category)
    for question in questions_of(appearance):
        korean = korean_answer(QuestionId(question.question_id), question.answer)
        for text in (question.answer, korean or ""):
            assert check_text(text, record) == (), text


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    chances = [draw(st.floats(0.01, 1.0)) for _ in CATEGORIES]
    scores = tuple(
        CategoryScore(category.id, category.role, chance / sum(chances))
        for category, chance in zip(CATEGORIES, chances, strict=True)
    )
    anomaly = draw(st.none() | st.builds(AnomalyScore, st.floats(0.1, 2.0), st.just(1.0)))
    evidence = OutcomeInput(
        scores=draw(st.just(scores) | st.just(())),
        anomaly=anomaly or AnomalyScore(),
        has_references=anomaly is not None,
        severity=draw(st.none() | st.sampled_from(Severity)),
    )
    decision = decide(evidence, draw(st.sampled_from([DecisionRules(), RULES])))
    length = draw(st.floats(3.0, 900.0))
    in_mm = draw(st.booleans())
    measured = Measurement(
        length_px=length,
        path_length_px=length * draw(st.floats(1.0, 2.0)),
        straightness=draw(st.floats(0.4, 1.0)),
        width_px=length / draw(st.floats(1.2, 60.0)),
        area_px=draw(st.floats(2.0, 4e5)),
        area_percent=draw(st.floats(1e-4, 99.0)),
        angle_deg=draw(st.none() | st.floats(0.0, 179.9)),
        zone=draw(st.sampled_from(Zone)),
        clock=draw(st.none() | st.integers(1, 12)),
        centroid_px=(draw(st.floats(0, 800)), draw(st.floats(0, 600))),
        count=draw(st.integers(1, 30)),
        outline_trust=draw(st.none() | st.floats(0.0, 1.0)),
        length_mm=length / 50 if in_mm else None,
        width_mm=length / 500 if in_mm else None,
    )
    zone = measured.zone
    assert zone is not None
    return Finding(
        region=Region(BoxPx(600, 20, 120, 80), source=draw(st.sampled_from(RegionSource))),
        outcome=decision.outcome,
        reason=decision.reason,
        scores=evidence.scores,
        anomaly=evidence.anomaly,
        category=top_category(evidence.scores),
        measurement=measured,
        severity=evidence.severity,
    )


@given(findings())
def test_that_our_own_sentences_are_never_contradicted(finding: Finding) -> None:
    sentences = describe_finding(finding, IMAGE, CATEGORIES)
    record = record_of_finding(finding)
    for words in (sentences.ko, sentences.en):
        for text in (words.short, words.normal, words.report):
            assert check_text(text, record, CATEGORIES) == (), text


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_that_an_empty_text_says_nothing_wrong(text: str) -> None:
    assert check_text(text, TruthRecord(outcome=Outcome.NG, category="scratch")) == ()
