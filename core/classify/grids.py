"""Resizing maps and grids of features."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def resize_map(values: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """Resize a map: cells are averaged when it shrinks, interpolated when it grows.

    Parameters
    ----------
    values : (h, w) or (h, w, C) float32
    rows, columns : int
        New size.

    Returns
    -------
    (rows, columns) or (rows, columns, C) float32
    """
    if values.shape[:2] == (rows, columns):
        return values
    down = _resampling(values.shape[0], rows)
    across = _resampling(values.shape[1], columns)
    tall = np.tensordot(down, values, axes=(1, 0))
    wide = np.moveaxis(np.tensordot(across, tall, axes=(1, 1)), 0, 1)
    return np.ascontiguousarray(wide, dtype=np.float32)


def _resampling(n: int, m: int) -> NDArray[np.float32]:
    """Return the (m, n) matrix that resamples n cells to m cells over the same length."""
    if m < n:
        edges = np.arange(m + 1) * n / m
        starts = np.arange(n)
        low = np.maximum(edges[:-1, None], starts[None, :])
        high = np.minimum(edges[1:, None], starts[None, :] + 1)
        overlap = np.maximum(high - low, 0.0)
        averaging: NDArray[np.float32] = (overlap * m / n).astype(np.float32)
        return averaging
    place = np.clip((np.arange(m) + 0.5) * n / m - 0.5, 0, n - 1)
    left = np.minimum(place.astype(np.int64), max(n - 2, 0))
    share = place - left
    matrix = np.zeros((m, n), np.float32)
    matrix[np.arange(m), left] += 1 - share
    matrix[np.arange(m), np.minimum(left + 1, n - 1)] += share
    return matrix
