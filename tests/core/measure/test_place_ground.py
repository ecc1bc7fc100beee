"""The ground of a place, fitted without references."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.place_ground import ground_of_place


def _ground(height: int = 60, width: int = 90) -> NDArray[np.uint8]:
    """Return noise on a tilted light."""
    rng = np.random.default_rng(3)
    light = np.linspace(90, 150, width)[None] + rng.normal(0, 2, (height, width))
    return np.repeat(np.clip(light, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def test_that_the_tilt_of_the_light_is_taken_away() -> None:
    ground = ground_of_place(_ground())
    assert abs(float(ground.rest[..., 0].mean())) < 0.5
    assert ground.noise < 2


@pytest.mark.parametrize("tone", [30, 230])
def test_that_a_mark_does_not_shape_the_ground(tone: int) -> None:
    rgb = _ground()
    rgb[20:40, 30:60] = tone
    rest = ground_of_place(rgb).rest[..., 0]
    assert abs(float(np.median(rest[:, :25]))) < 1
    assert abs(float(rest[25:35, 35:55].mean())) > 25


@pytest.mark.parametrize("shape", [(3, 3), (3, 80), (40, 3)])
def test_that_small_places_have_a_ground(shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), 128, np.uint8)
    assert np.isfinite(ground_of_place(rgb).rest).all()
