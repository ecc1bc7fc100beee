"""Centre lines as smooth polylines: their length, and their ends carried on to the outline."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.measure.paths import Path, count_ends, ends_of

Polyline = NDArray[np.float64]
"""(N, 2) points as y, x in pixels; the middle of the first pixel is (0.5, 0.5)."""

_LEAST_WINDOW: Final = 3
_GREATEST_WINDOW: Final = 10
_STEP_PX: Final = 0.25
_AIM: Final = 1.5
_LEAST_AIM: Final = 4


def centre_length(
    paths: list[Path], mask: NDArray[np.bool_], distances: NDArray[np.float32]
) -> tuple[float, float]:
    """Measure the centre lines of one part.

    Parameters
    ----------
    paths : list of (N, 2) int64
        Of one part, without spurs.
    mask : (H, W) bool
    distances : (H, W) float32
        Of `inscribed.distances_inside`.

    Returns
    -------
    along_px : float
        Along the lines between their ends, which lie inside the mask.
    added_px : float
        From their free ends on to the outline.
    """
    degree = count_ends(paths)
    along = added = 0.0
    for path in paths:
        frees = tuple(degree[end] == 1 for end in ends_of(path))
        line = _smooth(_without_tips(path, frees, distances), distances)
        along += length_of(line)
        if len(line) > 1:
            for points in (line[::-1],) * frees[0] + (line,) * frees[1]:
                added += _to_outline(points, mask, distances)
    return along, added


def length_of(line: Polyline) -> float:
    """Return the length of a polyline in pixels; 0 for less than two points."""
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def chord_length(
    mask: NDArray[np.bool_], *, through: tuple[float, float], direction: tuple[float, float]
) -> float:
    """Return how much of a straight line lies inside a mask, in pixels.

    Parameters
    ----------
    mask : (H, W) bool
    through : (y, x)
        A point of the line.
    direction : (dy, dx)
        Of length 1.
    """
    reach = float(np.hypot(*mask.shape))
    steps = np.arange(-reach, reach, _STEP_PX) + _STEP_PX / 2
    points = np.array(through) + steps[:, None] * np.array(direction)
    return float(_is_inside(points, mask).sum()) * _STEP_PX


def _without_tips(path: Path, frees: tuple[bool, ...], distances: NDArray[np.float32]) -> Path:
    """Cut free ends back by their radius: thinning lets them wander into a corner of the end."""
    first, last = 0, len(path)
    if frees[0]:
        first = _tip_length(path, distances)
    if frees[1]:
        last -= _tip_length(path[::-1], distances)
    return path[first:last] if last > first else path[:0]


def _tip_length(path: Path, distances: NDArray[np.float32]) -> int:
    gone = np.linalg.norm(path - path[0], axis=1)
    is_clear = gone >= distances[path[:, 0], path[:, 1]]
    return int(is_clear.argmax()) if is_clear.any() else len(path)


def _smooth(path: Path, distances: NDArray[np.float32]) -> Polyline:
    """Average over neighbouring points: steps of pixels are up to 8 % longer than the line."""
    points: Polyline = path.astype(np.float64) + 0.5
    if len(points) <= _LEAST_WINDOW:
        return points
    radius = float(distances[path[:, 0], path[:, 1]].mean())
    half = min(max(_LEAST_WINDOW, round(radius)), _GREATEST_WINDOW, len(points) - 2)
    if np.array_equal(path[0], path[-1]):
        padded = np.concatenate([points[-half - 1 : -1], points, points[1 : half + 1]])
    else:
        # Mirrored through the end points, which keeps them where they are.
        head = 2 * points[0] - points[half:0:-1]
        tail = 2 * points[-1] - points[-2 : -half - 2 : -1]
        padded = np.concatenate([head, points, tail])
    sums = np.cumsum(np.concatenate([np.zeros((1, 2)), padded]), axis=0)
    window = 2 * half + 1
    smoothed: Polyline = np.divide(sums[window:] - sums[:-window], window, dtype=np.float64)
    return smoothed


def _to_outline(line: Polyline, mask: NDArray[np.bool_], distances: NDArray[np.float32]) -> float:
    """Return how far the mask goes on straight beyond the last point of a line."""
    tip = line[-1]
    radius = float(distances[int(tip[0]), int(tip[1])])
    aim = line[max(0, len(line) - 1 - max(_LEAST_AIM, round(_AIM * radius)))]
    along = (tip - aim) / max(float(np.linalg.norm(tip - aim)), 1e-9)
    steps = np.arange(0.0, 6 * radius + 6, _STEP_PX) + _STEP_PX / 2
    is_inside = _is_inside(tip + steps[:, None] * along, mask)
    return (len(steps) if is_inside.all() else int(is_inside.argmin())) * _STEP_PX


def _is_inside(points: Polyline, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = mask.shape
    y, x = np.floor(points).astype(np.int64).T
    is_within = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    inside: NDArray[np.bool_] = is_within.copy()
    inside[is_within] = mask[y[is_within], x[is_within]]
    return inside
