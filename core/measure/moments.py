"""Centroid and principal axis of a mask by its moments."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Moments:
    """Where the pixels of a mask lie and along which axis.

    Attributes
    ----------
    centroid_px : (x, y)
        Mean of the pixels' centres; (0.5, 0.5) for the first pixel.
    angle_deg : float
        Principal axis, counter-clockwise as seen on the screen, 0 <= a < 180. Says nothing for
        round shapes.
    """

    centroid_px: tuple[float, float]
    angle_deg: float

    @property
    def direction(self) -> tuple[float, float]:
        """Return the axis as a step (dy, dx) of length 1; y goes down."""
        angle = math.radians(self.angle_deg)
        return -math.sin(angle), math.cos(angle)


def moments_of(mask: NDArray[np.bool_]) -> Moments:
    """Return the moments of a mask (H, W) with at least one pixel."""
    sums = cv2.moments(mask.view(np.uint8), binaryImage=True)
    x, y = sums["m10"] / sums["m00"], sums["m01"] / sums["m00"]
    downwards = math.atan2(2 * sums["mu11"], sums["mu20"] - sums["mu02"]) / 2
    # The second modulo: -1e-17 % 180 is 180.0.
    return Moments((x + 0.5, y + 0.5), math.degrees(-downwards) % 180 % 180)
