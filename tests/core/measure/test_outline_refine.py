from __future__ import annotations

import cv2
import numpy as np

from core.measure.outline_refine import refined, without_crumbs


def test_that_a_loose_outline_is_drawn_to_the_edge_of_the_mark() -> None:
    mask = np.zeros((80, 120), bool)
    mask[30:50, 40:80] = True
    light = np.linspace(0, 60, 120)[None]
    grey = 120 + light + np.random.default_rng(2).normal(0, 3, mask.shape) - 40 * mask
    rgb = np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)
    loose = cv2.dilate(mask.astype(np.float32), np.ones((9, 9)))
    likely = cv2.GaussianBlur(loose * 0.8 + 0.02, (0, 0), 3)
    found = refined(rgb, np.asarray(likely, dtype=np.float32)) >= 0.5
    before = (likely >= 0.5) & mask
    assert before.sum() / ((likely >= 0.5) | mask).sum() < 0.75
    assert (found & mask).sum() / (found | mask).sum() > 0.85


def test_that_a_plain_picture_leaves_the_outline_as_it_is() -> None:
    likely = np.full((30, 40), 0.05, np.float32)
    likely[10:20, 10:30] = 0.9
    found = refined(np.full((30, 40, 3), 90, np.uint8), likely)
    assert np.isfinite(found).all()
    assert np.array_equal(found >= 0.5, likely >= 0.5)


def test_that_grain_far_from_the_mark_does_not_lengthen_it() -> None:
    found = np.zeros((60, 90), bool)
    found[20:40, 20:50] = True
    found[5:8, 5:13] = True  # a crumb: a twenty-fifth of the mark
    found[50:55, 80:85] = True  # only the colours show it
    found[45:50, 20:30] = True
    seen = np.zeros_like(found)
    seen[2:48, 2:52] = True
    kept = without_crumbs(found, seen)
    assert kept[20:40, 20:50].all()
    assert kept[45:50, 20:30].all()
    assert not kept[5:8].any()
    assert not kept[50:, 80:].any()


def test_that_the_largest_part_is_always_kept() -> None:
    found = np.zeros((20, 30), bool)
    found[3:5, 3:9] = True
    found[12, 20] = True
    kept = without_crumbs(found, np.zeros_like(found))
    assert np.count_nonzero(kept) == 12
