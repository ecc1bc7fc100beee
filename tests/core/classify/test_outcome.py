"""The outcome rule, in its order, on given values."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classify.outcome import OutcomeInput, decide, top_category
from core.domain.categories import Role
from core.domain.inspections import AnomalyScore, CategoryScore, TopCategory
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.teaching import DecisionRules

ROLES = {
    "scratch": Role.DEFECT,
    "dent": Role.DEFECT,
    "good": Role.CLEAN,
    "shadow": Role.LOOK_ALIKE,
}
RULES = DecisionRules()
UNDER, AT, OVER = AnomalyScore(0.4, 0.6), AnomalyScore(0.6, 0.6), AnomalyScore(0.7, 0.6)
NO_LIMIT = AnomalyScore(0.4, None)
RETAKE = Reason(ReasonCode.RETAKE_DARK)


def _scores(**probabilities: float) -> tuple[CategoryScore, ...]:
    return tuple(CategoryScore(name, ROLES[name], p) for name, p in probabilities.items())


SCRATCH = _scores(scratch=0.9, good=0.1)
GOOD = _scores(scratch=0.1, good=0.9)
LIMITED = DecisionRules(acceptance={"scratch": Severity.MODERATE})


def _evidence(
    scores: tuple[CategoryScore, ...] = (),
    anomaly: AnomalyScore | None = None,
    *,
    severity: Severity | None = None,
    needs_calibration: bool = False,
    quality: Reason | None = None,
) -> OutcomeInput:
    """Make evidence; there are good references whenever an anomaly is given."""
    return OutcomeInput(
        quality=quality,
        scores=scores,
        anomaly=anomaly or AnomalyScore(),
        has_references=anomaly is not None,
        severity=severity,
        needs_calibration=needs_calibration,
    )


@pytest.mark.parametrize(
    ("evidence", "rules", "outcome", "code"),
    [
        # 1. the quality gate comes first
        (_evidence(SCRATCH, OVER, quality=RETAKE), RULES, "HOLD", "retake_dark"),
        (_evidence(GOOD, UNDER, quality=RETAKE), RULES, "HOLD", "retake_dark"),
        (
            _evidence(quality=Reason(ReasonCode.UNREADABLE)),
            RULES,
            "HOLD",
            "unreadable",
        ),
        # 2. a sure defect label, whatever the references say
        (_evidence(SCRATCH), RULES, "NG", "sure_defect"),
        (_evidence(SCRATCH, UNDER), RULES, "NG", "sure_defect"),
        (_evidence(SCRATCH, OVER), RULES, "NG", "sure_defect"),
        # ... threshold and margin count as reached when equal
        (_evidence(_scores(scratch=0.8, good=0.2)), RULES, "NG", "sure_defect"),
        (_evidence(_scores(scratch=0.7999, good=0.2001)), RULES, "HOLD", "low_confidence"),
        (
            _evidence(_scores(scratch=0.7, dent=0.55)),
            DecisionRules(threshold=0.5),
            "NG",
            "sure_defect",
        ),
        (
            _evidence(_scores(scratch=0.7, dent=0.551)),
            DecisionRules(threshold=0.5),
            "HOLD",
            "low_margin",
        ),
        # ... a threshold of the category's own
        (
            _evidence(_scores(scratch=0.6, good=0.4)),
            DecisionRules(thresholds={"scratch": 0.6}),
            "NG",
            "sure_defect",
        ),
        (
            _evidence(SCRATCH),
            DecisionRules(thresholds={"scratch": 0.95}),
            "HOLD",
            "low_confidence",
        ),
        # ... severity matters only with an acceptance limit
        (_evidence(SCRATCH, severity=Severity.MINOR), RULES, "NG", "sure_defect"),
        (_evidence(SCRATCH, needs_calibration=True), RULES, "NG", "sure_defect"),
        (_evidence(SCRATCH, UNDER, severity=Severity.MINOR), LIMITED, "OK", "within_limit"),
        (_evidence(SCRATCH, OVER, severity=Severity.MODERATE), LIMITED, "OK", "within_limit"),
        (_evidence(SCRATCH, UNDER, severity=Severity.SEVERE), LIMITED, "NG", "sure_defect"),
        (_evidence(SCRATCH, severity=Severity.MINOR), LIMITED, "HOLD", "no_references"),
        (_evidence(SCRATCH, UNDER), LIMITED, "HOLD", "severity_unknown"),
        (
            _evidence(SCRATCH, UNDER, needs_calibration=True),
            LIMITED,
            "HOLD",
            "severity_unknown",
        ),
        (
            _evidence(_scores(dent=0.9, good=0.1), UNDER, severity=Severity.MINOR),
            LIMITED,
            "NG",
            "sure_defect",
        ),
        # 3. anomalous without a sure defect label
        (_evidence((), OVER), RULES, "HOLD", "unknown_defect"),
        (_evidence(GOOD, OVER), RULES, "HOLD", "unknown_defect"),
        (_evidence(_scores(scratch=0.6, dent=0.4), OVER), RULES, "HOLD", "unknown_defect"),
        (_evidence(_scores(shadow=0.95, good=0.05), OVER), RULES, "HOLD", "unknown_defect"),
        (_evidence((), AnomalyScore(math.nan, 0.6)), RULES, "HOLD", "unknown_defect"),
        # 4. not anomalous, and clean or nothing to score
        (_evidence((), UNDER), RULES, "OK", "no_anomaly"),
        (_evidence((), AT), RULES, "OK", "no_anomaly"),
        (_evidence(GOOD, UNDER), RULES, "OK", "no_anomaly"),
        (_evidence(_scores(good=0.8, dent=0.2), UNDER), RULES, "OK", "no_anomaly"),
        # 5. everything else
        (_evidence(_scores(good=0.79, dent=0.21), UNDER), RULES, "HOLD", "clean_not_sure"),
        (_evidence(_scores(shadow=0.95, good=0.05), UNDER), RULES, "HOLD", "look_alike"),
        (_evidence(_scores(shadow=0.95, good=0.05)), RULES, "HOLD", "look_alike"),
        (_evidence(_scores(shadow=0.5, scratch=0.5)), RULES, "HOLD", "look_alike"),
        (_evidence(_scores(scratch=0.6, good=0.4), UNDER), RULES, "HOLD", "low_confidence"),
        (_evidence(()), RULES, "HOLD", "no_references"),
        (_evidence(GOOD), RULES, "HOLD", "no_references"),
        (_evidence(GOOD, NO_LIMIT), RULES, "HOLD", "no_references"),
        (_evidence((), NO_LIMIT), RULES, "HOLD", "no_references"),
        # a clean label decides only as the top label
        (
            _evidence(_scores(scratch=0.6, good=0.4), UNDER),
            DecisionRules(thresholds={"good": 0.3}),
            "HOLD",
            "low_confidence",
        ),
    ],
)
def test_that_the_rule_is_applied_in_its_order(
    evidence: OutcomeInput, rules: DecisionRules, outcome: str, code: str
) -> None:
    decision = decide(evidence, rules)
    assert (decision.outcome.value, decision.reason.code.value) == (outcome, code)


LEADING = _evidence(_scores(good=0.45, scratch=0.3, dent=0.25), UNDER)


@pytest.mark.parametrize(
    ("n_references", "evidence", "rules", "outcome"),
    [
        (16, LEADING, RULES, "OK"),
        (15, LEADING, RULES, "HOLD"),
        (16, replace(LEADING, anomaly=AT), RULES, "HOLD"),
        (16, replace(LEADING, anomaly=OVER), RULES, "HOLD"),
        (16, replace(LEADING, anomaly=NO_LIMIT), RULES, "HOLD"),
        (16, replace(LEADING, has_references=False), RULES, "HOLD"),
        (16, replace(LEADING, quality=RETAKE), RULES, "HOLD"),
        (16, replace(LEADING, scores=_scores(good=0.45, dent=0.31)), RULES, "HOLD"),
        (16, replace(LEADING, scores=_scores(dent=0.45, good=0.3)), RULES, "HOLD"),
        (16, replace(LEADING, scores=_scores(shadow=0.7, good=0.3)), RULES, "HOLD"),
        (16, LEADING, DecisionRules(thresholds={"good": 0.9}), "HOLD"),
        (16, LEADING, DecisionRules(margin=0.2), "HOLD"),
    ],
)
def test_that_many_references_carry_a_clean_label_that_leads(
    n_references: int, evidence: OutcomeInput, rules: DecisionRules, outcome: str
) -> None:
    decision = decide(replace(evidence, n_references=n_references), rules)
    assert decision.outcome.value == outcome
    assert (decision.reason.code is ReasonCode.NO_ANOMALY) == (outcome == "OK")


def test_that_without_references_an_anomaly_score_is_not_trusted() -> None:
    stray = replace(_evidence(GOOD, UNDER), has_references=False)
    assert decide(stray, RULES).reason.code is ReasonCode.NO_REFERENCES


@pytest.mark.parametrize(
    ("evidence", "rules", "params"),
    [
        (
            _evidence(SCRATCH),
            RULES,
            {"category": "scratch", "probability": 0.9, "threshold": 0.8},
        ),
        (
            _evidence(_scores(scratch=0.5, dent=0.4)),
            DecisionRules(threshold=0.45),
            {
                "category": "scratch",
                "second_category": "dent",
                "second_probability": 0.4,
                "margin": pytest.approx(0.1),
                "required_margin": 0.15,
            },
        ),
        (
            _evidence(SCRATCH, UNDER, severity=Severity.MINOR),
            LIMITED,
            {"category": "scratch", "severity": "minor", "accepted": "moderate"},
        ),
        (
            _evidence(SCRATCH, UNDER, severity=Severity.SEVERE),
            LIMITED,
            {"severity": "severe", "accepted": "moderate"},
        ),
        (
            _evidence(SCRATCH, UNDER, needs_calibration=True),
            LIMITED,
            {"cause": "calibration", "accepted": "moderate"},
        ),
        (_evidence(SCRATCH, UNDER), LIMITED, {"cause": "measurement"}),
        (_evidence((), OVER), RULES, {"anomaly": 0.7, "limit": 0.6}),
        (_evidence(GOOD, UNDER), RULES, {"anomaly": 0.4, "limit": 0.6}),
        (
            _evidence(_scores(good=0.7, dent=0.3), UNDER),
            RULES,
            {"category": "good", "probability": 0.7, "threshold": 0.8},
        ),
        (
            _evidence(_scores(shadow=0.95, good=0.05), UNDER),
            RULES,
            {"category": "shadow", "probability": 0.95},
        ),
    ],
)
def test_that_the_reason_carries_its_numbers(
    evidence: OutcomeInput, rules: DecisionRules, params: dict[str, object]
) -> None:
    given_params = decide(evidence, rules).reason.params
    assert {name: given_params.get(name) for name in params} == params


probabilities = st.floats(min_value=0, max_value=1, width=32)
anomalies = st.builds(
    AnomalyScore,
    score=st.none() | st.floats(0, 2),
    limit=st.none() | st.floats(0, 2),
)


@st.composite
def evidences(draw: st.DrawFn) -> OutcomeInput:
    names = draw(st.lists(st.sampled_from(sorted(ROLES)), unique=True))
    raw = [draw(probabilities) for _ in names]
    total = sum(raw) or 1.0
    scores = {name: value / total for name, value in zip(names, raw, strict=True)}
    return OutcomeInput(
        quality=draw(st.sampled_from([None, None, None, RETAKE])),
        scores=_scores(**scores),
        anomaly=draw(anomalies),
        has_references=draw(st.booleans()),
        severity=draw(st.none() | st.sampled_from(list(Severity))),
        needs_calibration=draw(st.booleans()),
    )


rule_sets = st.builds(
    DecisionRules,
    threshold=st.floats(0, 1),
    margin=st.floats(0, 0.5),
    thresholds=st.dictionaries(st.sampled_from(sorted(ROLES)), st.floats(0, 1)),
    acceptance=st.dictionaries(
        st.sampled_from(["scratch", "dent"]), st.sampled_from(list(Severity))
    ),
)


@given(evidences(), rule_sets)
def test_that_ok_is_never_said_without_references_under_or_within_limit(
    evidence: OutcomeInput, rules: DecisionRules
) -> None:
    decision = decide(evidence, rules)
    if decision.outcome is not Outcome.OK:
        return
    assert evidence.quality is None
    assert evidence.has_references
    assert evidence.anomaly.score is not None
    assert evidence.anomaly.limit is not None
    if decision.reason.code is ReasonCode.NO_ANOMALY:
        assert evidence.anomaly.score <= evidence.anomaly.limit
        assert not evidence.scores or max(
            evidence.scores, key=lambda s: s.probability
        ).probability == max(s.probability for s in evidence.scores if s.role is Role.CLEAN)
    else:
        assert decision.reason.code is ReasonCode.WITHIN_LIMIT
        assert evidence.severity is not None


@given(evidences(), rule_sets)
def test_that_ng_needs_a_sure_defect_label(evidence: OutcomeInput, rules: DecisionRules) -> None:
    decision = decide(evidence, rules)
    sure = [
        score
        for score in evidence.scores
        if score.role is Role.DEFECT and score.probability >= rules.threshold_of(score.id) - 1e-5
    ]
    if decision.outcome is Outcome.NG:
        assert decision.reason.code is ReasonCode.SURE_DEFECT
        assert decision.reason.params["category"] in {score.id for score in sure}


@given(evidences(), rule_sets)
def test_that_a_look_alike_on_top_always_holds(
    evidence: OutcomeInput, rules: DecisionRules
) -> None:
    others = [s.probability for s in evidence.scores if s.role is not Role.LOOK_ALIKE]
    look_alikes = [s.probability for s in evidence.scores if s.role is Role.LOOK_ALIKE]
    if look_alikes and max(look_alikes) > max(others, default=0.0) + 1e-5:
        assert decide(evidence, rules).outcome is Outcome.HOLD


@given(evidences(), rule_sets)
def test_that_the_order_of_the_labels_does_not_matter(
    evidence: OutcomeInput, rules: DecisionRules
) -> None:
    distinct = {score.probability for score in evidence.scores}
    if len(distinct) == len(evidence.scores):
        turned = replace(evidence, scores=evidence.scores[::-1])
        assert decide(evidence, rules) == decide(turned, rules)


def test_that_the_category_is_the_top_label_that_is_not_clean() -> None:
    assert top_category(_scores(good=0.7, scratch=0.1, shadow=0.2)) == TopCategory("shadow", 0.2)
    assert top_category(_scores(good=1.0)) is None
    assert top_category(()) is None
