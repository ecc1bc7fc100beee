"""Where something lies in the reference frame: cell of the 3x3 grid, clock position."""

from __future__ import annotations

import math
from typing import Final

from core.domain.measurements import Zone
from core.domain.regions import BoxPx

GRID: Final = (
    (Zone.TOP_LEFT, Zone.TOP, Zone.TOP_RIGHT),
    (Zone.LEFT, Zone.CENTER, Zone.RIGHT),
    (Zone.BOTTOM_LEFT, Zone.BOTTOM, Zone.BOTTOM_RIGHT),
)
"""Rows from the top, columns from the left."""

_LEAST_SHARE: Final = 0.25
_CENTRAL: Final = 0.1
_TOLERANCE: Final = 1e-9


def frame_of_image(width_px: int, height_px: int) -> BoxPx:
    """Return the whole image as the reference frame."""
    return BoxPx(0.0, 0.0, float(width_px), float(height_px))


def zone_of_point(point_px: tuple[float, float], frame: BoxPx) -> Zone:
    """Return the cell a point (x, y) lies in; a point outside belongs to the nearest cell."""
    column = _cell((point_px[0] - frame.x) / frame.w)
    row = _cell((point_px[1] - frame.y) / frame.h)
    return GRID[row][column]


def zone_shares(box: BoxPx, frame: BoxPx) -> dict[Zone, float]:
    """Return the fraction of a box in each cell of the frame.

    Parameters
    ----------
    box, frame : BoxPx
        Image pixels.

    Returns
    -------
    dict of Zone to float
        All nine cells; sums to 1 when the box lies inside the frame.
    """
    columns = _overlaps(box.x, box.right, frame.x, frame.w)
    rows = _overlaps(box.y, box.bottom, frame.y, frame.h)
    return {
        GRID[row][column]: rows[row] * columns[column] / box.area_px
        for row in range(3)
        for column in range(3)
    }


def zone_of_box(box: BoxPx, frame: BoxPx) -> Zone:
    """Return the cell that holds most of a box; among equal ones the centre's, if it is one."""
    return zone_of_shares(zone_shares(box, frame), box.center, frame)


def zones_of_box(box: BoxPx, frame: BoxPx) -> tuple[Zone, ...]:
    """Return every cell that holds at least a quarter of a box, row by row; may be none."""
    return zones_of_shares(zone_shares(box, frame))


def zone_of_shares(shares: dict[Zone, float], center_px: tuple[float, float], frame: BoxPx) -> Zone:
    """Return the cell with the largest share; among equal ones the one of the centre (x, y)."""
    most = max(shares.values())
    equal = [zone for zone, share in shares.items() if share >= most - _TOLERANCE]
    central = zone_of_point(center_px, frame)
    return central if central in equal else equal[0]


def zones_of_shares(shares: dict[Zone, float]) -> tuple[Zone, ...]:
    """Return every cell with a share of at least a quarter, row by row; may be none."""
    return tuple(zone for zone, share in shares.items() if share >= _LEAST_SHARE - _TOLERANCE)


def clock_of_point(point_px: tuple[float, float], frame: BoxPx) -> int | None:
    """Return the clock position, 1 to 12, of a point seen from the frame's centre.

    Returns
    -------
    int or None
        12 is straight up; None within 10 % of the frame's short side from its centre, where a
        direction says nothing.
    """
    center_x, center_y = frame.center
    right, up = point_px[0] - center_x, center_y - point_px[1]
    if math.hypot(right, up) <= _CENTRAL * min(frame.w, frame.h):
        return None
    clockwise_deg = math.degrees(math.atan2(right, up)) % 360
    return math.floor(clockwise_deg / 30 + 0.5) % 12 or 12


def _cell(fraction: float) -> int:
    # The tolerance keeps 2/3 of the width, which binary rounds down, in the right-hand cell.
    return min(max(math.floor(fraction * 3 + _TOLERANCE), 0), 2)


def _overlaps(start: float, end: float, origin: float, size: float) -> tuple[float, float, float]:
    cuts = [origin + size * third / 3 for third in range(4)]
    first, second, third = (max(0.0, min(end, cuts[i + 1]) - max(start, cuts[i])) for i in range(3))
    return first, second, third
