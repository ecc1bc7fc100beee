"""Conversations about findings in the records.

What takes a history is called in the storage thread, with the open one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.dialogue import ChatTurn, Exchange, Speaker
from core.domain.inspections import Inspection
from core.domain.regions import BoxPx
from core.domain.verdicts import RecordContext
from ui.controllers.recording import StandingRecord, record_once, standing_of
from ui.widgets.description.exchange_card import ShownExchange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.records.history import History


@dataclass(slots=True, eq=False)
class GivenExchange:
    """An exchange on its way into the records; a kept task may be run again.

    ``index`` is the place of its finding in the inspection that it was asked on.
    """

    exchange: Exchange
    index: int
    place: BoxPx
    when: datetime
    operator: str
    is_written: bool = False

    @property
    def shown(self) -> ShownExchange:
        """It as the window shows it."""
        return ShownExchange(self.exchange, self.when, self.operator)


def write_exchange(
    history: History, *, given: GivenExchange, inspection: Inspection, context: RecordContext
) -> StandingRecord:
    """Record an exchange, and the inspection if it, or this finding of it, is not there yet."""
    record = record_once(history, inspection=inspection, context=context)
    if given.is_written:
        return record
    record_id = record.record_id
    index = index_in(history, record_id, given.place)
    if index is None:
        # The image was recorded with other ROIs.
        record_id, index = history.record_inspection(inspection, context), given.index
    history.conversations.add(record_id, index, given.exchange, context)
    given.is_written = True
    return standing_of(history, record_id)


def read_conversations(
    history: History, *, inspection: Inspection, given: Sequence[GivenExchange]
) -> dict[int, list[ShownExchange]]:
    """Return what was said about each finding of an inspection, by its place among them.

    Parameters
    ----------
    inspection : Inspection
        The findings are known by their places in the image.
    given : sequence of GivenExchange
        Of this session; what is not written yet is among them.
    """
    known = history.conversations.about(
        sha256=inspection.sha256, page=inspection.page, product=inspection.product
    )
    said = [
        (each.place, ShownExchange(each.exchange, each.moment.local, each.context.operator))
        for each in known
    ]
    said += [(each.place, each.shown) for each in given if not each.is_written]
    return {
        index: [shown for place, shown in said if place.is_same_place(finding.region.box)]
        for index, finding in enumerate(inspection.findings)
    }


def index_in(history: History, record_id: str, place: BoxPx) -> int | None:
    """Return the position of the finding at a place in a record; None if there is none there."""
    recorded = history.story(record_id).inspection.findings
    found = (at for at, each in enumerate(recorded) if each.region.box.is_same_place(place))
    return next(found, None)


def turns_of(said: Sequence[ShownExchange], question: str) -> tuple[ChatTurn, ...]:
    """Return a conversation as the model is told it, with a person's next question last."""
    turns: list[ChatTurn] = []
    for each in said:
        turns.append(ChatTurn(Speaker.PERSON, each.exchange.asked or each.exchange.question))
        turns.append(ChatTurn(Speaker.MODEL, each.exchange.said))
    return (*turns, ChatTurn(Speaker.PERSON, question))
