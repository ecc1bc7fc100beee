"""Reading lists, counts and stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, func, select

from core.domain.outcomes import Outcome
from core.domain.verdicts import Moment, RecordContext
from core.records.chain import table_of
from core.records.codec import reason_of
from core.records.conversations import read_said
from core.records.facts import read_inspection
from core.records.lines import together, with_said
from core.records.outlines import (
    HAND_MEASURED,
    hand_made_in,
    is_latest_outline,
    read_outlines,
)
from core.records.projection import SaidLater, said_in, transcripts
from core.records.tables import CurrentStateRow, ExchangeRow, FindingRow, OutlineCorrectionRow
from core.records.values import (
    Counts,
    HistoryFilter,
    HistoryLine,
    Rows,
    Story,
)
from core.records.verdicts import read_corrections, read_verdicts

_ROWS_A_FETCH: Final = 500
_STATES: Final = table_of(CurrentStateRow).columns
_FINDING: Final = "finding_"
"""Prefix of the columns of a finding beside those of the state."""

_FINDING_NAMES: Final = (
    *("uuid", "position", "outcome", "reason_code", "reason_params", "category_id"),
    *("probability", "severity", "measurement", "sentences"),
)

_LINE_NAMES: Final = tuple(
    part.name
    for part in _STATES
    if part.name not in {"reason_code", "reason_params", "given_category", "given_severity"}
)


def iterate_lines(
    connection: Connection,
    wanted: HistoryFilter,
    *,
    rows: Rows,
    limit: int | None,
    offset: int,
    before_seq: int | None,
) -> Iterator[HistoryLine]:
    """Yield lines, newest record first, findings of one record worst first."""
    query = select(*_STATES).where(*_conditions(wanted)).order_by(CurrentStateRow.seq.desc())
    if before_seq is not None:
        query = query.where(CurrentStateRow.seq < before_seq)
    if limit is not None or offset:
        query = query.limit(-1 if limit is None else limit).offset(offset)
    if rows is Rows.FINDING:
        query = _with_findings(query)
    found = connection.execute(query, execution_options={"yield_per": _ROWS_A_FETCH})
    for row in found.mappings():
        yield _line(row) if rows is Rows.IMAGE else _finding_line(connection, row)


def count(connection: Connection, wanted: HistoryFilter) -> Counts:
    """Count records by outcome and verdict."""
    state = CurrentStateRow
    row = connection.execute(
        select(
            func.count(),
            _number_of(state.program_outcome == Outcome.OK),
            _number_of(state.program_outcome == Outcome.NG),
            _number_of(state.program_outcome == Outcome.HOLD),
            _number_of(state.current_verdict.is_not(None)),
            _number_of(state.corrected.is_(True)),
        )
        .select_from(state)
        .where(*_conditions(wanted))
    ).one()
    return Counts(*row)


def read_story(connection: Connection, record_id: str) -> Story | None:
    """Return everything about a record, None if it is unknown."""
    found = read_inspection(connection, record_id)
    if found is None:
        return None
    row, inspection = found
    exchanges, captions = read_said(connection, record_id)
    state = connection.execute(select(*_STATES).where(CurrentStateRow.record_id == record_id))
    return Story(
        record_id=record_id,
        moment=Moment(utc=row["time_utc"], local=row["time_local"]),
        context=RecordContext(
            station=row["station"],
            operator=row["operator"],
            product=row["product"],
            lot=row["lot"],
            part_id=row["part_id"],
            shift=row["shift"],
        ),
        app_version=row["app_version"],
        inspection=inspection,
        line=_line(state.mappings().one()),
        verdicts=read_verdicts(connection, record_id),
        corrections=read_corrections(connection, record_id),
        outlines=read_outlines(connection, record_id),
        exchanges=exchanges,
        captions=captions,
    )


def _conditions(wanted: HistoryFilter) -> Iterator[ColumnElement[bool]]:
    state = CurrentStateRow
    if wanted.since is not None:
        yield state.time_utc >= wanted.since
    if wanted.until is not None:
        yield state.time_utc < wanted.until
    if wanted.judged is not None:
        yield state.current_verdict.is_not(None) == wanted.judged
    equal = {
        state.record_id: wanted.record_id,
        state.product: wanted.product,
        state.program_outcome: wanted.outcome,
        state.current_verdict: wanted.verdict,
        state.category: wanted.category,
        state.operator: wanted.operator,
        state.corrected: wanted.corrected,
        state.lot: wanted.lot,
        state.part_id: wanted.part_id,
    }
    yield from (column == value for column, value in equal.items() if value is not None)


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _with_findings(query: Select[Any]) -> Select[Any]:
    """Join the findings to the chosen records; the limit counts records, not findings."""
    chosen = query.subquery()
    finding = table_of(FindingRow).columns
    return (
        select(
            *chosen.columns,
            *(finding[name].label(_FINDING + name) for name in _FINDING_NAMES),
            *HAND_MEASURED,
        )
        .outerjoin(FindingRow, finding.inspection_id == chosen.c.record_id)
        .outerjoin(OutlineCorrectionRow, is_latest_outline(table_of(FindingRow)))
        .order_by(chosen.c.seq.desc(), finding.position)
    )


def _line(row: RowMapping) -> HistoryLine:
    return HistoryLine(
        reason=reason_of(row["reason_code"], row["reason_params"]),
        **{name: row[name] for name in _LINE_NAMES},
    )


def _finding_line(connection: Connection, row: RowMapping) -> HistoryLine:
    line = _line(row)
    if row[f"{_FINDING}position"] is None:
        return line
    later = SaidLater()
    if line.conversation is not None or line.captions is not None:
        # Few records have any, so each is asked for by itself.
        about = transcripts(connection, ExchangeRow.finding_id == row[f"{_FINDING}uuid"])
        later = about.get(line.record_id, later)
    finding = {name: row[_FINDING + name] for name in _FINDING_NAMES}
    said = said_in(
        finding["outcome"], reason_of(finding["reason_code"], finding["reason_params"]), finding
    )
    shown = replace(
        with_said(line, said),
        conversation=later.conversation,
        captions=together(said.captions, later.captions),
        **hand_made_in(row),
    )
    if finding["position"] > 0:
        return shown
    # What a person said is about the inspection, whose outcome its worst finding has set.
    return replace(
        shown,
        category=row["given_category"] or shown.category,
        severity=row["given_severity"] or shown.severity,
    )
