"""Where something is: boxes and regions in image pixels.

Coordinates are float pixels of the EXIF-corrected image, x to the right, y down; boxes are
half-open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
"""Both ends as (x, y) in image pixels."""

_SAME_PX: Final = 0.75


class RegionKind(StrEnum):
    """How the outline of a region is given."""

    RECT = "rect"
    POLYGON = "polygon"
    MASK = "mask"


class RegionSource(StrEnum):
    """Who or what made a region."""

    DRAWN = "drawn"
    PROPOSED = "proposed"
    MEASURED = "measured"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class BoxPx:
    """A half-open, axis-parallel box in image pixels.

    Raises
    ------
    ValueError
        If a number is not finite or a side is not positive.
    """

    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        numbers = (self.x, self.y, self.w, self.h)
        if not all(math.isfinite(number) for number in numbers):
            msg = f"box has a number that is not finite: {numbers}"
            raise ValueError(msg)
        if self.w <= 0 or self.h <= 0:
            msg = f"box has no area: {numbers}"
            raise ValueError(msg)

    @property
    def right(self) -> float:
        """First x that no longer belongs to the box."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """First y that no longer belongs to the box."""
        return self.y + self.h

    @property
    def center(self) -> tuple[float, float]:
        """Centre as (x, y)."""
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area_px(self) -> float:
        """Area in square pixels."""
        return self.w * self.h

    def as_tuple(self) -> tuple[float, float, float, float]:
        """Return (x, y, w, h)."""
        return self.x, self.y, self.w, self.h

    def is_same_place(self, other: BoxPx) -> bool:
        """Tell whether two boxes are alike but for rounding."""
        pairs = zip(self.as_tuple(), other.as_tuple(), strict=True)
        return all(abs(one - another) <= _SAME_PX for one, another in pairs)

    def clipped(self, width_px: int, height_px: int) -> BoxPx | None:
        """Cut the box to an image.

        Returns
        -------
        BoxPx or None
            The part inside the image; None if nothing is inside.
        """
        left, top = max(self.x, 0.0), max(self.y, 0.0)
        right, bottom = min(self.right, float(width_px)), min(self.bottom, float(height_px))
        if right <= left or bottom <= top:
            return None
        return BoxPx(left, top, right - left, bottom - top)

    def slices(self) -> tuple[slice, slice]:
        """Return (rows, columns) that cover every touched pixel; the box must lie in the image."""
        return (
            slice(math.floor(self.y), math.ceil(self.bottom)),
            slice(math.floor(self.x), math.ceil(self.right)),
        )


@dataclass(frozen=True, slots=True)
class CocoRle:
    """A mask in uncompressed COCO run-length encoding (column-major, first run is background)."""

    size: tuple[int, int]
    """(height, width) in pixels."""
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of one image.

    ``box`` always holds the bounding box; ``polygon`` or ``mask`` is given for the kind of that
    name.
    """

    box: BoxPx
    kind: RegionKind = RegionKind.RECT
    source: RegionSource = RegionSource.PROPOSED
    polygon: tuple[tuple[float, float], ...] | None = None
    mask: CocoRle | None = None
    parent_id: str | None = None
    """Id of the region this one was derived from."""

    def __post_init__(self) -> None:
        if (self.kind is RegionKind.POLYGON) != (self.polygon is not None):
            msg = "a polygon region has a polygon, others have none"
            raise ValueError(msg)
        if (self.kind is RegionKind.MASK) != (self.mask is not None):
            msg = "a mask region has a mask, others have none"
            raise ValueError(msg)
