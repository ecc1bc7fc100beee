"""Vectors that the classifiers learn on: scaled statistics and the features of unusual places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

_FLOOR: Final = 0.5
"""Added to each dimension's spread, relative to the mean spread of its block: a dimension that
happens to be constant in a few examples must not explode."""
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """Centre and factor of each dimension, learned from the examples."""

    centre: NDArray[np.float32]
    factor: NDArray[np.float32]

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scale (N, S) or (S,) float32."""
        scaled: NDArray[np.float32] = (vectors - self.centre) * self.factor
        return scaled


def fit_scaling(vectors: NDArray[np.float32], blocks: Sequence[int] = ()) -> Scaling:
    """Make dimensions comparable within a block and blocks equal among each other.

    Parameters
    ----------
    vectors : (N, S) float32
    blocks : sequence of int
        Lengths of consecutive blocks, summing to S; empty: one block.
    """
    spread = vectors.std(axis=0, dtype=np.float64)
    factor = np.empty_like(spread)
    sizes = list(blocks) or [len(spread)]
    start = 0
    for size in sizes:
        part = spread[start : start + size]
        floor = _FLOOR * float(part.mean()) if size else 0.0
        factor[start : start + size] = 1.0 / ((part + floor + _TINY) * np.sqrt(size * len(sizes)))
        start += size
    if start != len(spread):
        msg = f"blocks sum to {start}, vectors have {len(spread)} dimensions"
        raise ValueError(msg)
    return Scaling(
        vectors.mean(axis=0, dtype=np.float64).astype(np.float32), factor.astype(np.float32)
    )
