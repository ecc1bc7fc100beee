"""How far a vector is from a few normal ones, beyond how they differ among each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.features import Scaling, fit_scaling

_RIDGE: Final = 0.1
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class SpanDistance:
    """Distance from the affine span of normal vectors, softened by a ridge.

    With fewer vectors than dimensions this is the Mahalanobis distance up to a factor.
    """

    scaling: Scaling
    vectors: NDArray[np.float32]
    """(N, S) float32, scaled."""

    def distance(self, vector: NDArray[np.float32]) -> float:
        """Distance of a new vector (S,) float32, not scaled."""
        return self._residual(self.scaling.apply(vector), np.arange(len(self.vectors)))

    def left_out_of(self, row: int) -> float:
        """Distance of one normal vector from the others; needs two."""
        rows = np.arange(len(self.vectors))
        return self._residual(self.vectors[row], rows[rows != row])

    def left_out(self) -> NDArray[np.float64]:
        """Distance of each normal vector from the others; needs two."""
        return np.array([self.left_out_of(row) for row in range(len(self.vectors))])

    def _residual(self, scaled: NDArray[np.float32], rows: NDArray[np.int64]) -> float:
        kept = self.vectors[rows].astype(np.float64)
        centre = kept.mean(axis=0)
        kept -= centre
        away = scaled - centre
        gram = kept @ kept.T
        products = kept @ away
        ridge = _RIDGE * float(np.trace(gram)) / len(rows) + _TINY
        solved = np.linalg.solve(gram + ridge * np.eye(len(rows)), products)
        return float(np.sqrt(max(away @ away - products @ solved, 0.0)))


def fit_span(vectors: NDArray[np.float32], blocks: tuple[int, ...]) -> SpanDistance:
    """Remember normal vectors (N, S) float32."""
    scaling = fit_scaling(vectors, blocks)
    return SpanDistance(scaling, scaling.apply(vectors))
