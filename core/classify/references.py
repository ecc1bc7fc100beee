"""Good references as a memory of what is normal, and the limit they set themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.grids import resize_map
from core.classify.patch_memory import PatchMemory, fit_patches
from core.classify.span_distance import SpanDistance, fit_span
from core.classify.values import AnomalyResult
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken

TOP_SHARE: Final = 0.01
"""Share of the cells that make the score of a place or an image; at least three cells."""
_MIN_TOP_CELLS: Final = 3
_TRUST: Final = 4.0
"""A look's weight falls with this power of the spread of the references' own scores under it."""
_LOOK_PRIOR: Final = (0.05, 2.0)
_LIMIT_PRIOR: Final = (0.05, 4.0)
"""Spread of log scores expected before seeing any, and how many references it is worth."""
_LIMIT_DEVIATIONS: Final = 1.1
_MIN_FOR_LIMIT: Final = 2
_REFIT_UP_TO: Final = 8
"""Up to this many references the whitening, too, is learned without the one left out; of more, one
hardly matters."""
_BORDER_WEIGHT: Final = 0.9
"""Of the outermost cells: what they see ends at the border of the image, where parts are cut a
little differently every time."""
_MIN_BORDERED: Final = 5
"""Rows and columns from which on a map has a border worth the name."""
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceMemory:
    """What the good references look like, place by place.

    Each grid of the model is one look (distances in whitened features), all grids together by
    direction are another, which contrast and brightness do not disturb. Looks are averaged cell by
    cell; those under which the references agree with each other weigh more. That serves parts that
    vary little and parts that vary much in light with one configuration.

    Attributes
    ----------
    looks : tuple of PatchMemory
        One per grid of the model, finest first, then the one by direction; empty if the model
        gives no patches.
    factors : tuple of float
        Weight of each look's distances in the map.
    span : SpanDistance or None
        Compares whole images, only for a model without patches and from two references on.
    limit : float or None
        Highest normal score; None with one reference.
    embeddings : (N, D) float32
        To recognise a reference that is judged itself.
    """

    looks: tuple[PatchMemory, ...]
    factors: tuple[float, ...]
    span: SpanDistance | None
    limit: float | None
    embeddings: NDArray[np.float32]

    def compare(self, features: ImageFeatures, *, without: int | None = None) -> AnomalyResult:
        """Measure how far an image is from the references.

        Parameters
        ----------
        features : ImageFeatures
            Of the same model.
        without : int, optional
            Index of a reference that does not count: of the image itself.
        """
        if not self.looks:
            # Without patches nothing is known about places: the map is one cell.
            score = self._span_distance(features, without)
            return AnomalyResult(score, self.limit, np.full((1, 1), score, np.float32))
        alone = without is not None and len(self.embeddings) == 1
        maps = (
            maps_by_quarters(self.looks, features)
            if alone
            else maps_of(self.looks, features, without=without)
        )
        values = fuse_maps(maps, self.factors)
        return AnomalyResult(top_mean(values), self.limit, values)

    def index_of(self, features: ImageFeatures) -> int | None:
        """Return the reference that is this image, or None."""
        same = np.flatnonzero((self.embeddings == features.embedding).all(axis=1))
        return int(same[0]) if len(same) else None

    def _span_distance(self, features: ImageFeatures, without: int | None) -> float:
        if self.span is None:
            return 0.0
        if without is not None:
            return self.span.left_out_of(without)
        return self.span.distance(descriptor_of(features))


def fit_references(references: Sequence[ImageFeatures], *, token: CancelToken) -> ReferenceMemory:
    """Remember references and set the limit by leaving each out.

    Parameters
    ----------
    references : sequence of ImageFeatures
        At least one.
    token : CancelToken
        Checked between references.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """
    token.check()
    embeddings = np.stack([reference.embedding for reference in references])
    enough = len(references) >= _MIN_FOR_LIMIT
    looks = remember(references)
    if not looks:
        span = _fit_span(references) if enough else None
        limit = limit_of(span.left_out()) if span is not None else None
        return ReferenceMemory((), (), span, limit, embeddings)
    left_out = [_left_out_maps(looks, references, index, token) for index in range(len(references))]
    factors = _weigh(np.array([[top_mean(values) for values in maps] for maps in left_out]))
    scores = np.array([top_mean(fuse_maps(maps, factors)) for maps in left_out])
    limit = limit_of(scores) if enough else None
    return ReferenceMemory(looks, factors, None, limit, embeddings)


def _weigh(left_out: NDArray[np.float64]) -> tuple[float, ...]:
    """Weights per look from the (N, looks) scores of the references, each against the others."""
    scores = np.maximum(left_out, _TINY)
    spreads = np.array([_spread(column, _LOOK_PRIOR) for column in np.log(scores).T])
    trust = spreads**-_TRUST
    return tuple((trust / trust.sum() / scores.mean(axis=0)).tolist())


def _spread(logs: NDArray[np.float64], prior: tuple[float, float]) -> float:
    """Return the standard deviation, drawn towards a prior: a few values tell little of it."""
    expected, weight = prior
    squares = float(((logs - logs.mean()) ** 2).sum()) + weight * expected**2
    return math.sqrt(squares / (len(logs) - 1 + weight))


def limit_of(left_out_scores: NDArray[np.float64]) -> float:
    """Highest score that still counts as normal; log scores are taken as normally distributed.

    Parameters
    ----------
    left_out_scores : (N,) float64
        Of the references, each against the others.
    """
    logs = np.log(np.maximum(left_out_scores, _TINY))
    deviation = _spread(logs, _LIMIT_PRIOR) * math.sqrt(1 + 1 / len(logs))
    return math.exp(float(logs.mean()) + _LIMIT_DEVIATIONS * deviation)


def top_mean(values: NDArray[np.float32], *, cells: int | None = None) -> float:
    """Mean of the highest cells.

    Parameters
    ----------
    values : array of float32
        Any shape, not empty.
    cells : int, optional
        Cells the share is taken of, when ``values`` are a part of a map; at most all are averaged.
    """
    count = max(_MIN_TOP_CELLS, round(TOP_SHARE * (cells or values.size)))
    flat = values.ravel()
    count = min(count, len(flat))
    return float(np.partition(flat, len(flat) - count)[len(flat) - count :].mean())


def remember(references: Sequence[ImageFeatures]) -> tuple[PatchMemory, ...]:
    """Fit one look per grid and one by direction; none if the model gives no patches."""
    cells = [_cells_of(reference) for reference in references]
    n_looks = len(cells[0])
    return tuple(
        fit_patches([parts[look] for parts in cells], by_direction=look == n_looks - 1)
        for look in range(n_looks)
    )


def maps_of(
    looks: Sequence[PatchMemory], features: ImageFeatures, *, without: int | None = None
) -> list[NDArray[np.float32]]:
    """Return each look's distances, on the grid of the map."""
    maps = [
        look.distances(cells, without=without)
        for look, cells in zip(looks, _cells_of(features), strict=True)
    ]
    return [resize_map(values, *maps[-1].shape) for values in maps]


def maps_by_quarters(
    looks: Sequence[PatchMemory], features: ImageFeatures
) -> list[NDArray[np.float32]]:
    """Return each look's distances of the only reference from its own other quarters."""
    maps = [
        look.distances_by_quarters(cells)
        for look, cells in zip(looks, _cells_of(features), strict=True)
    ]
    return [resize_map(values, *maps[-1].shape) for values in maps]


def fuse_maps(maps: Sequence[NDArray[np.float32]], factors: Sequence[float]) -> NDArray[np.float32]:
    """Add maps of one shape, each times its factor; the border counts a little less."""
    fused = sum(values * np.float32(factor) for values, factor in zip(maps, factors, strict=True))
    return np.asarray(fused, np.float32) * _cell_weights(*maps[0].shape)


def _cell_weights(rows: int, columns: int) -> NDArray[np.float32]:
    weights = np.ones((rows, columns), np.float32)
    if min(rows, columns) >= _MIN_BORDERED:
        weights[[0, -1], :] = _BORDER_WEIGHT
        weights[:, [0, -1]] = _BORDER_WEIGHT
    return weights


def descriptor_of(features: ImageFeatures) -> NDArray[np.float32]:
    """Return the vector a whole image is compared by: its statistics, else its embedding."""
    return features.statistics if features.statistics.size else features.embedding


def _cells_of(features: ImageFeatures) -> list[NDArray[np.float32]]:
    """Return the cells of each grid, then of all together on the second finest (or only) one."""
    grids = [grid.features for grid in features.patches]
    if not grids:
        return []
    rows, columns = grids[min(1, len(grids) - 1)].shape[:2]
    joined = np.concatenate([resize_map(grid, rows, columns) for grid in grids], axis=-1)
    return [*grids, joined]


def _left_out_maps(
    looks: Sequence[PatchMemory],
    references: Sequence[ImageFeatures],
    index: int,
    token: CancelToken,
) -> list[NDArray[np.float32]]:
    token.check()
    if len(references) == 1:
        return maps_by_quarters(looks, references[0])
    if len(references) <= _REFIT_UP_TO:
        others = [reference for row, reference in enumerate(references) if row != index]
        return maps_of(remember(others), references[index])
    return maps_of(looks, references[index], without=index)


def _fit_span(references: Sequence[ImageFeatures]) -> SpanDistance:
    blocks = references[0].blocks if references[0].statistics.size else ()
    return fit_span(np.stack([descriptor_of(reference) for reference in references]), blocks)
