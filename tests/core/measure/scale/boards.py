"""Pictures of checkerboards, seen straight or from the side."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

SQUARE_PX = 40


def board(
    *,
    squares: tuple[int, int] = (9, 7),
    side_px: float = 40.0,
    turned_deg: float = 0.0,
    tilt_deg: float = 0.0,
    tilt_axis_deg: float = 0.0,
    nearer_per_px: float = 0.0,
    size_px: tuple[int, int] = (700, 560),
) -> NDArray[np.uint8]:
    """Draw a board whose squares are ``side_px`` wide where they are not tilted.

    A tilt shortens the board across the axis it is turned about, as a camera far away sees it.
    ``nearer_per_px`` makes it larger towards the left, the more the closer the camera is.
    """
    columns, rows = squares
    height, width = (rows + 2) * SQUARE_PX, (columns + 2) * SQUARE_PX
    drawn = np.full((height, width), 235, np.uint8)
    for row in range(rows):
        for column in range(columns):
            if (row + column) % 2 == 0:
                y, x = (row + 1) * SQUARE_PX, (column + 1) * SQUARE_PX
                drawn[y : y + SQUARE_PX, x : x + SQUARE_PX] = 25
    axis = _turn(tilt_axis_deg)
    flat = axis @ np.diag([1.0, math.cos(math.radians(tilt_deg))]) @ axis.T
    linear = flat @ _turn(turned_deg) * (side_px / SQUARE_PX)
    move = np.array(size_px) / 2 - linear @ np.array([width / 2, height / 2])
    seen = cv2.warpAffine(
        drawn, np.column_stack([linear, move]), size_px, borderValue=235, flags=cv2.INTER_AREA
    )
    if nearer_per_px:
        seen = cv2.warpPerspective(seen, _closer(size_px, nearer_per_px), size_px, borderValue=235)
    soft = cv2.GaussianBlur(seen, (0, 0), 0.8)
    return np.repeat(soft[..., None], 3, axis=2).astype(np.uint8)


def _turn(degrees: float) -> NDArray[np.float64]:
    angle = math.radians(degrees)
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _closer(size_px: tuple[int, int], per_px: float) -> NDArray[np.float64]:
    """Return a perspective that leaves the surroundings of the centre as they are."""
    centre = np.eye(3)
    centre[:2, 2] = np.array(size_px) / 2
    view = np.eye(3)
    view[2, 0] = per_px
    closer: NDArray[np.float64] = centre @ view @ np.linalg.inv(centre)
    return closer
