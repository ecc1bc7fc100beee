"""Descriptors of a crop from its patch features: what the few-shot probe learns on.

For each grid, finest first, and each statistic of :class:`Statistic`, in this order, the vector
holds one value a channel::

    [stride 8: mean | max | std | strongest | oddest][stride 16: ...][stride 32: ...]

:func:`statistic_slices` says where each block lies. Importing this module imports no model library.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.inference.protocols import PatchGrid

TOP_FRACTION: Final = 0.01
"""Share of the cells that ``strongest`` and ``oddest`` average; at least two cells."""
_MIN_TOP_CELLS: Final = 2


class Statistic(StrEnum):
    """How the cells of a grid become one value a channel."""

    MEAN = "mean"
    MAX = "max"
    STD = "std"
    STRONGEST = "strongest"
    """Mean over the cells with the largest feature norm."""
    ODDEST = "oddest"
    """Mean over the cells farthest from the crop's own mean: small defects on a plain surface."""


def describe_grids(grids: Sequence[PatchGrid]) -> NDArray[np.float32]:
    """Concatenate the statistics of all grids.

    Parameters
    ----------
    grids : sequence of PatchGrid
        Finest first.

    Returns
    -------
    (S,) float32
        S = 5 x the sum of the grids' channels; see the module for the layout.
    """
    if not grids:
        return np.zeros(0, np.float32)
    return np.concatenate([_describe(grid.features) for grid in grids]).astype(np.float32)


def statistic_slices(grids: Sequence[PatchGrid]) -> dict[tuple[int, Statistic], slice]:
    """Say where each statistic of each stride lies in the vector of :func:`describe_grids`.

    Parameters
    ----------
    grids : sequence of PatchGrid
        Of any crop of the same model, finest first.

    Returns
    -------
    dict
        (stride in px, statistic) to its slice, in the order of the vector.
    """
    slices: dict[tuple[int, Statistic], slice] = {}
    start = 0
    for grid in grids:
        channels = grid.features.shape[-1]
        for statistic in Statistic:
            slices[grid.stride_px, statistic] = slice(start, start + channels)
            start += channels
    return slices


def _describe(features: NDArray[np.float32]) -> NDArray[np.float64]:
    cells = features.reshape(-1, features.shape[-1]).astype(np.float64)
    mean = cells.mean(axis=0)
    norms = np.einsum("nc,nc->n", cells, cells)
    away = cells - mean
    distances = np.einsum("nc,nc->n", away, away)
    parts = {
        Statistic.MEAN: mean,
        Statistic.MAX: cells.max(axis=0),
        Statistic.STD: np.sqrt(np.mean(away * away, axis=0)),
        Statistic.STRONGEST: _mean_of_top(cells, norms),
        Statistic.ODDEST: _mean_of_top(cells, distances),
    }
    return np.concatenate([parts[statistic] for statistic in Statistic])


def _mean_of_top(cells: NDArray[np.float64], rank: NDArray[np.float64]) -> NDArray[np.float64]:
    count = min(max(_MIN_TOP_CELLS, round(TOP_FRACTION * len(cells))), len(cells))
    best = np.argsort(rank, kind="stable")[len(cells) - count :]
    mean: NDArray[np.float64] = cells[best].mean(axis=0)
    return mean
