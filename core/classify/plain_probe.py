"""The plain linear probe on pooled features: the baseline our scores are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.calibration import softmax
from core.classify.features import fit_scaling
from core.classify.values import LabelledFeatures
from core.inference.protocols import ImageFeatures
from core.inference.statistics import last_mean

_INVERSE_STRENGTH: Final = 10.0
"""C of the usual logistic regression; vectors have about unit length. 10 served the probe best."""
_STEPS: Final = 400
_TINY: Final = 1e-6


def predict_plainly(
    examples: Sequence[LabelledFeatures],
    tested: Sequence[ImageFeatures],
    *,
    category_ids: Sequence[str],
) -> NDArray[np.int64]:
    """Predict with a logistic regression on the mean of the model's last features alone.

    Multinomial, L2, dimensions standardised by the examples (softly: of few examples some channels
    hardly vary): what a few lines with any machine learning library would give.

    Parameters
    ----------
    examples : sequence of LabelledFeatures
        At least one; labels outside ``category_ids`` are not allowed.
    tested : sequence of ImageFeatures
    category_ids : sequence of str

    Returns
    -------
    (N,) int64
        Index of the top label in ``category_ids`` per tested image.
    """
    if not tested:
        return np.zeros(0, np.int64)
    shown = np.stack([_pooled(example.features) for example in examples])
    labels = np.array([category_ids.index(example.category_id) for example in examples])
    present = np.unique(labels)
    scaling = fit_scaling(shown)
    asked = scaling.apply(np.stack([_pooled(image) for image in tested]))
    weights, offsets = _fit(
        scaling.apply(shown).astype(np.float64), np.searchsorted(present, labels)
    )
    top = np.argmax(asked @ weights + offsets, axis=1)
    found: NDArray[np.int64] = present[top].astype(np.int64)
    return found


def _pooled(features: ImageFeatures) -> NDArray[np.float32]:
    """Return the mean over the last map; the embedding where a model tells no more."""
    if not features.blocks:
        return features.embedding
    return last_mean(features.statistics, features.blocks)


def _fit(
    vectors: NDArray[np.float64], labels: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minimise the logistic loss in the span of the examples, by accelerated bounded steps."""
    wanted = np.eye(int(labels.max()) + 1)[labels]
    values, vectors_of = np.linalg.eigh(vectors @ vectors.T)
    kept = values > _TINY * max(float(values[-1]), _TINY)
    root = np.sqrt(values[kept])
    coordinates = vectors_of[:, kept] * root
    # Half the scatter bounds the curvature of the loss (Boehning, 1992).
    bound = 0.5 * values[kept] + 1 / _INVERSE_STRENGTH
    weights = np.zeros((len(root), wanted.shape[1]))
    offsets = np.zeros(wanted.shape[1])
    ahead, ahead_offsets, pace = weights, offsets, 1.0
    for _ in range(_STEPS):
        error = softmax(coordinates @ ahead + ahead_offsets) - wanted
        slope = coordinates.T @ error + ahead / _INVERSE_STRENGTH
        after = ahead - slope / bound[:, None]
        after_offsets = ahead_offsets - error.sum(axis=0) / (0.5 * len(labels))
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        push = (pace - 1) / faster
        ahead = after + push * (after - weights)
        ahead_offsets = after_offsets + push * (after_offsets - offsets)
        weights, offsets, pace = after, after_offsets, faster
    return vectors.T @ (vectors_of[:, kept] / root) @ weights, offsets
