"""Measured facts of a finding; one definition everywhere (see CONTEXT.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TRUSTED: Final = 0.5
"""Trust in an outline below which its numbers are neither told nor decided by."""


class Zone(StrEnum):
    """A cell of the 3x3 grid over the reference frame."""

    TOP_LEFT = "top-left"
    TOP = "top"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom-right"


@dataclass(frozen=True, slots=True)
class Measurement:
    """Facts about one finding; None means "not measured", never zero.

    Lengths in image pixels along the outer edges of unit-square pixels; ``*_mm`` only with a
    calibration, their ``*_uncertainty`` expanded (about 95 %) and in the same unit. ``angle_deg``
    counter-clockwise as seen on the screen, 0 <= a < 180. ``contrast`` is the mean grey level of
    the mark less that of the ground beside it, -255 to 255.
    """

    length_px: float | None = None
    path_length_px: float | None = None
    straightness: float | None = None
    elongation: float | None = None
    width_px: float | None = None
    width_max_px: float | None = None
    feret_min_px: float | None = None
    area_px: float | None = None
    area_percent: float | None = None
    angle_deg: float | None = None
    zone: Zone | None = None
    zones: tuple[Zone, ...] | None = None
    clock: int | None = None
    centroid_px: tuple[float, float] | None = None
    bbox_px: tuple[float, float, float, float] | None = None
    count: int | None = None
    outline_trust: float | None = None
    length_mm: float | None = None
    width_mm: float | None = None
    area_mm2: float | None = None
    length_mm_uncertainty: float | None = None
    width_mm_uncertainty: float | None = None
    area_mm2_uncertainty: float | None = None
    contrast: float | None = None

    @property
    def is_trusted(self) -> bool:
        """Whether nothing speaks against the outline; so too where none was drawn."""
        return self.outline_trust is None or self.outline_trust >= TRUSTED


def degrees_apart(one: float, other: float) -> float:
    """Return the angle between two lines, 0 to 90; which way they point does not matter."""
    apart = abs(one - other) % 180
    return min(apart, 180 - apart)
