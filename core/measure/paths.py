"""The paths of one skeleton without its spurs: what is left is drawn by the mark, not the outline.

A rough outline or the corner of a broad end makes short side branches. A branch counts only if it
reaches clearly farther than the circle that is inscribed where it begins.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

Path = NDArray[np.int64]
"""(N, 2) pixels as row, column."""

Pixel = tuple[int, int]

_ROUNDS: Final = 4
# The corner of a square end reaches 0.41 radii farther than its circle, and a pixel or so by
# being drawn in pixels.
_LEAST_REACH: Final = 0.6
_LEAST_REACH_PX: Final = 1.2
_THROUGH: Final = 2


def ends_of(path: Path) -> tuple[Pixel, Pixel]:
    """Return the first and the last pixel of a path."""
    return (int(path[0, 0]), int(path[0, 1])), (int(path[-1, 0]), int(path[-1, 1]))


def count_ends(paths: list[Path]) -> dict[Pixel, int]:
    """Return how many paths begin or end at a pixel: 1 at a free end, 3 and more at a branching."""
    degree: dict[Pixel, int] = defaultdict(int)
    for path in paths:
        for end in ends_of(path):
            degree[end] += 1
    return degree


def without_spurs(paths: list[Path], distances: NDArray[np.float32]) -> list[Path]:
    """Drop side branches that only follow the outline, and join what they had cut.

    Parameters
    ----------
    paths : list of (N, 2) int64
        Of `skeleton.trace`.
    distances : (H, W) float32
        Of `inscribed.distances_inside`.

    Returns
    -------
    list of (N, 2) int64
        Nothing is left of a compact part such as a square, whose branches all lead to corners.
    """
    for _ in range(_ROUNDS):
        degree = count_ends(paths)
        kept = [path for path in paths if not _is_spur(path, degree, distances)]
        if len(kept) == len(paths):
            break
        paths = _joined(kept)
    return paths


def _is_spur(path: Path, degree: dict[Pixel, int], distances: NDArray[np.float32]) -> bool:
    first, last = ends_of(path)
    if degree[first] == 1 and degree[last] > 1:
        tip, node = first, last
    elif degree[last] == 1 and degree[first] > 1:
        tip, node = last, first
    else:
        return False
    radius = float(distances[node])
    reach = float(np.hypot(tip[0] - node[0], tip[1] - node[1])) + float(distances[tip]) - radius
    return reach <= _LEAST_REACH_PX + _LEAST_REACH * radius


def _joined(paths: list[Path]) -> list[Path]:
    """Join the two paths that meet where a spur was dropped."""
    at: dict[Pixel, list[int]] = defaultdict(list)
    held: dict[int, Path] = dict(enumerate(paths))
    for index, path in held.items():
        for end in ends_of(path):
            at[end].append(index)
    for pixel, meeting in at.items():
        if len(meeting) == _THROUGH and meeting[0] != meeting[1]:
            keeper, goer = meeting
            held[keeper] = _chained(held[keeper], held.pop(goer), pixel)
            for end in ends_of(held[keeper]):
                at[end] = [keeper if index == goer else index for index in at[end]]
    return list(held.values())


def _chained(one: Path, other: Path, pixel: Pixel) -> Path:
    if ends_of(one)[1] != pixel:
        one = one[::-1]
    if ends_of(other)[0] != pixel:
        other = other[::-1]
    return np.concatenate([one, other[1:]])
