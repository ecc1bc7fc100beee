"""The plain linear probe on pooled features: the baseline our scores are compared with.

Standardised embeddings, multinomial logistic regression with an L2 penalty of 1 (as scikit-learn's
defaults do it), and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.values import LabelledFeatures
from core.inference.protocols import ImageFeatures

Floats = NDArray[np.float64]

_PENALTY: Final = 1.0
_MAX_STEPS: Final = 50
_TOLERANCE: Final = 1e-6
_FLOOR: Final = 0.1
"""Added to each spread, relative to the mean one: a dimension that is constant in the few examples
would explode otherwise."""
_TINY: Final = 1e-6


def predict_plainly(
    examples: Sequence[LabelledFeatures],
    tested: Sequence[ImageFeatures],
    *,
    category_ids: Sequence[str],
) -> NDArray[np.int64]:
    """Predict with a logistic regression on the embeddings alone.

    Parameters
    ----------
    examples : sequence of LabelledFeatures
        Of at least two of the labels; examples of other labels are ignored.
    tested : sequence of ImageFeatures
        Of the same model.
    category_ids : sequence of str
        Labels that may be answered.

    Returns
    -------
    (N,) int64
        Index of the top label in ``category_ids`` per tested image.
    """
    used = [example for example in examples if example.category_id in category_ids]
    labels = np.array([category_ids.index(example.category_id) for example in used])
    known, targets = np.unique(labels, return_inverse=True)
    vectors = np.stack([example.features.embedding for example in used]).astype(np.float64)
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0)
    spread += _FLOOR * spread.mean() + _TINY
    vectors = (vectors - centre) / spread
    queries = (np.stack([f.embedding for f in tested]).astype(np.float64) - centre) / spread
    pull, offsets = _fit(vectors @ vectors.T, targets, len(known))
    answers: NDArray[np.int64] = known[
        np.argmax(queries @ vectors.T @ pull + offsets, axis=1)
    ].astype(np.int64)
    return answers


def _fit(gram: Floats, targets: NDArray[np.int64], n_labels: int) -> tuple[Floats, Floats]:
    """Minimise cross-entropy + penalty / 2 * |weights|^2 over weights in the span, by Newton."""
    n = len(gram)
    wanted = np.eye(n_labels)[targets]
    pull: Floats = np.zeros((n, n_labels))
    offsets: Floats = np.zeros(n_labels)
    # The offsets are free; a little penalty keeps their common shift determined.
    joined = np.block([[gram, np.ones((n, 1))], [np.ones((1, n)), np.zeros((1, 1))]])[:n]
    for _ in range(_MAX_STEPS):
        probability = _softmax(gram @ pull + offsets)
        residual = probability - wanted
        gradient = np.concatenate(
            [gram @ (residual + _PENALTY * pull), residual.sum(axis=0)[None] + _TINY * offsets]
        )
        if np.abs(gradient).max() < _TOLERANCE:
            break
        step = _newton_step(joined, gram, probability, gradient)
        pull = pull - step[:n]
        offsets = offsets - step[n]
    return pull, offsets


def _newton_step(joined: Floats, gram: Floats, probability: Floats, gradient: Floats) -> Floats:
    """Solve the (n + 1) K linear system of one Newton step."""
    n, n_labels = probability.shape
    size = n + 1
    hessian = np.zeros((n_labels, size, n_labels, size))
    for first in range(n_labels):
        for second in range(n_labels):
            weight = probability[:, first] * ((first == second) - probability[:, second])
            hessian[first, :, second, :] = joined.T @ (weight[:, None] * joined)
        hessian[first, :n, first, :n] += _PENALTY * gram + _TINY * np.eye(n)
        hessian[first, n, first, n] += _TINY
    flat = hessian.reshape(n_labels * size, n_labels * size)
    solved = np.asarray(np.linalg.solve(flat, gradient.T.ravel()), dtype=np.float64)
    step: Floats = solved.reshape(n_labels, size).T
    return step


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability: Floats = raised / raised.sum(axis=1, keepdims=True)
    return probability
