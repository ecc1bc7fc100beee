"""How far an outline can be trusted: whether its length would come out the same again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.measure.feret import feret_diameters

_IS_DEFECT: Final = 0.5
_NEAR_PEAK: Final = 0.7
_GENEROUS: Final = 0.6
_STRICT: Final = 1.4
_ALMOST: Final = 0.99
_MOST: Final = 1.5

# Where trust is even: at less doubt four of five lengths of real marks are right within 15 %, at
# more doubt three of five (docs/evaluation.md).
_EVEN_DOUBT: Final = 0.19
_SLOPE: Final = 0.06


def trust_of(votes: Sequence[NDArray[np.float32]]) -> float:
    """Return the trust in an outline, 0-1.

    Parameters
    ----------
    votes : sequence of (H, W) float32
        How likely each pixel of the region belongs to the mark, as the network says of the region
        and of its mirror images, turned back.
    """
    return 1 / (1 + math.exp((doubt_of(votes) - _EVEN_DOUBT) / _SLOPE))


def doubt_of(votes: Sequence[NDArray[np.float32]]) -> float:
    """Return how unsure the length is, as a share of it.

    Returns
    -------
    float
        How much longer the outline were if drawn more generously, plus how much shorter if more
        strictly (logarithms), plus twice the spread of its length over the votes.
    """
    likely = np.mean(votes, axis=0)
    peak = float(likely.max())
    threshold = min(_IS_DEFECT, _NEAR_PEAK * peak)
    length = _length(likely >= threshold)
    generous = _length(likely >= _GENEROUS * threshold)
    strict = _length(likely >= min(_STRICT * threshold, _ALMOST * peak))
    alone = [_length(vote >= threshold) for vote in votes]
    longer, shorter = math.log(generous / length), math.log(length / strict)
    return min(longer, _MOST) + min(shorter, _MOST) + 2 * float(np.std(alone)) / length


def _length(mask: NDArray[np.bool_]) -> float:
    return feret_diameters(mask).largest_px if mask.any() else 0.0
