from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.appearance import Appearance, LineWidth, Size
from core.describe.captions import caption_of, korean_caption, read_caption
from core.describe.framing import place_in_image, size_in_image, told_of_image, view_of
from core.domain.measurements import Zone
from core.domain.regions import BoxPx
from tests.core.describe.appearances import DARK_GREY, ROUND_SPOT, SCRATCH, appearances

IMAGE = BoxPx(0, 0, 1200, 900)


def test_that_a_view_is_a_square_of_three_times_the_finding() -> None:
    assert view_of(BoxPx(500, 400, 100, 40), 1200, 900) == BoxPx(400, 270, 300, 300)


@pytest.mark.parametrize(
    "box", [BoxPx(0, 0, 60, 90), BoxPx(1140, 810, 60, 90), BoxPx(3.5, 880.2, 9, 19)]
)
def test_that_a_view_at_the_border_is_moved_not_shrunk(box: BoxPx) -> None:
    view = view_of(box, 1200, 900)
    assert view.w == view.h >= 96
    assert view.x >= 0
    assert view.y >= 0
    assert view.right <= 1200
    assert view.bottom <= 900
    assert view.x <= box.x
    assert view.right >= box.right


def test_that_the_whole_image_is_seen_when_little_else_is_left() -> None:
    for box in (None, IMAGE, BoxPx(400, 300, 380, 20)):
        assert view_of(box, 1200, 900) == IMAGE
    assert view_of(BoxPx(5, 5, 4, 4), 80, 60) == BoxPx(0, 0, 80, 60)


def test_that_a_view_of_a_narrow_image_keeps_its_width() -> None:
    assert view_of(BoxPx(20, 900, 40, 40), 100, 2000) == BoxPx(0, 860, 100, 120)


def test_that_places_are_told_of_the_image() -> None:
    corner = view_of(BoxPx(40, 40, 60, 60), 1200, 900)
    assert place_in_image(Zone.CENTER, corner, IMAGE) is Zone.TOP_LEFT
    assert place_in_image(Zone.BOTTOM_RIGHT, corner, IMAGE) is Zone.TOP_LEFT
    for zone in Zone:
        assert place_in_image(zone, IMAGE, IMAGE) is zone


def test_that_sizes_shrink_with_the_share_of_the_view_and_stay_without() -> None:
    small_view = BoxPx(0, 0, 120, 120)
    for size, is_line in product(Size, (False, True)):
        assert size_in_image(size, IMAGE, IMAGE, is_line=is_line) is size
        assert size_in_image(size, small_view, IMAGE, is_line=is_line) in (Size.TINY, Size.SMALL)


def test_that_a_description_of_a_view_is_told_of_the_image() -> None:
    view = view_of(BoxPx(1000, 700, 90, 90), 1200, 900)
    told = told_of_image(Appearance(SCRATCH, DARK_GREY), view, IMAGE).mark
    assert told is not None
    assert (told.place, told.size) == (Zone.BOTTOM_RIGHT, Size.SMALL)
    assert (told.shape, told.tone, told.count) == (SCRATCH.shape, SCRATCH.tone, SCRATCH.count)
    assert told.direction is SCRATCH.direction


def test_that_a_stroke_that_is_thick_in_a_small_view_is_thin_in_the_image() -> None:
    thick = Appearance(replace(SCRATCH, width=LineWidth.THICK), None)
    near = told_of_image(thick, BoxPx(0, 0, 100, 100), IMAGE).mark
    far = told_of_image(thick, BoxPx(0, 0, 800, 800), IMAGE).mark
    assert near is not None
    assert far is not None
    assert (near.width, far.width) == (LineWidth.THIN, LineWidth.THICK)


def test_that_what_was_said_of_the_whole_image_or_of_a_clean_one_stands() -> None:
    clean = Appearance(None, DARK_GREY)
    assert told_of_image(clean, BoxPx(0, 0, 50, 50), IMAGE) == clean
    marked = Appearance(ROUND_SPOT, DARK_GREY)
    assert told_of_image(marked, IMAGE, IMAGE) == marked


@given(appearances(), st.floats(0, 1190), st.floats(0, 890), st.floats(1, 500), st.floats(1, 500))
def test_that_every_sentence_told_of_the_image_stays_in_the_language(
    appearance: Appearance, x: float, y: float, width: float, height: float
) -> None:
    box = BoxPx(x, y, min(width, 1200 - x), min(height, 900 - y))
    told = told_of_image(appearance, view_of(box, 1200, 900), IMAGE)
    assert read_caption(caption_of(told)) == told
    assert korean_caption(caption_of(told)) is not None
