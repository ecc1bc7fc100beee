"""Descriptors of a ROI: finite, in one order, and about the look."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.classify.type_features import named_features, type_features
from core.domain.regions import BoxPx
from tests.support.type_heads import N_FEATURES


def _plain(height: int = 80, width: int = 80) -> NDArray[np.uint8]:
    noise = np.random.default_rng(5).normal(128, 3, (height, width, 1))
    return np.repeat(np.clip(noise, 0, 255).astype(np.uint8), 3, axis=2)


def _whole(rgb: NDArray[np.uint8]) -> BoxPx:
    return BoxPx(0.0, 0.0, float(rgb.shape[1]), float(rgb.shape[0]))


def _named(rgb: NDArray[np.uint8]) -> Mapping[str, float]:
    return named_features(rgb, _whole(rgb))


def _features(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    return type_features(rgb, _whole(rgb))


def _line(tone: int) -> NDArray[np.uint8]:
    rgb = _plain()
    cv2.line(rgb, (8, 20), (70, 60), (tone, tone, tone), 2)
    return rgb


def _disc(tone: int) -> NDArray[np.uint8]:
    rgb = _plain()
    cv2.circle(rgb, (40, 40), 20, (tone, tone, tone), -1)
    return rgb


def test_that_descriptors_have_one_order() -> None:
    names = tuple(_named(_line(20)))
    assert names == tuple(_named(_plain(20, 90)))
    assert len(names) == N_FEATURES


def test_that_a_line_is_longer_than_a_disc() -> None:
    line, disc = _named(_line(20)), _named(_disc(20))
    assert line["elongation"] > disc["elongation"] + 1
    assert line["inscribed"] < disc["inscribed"]


def test_that_dark_and_bright_are_told_apart() -> None:
    dark, bright = _named(_line(20)), _named(_line(240))
    assert dark["contrast"] < 0 < bright["contrast"]
    assert dark["dark_line0"] > bright["dark_line0"]


def test_that_colour_is_seen() -> None:
    rgb = _disc(128)
    cv2.circle(rgb, (40, 40), 20, (190, 90, 60), -1)
    assert _named(rgb)["colour"] > _named(_disc(60))["colour"] + 1


def test_that_the_camera_does_not_matter() -> None:
    small = _disc(30)
    large = np.asarray(cv2.resize(small, None, fx=3, fy=3), dtype=np.uint8)
    near = np.abs(_features(small) - _features(large))
    assert float(np.median(near)) < 0.1


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 2), (300, 1)])
def test_that_places_of_a_pixel_are_described(shape: tuple[int, int]) -> None:
    assert np.isfinite(_features(np.zeros((*shape, 3), np.uint8))).all()


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 60), st.integers(0, 255))
def test_that_any_pixels_give_finite_values(seed: int, height: int, width: int, top: int) -> None:
    rng = np.random.default_rng(seed)
    rgb = rng.integers(0, top, (height, width, 3), dtype=np.uint8, endpoint=True)
    assert np.isfinite(_features(rgb)).all()


def test_that_only_the_place_is_described() -> None:
    rgb = _disc(30)
    place = BoxPx(15.0, 15.0, 50.0, 50.0)
    beside = rgb.copy()
    cv2.line(beside, (2, 74), (70, 78), (250, 250, 250), 2)
    near, far = named_features(rgb, place), named_features(beside, place)
    assert far["contrast"] == pytest.approx(near["contrast"], abs=0.1)
    assert far["area"] == pytest.approx(near["area"], rel=0.2)
