from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.discriminant import fit_discriminant, left_out_scores

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]


def _clouds(count: int, *, apart: float = 1.0, seed: int = 0) -> tuple[Vectors, Labels]:
    """Three labels in 200 dimensions that all vary much in the same five directions."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(3, 200)) * apart
    shared = np.random.default_rng(98).normal(size=(5, 200)) * 3
    labels = np.repeat(np.arange(3), count)
    noise = random.normal(size=(len(labels), 200)) * 0.3
    vectors = centres[labels] + random.normal(size=(len(labels), 5)) @ shared + noise
    return vectors.astype(np.float32), labels.astype(np.int64)


def test_that_common_variation_is_ignored_where_the_nearest_mean_fails() -> None:
    shown, labels = _clouds(5)
    asked, truth = _clouds(60, seed=1)
    top = fit_discriminant(shown, labels, 3).scores(asked).argmax(axis=1)
    means = np.stack([shown[labels == label].mean(axis=0) for label in range(3)])
    nearest = ((asked[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    assert (top == truth).mean() > 0.85
    assert (top == truth).mean() > (nearest == truth).mean() + 0.1


def test_that_scores_equal_the_explicit_solution() -> None:
    """Against the textbook formula with the full covariance matrix, in few dimensions."""
    vectors, labels = _clouds(6)
    vectors = vectors[:, :8]
    found = fit_discriminant(vectors, labels, 3).scores(vectors).astype(np.float64)
    means = np.stack([vectors[labels == label].mean(axis=0) for label in range(3)])
    means = means.astype(np.float64)
    within = vectors - means[labels]
    freedom = len(labels) - 3
    ridge = 0.1 * np.trace(within @ within.T) / freedom / len(labels)
    precision = np.linalg.inv(within.T @ within / freedom + ridge * np.eye(8))
    expected = vectors @ precision @ means.T - 0.5 * np.diag(means @ precision @ means.T)
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-2)


def test_that_leaving_out_equals_fitting_without() -> None:
    vectors, labels = _clouds(4)
    scores = left_out_scores(vectors, labels, 3)
    rest = np.arange(len(labels)) != 5
    expected = fit_discriminant(vectors[rest], labels[rest], 3).scores(vectors[5])
    assert scores[5] - scores[5].mean() == pytest.approx(
        expected - expected.mean(), rel=1e-3, abs=1e-2
    )


def test_that_the_only_example_of_a_label_cannot_be_left_out() -> None:
    vectors, labels = _clouds(3)
    scores = left_out_scores(vectors[:7], labels[:7], 3)
    assert np.isnan(scores[6]).all()
    assert np.isfinite(scores[:6]).all()


def test_that_a_picture_taught_twice_is_not_recognised_by_its_copy() -> None:
    vectors, labels = _clouds(2, apart=0.0)
    doubled = np.concatenate([vectors, vectors[:1]])
    scores = left_out_scores(doubled, np.append(labels, 0), 3)
    without = left_out_scores(vectors, labels, 3)
    assert scores[0] - scores[0].mean() == pytest.approx(without[0] - without[0].mean(), rel=1e-6)


def test_that_one_example_a_label_gives_the_nearest() -> None:
    vectors, labels = _clouds(1)
    fitted = fit_discriminant(vectors, labels, 3)
    assert fitted.scores(vectors).argmax(axis=1).tolist() == [0, 1, 2]
    assert np.isnan(left_out_scores(vectors, labels, 3)).all()


def test_that_equal_examples_of_all_labels_give_finite_scores() -> None:
    vectors = np.ones((4, 7), np.float32)
    fitted = fit_discriminant(vectors, np.array([0, 0, 1, 1]), 2)
    assert np.isfinite(fitted.scores(vectors)).all()


def test_that_many_examples_are_left_out_in_groups() -> None:
    vectors, labels = _clouds(60)
    scores = left_out_scores(vectors, labels, 3)
    assert np.isfinite(scores).all()
    assert (scores.argmax(axis=1) == labels).mean() > 0.95


def test_that_the_order_of_examples_does_not_matter() -> None:
    vectors, labels = _clouds(4)
    order = np.random.default_rng(3).permutation(len(labels))
    one = fit_discriminant(vectors, labels, 3).scores(vectors[:5])
    other = fit_discriminant(vectors[order], labels[order], 3).scores(vectors[:5])
    assert one == pytest.approx(other, rel=1e-3, abs=1e-2)
