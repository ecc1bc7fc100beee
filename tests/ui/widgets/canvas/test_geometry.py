from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.regions import BoxPx
from ui.widgets.canvas.geometry import (
    CORNERS,
    MIN_SIDE_PX,
    SIDES,
    Handle,
    ImageSize,
    box_at,
    box_between,
    fitted,
    handle_at,
    handle_point,
    moved,
    resized,
)

SIZE = ImageSize(640, 480)
BOX = BoxPx(100, 80, 200, 120)
REACH = 6.0

points = st.tuples(st.floats(-900, 1500), st.floats(-900, 1500))
boxes = st.builds(
    BoxPx,
    x=st.integers(0, 440).map(float),
    y=st.integers(0, 280).map(float),
    w=st.integers(4, 200).map(float),
    h=st.integers(4, 200).map(float),
)


def is_inside(box: BoxPx, size: ImageSize) -> bool:
    return box.x >= 0 and box.y >= 0 and box.right <= size.width and box.bottom <= size.height


def test_that_a_drag_in_any_direction_draws_the_same_box() -> None:
    assert box_between((10, 20), (30, 60), SIZE) == BoxPx(10, 20, 20, 40)
    assert box_between((30, 60), (10, 20), SIZE) == BoxPx(10, 20, 20, 40)
    assert box_between((30, 20), (10, 60), SIZE) == BoxPx(10, 20, 20, 40)


def test_that_a_drawn_box_takes_in_every_pixel_it_touches() -> None:
    assert box_between((10.6, 20.2), (30.1, 60.9), SIZE) == BoxPx(10, 20, 21, 41)


def test_that_a_slip_of_the_hand_draws_nothing() -> None:
    assert box_between((10, 20), (12, 21), SIZE) is None
    assert box_between((10, 20), (300, 20), SIZE) is None


def test_that_an_image_smaller_than_the_least_roi_can_still_be_marked() -> None:
    assert box_between((0, 0), (9, 9), ImageSize(3, 2)) == BoxPx(0, 0, 3, 2)


@given(start=points, end=points)
def test_that_a_drawn_box_never_leaves_the_image(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    box = box_between(start, end, SIZE)
    assert box is None or (is_inside(box, SIZE) and min(box.w, box.h) >= MIN_SIDE_PX)


@given(box=boxes, way=points)
def test_that_moving_keeps_the_size_and_stays_in_the_image(
    box: BoxPx, way: tuple[float, float]
) -> None:
    after = moved(box, way[0], way[1], SIZE)
    assert (after.w, after.h) == (box.w, box.h)
    assert is_inside(after, SIZE)


@given(box=boxes, handle=st.sampled_from([*CORNERS, *SIDES]), to=points)
def test_that_resizing_stays_in_the_image_and_above_the_least_size(
    box: BoxPx, handle: Handle, to: tuple[float, float]
) -> None:
    after = resized(box, handle, to, SIZE)
    assert is_inside(after, SIZE)
    assert min(after.w, after.h) >= MIN_SIDE_PX


@pytest.mark.parametrize(
    ("handle", "expected"),
    [
        (Handle.LEFT | Handle.TOP, BoxPx(90, 70, 210, 130)),
        (Handle.RIGHT, BoxPx(100, 80, 4, 120)),
        (Handle.TOP, BoxPx(100, 70, 200, 130)),
        (Handle.RIGHT | Handle.BOTTOM, BoxPx(100, 80, 4, 4)),
    ],
)
def test_that_only_the_sides_of_the_handle_move_and_never_jump_over(
    handle: Handle, expected: BoxPx
) -> None:
    assert resized(BOX, handle, (90, 70), SIZE) == expected


def test_that_corners_come_before_sides() -> None:
    assert handle_at(BOX, (99, 81), REACH) == Handle.LEFT | Handle.TOP
    assert handle_at(BOX, (300, 200), REACH) == Handle.RIGHT | Handle.BOTTOM
    assert handle_at(BOX, (200, 78), REACH) == Handle.TOP
    assert handle_at(BOX, (96, 150), REACH) == Handle.LEFT


def test_that_a_press_off_the_lines_takes_no_handle() -> None:
    assert handle_at(BOX, (200, 140), REACH) is None
    assert handle_at(BOX, (90, 80), REACH) is None


def test_that_the_middle_of_a_small_box_can_still_be_taken_for_moving() -> None:
    small = BoxPx(100, 100, 8, 8)
    assert handle_at(small, (104, 104), REACH) is None
    assert handle_at(small, (100, 104), REACH) == Handle.LEFT


def test_that_every_handle_lies_on_the_box() -> None:
    spots = {handle_point(BOX, handle) for handle in (*CORNERS, *SIDES)}
    assert len(spots) == 8
    assert (100, 80) in spots
    assert (200, 200) in spots


def test_that_a_box_inside_another_stays_reachable() -> None:
    inner = BoxPx(150, 100, 20, 20)
    assert box_at((BOX, inner), (160, 110), 0) == 1
    assert box_at((inner, BOX), (160, 110), 0) == 0
    assert box_at((BOX, inner), (110, 90), 0) == 0
    assert box_at((BOX, inner), (10, 10), 0) is None


def test_that_a_box_from_elsewhere_is_cut_to_the_image_or_refused() -> None:
    assert fitted(BoxPx(-10, 470, 30, 30), SIZE) == BoxPx(0, 470, 20, 10)
    assert fitted(BoxPx(700, 10, 20, 20), SIZE) is None
    assert fitted(BoxPx(638, 10, 20, 20), SIZE) is None
