"""Figures of an evaluation, from scores and truth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_Z_95 = 1.959963984540054
"""97.5 % quantile of the normal distribution."""


def auroc(clean: Sequence[float], defect: Sequence[float]) -> float | None:
    """Area under the ROC curve: how often a defect scores above a clean image.

    Ties count one half (Mann-Whitney U / (n m)).

    Parameters
    ----------
    clean, defect : sequence of float
        Anomaly scores.

    Returns
    -------
    float or None
        0-1; None when one side is empty.
    """
    if not clean or not defect:
        return None
    ordered = np.sort(np.asarray(clean, dtype=np.float64))
    scores = np.asarray(defect, dtype=np.float64)
    below = np.searchsorted(ordered, scores, side="left")
    not_above = np.searchsorted(ordered, scores, side="right")
    return float((below + not_above).mean() / (2 * len(ordered)))


def wilson_interval(hits: int, n: int) -> tuple[float, float] | None:
    """95 % interval of a proportion by Wilson's score method.

    Returns
    -------
    (low, high) or None
        None for ``n`` = 0.
    """
    if n == 0:
        return None
    share = hits / n
    spread = _Z_95**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z_95 * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def paired_interval(leads: Sequence[float], *, n_draws: int = 10_000) -> tuple[float, float] | None:
    """95 % percentile bootstrap interval of the mean of paired differences.

    Parameters
    ----------
    leads : sequence of float
        One difference a repeat, of two methods on the same draw.
    n_draws : int
        Resamples; the same ones every time.

    Returns
    -------
    (low, high) or None
        None below two repeats, which tell nothing of the spread.
    """
    values = np.asarray(leads, dtype=np.float64)
    if values.size <= 1:
        return None
    rows = np.random.default_rng(0).integers(values.size, size=(n_draws, values.size))
    low, high = np.quantile(values[rows].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def recall_by_class(
    truth: Sequence[str], predicted: Sequence[str], classes: Sequence[str]
) -> dict[str, float]:
    """Share of each class's images whose top label is that class; classes without images miss."""
    found: dict[str, float] = {}
    for label in classes:
        answers = [guess for true, guess in zip(truth, predicted, strict=True) if true == label]
        if answers:
            found[label] = sum(guess == label for guess in answers) / len(answers)
    return found


def confusion_table(
    truth: Sequence[str], predicted: Sequence[str], classes: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Count images by true class, then by top label."""
    table = {label: dict.fromkeys(classes, 0) for label in classes}
    for true, guess in zip(truth, predicted, strict=True):
        table[true][guess] += 1
    return table


def calibration(
    probability: NDArray[np.float64], correct: NDArray[np.bool_], *, sure: float, n_bins: int = 10
) -> Mapping[str, float | None]:
    """How far top-label probabilities can be trusted.

    Parameters
    ----------
    probability : (N,) float
        Probability of the top label.
    correct : (N,) bool
        Whether the top label is the true class.
    sure : float
        Probability from which a label counts as sure.
    n_bins : int
        Bins of equal mass.

    Returns
    -------
    mapping
        ``ece`` (expected calibration error), ``sure_accuracy`` (None if none is sure) and
        ``sure_coverage``.
    """
    if probability.size == 0:
        return {"ece": None, "sure_accuracy": None, "sure_coverage": None}
    order = np.argsort(probability, kind="stable")
    gaps = [
        abs(float(probability[bin_].mean() - correct[bin_].mean())) * len(bin_)
        for bin_ in np.array_split(order, n_bins)
        if len(bin_)
    ]
    is_sure = probability >= sure
    return {
        "ece": sum(gaps) / probability.size,
        "sure_accuracy": float(correct[is_sure].mean()) if is_sure.any() else None,
        "sure_coverage": float(is_sure.mean()),
    }
