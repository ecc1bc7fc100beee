"""What a model saw on findings, in the records.

What takes a history is called in the storage thread, with the open one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.categories import CategorySet
from core.domain.dialogue import CheckedCaption
from core.domain.inspections import Caption, Inspection
from core.domain.regions import BoxPx
from core.domain.verdicts import RecordContext
from core.texts.language import Language
from ui.controllers.conversation_records import index_in
from ui.controllers.recording import record_of

if TYPE_CHECKING:
    from core.records.history import History


@dataclass(slots=True, eq=False)
class GivenCaption:
    """A caption on its way into the records; a kept task may be run again.

    ``index`` is the place of its finding in ``inspection``, ``lang`` in which it was read first.
    """

    caption: Caption
    inspection: Inspection
    index: int
    lang: Language
    categories: CategorySet
    context: RecordContext
    is_written: bool = False

    @property
    def place(self) -> BoxPx:
        """What it is about."""
        return self.inspection.findings[self.index].region.box


def write_captions(history: History, *, given: Sequence[GivenCaption]) -> tuple[str, ...]:
    """Record captions of inspections that are recorded; return the ids of those records.

    Others are left out: a ROI that is merely tried out makes no record.
    """
    written: list[str] = []
    for each in given:
        record_id = None if each.is_written else _write(history, each)
        if record_id is not None:
            each.is_written = True
            written.append(record_id)
    return tuple(written)


def read_captions(history: History, *, inspection: Inspection, place: BoxPx) -> tuple[Caption, ...]:
    """Return what models saw at a place of an image before, the newest first."""
    known = history.conversations.captions_about(
        sha256=inspection.sha256, page=inspection.page, product=inspection.product
    )
    return tuple(each.caption for each in known if each.place.is_same_place(place))


def _write(history: History, given: GivenCaption) -> str | None:
    """Add a caption to the record of its inspection; return the record if it was added."""
    inspection = given.inspection
    record_id = record_of(history, inspection)
    index = None if record_id is None else index_in(history, record_id, given.place)
    if record_id is None or index is None:
        return None
    story = history.story(record_id)
    known = [each.checked.caption for each in story.captions if each.position == index]
    if given.caption in (*known, story.inspection.findings[index].caption):
        given.is_written = True
        return None
    history.conversations.add(record_id, index, _checked(given), given.context)
    return record_id


def _checked(given: GivenCaption) -> CheckedCaption:
    from core.describe.truth.telling import check_caption

    caption, finding = given.caption, given.inspection.findings[given.index]
    return CheckedCaption(
        caption,
        given.lang,
        ko=check_caption(caption, finding, given.categories, "ko") if caption.ko else (),
        en=check_caption(caption, finding, given.categories, "en"),
    )
