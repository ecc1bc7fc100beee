"""A calibration from a picture of a checkerboard."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.errors import ImageError, UsageError
from core.measure.scale.checkerboard import scale_from_checkerboard
from tests.core.measure.scale.boards import board


@pytest.mark.parametrize(
    ("squares", "side_px", "turned_deg"), [((9, 7), 40, 0), ((6, 8), 27.3, 11), ((5, 5), 52, -33)]
)
def test_that_a_level_board_gives_the_scale_however_it_is_turned(
    squares: tuple[int, int], side_px: float, turned_deg: float
) -> None:
    picture = board(squares=squares, side_px=side_px, turned_deg=turned_deg)
    found = scale_from_checkerboard(picture, 2.5)
    assert found.mm_per_px == pytest.approx(2.5 / side_px, rel=0.003)
    assert found.evidence["corners"] == (squares[0] - 1) * (squares[1] - 1)
    assert found.uncertainty is not None
    error = abs(found.mm_per_px * side_px / 2.5 - 1)
    assert error <= found.uncertainty < 0.02


def test_that_both_directions_are_named() -> None:
    tilted_a_little = board(tilt_deg=9, tilt_axis_deg=0)
    found = scale_from_checkerboard(tilted_a_little, 5.0)
    share = found.evidence["mm_per_px_most"] / found.evidence["mm_per_px_least"]
    assert share == pytest.approx(1 / math.cos(math.radians(9)), abs=0.003)
    assert found.evidence["tilt"] == pytest.approx(share - 1)


def test_that_a_large_picture_is_as_exact() -> None:
    picture = board(side_px=130, turned_deg=5, size_px=(2400, 1800))
    found = scale_from_checkerboard(picture, 5.0)
    assert found.mm_per_px == pytest.approx(5.0 / 130, rel=0.0005)
    assert found.evidence["corners"] == 48


def test_that_corners_that_were_passed_over_are_no_tilt() -> None:
    # A board leaning by 50 degrees would be seen so; more likely it was read wrongly.
    with pytest.raises(ImageError, match="checkerboard_missing"):
        scale_from_checkerboard(board(tilt_deg=50), 5.0)


def test_that_a_scale_that_changes_over_the_board_is_less_certain() -> None:
    # One side is nearer to the camera; in the middle both directions are alike.
    nearer = board(nearer_per_px=0.0003)
    found, level = (scale_from_checkerboard(picture, 5.0) for picture in (nearer, board()))
    assert found.evidence["tilt"] < 0.01
    assert found.mm_per_px == pytest.approx(level.mm_per_px, rel=0.01)
    assert found.uncertainty is not None
    assert level.uncertainty is not None
    assert level.uncertainty < 0.02
    assert found.uncertainty > 0.05


@pytest.mark.parametrize("axis_deg", [0, 45, 90])
def test_that_a_tilted_board_is_refused_whichever_way_it_leans(axis_deg: float) -> None:
    # About the diagonal both sides of the squares shrink alike.
    with pytest.raises(ImageError, match="checkerboard_tilted") as caught:
        scale_from_checkerboard(board(tilt_deg=16, tilt_axis_deg=axis_deg), 5.0, file="보드.png")
    assert caught.value.details["percent"] == pytest.approx(4.0, abs=0.4)
    assert caught.value.details["file"] == "보드.png"


def test_that_a_picture_without_a_board_is_refused() -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 255, (300, 400, 3)).astype(np.uint8)
    plain = np.full((300, 400, 3), 120, np.uint8)
    for picture in (noise, plain):
        with pytest.raises(ImageError, match="checkerboard_missing"):
            scale_from_checkerboard(picture, 5.0)


def test_that_a_square_needs_a_size() -> None:
    with pytest.raises(UsageError, match="scale_distance_invalid"):
        scale_from_checkerboard(board(), 0.0)
