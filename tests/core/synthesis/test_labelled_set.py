from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from core.domain.categories import CLEAN_ID
from core.synthesis.labelled_set import SET_CATEGORIES, SET_SHAPE, SET_SURFACES, labelled_set
from core.synthesis.values import Sample


@pytest.fixture(scope="module")
def samples() -> tuple[Sample, ...]:
    return labelled_set()


def test_that_it_holds_twenty_images_of_six_classes(samples: tuple[Sample, ...]) -> None:
    counts = Counter(sample.category for sample in samples)
    assert counts == dict.fromkeys(SET_CATEGORIES, 20)
    assert set(SET_CATEGORIES) == {
        CLEAN_ID,
        "scratch",
        "contamination",
        "dent",
        "crack",
        "discoloration",
    }


def test_that_every_class_lies_evenly_on_both_surfaces(samples: tuple[Sample, ...]) -> None:
    pairs = Counter((sample.category, sample.surface) for sample in samples)
    assert len(SET_SURFACES) == 2
    assert pairs == {(c, s): 10 for c in SET_CATEGORIES for s in SET_SURFACES}


def test_that_no_image_occurs_twice(samples: tuple[Sample, ...]) -> None:
    assert len({sample.rgb.tobytes() for sample in samples}) == len(samples)


def test_that_only_defects_have_masks(samples: tuple[Sample, ...]) -> None:
    for sample in samples:
        assert sample.rgb.shape == (*SET_SHAPE, 3)
        assert sample.mask.any() == (sample.category != CLEAN_ID)
        assert sample.mask.mean() < 0.4


def test_that_defects_run_from_faint_to_strong(samples: tuple[Sample, ...]) -> None:
    for category in SET_CATEGORIES[1:]:
        facts = [s.facts for s in samples if s.category == category and s.facts is not None]
        contrasts = [fact.contrast for fact in facts]
        assert len(contrasts) == 20
        assert max(contrasts) > 2 * min(contrasts)


def test_that_a_small_set_is_the_beginning_of_the_large_one(samples: tuple[Sample, ...]) -> None:
    small = labelled_set(n_per_class=2)
    assert len(small) == 12
    for k in range(6):
        for i in range(2):
            assert np.array_equal(small[2 * k + i].rgb, samples[20 * k + i].rgb)


def test_that_another_seed_gives_other_images(samples: tuple[Sample, ...]) -> None:
    other = labelled_set(seed=1, n_per_class=1)
    assert not np.array_equal(other[0].rgb, samples[0].rgb)
