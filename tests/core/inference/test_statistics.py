from __future__ import annotations

import numpy as np
import pytest

from core.inference.protocols import PatchGrid
from core.inference.statistics import block_sizes, describe_grids, last_mean

ROWS, COLUMNS, CHANNELS = 20, 30, 4


def _grids() -> tuple[PatchGrid, ...]:
    random = np.random.default_rng(5)
    fine = random.normal(2.0, 1.0, (ROWS, COLUMNS, CHANNELS)).astype(np.float32)
    fine[3, 4, 0] = 20.0
    fine[7, 9, 0] = 22.0
    coarse = random.normal(size=(2, 3, 5)).astype(np.float32)
    return PatchGrid(8, fine), PatchGrid(16, coarse)


def test_that_each_statistic_lies_in_its_part() -> None:
    grids = _grids()
    parts = np.split(describe_grids(grids), np.cumsum(block_sizes(grids))[:-1])
    cells = grids[0].features.reshape(-1, CHANNELS)
    assert parts[0] == pytest.approx(cells.mean(axis=0), abs=1e-5)
    assert parts[1] == pytest.approx(cells.std(axis=0), abs=1e-5)
    assert parts[2] == pytest.approx(cells.max(axis=0))
    assert parts[3] == pytest.approx(np.sort(cells, axis=0)[-6:].mean(axis=0), abs=1e-5)
    assert parts[4] == pytest.approx(grids[1].features.mean(axis=(0, 1)), abs=1e-5)


def test_that_the_strongest_cells_show_a_small_defect() -> None:
    """Six of 600 cells are averaged: the two of the defect and the four next."""
    mean, _, _, strongest, *_ = np.split(describe_grids(_grids()), np.cumsum(block_sizes(_grids())))
    assert strongest[0] > mean[0] + 7
    assert strongest[1] < mean[1] + 4


def test_that_parts_cover_the_vector() -> None:
    grids = _grids()
    assert sum(block_sizes(grids)) == len(describe_grids(grids)) == 4 * (CHANNELS + 5)


def test_that_a_single_cell_is_described_by_itself() -> None:
    cell = np.array([[[1.0, -2.0]]], np.float32)
    vector = describe_grids((PatchGrid(32, cell),))
    assert vector.tolist() == [1, -2, 0, 0, 1, -2, 1, -2]
    assert vector.dtype == np.float32


def test_that_no_grids_give_an_empty_vector() -> None:
    assert describe_grids(()).shape == (0,)


def test_that_the_mean_of_the_last_map_is_plain_pooling() -> None:
    grids = _grids()
    found = last_mean(describe_grids(grids), block_sizes(grids))
    assert found == pytest.approx(grids[1].features.mean(axis=(0, 1)), abs=1e-5)
