"""Every appearance of a mark: its form, how it is coloured, its sizes, how often it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from core.synthesis.appearances.edges import CHIP, edge_loss, missing
from core.synthesis.appearances.form import Form, FormMaker, merged
from core.synthesis.appearances.lines import (
    branching_line,
    crease,
    curved_line,
    irregular_line,
    line,
)
from core.synthesis.appearances.look import NO_COLOUR, draw_look, dressed
from core.synthesis.appearances.patches import patch, scuff, smear, stain
from core.synthesis.appearances.spots import bump, dent, pit, spot, spots
from core.synthesis.marks import MarkMaker
from core.synthesis.values import Mark, MarkRequest, Surface

_OFTEN_BARE = 0.6
"""Share of bumps that only light and shade show; the others have a colour of their own."""
_OFTEN_FILM = 0.45
"""Share of films that only brighten or darken the ground's own texture."""


class Dress(StrEnum):
    """What makes a form visible."""

    INK = "ink"
    FILM = "film"
    HOLE = "hole"
    RELIEF = "relief"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Appearance:
    """One way in which a mark can look.

    Attributes
    ----------
    name : str
        Becomes the category of its marks.
    form : FormMaker
        Draws where it is.
    dress : Dress
        What makes it visible.
    extents : tuple of float
        Usual extent as a share of the image's short side, smallest and largest.
    weight : float
        How often it is drawn.
    several : bool
        Whether several alike may lie in one image.
    """

    name: str
    form: FormMaker
    dress: Dress
    extents: tuple[float, float]
    weight: float = 1.0
    several: bool = True

    def mark(self, rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
        """Make one mark."""
        return self.dressed(rng, surface, [self.form(rng, surface, request)], request)

    def dressed(
        self,
        rng: np.random.Generator,
        surface: Surface,
        forms: list[Form],
        request: MarkRequest,
    ) -> Mark:
        """Make one mark of several forms that look alike."""
        form = merged(forms)
        if self.dress is Dress.MISSING and form.variant != CHIP:
            return missing(surface, form, category=self.name)
        bare = self.dress is Dress.RELIEF and (self.name != "bump" or rng.random() < _OFTEN_BARE)
        if bare:
            return dressed(rng, surface, form, NO_COLOUR, category=self.name)
        tone = "darker" if self.dress is Dress.HOLE else request.tone
        opaque = (0.0, 0.5) if self.dress is Dress.FILM else (0.1, 0.95)
        filmy = _OFTEN_FILM if self.dress is Dress.FILM else 0.0
        look = draw_look(rng, tone=tone, strength=request.strength, opaque=opaque, filmy=filmy)
        return dressed(rng, surface, form, look, category=self.name)


_LIST: Final = (
    Appearance("line", line, Dress.INK, (0.22, 1.6), 3.8),
    Appearance("curved_line", curved_line, Dress.INK, (0.2, 1.2), 1.8),
    Appearance("irregular_line", irregular_line, Dress.INK, (0.2, 1.3), 1.2),
    Appearance("branching_line", branching_line, Dress.INK, (0.25, 1.2), 1.2, several=False),
    Appearance("crease", crease, Dress.RELIEF, (0.3, 1.2), 0.5, several=False),
    Appearance("spot", spot, Dress.INK, (0.05, 0.8), 2.2),
    Appearance("spots", spots, Dress.INK, (0.2, 1.1), 1.3, several=False),
    Appearance("pit", pit, Dress.HOLE, (0.06, 0.55), 1.3),
    Appearance("bump", bump, Dress.RELIEF, (0.07, 0.5), 0.6),
    Appearance("dent", dent, Dress.RELIEF, (0.1, 0.75), 0.9),
    Appearance("stain", stain, Dress.FILM, (0.09, 1.0), 1.4),
    Appearance("smear", smear, Dress.FILM, (0.18, 1.1), 0.9),
    Appearance("scuff", scuff, Dress.INK, (0.2, 1.0), 0.9),
    Appearance("patch", patch, Dress.FILM, (0.25, 1.1), 2.1, several=False),
    Appearance("edge_loss", edge_loss, Dress.MISSING, (0.1, 0.7), 0.9),
)

APPEARANCES: Final[Mapping[str, Appearance]] = {one.name: one for one in _LIST}
"""Every appearance, by name."""

APPEARANCE_MARKS: Final[Mapping[str, MarkMaker]] = {one.name: one.mark for one in _LIST}
"""Their makers, by name."""
