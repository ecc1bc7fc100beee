"""A calibration from two points of a known distance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from core.errors import UsageError

Point = tuple[float, float]

_LEAST_PX: Final = 20.0
_MOST_UNCERTAIN: Final = 0.1
"""A calibration that may be off by a tenth is worth no millimetres."""
_COVERAGE: Final = 2.0
"""Expanded uncertainty of about 95 %: two standard deviations."""


@dataclass(frozen=True, slots=True)
class FoundScale:
    """What was computed.

    Attributes
    ----------
    mm_per_px : float
    uncertainty : float or None
        Relative, expanded (about 95 %).
    evidence : dict of str to float
        What it was computed from.
    """

    mm_per_px: float
    uncertainty: float | None
    evidence: dict[str, float]


def scale_from_points(
    points: tuple[Point, Point],
    distance_mm: float,
    *,
    click_px: float = 0.5,
    distance_error_mm: float = 0.0,
) -> FoundScale:
    """Compute mm per px from two points.

    Parameters
    ----------
    points : pair of (x, y)
        In px of the EXIF-corrected image.
    distance_mm : float
        Between them.
    click_px : float
        How far off a click may be along the line, as a standard deviation in image px; a pixel of
        the screen at least.
    distance_error_mm : float
        How far off the known distance may be, as a standard deviation.

    Raises
    ------
    UsageError
        ``scale_distance_invalid``; ``scale_points_close`` if they are under 20 px apart or so
        close that the scale is uncertain by more than a tenth.
    """
    if not (math.isfinite(distance_mm) and distance_mm > 0):
        raise UsageError("scale_distance_invalid")
    distance_px = math.dist(*points)
    if distance_px < _LEAST_PX:
        raise UsageError("scale_points_close", distance_px=distance_px)
    of_clicks = math.sqrt(2) * click_px / distance_px
    uncertainty = _COVERAGE * math.hypot(of_clicks, distance_error_mm / distance_mm)
    if uncertainty > _MOST_UNCERTAIN:
        raise UsageError("scale_points_close", distance_px=distance_px)
    return FoundScale(
        mm_per_px=distance_mm / distance_px,
        uncertainty=uncertainty,
        evidence={
            "distance_mm": distance_mm,
            "distance_px": distance_px,
            "click_px": click_px,
            "distance_error_mm": distance_error_mm,
        },
    )
