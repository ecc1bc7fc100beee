"""How far an outline can be trusted: how likely its length is right within 15 %."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.measure.feret import feret_diameters, longest_chord

IS_DEFECT: Final = 0.5
NEAR_PEAK: Final = 0.7
_GENEROUS: Final = 0.6
_MOST: Final = 1.5
_END: Final = 0.15
"""Share of the length that counts as an end of a mark."""

SIGNS: Final = (
    "longer if drawn generously",
    "spread of the votes",
    "changed by colours",
    "how sure inside",
    "how sure at the less sure end",
    "share at the slighter end",
)
"""What trust is made of, in the order of `signs_of`.

A wrong length is wrong at an end: how likely the pixels there are tells most. Where a mark lies in
the region, how much of it it fills, votes on a larger or smaller region and the number of parts
told nothing more on photographs: left out.
"""

# Logistic weights of the signs, then the constant, fitted to generated marks by
# ``python -m core.services.outline_trust_fit --examples 1200``. The constant is 0.6 higher than
# fitted: so that on every third image of real masks nine of ten trusted lengths are right.
_WEIGHTS: Final = (-3.43, -5.54, -5.12, -1.08, 6.40, 2.71)
_CONSTANT: Final = -3.73


def threshold_of(likely: NDArray[np.float32]) -> float:
    """Return from which likelihood on a pixel belongs to the outline; a faint mark counts too."""
    return min(IS_DEFECT, NEAR_PEAK * float(likely.max()))


def trust_of(
    votes: Sequence[NDArray[np.float32]], likely: NDArray[np.float32], drawn: NDArray[np.bool_]
) -> float:
    """Return the trust in an outline, 0-1.

    Parameters
    ----------
    votes : sequence of (H, W) float32
        How likely each pixel of the region belongs to the mark, as the network says of the region
        and of its mirror images, turned back.
    likely : (H, W) float32
        What the outline was drawn from: the mean of the votes, weighed with the colours.
    drawn : (H, W) bool
        The outline; at least one pixel is set.
    """
    logit = float(signs_of(votes, likely, drawn) @ np.asarray(_WEIGHTS)) + _CONSTANT
    return 1 / (1 + math.exp(-logit))


def signs_of(
    votes: Sequence[NDArray[np.float32]], likely: NDArray[np.float32], drawn: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return what tells right lengths from wrong ones, (6,), as `SIGNS` names them.

    Parameters
    ----------
    votes, likely, drawn :
        Of `trust_of`.
    """
    coarse = np.asarray(np.mean(votes, axis=0), dtype=np.float32)
    threshold = threshold_of(coarse)
    length = _length(coarse >= threshold)
    longer = math.log(_length(coarse >= _GENEROUS * threshold) / length)
    return np.array(
        [
            min(longer, _MOST),
            float(np.std([_length(vote >= threshold) for vote in votes])) / length,
            min(abs(math.log(_length(drawn) / length)), _MOST),
            float(coarse[coarse >= threshold].mean()),
            *_ends(likely, drawn),
        ]
    )


def _ends(likely: NDArray[np.float32], drawn: NDArray[np.bool_]) -> tuple[float, float]:
    """Return how likely the pixels of the less sure end are, and the lesser share of an end."""
    start, end = np.asarray(longest_chord(drawn))
    rows, columns = np.nonzero(drawn)
    way = end - start
    along = ((columns + 0.5 - start[0]) * way[0] + (rows + 0.5 - start[1]) * way[1]) / (way @ way)
    ends = (along <= max(_END, along.min()), along >= min(1 - _END, along.max()))
    values = likely[drawn]
    sure = min(float(values[at].mean()) for at in ends)
    return sure, min(float(at.mean()) for at in ends)


def _length(mask: NDArray[np.bool_]) -> float:
    return feret_diameters(mask).largest_px if mask.any() else 0.0
