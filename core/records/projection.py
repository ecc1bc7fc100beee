"""The projection ``current_state``: one row for each inspection, always derived from the facts.

The same code serves a single new fact and the rebuild, so both give the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, insert, select

from core.domain.inspections import TopCategory
from core.domain.outcomes import Outcome, Reason, Severity
from core.records.chain import table_of
from core.records.codec import (
    caption_marks_of,
    caption_of,
    measurement_of,
    reason_of,
    sentences_of,
)
from core.records.lines import Said, is_corrected, said_about, together
from core.records.outlines import HAND_MEASURED, hand_made_in, is_latest_outline
from core.records.tables import (
    CurrentStateRow,
    ExchangeRow,
    FindingRow,
    ImageRow,
    InspectionRow,
    OutlineCorrectionRow,
    SettingsSnapshotRow,
    SightingRow,
    VerdictRow,
)

CHUNK: Final = 500
"""Inspections handled at a time."""

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """One row of verdicts, as far as the state needs it."""

    uuid: str
    outcome: Outcome | None
    category_id: str | None
    severity: Severity | None
    retracts_id: str | None
    lot: str = ""
    part_id: str = ""


def standing(verdicts: Sequence[GivenVerdict]) -> list[GivenVerdict]:
    """Return the verdicts that were not taken back, oldest first."""
    retracted = {verdict.retracts_id for verdict in verdicts if verdict.retracts_id}
    return [v for v in verdicts if v.retracts_id is None and v.uuid not in retracted]


def verdicts_on(connection: Connection, inspection_id: str) -> list[GivenVerdict]:
    """Return all verdicts on an inspection, oldest first."""
    rows = connection.execute(
        _VERDICTS.where(VerdictRow.inspection_id == inspection_id).order_by(VerdictRow.seq)
    )
    return [_given(row) for row in rows.mappings()]


def project(connection: Connection, first_seq: int, last_seq: int) -> None:
    """Derive the states of the inspections with these numbers anew; in the writer's transaction."""
    connection.execute(
        delete(CurrentStateRow).where(CurrentStateRow.seq.between(first_seq, last_seq))
    )
    states = list(derive_states(connection, first_seq, last_seq))
    if states:
        connection.execute(insert(CurrentStateRow), states)


def rebuild(connection: Connection) -> int:
    """Derive all states anew; return the number of inspections."""
    connection.execute(delete(CurrentStateRow))
    total = 0
    for first, last in chunks(connection):
        states = list(derive_states(connection, first, last))
        connection.execute(insert(CurrentStateRow), states)
        total += len(states)
    return total


def chunks(connection: Connection) -> Iterator[tuple[int, int]]:
    """Yield (first, last) numbers of inspections, at most :data:`CHUNK` of them at a time."""
    done = 0
    while True:
        page = (
            select(InspectionRow.seq)
            .where(InspectionRow.seq > done)
            .order_by(InspectionRow.seq)
            .limit(CHUNK)
            .subquery()
        )
        first, last = connection.execute(select(func.min(page.c.seq), func.max(page.c.seq))).one()
        if first is None:
            return
        yield first, last
        done = last


def derive_states(connection: Connection, first_seq: int, last_seq: int) -> Iterator[State]:
    """Yield the state of each inspection with these numbers, as columns of ``current_state``."""
    wanted = InspectionRow.seq.between(first_seq, last_seq)
    verdicts: defaultdict[str, list[GivenVerdict]] = defaultdict(list)
    of_these = _VERDICTS.join(InspectionRow, InspectionRow.uuid == VerdictRow.inspection_id)
    given = connection.execute(of_these.where(wanted).order_by(VerdictRow.seq))
    for row in given.mappings():
        verdicts[row["inspection_id"]].append(_given(row))
    later = transcripts(connection, wanted)
    facts = connection.execute(_FACTS.where(wanted).order_by(InspectionRow.seq))
    for found in facts.mappings():
        record_id = found["record_id"]
        state, said = _state(found, verdicts[record_id]), later.get(record_id, SaidLater())
        state["conversation"] = said.conversation
        state["captions"] = together(state["captions"], said.captions)
        yield state


@dataclass(frozen=True, slots=True)
class SaidLater:
    """What models said about findings after their inspection, for files."""

    conversation: str | None = None
    captions: str | None = None


def transcripts(connection: Connection, wanted: ColumnElement[bool]) -> dict[str, SaidLater]:
    """Return what was said about the findings of each record, where anything was.

    Parameters
    ----------
    connection : Connection
    wanted : ColumnElement
        On inspections or exchanges.
    """
    rows = connection.execute(
        select(ExchangeRow.inspection_id, ExchangeRow.transcript, ExchangeRow.content)
        .join(InspectionRow, InspectionRow.uuid == ExchangeRow.inspection_id)
        .where(wanted)
        .order_by(ExchangeRow.seq)
    )
    answers: defaultdict[str, list[str]] = defaultdict(list)
    captions: defaultdict[str, list[str]] = defaultdict(list)
    for record_id, transcript, content in rows:
        kind = answers if caption_of(content) is None else captions
        kind[record_id].append(transcript)
    return {
        record_id: SaidLater(together(*answers[record_id]), together(*captions[record_id]))
        for record_id in {*answers, *captions}
    }


_VERDICTS: Final = select(
    VerdictRow.inspection_id,
    VerdictRow.uuid,
    VerdictRow.outcome,
    VerdictRow.category_id,
    VerdictRow.severity,
    VerdictRow.retracts_id,
    VerdictRow.lot,
    VerdictRow.part_id,
)

_PLAIN_COLUMNS: Final = (
    InspectionRow.seq,
    InspectionRow.uuid.label("record_id"),
    InspectionRow.finding_count,
    InspectionRow.time_local,
    InspectionRow.time_utc,
    InspectionRow.station,
    InspectionRow.operator,
    InspectionRow.product,
    InspectionRow.lot,
    InspectionRow.part_id,
    InspectionRow.shift,
    SightingRow.path.label("file"),
    ImageRow.sha256,
    ImageRow.page,
    InspectionRow.outcome.label("program_outcome"),
    InspectionRow.reason_code,
    InspectionRow.reason_params,
    SettingsSnapshotRow.model,
    SettingsSnapshotRow.prompt_set,
    SettingsSnapshotRow.bank_revision,
)
"""Columns that pass into the state as they are."""

_PLAIN_NAMES: Final = tuple(part.key for part in _PLAIN_COLUMNS)

_FACTS: Final = (
    select(
        *_PLAIN_COLUMNS,
        FindingRow.category_id,
        FindingRow.probability,
        FindingRow.severity,
        FindingRow.measurement,
        FindingRow.sentences,
        *HAND_MEASURED,
    )
    .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
    .join(SightingRow, SightingRow.uuid == InspectionRow.sighting_id)
    .join(SettingsSnapshotRow, SettingsSnapshotRow.uuid == InspectionRow.settings_id)
    .outerjoin(
        FindingRow, and_(FindingRow.inspection_id == InspectionRow.uuid, FindingRow.position == 0)
    )
    .outerjoin(OutlineCorrectionRow, is_latest_outline(table_of(FindingRow)))
)


def said_in(outcome: Outcome, reason: Reason, finding: RowMapping | State) -> Said:
    """Return what a line shows of a row of findings; all its columns are None without one."""
    category = None
    if finding["category_id"] is not None:
        category = TopCategory(finding["category_id"], finding["probability"])
    return said_about(
        outcome,
        reason,
        category=category,
        severity=finding["severity"],
        measurement=measurement_of(finding["measurement"] or {}),
        sentences=sentences_of(finding["sentences"]),
        caption=caption_of(finding["sentences"]),
        marks=caption_marks_of(finding["sentences"]),
    )


def _state(found: RowMapping, verdicts: Sequence[GivenVerdict]) -> State:
    outcome: Outcome = found["program_outcome"]
    said = said_in(outcome, reason_of(found["reason_code"], found["reason_params"]), found)
    valid = standing(verdicts)
    first = valid[0].outcome if valid else None
    current = valid[-1].outcome if valid else None
    given_category = valid[-1].category_id if valid else None
    given_severity = valid[-1].severity if valid else None
    return {
        **{name: found[name] for name in _PLAIN_NAMES},
        # A part is often scanned only when it is judged, after the program has inspected it.
        "lot": next((v.lot for v in reversed(valid) if v.lot), found["lot"]),
        "part_id": next((v.part_id for v in reversed(valid) if v.part_id), found["part_id"]),
        "first_verdict": first,
        "current_verdict": current,
        "corrected": is_corrected(outcome, first, current),
        "given_category": given_category,
        "given_severity": given_severity,
        "program_category": said.program_category,
        "probability": said.probability,
        "category": given_category or said.program_category,
        "severity": given_severity or said.severity,
        "zone": said.zone,
        "length_px": said.length_px,
        "length_mm": said.length_mm,
        "width_mm": said.width_mm,
        "sentence_ko": said.sentence_ko,
        "sentence_en": said.sentence_en,
        "captions": said.captions,
        **hand_made_in(found),
    }


def _given(row: RowMapping) -> GivenVerdict:
    return GivenVerdict(
        uuid=row["uuid"],
        outcome=row["outcome"],
        category_id=row["category_id"],
        severity=row["severity"],
        retracts_id=row["retracts_id"],
        lot=row["lot"],
        part_id=row["part_id"],
    )
