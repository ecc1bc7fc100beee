"""Every appearance of the closed language, for tests that go through all of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from hypothesis import strategies as st

from core.describe.appearance import (
    DIRECTED,
    LINES,
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
from core.domain.measurements import Zone
from core.synthesis.ground_words import Texture

ROUND_SPOT: Final = SeenMark(Count.ONE, Size.SMALL, MarkShape.ROUND_SPOT, Tone.DARK, Zone.CENTER)
SCRATCH: Final = SeenMark(
    Count.ONE,
    Size.LARGE,
    MarkShape.STRAIGHT_LINE,
    Tone.BRIGHT,
    Zone.TOP_LEFT,
    width=LineWidth.THIN,
    direction=Direction.RISING,
)
DARK_GREY: Final = Ground(GroundTone.DARK_GREY)


def forms() -> tuple[tuple[MarkShape, LineWidth | None, Direction | None], ...]:
    """Return every shape with every width and direction it can have."""
    return tuple(
        (shape, width, direction)
        for shape in MarkShape
        for width in (tuple(LineWidth) if shape in LINES else (None,))
        for direction in ((None, *Direction) if shape in DIRECTED else (None,))
    )


def marks_at(place: Zone) -> Iterator[SeenMark]:
    """Yield every mark there can be at one place."""
    for (shape, width, direction), count, size, tone, hue in product(
        forms(), Count, Size, Tone, (None, *Hue)
    ):
        yield SeenMark(count, size, shape, tone, place, width=width, hue=hue, direction=direction)


def grounds() -> tuple[Ground | None, ...]:
    """Return every ground."""
    return (None, *(Ground(*pair) for pair in product(GroundTone, (None, *Texture))))


def appearances() -> st.SearchStrategy[Appearance]:
    """Draw from all appearances."""
    marks = st.builds(
        lambda form, count, size, tone, place, hue: SeenMark(
            count, size, form[0], tone, place, width=form[1], hue=hue, direction=form[2]
        ),
        st.sampled_from(forms()),
        st.sampled_from(Count),
        st.sampled_from(Size),
        st.sampled_from(Tone),
        st.sampled_from(Zone),
        st.none() | st.sampled_from(Hue),
    )
    return st.builds(Appearance, st.none() | marks, st.sampled_from(grounds()))
