"""Probabilities that mean what they say: a temperature from scores of left-out examples."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

PRIOR_TEMPERATURE: Final = 0.5
"""Fits most development sets when scores have unit spread; holds when there is nothing to fit."""
_PRIOR_WEIGHT: Final = 4.0
"""How many examples the prior is worth, per unit of squared log temperature."""
_LOWEST: Final = 0.05
_HIGHEST: Final = 5.0
_STEPS: Final = 120


def softmax(scores: NDArray[np.float64], temperature: float = 1.0) -> NDArray[np.float64]:
    """Softmax over the last axis."""
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def spread_of(scores: NDArray[np.float64]) -> float:
    """Root mean square of scores around the mean of their row; 1 when there is none."""
    finite = scores[np.isfinite(scores).all(axis=1)]
    if not len(finite):
        return 1.0
    spread = float(np.sqrt(np.mean((finite - finite.mean(axis=1, keepdims=True)) ** 2)))
    return spread if spread > 0 else 1.0


def mean_loss(scores: NDArray[np.float64], labels: NDArray[np.int64], temperature: float) -> float:
    """Negative log probability of the true labels, each label counting equally."""
    chance = softmax(scores, temperature)[np.arange(len(labels)), labels]
    losses = -np.log(np.maximum(chance, 1e-12))
    return float(np.mean([losses[labels == label].mean() for label in np.unique(labels)]))


def fit_temperature(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Choose the temperature under which left-out examples were most probable.

    Parameters
    ----------
    scores : (N, K) float64
        Of left-out examples, of unit spread; rows with NaN do not count.
    labels : (N,) int64

    Returns
    -------
    float
        Between 0.05 and 5; the prior's when no row counts.
    """
    known = np.isfinite(scores).all(axis=1)
    scores, labels = scores[known], labels[known]
    if not len(labels):
        return PRIOR_TEMPERATURE
    tried = np.geomspace(_LOWEST, _HIGHEST, _STEPS)

    def cost(temperature: float) -> float:
        surprise = math.log(temperature / PRIOR_TEMPERATURE) ** 2
        return mean_loss(scores, labels, temperature) * len(labels) + _PRIOR_WEIGHT * surprise

    return float(min(tried, key=cost))
