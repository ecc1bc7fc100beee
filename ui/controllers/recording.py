"""What the controllers have the storage thread write; called there, with the open history.

A kept task may be run again after it failed half-way, so everything here may be repeated: what was
written already is not written twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext, Verdict
from ui.values import ChosenVerdict, SavedVerdict

if TYPE_CHECKING:
    from core.records.history import History
    from core.records.values import StoredVerdict


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """A record of the image with what people said about it.

    ``saved`` is the newest verdict on the image that holds, whichever record it was given on;
    ``corrected`` is about that one.
    """

    record_id: str
    saved: SavedVerdict | None = None
    corrected: bool = False

    @property
    def verdict(self) -> Outcome | None:
        """What a person said."""
        return self.saved.chosen.verdict if self.saved else None


@dataclass(slots=True, eq=False)
class GivenVerdict:
    """A verdict of this session, to be taken back.

    It is given in the window's thread; what follows the product is filled in the storage thread,
    where a later task reads it: tasks keep their order.
    """

    path: Path
    product: str
    record_id: str = ""
    is_written: bool = False
    is_taken_back: bool = False


def record_once(
    history: History, *, inspection: Inspection, context: RecordContext
) -> StandingRecord:
    """Record an inspection unless this image stands recorded in this configuration."""
    record_id = record_of(history, inspection) or history.record_inspection(inspection, context)
    return standing_of(history, record_id)


def record_of(history: History, inspection: Inspection) -> str | None:
    """Return the record of an image in this configuration; None if there is none."""
    from core.records.hashing import configuration_hash

    return history.find_record(
        sha256=inspection.sha256,
        page=inspection.page,
        product=inspection.product,
        configuration_hash=configuration_hash(inspection.configuration),
    )


def write_verdict(
    history: History,
    *,
    given: GivenVerdict,
    inspection: Inspection,
    chosen: ChosenVerdict,
    context: RecordContext,
) -> StandingRecord:
    """Record a verdict, and the inspection if it is not there yet."""
    given.record_id = record_once(history, inspection=inspection, context=context).record_id
    if not given.is_written:
        history.record_verdict(
            Verdict(
                inspection_id=given.record_id,
                verdict=chosen.verdict,
                context=context,
                category_id=chosen.category_id,
                severity=chosen.severity,
                sub_grade=chosen.sub_grade,
                note=chosen.note,
                reason=chosen.reason,
            )
        )
        given.is_written = True
    return standing_of(history, given.record_id)


def retract(history: History, *, given: GivenVerdict, context: RecordContext) -> StandingRecord:
    """Take a verdict back by a new row; nothing happens to one that was never written."""
    if given.is_written and not given.is_taken_back:
        history.record_verdict(
            Verdict(
                inspection_id=given.record_id,
                verdict=Outcome.HOLD,
                context=context,
                retracts=True,
            )
        )
        given.is_taken_back = True
    return standing_of(history, given.record_id)


def standing_of(history: History, record_id: str) -> StandingRecord:
    """Return how the image of a record stands now."""
    from core.records.values import HistoryFilter

    for line in history.list_records(HistoryFilter(record_id=record_id), limit=1):
        found = history.standing_verdict(sha256=line.sha256, page=line.page, product=line.product)
        if found is not None:
            return StandingRecord(record_id, _saved(found.verdict), found.corrected)
    return StandingRecord(record_id)


def _saved(stored: StoredVerdict) -> SavedVerdict | None:
    if stored.verdict is None:
        return None
    chosen = ChosenVerdict(
        verdict=stored.verdict,
        category_id=stored.category_id,
        severity=stored.severity,
        sub_grade=stored.sub_grade,
        note=stored.note,
        reason=stored.reason,
    )
    return SavedVerdict(chosen, stored.context.operator, stored.moment.local)
