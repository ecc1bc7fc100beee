"""The rough outline of a place, found without references."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.place_outline import outline_place


def _ground(height: int = 60, width: int = 90) -> NDArray[np.uint8]:
    """Return noise on a tilted light."""
    rng = np.random.default_rng(3)
    light = np.linspace(90, 150, width)[None] + rng.normal(0, 2, (height, width))
    return np.repeat(np.clip(light, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.mark.parametrize("tone", [30, 230])
def test_that_a_mark_is_found_on_a_tilted_ground(tone: int) -> None:
    rgb = _ground()
    truth = np.zeros(rgb.shape[:2], dtype=bool)
    truth[20:40, 30:60] = True
    rgb[truth] = tone
    found = outline_place(rgb).mask
    assert (found & truth).sum() / (found | truth).sum() > 0.8


def test_that_the_tilt_of_the_light_is_taken_away() -> None:
    outline = outline_place(_ground())
    assert abs(float(outline.lab[..., 0].mean())) < 0.5
    assert outline.noise < 2


def test_that_crumbs_beside_a_mark_are_left_out() -> None:
    rgb = _ground()
    rgb[20:40, 30:60] = 20
    rgb[5, 5:8] = 20
    assert not outline_place(rgb).mask[:10].any()


@pytest.mark.parametrize("shape", [(3, 3), (3, 80), (40, 3)])
def test_that_small_places_can_be_outlined(shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), 128, np.uint8)
    outline = outline_place(rgb)
    assert outline.mask.shape == shape
    assert np.isfinite(outline.lab).all()
