from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.anomaly_places import peak_place, score_within
from core.classify.values import AnomalyResult
from core.domain.regions import BoxPx

SIZE_PX = (400, 200)


def _result(limit: float | None = 1.0) -> AnomalyResult:
    """10 x 20 cells of 20 px: a strong place of 2 x 3 cells, a weaker one further right."""
    values: NDArray[np.float32] = np.full((10, 20), 0.2, np.float32)
    values[2:4, 3:6] = 3.0
    values[6, 15] = 2.0
    return AnomalyResult(score=3.0, limit=limit, map=values)


def test_that_the_peak_is_boxed_in_image_pixels() -> None:
    place = peak_place(_result(), image_size_px=SIZE_PX)
    assert place.box.as_tuple() == (60, 40, 60, 40)
    assert place.score == pytest.approx(3.0)


@pytest.mark.parametrize("limit", [None, 5.0])
def test_that_a_peak_under_the_limit_or_without_one_has_its_place(limit: float | None) -> None:
    place = peak_place(_result(limit), image_size_px=SIZE_PX)
    assert place.box.as_tuple() == (60, 40, 60, 40)


def test_that_the_peak_inside_a_roi_is_found_and_cut_to_it() -> None:
    roi = BoxPx(290.0, 110.0, 25.0, 60.0)
    place = peak_place(_result(), image_size_px=SIZE_PX, within=roi)
    assert place.box.as_tuple() == (300, 120, 15, 20)


def test_that_cells_touching_at_a_corner_are_one_place() -> None:
    values = np.zeros((6, 6), np.float32)
    values[1, 1] = values[2, 2] = values[3, 1] = 2.0
    result = AnomalyResult(2.0, 1.0, values)
    assert peak_place(result, image_size_px=(6, 6)).box.as_tuple() == (1, 1, 2, 3)


def test_that_a_weak_surrounding_over_the_limit_does_not_widen_a_strong_peak() -> None:
    values = np.full((6, 6), 1.1, np.float32)
    values[2, 2] = 9.0
    place = peak_place(AnomalyResult(9.0, 1.0, values), image_size_px=(60, 60))
    assert place.box.as_tuple() == (20, 20, 10, 10)


def test_that_a_constant_map_is_one_place() -> None:
    result = AnomalyResult(1.0, 2.0, np.ones((1, 1), np.float32))
    assert peak_place(result, image_size_px=(30, 40)).box.as_tuple() == (0, 0, 30, 40)


def test_that_the_score_of_a_part_counts_only_its_cells() -> None:
    strong = score_within(_result(), image_size_px=SIZE_PX, box=BoxPx(60, 40, 60, 40))
    calm = score_within(_result(), image_size_px=SIZE_PX, box=BoxPx(0, 100, 200, 100))
    assert strong == pytest.approx(3.0)
    assert calm == pytest.approx(0.2)


def test_that_a_part_smaller_than_a_cell_has_the_score_of_its_cell() -> None:
    box = BoxPx(70.5, 50.5, 0.25, 0.25)
    assert score_within(_result(), image_size_px=SIZE_PX, box=box) == pytest.approx(3.0)
    edge = BoxPx(399.5, 199.5, 0.5, 0.5)
    assert score_within(_result(), image_size_px=SIZE_PX, box=edge) == pytest.approx(0.2)


def test_that_a_part_over_the_edge_is_cut() -> None:
    box = BoxPx(-50.0, -50.0, 120.0, 100.0)
    assert score_within(_result(), image_size_px=SIZE_PX, box=box) > 0.2


@pytest.mark.parametrize("box", [BoxPx(500, 0, 10, 10), BoxPx(0, -20, 10, 20)])
def test_that_a_part_outside_the_image_is_refused(box: BoxPx) -> None:
    with pytest.raises(ValueError, match="outside"):
        score_within(_result(), image_size_px=SIZE_PX, box=box)
    with pytest.raises(ValueError, match="outside"):
        peak_place(_result(), image_size_px=SIZE_PX, within=box)
