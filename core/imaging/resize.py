"""Resizing RGB images."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def resize_longest(rgb: NDArray[np.uint8], side_px: int) -> NDArray[np.uint8]:
    """Resize so that the longest side is ``side_px``, keeping the aspect.

    Shrinking averages areas (INTER_AREA), so that a hairline fades instead of vanishing between
    samples; enlarging is cubic. The other side is at least 1 px.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    side_px : int
        At least 1.

    Returns
    -------
    (h, w, 3) uint8
        The array itself if it already has that size.
    """
    height, width = rgb.shape[:2]
    longest = max(height, width)
    if longest == side_px:
        return rgb
    scale = side_px / longest
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = cv2.INTER_AREA if side_px < longest else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size, interpolation=method), dtype=np.uint8)


def shrink_longest(rgb: NDArray[np.uint8], side_px: int) -> NDArray[np.uint8]:
    """Resize as :func:`resize_longest`, but never enlarge."""
    return rgb if max(rgb.shape[:2]) <= side_px else resize_longest(rgb, side_px)
