"""Normal patches of one grid: made comparable, thinned out, and searched for the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAX_PATCHES: Final = 4000
"""Patches kept per grid; bounds time and memory of a query whatever the number of references."""
_MAX_LEARNED: Final = 8000
"""Patches the whitening is learned on."""
_SHRINKAGE: Final = 0.1
"""Added to the variances, relative to their mean."""
_CHUNK: Final = 256
"""Query patches compared at a time: 4 MB of distances against 4000 kept ones stay in the cache."""
_TINY: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class PatchMemory:
    """Comparable patches of one grid and the reference each came from.

    Attributes
    ----------
    centre : (C,) float32
    whitening : (C, C) float32 or None
        None: patches are compared by direction alone, as unit vectors.
    searched : (M, C + 1) float32
        Comparable patches as `nearest_distances` searches them, which is faster than to make this
        anew for every image.
    owners : (M,) int64
        Index of the reference.
    """

    centre: NDArray[np.float32]
    whitening: NDArray[np.float32] | None
    searched: NDArray[np.float32]
    owners: NDArray[np.int64]

    def distances(
        self, cells: NDArray[np.float32], *, without: int | None = None
    ) -> NDArray[np.float32]:
        """Distance of each cell of a grid to the nearest kept patch.

        Parameters
        ----------
        cells : (rows, columns, C) float32
        without : int, optional
            Reference whose own patches do not count.

        Returns
        -------
        (rows, columns) float32
        """
        kept = self.searched if without is None else self.searched[self.owners != without]
        return _nearest(self._prepared(cells), kept).reshape(cells.shape[:2])

    def distances_by_quarters(self, cells: NDArray[np.float32]) -> NDArray[np.float32]:
        """Distance of the cells of the only reference to the patches of its other quarters."""
        rows, columns = cells.shape[:2]
        white = self._prepared(cells)
        row, column = np.divmod(np.arange(rows * columns), columns)
        quarter = 2 * (2 * row >= rows) + (2 * column >= columns)
        found = np.zeros(len(white), np.float32)
        for name in np.unique(quarter):
            inside = quarter == name
            others = white[~inside] if not inside.all() else white
            found[inside] = nearest_distances(white[inside], _thinned(others, MAX_PATCHES))
        return found.reshape(rows, columns)

    def _prepared(self, cells: NDArray[np.float32]) -> NDArray[np.float32]:
        flat = cells.reshape(-1, cells.shape[-1])
        if self.whitening is None:
            return _units(flat)
        return np.asarray((flat - self.centre) @ self.whitening, dtype=np.float32)


def fit_patches(grids: Sequence[NDArray[np.float32]], *, by_direction: bool = False) -> PatchMemory:
    """Keep an even selection of patches.

    Parameters
    ----------
    grids : sequence of (rows, columns, C) float32
        One per reference.
    by_direction : bool
        Compare unit vectors, which do not change with contrast, instead of whitening: directions
        that vary among normal patches then do not count less.
    """
    flat = [grid.reshape(-1, grid.shape[-1]) for grid in grids]
    cells = np.concatenate(flat)
    owners = np.repeat(np.arange(len(flat)), [len(part) for part in flat])
    kept = _even_choice(len(cells), MAX_PATCHES)
    centre, whitening = np.zeros(cells.shape[1], np.float32), None
    if by_direction:
        patches = _units(cells[kept])
    else:
        centre, whitening = learn_whitening(cells)
        patches = ((cells[kept] - centre) @ whitening).astype(np.float32)
    return PatchMemory(centre, whitening, _searchable(patches), owners[kept].astype(np.int64))


def learn_whitening(
    cells: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Learn the centre (C,) and the whitening (C, C) of patches (N, C)."""
    learned = _thinned(cells, _MAX_LEARNED).astype(np.float64)
    centre = learned.mean(axis=0)
    learned -= centre
    variances, axes = np.linalg.eigh(learned.T @ learned / len(learned))
    floor = _SHRINKAGE * max(float(variances.mean()), _TINY)
    scale = 1.0 / np.sqrt(np.maximum(variances, 0.0) + floor)
    whitening = (axes * scale / np.sqrt(len(centre))).astype(np.float32)
    return centre.astype(np.float32), whitening


def nearest_distances(
    queries: NDArray[np.float32], kept: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Euclidean distance of each query to the nearest kept row.

    Parameters
    ----------
    queries : (N, C) float32
    kept : (M, C) float32
        M >= 1.

    Returns
    -------
    (N,) float32
    """
    return _nearest(queries, _searchable(kept))


def _searchable(kept: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (M, C + 1): one column more carries the squared lengths.

    The product with queries is what is looked for then, and no second pass goes over N x M numbers.
    """
    turned = np.empty((len(kept), kept.shape[1] + 1), np.float32)
    np.multiply(kept, np.float32(-2), out=turned[:, :-1])
    turned[:, -1] = np.einsum("mc,mc->m", kept, kept)
    return turned


def _nearest(queries: NDArray[np.float32], searched: NDArray[np.float32]) -> NDArray[np.float32]:
    asked = np.ones((len(queries), queries.shape[1] + 1), np.float32)
    asked[:, :-1] = queries
    found = np.einsum("nc,nc->n", queries, queries)
    for start in range(0, len(queries), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] += (asked[part] @ searched.T).min(axis=1)
    return np.asarray(np.sqrt(np.maximum(found, 0.0)), np.float32)


def _units(flat: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("nc,nc->n", flat, flat))[:, None]
    return np.asarray(flat / np.maximum(lengths, _TINY), np.float32)


def _thinned(cells: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    return cells[_even_choice(len(cells), most)]


def _even_choice(n: int, most: int) -> NDArray[np.int64]:
    """Choose without pattern (a fixed step could follow the columns of a grid), always alike."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng(n).permutation(n)[:most])
