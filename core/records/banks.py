"""Banks as insert-only lists of events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from core.domain.teaching import BankAction, BankExample, BankSnapshot
from core.domain.verdicts import Moment, RecordContext
from core.errors import RecordsError
from core.records.chain import ChainWriter, table_of
from core.records.tables import BankEventRow
from core.records.values import BankEvent, NewExample


def crop_file(bank_dir: Path, crop_sha256: str) -> Path:
    """Return where the crop of an example lies."""
    return bank_dir / f"{crop_sha256}.png"


def read_events(connection: Connection, product: str) -> tuple[BankEvent, ...]:
    """Return all events of a bank, oldest first."""
    rows = connection.execute(
        select(*table_of(BankEventRow).columns)
        .where(BankEventRow.product == product)
        .order_by(BankEventRow.seq)
    )
    return tuple(
        BankEvent(
            event_id=row.uuid,
            action=row.action,
            batch_id=row.batch_id,
            moment=Moment(utc=row.time_utc, local=row.time_local),
            context=RecordContext(
                station=row.station,
                operator=row.operator,
                product=row.product,
                lot=row.lot,
                part_id=row.part_id,
                shift=row.shift,
            ),
            category_id=row.category_id,
            crop_sha256=row.crop_sha256,
            source_inspection_id=row.source_inspection_id,
            target_event_id=row.target_event_id,
            target_batch_id=row.target_batch_id,
        )
        for row in rows
    )


def active_events(events: Sequence[BankEvent]) -> tuple[BankEvent, ...]:
    """Return the additions that hold after all removals and undos, oldest first."""
    active: dict[str, BankEvent] = {}
    for event in _not_undone(events):
        if event.action is BankAction.ADD:
            active[event.event_id] = event
        elif event.target_event_id is not None:
            active.pop(event.target_event_id, None)
    # A removal that was undone brings its example back to the place it was taught at.
    return tuple(event for event in events if event.event_id in active)


def snapshot_of(events: Sequence[BankEvent], bank_dir: Path) -> BankSnapshot:
    """Return the active examples; the revision is the number of events."""
    return BankSnapshot(
        revision=len(events),
        examples=tuple(
            BankExample(
                category_id=event.category_id,
                crop_sha256=event.crop_sha256,
                crop_path=str(crop_file(bank_dir, event.crop_sha256)),
                event_id=event.event_id,
            )
            for event in active_events(events)
        ),
    )


def add_examples(
    chain: ChainWriter, events: Sequence[BankEvent], examples: Iterable[NewExample]
) -> int:
    """Add examples as one batch, each once; return how many were new."""
    known = {(event.category_id, event.crop_sha256) for event in active_events(events)}
    batch_id = chain.new_id()
    added = 0
    for example in examples:
        key = (example.category_id, example.crop_sha256)
        if key in known:
            continue
        known.add(key)
        chain.add(
            BankEventRow,
            action=BankAction.ADD,
            batch_id=batch_id,
            category_id=example.category_id,
            crop_sha256=example.crop_sha256,
            source_inspection_id=example.source_inspection_id,
        )
        added += 1
    return added


def remove_examples(
    chain: ChainWriter, events: Sequence[BankEvent], event_ids: Iterable[str]
) -> int:
    """Take active examples out as one batch; return how many."""
    wanted = set(event_ids)
    batch_id = chain.new_id()
    leaving = [event for event in active_events(events) if event.event_id in wanted]
    for event in leaving:
        chain.add(
            BankEventRow,
            action=BankAction.REMOVE,
            batch_id=batch_id,
            category_id=event.category_id,
            crop_sha256=event.crop_sha256,
            target_event_id=event.event_id,
        )
    return len(leaving)


def undo_batch(
    chain: ChainWriter, events: Sequence[BankEvent], *, product: str
) -> tuple[BankEvent, ...]:
    """Take the latest batch back; return its events.

    Raises
    ------
    RecordsError
        ``bank_nothing_to_undo``.
    """
    left = _not_undone(events)
    if not left:
        raise RecordsError("bank_nothing_to_undo", product=product)
    batch_id = left[-1].batch_id
    chain.add(
        BankEventRow,
        action=BankAction.UNDO,
        batch_id=chain.new_id(),
        category_id="",
        crop_sha256="",
        target_batch_id=batch_id,
    )
    return tuple(event for event in left if event.batch_id == batch_id)


def _not_undone(events: Sequence[BankEvent]) -> list[BankEvent]:
    """Return additions and removals whose batch was not taken back, oldest first."""
    undone = {event.target_batch_id for event in events if event.action is BankAction.UNDO}
    return [
        event
        for event in events
        if event.action is not BankAction.UNDO and event.batch_id not in undone
    ]
