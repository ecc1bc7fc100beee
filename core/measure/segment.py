"""Outlining a defect inside a region of interest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.inference.nets.outline_input import GRID, MOST_SIDE_PX, OutlineView, outline_view
from core.inference.nets.outline_net import OutlineNet, flipped, shared_outline_net
from core.measure.outline_refine import refined
from core.measure.outline_trust import trust_of
from core.measure.parts import parts_of

_LEAST_SIDE_PX: Final = 3
_TURNS: Final = (0, 1, 2, 3)
_IS_DEFECT: Final = 0.5
_FAINT: Final = 0.15
_NEAR_PEAK: Final = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A defect that was outlined.

    Attributes
    ----------
    mask : (H, W) bool
        Of the whole image; at least one pixel is set, all inside the region.
    n_parts : int
        Separate parts without specks; all belong to the one defect.
    outline_trust : float
        0-1; from 0.5 on the length is right within 15 % in about four of five cases.
    """

    mask: NDArray[np.bool_]
    n_parts: int
    outline_trust: float


def segment_roi(
    rgb: NDArray[np.uint8], roi: BoxPx, *, net: OutlineNet | None = None
) -> Outline | None:
    """Outline what differs from its surroundings inside a region.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The whole image; a little ground around the region is looked at too.
    roi : BoxPx
        Inside the image, drawn around the defect with some room.
    net : OutlineNet, optional
        The one that ships with the program if None.

    Returns
    -------
    Outline or None
        None if nothing in the region looks like a defect, or it is under 3 px wide or high.
    """
    rows, columns = roi.slices()
    if min(rows.stop - rows.start, columns.stop - columns.start) < _LEAST_SIDE_PX:
        return None
    view = outline_view(rgb, columns.start, rows.start, columns.stop, rows.stop)
    size = tuple(min(side.stop - side.start, MOST_SIDE_PX) for side in (columns, rows))
    cells = _votes(net or shared_outline_net(), view)
    votes = [_inside(vote, view, (columns, rows), size) for vote in cells]
    likely = np.asarray(np.mean(votes, axis=0), dtype=np.float32)
    if likely.max() < _FAINT:
        return None
    crop = cv2.resize(rgb[rows, columns], size, interpolation=cv2.INTER_AREA)
    likely = refined(np.asarray(crop, dtype=np.uint8), likely)
    found = np.asarray(likely >= min(_IS_DEFECT, _NEAR_PEAK * float(likely.max())), dtype=np.bool_)
    full = (columns.stop - columns.start, rows.stop - rows.start)
    inside = cv2.resize(found.view(np.uint8), full, interpolation=cv2.INTER_NEAREST) > 0
    mask = np.zeros(rgb.shape[:2], dtype=np.bool_)
    mask[rows, columns] = inside
    return Outline(mask, parts_of(inside).n_without_specks, trust_of(votes))


def _votes(net: OutlineNet, view: OutlineView) -> list[NDArray[np.float32]]:
    """Ask the network about the view and its mirror images: their spread tells how sure it is."""
    return [flipped(net.probability(flipped(view.channels, turn)), turn) for turn in _TURNS]


def _inside(
    vote: NDArray[np.float32],
    view: OutlineView,
    region: tuple[slice, slice],
    size: tuple[int, ...],
) -> NDArray[np.float32]:
    """Bring a vote to the pixels of the region, at most 768 a side."""
    (columns, rows), (width, height) = region, size
    scale_x = GRID / (view.right - view.left)
    scale_y = GRID / (view.bottom - view.top)
    step_x = scale_x * (columns.stop - columns.start) / width
    step_y = scale_y * (rows.stop - rows.start) / height
    x0 = (columns.start - view.left) * scale_x + 0.5 * step_x - 0.5
    y0 = (rows.start - view.top) * scale_y + 0.5 * step_y - 0.5
    back = np.array([[step_x, 0, x0], [0, step_y, y0]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(vote, back, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, dtype=np.float32)
