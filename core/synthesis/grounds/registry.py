"""Every ground the generator knows, plain or a structured part, with its texture word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.synthesis.ground_words import Texture
from core.synthesis.grounds.base import Maker
from core.synthesis.grounds.contours import cut_at_times
from core.synthesis.grounds.glossy import (
    blasted,
    car_paint,
    glazed_ceramic,
    linished,
    polished,
)
from core.synthesis.grounds.long_parts import ground_block, ribbed_panel, shaft
from core.synthesis.grounds.printed import printed
from core.synthesis.grounds.rings import bottle_rim, stamped_nut, turned_face
from core.synthesis.grounds.round_parts import cast_wheel, cog, glass_mouth
from core.synthesis.grounds.soft import leather, moulded_plastic, wood, woven
from core.synthesis.grounds.steel import ferrite, rolled_strip, scaled_plate, tile
from core.synthesis.surfaces import cast, painted


@dataclass(frozen=True, slots=True)
class GroundKind:
    """One kind of ground.

    Attributes
    ----------
    make : Maker
        Draws a piece of it.
    texture : Texture
        Its word in captions.
    weight : float
        How often it is drawn, relative to the others.
    grey_share : float
        How often a grey camera looks at it, 0-1.
    unevenness : float
        How much of the lamp's fall-off and highlight there is; 0 lights evenly.
    """

    make: Maker
    texture: Texture
    weight: float = 1.0
    grey_share: float = 0.5
    unevenness: float = 1.0


KINDS: Final[Mapping[str, GroundKind]] = {
    "linished": GroundKind(linished, Texture.BRUSHED, 1.0, 0.6),
    "cast": GroundKind(cast, Texture.ROUGH, 0.8, 0.6),
    "painted": GroundKind(cut_at_times(painted, 0.25), Texture.SMOOTH, 0.6, 0.2),
    "tile": GroundKind(tile, Texture.BRUSHED, 2.4, 0.95, 0.8),
    "rolled_strip": GroundKind(rolled_strip, Texture.SMOOTH, 2.4, 0.9),
    "scaled_plate": GroundKind(cut_at_times(scaled_plate, 0.1), Texture.ROUGH, 1.5, 0.9),
    "ferrite": GroundKind(cut_at_times(ferrite, 0.3), Texture.GRAINY, 1.0, 0.9),
    "leather": GroundKind(leather, Texture.LEATHERY, 2.4, 0.05, 0.1),
    "woven": GroundKind(woven, Texture.WOVEN, 0.7, 0.3),
    "moulded_plastic": GroundKind(cut_at_times(moulded_plastic, 0.3), Texture.GRAINY, 1.0, 0.3),
    "wood": GroundKind(wood, Texture.WOOD_GRAINED, 1.0, 0.08, 0.4),
    "polished": GroundKind(cut_at_times(polished, 0.35), Texture.SMOOTH, 0.8, 0.6),
    "car_paint": GroundKind(car_paint, Texture.SMOOTH, 1.0, 0.1),
    "glazed_ceramic": GroundKind(cut_at_times(glazed_ceramic, 0.2), Texture.GRAINY, 0.5, 0.4),
    "blasted": GroundKind(cut_at_times(blasted, 0.3), Texture.ROUGH, 0.8, 0.6),
    "turned_face": GroundKind(turned_face, Texture.RINGED, 1.2, 0.7),
    "bottle_rim": GroundKind(bottle_rim, Texture.RINGED, 0.6, 0.2, 0.5),
    "stamped_nut": GroundKind(stamped_nut, Texture.GRAINY, 0.6, 0.2, 0.5),
    "printed": GroundKind(cut_at_times(printed, 0.15), Texture.PRINTED, 0.8, 0.3),
}
"""Every kind of ground that is drawn when none is asked for, by name."""

PART_KINDS: Final[Mapping[str, GroundKind]] = {
    "cast_wheel": GroundKind(cast_wheel, Texture.RINGED, 2.0, 0.75, 0.7),
    "glass_mouth": GroundKind(glass_mouth, Texture.RINGED, 1.3, 0.2, 0.5),
    "cog": GroundKind(cog, Texture.GRAINY, 1.3, 0.4, 0.6),
    "ground_block": GroundKind(ground_block, Texture.BRUSHED, 2.0, 0.9, 0.8),
    "shaft": GroundKind(shaft, Texture.SMOOTH, 0.8, 0.6, 0.6),
    "ribbed_panel": GroundKind(ribbed_panel, Texture.GRAINY, 0.8, 0.5, 0.7),
}
"""Structured parts, by name: rims, bores, teeth, ribs and worn sides that are no marks."""

_ALL: Final[Mapping[str, GroundKind]] = {**KINDS, **PART_KINDS}

GROUNDS: Final[Mapping[str, Maker]] = {name: kind.make for name, kind in _ALL.items()}
"""Makers of every ground and part, by name."""

TEXTURE_OF: Final[Mapping[str, Texture]] = {name: kind.texture for name, kind in _ALL.items()}
"""Texture word of every ground and part, by name."""
