"""Descriptors of a ROI: finite, in one order, and about the look."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.classify.type_features import named_features, type_features
from tests.support.type_heads import N_FEATURES


def _plain(height: int = 80, width: int = 80) -> NDArray[np.uint8]:
    noise = np.random.default_rng(5).normal(128, 3, (height, width, 1))
    return np.repeat(np.clip(noise, 0, 255).astype(np.uint8), 3, axis=2)


def _line(tone: int) -> NDArray[np.uint8]:
    rgb = _plain()
    cv2.line(rgb, (8, 20), (70, 60), (tone, tone, tone), 2)
    return rgb


def _disc(tone: int) -> NDArray[np.uint8]:
    rgb = _plain()
    cv2.circle(rgb, (40, 40), 20, (tone, tone, tone), -1)
    return rgb


def test_that_descriptors_have_one_order() -> None:
    names = tuple(named_features(_line(20)))
    assert names == tuple(named_features(_plain(20, 90)))
    assert len(names) == N_FEATURES


def test_that_a_line_is_longer_than_a_disc() -> None:
    line, disc = named_features(_line(20)), named_features(_disc(20))
    assert line["elongation"] > disc["elongation"] + 1
    assert line["inscribed"] < disc["inscribed"]


def test_that_dark_and_bright_are_told_apart() -> None:
    dark, bright = named_features(_line(20)), named_features(_line(240))
    assert dark["contrast"] < 0 < bright["contrast"]
    assert dark["dark_line0"] > bright["dark_line0"]


def test_that_colour_is_seen() -> None:
    rgb = _disc(128)
    cv2.circle(rgb, (40, 40), 20, (190, 90, 60), -1)
    assert named_features(rgb)["colour"] > named_features(_disc(60))["colour"] + 1


def test_that_the_camera_does_not_matter() -> None:
    small = _disc(30)
    large = np.asarray(cv2.resize(small, None, fx=3, fy=3), dtype=np.uint8)
    near = np.abs(type_features(small) - type_features(large))
    assert float(np.median(near)) < 0.1


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 2), (300, 1)])
def test_that_places_of_a_pixel_are_described(shape: tuple[int, int]) -> None:
    assert np.isfinite(type_features(np.zeros((*shape, 3), np.uint8))).all()


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 60), st.integers(0, 255))
def test_that_any_pixels_give_finite_values(seed: int, height: int, width: int, top: int) -> None:
    rng = np.random.default_rng(seed)
    rgb = rng.integers(0, top, (height, width, 3), dtype=np.uint8, endpoint=True)
    assert np.isfinite(type_features(rgb)).all()
