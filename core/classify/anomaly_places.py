"""Where an anomaly map peaks: boxes and scores in image pixels."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.references import top_mean
from core.classify.values import AnomalyPlace, AnomalyResult
from core.domain.regions import BoxPx

_HALF: Final = 0.5


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
        The connected cells around the peak that are over the limit and over half the peak's height
        above the map's median (a strong peak is not widened by what is barely over the limit), cut
        to ``within``; the score is that of the cells of the place.

    Raises
    ------
    ValueError
        If ``within`` does not touch the image.
    """
    values = result.map
    window = _window(values.shape, image_size_px, within)
    inside = np.zeros(values.shape, bool)
    inside[window] = True
    row, column = np.unravel_index(int(np.where(inside, values, -np.inf).argmax()), values.shape)
    peak, base = float(values[row, column]), float(np.median(values))
    threshold = base + _HALF * (peak - base)
    if result.limit is not None and peak > result.limit:
        threshold = max(threshold, min(result.limit, peak))
    cells = _connected((values >= threshold) & inside, int(row), int(column))
    box = _box_of(cells, image_size_px)
    if within is not None:
        box = _cut(box, within)
    return AnomalyPlace(top_mean(values[cells], cells=values.size), box)


def score_within(result: AnomalyResult, *, image_size_px: tuple[int, int], box: BoxPx) -> float:
    """Return the anomaly score of a part of the image, comparable with ``result.limit``.

    Parameters
    ----------
    result : AnomalyResult
        Map over the whole image.
    image_size_px : tuple of int
        (width, height).
    box : BoxPx
        Must touch the image.

    Raises
    ------
    ValueError
        If ``box`` does not touch the image.
    """
    part = result.map[_window(result.map.shape, image_size_px, box)]
    return top_mean(part, cells=result.map.size)


def _window(
    shape: tuple[int, ...], image_size_px: tuple[int, int], box: BoxPx | None
) -> tuple[slice, slice]:
    """Return the cells that a box touches."""
    rows, columns = shape
    if box is None:
        return slice(0, rows), slice(0, columns)
    width, height = image_size_px
    inside = box.clipped(width, height)
    if inside is None:
        msg = f"box {box.as_tuple()} lies outside the image of {width} x {height} px"
        raise ValueError(msg)
    return (
        _touched(inside.y * rows / height, inside.bottom * rows / height, rows),
        _touched(inside.x * columns / width, inside.right * columns / width, columns),
    )


def _touched(start: float, stop: float, n: int) -> slice:
    first = min(math.floor(start), n - 1)
    return slice(first, max(min(math.ceil(stop), n), first + 1))


def _connected(mask: NDArray[np.bool_], row: int, column: int) -> NDArray[np.bool_]:
    """Return the cells of ``mask`` that hang together with a seed, corners included."""
    grown = np.zeros_like(mask)
    grown[row, column] = True
    size = 0
    while size != int(grown.sum()):
        size = int(grown.sum())
        framed = np.pad(grown, 1)
        rows, columns = mask.shape
        for down in range(3):
            for right in range(3):
                grown |= framed[down : down + rows, right : right + columns]
        grown &= mask
        grown[row, column] = True
    return grown


def _box_of(cells: NDArray[np.bool_], image_size_px: tuple[int, int]) -> BoxPx:
    width, height = image_size_px
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    left, top = columns[0] * width / cells.shape[1], rows[0] * height / cells.shape[0]
    right = (columns[-1] + 1) * width / cells.shape[1]
    bottom = (rows[-1] + 1) * height / cells.shape[0]
    return BoxPx(float(left), float(top), float(right - left), float(bottom - top))


def _cut(box: BoxPx, within: BoxPx) -> BoxPx:
    """Cut a box to another that it touches."""
    left, top = max(box.x, within.x), max(box.y, within.y)
    right, bottom = min(box.right, within.right), min(box.bottom, within.bottom)
    return BoxPx(left, top, right - left, bottom - top)
