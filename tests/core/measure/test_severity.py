"""Severity by rules on given values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dataset.defect_book import Measure, SeverityRule, SeverityRules
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Severity
from core.measure.severity import SeverityResult, severity_of


def _rule(severity: Severity, measure: Measure, at_least: float) -> SeverityRule:
    return SeverityRule(
        id=f"{measure}-{severity}", severity=severity, measure=measure, at_least=at_least
    )


BY_AREA = SeverityRules(
    rules=(
        _rule(Severity.MODERATE, "area_percent", 0.5),
        _rule(Severity.SEVERE, "area_percent", 2.0),
    )
)
BY_MM = SeverityRules(
    rules=(
        _rule(Severity.MODERATE, "length_mm", 1.0),
        _rule(Severity.SEVERE, "length_mm", 5.0),
    )
)
MIXED = SeverityRules(
    rules=(
        _rule(Severity.SEVERE, "area_percent", 2.0),
        _rule(Severity.MODERATE, "length_mm", 1.0),
        _rule(Severity.MODERATE, "width_px", 4.0),
    )
)


@pytest.mark.parametrize(
    ("area_percent", "severity", "rule_id"),
    [
        (0.0, Severity.MINOR, None),
        (0.49, Severity.MINOR, None),
        (0.5, Severity.MODERATE, "area_percent-moderate"),
        (1.99, Severity.MODERATE, "area_percent-moderate"),
        (2.0, Severity.SEVERE, "area_percent-severe"),
        (90.0, Severity.SEVERE, "area_percent-severe"),
    ],
)
def test_that_the_highest_rule_that_is_met_gives_the_severity(
    area_percent: float, severity: Severity, rule_id: str | None
) -> None:
    result = severity_of(BY_AREA, Measurement(area_percent=area_percent))
    assert result == SeverityResult(severity, rule_id)


def test_that_a_category_without_rules_has_no_severity() -> None:
    assert severity_of(None, Measurement(area_percent=3)) == SeverityResult()


def test_that_nothing_measured_gives_no_severity_and_asks_for_no_calibration() -> None:
    for rules in (BY_AREA, BY_MM, MIXED):
        assert severity_of(rules, Measurement()) == SeverityResult()


@pytest.mark.parametrize(
    ("measure", "facts"),
    [
        ("length_mm", Measurement(length_px=120)),
        ("width_mm", Measurement(width_px=12)),
        ("area_mm2", Measurement(area_px=900)),
    ],
)
def test_that_a_rule_in_mm_without_calibration_gives_no_severity(
    measure: Measure, facts: Measurement
) -> None:
    in_mm = SeverityRules(rules=(_rule(Severity.SEVERE, measure, 5.0),))
    assert severity_of(in_mm, facts) == SeverityResult(needs_calibration=True)


def test_that_a_calibrated_length_is_judged() -> None:
    assert severity_of(BY_MM, Measurement(length_px=120, length_mm=5)).severity is Severity.SEVERE


def test_that_a_rule_that_cannot_raise_the_severity_is_not_needed() -> None:
    by_area = severity_of(MIXED, Measurement(area_percent=2, length_px=120, width_px=2))
    assert by_area == SeverityResult(Severity.SEVERE, "area_percent-severe")
    by_width = severity_of(MIXED, Measurement(area_percent=1, length_px=120, width_px=5))
    assert by_width == SeverityResult(Severity.MODERATE, "width_px-moderate")


def test_that_a_rule_that_could_raise_the_severity_is_needed() -> None:
    result = severity_of(MIXED, Measurement(area_percent=1, length_px=120, width_px=2))
    assert result == SeverityResult(needs_calibration=True)


def test_that_rules_may_start_above_minor() -> None:
    rules = SeverityRules(
        otherwise=Severity.MODERATE, rules=(_rule(Severity.SEVERE, "area_percent", 1),)
    )
    assert severity_of(rules, Measurement(area_percent=0)).severity is Severity.MODERATE


@given(st.floats(0, 100), st.floats(0, 100))
def test_that_more_is_never_less_severe(one: float, other: float) -> None:
    low, high = sorted((one, other))
    order = list(Severity)
    results = [severity_of(BY_AREA, Measurement(area_percent=v)).severity for v in (low, high)]
    ranks = [order.index(severity) for severity in results if severity]
    assert ranks == sorted(ranks)
    assert len(ranks) == 2


SEAL = SeverityRules(
    rules=(
        SeverityRule(id="seal", severity=Severity.SEVERE, zones=(Zone.TOP, Zone.CENTER)),
        SeverityRule(id="dark", severity=Severity.MODERATE, measure="contrast", at_least=30),
        SeverityRule(
            id="long-left",
            severity=Severity.SEVERE,
            measure="length_mm",
            at_least=5,
            zones=(Zone.LEFT,),
        ),
    )
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Measurement(zone=Zone.CENTER), SeverityResult(Severity.SEVERE, "seal")),
        (Measurement(zone=Zone.RIGHT, contrast=-31), SeverityResult(Severity.MODERATE, "dark")),
        (Measurement(zone=Zone.RIGHT, contrast=31), SeverityResult(Severity.MODERATE, "dark")),
        (Measurement(zone=Zone.RIGHT, contrast=-29), SeverityResult(Severity.MINOR)),
        (
            Measurement(zone=Zone.LEFT, contrast=0, length_px=9, length_mm=5),
            SeverityResult(Severity.SEVERE, "long-left"),
        ),
        (
            Measurement(zone=Zone.LEFT, contrast=0, length_px=9),
            SeverityResult(needs_calibration=True),
        ),
        (Measurement(contrast=99), SeverityResult()),
    ],
)
def test_that_rules_ask_for_contrast_and_place_too(
    facts: Measurement, expected: SeverityResult
) -> None:
    assert severity_of(SEAL, facts) == expected


@pytest.mark.parametrize(
    "values", [{}, {"measure": "count"}, {"at_least": 3}, {"zones": ["top"], "at_least": 3}]
)
def test_that_a_rule_asks_for_something_whole(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="measure and at_least"):
        SeverityRule.model_validate({"id": "r", "severity": "severe", **values})


ON_SURFACES = SeverityRules(
    rules=(
        SeverityRule(id="shown", severity=Severity.SEVERE, surfaces=("visible", "functional")),
        SeverityRule(
            id="long-hidden",
            severity=Severity.MODERATE,
            measure="length_px",
            at_least=50,
            surfaces=("hidden",),
        ),
    )
)


@pytest.mark.parametrize(
    ("surface", "length_px", "expected"),
    [
        ("visible", 1, SeverityResult(Severity.SEVERE, "shown")),
        ("functional", None, SeverityResult(Severity.SEVERE, "shown")),
        ("hidden", 60, SeverityResult(Severity.MODERATE, "long-hidden")),
        ("hidden", 40, SeverityResult(Severity.MINOR)),
        ("other", None, SeverityResult(Severity.MINOR)),
        (None, 60, SeverityResult(needs_surface=True)),
        ("hidden", None, SeverityResult()),
    ],
)
def test_that_rules_may_hold_for_some_surfaces_only(
    surface: str | None, length_px: float | None, expected: SeverityResult
) -> None:
    assert severity_of(ON_SURFACES, Measurement(length_px=length_px), surface=surface) == expected


def test_that_no_surface_leaves_alone_what_is_severe_by_its_size() -> None:
    rules = SeverityRules(
        rules=(
            SeverityRule(id="large", severity=Severity.SEVERE, measure="area_px", at_least=9),
            SeverityRule(id="shown", severity=Severity.SEVERE, surfaces=("visible",)),
        )
    )
    known = severity_of(rules, Measurement(area_px=10))
    assert known == SeverityResult(Severity.SEVERE, "large")
    assert severity_of(rules, Measurement(area_px=1)) == SeverityResult(needs_surface=True)
