"""The centre lines of a mask: thinned to one pixel (Guo and Hall 1989) and traced as paths."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Clockwise from the pixel above, as (row, column).
_AROUND: Final = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
_WEIGHTS: Final = (1 << np.arange(8)).astype(np.uint8)
_BITS: Final = (np.arange(256)[:, None] >> np.arange(8)) & 1
_LINE_LINKS: Final = 2


def _removable(phase: int) -> NDArray[np.bool_]:
    """Return for each of the 256 neighbourhoods whether a phase may remove the middle pixel."""
    p = _BITS.astype(bool).T
    links = [~p[i] & (p[(i + 1) % 8] | p[(i + 2) % 8]) for i in (0, 2, 4, 6)]
    one_side = [p[(i + 7) % 8] | p[i] for i in (0, 2, 4, 6)]
    other_side = [p[i] | p[i + 1] for i in (0, 2, 4, 6)]
    n_around = np.minimum(np.sum(one_side, axis=0), np.sum(other_side, axis=0))
    is_kept = ((p[4] | p[5] | ~p[7]) & p[6], (p[0] | p[1] | ~p[3]) & p[2])[phase]
    single = np.sum(links, axis=0) == 1
    removable: NDArray[np.bool_] = single & np.isin(n_around, (2, 3)) & ~is_kept
    return removable


_REMOVABLE: Final = (_removable(0), _removable(1))


def _links_of(code: int) -> tuple[tuple[int, int], ...]:
    """Return the neighbours of a code; a diagonal one only if no straight one leads there."""
    is_set = _BITS[code]
    straight = [i for i in (0, 2, 4, 6) if is_set[i]]
    diagonal = [
        i for i in (1, 3, 5, 7) if is_set[i] and not is_set[i - 1] and not is_set[(i + 1) % 8]
    ]
    return tuple(_AROUND[i] for i in straight + diagonal)


_LINKS: Final = tuple(_links_of(code) for code in range(256))


def thin(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thin a mask to lines of one pixel that keep its parts, branches and holes.

    Parameters
    ----------
    mask : (H, W) bool

    Returns
    -------
    (H, W) bool
    """
    padded = np.pad(mask, 1)
    flat = padded.reshape(-1)
    left = np.flatnonzero(flat)
    steps = _steps(padded.shape[1])
    phase, n_idle = 0, 0
    while n_idle < len(_REMOVABLE):
        gone = _REMOVABLE[phase][_codes(flat, left, steps)]
        flat[left[gone]] = False
        n_idle = 0 if gone.any() else n_idle + 1
        left = left[~gone]
        phase = 1 - phase
    return padded[1:-1, 1:-1]


def trace(lines: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Cut thinned lines into paths between ends and branchings.

    Parameters
    ----------
    lines : (H, W) bool
        Of `thin`.

    Returns
    -------
    list of (N, 2) int64
        Pixels as row, column. A path includes the branchings or ends at both its ends; a ring
        begins and ends at the same pixel; a lone pixel is a path of one.
    """
    padded = np.pad(lines, 1)
    width = padded.shape[1]
    flat = padded.reshape(-1)
    places = np.flatnonzero(flat)
    codes = _codes(flat, places, _steps(width)).tolist()
    links = {
        place: [place + dy * width + dx for dy, dx in _LINKS[code]]
        for place, code in zip(places.tolist(), codes, strict=True)
    }
    return [
        np.stack(np.divmod(np.array(path, dtype=np.int64), width), axis=1) - 1
        for path in _paths(links)
    ]


def _paths(links: dict[int, list[int]]) -> list[list[int]]:
    paths: list[list[int]] = []
    seen: set[int] = set()
    taken: set[tuple[int, int]] = set()
    nodes = [place for place, around in links.items() if len(around) != _LINE_LINKS]
    for node in nodes:
        seen.add(node)
        if not links[node]:
            paths.append([node])
        for towards in links[node]:
            if (node, towards) not in taken:
                path = _walk(node, towards, links)
                taken.add((path[-1], path[-2]))
                seen.update(path)
                paths.append(path)
    paths.extend(_rings(links, seen))
    return paths


def _rings(links: dict[int, list[int]], seen: set[int]) -> list[list[int]]:
    rings: list[list[int]] = []
    for place, around in links.items():
        if place not in seen:
            ring = _walk(place, around[0], links)
            seen.update(ring)
            rings.append(ring)
    return rings


def _walk(start: int, towards: int, links: dict[int, list[int]]) -> list[int]:
    path = [start, towards]
    before, here = start, towards
    while here != start and len(links[here]) == _LINE_LINKS:
        one, other = links[here]
        before, here = here, (other if one == before else one)
        path.append(here)
    return path


def _steps(width: int) -> NDArray[np.int64]:
    return np.array([dy * width + dx for dy, dx in _AROUND], dtype=np.int64)


def _codes(
    flat: NDArray[np.bool_], places: NDArray[np.int64], steps: NDArray[np.int64]
) -> NDArray[np.uint8]:
    around = flat[places[:, None] + steps]
    codes: NDArray[np.uint8] = np.packbits(around, axis=1, bitorder="little")[:, 0]
    return codes
