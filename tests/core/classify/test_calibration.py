from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.calibration import (
    PRIOR_TEMPERATURE,
    fit_temperature,
    mean_loss,
    softmax,
    spread_of,
)


def _scores(right: float, n: int = 200) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Scores that name the true one of three labels in a share of the rows."""
    random = np.random.default_rng(0)
    labels = np.arange(n) % 3
    named = np.where(random.random(n) < right, labels, (labels + 1) % 3)
    return np.eye(3)[named] * 2.0, labels.astype(np.int64)


def test_that_probability_meets_how_often_scores_are_right() -> None:
    for right in (0.6, 0.8, 0.95):
        scores, labels = _scores(right, 600)
        top = softmax(scores, fit_temperature(scores, labels)).max(axis=1).mean()
        assert top == pytest.approx(right, abs=0.04)


def test_that_worse_scores_are_trusted_less() -> None:
    found = [fit_temperature(*_scores(right)) for right in (0.95, 0.8, 0.5)]
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_that_nothing_to_fit_gives_the_prior() -> None:
    nothing = np.full((3, 2), np.nan)
    assert fit_temperature(nothing, np.array([0, 1, 1])) == PRIOR_TEMPERATURE
    assert fit_temperature(np.zeros((0, 2)), np.zeros(0, np.int64)) == PRIOR_TEMPERATURE


def test_that_a_few_perfect_scores_do_not_make_certain() -> None:
    scores, labels = _scores(1.0, 4)
    few = fit_temperature(scores, labels)
    many = fit_temperature(*_scores(1.0, 400))
    assert few > 1.5 * many


def test_that_rows_that_could_not_be_left_out_do_not_count() -> None:
    scores, labels = _scores(0.8)
    padded = np.concatenate([scores, np.full((5, 3), np.nan)])
    known = fit_temperature(scores, labels)
    assert fit_temperature(padded, np.append(labels, [0] * 5)) == known


def test_that_a_large_label_does_not_drown_a_small_one() -> None:
    scores = np.array([[1.0, 0.0]] * 98 + [[1.0, 0.0]] * 2)
    labels = np.array([0] * 98 + [1] * 2)
    assert mean_loss(scores, labels, 1.0) == pytest.approx((0.3133 + 1.3133) / 2, abs=1e-3)


def test_that_spread_ignores_the_mean_of_a_row_and_unknown_rows() -> None:
    scores = np.array([[11.0, 9.0], [-5.0, -3.0], [np.nan, 1.0]])
    assert spread_of(scores) == pytest.approx(1.0)
    assert spread_of(np.full((2, 2), np.nan)) == 1.0
    assert spread_of(np.ones((2, 2))) == 1.0
