"""Pre-processing does what it says and nothing when it is off."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

from core.imaging.preprocess import Preprocessing
from tests.core.imaging.pictures import photo


def test_that_everything_is_off_by_default() -> None:
    rgb = photo()
    nothing = Preprocessing()
    assert nothing.is_off
    assert nothing.apply(rgb) is rgb
    assert nothing.describe() == {"clahe": None, "centre_crop": None}


def test_that_clahe_raises_weak_contrast_and_keeps_hues() -> None:
    grey = photo(128, 128)[:, :, :1].astype(int) // 8
    weak = (grey + np.array([120, 90, 60])).astype(np.uint8)
    before = weak.copy()
    strong = Preprocessing(clahe_clip_limit=3.0).apply(weak)
    assert np.array_equal(weak, before)
    assert strong.shape == weak.shape
    assert strong[..., 1].std() > 1.2 * weak[..., 1].std()
    lab_before, lab_after = (cv2.cvtColor(picture, cv2.COLOR_RGB2LAB) for picture in (weak, strong))
    difference = np.abs(lab_after[..., 1:].astype(int) - lab_before[..., 1:])
    assert difference.mean() < 2


def test_that_the_centre_crop_is_central_and_says_where_it_lies() -> None:
    rgb = photo(41, 60)
    half = Preprocessing(centre_crop=0.5)
    box = half.crop_box(60, 41)
    assert box.as_tuple() == (15, 10, 30, 20)
    assert np.array_equal(half.apply(rgb), rgb[10:30, 15:45])
    assert Preprocessing().crop_box(60, 41).as_tuple() == (0, 0, 60, 41)


@pytest.mark.parametrize("size", [(1, 1), (16, 3)])
def test_that_a_tiny_crop_keeps_a_pixel(size: tuple[int, int]) -> None:
    rgb = photo(size[1], size[0])
    kept = Preprocessing(centre_crop=0.01, clahe_clip_limit=2.0).apply(rgb)
    assert kept.shape == (1, 1, 3)


def test_that_the_description_is_json_and_tells_settings_apart() -> None:
    some = Preprocessing(clahe_clip_limit=2, centre_crop=0.8)
    assert json.loads(json.dumps(some.describe())) == {
        "clahe": {"clip_limit": 2.0, "tiles": 8},
        "centre_crop": 0.8,
    }
    assert some.describe() == Preprocessing(clahe_clip_limit=2.0, centre_crop=0.8).describe()
    assert not some.is_off


@pytest.mark.parametrize("part", [0.0, -0.5, 1.1, float("nan")])
def test_that_a_centre_crop_out_of_range_is_refused(part: float) -> None:
    with pytest.raises(ValueError, match="centre crop"):
        Preprocessing(centre_crop=part)


@pytest.mark.parametrize(
    ("clip_limit", "tiles"), [(0.0, 8), (-1.0, 8), (float("nan"), 8), (2.0, 0)]
)
def test_that_clahe_out_of_range_is_refused(clip_limit: float, tiles: int) -> None:
    with pytest.raises(ValueError, match="CLAHE"):
        Preprocessing(clahe_clip_limit=clip_limit, clahe_tiles=tiles)
