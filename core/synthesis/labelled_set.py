"""The fixed generated set that guards accuracy in tests without any data from outside.

Like real inspection and unlike training data: two products under one fixed lamp and camera, so that
a handful of examples can teach something; marks from weak to strong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from core.domain.categories import CLEAN_ID
from core.synthesis.compose import clean_sample, make_scene, marked_sample
from core.synthesis.fields import Shape
from core.synthesis.marks import MARKS
from core.synthesis.optics import station_camera, station_light
from core.synthesis.surfaces import brushed_sheet, cast_sheet
from core.synthesis.values import MarkRequest, Sample

SET_SHAPE: Final[Shape] = (256, 256)
SET_SURFACES: Final = ("brushed", "cast")
SET_CATEGORIES: Final = (CLEAN_ID, *MARKS)

_STRIDE = 10_000
"""Room for the images of one class in the numbering of seeds."""
_SIZES: Final = {
    "scratch": (0.35, 0.8),
    "contamination": (0.2, 0.42),
    "dent": (0.14, 0.28),
    "crack": (0.35, 0.65),
    "discoloration": (0.35, 0.65),
}


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
            # A seed of its own for every image: no two share grain, light or noise.
            own = (seed * len(SET_CATEGORIES) + k) * _STRIDE + i
            yield _sample(own, category, surface)


def _sample(seed: int, category: str, surface: str) -> Sample:
    rng = np.random.default_rng([seed, 0])
    light, camera = station_light(rng), station_camera(rng)
    sheet = brushed_sheet if surface == "brushed" else cast_sheet
    scene = make_scene(seed, sheet(rng, SET_SHAPE), light, camera)
    if category == CLEAN_ID:
        return clean_sample(scene)
    low, high = _SIZES[category]
    request = MarkRequest(strength=float(rng.uniform(0.4, 1.0)), size=float(rng.uniform(low, high)))
    return marked_sample(rng, scene, category, request)
