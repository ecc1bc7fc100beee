"""Writing outlines that people drew as facts, and reading them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, select
from sqlalchemy.orm import aliased

from core.domain.corrections import OutlineCorrection, is_drawn_box
from core.domain.images import ImageIdentity
from core.domain.measurements import Measurement
from core.domain.regions import BoxPx
from core.domain.verdicts import Moment, RecordContext
from core.errors import RecordsError
from core.records.chain import ChainWriter, table_of
from core.records.codec import (
    length_line_of,
    measured_of,
    measured_outline_of,
    measurement_of,
    scale_of,
    sentences_of,
    severity_rule_of,
    severity_rule_words_of,
    suggestions_of,
    with_scale,
    words_of,
)
from core.records.lines import hand_made
from core.records.tables import (
    FindingRow,
    ImageRow,
    InspectionRow,
    OutlineCorrectionRow,
    RegionRow,
)
from core.records.values import StoredOutline

_PREFIX: Final = "outline_"
_ROW: Final = OutlineCorrectionRow
_LATER: Final = aliased(OutlineCorrectionRow)

HAND_MEASURED: Final = (
    _ROW.measurement.label(f"{_PREFIX}measurement"),
    _ROW.operator.label(f"{_PREFIX}operator"),
)
"""Columns for :func:`hand_made_in` and :func:`facts_in`, of the row that
:func:`is_latest_outline` joins."""


def is_latest_outline(finding: Table) -> ColumnElement[bool]:
    """Return the condition that joins the newest correction of a finding, if there is any."""
    latest = (
        select(func.max(_LATER.seq))
        .where(_LATER.finding_id == finding.columns.uuid)
        .correlate(finding)
        .scalar_subquery()
    )
    return _ROW.seq == latest


def hand_made_in(row: RowMapping | Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a line that tell what a person measured."""
    stored = row[f"{_PREFIX}measurement"]
    measured = None if stored is None else measurement_of(stored)
    return hand_made(measured, row[f"{_PREFIX}operator"])


def facts_in(row: RowMapping | Mapping[str, Any]) -> Measurement:
    """Return the facts of a finding: a person's where there are any, else the program's."""
    drawn = row[f"{_PREFIX}measurement"]
    return measurement_of(row["measurement"] if drawn is None else drawn)


def add_outline(
    connection: Connection, chain: ChainWriter, record_id: str, correction: OutlineCorrection
) -> str:
    """Add a correction of a finding; the one before it stays.

    Raises
    ------
    RecordsError
        ``record_unknown`` if the record has no such finding.
    """
    finding_id = connection.execute(
        select(FindingRow.uuid).where(
            FindingRow.inspection_id == record_id, FindingRow.position == correction.position
        )
    ).scalar()
    if finding_id is None:
        raise RecordsError("record_unknown", record_id=record_id)
    before = connection.execute(
        select(_ROW.uuid).where(_ROW.finding_id == finding_id).order_by(_ROW.seq.desc()).limit(1)
    ).scalar()
    return chain.add(
        OutlineCorrectionRow,
        inspection_id=record_id,
        finding_id=finding_id,
        corrects_id=before,
        reason=correction.reason,
        length_line=correction.length_line_px,
        measurement=with_scale(
            measured_of(correction.measurement, correction.outline),
            correction,
        ),
        severity=correction.severity,
        sentences=words_of(correction.sentences, None, correction.suggestions),
    )


def read_outlines(connection: Connection, record_id: str) -> tuple[StoredOutline, ...]:
    """Return all corrections of a record's findings, oldest first."""
    rows = connection.execute(_CORRECTIONS.where(_ROW.inspection_id == record_id))
    return tuple(_stored(row) for row in rows.mappings())


def read_standing_outlines(
    connection: Connection, image: ImageIdentity, product: str
) -> tuple[OutlineCorrection, ...]:
    """Return the newest correction of each place of an image, on whichever record."""
    rows = connection.execute(
        _CORRECTIONS.join(InspectionRow, InspectionRow.uuid == _ROW.inspection_id)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .where(
            ImageRow.sha256 == image.sha256,
            ImageRow.page == image.page,
            InspectionRow.product == product,
        )
    )
    newest: dict[BoxPx, OutlineCorrection] = {}
    for row in rows.mappings():
        correction = _stored(row).correction
        newest[correction.place] = correction
    return tuple(newest.values())


_CORRECTIONS: Final[Select[Any]] = (
    select(
        *table_of(OutlineCorrectionRow).columns,
        FindingRow.position,
        *(RegionRow.x, RegionRow.y, RegionRow.w, RegionRow.h),
        *(RegionRow.kind.label("region_kind"), RegionRow.source.label("region_source")),
    )
    .join(FindingRow, FindingRow.uuid == _ROW.finding_id)
    .join(RegionRow, RegionRow.uuid == FindingRow.region_id)
    .order_by(_ROW.seq)
)


def _stored(row: RowMapping) -> StoredOutline:
    outline = measured_outline_of(row["measurement"])
    if outline is None:
        message = f"correction {row['uuid']} has no outline"
        raise ValueError(message)
    return StoredOutline(
        correction_id=row["uuid"],
        corrects_id=row["corrects_id"],
        moment=Moment(utc=row["time_utc"], local=row["time_local"]),
        context=RecordContext(
            station=row["station"],
            operator=row["operator"],
            product=row["product"],
            lot=row["lot"],
            part_id=row["part_id"],
            shift=row["shift"],
        ),
        correction=OutlineCorrection(
            position=row["position"],
            place=BoxPx(row["x"], row["y"], row["w"], row["h"]),
            reason=row["reason"],
            outline=outline,
            measurement=measurement_of(row["measurement"]),
            length_line_px=length_line_of(row["length_line"]),
            severity=row["severity"],
            sentences=sentences_of(row["sentences"]),
            suggestions=suggestions_of(row["sentences"]),
            scale=scale_of(row["measurement"]),
            severity_rule=severity_rule_of(row["measurement"]),
            severity_rule_words=severity_rule_words_of(row["measurement"]),
            is_roi=is_drawn_box(row["region_kind"], row["region_source"]),
        ),
    )
