from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from core.inference.protocols import PatchGrid
from core.inference.statistics import Statistic, describe_grids, statistic_slices

ROWS, COLUMNS, CHANNELS = 20, 30, 4


def _grids() -> tuple[PatchGrid, ...]:
    random = np.random.default_rng(5)
    fine = random.normal(2.0, 1.0, (ROWS, COLUMNS, CHANNELS)).astype(np.float32)
    fine[3, 4] = (-9.0, 2.0, 2.0, 2.0)
    fine[7, 9] = (-9.0, 2.0, 2.0, 4.0)
    coarse = random.normal(size=(2, 3, 5)).astype(np.float32)
    return PatchGrid(8, fine), PatchGrid(16, coarse)


def test_that_each_statistic_lies_in_its_slice() -> None:
    grids = _grids()
    vector, slices = describe_grids(grids), statistic_slices(grids)
    cells = grids[0].features.reshape(-1, CHANNELS)
    assert vector[slices[8, Statistic.MEAN]] == pytest.approx(cells.mean(axis=0), abs=1e-5)
    assert vector[slices[8, Statistic.MAX]] == pytest.approx(cells.max(axis=0))
    assert vector[slices[8, Statistic.STD]] == pytest.approx(cells.std(axis=0), abs=1e-5)
    assert vector[slices[16, Statistic.MEAN]] == pytest.approx(
        grids[1].features.mean(axis=(0, 1)), abs=1e-5
    )


def test_that_the_oddest_and_strongest_cells_show_a_small_defect() -> None:
    """Six of 600 cells are averaged: the two of the defect and the four next."""
    grids = _grids()
    vector, slices = describe_grids(grids), statistic_slices(grids)
    for statistic in (Statistic.ODDEST, Statistic.STRONGEST):
        assert vector[slices[8, statistic]][0] < vector[slices[8, Statistic.MEAN]][0] - 1.5


def test_that_slices_cover_the_vector_once_in_order() -> None:
    grids = _grids()
    slices = list(statistic_slices(grids).values())
    assert slices[0].start == 0
    assert all(before.stop == after.start for before, after in pairwise(slices))
    assert slices[-1].stop == len(describe_grids(grids)) == 5 * (CHANNELS + 5)


def test_that_a_single_cell_is_described_by_itself() -> None:
    cell = np.array([[[1.0, -2.0]]], np.float32)
    vector = describe_grids((PatchGrid(32, cell),))
    assert vector.tolist() == [1, -2, 1, -2, 0, 0, 1, -2, 1, -2]
    assert vector.dtype == np.float32


def test_that_no_grids_give_an_empty_vector() -> None:
    assert describe_grids(()).shape == (0,)
