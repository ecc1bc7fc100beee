"""Training images: reproducible, exactly masked, visible, in the wanted shares."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache

import numpy as np
import pytest

from core.domain.categories import CLEAN_ID
from core.synthesis.appearances.registry import APPEARANCES
from core.synthesis.grounds.registry import GROUNDS, KINDS
from core.synthesis.grounds.scenes import make_ground_scene
from core.synthesis.training_samples import (
    LARGEST_SHARE,
    SMALLEST_SHARE,
    make_training_sample,
    marked_image,
)
from core.synthesis.values import Sample
from core.synthesis.visibility import can_be_seen

SEEDS = range(90)


@cache
def drawn() -> tuple[Sample, ...]:
    return tuple(make_training_sample(seed) for seed in SEEDS)


def test_that_a_seed_gives_the_same_pixels_and_another_seed_gives_others() -> None:
    for seed in (0, 3, 17, 40):
        again, first = make_training_sample(seed), drawn()[seed]
        assert np.array_equal(again.rgb, first.rgb)
        assert np.array_equal(again.unmarked, first.unmarked)
        assert np.array_equal(again.mask, first.mask)
        assert again.category == first.category
    assert not np.array_equal(drawn()[0].rgb, drawn()[1].rgb)


def test_that_every_mark_can_be_seen_and_has_a_size_within_the_limits() -> None:
    for sample in drawn():
        if sample.category == CLEAN_ID:
            continue
        assert can_be_seen(sample.rgb, sample.unmarked, sample.mask)
        assert SMALLEST_SHARE <= sample.mask.mean() <= LARGEST_SHARE


def test_that_a_clean_image_has_an_empty_mask_and_no_facts() -> None:
    clean = [sample for sample in drawn() if sample.category == CLEAN_ID]
    assert clean
    assert not any(sample.mask.any() for sample in clean)
    assert all(sample.facts is None for sample in clean)
    assert any(not np.array_equal(sample.rgb, sample.unmarked) for sample in clean)


def test_that_about_two_in_five_images_are_clean_and_many_appearances_are_drawn() -> None:
    kinds = Counter(sample.category for sample in drawn())
    assert 0.3 <= kinds[CLEAN_ID] / len(drawn()) <= 0.52
    assert len(kinds) >= len(APPEARANCES) * 0.6
    assert {sample.surface for sample in drawn()} <= set(GROUNDS)


def test_that_whole_parts_are_common_with_and_without_a_mark() -> None:
    plain, cut = Counter[bool](), Counter[bool]()
    for sample in drawn():
        counted = plain if sample.surface in KINDS else cut
        counted[sample.category == CLEAN_ID] += 1
    parts = cut[True] / (cut[True] + plain[True])
    assert 0.3 <= parts <= 0.65
    assert cut[False] >= 10


def test_that_facts_agree_with_the_mask() -> None:
    for sample in drawn():
        if sample.facts is None:
            continue
        assert sample.facts.category == sample.category
        assert sample.facts.area_px == int(sample.mask.sum())
        assert sample.facts.contrast > 0


@pytest.mark.parametrize("name", sorted(APPEARANCES))
def test_that_every_appearance_changes_little_outside_its_mask(name: str) -> None:
    rng = np.random.default_rng([7, len(name)])
    sample = marked_image(
        rng, make_ground_scene(rng, (160, 160), "moulded_plastic"), APPEARANCES[name]
    )
    change = np.abs(sample.rgb.astype(int) - sample.unmarked).mean(axis=2)
    assert change[sample.mask].mean() > 2.5 * change[~sample.mask].mean()


@pytest.mark.parametrize("shape", [(64, 64), (96, 240)])
def test_that_any_image_size_works(shape: tuple[int, int]) -> None:
    for seed in range(6):
        sample = make_training_sample(seed, shape)
        assert sample.rgb.shape == (*shape, 3)
        assert sample.mask.shape == shape
        assert sample.rgb.dtype == np.uint8


def test_that_images_are_neither_black_nor_white_on_the_part() -> None:
    levels = [float(np.percentile(sample.unmarked, 95)) for sample in drawn()]
    assert min(levels) > 12.0


def test_that_brighter_and_darker_marks_are_about_equally_common() -> None:
    changes = [
        float((sample.rgb.astype(int) - sample.unmarked)[sample.mask].mean())
        for sample in drawn()
        if sample.mask.any()
    ]
    assert 0.3 <= np.mean(np.asarray(changes) > 0) <= 0.7


def test_that_an_image_is_made_within_the_time_that_training_allows() -> None:
    start = time.process_time()
    for seed in range(20):
        make_training_sample(seed)
    assert (time.process_time() - start) / 20 < 0.05
