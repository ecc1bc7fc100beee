"""Series of one product: alike in everything but grain, place and marks."""

from __future__ import annotations

import numpy as np

from core.domain.categories import CLEAN_ID
from core.synthesis.product_series import draw_product, make_product_series
from core.synthesis.values import Sample

SHAPE = (96, 96)


def grey_levels(sample: Sample) -> float:
    return float(sample.unmarked.mean())


def test_that_a_series_holds_the_wanted_numbers_of_good_and_marked_images() -> None:
    series = make_product_series(5, 3, 4, SHAPE)
    assert [sample.category == CLEAN_ID for sample in series] == [True] * 3 + [False] * 4
    assert all(sample.mask.any() == (sample.category != CLEAN_ID) for sample in series)
    assert {sample.rgb.shape for sample in series} == {(*SHAPE, 3)}


def test_that_a_series_is_the_same_again_and_begins_with_the_shorter_one() -> None:
    long, short = make_product_series(8, 3, 2, SHAPE), make_product_series(8, 2, 1, SHAPE)
    for longer, shorter in zip([*long[:2], long[3]], short, strict=True):
        assert np.array_equal(longer.rgb, shorter.rgb)
        assert np.array_equal(longer.mask, shorter.mask)


def test_that_pieces_of_a_product_are_alike_but_not_the_same() -> None:
    within, between = [], []
    for seed in range(8):
        first, second = make_product_series(seed, 2, 0, SHAPE)
        (other,) = make_product_series(seed + 100, 1, 0, SHAPE)
        assert not np.array_equal(first.rgb, second.rgb)
        within.append(abs(grey_levels(first) - grey_levels(second)))
        between.append(abs(grey_levels(first) - grey_levels(other)))
    assert np.mean(within) < 0.4 * np.mean(between)


def test_that_a_product_keeps_its_ground_and_station() -> None:
    product = draw_product(12, SHAPE)
    assert product == draw_product(12, SHAPE)
    assert {sample.surface for sample in make_product_series(12, 2, 2, SHAPE)} == {product.ground}
