"""Measures of a mark in mm, with what they are uncertain by."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from core.domain.measurements import TRUSTED, Measurement
from core.domain.scales import ScaleProblem, ScaleUse

_ENDS_PX: Final = 0.82
"""Both ends of a length fall anywhere within a pixel: 2 standard deviations of two such ends."""
_LEAST_TRUSTED: Final = 0.40
_MOST_TRUSTED: Final = 0.25
"""Share of the length by which an outline may be wrong; shrinks evenly from the least trust to full
trust. Chosen so that it covers nearly all lengths of hand-drawn masks of real marks."""


def in_millimetres(
    measurement: Measurement, use: ScaleUse | None, *, is_given: bool
) -> Measurement:
    """Add the measures in mm.

    Parameters
    ----------
    measurement : Measurement
        In px.
    use : ScaleUse or None
        The calibration for the image; None, or one for another image size, adds nothing.
    is_given : bool
        Whether a person drew the outline, rather than the program.

    Returns
    -------
    Measurement
        mm = px times scale, mm² = px² times its square. The uncertainties (expanded, about 95 %)
        join that of the calibration and that of the outline. They are None where one of both is
        not known: how wide a mark is depends on where its outline is drawn, so width and area
        have one only if the outline was given.
    """
    if use is None or use.problem is ScaleProblem.OTHER_SIZE:
        return measurement
    mm = use.scale.mm_per_px
    length, width = _times(measurement.length_px, mm), _times(measurement.width_px, mm)
    area = _times(measurement.area_px, mm * mm)
    of_scale = use.scale.uncertainty
    if of_scale is None or length is None:
        return replace(measurement, length_mm=length, width_mm=width, area_mm2=area)
    edges = _ENDS_PX * mm
    of_outline = 0.0 if is_given else _of_outline(measurement.outline_trust or 0.0)
    of_length = math.hypot(length * of_scale, edges, length * of_outline)
    of_width = of_area = None
    if is_given and width is not None and area is not None:
        of_width = math.hypot(width * of_scale, edges)
        # The area of a stroke is off as its width is; the scale enters twice.
        of_area = math.hypot(2 * area * of_scale, edges * area / width if width else 0.0)
    return replace(
        measurement,
        length_mm=length,
        width_mm=width,
        area_mm2=area,
        length_mm_uncertainty=of_length,
        width_mm_uncertainty=of_width,
        area_mm2_uncertainty=of_area,
    )


def _of_outline(trust: float) -> float:
    """Return the relative uncertainty of a length through the outline that the program drew."""
    share = min(max((trust - TRUSTED) / (1 - TRUSTED), 0.0), 1.0)
    return _LEAST_TRUSTED + share * (_MOST_TRUSTED - _LEAST_TRUSTED)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
