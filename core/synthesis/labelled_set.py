"""The fixed generated set that guards accuracy in tests without any data from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.domain.categories import CLEAN_ID
from core.synthesis.compose import make_sample
from core.synthesis.fields import Shape
from core.synthesis.marks import MARKS
from core.synthesis.values import Sample

SET_SHAPE: Final[Shape] = (256, 256)
SET_SURFACES: Final = ("brushed", "cast")
SET_CATEGORIES: Final = (CLEAN_ID, *MARKS)

_STRIDE = 10_000
"""Room for the images of one class in the numbering of seeds."""


def labelled_set(*, seed: int = 2024, n_per_class: int = 20) -> tuple[Sample, ...]:
    """Make the set: good and five defect categories, over two surfaces in turn.

    Parameters
    ----------
    seed : int
        The same seed gives the same pixels.
    n_per_class : int
        Images of each of the six classes; a larger set begins each class with the smaller one's.

    Returns
    -------
    tuple of Sample
        ``6 * n_per_class`` images of 256 x 256 pixels, class by class.
    """
    return tuple(_samples(seed, n_per_class))


def _samples(seed: int, n_per_class: int) -> Iterator[Sample]:
    for k, category in enumerate(SET_CATEGORIES):
        for i in range(n_per_class):
            surface = SET_SURFACES[i % len(SET_SURFACES)]
            # A seed of its own for every image: no two share grain, pose or light.
            own = (seed * len(SET_CATEGORIES) + k) * _STRIDE + i
            yield make_sample(own, category, surface=surface, shape=SET_SHAPE)
