"""What was measured on a finding, as far as it speaks for or against a cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.describe.knowledge import MEASURES, Fit
from core.describe.truth.words import in_words
from core.domain.inspections import Finding
from core.domain.measurements import Measurement, degrees_apart
from core.domain.outcomes import TextValue
from core.domain.regions import BoxPx
from core.domain.suggestions import Repetition, Words

_ELONGATED: Final = 1.5
"""Below this the principal axis of an outline is not told well enough."""
_ALONG_DEG: Final = 20.0
_ACROSS_DEG: Final = 45.0
_EDGE_SHARE: Final = 0.02
_REPEATED: Final = 3
_NUMBERS: Final = {"elongation": 1, "straightness": 2, "count": 0, "area_percent": 2}
"""Decimals that are shown."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a cause may depend on besides the finding itself.

    Attributes
    ----------
    frame : BoxPx or None
        The inspected area; None if it is not known.
    marks_deg : float or None
        Direction of the machining marks, counter-clockwise, 0 <= a < 180; None: not named.
    repetition : Repetition or None
        On how many of the last images it lies there; None if too few were inspected.
    """

    frame: BoxPx | None = None
    marks_deg: float | None = None
    repetition: Repetition | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts that causes look at; None where something was not measured.

    Attributes
    ----------
    measurement : Measurement
        Only what an outline that can be trusted gives; empty otherwise.
    off_marks_deg : float or None
        Angle between finding and machining marks, 0 to 90.
    touches_edge : bool or None
        Whether it reaches the edge of the inspected area.
    repetition : Repetition or None
        See `Surroundings`.
    """

    measurement: Measurement
    off_marks_deg: float | None
    touches_edge: bool | None
    repetition: Repetition | None

    def holds(self, fit: Fit) -> bool | None:
        """Tell whether a fact holds; None if it was not measured."""
        if fit.fact in MEASURES:
            return _within(getattr(self.measurement, fit.fact), fit)
        if fit.fact == "edge":
            return self.touches_edge
        if fit.fact == "repeats":
            seen = self.repetition
            return None if seen is None else seen.count >= _REPEATED
        if self.off_marks_deg is None:
            return None
        if fit.fact == "along":
            return self.off_marks_deg <= _ALONG_DEG
        return self.off_marks_deg >= _ACROSS_DEG

    def in_words(self, fit: Fit) -> Words:
        """Say a fact that holds, in both languages."""
        key: str = fit.fact
        values: dict[str, TextValue] = {}
        if fit.fact in MEASURES:
            key = f"{fit.fact}_{'low' if fit.at_least is None else 'high'}"
            value = getattr(self.measurement, fit.fact)
            values["value"] = f"{value:.{_NUMBERS[fit.fact]}f}"
        elif self.off_marks_deg is not None:
            values["angle"] = round(self.off_marks_deg)
        if self.repetition is not None:
            values["count"], values["of"] = self.repetition.count, self.repetition.of
        return in_words(f"measured_fact.{key}", **values)


def evidence_of(finding: Finding, surroundings: Surroundings) -> Evidence:
    """Gather what speaks for or against causes of a finding.

    Parameters
    ----------
    finding : Finding
        Measured.
    surroundings : Surroundings
        What is known of product and recent parts.
    """
    measured = _trusted(finding.measurement)
    return Evidence(
        measurement=measured,
        off_marks_deg=_off_marks(measured, surroundings.marks_deg),
        touches_edge=_touches_edge(measured, surroundings.frame),
        repetition=surroundings.repetition,
    )


def _trusted(measured: Measurement) -> Measurement:
    """Leave out what was measured on an outline nobody trusts, or on a box alone."""
    is_outlined = measured.area_px is not None
    return measured if is_outlined and measured.is_trusted else Measurement()


def _within(value: float | None, fit: Fit) -> bool | None:
    if value is None:
        return None
    is_low = fit.at_least is not None and value < fit.at_least
    is_high = fit.at_most is not None and value > fit.at_most
    return not (is_low or is_high)


def _off_marks(measured: Measurement, marks_deg: float | None) -> float | None:
    angle, elongation = measured.angle_deg, measured.elongation
    if marks_deg is None or angle is None or elongation is None or elongation < _ELONGATED:
        return None
    return degrees_apart(angle, marks_deg)


def _touches_edge(measured: Measurement, frame: BoxPx | None) -> bool | None:
    if measured.bbox_px is None or frame is None:
        return None
    x, y, w, h = measured.bbox_px
    near = _EDGE_SHARE * min(frame.w, frame.h)
    gaps = (x - frame.x, y - frame.y, frame.right - (x + w), frame.bottom - (y + h))
    return min(gaps) <= near
