"""Generated pictures, the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def pattern(side_px: int) -> NDArray[np.uint8]:
    """Make (side, side, 3) of ramps and steps; the original network's logits for it are stored."""
    rows, columns = np.mgrid[0:side_px, 0:side_px]
    planes = [
        (rows * 3 + columns) % 256,
        (rows * columns // 7) % 256,
        (columns * 2 + (rows // 16) * 40) % 256,
    ]
    return np.stack(planes, axis=-1).astype(np.uint8)


def plain(height_px: int, width_px: int, value: int = 140) -> NDArray[np.uint8]:
    """Make a surface of one grey."""
    return np.full((height_px, width_px, 3), value, np.uint8)


def noise(height_px: int, width_px: int, seed: int = 0) -> NDArray[np.uint8]:
    """Make random pixels."""
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (height_px, width_px, 3), dtype=np.uint8)
