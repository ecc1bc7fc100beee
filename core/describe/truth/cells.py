"""Cells of the 3x3 grid: words for sets of them, neighbours, hours of the clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.domain.measurements import Zone

Cell = tuple[int, int]
"""Row and column, 0-2, from the upper left."""

ALL: Final = tuple(Zone)
CELLS: Final[dict[Zone, Cell]] = {zone: divmod(number, 3) for number, zone in enumerate(ALL)}
ZONES: Final[dict[Cell, Zone]] = {cell: zone for zone, cell in CELLS.items()}
CORNERS: Final = frozenset(zone for zone, (row, column) in CELLS.items() if row != 1 != column)
EDGES: Final = frozenset(ALL) - {Zone.CENTER}

_HOURS: Final[dict[int, tuple[Zone, ...]]] = {
    12: (Zone.TOP,),
    1: (Zone.TOP, Zone.TOP_RIGHT),
    2: (Zone.TOP_RIGHT, Zone.RIGHT),
    3: (Zone.RIGHT,),
    4: (Zone.RIGHT, Zone.BOTTOM_RIGHT),
    5: (Zone.BOTTOM_RIGHT, Zone.BOTTOM),
    6: (Zone.BOTTOM,),
    7: (Zone.BOTTOM, Zone.BOTTOM_LEFT),
    8: (Zone.BOTTOM_LEFT, Zone.LEFT),
    9: (Zone.LEFT,),
    10: (Zone.LEFT, Zone.TOP_LEFT),
    11: (Zone.TOP_LEFT, Zone.TOP),
}


def zones_of_hour(hour: int) -> frozenset[Zone]:
    """Return the cells in which an hour of the clock may lie, 1-12."""
    return frozenset(_HOURS[hour])


def hours_apart(first: int, second: int) -> int:
    """Return the shorter way around the clock, 0-6."""
    apart = abs(first - second) % 12
    return min(apart, 12 - apart)


def cells_at(row: int | None, column: int | None) -> frozenset[Zone]:
    """Return the cells of a row, of a column, or the one in both."""
    return frozenset(
        zone
        for zone, (r, c) in CELLS.items()
        if (row is None or r == row) and (column is None or c == column)
    )


def is_near(said: Iterable[Zone], known: Iterable[Zone]) -> bool:
    """Tell whether places overlap or share a side; corners that only touch are apart."""
    measured = [CELLS[zone] for zone in known]
    return any(
        abs(row - r) + abs(column - c) <= 1
        for row, column in (CELLS[zone] for zone in said)
        for r, c in measured
    )


def middle_of(zones: Iterable[Zone]) -> tuple[float, float]:
    """Return the mean row and column of cells; there must be one."""
    cells = [CELLS[zone] for zone in zones]
    return (sum(r for r, _ in cells) / len(cells), sum(c for _, c in cells) / len(cells))
