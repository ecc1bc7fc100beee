"""The outcome rule: OK, NG or HOLD from scores, anomaly and limits, in a fixed order.

Points the rule of CONTEXT.md leaves open are settled here to the safe side:

- Severity matters only where the product has an acceptance limit (한도) for the category: without
  one, a sure defect is NG whatever its severity, so NG needs no calibration. With a limit and no
  severity (no calibration, or nothing measured) the limit cannot be applied: HOLD.
- "Within limit" is an OK too, so it needs good references like any other OK.
- The clean label decides only as the top label, even if its threshold was set so low that a defect
  label lies above it.
- A proposal from the look alone is no score of a label: it neither decides nor keeps from OK.
- A ROI of too few pixels is held whatever its scores: they are of enlarged pixels, not of marks.
- Good references that could set no limit (too few) count as none. A score that is no number
  counts as over the limit.
- An anomaly clearly under the limit of many good references and a clean label that leads by the
  margin make an OK together, though the label is not sure (ADR 0010); not where the product gives
  the clean label a threshold of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.domain.categories import Role
from core.domain.inspections import AnomalyScore, CategoryScore, Finding, TopCategory
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity, TextValue
from core.domain.scales import ScaleProblem
from core.domain.teaching import DecisionRules

SEVERITY_ORDER: Final = (Severity.MINOR, Severity.MODERATE, Severity.SEVERE)

# Probabilities come as float32, and 0.7 - 0.55 is less than 0.15 in binary: equality counts as
# reached within this tolerance.
_TOLERANCE: Final = 1e-6

MANY_REFERENCES: Final = 16
"""Good references from which on their limit can carry a clean label that leads but is not sure."""
_CLEARLY_UNDER: Final = 0.97
"""Share of the limit up to which it does. Scores of good parts lie close together: this is about
half way from their mean to the limit."""

_OUTCOME_ORDER: Final = (Outcome.NG, Outcome.HOLD, Outcome.OK)
_REASON_ORDER: Final = (
    ReasonCode.SURE_DEFECT,
    ReasonCode.UNREADABLE,
    ReasonCode.RETAKE_SIZE,
    ReasonCode.RETAKE_BLURRED,
    ReasonCode.RETAKE_DARK,
    ReasonCode.RETAKE_OVEREXPOSED,
    ReasonCode.ROI_TOO_SMALL,
    ReasonCode.UNKNOWN_DEFECT,
    ReasonCode.SEVERITY_UNKNOWN,
    ReasonCode.LOW_MARGIN,
    ReasonCode.LOW_CONFIDENCE,
    ReasonCode.LOOK_ALIKE,
    ReasonCode.CLEAN_NOT_SURE,
    ReasonCode.WEAK_PROPOSAL,
    ReasonCode.NO_REFERENCES,
    ReasonCode.WITHIN_LIMIT,
    ReasonCode.NO_ANOMALY,
)


@dataclass(frozen=True, slots=True)
class OutcomeInput:
    """Everything known about one finding when it is decided.

    Attributes
    ----------
    quality : Reason or None
        ``unreadable`` or ``retake_*`` from decoding and the quality gate, or ``roi_too_small``;
        None when passed.
    scores : tuple of CategoryScore
        All labels, any order; empty when no label can be scored.
    anomaly : AnomalyScore
        Empty without good references.
    has_references : bool
        Whether the product has good references.
    n_references : int
        How many of them were compared with the whole image; 0 where only a part of it was judged.
    severity : Severity or None
        Of the top defect label by the rules of the defect book.
    needs_calibration : bool
        Whether ``severity`` is None because a rule in millimetres lacks a calibration.
    calibration_problem : ScaleProblem or None
        Why the calibration that there is does not count.
    needs_surface : bool
        Whether ``severity`` is None because the product has no surface set that a rule asks for.
    """

    quality: Reason | None = None
    scores: tuple[CategoryScore, ...] = ()
    anomaly: AnomalyScore = field(default_factory=AnomalyScore)
    has_references: bool = False
    n_references: int = 0
    severity: Severity | None = None
    needs_calibration: bool = False
    calibration_problem: ScaleProblem | None = None
    needs_surface: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the program decides about one finding, and why."""

    outcome: Outcome
    reason: Reason


@dataclass(frozen=True, slots=True)
class Combined:
    """What follows for the inspection; ``findings`` has the worst one first."""

    outcome: Outcome
    reason: Reason
    findings: tuple[Finding, ...]


def decide(evidence: OutcomeInput, rules: DecisionRules) -> Decision:
    """Apply the outcome rule to one finding.

    Parameters
    ----------
    evidence : OutcomeInput
        Scores, anomaly, severity.
    rules : DecisionRules
        Thresholds, margin and acceptance limits of the product.

    Returns
    -------
    Decision
        Exactly one outcome; the reason carries the numbers its sentence needs.
    """
    if evidence.quality is not None:
        return Decision(Outcome.HOLD, evidence.quality)
    top = _Top.of([score for score in evidence.scores if not score.is_proposal])
    if top is not None and top.score.role is Role.DEFECT and top.is_sure(rules):
        return _sure_defect(top, evidence, rules)
    numbers = _anomaly_numbers(evidence.anomaly)
    under = _is_under(evidence)
    if under is False:
        return _hold(ReasonCode.UNKNOWN_DEFECT, **numbers)
    if under and (top is None or top.is_sure_clean(rules) or _agree_on_clean(top, evidence, rules)):
        return Decision(Outcome.OK, Reason(ReasonCode.NO_ANOMALY, numbers))
    if top is None:
        return _nothing_taught(evidence.scores)
    return _not_sure(top, rules, may_say_ok=under is not None)


def top_category(scores: Sequence[CategoryScore]) -> TopCategory | None:
    """Return the top label that is not clean; None when no such label was scored."""
    labels = [score for score in scores if score.role is not Role.CLEAN]
    if not labels:
        return None
    top = max(labels, key=lambda score: score.probability)
    return TopCategory(top.id, top.probability)


def combine(findings: Sequence[Finding]) -> Combined:
    """Combine findings: NG if any is NG, else HOLD if any is HOLD, else OK.

    Parameters
    ----------
    findings : sequence of Finding
        At least one, decided.

    Returns
    -------
    Combined
        The worst finding first and its reason; ties keep their order.

    Raises
    ------
    ValueError
        Without findings: what could not be decoded has a reason but no finding.
    """
    if not findings:
        msg = "nothing to combine"
        raise ValueError(msg)
    ordered = tuple(sorted(findings, key=_badness))
    return Combined(ordered[0].outcome, ordered[0].reason, ordered)


@dataclass(frozen=True, slots=True)
class _Top:
    """The top label and the one behind it."""

    score: CategoryScore
    second: CategoryScore | None

    @staticmethod
    def of(scores: Sequence[CategoryScore]) -> _Top | None:
        if not scores:
            return None
        ranked = sorted(scores, key=lambda score: -score.probability)
        return _Top(ranked[0], ranked[1] if len(ranked) > 1 else None)

    @property
    def margin(self) -> float:
        return self.score.probability - (self.second.probability if self.second else 0.0)

    def reaches_threshold(self, rules: DecisionRules) -> bool:
        return self.score.probability >= rules.threshold_of(self.score.id) - _TOLERANCE

    def is_sure(self, rules: DecisionRules) -> bool:
        return self.reaches_threshold(rules) and self.margin >= rules.margin - _TOLERANCE

    def is_sure_clean(self, rules: DecisionRules) -> bool:
        return self.score.role is Role.CLEAN and self.reaches_threshold(rules)

    def leads_clean(self, rules: DecisionRules) -> bool:
        return self.score.role is Role.CLEAN and self.margin >= rules.margin - _TOLERANCE

    def numbers(self, rules: DecisionRules) -> dict[str, TextValue]:
        return {
            "category": self.score.id,
            "probability": self.score.probability,
            "threshold": rules.threshold_of(self.score.id),
        }


def _sure_defect(top: _Top, evidence: OutcomeInput, rules: DecisionRules) -> Decision:
    numbers = top.numbers(rules)
    accepted = rules.acceptance.get(top.score.id)
    if accepted is None:
        return Decision(Outcome.NG, Reason(ReasonCode.SURE_DEFECT, numbers))
    numbers["accepted"] = accepted.value
    if evidence.severity is None:
        return _hold(ReasonCode.SEVERITY_UNKNOWN, **numbers, cause=_cause(evidence))
    numbers["severity"] = evidence.severity.value
    if SEVERITY_ORDER.index(evidence.severity) > SEVERITY_ORDER.index(accepted):
        return Decision(Outcome.NG, Reason(ReasonCode.SURE_DEFECT, numbers))
    if _is_under(evidence) is None:
        return _hold(ReasonCode.NO_REFERENCES, **numbers)
    return Decision(Outcome.OK, Reason(ReasonCode.WITHIN_LIMIT, numbers))


def _cause(evidence: OutcomeInput) -> str:
    """Name what the severity lacks, as a key of the texts."""
    if not evidence.needs_calibration:
        return "surface" if evidence.needs_surface else "measurement"
    problem = evidence.calibration_problem
    return f"calibration_{problem}" if problem else "calibration"


def _nothing_taught(scores: Sequence[CategoryScore]) -> Decision:
    """Ask for examples; name what the look alone suggests, if anything."""
    proposed = top_category(scores)
    if proposed is None:
        return _hold(ReasonCode.NO_REFERENCES)
    return _hold(ReasonCode.WEAK_PROPOSAL, category=proposed.id, probability=proposed.probability)


def _not_sure(top: _Top, rules: DecisionRules, *, may_say_ok: bool) -> Decision:
    """Name why neither NG nor OK could be said."""
    numbers = top.numbers(rules)
    if top.score.role is Role.LOOK_ALIKE:
        return _hold(ReasonCode.LOOK_ALIKE, **numbers)
    if top.score.role is Role.CLEAN:
        code = ReasonCode.CLEAN_NOT_SURE if may_say_ok else ReasonCode.NO_REFERENCES
        return _hold(code, **numbers)
    if not top.reaches_threshold(rules):
        return _hold(ReasonCode.LOW_CONFIDENCE, **numbers)
    return _hold(ReasonCode.LOW_MARGIN, **numbers, **_margin_numbers(top, rules))


def _margin_numbers(top: _Top, rules: DecisionRules) -> dict[str, TextValue]:
    second = top.second
    return {
        "second_category": second.id if second else "",
        "second_probability": second.probability if second else 0.0,
        "margin": top.margin,
        "required_margin": rules.margin,
    }


def _is_under(evidence: OutcomeInput) -> bool | None:
    """Tell whether the anomaly keeps its limit; None when nothing can be compared."""
    anomaly = evidence.anomaly
    if not evidence.has_references or anomaly.score is None or anomaly.limit is None:
        return None
    return anomaly.score <= anomaly.limit


def _agree_on_clean(top: _Top, evidence: OutcomeInput, rules: DecisionRules) -> bool:
    """Tell whether many references and a leading clean label say good together."""
    if evidence.n_references < MANY_REFERENCES or top.score.id in rules.thresholds:
        return False
    score, limit = evidence.anomaly.score, evidence.anomaly.limit
    clearly = score is not None and limit is not None and score <= _CLEARLY_UNDER * limit
    return clearly and top.leads_clean(rules)


def _anomaly_numbers(anomaly: AnomalyScore) -> Mapping[str, TextValue]:
    if anomaly.score is None or anomaly.limit is None:
        return {}
    return {"anomaly": anomaly.score, "limit": anomaly.limit}


def _hold(code: ReasonCode, **params: TextValue) -> Decision:
    return Decision(Outcome.HOLD, Reason(code, params))


def _badness(finding: Finding) -> tuple[int, int, int, float, float]:
    """Sort key, worst first."""
    severity = finding.severity
    return (
        _OUTCOME_ORDER.index(finding.outcome),
        -SEVERITY_ORDER.index(severity) if severity else 1,
        _REASON_ORDER.index(finding.reason.code),
        -_anomaly_ratio(finding.anomaly),
        -finding.category.probability if finding.category else 0.0,
    )


def _anomaly_ratio(anomaly: AnomalyScore) -> float:
    if anomaly.score is None or not anomaly.limit:
        return 0.0
    return anomaly.score / anomaly.limit
