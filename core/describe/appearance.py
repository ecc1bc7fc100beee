"""What a person would say of a picture: a mark, how it looks and where it lies, on what ground.

A closed set of values. Rules that read them from pixels are in `core.describe.appearance_rules`,
the words in both languages in ``prompts/appearance.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.measurements import Zone
from core.synthesis.ground_words import Texture


class Count(StrEnum):
    """How many separate marks there are."""

    ONE = "one"
    TWO = "two"
    THREE = "three"
    SEVERAL = "several"
    MANY = "many"


class Size(StrEnum):
    """Share of the image: of its area for spots, of its long side for lines."""

    TINY = "tiny"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    VERY_LARGE = "very_large"


class MarkShape(StrEnum):
    """Form of a mark, or of the largest of several."""

    STRAIGHT_LINE = "straight_line"
    CURVED_LINE = "curved_line"
    BRANCHING_LINE = "branching_line"
    ROUND_SPOT = "round_spot"
    ELONGATED_SPOT = "elongated_spot"
    IRREGULAR_SPOT = "irregular_spot"
    PATCH = "patch"


class LineWidth(StrEnum):
    """Stroke width of a line."""

    THIN = "thin"
    THICK = "thick"


class Tone(StrEnum):
    """Whether a mark is darker or brighter than the ground beside it; always decided."""

    DARK = "dark"
    BRIGHT = "bright"


class Hue(StrEnum):
    """Colour that a mark has and the ground beside it has not."""

    REDDISH = "reddish"
    BROWNISH = "brownish"
    YELLOWISH = "yellowish"
    GREENISH = "greenish"
    BLUISH = "bluish"


class Direction(StrEnum):
    """How a long mark runs; rising is from the lower left to the upper right."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    RISING = "rising"
    FALLING = "falling"


class GroundTone(StrEnum):
    """Grey level or colour of the ground."""

    BLACK = "black"
    DARK_GREY = "dark_grey"
    GREY = "grey"
    LIGHT_GREY = "light_grey"
    WHITE = "white"
    BROWN = "brown"
    BEIGE = "beige"
    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"


LINES: Final = frozenset({MarkShape.STRAIGHT_LINE, MarkShape.CURVED_LINE, MarkShape.BRANCHING_LINE})
"""Shapes that have a width and whose size is a length."""

DIRECTED: Final = LINES | {MarkShape.ELONGATED_SPOT}
"""Shapes that may run in a direction."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The surface beside a mark; ``texture`` is None where nobody knows it."""

    tone: GroundTone
    texture: Texture | None = None


@dataclass(frozen=True, slots=True)
class SeenMark:
    """One mark or several alike.

    Attributes
    ----------
    width : LineWidth or None
        Of lines, always; None for every other shape.
    hue : Hue or None
        None for a mark without a colour of its own.
    direction : Direction or None
        Only of lines and elongated spots; None if they run in no clear direction.
    place : Zone
        Cell of the 3x3 grid over the image that holds most of the mark.

    Raises
    ------
    ValueError
        If width or direction do not go with the shape.
    """

    count: Count
    size: Size
    shape: MarkShape
    tone: Tone
    place: Zone
    width: LineWidth | None = None
    hue: Hue | None = None
    direction: Direction | None = None

    def __post_init__(self) -> None:
        if (self.width is not None) != self.is_line:
            message = f"a width goes with lines only: {self.shape.value}, {self.width}"
            raise ValueError(message)
        if self.direction is not None and self.shape not in DIRECTED:
            message = f"a {self.shape.value} has no direction"
            raise ValueError(message)

    @property
    def is_line(self) -> bool:
        """Whether size is a length and width is known."""
        return self.shape in LINES


@dataclass(frozen=True, slots=True)
class Appearance:
    """Everything a caption says; ``mark`` is None on a clean picture."""

    mark: SeenMark | None
    ground: Ground | None

    @property
    def is_clean(self) -> bool:
        """Whether there is no mark."""
        return self.mark is None
