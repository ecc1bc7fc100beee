"""Structured scenes: parts and features change the picture, keep their size and take marks."""

from __future__ import annotations

import numpy as np
import pytest

from core.domain.categories import CLEAN_ID
from core.synthesis.appearances.registry import APPEARANCES
from core.synthesis.grounds.base import piece
from core.synthesis.grounds.features import FEATURES, Feature, with_features
from core.synthesis.grounds.registry import KINDS, PART_KINDS
from core.synthesis.grounds.relief import stepped
from core.synthesis.grounds.scenes import draw_ground, make_ground_scene, make_structured_scene
from core.synthesis.training_samples import marked_image
from core.synthesis.values import Surface

SHAPE = (128, 160)


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _plain() -> Surface:
    return piece("plain", np.full((*SHAPE, 3), 0.3, dtype=np.float32))


def _column(width: int, at: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    x = np.arange(SHAPE[1], dtype=np.float32)[None, :] + np.zeros(SHAPE, dtype=np.float32)
    return np.asarray(np.abs(x - at) - width / 2, dtype=np.float32)


@pytest.mark.parametrize("feature", tuple(dict.fromkeys(FEATURES)))
def test_that_every_feature_structures_a_plain_ground(feature: Feature) -> None:
    changed = 0
    for seed in range(8):
        part = feature(_rng(seed), _plain())
        assert part.shape == SHAPE
        assert np.isfinite(part.albedo).all()
        assert part.irradiance.min() > 0.0
        assert not np.any(part.markable & (part.body < 0.5))
        changed += bool(np.ptp(part.albedo) > 0.02 or np.ptp(part.height_px) > 0.1)
    assert changed >= 6


def test_that_features_leave_what_lies_behind_the_piece_alone() -> None:
    for seed in range(12):
        cut = make_ground_scene(_rng(seed), SHAPE, "cog").surface
        behind = cut.body == 0.0
        shaped = with_features(_rng(seed), cut)
        assert np.array_equal(shaped.albedo[behind], cut.albedo[behind])
        assert np.array_equal(shaped.height_px[behind], cut.height_px[behind])


def test_that_a_step_is_light_where_it_is_raised_and_shaded_at_its_foot() -> None:
    column = stepped(_plain(), _column(40, 80), rise_px=3.0, wide_px=4.0, tone=0.5, shade=0.6)
    assert column.height_px[60, 80] == pytest.approx(3.0)
    assert column.height_px[60, 10] == pytest.approx(0.0, abs=1e-3)
    assert column.albedo[60, 80, 0] == pytest.approx(0.3 * np.exp(0.5), rel=1e-3)
    assert column.irradiance[60, 80] == pytest.approx(1.0)
    assert column.irradiance[60, 103] < 0.6


def test_that_a_structured_scene_comes_from_its_random_numbers_alone() -> None:
    first, again = (make_structured_scene(_rng(4), SHAPE) for _ in range(2))
    other = make_structured_scene(_rng(5), SHAPE)
    assert np.array_equal(first.seen(first.surface), again.seen(again.surface))
    assert not np.array_equal(first.seen(first.surface), other.seen(other.surface))


def test_that_all_parts_and_grounds_with_features_are_drawn_in_the_long_run() -> None:
    rng = _rng(2)
    grounds = {make_structured_scene(rng, (48, 48)).ground for _ in range(150)}
    assert set(PART_KINDS) <= grounds
    assert len(grounds & set(KINDS)) > len(KINDS) / 2


def test_that_parts_are_drawn_only_when_asked_for() -> None:
    rng = _rng(3)
    assert not {draw_ground(rng) for _ in range(500)} & set(PART_KINDS)


@pytest.mark.parametrize("name", sorted(PART_KINDS))
def test_that_a_mark_on_a_part_changes_the_picture_only_under_its_mask(name: str) -> None:
    rng = _rng(len(name))
    sample = marked_image(rng, make_ground_scene(rng, (160, 160), name), APPEARANCES["stain"])
    assert sample.category != CLEAN_ID
    change = np.abs(sample.rgb.astype(int) - sample.unmarked).mean(axis=2)
    assert change[sample.mask].mean() > 2.5 * change[~sample.mask].mean()
