"""What a text about a finding is held against."""

from __future__ import annotations

import pytest

from core.describe.truth.records import record_of_finding
from core.domain.inspections import Finding, TopCategory
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region


@pytest.mark.parametrize(
    ("outcome", "reason", "known"),
    [
        (Outcome.NG, Reason(ReasonCode.SURE_DEFECT), "scratch"),
        (Outcome.OK, Reason(ReasonCode.WITHIN_LIMIT), "scratch"),
        (Outcome.HOLD, Reason(ReasonCode.SEVERITY_UNKNOWN), "scratch"),
        (Outcome.HOLD, Reason(ReasonCode.NO_REFERENCES, {"severity": "minor"}), "scratch"),
        (Outcome.HOLD, Reason(ReasonCode.NO_REFERENCES), None),
        (Outcome.HOLD, Reason(ReasonCode.UNKNOWN_DEFECT), None),
        (Outcome.HOLD, Reason(ReasonCode.LOW_CONFIDENCE), None),
    ],
)
def test_that_a_category_is_known_only_where_it_was_judged(
    outcome: Outcome, reason: Reason, known: str | None
) -> None:
    place = Region(BoxPx(0, 0, 10, 10))
    finding = Finding(place, outcome, reason, category=TopCategory("scratch", 0.9))
    assert record_of_finding(finding).category == known
