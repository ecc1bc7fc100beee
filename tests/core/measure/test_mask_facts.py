"""Measures of a given mask."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from core.domain.measurements import Measurement, Zone
from core.measure.mask_facts import measure_mask

MASKS = arrays(np.bool_, st.tuples(st.integers(1, 14), st.integers(1, 14)))


def stroke(
    width_px: float,
    length_px: float,
    angle_deg: float,
    *,
    offset_px: tuple[float, float] = (0.31, 0.17),
) -> NDArray[np.bool_]:
    """Return a straight stroke with square ends: pixels of 192 x 192 that it covers by half."""
    steps = (np.arange(192 * 8) + 0.5) / 8 - 96
    x, y = np.meshgrid(steps - offset_px[0], steps - offset_px[1])
    turn = np.radians(angle_deg)
    along, across = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    covered = (np.abs(along) <= length_px / 2) & (np.abs(across) <= width_px / 2)
    share = covered.reshape(192, 8, 192, 8).mean(axis=(1, 3))
    drawn: NDArray[np.bool_] = share >= 0.5
    return drawn


def corners_of(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    y, x = np.nonzero(mask)
    return np.concatenate(
        [np.stack([x + dx, y + dy], axis=1) for dx, dy in itertools.product((0, 1), (0, 1))]
    ).astype(np.float64)


def test_that_nothing_is_measured_on_an_empty_mask() -> None:
    assert measure_mask(np.zeros((20, 30), bool)) == Measurement()


def test_that_a_single_pixel_is_a_unit_square() -> None:
    mask = np.zeros((90, 90), bool)
    mask[4, 7] = True
    facts = measure_mask(mask)
    assert facts.length_px == pytest.approx(2**0.5)
    assert (facts.width_px, facts.width_max_px, facts.feret_min_px) == (1.0, 1.0, 1.0)
    assert (facts.centroid_px, facts.bbox_px) == ((7.5, 4.5), (7.0, 4.0, 1.0, 1.0))
    assert (facts.zone, facts.count, facts.area_px) == (Zone.TOP_LEFT, 1, 1.0)
    assert facts.area_percent == pytest.approx(100 / 8100)


@settings(max_examples=150, deadline=None)
@given(MASKS)
def test_that_lengths_area_and_places_equal_counting_by_hand(mask: NDArray[np.bool_]) -> None:
    facts = measure_mask(mask)
    if not mask.any():
        assert facts == Measurement()
        return
    corners = corners_of(mask)
    apart = np.linalg.norm(corners[:, None] - corners[None], axis=2)
    assert facts.length_px == pytest.approx(apart.max())
    turns = np.radians(np.arange(0, 180, 0.25))
    reach = corners @ np.stack([np.cos(turns), np.sin(turns)])
    least = np.ptp(reach, axis=0).min()
    assert facts.feret_min_px is not None
    assert facts.feret_min_px <= least + 1e-9
    assert facts.feret_min_px == pytest.approx(least, abs=0.1)
    assert facts.area_px == mask.sum()
    y, x = np.nonzero(mask)
    assert facts.centroid_px == pytest.approx((x.mean() + 0.5, y.mean() + 0.5))
    assert facts.bbox_px == pytest.approx((x.min(), y.min(), np.ptp(x) + 1, np.ptp(y) + 1))


@settings(max_examples=100, deadline=None)
@given(MASKS.filter(lambda mask: bool(mask.any())))
def test_that_the_inscribed_circle_equals_a_search_over_half_pixels(
    mask: NDArray[np.bool_],
) -> None:
    padded = np.pad(mask, 1)
    y, x = np.nonzero(~padded)
    best = 0.0
    for cy, cx in itertools.product(
        np.arange(0, padded.shape[0] + 0.1, 0.5), np.arange(0, padded.shape[1] + 0.1, 0.5)
    ):
        away = np.hypot(
            np.maximum(np.abs(cy - y - 0.5) - 0.5, 0), np.maximum(np.abs(cx - x - 0.5) - 0.5, 0)
        )
        best = max(best, float(away.min()))
    assert measure_mask(mask).width_max_px == pytest.approx(2 * best, abs=1e-4)


@pytest.mark.parametrize("width_px", range(1, 21))
def test_that_the_width_and_angle_of_a_straight_stroke_are_measured(width_px: int) -> None:
    for angle_deg in range(0, 180, 13):
        facts = measure_mask(stroke(width_px, 100, angle_deg))
        assert facts.width_px == pytest.approx(width_px, abs=max(0.5, 0.05 * width_px))
        assert facts.angle_deg is not None
        assert (facts.angle_deg - angle_deg + 90) % 180 == pytest.approx(90, abs=2)
