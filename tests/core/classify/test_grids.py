from __future__ import annotations

import numpy as np
import pytest

from core.classify.grids import resize_map


def test_that_shrinking_averages() -> None:
    values = np.arange(16, dtype=np.float32).reshape(4, 4)
    assert resize_map(values, 2, 2).tolist() == [[2.5, 4.5], [10.5, 12.5]]


@pytest.mark.parametrize("size", [(3, 5), (7, 2), (1, 1), (20, 13)])
def test_that_a_constant_stays_constant(size: tuple[int, int]) -> None:
    values = np.full((7, 9), 3.0, np.float32)
    found = resize_map(values, *size)
    assert found.shape == size
    assert found == pytest.approx(3.0)


def test_that_shrinking_by_a_fraction_keeps_the_mean() -> None:
    values = np.random.default_rng(0).random((7, 9)).astype(np.float32)
    assert resize_map(values, 3, 4).mean() == pytest.approx(values.mean(), abs=1e-6)


def test_that_growing_interpolates_and_keeps_the_place() -> None:
    values = np.zeros((4, 4), np.float32)
    values[1, 2] = 1.0
    found = resize_map(values, 16, 16)
    row, column = np.unravel_index(int(found.argmax()), found.shape)
    assert [int(row) // 4, int(column) // 4] == [1, 2]
    assert found.min() >= 0


def test_that_channels_are_resized_alike() -> None:
    values = np.random.default_rng(0).random((4, 6, 3)).astype(np.float32)
    found = resize_map(values, 2, 9)
    assert found.shape == (2, 9, 3)
    assert found[..., 1] == pytest.approx(resize_map(values[..., 1], 2, 9), abs=1e-6)
