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

    vectors: NDArray[np.float32]
    """(N, S) float32, as they came."""
    blocks: tuple[int, ...]
    whole: _Span

    def distance(self, vector: NDArray[np.float32]) -> float:
        """Distance of a new vector (S,) float32."""
        return self.whole.distance(vector)

    def left_out_of(self, row: int) -> float:
        """Distance of one normal vector from the others; needs two."""
        others = np.delete(self.vectors, row, axis=0)
        return _Span.of(others, self.blocks).distance(self.vectors[row])

    def left_out(self) -> NDArray[np.float64]:
        """Distance of each normal vector from the others; needs two."""
        return np.array([self.left_out_of(row) for row in range(len(self.vectors))])


def fit_span(vectors: NDArray[np.float32], blocks: tuple[int, ...]) -> SpanDistance:
    """Remember normal vectors.

    Parameters
    ----------
    vectors : (N, S) float32
    blocks : tuple of int
        Lengths of the parts that count equally; empty: one part.
    """
    return SpanDistance(vectors, blocks, _Span.of(vectors, blocks))


@dataclass(frozen=True, slots=True, eq=False)
class _Span:
    scaling: Scaling
    kept: NDArray[np.float32]
    inverse: NDArray[np.float64]

    @staticmethod
    def of(vectors: NDArray[np.float32], blocks: tuple[int, ...]) -> _Span:
        scaling = fit_scaling(vectors, blocks)
        kept = scaling.apply(vectors)
        gram = (kept @ kept.T).astype(np.float64)
        ridge = _RIDGE * float(np.trace(gram)) / len(kept) + _TINY
        inverse = np.linalg.inv(gram + ridge * np.eye(len(kept))).astype(np.float64)
        return _Span(scaling, kept, inverse)

    def distance(self, vector: NDArray[np.float32]) -> float:
        # Scaling centres on the mean of the kept vectors, so distances are from there.
        away = self.scaling.apply(vector)
        products = (self.kept @ away).astype(np.float64)
        squared = float(away @ away) - float(products @ self.inverse @ products)
        return float(np.sqrt(max(squared, 0.0)))
