"""Generated ROIs of defect types."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from core.domain.regions import BoxPx
from core.synthesis.appearances.registry import APPEARANCES
from core.synthesis.type_samples import TYPES, draw_roi, make_type_sample


def test_that_a_seed_says_everything() -> None:
    first, second = make_type_sample(17), make_type_sample(17)
    assert np.array_equal(first.rgb, second.rgb)
    assert (first.roi, first.kind, first.appearance) == (second.roi, second.kind, second.appearance)
    assert not np.array_equal(first.rgb, make_type_sample(17 + len(TYPES)).rgb)


def test_that_types_take_turns() -> None:
    kinds = Counter(make_type_sample(seed).kind for seed in range(2 * len(TYPES)))
    assert kinds == dict.fromkeys(TYPES, 2)


def test_that_every_roi_shows_an_appearance() -> None:
    for seed in range(12):
        sample = make_type_sample(seed)
        assert sample.appearance in APPEARANCES
        assert sample.rgb.dtype == np.uint8
        assert min(sample.roi.w, sample.roi.h) >= 8
        height, width = sample.rgb.shape[:2]
        assert sample.roi.right <= width
        assert sample.roi.bottom <= height


@pytest.mark.parametrize("seed", range(20))
def test_that_a_roi_leaves_ground_on_each_side(seed: int) -> None:
    mask = np.zeros((200, 300), dtype=bool)
    mask[80:100, 100:160] = True
    rows, columns = draw_roi(mask, np.random.default_rng(seed)).slices()
    assert 3 <= 80 - rows.start <= 17
    assert 3 <= rows.stop - 100 <= 17
    assert 6 <= 100 - columns.start <= 49
    assert 6 <= columns.stop - 160 <= 49


def test_that_a_roi_ends_at_the_image() -> None:
    mask = np.ones((40, 50), dtype=bool)
    assert draw_roi(mask, np.random.default_rng(0)) == BoxPx(0, 0, 50, 40)
