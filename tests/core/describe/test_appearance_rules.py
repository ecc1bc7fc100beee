from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.describe.appearance import (
    Appearance,
    Count,
    Direction,
    Ground,
    GroundTone,
    Hue,
    LineWidth,
    MarkShape,
    SeenMark,
    Size,
    Tone,
)
from core.describe.appearance_rules import appearance_of, count_word
from core.describe.captions import caption_of, read_caption
from core.describe.colour_words import ground_tone, hue_word
from core.domain.measurements import Zone
from core.measure.look import look_of
from core.synthesis.ground_words import Texture

SIDE = 192
GREY, DARK, BRIGHT = (120, 120, 120), (40, 40, 40), (220, 220, 220)

Mask = NDArray[np.bool_]
Colour = tuple[int, int, int]


def test_that_a_rising_scratch_is_a_thin_straight_line() -> None:
    mark = _mark(_line((20, 70), (70, 20), 3), BRIGHT)
    assert mark.shape is MarkShape.STRAIGHT_LINE
    assert mark.width is LineWidth.THIN
    assert mark.direction is Direction.RISING
    assert mark.tone is Tone.BRIGHT
    assert mark.place is Zone.TOP_LEFT
    assert mark.size is Size.MEDIUM
    assert mark.count is Count.ONE


@pytest.mark.parametrize(
    ("end", "direction"),
    [
        ((170, 96), Direction.HORIZONTAL),
        ((96, 170), Direction.VERTICAL),
        ((160, 40), Direction.RISING),
        ((160, 160), Direction.FALLING),
    ],
)
def test_that_a_line_runs_where_it_runs(end: tuple[int, int], direction: Direction) -> None:
    start = (2 * 96 - end[0], 2 * 96 - end[1])
    assert _mark(_line(start, end, 3)).direction is direction


@pytest.mark.parametrize("block", [1, 3])
def test_that_a_round_pit_is_round_also_in_a_coarse_mask(block: int) -> None:
    mark = _mark(_coarse(_ellipse((150, 150), (14, 14)), block))
    assert mark.shape is MarkShape.ROUND_SPOT
    assert mark.tone is Tone.DARK
    assert mark.place is Zone.BOTTOM_RIGHT
    assert mark.direction is None
    assert mark.width is None


def test_that_an_oval_three_times_as_long_is_elongated() -> None:
    mark = _mark(_ellipse((96, 96), (36, 10)))
    assert mark.shape is MarkShape.ELONGATED_SPOT
    assert mark.direction is Direction.HORIZONTAL


def test_that_a_star_is_irregular() -> None:
    mask = _ellipse((96, 96), (10, 10))
    for end in ((96, 66), (70, 112), (122, 112)):
        mask |= _line((96, 96), end, 6)
    assert _mark(mask).shape is MarkShape.IRREGULAR_SPOT


def test_that_a_mark_over_a_large_share_is_a_patch() -> None:
    mark = _mark(_ellipse((96, 96), (60, 50)))
    assert mark.shape is MarkShape.PATCH
    assert mark.size is Size.VERY_LARGE


def test_that_an_arc_is_curved() -> None:
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    cv2.ellipse(image, (96, 150), (70, 70), 0, 200, 340, 1, 3)
    assert _mark(image > 0).shape is MarkShape.CURVED_LINE


def test_that_a_crack_with_arms_branches() -> None:
    mask = _line((20, 96), (170, 96), 3) | _line((80, 96), (120, 30), 3)
    mask |= _line((110, 96), (150, 160), 3)
    assert _mark(mask).shape is MarkShape.BRANCHING_LINE


def test_that_a_nick_does_not_make_a_straight_line_branch() -> None:
    mask = _line((20, 96), (170, 96), 3) | _line((90, 96), (95, 88), 2)
    assert _mark(mask).shape is MarkShape.STRAIGHT_LINE


def test_that_a_broken_scratch_is_one_line() -> None:
    mask = _line((10, 90), (180, 100), 3)
    mask[:, 60:75] = False
    mask[:, 120:130] = False
    mark = _mark(mask)
    assert mark.count is Count.ONE
    assert mark.shape is MarkShape.STRAIGHT_LINE


def test_that_two_dots_far_apart_are_no_line() -> None:
    mark = _mark(_ellipse((20, 96), (3, 3)) | _ellipse((170, 96), (3, 3)))
    assert mark.count is Count.TWO
    assert mark.shape is MarkShape.ROUND_SPOT


def test_that_parallel_scratches_side_by_side_are_straight() -> None:
    mask = _line((20, 90), (170, 90), 2) | _line((20, 94), (170, 94), 2)
    assert _mark(mask).shape is MarkShape.STRAIGHT_LINE


def test_that_crumbs_of_a_drawn_mask_are_not_counted() -> None:
    mask = _ellipse((96, 96), (20, 20))
    mask[10:12, 10:12] = True
    mask[180, 30] = True
    assert _mark(mask).count is Count.ONE


@pytest.mark.parametrize(
    ("n", "word"),
    [(1, "one"), (2, "two"), (3, "three"), (4, "several"), (8, "several"), (9, "many")],
)
def test_that_numbers_have_words(n: int, word: str) -> None:
    assert count_word(n) is Count(word)


def test_that_separate_pits_are_counted() -> None:
    mask = np.zeros((SIDE, SIDE), dtype=bool)
    for x in (40, 90, 140):
        mask |= _ellipse((x, 60), (6, 6))
    assert _mark(mask).count is Count.THREE


@pytest.mark.parametrize("sigma", [1.0, 2.0])
def test_that_a_blurred_picture_keeps_its_words(sigma: float) -> None:
    mask = _ellipse((50, 130), (12, 11))
    sharp = _picture(mask, DARK)
    blurred = np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma), dtype=np.uint8)
    assert appearance_of(blurred, mask) == appearance_of(sharp, mask)


@pytest.mark.parametrize("level", [30, 90, 112, 128, 150, 230])
def test_that_the_tone_is_the_sign_of_the_measured_contrast(level: int) -> None:
    mask = _ellipse((60, 70), (25, 9)) | _line((20, 150), (150, 120), 3)
    noise = np.random.default_rng(level).normal(0.0, 12.0, (SIDE, SIDE, 3))
    rgb = np.clip(_picture(mask, (level, level, level)) + noise, 0, 255).astype(np.uint8)
    contrast = look_of(rgb, mask).contrast
    mark = appearance_of(rgb, mask).mark
    assert contrast is not None
    assert mark is not None
    assert mark.tone is (Tone.BRIGHT if contrast > 0 else Tone.DARK)


def test_that_rust_on_steel_is_brownish_and_blood_red_paint_reddish() -> None:
    mask = _ellipse((96, 96), (20, 20))
    assert _mark(mask, (130, 85, 40)).hue is Hue.BROWNISH
    assert _mark(mask, (170, 40, 40)).hue is Hue.REDDISH
    assert _mark(mask, (60, 90, 190)).hue is Hue.BLUISH
    assert _mark(mask, (60, 150, 70)).hue is Hue.GREENISH
    assert _mark(mask, (230, 210, 80)).hue is Hue.YELLOWISH
    assert _mark(mask, DARK).hue is None


def test_that_black_on_brown_is_not_called_bluish() -> None:
    assert hue_word((10.0, 1.0, 1.0), (45.0, 15.0, 28.0)) is None


@pytest.mark.parametrize(
    ("rgb", "tone"),
    [
        ((10, 10, 10), GroundTone.BLACK),
        ((70, 70, 70), GroundTone.DARK_GREY),
        ((130, 130, 130), GroundTone.GREY),
        ((180, 180, 180), GroundTone.LIGHT_GREY),
        ((245, 245, 245), GroundTone.WHITE),
        ((140, 95, 55), GroundTone.BROWN),
        ((225, 205, 180), GroundTone.BEIGE),
        ((190, 20, 20), GroundTone.RED),
        ((40, 80, 170), GroundTone.BLUE),
        ((40, 130, 60), GroundTone.GREEN),
        ((240, 210, 20), GroundTone.YELLOW),
    ],
)
def test_that_grounds_have_the_word_of_their_colour(rgb: Colour, tone: GroundTone) -> None:
    seen = appearance_of(_picture(_nothing(), GREY, ground=rgb), _nothing())
    assert seen == Appearance(None, Ground(tone))


def test_that_a_warm_lamp_does_not_colour_grey_metal() -> None:
    assert ground_tone((55.0, 2.0, 6.0)) is GroundTone.GREY


def test_that_a_known_texture_is_said() -> None:
    seen = appearance_of(_picture(_nothing(), GREY), _nothing(), texture="brushed")
    assert seen.is_clean
    assert seen.ground == Ground(GroundTone.GREY, Texture.BRUSHED)
    with pytest.raises(ValueError, match="hairy"):
        appearance_of(_picture(_nothing(), GREY), _nothing(), texture="hairy")


def test_that_a_mark_over_everything_leaves_no_ground() -> None:
    seen = appearance_of(_picture(~_nothing(), DARK), ~_nothing())
    assert seen.ground is None
    assert seen.mark is not None
    assert seen.mark.tone is Tone.DARK


def test_that_picture_and_mask_must_fit() -> None:
    with pytest.raises(ValueError, match="size"):
        appearance_of(_picture(_nothing(), GREY), np.zeros((3, 3), dtype=bool))


@given(seed=st.integers(0, 10_000), share=st.floats(0.0, 1.0))
def test_that_any_mask_gets_words_of_the_language(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 40)), int(rng.integers(1, 40)))
    rgb = rng.integers(0, 256, (*shape, 3)).astype(np.uint8)
    mask = np.asarray(rng.random(shape) < share)
    seen = appearance_of(rgb, mask)
    assert seen.is_clean == (not mask.any())
    assert read_caption(caption_of(seen)) == seen


def _mark(mask: Mask, colour: Colour = DARK) -> SeenMark:
    mark = appearance_of(_picture(mask, colour), mask).mark
    assert mark is not None
    return mark


def _picture(mask: Mask, colour: Colour, *, ground: Colour = GREY) -> NDArray[np.uint8]:
    rgb = np.empty((*mask.shape, 3), dtype=np.uint8)
    rgb[:] = ground
    rgb[mask] = colour
    return rgb


def _nothing() -> Mask:
    return np.zeros((SIDE, SIDE), dtype=bool)


def _line(start: tuple[int, int], end: tuple[int, int], width_px: int) -> Mask:
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    cv2.line(image, start, end, 1, width_px)
    return np.asarray(image > 0)


def _ellipse(centre: tuple[int, int], axes: tuple[int, int]) -> Mask:
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    cv2.ellipse(image, centre, axes, 0, 0, 360, 1, -1)
    return np.asarray(image > 0)


def _coarse(mask: Mask, block: int) -> Mask:
    small = mask[::block, ::block]
    return np.repeat(np.repeat(small, block, axis=0), block, axis=1)[:SIDE, :SIDE]
