"""Turned pictures keep their words right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.appearance import (
    Appearance,
    Count,
    Direction,
    LineWidth,
    MarkShape,
    SeenMark,
    Size,
    Tone,
)
from core.describe.appearance_rules import appearance_of
from core.domain.measurements import Zone
from core.services.training_turns import N_TURNS, turn_appearance, turn_pixels
from core.synthesis.training_samples import make_training_sample

TOP_LEFT_RISING = Appearance(
    SeenMark(
        count=Count.ONE,
        size=Size.MEDIUM,
        shape=MarkShape.STRAIGHT_LINE,
        tone=Tone.DARK,
        place=Zone.TOP_LEFT,
        width=LineWidth.THIN,
        direction=Direction.RISING,
    ),
    None,
)


@pytest.mark.parametrize(
    ("turn", "place", "direction"),
    [
        (0, Zone.TOP_LEFT, Direction.RISING),
        (1, Zone.BOTTOM_LEFT, Direction.FALLING),
        (2, Zone.BOTTOM_RIGHT, Direction.RISING),
        (3, Zone.TOP_RIGHT, Direction.FALLING),
        (4, Zone.TOP_RIGHT, Direction.FALLING),
    ],
)
def test_that_place_and_direction_turn(turn: int, place: Zone, direction: Direction) -> None:
    mark = turn_appearance(TOP_LEFT_RISING, turn).mark
    assert mark is not None
    assert (mark.place, mark.direction) == (place, direction)


def test_that_the_eight_turns_differ_and_the_first_changes_nothing() -> None:
    pixels = np.arange(9, dtype=np.uint8).reshape(3, 3)
    assert len({turn_pixels(pixels, turn).tobytes() for turn in range(N_TURNS)}) == N_TURNS
    assert np.array_equal(turn_pixels(pixels, 0), pixels)


@given(seed=st.integers(0, 200), turn=st.integers(1, N_TURNS - 1))
def test_that_the_rules_say_the_same_of_the_turned_picture(seed: int, turn: int) -> None:
    sample = make_training_sample(seed, (96, 96))
    before = appearance_of(sample.rgb, sample.mask)
    after = appearance_of(
        np.ascontiguousarray(turn_pixels(sample.rgb, turn)),
        np.ascontiguousarray(turn_pixels(sample.mask, turn)),
    )
    wanted = turn_appearance(before, turn)
    assert (after.mark is None) == (wanted.mark is None)
    if after.mark is not None and wanted.mark is not None:
        assert after.mark.place == wanted.mark.place
        assert after.mark.tone == wanted.mark.tone
