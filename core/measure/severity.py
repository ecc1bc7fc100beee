"""How severe a defect is, by the rules of the defect book and the measured facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.dataset.defect_book import SeverityRule, SeverityRules
from core.domain.measurements import Measurement
from core.domain.outcomes import Severity

_ORDER: Final = (Severity.MINOR, Severity.MODERATE, Severity.SEVERE)
# The measure in pixels that a calibration turns into the one in millimetres.
_IN_PIXELS: Final = {"length_mm": "length_px", "width_mm": "width_px", "area_mm2": "area_px"}


@dataclass(frozen=True, slots=True)
class SeverityResult:
    """A severity and the rule that gave it.

    Attributes
    ----------
    severity : Severity or None
        None when there are no rules or when a fact is missing that could make it higher.
    rule_id : str or None
        The rule that was met; None if none was.
    needs_calibration : bool
        True when it was measured in pixels, but a rule is in millimetres.
    needs_surface : bool
        True when a rule asks for the surface of the product and none is set.
    """

    severity: Severity | None = None
    rule_id: str | None = None
    needs_calibration: bool = False
    needs_surface: bool = False


def severity_of(
    rules: SeverityRules | None, measurement: Measurement, *, surface: str | None = None
) -> SeverityResult:
    """Apply severity rules.

    Parameters
    ----------
    rules : SeverityRules or None
        Of the category; None gives no severity.
    measurement : Measurement
        Measured facts; None means "not measured", never zero.
    surface : str or None
        Kind of surface of the product, an id of the defect book; None: not set, which is not
        "no surface that a rule names".

    Returns
    -------
    SeverityResult
        The highest severity whose rule is met. A rule that cannot be applied makes the severity
        unknown only if it could raise it: a defect that is severe by its area is severe whatever
        its length.
    """
    if rules is None:
        return SeverityResult()
    severity, rule_id = rules.otherwise, None
    for rule in rules.rules:
        if _is_met(rule, measurement, surface) and _rank(rule.severity) > _rank(severity):
            severity, rule_id = rule.severity, rule.id
    missing = [
        rule
        for rule in rules.rules
        if _rank(rule.severity) > _rank(severity) and _is_met(rule, measurement, surface) is None
    ]
    if not missing:
        return SeverityResult(severity, rule_id)
    return SeverityResult(
        needs_calibration=any(_lacks_scale(rule, measurement) for rule in missing),
        needs_surface=any(_is_on(rule, surface) is None for rule in missing),
    )


def _is_met(rule: SeverityRule, measurement: Measurement, surface: str | None) -> bool | None:
    """Tell whether all that a rule asks for is so; None where a fact is missing to tell."""
    parts = (_reaches(rule, measurement), _lies_in(rule, measurement), _is_on(rule, surface))
    if False in parts:
        return False
    return None if None in parts else True


def _reaches(rule: SeverityRule, measurement: Measurement) -> bool | None:
    if rule.measure is None or rule.at_least is None:
        return True
    value = _value(rule.measure, measurement)
    return None if value is None else value >= rule.at_least


def _lies_in(rule: SeverityRule, measurement: Measurement) -> bool | None:
    if not rule.zones:
        return True
    return None if measurement.zone is None else measurement.zone in rule.zones


def _is_on(rule: SeverityRule, surface: str | None) -> bool | None:
    if not rule.surfaces:
        return True
    return None if surface is None else surface in rule.surfaces


def _value(measure: str, measurement: Measurement) -> float | None:
    value: float | None = getattr(measurement, measure)
    # How much a mark stands out is the same whether it is darker or brighter.
    return abs(value) if measure == "contrast" and value is not None else value


def _lacks_scale(rule: SeverityRule, measurement: Measurement) -> bool:
    in_pixels = _IN_PIXELS.get(rule.measure or "")
    return in_pixels is not None and _value(in_pixels, measurement) is not None


def _rank(severity: Severity) -> int:
    return _ORDER.index(severity)
