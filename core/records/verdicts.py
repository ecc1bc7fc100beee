"""Writing verdicts and corrections as facts, and reading them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.domain.outcomes import Outcome, Severity
from core.domain.verdicts import Moment, RecordContext, Verdict
from core.errors import RecordsError
from core.records.chain import ChainWriter, table_of
from core.records.projection import GivenVerdict, standing, verdicts_on
from core.records.tables import CorrectionRow, FindingRow, InspectionRow, VerdictRow
from core.records.values import StoredCorrection, StoredVerdict


@dataclass(frozen=True, slots=True)
class _Stand:
    """What holds before a verdict: an earlier verdict, else what the program said."""

    verdict_id: str | None
    outcome: Outcome
    category_id: str | None
    severity: Severity | None


def add_verdict(connection: Connection, chain: ChainWriter, verdict: Verdict) -> str:
    """Add a verdict, and the correction it is.

    Raises
    ------
    RecordsError
        ``verdict_nothing_to_retract``.
    """
    given = standing(verdicts_on(connection, verdict.inspection_id))
    if verdict.retracts:
        if not given:
            raise RecordsError("verdict_nothing_to_retract", record_id=verdict.inspection_id)
        return chain.add(
            VerdictRow,
            inspection_id=verdict.inspection_id,
            note=verdict.note,
            reason=verdict.reason,
            retracts_id=given[-1].uuid,
        )
    before = _stand_before(connection, verdict.inspection_id, given)
    verdict_id = chain.add(
        VerdictRow,
        inspection_id=verdict.inspection_id,
        outcome=verdict.verdict,
        category_id=verdict.category_id,
        severity=verdict.severity,
        sub_grade=verdict.sub_grade,
        note=verdict.note,
        reason=verdict.reason,
    )
    if _differs(verdict, before):
        chain.add(
            CorrectionRow,
            inspection_id=verdict.inspection_id,
            verdict_id=verdict_id,
            corrects_id=before.verdict_id,
            from_outcome=before.outcome,
            to_outcome=verdict.verdict,
            from_category=before.category_id,
            to_category=verdict.category_id or before.category_id,
            from_severity=before.severity,
            to_severity=verdict.severity or before.severity,
            reason=verdict.reason,
        )
    return verdict_id


def read_verdicts(connection: Connection, record_id: str) -> tuple[StoredVerdict, ...]:
    """Return all verdicts on a record, oldest first."""
    rows = connection.execute(
        select(*table_of(VerdictRow).columns)
        .where(VerdictRow.inspection_id == record_id)
        .order_by(VerdictRow.seq)
    ).all()
    retracted = {row.retracts_id for row in rows}
    return tuple(
        StoredVerdict(
            verdict_id=row.uuid,
            moment=Moment(utc=row.time_utc, local=row.time_local),
            context=RecordContext(
                station=row.station,
                operator=row.operator,
                product=row.product,
                lot=row.lot,
                part_id=row.part_id,
                shift=row.shift,
            ),
            verdict=row.outcome,
            category_id=row.category_id,
            severity=row.severity,
            sub_grade=row.sub_grade,
            note=row.note,
            reason=row.reason,
            retracts_id=row.retracts_id,
            is_retracted=row.uuid in retracted,
        )
        for row in rows
    )


def read_corrections(connection: Connection, record_id: str) -> tuple[StoredCorrection, ...]:
    """Return all corrections of a record, oldest first."""
    rows = connection.execute(
        select(*table_of(CorrectionRow).columns)
        .where(CorrectionRow.inspection_id == record_id)
        .order_by(CorrectionRow.seq)
    )
    return tuple(
        StoredCorrection(
            verdict_id=row.verdict_id,
            corrects_id=row.corrects_id,
            from_outcome=row.from_outcome,
            to_outcome=row.to_outcome,
            from_category=row.from_category,
            to_category=row.to_category,
            from_severity=row.from_severity,
            to_severity=row.to_severity,
            reason=row.reason,
        )
        for row in rows
    )


def _stand_before(connection: Connection, record_id: str, given: Sequence[GivenVerdict]) -> _Stand:
    program = connection.execute(
        select(InspectionRow.outcome, FindingRow.category_id, FindingRow.severity)
        .outerjoin(
            FindingRow,
            (FindingRow.inspection_id == InspectionRow.uuid) & (FindingRow.position == 0),
        )
        .where(InspectionRow.uuid == record_id)
    ).one()
    if not given:
        return _Stand(None, program.outcome, program.category_id, program.severity)
    last = given[-1]
    return _Stand(
        verdict_id=last.uuid,
        outcome=last.outcome or program.outcome,
        category_id=last.category_id or program.category_id,
        severity=last.severity or program.severity,
    )


def _differs(verdict: Verdict, before: _Stand) -> bool:
    return (
        verdict.verdict is not before.outcome
        or verdict.category_id not in {None, before.category_id}
        or verdict.severity not in {None, before.severity}
    )
