"""Descriptors of a crop from maps of features: what the few-shot classifier learns on.

For each map, in the order given, and each statistic of :class:`Statistic`, in this order, the
vector holds one value a channel::

    [first map: mean | std | max | strongest][second map: ...]...

:func:`block_sizes` gives the lengths of these parts. Importing this module imports no model
library.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.inference.protocols import PatchGrid

TOP_FRACTION: Final = 0.01
"""Share of the cells that ``strongest`` averages; at least two cells."""
_MIN_TOP_CELLS: Final = 2


class Statistic(StrEnum):
    """How the cells of a map become one value a channel."""

    MEAN = "mean"
    STD = "std"
    MAX = "max"
    STRONGEST = "strongest"
    """Mean of each channel's largest values: small defects must not drown in the mean."""


def describe_grids(grids: Sequence[PatchGrid]) -> NDArray[np.float32]:
    """Concatenate the statistics of all maps.

    Parameters
    ----------
    grids : sequence of PatchGrid

    Returns
    -------
    (S,) float32
        S = 4 x the sum of the maps' channels; see the module for the layout.
    """
    if not grids:
        return np.zeros(0, np.float32)
    return np.concatenate([_describe(grid.features) for grid in grids]).astype(np.float32)


def block_sizes(grids: Sequence[PatchGrid]) -> tuple[int, ...]:
    """Return the lengths of the parts of :func:`describe_grids`, in order, summing to S."""
    return tuple(grid.features.shape[-1] for grid in grids for _ in Statistic)


def last_mean(statistics: NDArray[np.float32], blocks: Sequence[int]) -> NDArray[np.float32]:
    """Return the mean of the last map: what plain pooling would give.

    Parameters
    ----------
    statistics : (S,) float32
        Of :func:`describe_grids`.
    blocks : sequence of int
        Of :func:`block_sizes`; not empty.
    """
    channels = blocks[-1]
    start = len(statistics) - len(Statistic) * channels
    return statistics[start : start + channels]


def _describe(features: NDArray[np.float32]) -> NDArray[np.float64]:
    cells = features.reshape(-1, features.shape[-1])
    count = min(max(_MIN_TOP_CELLS, round(TOP_FRACTION * len(cells))), len(cells))
    channels = np.ascontiguousarray(cells.T)
    # A full sort is vectorised; np.partition takes six times as long on maps that are mostly zero.
    strongest = np.sort(channels, axis=1)[:, len(cells) - count :]
    mean = channels.mean(axis=1, dtype=np.float64)
    away = channels - mean.astype(np.float32)[:, np.newaxis]
    parts = {
        Statistic.MEAN: mean,
        Statistic.STD: np.sqrt(np.einsum("cn,cn->c", away, away) / len(cells)),
        Statistic.MAX: channels.max(axis=1),
        Statistic.STRONGEST: strongest.mean(axis=1, dtype=np.float64),
    }
    return np.concatenate([parts[statistic] for statistic in Statistic])
