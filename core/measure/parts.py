"""The separate parts of a mask (connected over edges and corners)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

SPECK_PX: Final = 4
"""A part of up to so many pixels is a speck ..."""

SPECK_SHARE: Final = 0.02
"""... if it is also no more than this share of the largest part."""

_CONNECTIVITY: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part: its box in the mask, its area in pixels, and its number in the labels."""

    x: int
    y: int
    w: int
    h: int
    area_px: int
    label: int

    @property
    def rows(self) -> slice:
        """Return the rows of the box."""
        return slice(self.y, self.y + self.h)

    @property
    def columns(self) -> slice:
        """Return the columns of the box."""
        return slice(self.x, self.x + self.w)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """All parts of a mask.

    Attributes
    ----------
    parts : tuple of Part
    labels : (H, W) int32
        Number of the part of each pixel, 0 outside.
    """

    parts: tuple[Part, ...]
    labels: NDArray[np.int32]

    @property
    def n_without_specks(self) -> int:
        """Return how many parts are no specks: crumbs of a drawn mask are not counted."""
        largest = max((part.area_px for part in self.parts), default=0)
        speck_px = min(float(SPECK_PX), SPECK_SHARE * largest)
        return sum(part.area_px > speck_px for part in self.parts)

    def mask_of(self, part: Part) -> NDArray[np.bool_]:
        """Return one part alone, cut to its box, (h, w) bool."""
        alone: NDArray[np.bool_] = self.labels[part.rows, part.columns] == part.label
        return alone

    def greatest_in(self, part: Part, values: NDArray[np.float32]) -> float:
        """Return the greatest of the values (H, W), which are 0 outside the parts, in a part."""
        if len(self.parts) == 1:
            return float(values.max())
        return float(np.where(self.mask_of(part), values[part.rows, part.columns], 0.0).max())


def parts_of(mask: NDArray[np.bool_]) -> Parts:
    """Separate a mask (H, W) into its parts, in reading order of their first pixels."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(
        mask.view(np.uint8), connectivity=_CONNECTIVITY, ltype=cv2.CV_32S
    )
    parts = tuple(
        Part(x=x, y=y, w=w, h=h, area_px=area, label=label)
        for label, (x, y, w, h, area) in enumerate(boxes.tolist())
        if label > 0
    )
    return Parts(parts=parts, labels=np.asarray(labels, dtype=np.int32))
