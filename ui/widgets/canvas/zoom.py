"""How large an image is shown; free of Qt.

A zoom is device pixels per image pixel: at 1 every image pixel is one pixel of the screen, also on
a screen whose content is scaled.
"""

from __future__ import annotations

import math
from typing import Final

MOST: Final = 32.0
STEP: Final = 1.25
FIT_MARGIN_PX: Final = 12
"""Kept free around a fitted image, so that outlines at its border can be seen."""

_SMALL_IMAGE_MOST: Final = 4.0


def fit(image: tuple[float, float], view: tuple[float, float]) -> float:
    """Return the zoom at which the whole image is seen, at most fourfold.

    Parameters
    ----------
    image, view : tuple of float
        (width, height) in image and in device pixels.
    """
    room = (max(1.0, side - 2 * FIT_MARGIN_PX) for side in view)
    return min(_SMALL_IMAGE_MOST, *(have / need for have, need in zip(room, image, strict=True)))


def clamped(zoom: float, fit_zoom: float) -> float:
    """Keep a zoom between half the fitted size and 32-fold."""
    return max(min(fit_zoom, 1.0) / 2, min(zoom, MOST))


def stepped(zoom: float, steps: float) -> float:
    """Zoom in by steps of a quarter (out when negative), stopping at 1:1 on the way."""
    target = zoom * STEP**steps
    crosses = min(zoom, target) < 1.0 < max(zoom, target)
    return 1.0 if crosses and not math.isclose(zoom, 1.0) else target


def level_for(zoom: float, n_levels: int) -> int:
    """Return which halving of the image to draw: the smallest that is not enlarged.

    Level k has 1/2^k of the pixels a side. Drawn at a half to its full size, no thin line falls
    between the samples.
    """
    if zoom >= 1.0:
        return 0
    return min(n_levels - 1, math.floor(-math.log2(zoom) + 1e-9))
