"""From scores to probabilities that can be trusted: one factor, learned by leaving out."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_PRIOR_MARGIN: Final = 2.0
"""Expected mean gap of the logits between the best label and the mean of the others."""
_PRIOR_WEIGHT: Final = 4.0
"""How many left-out examples the prior is worth."""
_STEPS: Final = 121
_RANGE: Final = 3.0
"""Factors from e^-3 to e^3 times the prior's are tried."""
_TINY: Final = 1e-9


def fit_factor(left_out_scores: Floats, labels: NDArray[np.int64]) -> float:
    """Find the factor on scores before the softmax.

    The factor that makes the left-out examples most likely, drawn towards a prior: a handful of
    examples that all happen to be right would otherwise make every probability 1.

    Parameters
    ----------
    left_out_scores : (N, K) float64
        Of each example by the others; rows of NaN are ignored.
    labels : (N,) int64
        True labels.

    Returns
    -------
    float
        More than 0.
    """
    usable = np.isfinite(left_out_scores).all(axis=1)
    scores, truth = left_out_scores[usable], labels[usable]
    if not len(scores):
        return 1.0
    centred = scores - scores.mean(axis=1, keepdims=True)
    gap = float(np.median(centred.max(axis=1)))
    prior = _PRIOR_MARGIN / max(gap, _TINY)
    steps = np.linspace(-_RANGE, _RANGE, _STEPS)
    losses = [
        _loss(centred * prior * np.exp(step), truth) + 0.5 * _PRIOR_WEIGHT * step**2
        for step in steps
    ]
    return prior * float(np.exp(steps[int(np.argmin(losses))]))


def softmax(logits: Floats) -> Floats:
    """Return probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probability: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return probability


def _loss(logits: Floats, truth: NDArray[np.int64]) -> float:
    """Sum of the negative log-likelihoods."""
    probability = softmax(logits)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(probability, _TINY)).sum())
