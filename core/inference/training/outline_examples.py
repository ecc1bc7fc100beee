"""Examples for the outline network: what a ROI shows of a drawn picture, and what to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inference.nets.outline_input import OutlineView, outline_view, shrink
from core.inference.nets.outline_net import flipped
from core.inference.training.outline_pictures import Stock, draw_picture

_LEAST_MASK_PX: Final = 4
_LEAST_ROI_PX: Final = 5
_LEAST_ROOM_PX: Final = 3
_USUAL_ROOM: Final = (0.1, 0.8)
_ANY_ROOM: Final = (0.02, 1.2)
_ANY_SHARE: Final = 0.3
_ONLY_ONE_PART: Final = 0.25
_ONE_PART: Final = 2
"""Labels of an image with one part: itself and the ground."""
_ACROSS_TO_DOWN: Final = (0, 1, 2, 3, 4, 5, 6, 8, 7)
"""Channels of a view that was turned over its diagonal: the cell sizes change places."""


@dataclass(frozen=True, slots=True, eq=False)
class OutlineExample:
    """What the network sees and what it should say.

    Attributes
    ----------
    channels : (9, 96, 96) float32
    picture : (3, 192, 192) uint8
    wanted : (96, 96) float32
        Share of each cell that the mark covers.
    """

    channels: NDArray[np.float32]
    picture: NDArray[np.uint8]
    wanted: NDArray[np.float32]

    def turned(self, turn: int) -> OutlineExample:
        """Return one of the eight mirror images and quarter turns."""
        channels, wanted = flipped(self.channels, turn), flipped(self.wanted, turn)
        picture = flipped(self.picture, turn)
        if turn & 4:
            channels = channels.swapaxes(1, 2)[list(_ACROSS_TO_DOWN)]
            picture, wanted = picture.swapaxes(1, 2), wanted.T
        return OutlineExample(channels, picture, wanted)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A picture with the mask and the ROI that was drawn around it: left, top, right, bottom."""

    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    roi: tuple[int, int, int, int]


def draw_example(rng: np.random.Generator, stock: Sequence[Stock]) -> OutlineExample:
    """Draw an example."""
    drawing = draw_drawing(rng, stock)
    view = outline_view(drawing.rgb, *drawing.roi)
    return OutlineExample(view.channels, view.picture, _target(drawing.mask, view, drawing.roi))


def draw_drawing(rng: np.random.Generator, stock: Sequence[Stock]) -> Drawing:
    """Draw a picture with a mark and a ROI."""
    while True:
        rgb, mask = draw_picture(rng, stock)
        if np.count_nonzero(mask) < _LEAST_MASK_PX:
            continue
        left, top, right, bottom = _draw_roi(rng, mask)
        if min(right - left, bottom - top) >= _LEAST_ROI_PX:
            return Drawing(rgb, mask, (left, top, right, bottom))


def _draw_roi(rng: np.random.Generator, mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Draw a ROI round the mark, or round one part of it: all that lies inside belongs to it."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    if count > _ONE_PART and rng.random() < _ONLY_ONE_PART:
        x, y, width, height = (int(value) for value in boxes[1 + int(rng.integers(count - 1)), :4])
    else:
        x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    room = rng.uniform(*(_ANY_ROOM if rng.random() < _ANY_SHARE else _USUAL_ROOM), 4)
    left, top, right, bottom = np.maximum(room * (width, height, width, height), _LEAST_ROOM_PX)
    return (
        max(0, round(x - left)),
        max(0, round(y - top)),
        min(mask.shape[1], round(x + width + right)),
        min(mask.shape[0], round(y + height + bottom)),
    )


def _target(
    mask: NDArray[np.bool_], view: OutlineView, roi: tuple[int, int, int, int]
) -> NDArray[np.float32]:
    left, top, right, bottom = roi
    wanted = np.zeros((view.bottom - view.top, view.right - view.left), dtype=np.float32)
    rows = slice(top - view.top, bottom - view.top)
    columns = slice(left - view.left, right - view.left)
    wanted[rows, columns] = mask[top:bottom, left:right]
    return shrink(wanted)
