"""How words of a text stand, and what is known of a finding that they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.describe.appearance import Tone
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome


class Stance(StrEnum):
    """How words stand in their clause."""

    SAID = "said"
    """Stated, hedged or not: "it may be a crack" sends people looking for a crack."""
    DENIED = "denied"
    OPEN = "open"
    """Left undecided: "it is hard to say whether", "if"."""


@dataclass(frozen=True, slots=True)
class TruthRecord:
    """What is known of a finding; None or empty where nothing is, and nothing is checked then.

    Attributes
    ----------
    outcome : Outcome or None
    category : str or None
        Id, only if it counts as known.
    zone : Zone or None
        Cell that holds most of the defect.
    zones : frozenset of Zone
        Every cell that holds much of it, ``zone`` among them.
    clock : int or None
        1-12.
    lengths_px, widths_px, lengths_mm, widths_mm : tuple of float
        What may rightly be called the length or the width: straight and along the path; mean and
        largest.
    area_px, area_mm2, area_percent : float or None
    count : int or None
        Parts of the finding.
    angle_deg : float or None
        Counter-clockwise, 0 <= a < 180.
    tone : Tone or None
    """

    outcome: Outcome | None = None
    category: str | None = None
    zone: Zone | None = None
    zones: frozenset[Zone] = frozenset()
    clock: int | None = None
    lengths_px: tuple[float, ...] = ()
    widths_px: tuple[float, ...] = ()
    lengths_mm: tuple[float, ...] = ()
    widths_mm: tuple[float, ...] = ()
    area_px: float | None = None
    area_mm2: float | None = None
    area_percent: float | None = None
    count: int | None = None
    angle_deg: float | None = None
    tone: Tone | None = None
