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
from core.domain.regions import BoxPx
from core.measure.feret import longest_chord
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


def near(
    points: NDArray[np.float64], *, width_px: float, size: tuple[int, int] = (192, 192)
) -> NDArray[np.bool_]:
    """Return the pixels whose centres are within half a width of a dense line of points."""
    away = np.full(size, np.inf)
    y, x = np.mgrid[: size[0], : size[1]] + 0.5
    for px, py in points:
        away = np.minimum(away, np.hypot(x - px, y - py))
    drawn: NDArray[np.bool_] = away <= width_px / 2
    return drawn


@pytest.mark.parametrize("width_px", [1.5, 2, 3, 4, 6, 9, 13, 17, 20])
def test_that_the_width_and_path_of_a_curved_stroke_are_measured(width_px: float) -> None:
    turns = np.radians(np.linspace(20, 200, 250))
    arc = np.stack([96.3 + 60 * np.cos(turns), 96.2 + 60 * np.sin(turns)], axis=1)
    facts = measure_mask(near(arc, width_px=width_px))
    assert facts.width_px == pytest.approx(width_px, abs=max(0.5, 0.05 * width_px))
    assert facts.path_length_px == pytest.approx(np.pi * 60 + width_px, rel=0.05)
    assert facts.straightness is not None
    assert facts.straightness < 0.75


@pytest.mark.parametrize("width_px", [1.5, 2, 3, 5, 7, 10])
def test_that_the_parts_of_a_broken_scratch_are_measured_as_one(width_px: float) -> None:
    steps = np.array([s for s in np.arange(0, 140, 0.5) if s % 50 < 38])
    line = np.stack([20.3 + steps * 0.9, 40.2 + steps * 0.436], axis=1)
    facts = measure_mask(near(line, width_px=width_px))
    assert facts.count == 3
    assert facts.width_px == pytest.approx(width_px, abs=max(0.5, 0.05 * width_px))
    assert facts.length_px == pytest.approx(137.5 + width_px, abs=2)
    assert facts.angle_deg == pytest.approx(180 - np.degrees(np.arctan2(0.436, 0.9)), abs=2)


@pytest.mark.parametrize("radius_px", [6, 20, 60])
def test_that_a_disc_is_as_wide_as_its_area_over_its_diameter(radius_px: int) -> None:
    facts = measure_mask(near(np.array([[96.0, 96.0]]), width_px=2 * radius_px))
    assert facts.path_length_px == pytest.approx(2 * radius_px, abs=1.5)
    assert facts.width_max_px == pytest.approx(2 * radius_px, abs=1.5)
    assert facts.angle_deg is None
    assert facts.straightness == pytest.approx(1, abs=0.03)


def test_that_a_ring_is_measured_along_its_middle() -> None:
    disc = near(np.array([[96.0, 96.0]]), width_px=126)
    ring = disc & ~near(np.array([[96.0, 96.0]]), width_px=114)
    facts = measure_mask(ring)
    assert facts.path_length_px == pytest.approx(np.pi * 120, rel=0.03)
    assert facts.width_px == pytest.approx(6, abs=0.5)


def test_that_specks_count_for_the_area_and_not_as_parts() -> None:
    mask = stroke(6, 100, 30)
    area = int(mask.sum())
    mask[2, 3] = mask[180, 100] = True
    facts = measure_mask(mask)
    assert (facts.count, facts.area_px) == (1, area + 2)


def test_that_equal_small_dots_are_parts() -> None:
    mask = np.zeros((60, 60), bool)
    mask[5:50:10, 5:50:10] = True
    assert measure_mask(mask).count == 25


def test_that_a_frame_decides_about_zone_and_clock() -> None:
    mask = np.zeros((300, 300), bool)
    mask[20:40, 20:40] = True
    assert measure_mask(mask).zone is Zone.TOP_LEFT
    facts = measure_mask(mask, frame=BoxPx(0, 0, 40, 40))
    assert (facts.zone, facts.clock) == (Zone.BOTTOM_RIGHT, 5)
    assert facts.zones == (Zone.BOTTOM_RIGHT,)


def test_that_every_zone_with_a_quarter_of_the_pixels_is_named() -> None:
    mask = np.zeros((90, 90), bool)
    mask[10, 5:85] = True
    assert measure_mask(mask).zones == (Zone.TOP_LEFT, Zone.TOP, Zone.TOP_RIGHT)


@settings(max_examples=60, deadline=None)
@given(MASKS.filter(lambda mask: bool(mask.any())), st.integers(0, 9), st.integers(0, 9))
def test_that_measures_do_not_depend_on_where_a_mask_lies(
    mask: NDArray[np.bool_], top: int, left: int
) -> None:
    whole = np.zeros((30, 30), bool)
    whole[top : top + mask.shape[0], left : left + mask.shape[1]] = mask
    here, there = measure_mask(mask), measure_mask(whole)
    assert (here.path_length_px, here.width_px, here.count) == pytest.approx(
        (there.path_length_px, there.width_px, there.count)
    )
    assert here.path_length_px is not None
    assert here.path_length_px > 0


def test_that_the_longest_chord_is_as_long_as_the_defect() -> None:
    mask = np.zeros((60, 80), bool)
    mask[10:13, 5:40] = True
    mask[40, 61] = True
    (x0, y0), (x1, y1) = longest_chord(mask)
    assert np.hypot(x1 - x0, y1 - y0) == pytest.approx(measure_mask(mask).length_px)
    assert {(x0, y0), (x1, y1)} == {(5.0, 10.0), (62.0, 41.0)}
