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
_SCALE_QUANTILE: Final = 0.99
"""Distances of a grid are divided by this quantile of the references' own, so that grids agree."""
_LIMIT_DEVIATIONS: Final = 1.7
_PRIOR_DEVIATION: Final = 0.1
_PRIOR_WEIGHT: Final = 4.0
"""Spread of log scores expected before seeing any, and how many references it is worth."""
_MIN_FOR_LIMIT: Final = 2
_REFIT_UP_TO: Final = 8
"""Up to this many references the whitening, too, is learned without the one left out; of more, one
hardly matters."""
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceMemory:
    """What the good references look like, place by place and as a whole.

    An image's score is the mean of two distances, each divided by the references' own median: of
    its most unusual cells from the nearest normal patches, and of its statistics from the span of
    the references'. The first finds small defects, the second what changes everywhere.

    Attributes
    ----------
    grids : tuple of PatchMemory
        One per grid of the model, finest first; empty if the model gives no patches.
    grid_scales : tuple of float
        What distances of each grid are divided by.
    span : SpanDistance or None
        None with one reference.
    place_scale, span_scale : float
        Medians of the references' own distances, left out.
    map_factor : float
        Brings the map to the unit of the limit.
    limit : float or None
        Highest normal score; None with one reference.
    embeddings : (N, D) float32
        To recognise a reference that is judged itself.
    """

    grids: tuple[PatchMemory, ...]
    grid_scales: tuple[float, ...]
    span: SpanDistance | None
    place_scale: float
    span_scale: float
    map_factor: float
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
        values = self._map(features, without)
        parts = [] if values is None else [top_mean(values) / self.place_scale]
        if self.span is not None:
            parts.append(self._span_distance(features, without) / self.span_scale)
        score = float(np.mean(parts)) if parts else 0.0
        if values is None:
            # Without patches nothing is known about places: the map is one cell.
            return AnomalyResult(score, self.limit, np.full((1, 1), score, np.float32))
        return AnomalyResult(score, self.limit, values * np.float32(self.map_factor))

    def index_of(self, features: ImageFeatures) -> int | None:
        """Return the reference that is this image, or None."""
        same = np.flatnonzero((self.embeddings == features.embedding).all(axis=1))
        return int(same[0]) if len(same) else None

    def _map(self, features: ImageFeatures, without: int | None) -> NDArray[np.float32] | None:
        if not self.grids:
            return None
        alone = without is not None and len(self.embeddings) == 1
        maps = [
            memory.distances_by_quarters(grid.features)
            if alone
            else memory.distances(grid.features, without=without)
            for memory, grid in zip(self.grids, features.patches, strict=True)
        ]
        return fuse_maps(maps, self.grid_scales)

    def _span_distance(self, features: ImageFeatures, without: int | None) -> float:
        if self.span is None:
            return 0.0
        if without is not None:
            return float(self.span.left_out_of(without))
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
    grids = _remember(references)
    maps = [_left_out_maps(grids, references, index, token) for index in range(len(references))]
    scales = tuple(_scale_of([maps_of[grid] for maps_of in maps]) for grid in range(len(grids)))
    places = np.array([top_mean(fuse_maps(maps_of, scales)) for maps_of in maps if maps_of])
    token.check()
    span = _fit_span(references)
    wholes = span.left_out() if span is not None else np.zeros(0)
    return _put_together(references, grids, scales, span, places, wholes)


def _put_together(
    references: Sequence[ImageFeatures],
    grids: tuple[PatchMemory, ...],
    scales: tuple[float, ...],
    span: SpanDistance | None,
    places: NDArray[np.float64],
    wholes: NDArray[np.float64],
) -> ReferenceMemory:
    place_scale, span_scale = _median(places), _median(wholes)
    parts = [part for part in (places / place_scale, wholes / span_scale) if len(part)]
    limit = limit_of(np.mean(parts, axis=0)) if len(references) >= _MIN_FOR_LIMIT else None
    place_limit = limit_of(places / place_scale) if len(places) else 1.0
    factor = (limit if limit is not None else 1.0) / (place_limit * place_scale)
    return ReferenceMemory(
        grids=grids,
        grid_scales=scales,
        span=span,
        place_scale=place_scale,
        span_scale=span_scale,
        map_factor=factor,
        limit=limit,
        embeddings=np.stack([reference.embedding for reference in references]),
    )


def limit_of(left_out_scores: NDArray[np.float64]) -> float:
    """Highest score that still counts as normal.

    Log scores are taken as normally distributed; their spread is drawn towards a prior, since four
    references tell little about it.

    Parameters
    ----------
    left_out_scores : (N,) float64
        Of the references, each against the others.
    """
    logs = np.log(np.maximum(left_out_scores, _TINY))
    squares = float(((logs - logs.mean()) ** 2).sum()) + _PRIOR_WEIGHT * _PRIOR_DEVIATION**2
    deviation = math.sqrt(squares / (len(logs) - 1 + _PRIOR_WEIGHT) * (1 + 1 / len(logs)))
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


def fuse_maps(maps: Sequence[NDArray[np.float32]], scales: Sequence[float]) -> NDArray[np.float32]:
    """Average the scaled maps on the second finest grid (the finest if there is one only)."""
    rows, columns = maps[min(1, len(maps) - 1)].shape
    scaled = [
        resize_map(values, rows, columns) / np.float32(scale)
        for values, scale in zip(maps, scales, strict=True)
    ]
    fused: NDArray[np.float32] = np.mean(scaled, axis=0, dtype=np.float32)
    return fused


def descriptor_of(features: ImageFeatures) -> NDArray[np.float32]:
    """Return the vector a whole image is compared by: its statistics, else its embedding."""
    return features.statistics if features.statistics.size else features.embedding


def _left_out_maps(
    grids: Sequence[PatchMemory],
    references: Sequence[ImageFeatures],
    index: int,
    token: CancelToken,
) -> list[NDArray[np.float32]]:
    token.check()
    patches = references[index].patches
    if len(references) == 1:
        return [
            memory.distances_by_quarters(grid.features)
            for memory, grid in zip(grids, patches, strict=True)
        ]
    if len(references) <= _REFIT_UP_TO:
        others = [reference for row, reference in enumerate(references) if row != index]
        return [
            memory.distances(grid.features)
            for memory, grid in zip(_remember(others), patches, strict=True)
        ]
    return [
        memory.distances(grid.features, without=index)
        for memory, grid in zip(grids, patches, strict=True)
    ]


def _remember(references: Sequence[ImageFeatures]) -> tuple[PatchMemory, ...]:
    return tuple(
        fit_patches([reference.patches[index].features for reference in references])
        for index in range(len(references[0].patches))
    )


def _scale_of(maps: Sequence[NDArray[np.float32]]) -> float:
    flat = np.concatenate([values.ravel() for values in maps])
    return max(float(np.quantile(flat, _SCALE_QUANTILE)), _TINY)


def _median(values: NDArray[np.float64]) -> float:
    return max(float(np.median(values)), _TINY) if len(values) else 1.0


def _fit_span(references: Sequence[ImageFeatures]) -> SpanDistance | None:
    if len(references) < _MIN_FOR_LIMIT:
        return None
    blocks = references[0].blocks if references[0].statistics.size else ()
    return fit_span(np.stack([descriptor_of(reference) for reference in references]), blocks)
