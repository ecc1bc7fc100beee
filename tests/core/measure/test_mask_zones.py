"""How a mask spreads over the cells of a frame."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from core.domain.measurements import Zone
from core.domain.regions import BoxPx
from core.measure.mask_zones import mask_zone_shares
from core.measure.zones import zone_shares

MASKS = arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))).filter(
    lambda mask: bool(mask.any())
)
SIDES = st.floats(2, 20)


@settings(max_examples=150, deadline=None)
@given(MASKS, st.tuples(st.integers(0, 9), st.integers(0, 9)), SIDES, SIDES)
def test_that_the_shares_are_those_of_the_pixels_one_by_one(
    mask: NDArray[np.bool_], offset_px: tuple[int, int], width_px: float, height_px: float
) -> None:
    frame = BoxPx(1.5, 0.25, width_px, height_px)
    expected = dict.fromkeys(Zone, 0.0)
    pixels = np.argwhere(mask)
    for y, x in pixels.tolist():
        pixel = BoxPx(float(x + offset_px[0]), float(y + offset_px[1]), 1.0, 1.0)
        for zone, share in zone_shares(pixel, frame).items():
            expected[zone] += share / len(pixels)
    assert mask_zone_shares(mask, offset_px=offset_px, frame=frame) == pytest.approx(expected)
