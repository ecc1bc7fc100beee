"""Several findings of one image, put in order and made one outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.classify.outcome import combine
from core.domain.inspections import AnomalyScore, Finding, TopCategory
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, Region


def _finding(
    outcome: Outcome,
    code: ReasonCode,
    *,
    severity: Severity | None = None,
    anomaly: AnomalyScore | None = None,
    probability: float | None = None,
) -> Finding:
    return Finding(
        region=Region(BoxPx(0, 0, 1, 1)),
        outcome=outcome,
        reason=Reason(code),
        anomaly=anomaly or AnomalyScore(),
        category=TopCategory("scratch", probability) if probability is not None else None,
        severity=severity,
    )


OK = _finding(Outcome.OK, ReasonCode.NO_ANOMALY)
ACCEPTED = _finding(Outcome.OK, ReasonCode.WITHIN_LIMIT, severity=Severity.MINOR)
HOLD = _finding(Outcome.HOLD, ReasonCode.LOW_CONFIDENCE, probability=0.5)
UNKNOWN = _finding(Outcome.HOLD, ReasonCode.UNKNOWN_DEFECT, anomaly=AnomalyScore(0.7, 0.6))
NG_MINOR = _finding(Outcome.NG, ReasonCode.SURE_DEFECT, severity=Severity.MINOR)
NG_SEVERE = _finding(Outcome.NG, ReasonCode.SURE_DEFECT, severity=Severity.SEVERE)


@pytest.mark.parametrize(
    ("findings", "outcome", "order"),
    [
        ([OK], Outcome.OK, [OK]),
        ([OK, ACCEPTED], Outcome.OK, [ACCEPTED, OK]),
        ([OK, HOLD], Outcome.HOLD, [HOLD, OK]),
        ([HOLD, UNKNOWN], Outcome.HOLD, [UNKNOWN, HOLD]),
        ([OK, UNKNOWN, NG_MINOR], Outcome.NG, [NG_MINOR, UNKNOWN, OK]),
        ([NG_MINOR, HOLD, NG_SEVERE], Outcome.NG, [NG_SEVERE, NG_MINOR, HOLD]),
    ],
)
def test_that_the_worst_finding_sets_the_outcome(
    findings: list[Finding], outcome: Outcome, order: list[Finding]
) -> None:
    combined = combine(findings)
    assert combined.outcome is outcome
    assert list(combined.findings) == order
    assert combined.reason == order[0].reason


def test_that_equal_outcomes_are_ordered_by_evidence() -> None:
    weak = _finding(Outcome.NG, ReasonCode.SURE_DEFECT, probability=0.8)
    strong = _finding(Outcome.NG, ReasonCode.SURE_DEFECT, probability=0.99)
    assert combine([weak, strong]).findings == (strong, weak)
    near = replace(UNKNOWN, anomaly=AnomalyScore(0.61, 0.6))
    assert combine([near, UNKNOWN]).findings == (UNKNOWN, near)


def test_that_equal_findings_keep_their_order() -> None:
    first, second = replace(HOLD), replace(HOLD, region=Region(BoxPx(5, 5, 1, 1)))
    assert combine([first, second]).findings == (first, second)


def test_that_nothing_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="nothing"):
        combine([])
