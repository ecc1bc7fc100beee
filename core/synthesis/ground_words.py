"""The closed list of words for how the ground beside a mark looks."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Texture(StrEnum):
    """Texture of a ground, in the word that captions use."""

    SMOOTH = "smooth"
    BRUSHED = "brushed"
    ROUGH = "rough"
    WOVEN = "woven"
    WOOD_GRAINED = "wood-grained"
    LEATHERY = "leathery"
    GRAINY = "grainy"
    PRINTED = "printed"
    RINGED = "ringed"


TEXTURES: Final[tuple[Texture, ...]] = tuple(Texture)
"""Every word, in the order in which they are listed everywhere."""
