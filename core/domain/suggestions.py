"""Probable causes and what to do about them; always suggestions, never facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Process(StrEnum):
    """How a part is made or what happens to it: where a defect can come from."""

    MACHINING = "machining"
    CASTING = "casting"
    PAINTING = "painting"
    MOULDING = "moulding"
    ASSEMBLY = "assembly"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Korean and English."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A probable cause from the knowledge base.

    Attributes
    ----------
    id : str
        Of the entry in the knowledge base.
    cause : Words
        A noun phrase.
    checks, actions : tuple of Words
        What to look at, and what to do if it is the cause; phrases without a full stop.
    why : tuple of Words
        The measured facts that speak for it; empty if it is only common for the category.
    process : Words or None
        The process that it belongs to, where nobody said how the product is made: it holds only
        for products of this process.
    """

    id: str
    cause: Words
    checks: tuple[Words, ...] = ()
    actions: tuple[Words, ...] = ()
    why: tuple[Words, ...] = ()
    process: Words | None = None


RECENT_IMAGES: Final = 20
"""So many images are looked at for what repeats, the present one included."""


@dataclass(frozen=True, slots=True)
class RecentMark:
    """A defect that was found lately; ``at`` is its centroid as shares of width and height."""

    category_id: str
    at: tuple[float, float]

    @staticmethod
    def of(
        category_id: str | None,
        centroid_px: tuple[float, float] | None,
        size_px: tuple[int, int],
        *,
        is_ok: bool,
    ) -> RecentMark | None:
        """Return where a defect lies on an image; None for what is OK, unnamed or not located.

        Parameters
        ----------
        category_id : str or None
            Of the finding.
        centroid_px : (x, y) or None
            Of what was measured.
        size_px : (width, height)
            Of the image.
        is_ok : bool
            The program, or a person, calls it OK.
        """
        if is_ok or category_id is None or centroid_px is None:
            return None
        return RecentMark(category_id, (centroid_px[0] / size_px[0], centroid_px[1] / size_px[1]))


@dataclass(frozen=True, slots=True)
class RecentImage:
    """An image that was inspected lately, with the defects found in it; none if it was OK."""

    sha256: str
    marks: tuple[RecentMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Repetition:
    """On how many of the last images a defect of the category lies at the same place.

    Attributes
    ----------
    count : int
        Images with such a defect, the present one included.
    of : int
        Images looked at, the present one included.
    """

    count: int
    of: int
