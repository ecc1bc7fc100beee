"""How far an outline can be trusted: how likely its length is right within 15 %."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.measure.feret import feret_diameters

IS_DEFECT: Final = 0.5
NEAR_PEAK: Final = 0.7
_GENEROUS: Final = 0.6
_STRICT: Final = 1.4
_ALMOST: Final = 0.99
_MOST: Final = 1.5
_LEAST: Final = 1e-3

SIGNS: Final = (
    "longer if drawn generously",
    "shorter if drawn strictly",
    "spread of the votes",
    "changed by colours",
    "highest likelihood",
    "how sure inside",
)
"""What trust is made of, in the order of `signs_of`.

Where a mark lies in the region and how much of it it fills told right from wrong lengths on
generated marks, and nothing on photographs: left out.
"""

# Logistic weights of the signs, then the constant, fitted to generated marks by
# ``python -m core.services.outline_trust_fit --examples 800``. The constant is 0.2 higher than
# fitted: on every third image of real masks as many lengths were right, of more outlines.
_WEIGHTS: Final = (-4.52, 0.09, -10.11, -1.55, 1.88, 2.86)
_CONSTANT: Final = -3.72


def threshold_of(likely: NDArray[np.float32]) -> float:
    """Return from which likelihood on a pixel belongs to the outline; a faint mark counts too."""
    return min(IS_DEFECT, NEAR_PEAK * float(likely.max()))


def trust_of(votes: Sequence[NDArray[np.float32]], likely: NDArray[np.float32]) -> float:
    """Return the trust in an outline, 0-1.

    Parameters
    ----------
    votes : sequence of (H, W) float32
        How likely each pixel of the region belongs to the mark, as the network says of the region
        and of its mirror images, turned back.
    likely : (H, W) float32
        What the outline was drawn from: the mean of the votes, weighed with the colours.
    """
    logit = float(signs_of(votes, likely) @ np.asarray(_WEIGHTS)) + _CONSTANT
    return 1 / (1 + math.exp(-logit))


def signs_of(
    votes: Sequence[NDArray[np.float32]], likely: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return what tells right lengths from wrong ones, (6,), as `SIGNS` names them.

    Parameters
    ----------
    votes, likely :
        Of `trust_of`.
    """
    coarse = np.asarray(np.mean(votes, axis=0), dtype=np.float32)
    threshold, peak = threshold_of(coarse), float(coarse.max())
    length = _length(coarse >= threshold)
    if length <= 0:
        return np.zeros(len(SIGNS))
    longer = math.log(_length(coarse >= _GENEROUS * threshold) / length)
    strict = _length(coarse >= min(_STRICT * threshold, _ALMOST * peak))
    said = _length(likely >= threshold_of(likely))
    return np.array(
        [
            min(longer, _MOST),
            min(math.log(length / max(strict, _LEAST)), _MOST),
            float(np.std([_length(vote >= threshold) for vote in votes])) / length,
            min(abs(math.log(max(said, _LEAST) / length)), _MOST),
            peak,
            float(coarse[coarse >= threshold].mean()),
        ]
    )


def _length(mask: NDArray[np.bool_]) -> float:
    return feret_diameters(mask).largest_px if mask.any() else 0.0
