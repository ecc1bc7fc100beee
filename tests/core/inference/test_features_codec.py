from __future__ import annotations

import numpy as np
import pytest

from core.inference.features_codec import decode_features, encode_features, round_patches
from core.inference.protocols import ImageFeatures, PatchGrid


def _features(largest: float = 3.0) -> ImageFeatures:
    random = np.random.default_rng(8)
    fine = random.normal(size=(4, 6, 5)).astype(np.float32)
    fine[0, 0, 0] = largest
    return ImageFeatures(
        embedding=random.normal(size=7).astype(np.float32),
        statistics=random.normal(size=11).astype(np.float32) * np.float32(1e-9),
        patches=(PatchGrid(8, fine), PatchGrid(32, fine[:1, :2])),
        blocks=(5, 6),
    )


def test_that_features_come_back_exactly() -> None:
    rounded = round_patches(_features())
    assert rounded is not None
    found = decode_features(encode_features(rounded))
    assert found is not None
    assert np.array_equal(found.embedding, _features().embedding)
    assert np.array_equal(found.statistics, _features().statistics)
    assert found.blocks == (5, 6)
    assert [grid.stride_px for grid in found.patches] == [8, 32]
    for grid, expected in zip(found.patches, rounded.patches, strict=True):
        assert np.array_equal(grid.features, expected.features)
        assert grid.features.dtype == np.float32


def test_that_features_without_patches_come_back() -> None:
    bare = ImageFeatures(np.ones(3, np.float32), np.zeros(0, np.float32))
    found = decode_features(encode_features(bare))
    assert found is not None
    assert found.embedding.tolist() == [1, 1, 1]
    assert (found.statistics.shape, found.patches) == ((0,), ())


def test_that_rounding_keeps_three_digits() -> None:
    rounded = round_patches(_features())
    assert rounded is not None
    expected = _features().patches[0].features
    assert np.allclose(rounded.patches[0].features, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("value", [1e6, float("nan"), float("inf")])
def test_that_values_beyond_half_precision_are_not_rounded(value: float) -> None:
    assert round_patches(_features(largest=value)) is None


@pytest.mark.parametrize("place", [0, 5, 40, -1])
def test_that_one_flipped_bit_is_noticed(place: int) -> None:
    blob = bytearray(encode_features(_features()))
    blob[place] ^= 4
    assert decode_features(bytes(blob)) is None


@pytest.mark.parametrize("length", [0, 3, 11, 60, -1])
def test_that_a_cut_off_blob_is_noticed(length: int) -> None:
    assert decode_features(encode_features(_features())[:length]) is None
