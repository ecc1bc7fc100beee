"""Local evidence: the features of an image's most unusual places."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.grids import resize_map
from core.inference.protocols import ImageFeatures

_TOP_SHARE: Final = 0.01
_MIN_CELLS: Final = 3


def evidence_of(
    features: ImageFeatures, distances: NDArray[np.float32] | None
) -> NDArray[np.float32]:
    """Average the patches of the most unusual cells of each grid.

    Parameters
    ----------
    features : ImageFeatures
        With or without patches.
    distances : (h, w) float32 or None
        How unusual each place is against the good references; without references places are
        unusual that are far from the image's own mean.

    Returns
    -------
    (E,) float32
        The mean patch of each grid, one after the other; empty without patches.
    """
    parts = []
    for grid in features.patches:
        cells = grid.features.reshape(-1, grid.features.shape[-1])
        if distances is None:
            away = cells - cells.mean(axis=0)
            unusual = np.einsum("nc,nc->n", away, away)
        else:
            unusual = resize_map(distances, *grid.features.shape[:2]).ravel()
        count = min(max(_MIN_CELLS, round(_TOP_SHARE * len(cells))), len(cells))
        parts.append(cells[np.argsort(unusual, kind="stable")[len(cells) - count :]].mean(axis=0))
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)


def evidence_blocks(features: ImageFeatures) -> tuple[int, ...]:
    """Return the lengths of the parts of :func:`evidence_of`."""
    return tuple(grid.features.shape[-1] for grid in features.patches)
