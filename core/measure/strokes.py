"""How long the strokes of a mask are along their centre lines, and where they branch.

A part up to 24 px wide is thinned as it is. A broader one is made smaller first: the time stays
bounded, and the centre line is as exact in proportion; tails much thinner than the rest are lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.measure.inscribed import distances_inside
from core.measure.moments import moments_of
from core.measure.parts import Part, Parts, parts_of
from core.measure.paths import Path, Pixel, count_ends, without_spurs
from core.measure.polylines import centre_length, chord_length
from core.measure.skeleton import thin, trace

_RADIUS_PX: Final = 12.0
_PIXELS: Final = 150_000
_TINY_PX: Final = 3
_COMPACT: Final = 2.0
_BRANCHES: Final = 3


@dataclass(frozen=True, slots=True)
class Strokes:
    """The centre lines of a mask.

    Attributes
    ----------
    path_length_px : float
        Along all of them, prolonged to the outline at free ends. A compact part without a centre
        line (spot, square) counts with its extent along its principal axis.
    n_branchings : int
        Where three and more lines meet; meetings within one inscribed circle are one.
    """

    path_length_px: float
    n_branchings: int


def measure_strokes(parts: Parts, distances: NDArray[np.float32]) -> Strokes:
    """Measure the centre lines of all parts.

    Parameters
    ----------
    parts : Parts
        Of a mask.
    distances : (H, W) float32
        Of `inscribed.distances_inside` of the same mask.

    Returns
    -------
    Strokes
    """
    length, n_branchings = 0.0, 0
    slim: list[tuple[Part, float]] = []
    for part in parts.parts:
        if max(part.w, part.h) <= _TINY_PX:
            length += max(part.w, part.h)
            continue
        radius = parts.greatest_in(part, distances)
        shrink = max(radius / _RADIUS_PX, (part.area_px / _PIXELS) ** 0.5)
        if shrink > 1:
            strokes = _shrunk_strokes(parts.mask_of(part), shrink)
            length += strokes.path_length_px
            n_branchings += strokes.n_branchings
        else:
            slim.append((part, radius))
    strokes = _slim_strokes(slim, parts, distances)
    return Strokes(length + strokes.path_length_px, n_branchings + strokes.n_branchings)


def _shrunk_strokes(mask: NDArray[np.bool_], shrink: float) -> Strokes:
    height, width = (max(1, round(side / shrink)) for side in mask.shape)
    share = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    small = share >= min(0.5, float(share.max()))
    parts = parts_of(small)
    distances = distances_inside(small)
    chosen = [(part, parts.greatest_in(part, distances)) for part in parts.parts]
    strokes = _slim_strokes(chosen, parts, distances)
    return Strokes(strokes.path_length_px * shrink, strokes.n_branchings)


def _slim_strokes(
    chosen: list[tuple[Part, float]], parts: Parts, distances: NDArray[np.float32]
) -> Strokes:
    if not chosen:
        return Strokes(0.0, 0)
    mask = _mask_of([part for part, _ in chosen], parts)
    paths = without_spurs(trace(thin(mask)), distances)
    by_label: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        by_label[int(parts.labels[path[0, 0], path[0, 1]])].append(path)
    length = 0.0
    for part, radius in chosen:
        along, added = centre_length(by_label[part.label], mask, distances)
        is_compact = along < _COMPACT * radius
        length += _extent(parts.mask_of(part)) if is_compact else along + added
    return Strokes(length, _count_branchings(paths, distances))


def _mask_of(chosen: list[Part], parts: Parts) -> NDArray[np.bool_]:
    if len(chosen) == len(parts.parts):
        everything: NDArray[np.bool_] = parts.labels > 0
        return everything
    is_chosen = np.zeros(len(parts.parts) + 1, dtype=bool)
    is_chosen[[part.label for part in chosen]] = True
    return is_chosen[parts.labels]


def _extent(mask: NDArray[np.bool_]) -> float:
    moments = moments_of(mask)
    x, y = moments.centroid_px
    return chord_length(mask, through=(y, x), direction=moments.direction)


def _count_branchings(paths: list[Path], distances: NDArray[np.float32]) -> int:
    """Count branchings; two whose inscribed circles overlap are one."""
    branchings = [pixel for pixel, n in count_ends(paths).items() if n >= _BRANCHES]
    apart: list[Pixel] = []
    for pixel in branchings:
        reach = 2 * float(distances[pixel]) + 1
        if all(np.hypot(pixel[0] - y, pixel[1] - x) > reach for y, x in apart):
            apart.append(pixel)
    return len(apart)
