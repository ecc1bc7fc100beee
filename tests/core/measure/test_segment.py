from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.measure.mask_facts import measure_mask
from core.measure.segment import Outline, segment_roi


def ground(*, brushed: bool = False, level: float = 130.0) -> NDArray[np.float64]:
    rng = np.random.default_rng(4)
    values = level + rng.normal(0, 3, (160, 220))
    if brushed:
        values += cv2.blur(rng.normal(0, 40, (160, 220)), (61, 1))
    return values


def photographed(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    soft = cv2.GaussianBlur(values, (0, 0), 0.7)
    grey = np.clip(soft, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def line(width_px: int = 3) -> NDArray[np.bool_]:
    drawn = np.zeros((160, 220), np.uint8)
    cv2.line(drawn, (60, 100), (150, 60), 1, width_px)
    return drawn > 0


def spot() -> NDArray[np.bool_]:
    drawn = np.zeros((160, 220), np.uint8)
    cv2.ellipse(drawn, (100, 80), (22, 14), 20, 0, 360, 1, -1)
    return drawn > 0


def overlap(found: Outline | None, mask: NDArray[np.bool_]) -> float:
    assert found is not None
    return float((found.mask & mask).sum() / (found.mask | mask).sum())


@pytest.mark.parametrize("tone", [-45.0, 45.0])
def test_that_a_spot_is_outlined_dark_or_bright(tone: float) -> None:
    mask = spot()
    found = segment_roi(photographed(ground() + tone * mask), BoxPx(60, 50, 90, 62))
    assert overlap(found, mask) > 0.8
    assert found is not None
    assert found.n_parts == 1
    assert found.outline_trust >= 0.5


@pytest.mark.parametrize("tone", [-50.0, 50.0])
@pytest.mark.parametrize("brushed", [False, True])
def test_that_a_thin_line_is_as_long_as_drawn(tone: float, *, brushed: bool) -> None:
    mask = line()
    rgb = photographed(ground(brushed=brushed) + tone * mask)
    found = segment_roi(rgb, BoxPx(40, 45, 130, 75))
    assert found is not None
    said, true = measure_mask(found.mask), measure_mask(mask)
    assert said.length_px == pytest.approx(true.length_px, rel=0.1)
    assert said.zone is true.zone
    assert said.angle_deg == pytest.approx(true.angle_deg, abs=3)


def test_that_pieces_of_one_scratch_belong_together() -> None:
    mask = line()
    mask[:, 98:108] = False
    found = segment_roi(photographed(ground() - 60 * mask), BoxPx(40, 45, 130, 75))
    assert found is not None
    assert measure_mask(found.mask).length_px == pytest.approx(
        measure_mask(mask).length_px, rel=0.1
    )


def test_that_a_mark_at_the_border_of_the_image_is_outlined() -> None:
    mask = np.zeros((160, 220), bool)
    mask[:18, 90:130] = True
    found = segment_roi(photographed(ground() - 50 * mask), BoxPx(70, 0, 80, 34))
    assert overlap(found, mask) > 0.7


def test_that_nothing_outside_the_region_is_marked() -> None:
    mask = spot()
    roi = BoxPx(75.5, 60.25, 40, 30)
    found = segment_roi(photographed(ground() - 45 * mask), roi)
    assert found is not None
    rows, columns = roi.slices()
    outside = found.mask.copy()
    outside[rows, columns] = False
    assert not outside.any()
    assert found.mask.any()


def test_that_a_plain_ground_is_not_trusted_with_a_length() -> None:
    found = segment_roi(photographed(ground()), BoxPx(60, 50, 90, 62))
    assert found is None or found.outline_trust < 0.5


def test_that_a_region_of_two_pixels_is_too_small() -> None:
    assert segment_roi(photographed(ground()), BoxPx(60, 50, 2, 60)) is None


def test_that_a_large_image_is_outlined_too() -> None:
    mask = cv2.resize(spot().astype(np.uint8), None, fx=9, fy=9) > 0
    values = cv2.resize(ground(), None, fx=9, fy=9) - 60.0 * mask
    found = segment_roi(photographed(values), BoxPx(540, 450, 810, 560))
    assert overlap(found, mask) > 0.8


@pytest.mark.parametrize("side", [3, 6, 12])
def test_that_a_region_may_take_all_of_a_tiny_image(side: int) -> None:
    rgb = np.full((side, side, 3), 128, np.uint8)
    rgb[side // 2, side // 2] = 20
    found = segment_roi(rgb, BoxPx(0.0, 0.0, float(side), float(side)))
    assert found is None or found.mask.shape == (side, side)
