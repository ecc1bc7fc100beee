from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.domain.categories import CLEAN_ID
from core.synthesis.compose import make_sample
from core.synthesis.look_alikes import LOOK_ALIKES
from core.synthesis.marks import MARKS
from core.synthesis.surfaces import SURFACES
from core.synthesis.values import MarkRequest, Sample

SHAPE = (176, 208)
HARD_EDGED = ("scratch", "dent", "crack")
EVERYTHING = (*MARKS, *LOOK_ALIKES)


def change(sample: Sample) -> NDArray[np.int64]:
    """Largest change of a channel that the mark made, per pixel."""
    apart = np.abs(sample.rgb.astype(np.int64) - sample.unmarked)
    return np.asarray(apart.max(axis=2), dtype=np.int64)


def grown(mask: NDArray[np.bool_], by_px: int) -> NDArray[np.bool_]:
    kernel = np.ones((2 * by_px + 1, 2 * by_px + 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("category", [CLEAN_ID, *EVERYTHING])
def test_that_a_seed_decides_every_pixel(surface: str, category: str) -> None:
    first = make_sample(7, category, surface=surface, shape=SHAPE)
    second = make_sample(7, category, surface=surface, shape=SHAPE)
    other = make_sample(8, category, surface=surface, shape=SHAPE)
    assert np.array_equal(first.rgb, second.rgb)
    assert np.array_equal(first.mask, second.mask)
    assert first.facts == second.facts
    assert not np.array_equal(first.rgb, other.rgb)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("category", [CLEAN_ID, *EVERYTHING])
def test_that_a_sample_has_the_promised_form(surface: str, category: str) -> None:
    sample = make_sample(3, category, surface=surface, shape=SHAPE)
    assert sample.rgb.shape == sample.unmarked.shape == (*SHAPE, 3)
    assert sample.rgb.dtype == sample.unmarked.dtype == np.uint8
    assert sample.mask.shape == SHAPE
    assert sample.mask.dtype == np.bool_
    assert sample.category == category
    assert sample.surface == surface
    # Exposed like a photograph: neither black nor burnt out.
    assert 25 < sample.rgb.mean() < 235
    assert sample.rgb.std() > 2


@pytest.mark.parametrize("surface", SURFACES)
def test_that_a_good_piece_has_no_mark(surface: str) -> None:
    sample = make_sample(5, CLEAN_ID, surface=surface, shape=SHAPE)
    assert not sample.mask.any()
    assert sample.facts is None
    assert np.array_equal(sample.rgb, sample.unmarked)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("category", EVERYTHING)
@pytest.mark.parametrize("seed", range(3))
def test_that_pixels_change_inside_the_mask_only(surface: str, category: str, seed: int) -> None:
    sample = make_sample(seed, category, surface=surface, shape=SHAPE)
    changed = change(sample)
    outside = changed[~grown(sample.mask, 4)]
    # What fades out softly has no sharp end; its tail stays weak.
    share = 0.12 if category in HARD_EDGED else 0.45
    assert outside.max() <= max(2.0, share * changed.max())
    assert (changed[sample.mask] > 0).mean() > 0.85


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("category", EVERYTHING)
def test_that_the_facts_tell_what_was_drawn(surface: str, category: str) -> None:
    request = MarkRequest(strength=0.8, size=0.3, at_px=(104.0, 88.0), angle_deg=30.0)
    sample = make_sample(11, category, surface=surface, shape=SHAPE, request=request)
    facts = sample.facts
    assert facts is not None
    rows, columns = np.nonzero(sample.mask)
    assert facts.area_px == len(rows) > 0
    assert facts.centre_px == pytest.approx((columns.mean() + 0.5, rows.mean() + 0.5))
    inside = np.abs(sample.rgb.astype(float) - sample.unmarked).mean(axis=2)[sample.mask]
    assert facts.contrast == pytest.approx(inside.mean(), rel=1e-4)
    assert facts.strength == 0.8


@pytest.mark.parametrize("category", ["scratch", "contamination", "dent", "discoloration"])
def test_that_a_mark_lies_where_it_was_asked_for(category: str) -> None:
    request = MarkRequest(strength=0.8, size=0.2, at_px=(80.0, 90.0))
    sample = make_sample(2, category, surface="painted", shape=SHAPE, request=request)
    assert sample.facts is not None
    assert sample.facts.centre_px == pytest.approx((80.0, 90.0), abs=9.0)


@pytest.mark.parametrize("category", EVERYTHING)
def test_that_strength_runs_from_faint_to_strong(category: str) -> None:
    contrasts = []
    for strength in (0.1, 0.5, 1.0):
        request = MarkRequest(strength=strength, size=0.25, at_px=(100.0, 88.0), angle_deg=40.0)
        sample = make_sample(4, category, surface="brushed", shape=SHAPE, request=request)
        assert sample.facts is not None
        contrasts.append(sample.facts.contrast)
    assert contrasts[0] < contrasts[1] < contrasts[2]
    assert contrasts[0] < 0.75 * contrasts[2]


@pytest.mark.parametrize("angle_deg", [0.0, 30.0, 90.0, 140.0])
def test_that_a_scratch_runs_in_the_direction_asked_for(angle_deg: float) -> None:
    request = MarkRequest(0.9, 0.5, "single", (104.0, 88.0), angle_deg)
    mask = make_sample(6, "scratch", surface="painted", shape=SHAPE, request=request).mask
    rows, columns = np.nonzero(mask)
    points = np.stack([columns - columns.mean(), -(rows - rows.mean())])
    _, vectors = np.linalg.eigh(points @ points.T)
    measured = np.degrees(np.arctan2(vectors[1, -1], vectors[0, -1]))
    apart = abs((measured - angle_deg + 90.0) % 180.0 - 90.0)
    assert apart < 4.0
    spread = np.ptp(vectors[:, -1] @ points)
    assert spread == pytest.approx(0.5 * min(SHAPE), rel=0.2)


def test_that_a_larger_dent_covers_more() -> None:
    areas = []
    for size in (0.1, 0.2, 0.4):
        request = MarkRequest(0.8, size, "round", (100.0, 88.0), 0.0)
        areas.append(
            make_sample(1, "dent", surface="cast", shape=SHAPE, request=request).mask.sum()
        )
    expected = [np.pi / 4 * (size * min(SHAPE)) ** 2 for size in (0.1, 0.2, 0.4)]
    assert areas == pytest.approx(expected, rel=0.2)


@pytest.mark.parametrize("surface", SURFACES)
def test_that_no_random_mark_is_invisible(surface: str) -> None:
    for category in EVERYTHING:
        for seed in range(50, 56):
            facts = make_sample(seed, category, surface=surface, shape=SHAPE).facts
            assert facts is not None
            assert facts.area_px >= 15, (category, seed)
            assert facts.contrast > 1.5, (category, seed)


def test_that_an_unknown_surface_or_category_is_refused() -> None:
    with pytest.raises(KeyError, match="marble"):
        make_sample(0, CLEAN_ID, surface="marble", shape=SHAPE)
    with pytest.raises(KeyError, match="dragon"):
        make_sample(0, "dragon", surface="cast", shape=SHAPE)
