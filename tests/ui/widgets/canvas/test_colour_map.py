from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ui.widgets.canvas.colour_map import colours, heat_rgba, legend_rgba, relative_to_limit


def lightness(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    return np.asarray(rgb.astype(float) @ np.array([0.2126, 0.7152, 0.0722]))


def test_that_the_scale_gets_lighter_all_the_way() -> None:
    row = colours(np.linspace(0, 1, 64, dtype=np.float32))
    assert np.all(np.diff(lightness(row)) > 0)


def test_that_the_scale_does_not_rest_on_red_against_green() -> None:
    """Seen by a deuteranope (Machado et al. 2009, severity 1) the steps stay apart."""
    view = np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]])
    row = colours(np.linspace(0, 1, 9, dtype=np.float32)).astype(float) @ view.T
    steps = np.linalg.norm(np.diff(row, axis=0), axis=1)
    assert steps.min() > 12


def test_that_both_ends_are_those_of_viridis() -> None:
    ends = colours(np.array([-1.0, 0.0, 1.0, 7.0], dtype=np.float32))
    assert ends.tolist() == [[68, 1, 84], [68, 1, 84], [253, 231, 37], [253, 231, 37]]


def test_that_the_surface_stays_bare_below_half_the_limit() -> None:
    rgba = heat_rgba(np.full((8, 8), 0.39), limit=0.8)
    assert rgba[..., 3].max() == 0


def test_that_at_the_limit_the_colour_is_the_middle_and_opaque() -> None:
    rgba = heat_rgba(np.full((8, 8), 0.8), limit=0.8)
    assert rgba[0, 0].tolist() == [33, 145, 140, 255]


def test_that_the_colour_means_the_same_in_every_image() -> None:
    quiet = heat_rgba(np.array([[0.0, 1.2]]), limit=1.0)
    loud = heat_rgba(np.array([[9.0, 1.2]]), limit=1.0)
    assert quiet[0, -1].tolist() == loud[0, -1].tolist()


def test_that_without_a_limit_the_unusual_places_show() -> None:
    values = np.zeros((20, 20))
    values[3, 4] = 5.0
    relative = relative_to_limit(values, None)
    assert relative[3, 4] == pytest.approx(2.0)
    assert relative[10, 10] == pytest.approx(0.5)
    assert heat_rgba(values, None)[..., 3].max() > 200


@pytest.mark.parametrize("limit", [None, 0.0, -1.0])
def test_that_a_flat_map_without_a_usable_limit_shows_nothing(limit: float | None) -> None:
    assert heat_rgba(np.full((4, 4), 3.0), limit)[..., 3].max() == 0


def test_that_values_that_are_no_numbers_do_no_harm() -> None:
    values = np.array([[np.nan, np.inf, -np.inf, 1.0]])
    assert relative_to_limit(values, 1.0).tolist() == [[0.0, 0.0, 0.0, 1.0]]


def test_that_a_small_map_is_interpolated_and_a_large_one_left_alone() -> None:
    peak = np.zeros((5, 5))
    peak[2, 2] = 2.0
    rgba = heat_rgba(peak, limit=1.0)
    assert rgba.shape == (380, 380, 4)
    assert rgba[190, 190, 0] > 240
    assert heat_rgba(np.zeros((300, 500)), limit=1.0).shape == (300, 500, 4)


def test_that_the_limit_is_the_middle_of_the_legend() -> None:
    row = legend_rgba(129)
    assert row.shape == (1, 129, 4)
    assert row[0, 64].tolist() == [33, 145, 140, 255]
