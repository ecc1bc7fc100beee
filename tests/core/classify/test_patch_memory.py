from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.patch_memory import MAX_PATCHES, fit_patches, nearest_distances


def _grid(seed: int, shape: tuple[int, ...] = (8, 8, 5)) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def test_that_distances_equal_the_plain_computation() -> None:
    queries, kept = _grid(0, (1500, 6)), _grid(1, (40, 6))
    plain = np.sqrt(((queries[:, None] - kept[None]) ** 2).sum(axis=2)).min(axis=1)
    assert nearest_distances(queries, kept) == pytest.approx(plain, abs=1e-4)


def test_that_a_reference_is_near_itself_unless_left_out() -> None:
    grids = [_grid(seed) for seed in range(3)]
    memory = fit_patches(grids)
    assert memory.distances(grids[1]) == pytest.approx(0, abs=2e-3)
    assert memory.distances(grids[1], without=1).min() > 0.05


def test_that_directions_of_normal_variation_count_less() -> None:
    grids = [_grid(seed) * np.array([10, 1, 1, 1, 1], np.float32) for seed in range(4)]
    memory = fit_patches(grids)
    centre = np.mean([grid.mean(axis=(0, 1)) for grid in grids], axis=0)
    along, across = (np.tile(centre, (1, 1, 1)).astype(np.float32) for _ in range(2))
    along[..., 0] += 12
    across[..., 1] += 12
    assert memory.distances(across).item() > 3 * memory.distances(along).item()


def test_that_many_references_stay_within_bounds() -> None:
    memory = fit_patches([_grid(seed, (40, 40, 3)) for seed in range(5)])
    assert len(memory.searched) == MAX_PATCHES
    assert set(memory.owners.tolist()) == {0, 1, 2, 3, 4}


def test_that_references_may_differ_in_size() -> None:
    memory = fit_patches([_grid(0, (4, 9, 5)), _grid(1, (7, 3, 5))])
    assert memory.distances(_grid(2, (5, 6, 5))).shape == (5, 6)


def test_that_quarters_of_one_reference_judge_each_other() -> None:
    grid = _grid(0, (12, 12, 4))
    grid[2, 9] += 8
    found = fit_patches([grid]).distances_by_quarters(grid)
    assert int(found.argmax()) == 2 * 12 + 9
    assert found.min() > 0


@pytest.mark.parametrize("other", [(9, 2), (2, 9), (9, 9)])
def test_that_what_another_quarter_has_too_is_normal(other: tuple[int, int]) -> None:
    grid = _grid(0, (12, 12, 4))
    grid[2, 2] += 8
    grid[other] = grid[2, 2]
    found = fit_patches([grid]).distances_by_quarters(grid)
    assert found[2, 2] == pytest.approx(0, abs=5e-3)
    assert found[other] == pytest.approx(0, abs=5e-3)


@pytest.mark.parametrize("shape", [(1, 1, 4), (1, 6, 4), (5, 5, 1)])
def test_that_tiny_grids_are_remembered(shape: tuple[int, int, int]) -> None:
    grid = _grid(0, shape)
    memory = fit_patches([grid])
    assert np.isfinite(memory.distances(grid)).all()
    assert np.isfinite(memory.distances_by_quarters(grid)).all()


def test_that_a_constant_reference_gives_finite_distances() -> None:
    grid = np.ones((6, 6, 4), np.float32)
    memory = fit_patches([grid, grid])
    assert np.isfinite(memory.distances(grid + 1)).all()
