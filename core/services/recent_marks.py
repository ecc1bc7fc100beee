"""Which defects lie at the same place again and again: on the last images of a product."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from core.domain.inspections import Finding, Inspection
from core.domain.outcomes import Outcome
from core.domain.suggestions import RECENT_IMAGES, RecentImage, RecentMark, Repetition

_FEWEST: Final = 5
"""With fewer images nothing is said about repetition."""
_SAME_PLACE: Final = 0.05
"""Shares of width and height; a camera and a fixture hold a part that well."""


class RecentMarks:
    """Remembers the last images of one product, in this process and from the records."""

    def __init__(self) -> None:
        self._images: OrderedDict[str, RecentImage] = OrderedDict()

    def know(self, recorded: Iterable[RecentImage]) -> None:
        """Add images that were inspected earlier, newest first; known ones stay as they are."""
        for image in recorded:
            if image.sha256 not in self._images:
                self._images[image.sha256] = image
                self._images.move_to_end(image.sha256, last=False)
        self._forget()

    def note(self, inspection: Inspection) -> None:
        """Remember an inspected image as the newest one; an image counts once."""
        image = recent_image(inspection)
        if image is None:
            return
        self._images.pop(image.sha256, None)
        self._images[image.sha256] = image
        self._forget()

    def repetition(self, mark: RecentMark | None, *, sha256: str) -> Repetition | None:
        """Tell on how many of the last images a defect of this category lies at this place.

        Parameters
        ----------
        mark : RecentMark or None
            On the present image; None if its place is not known.
        sha256 : str
            Of the present image, which counts once.

        Returns
        -------
        Repetition or None
            None with too few images to tell.
        """
        others = [image for key, image in self._images.items() if key != sha256][
            1 - RECENT_IMAGES :
        ]
        if mark is None or len(others) + 1 < _FEWEST:
            return None
        again = sum(any(_is_same(mark, other) for other in image.marks) for image in others)
        return Repetition(count=again + 1, of=len(others) + 1)

    def _forget(self) -> None:
        while len(self._images) > RECENT_IMAGES:
            self._images.popitem(last=False)


def recent_image(inspection: Inspection) -> RecentImage | None:
    """Return what is remembered of an inspection; None if the image could not be decoded."""
    facts = inspection.facts
    if facts is None:
        return None
    size_px = (facts.width_px, facts.height_px)
    marks = [mark_of(finding, size_px) for finding in inspection.findings]
    return RecentImage(inspection.sha256, tuple(mark for mark in marks if mark is not None))


def mark_of(finding: Finding, size_px: tuple[int, int]) -> RecentMark | None:
    """Return where a defect lies; None for what is OK, of no category, or not located."""
    return RecentMark.of(
        finding.category.id if finding.category else None,
        finding.measurement.centroid_px,
        size_px,
        is_ok=finding.outcome is Outcome.OK,
    )


def _is_same(one: RecentMark, other: RecentMark) -> bool:
    apart = math.dist(one.at, other.at)
    return one.category_id == other.category_id and apart <= _SAME_PLACE
