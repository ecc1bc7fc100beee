"""Turned and mirrored examples: the words turn with the picture, so no label is broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.describe.appearance import Appearance, Direction
from core.domain.measurements import Zone
from core.measure.zones import GRID

N_TURNS: Final = 8
"""Four quarter turns, each as it is and mirrored."""
_MIRRORED: Final = 4
_CELLS: Final = np.arange(9).reshape(3, 3)
_ZONES: Final = tuple(zone for row in GRID for zone in row)
_QUARTER: Final = {
    Direction.HORIZONTAL: Direction.VERTICAL,
    Direction.VERTICAL: Direction.HORIZONTAL,
    Direction.RISING: Direction.FALLING,
    Direction.FALLING: Direction.RISING,
}
_MIRROR: Final = {
    Direction.HORIZONTAL: Direction.HORIZONTAL,
    Direction.VERTICAL: Direction.VERTICAL,
    Direction.RISING: Direction.FALLING,
    Direction.FALLING: Direction.RISING,
}

ScalarT = TypeVar("ScalarT", bound=np.generic)


def turn_pixels(pixels: NDArray[ScalarT], turn: int) -> NDArray[ScalarT]:
    """Turn (H, W, ...) by quarters counter-clockwise, then mirror it left to right from 4 on."""
    turned = np.rot90(pixels, turn % _MIRRORED)
    return np.fliplr(turned) if turn >= _MIRRORED else turned


def turn_appearance(appearance: Appearance, turn: int) -> Appearance:
    """Say of the turned picture what was said of the picture."""
    mark = appearance.mark
    if mark is None:
        return appearance
    turned = replace(
        mark,
        place=_turn_zone(mark.place, turn),
        direction=None if mark.direction is None else _turn_direction(mark.direction, turn),
    )
    return replace(appearance, mark=turned)


def _turn_zone(zone: Zone, turn: int) -> Zone:
    cells = turn_pixels(_CELLS, turn)
    return _ZONES[int(np.flatnonzero(cells.ravel() == _ZONES.index(zone))[0])]


def _turn_direction(direction: Direction, turn: int) -> Direction:
    turned = _QUARTER[direction] if turn % 2 else direction
    return _MIRROR[turned] if turn >= _MIRRORED else turned
