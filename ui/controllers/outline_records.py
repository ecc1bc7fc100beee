"""Outlines that people draw: while they are drawn, and in the records.

What takes a history is called in the storage thread, with the open one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from core.domain.categories import CategorySet
from core.domain.corrections import OutlineCorrection
from core.domain.inspections import Finding, Inspection
from core.domain.regions import BoxPx
from core.domain.verdicts import RecordContext
from ui.controllers.recording import StandingRecord, record_once, standing_of

if TYPE_CHECKING:
    from core.records.history import History
    from ui.widgets.canvas.mask_editor import MaskEditor


ImageId: TypeAlias = tuple[str, int, str]
"""sha256, page, product."""


@dataclass(frozen=True, slots=True, eq=False)
class OutlineWork:
    """A correction of one finding, from its first stroke until it is measured."""

    path: Path
    inspection: Inspection
    index: int
    editor: MaskEditor

    @property
    def finding(self) -> Finding:
        """The finding as the program said it."""
        return self.inspection.findings[self.index]

    @property
    def place(self) -> tuple[ImageId, BoxPx]:
        """What it is about, whenever that is inspected."""
        return image_of(self.inspection), self.finding.region.box


@dataclass(slots=True, eq=False)
class GivenOutline:
    """A correction on its way into the records; a kept task may be run again."""

    correction: OutlineCorrection
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """What people measured on an image before.

    Attributes
    ----------
    findings : dict
        Place among the findings to the finding with a person's facts.
    rois : tuple of BoxPx
        ROIs that were corrected, or talked about, and are no findings of this inspection.
    """

    findings: dict[int, Finding]
    rois: tuple[BoxPx, ...] = ()


def write_outline(
    history: History, *, given: GivenOutline, inspection: Inspection, context: RecordContext
) -> StandingRecord:
    """Record a correction, and the inspection if it is not there yet."""
    record = record_once(history, inspection=inspection, context=context)
    if not given.is_written:
        history.record_outline(record.record_id, given.correction, context)
        given.is_written = True
    return standing_of(history, record.record_id)


def read_corrected(
    history: History,
    *,
    inspection: Inspection,
    given: Sequence[OutlineCorrection],
    categories: CategorySet,
) -> Corrected:
    """Return the findings of an inspection that people have corrected.

    Parameters
    ----------
    inspection : Inspection
        As the program said it.
    given : sequence of OutlineCorrection
        Of this session, oldest first: they hold although they may not be written yet.
    categories : CategorySet
        Names for the sentences.
    """
    known = history.standing_outlines(
        sha256=inspection.sha256, page=inspection.page, product=inspection.product
    )
    corrections = (*known, *given)
    talked_about = history.conversations.about(
        sha256=inspection.sha256, page=inspection.page, product=inspection.product
    )
    drawn = {each.place for each in talked_about if each.is_roi}
    found = [finding.region.box for finding in inspection.findings]
    if not corrections or inspection.facts is None:
        return Corrected({}, tuple(roi for roi in drawn if roi not in found))
    from core.services.correcting import corrected

    findings: dict[int, Finding] = {}
    for index, finding in enumerate(inspection.findings):
        here = [each for each in corrections if each.is_at(finding.region.box)]
        if here:
            findings[index] = corrected(finding, here[-1], inspection.facts, categories)
    rois = drawn | {each.place for each in corrections if each.is_roi}
    return Corrected(findings, tuple(roi for roi in rois if roi not in found))


def image_of(inspection: Inspection) -> ImageId:
    """Return which image an inspection is about, and for which product."""
    return inspection.sha256, inspection.page, inspection.product


def places_of(inspection: Inspection, indices: Iterable[int]) -> tuple[tuple[ImageId, BoxPx], ...]:
    """Return where some findings of an inspection are, whenever that is inspected."""
    image = image_of(inspection)
    return tuple((image, inspection.findings[index].region.box) for index in indices)


def are_left(places: Sequence[tuple[ImageId, BoxPx]], inspection: Inspection) -> bool:
    """Tell whether any of the places is of this image and no finding of this inspection."""
    boxes = [finding.region.box for finding in inspection.findings]
    here = [place for image, place in places if image == image_of(inspection)]
    return any(not any(place.is_same_place(box) for box in boxes) for place in here)
