"""What the outline network sees of a region of interest: a small square of normalised channels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

GRID: Final = 96
"""Side of the square that every view is brought to; both axes are stretched by themselves."""
N_CHANNELS: Final = 9
PICTURE_PX: Final = 192
"""Side of the picture for pretrained features, stretched alike."""
MOST_SIDE_PX: Final = 768
"""Longer sides are shrunk first: the cells of the grid see no more than that anyway."""
_AROUND: Final = 0.12
_LEAST_AROUND_PX: Final = 2
_LEAST_NOISE: Final = 1.5
_MAD_TO_STD: Final = 1.4826
_MOST_STEPS: Final = 12.0
_STEP_SCALE: Final = 0.25
_WIDE: Final = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class OutlineView:
    """A region of interest with some ground around it.

    Attributes
    ----------
    channels : (9, 96, 96) float32
        Lightness and both colour axes less the ground at the border, in units of its noise; the
        darkest and the brightest pixel of each cell against its surroundings, so that a hair line
        survives the shrinking; what is image, what is region; the size of a cell along x and y.
    picture : (3, 192, 192) uint8
        RGB as photographed; beyond the image its border goes on.
    left, top, right, bottom : int
        The view in image pixels, half-open; may reach beyond the image.
    """

    channels: NDArray[np.float32]
    picture: NDArray[np.uint8]
    left: int
    top: int
    right: int
    bottom: int


def outline_view(
    rgb: NDArray[np.uint8], left: int, top: int, right: int, bottom: int
) -> OutlineView:
    """Cut and normalise the view of a region.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    left, top, right, bottom : int
        The region in image pixels, half-open, inside the image.
    """
    across = max(_LEAST_AROUND_PX, round(_AROUND * (right - left)))
    along = max(_LEAST_AROUND_PX, round(_AROUND * (bottom - top)))
    box = (left - across, top - along, right + across, bottom + along)
    size = (box[2] - box[0], box[3] - box[1])
    framed, valid = _cut(rgb, box)
    lab = _lab_of(framed)
    inside = np.zeros(valid.shape, dtype=np.float32)
    across_here = round(across * valid.shape[1] / size[0])
    along_here = round(along * valid.shape[0] / size[1])
    inside[along_here : -along_here or None, across_here : -across_here or None] = 1.0
    steps = _normalised(lab, valid)
    channels = np.empty((N_CHANNELS, GRID, GRID), dtype=np.float32)
    for index in range(3):
        channels[index] = shrink(steps[..., index])
    channels[3], channels[4] = _extremes(steps[..., 0])
    channels[5], channels[6] = shrink(valid), shrink(inside)
    channels[7], channels[8] = (0.5 * math.log2(side / GRID) for side in size)
    picture = np.clip(_stretched(framed, PICTURE_PX) + 0.5, 0, 255).astype(np.uint8)
    return OutlineView(channels, np.ascontiguousarray(picture.transpose(2, 0, 1)), *box)


def shrink(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring an array to the grid: by area where it shrinks, linear where it grows."""
    return _stretched(values, GRID)


def _stretched(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    for axis in (1, 0):
        size = (side, values.shape[0]) if axis else (values.shape[1], side)
        how = cv2.INTER_AREA if values.shape[axis] > side else cv2.INTER_LINEAR
        values = np.asarray(cv2.resize(values, size, interpolation=how), dtype=np.float32)
    return values


def _cut(
    rgb: NDArray[np.uint8], box: tuple[int, int, int, int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return RGB, 0-255, and what of it is image; at most 768 px a side."""
    height, width = rgb.shape[:2]
    left, top, right, bottom = box
    crop = rgb[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
    beyond = (max(-top, 0), max(bottom - height, 0), max(-left, 0), max(right - width, 0))
    framed = cv2.copyMakeBorder(crop, *beyond, cv2.BORDER_REPLICATE)
    known = np.ones(crop.shape[:2], dtype=np.float32)
    valid = cv2.copyMakeBorder(known, *beyond, cv2.BORDER_CONSTANT, value=0.0)
    small = (min(framed.shape[1], MOST_SIDE_PX), min(framed.shape[0], MOST_SIDE_PX))
    if small != (framed.shape[1], framed.shape[0]):
        framed = cv2.resize(framed, small, interpolation=cv2.INTER_AREA)
        valid = cv2.resize(valid, small, interpolation=cv2.INTER_AREA)
    return np.asarray(framed, dtype=np.float32), np.asarray(valid, dtype=np.float32)


def _lab_of(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(rgb / 255, cv2.COLOR_RGB2LAB), dtype=np.float32)


def _normalised(lab: NDArray[np.float32], valid: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give colours as steps of noise away from the ground around the region."""
    height, width = valid.shape
    core = np.zeros(valid.shape, dtype=bool)
    core[height // 6 : height - height // 6, width // 6 : width - width // 6] = True
    known = valid > 0
    # A region that takes all of a tiny image has no ring: the image is its own ground.
    ring = lab[known & ~core] if (known & ~core).any() else lab[known]
    ground = np.median(ring, axis=0)
    noise = _MAD_TO_STD * np.median(np.abs(ring - ground), axis=0)
    noise = np.maximum(noise, _LEAST_NOISE)
    noise[1:] = max(noise[1:])
    steps = np.clip((lab - ground) / noise, -_MOST_STEPS, _MOST_STEPS)
    return np.asarray(steps * _STEP_SCALE, dtype=np.float32)


def _extremes(
    steps: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the darkest and the brightest pixel of each cell against its surroundings."""
    wide = (max(3.0, _WIDE * steps.shape[1]), max(3.0, _WIDE * steps.shape[0]))
    even = cv2.blur(steps, (int(wide[0]) | 1, int(wide[1]) | 1), borderType=cv2.BORDER_REFLECT)
    fine = steps - even
    cell = np.ones([max(1, round(side / GRID)) for side in steps.shape], dtype=np.uint8)
    darkest = np.asarray(cv2.erode(fine, cell), dtype=np.float32)
    brightest = np.asarray(cv2.dilate(fine, cell), dtype=np.float32)
    return shrink(darkest), shrink(brightest)
