"""Where an anomaly map peaks: boxes and scores in image pixels."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.classify.references import top_mean
from core.classify.values import AnomalyPlace, AnomalyResult
from core.domain.regions import BoxPx

_HALF: Final = 0.5
_NEIGHBOURS: Final = 8


def peak_place(
    result: AnomalyResult, *, image_size_px: tuple[int, int], within: BoxPx | None = None
) -> AnomalyPlace:
    """Find the place of the highest distance.

    Parameters
    ----------
    result : AnomalyResult
        Map over the whole image.
    image_size_px : tuple of int
        (width, height) of the image the map lies over.
    within : BoxPx, optional
        Only look inside this part of the image; must touch it.

    Returns
    -------
    AnomalyPlace
        The connected area around the peak above the limit, or above half the peak's height over
        the median when the limit is None or not reached; cut to ``within``.
    """
    rows, columns = _cells(result, image_size_px, within)
    part = result.map[rows, columns]
    peak_row, peak_column = np.unravel_index(int(part.argmax()), part.shape)
    peak = float(part[peak_row, peak_column])
    middle = float(np.median(result.map))
    level = middle + _HALF * (peak - middle)
    if result.limit is not None and peak > result.limit:
        # Far over the limit the half height keeps the box at the defect, not at its halo.
        level = max(level, result.limit)
    above = (part >= min(level, peak)).astype(np.uint8)
    _, names = cv2.connectedComponents(above, connectivity=_NEIGHBOURS)
    area = names == names[peak_row, peak_column]
    box = _box_of(area, (rows.start, columns.start), result.map.shape, image_size_px)
    if within is not None:
        box = _common(box, within) or within
    return AnomalyPlace(score=_score(part, result), box=box)


def score_within(result: AnomalyResult, *, image_size_px: tuple[int, int], box: BoxPx) -> float:
    """Return the anomaly score of a part of the image, comparable with ``result.limit``.

    Parameters
    ----------
    result : AnomalyResult
        Map over the whole image.
    image_size_px : tuple of int
        (width, height) of the image the map lies over.
    box : BoxPx
        The part; must touch the image.
    """
    rows, columns = _cells(result, image_size_px, box)
    return _score(result.map[rows, columns], result)


def _score(part: NDArray[np.float32], result: AnomalyResult) -> float:
    return top_mean(part, cells=result.map.size)


def _cells(
    result: AnomalyResult, image_size_px: tuple[int, int], box: BoxPx | None
) -> tuple[slice, slice]:
    """Return rows and columns of the cells a box touches, at least one of each."""
    n_rows, n_columns = result.map.shape
    if box is None:
        return slice(0, n_rows), slice(0, n_columns)
    width, height = image_size_px
    return (
        _touched(box.y / height, box.bottom / height, n_rows),
        _touched(box.x / width, box.right / width, n_columns),
    )


def _touched(start: float, end: float, n: int) -> slice:
    first = min(max(math.floor(start * n), 0), n - 1)
    last = min(max(math.ceil(end * n), first + 1), n)
    return slice(first, last)


def _box_of(
    area: NDArray[np.bool_],
    origin: tuple[int, int],
    shape: tuple[int, ...],
    image_size_px: tuple[int, int],
) -> BoxPx:
    rows, columns = np.flatnonzero(area.any(axis=1)), np.flatnonzero(area.any(axis=0))
    step_x, step_y = image_size_px[0] / shape[1], image_size_px[1] / shape[0]
    left, top = (origin[1] + columns[0]) * step_x, (origin[0] + rows[0]) * step_y
    return BoxPx(
        float(left),
        float(top),
        float((origin[1] + columns[-1] + 1) * step_x - left),
        float((origin[0] + rows[-1] + 1) * step_y - top),
    )


def _common(box: BoxPx, other: BoxPx) -> BoxPx | None:
    left, top = max(box.x, other.x), max(box.y, other.y)
    right, bottom = min(box.right, other.right), min(box.bottom, other.bottom)
    if right <= left or bottom <= top:
        return None
    return BoxPx(left, top, right - left, bottom - top)
