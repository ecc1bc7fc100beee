"""The words a picture deserves, by rule from pixels and mask.

One rule makes both the captions of generated pictures and the true words of real ones, so limits
lie where a person would change the word, and small flaws of a drawn mask (steps, crumbs, short
gaps) do not change it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.describe.appearance import (
    DIRECTED,
    LINES,
    Appearance,
    Count,
    Direction,
    LineWidth,
    MarkShape,
    SeenMark,
    Size,
)
from core.describe.colour_words import ground_of, hue_of, tone_of
from core.domain.measurements import Measurement, Zone
from core.measure.inscribed import distances_inside
from core.measure.mask_facts import measure_mask
from core.measure.parts import parts_of
from core.measure.strokes import measure_strokes
from core.synthesis.ground_words import Texture

_GAP_SHARE: Final = 0.006
"""Gaps up to twice this share of the short side do not part a mark: a broken stroke is one."""

_COUNTED_SHARE: Final = 0.15
"""A part counts from this share of the largest part's area; smaller ones are its crumbs."""

_ALIGNED: Final = 8.0
_DRAWN: Final = 0.5
"""Parts whose common outline is so elongated are one broken line, not several marks, if at least
this share of its length is drawn: two dots far apart are no line."""

_LINE_STROKE: Final = 7.0
"""A stroke so many times longer than its mean width is seen as a line."""

_LINE_SLIMNESS: Final = 5.0
"""The longest extent of a line in units of its thickest place: a spot with a tail is no line."""

_LINE_WIDEST: Final = 0.08
"""Mean width of a line in long sides of the image at most: a broader band is no line."""

_STRAIGHT: Final = 0.88
"""Length of a line in units of its path below which it winds; a hand-drawn edge alone gives .93."""

_BOW: Final = 0.1
"""How far a line leaves its chord, in units of its length, from which it is curved."""

_BRANCHED: Final = 0.87
"""A fork counts when all strokes together are so much longer than the extent: no mere nick."""

_ELONGATED: Final = 2.0
_ROUND_ELONGATION: Final = 1.7
_ROUND_FILL: Final = 0.8
"""Share of the ellipse over both Feret diameters that a round spot fills; a square has 0.64."""

_PATCH_PERCENT: Final = 12.0
_BAND: Final = 4.0
"""A mark over so much of the image is a patch, unless it is as elongated as a band."""

_DIRECTED: Final = 2.0
_UPRIGHT_DEG: Final = 90.0
_DIAGONAL_DEG: Final = 22.5
"""Within so many degrees of an axis a mark runs along it: each direction has an equal share."""

_THIN_SHARE: Final = 0.022
"""Stroke width in long sides of the image up to which a line is thin."""

_SPOT_PERCENTS: Final = (0.1, 1.0, 4.0, 15.0)
"""Area of the largest mark in percent of the image at which the next size begins."""

_LINE_SHARES: Final = (0.08, 0.2, 0.45, 0.8)
"""Length of the longest line in long sides of the image at which the next size begins."""

_SEVERAL, _MANY = 4, 9
_TWO_LABELS: Final = 2
"""Background and one part."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of the image in pixels."""

    width_px: int
    height_px: int

    @property
    def short_px(self) -> int:
        """Shorter side."""
        return min(self.width_px, self.height_px)

    @property
    def long_px(self) -> int:
        """Longer side."""
        return max(self.width_px, self.height_px)


def appearance_of(
    rgb: NDArray[np.uint8], mask: NDArray[np.bool_], *, texture: Texture | str | None = None
) -> Appearance:
    """Say how a picture looks.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The picture.
    mask : (H, W) bool
        The mark; empty on a clean picture.
    texture : Texture or str, optional
        What is known of the ground's texture; pixels do not tell it.

    Returns
    -------
    Appearance
        ``ground`` is None when the mark covers the whole picture.

    Raises
    ------
    ValueError
        If shapes differ or the texture is not in the closed list.
    """
    if rgb.shape[:2] != mask.shape:
        message = f"picture {rgb.shape} and mask {mask.shape} differ in size"
        raise ValueError(message)
    known = None if texture is None else Texture(texture)
    ground = ground_of(rgb, mask, texture=known)
    if not mask.any():
        return Appearance(None, ground)
    return Appearance(_seen(rgb, mask), ground)


def count_word(n: int) -> Count:
    """Return the word for a number of marks."""
    if n >= _MANY:
        return Count.MANY
    return (Count.ONE, Count.TWO, Count.THREE)[n - 1] if n < _SEVERAL else Count.SEVERAL


def shape_of(facts: Measurement, frame: Frame, *, is_branching: bool) -> MarkShape:
    """Return the shape of one mark.

    Parameters
    ----------
    facts : Measurement
        Of this mark alone.
    frame : Frame
        Size of the image.
    is_branching : bool
        Whether its centre line forks.
    """
    elongation = facts.elongation or 1.0
    if _is_line(facts, frame):
        return _line_of(facts, is_branching=is_branching)
    if (facts.area_percent or 0.0) >= _PATCH_PERCENT and elongation < _BAND:
        return MarkShape.PATCH
    if elongation >= _ELONGATED:
        return MarkShape.ELONGATED_SPOT
    is_round = elongation < _ROUND_ELONGATION and _fill(facts) >= _ROUND_FILL
    return MarkShape.ROUND_SPOT if is_round else MarkShape.IRREGULAR_SPOT


def size_of(facts: Measurement, frame: Frame, *, is_line: bool) -> Size:
    """Return the size of one mark: length of a line, area of everything else."""
    if is_line:
        return _step((facts.length_px or 0.0) / frame.long_px, _LINE_SHARES)
    return _step(facts.area_percent or 0.0, _SPOT_PERCENTS)


def direction_of(facts: Measurement, shape: MarkShape) -> Direction | None:
    """Return how a mark runs; None where no direction stands out."""
    if shape not in DIRECTED or facts.angle_deg is None or (facts.elongation or 1.0) < _DIRECTED:
        return None
    angle = facts.angle_deg % 180
    if min(angle, 180 - angle) <= _DIAGONAL_DEG:
        return Direction.HORIZONTAL
    if abs(angle - _UPRIGHT_DEG) <= _DIAGONAL_DEG:
        return Direction.VERTICAL
    return Direction.RISING if angle < _UPRIGHT_DEG else Direction.FALLING


def _seen(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> SeenMark:
    frame = Frame(mask.shape[1], mask.shape[0])
    whole = measure_mask(mask)
    n, largest = _marks_of(mask, frame)
    if n > 1 and _is_broken_line(whole):
        n, largest = 1, mask
    one, largest = _stroke_of(largest, whole)
    shape = shape_of(one, frame, is_branching=_branches(largest, one))
    is_line = shape in LINES
    return SeenMark(
        count_word(n),
        size_of(one, frame, is_line=is_line),
        shape,
        tone_of(rgb, mask),
        whole.zone or Zone.CENTER,
        width=_width(one, frame) if is_line else None,
        hue=hue_of(rgb, mask),
        direction=direction_of(one, shape),
    )


def _stroke_of(
    mark: NDArray[np.bool_], whole: Measurement
) -> tuple[Measurement, NDArray[np.bool_]]:
    """Return the facts that decide the shape of one mark, and the pixels they were measured on."""
    facts = whole if np.count_nonzero(mark) == whole.area_px else measure_mask(mark)
    if (facts.straightness or 1.0) >= _BRANCHED:
        return facts, mark
    # Strokes side by side: together they look winding, each of them alone may be straight.
    n_labels, labels = cv2.connectedComponents(mark.astype(np.uint8), connectivity=8)
    if n_labels <= _TWO_LABELS:
        return facts, mark
    largest = np.asarray(labels == np.bincount(labels[mark], minlength=n_labels).argmax())
    return measure_mask(largest), largest


def _branches(mark: NDArray[np.bool_], facts: Measurement) -> bool:
    """Return whether a fork makes the strokes longer than the extent; a mere nick does not."""
    if (facts.straightness or 1.0) >= _BRANCHED:
        return False
    return measure_strokes(parts_of(mark), distances_inside(mark)).n_branchings > 0


def _marks_of(mask: NDArray[np.bool_], frame: Frame) -> tuple[int, NDArray[np.bool_]]:
    """Return how many marks there are and the largest of them, gaps not closed."""
    radius = max(1, round(_GAP_SHARE * frame.short_px))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    joined = cv2.dilate(mask.astype(np.uint8), disc)
    n_labels, labels = cv2.connectedComponents(joined, connectivity=8)
    areas = np.bincount(labels[mask], minlength=n_labels)
    largest = int(areas.argmax())
    n = int((areas >= _COUNTED_SHARE * areas[largest]).sum())
    return n, np.asarray(mask & (labels == largest))


def _is_broken_line(whole: Measurement) -> bool:
    length_px, path_px = whole.length_px or 0.0, whole.path_length_px or 0.0
    return (whole.elongation or 1.0) >= _ALIGNED and path_px >= _DRAWN * length_px


def _is_line(facts: Measurement, frame: Frame) -> bool:
    path_px, width_px = facts.path_length_px, facts.width_px
    length_px, thickest_px = facts.length_px, facts.width_max_px
    if not path_px or not width_px or not length_px or not thickest_px:
        return False
    is_slim = length_px / thickest_px >= _LINE_SLIMNESS
    is_band = width_px > _LINE_WIDEST * frame.long_px
    return path_px / width_px >= _LINE_STROKE and is_slim and not is_band


def _line_of(facts: Measurement, *, is_branching: bool) -> MarkShape:
    if is_branching:
        return MarkShape.BRANCHING_LINE
    # The smallest Feret diameter of a straight line is its thickest place; a bow adds to it.
    bow_px = (facts.feret_min_px or 0.0) - (facts.width_max_px or 0.0)
    winds = (facts.straightness or 1.0) < _STRAIGHT
    is_bent = winds or bow_px > _BOW * (facts.length_px or 0.0)
    return MarkShape.CURVED_LINE if is_bent else MarkShape.STRAIGHT_LINE


def _fill(facts: Measurement) -> float:
    if not facts.area_px or not facts.length_px or not facts.feret_min_px:
        return 0.0
    return facts.area_px / (math.pi / 4 * facts.length_px * facts.feret_min_px)


def _width(facts: Measurement, frame: Frame) -> LineWidth:
    is_thin = (facts.width_px or 0.0) <= max(_THIN_SHARE * frame.long_px, 1.0)
    return LineWidth.THIN if is_thin else LineWidth.THICK


def _step(value: float, limits: tuple[float, ...]) -> Size:
    return tuple(Size)[sum(value >= limit for limit in limits)]
