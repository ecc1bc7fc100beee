from __future__ import annotations

import numpy as np
import pytest

from core.classify.features import fit_scaling


def test_that_blocks_count_equally_whatever_their_length_and_unit() -> None:
    random = np.random.default_rng(0)
    vectors = np.concatenate(
        [random.normal(size=(50, 4)) * 1000, random.normal(5.0, 0.01, (50, 400))], axis=1
    ).astype(np.float32)
    scaled = fit_scaling(vectors, (4, 400)).apply(vectors)
    first, second = (scaled[:, :4] ** 2).sum(), (scaled[:, 4:] ** 2).sum()
    assert first == pytest.approx(second, rel=0.1)
    assert scaled.mean(axis=0) == pytest.approx(0, abs=1e-4)


def test_that_a_dimension_constant_in_the_examples_does_not_explode() -> None:
    vectors = np.random.default_rng(0).normal(size=(4, 10)).astype(np.float32)
    vectors[:, 3] = 1.0
    scaling = fit_scaling(vectors)
    asked = np.zeros(10, np.float32)
    assert abs(float(scaling.apply(asked)[3])) < 5


def test_that_equal_examples_are_scaled_to_zero() -> None:
    vectors = np.full((3, 5), 2.0, np.float32)
    assert not fit_scaling(vectors).apply(vectors).any()


def test_that_blocks_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="7"):
        fit_scaling(np.zeros((2, 9), np.float32), (3, 4))
