"""Whether a mark can be seen: its change against the noise and texture beside it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

LEAST_CHANGE: Final = 5.0
"""Grey levels (0-255) under which nobody sees a mark."""
LEAST_RATIO: Final = 1.5
"""Mean change in the mask as a multiple of the noise beside it."""
_MOST_NOISE = 18.0
"""A ground rougher than this is told apart by more than grey levels."""
_RING_PX = 9
_FLAT_PX = 3.0


def contrast_of(
    rgb: NDArray[np.uint8], unmarked: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> float:
    """Return the mean absolute change in the mask, in grey levels (0-255)."""
    return float(cv2.absdiff(rgb, unmarked)[mask].mean()) if mask.any() else 0.0


def noise_beside(unmarked: NDArray[np.uint8], mask: NDArray[np.bool_]) -> float:
    """Return the standard deviation of fine texture and noise in and around a mask."""
    grey = cv2.cvtColor(unmarked, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), _FLAT_PX)
    kernel = np.ones((_RING_PX, _RING_PX), dtype=np.uint8)
    near = cv2.dilate(mask.astype(np.uint8), kernel) > 0
    return float(fine[near].std()) if near.any() else 0.0


def can_be_seen(
    rgb: NDArray[np.uint8], unmarked: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> bool:
    """Tell whether a mark differs enough from the piece without it.

    Parameters
    ----------
    rgb, unmarked : (H, W, 3) uint8
        The same shot with and without the mark.
    mask : (H, W) bool
        The mark.
    """
    if not mask.any():
        return False
    noise = min(_MOST_NOISE, noise_beside(unmarked, mask))
    return contrast_of(rgb, unmarked, mask) >= max(LEAST_CHANGE, LEAST_RATIO * noise)
