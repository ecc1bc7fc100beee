from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from core.domain.regions import BoxPx, CocoRle, RegionKind, RegionSource
from core.measure.run_lengths import decode_mask, encode_mask, region_of_mask


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.booleans()))
def test_that_a_mask_comes_back_from_its_run_lengths(mask: NDArray[np.bool_]) -> None:
    assert np.array_equal(decode_mask(encode_mask(mask)), mask)


def test_that_runs_go_down_the_columns_and_begin_with_background() -> None:
    mask = np.zeros((4, 4), bool)
    mask[3, 0] = mask[0, 1] = True
    assert encode_mask(mask).counts == (3, 2, 11)
    assert encode_mask(~mask).counts == (0, 3, 2, 11)


def test_that_runs_of_the_wrong_sum_are_refused() -> None:
    with pytest.raises(ValueError, match="runs of 5 pixels"):
        decode_mask(CocoRle(size=(2, 3), counts=(3, 2)))


def test_that_the_region_of_a_mask_has_the_tightest_box() -> None:
    mask = np.zeros((20, 30), bool)
    mask[4:6, 7:12] = True
    mask[9, 3] = True
    region = region_of_mask(mask, RegionSource.MEASURED)
    assert region.box == BoxPx(3, 4, 9, 6)
    assert (region.kind, region.source) == (RegionKind.MASK, RegionSource.MEASURED)
    assert region.mask is not None
    assert np.array_equal(decode_mask(region.mask), mask)


def test_that_an_empty_mask_is_no_region() -> None:
    with pytest.raises(ValueError, match="empty mask"):
        region_of_mask(np.zeros((3, 3), bool), RegionSource.MEASURED)
