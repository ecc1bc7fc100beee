"""Generated ROIs of five defect types and dents: which appearances people call by which word.

The same look can have different names; what is drawn here is the usual meaning, wide on purpose:

- scratch: straight, parallel or bent lines in any tone, chafed areas;
- crack: kinked or branching lines, nearly always darker;
- contamination: stains, smears, grains and spots that lie on the surface, often several drawn out
  along the grain;
- discoloration: patches of another tone or colour, large or with a soft border;
- hole_or_pit: dark compact hollows, one or a few;
- dent: hollows and bumps that only light and shade show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.synthesis.appearances.registry import APPEARANCES
from core.synthesis.fields import Shape
from core.synthesis.grounds.scenes import make_ground_scene
from core.synthesis.training_samples import marked_image
from core.synthesis.values import Sample

SMALLEST_PX: Final = 96
LARGEST_PX: Final = 260
"""Sides of the images the ROIs are cut from; most marks are then 10 to 150 px long."""
LEAST_MARGIN, MOST_MARGIN = 0.1, 0.8
"""Each side of a ROI is moved out by its own share of the box's extent."""
LEAST_MARGIN_PX: Final = 3.0
_LEAST_SIDE_PX: Final = 8
_STREAM: Final = 77
_MOST_MARKS: Final = 6
_BRIGHT_CRACKS: Final = 0.1
_CRACK_CONTRAST: Final = -12.0
"""Grey levels (0-255); a gap lets little light out."""
_HOLE_CONTRAST: Final = -18.0
_HOLE_SHARE: Final = 0.08
_MATTER_CONTRAST: Final = -10.0
_SCATTERED: Final = 4
_COMPACT_MATTER: Final = 0.5
"""Half of the compact spots are left out, so that most are drawn out, as rolling does."""
_TINT_CONTRAST: Final = 15.0
_LARGE_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Look:
    """One appearance of a type: how often it is drawn, and how often several lie together."""

    appearance: str
    weight: float
    several: float


_LOOKS: Final[Mapping[str, tuple[_Look, ...]]] = {
    "scratch": (
        _Look("line", 6.0, 0.3),
        _Look("curved_line", 1.5, 0.2),
        _Look("scuff", 1.5, 0.0),
    ),
    "contamination": (
        _Look("stain", 2.0, 0.3),
        _Look("smear", 2.5, 0.5),
        _Look("spots", 2.0, 0.0),
        _Look("spot", 5.0, 0.8),
        _Look("line", 15.0, 0.6),
    ),
    "crack": (_Look("irregular_line", 2.0, 0.1), _Look("branching_line", 2.0, 0.0)),
    "discoloration": (
        _Look("patch", 6.0, 0.5),
        _Look("stain", 1.0, 0.0),
        _Look("spot", 0.7, 0.3),
    ),
    "hole_or_pit": (_Look("pit", 5.0, 0.3), _Look("spot", 2.0, 0.2)),
    "dent": (_Look("dent", 3.0, 0.1), _Look("bump", 1.0, 0.0)),
}
TYPES: Final[tuple[str, ...]] = tuple(_LOOKS)
"""Ids of the types, in the order of the trained head."""


@dataclass(frozen=True, slots=True, eq=False)
class TypeSample:
    """A place with its type.

    Attributes
    ----------
    rgb : (H, W, 3) uint8
        The whole image.
    roi : BoxPx
        Drawn around the mark.
    kind, appearance : str
        One of `TYPES`, and what it looks like.
    """

    rgb: NDArray[np.uint8]
    roi: BoxPx
    kind: str
    appearance: str


def make_type_sample(seed: int) -> TypeSample:
    """Generate one ROI; types take turns with the seed, everything else is drawn from it."""
    rng = np.random.default_rng([seed, _STREAM])
    kind = TYPES[seed % len(TYPES)]
    looks = _LOOKS[kind]
    weights = np.asarray([look.weight for look in looks])
    while True:
        look = looks[int(rng.choice(len(looks), p=weights / weights.sum()))]
        several = int(rng.integers(2, _MOST_MARKS, endpoint=True))
        count = several if rng.random() < look.several else 1
        sample = _draw(rng, look, count)
        if sample is None or not _means(rng, kind, sample, count):
            continue
        roi = draw_roi(sample.mask, rng)
        if min(roi.w, roi.h) >= _LEAST_SIDE_PX:
            return TypeSample(sample.rgb, roi, kind, look.appearance)


def draw_roi(mask: NDArray[np.bool_], rng: np.random.Generator) -> BoxPx:
    """Draw a ROI around a mask, as a person would.

    Parameters
    ----------
    mask : (H, W) bool
        Not empty.
    rng : Generator

    Returns
    -------
    BoxPx
        Whole pixels: the box of the mask with each side moved out by its own 10-80 % of the
        box's extent, at least 3 px, cut to the image.
    """
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8))
    left, top, right, bottom = (
        max(LEAST_MARGIN_PX, share * extent)
        for share, extent in zip(
            rng.uniform(LEAST_MARGIN, MOST_MARGIN, 4), (width, height, width, height), strict=True
        )
    )
    rows = max(0, round(y - top)), min(mask.shape[0], round(y + height + bottom))
    columns = max(0, round(x - left)), min(mask.shape[1], round(x + width + right))
    return BoxPx(columns[0], rows[0], columns[1] - columns[0], rows[1] - rows[0])


def _draw(rng: np.random.Generator, look: _Look, count: int) -> Sample | None:
    """Photograph marks of an appearance; None if only another one could be seen."""
    shape = _shape(rng)
    sample = marked_image(
        rng, make_ground_scene(rng, shape), APPEARANCES[look.appearance], count=count
    )
    return sample if sample.facts is not None and sample.category == look.appearance else None


def _shape(rng: np.random.Generator) -> Shape:
    height, width = np.exp(rng.uniform(np.log(SMALLEST_PX), np.log(LARGEST_PX), 2))
    return int(height), int(width)


def _means(rng: np.random.Generator, kind: str, sample: Sample, count: int) -> bool:
    """Tell whether people would call this by the word; spots and stains have several."""
    contrast, share = _contrast(sample), float(sample.mask.mean())
    if kind == "crack":
        return contrast <= _CRACK_CONTRAST or (contrast > 0 and rng.random() < _BRIGHT_CRACKS)
    if kind == "discoloration" and sample.category == "stain":
        return share >= _LARGE_SHARE / 2 and abs(contrast) >= _TINT_CONTRAST
    if sample.category == "pit":
        return contrast < _HOLE_CONTRAST
    if sample.category == "line":
        # Matter that was rolled or wiped out is a dark band without borders, unlike a groove.
        is_streak = sample.facts is not None and sample.facts.variant == "band" and contrast < 0
        return is_streak == (kind == "contamination")
    if sample.category == "spot":
        return _spot_means(rng, kind, sample, count)
    return True


def _spot_means(rng: np.random.Generator, kind: str, sample: Sample, count: int) -> bool:
    contrast, share = _contrast(sample), float(sample.mask.mean())
    variant = sample.facts.variant if sample.facts else ""
    if kind == "hole_or_pit":
        return variant != "long" and contrast < _HOLE_CONTRAST and share < _HOLE_SHARE
    if kind == "contamination":
        matter = contrast >= _MATTER_CONTRAST or count >= _SCATTERED
        return variant == "long" or (matter and rng.random() < _COMPACT_MATTER)
    return variant == "irregular" and share >= _LARGE_SHARE


def _contrast(sample: Sample) -> float:
    """Return the mean signed change of grey levels in the mask."""
    change = sample.rgb[sample.mask].astype(np.float32) - sample.unmarked[sample.mask]
    return float(change.mean())
