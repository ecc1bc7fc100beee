"""Writing an inspection as facts, and reading it back."""

from __future__ import annotations

import logging
from typing import Final, cast

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select

from core.domain.images import ImageFacts, ImageIdentity, Sighting
from core.domain.inspections import (
    AnomalyScore,
    Evidence,
    Finding,
    Inspection,
    TopCategory,
)
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx, Region
from core.errors import RecordsError
from core.records.chain import ChainWriter, table_of
from core.records.codec import (
    caption_marks_of,
    caption_of,
    configuration_of,
    measured_of,
    measured_outline_of,
    measurement_of,
    model_label,
    outline_of,
    reason_of,
    region_of,
    scale_of,
    scores_of,
    sentences_of,
    severity_rule_of,
    severity_rule_words_of,
    suggestions_of,
    with_scale,
    words_of,
)
from core.records.hashing import clean_text, configuration_hash
from core.records.tables import (
    EvidenceRow,
    FactColumns,
    FindingRow,
    ImageRow,
    InspectionRow,
    RegionRow,
    SettingsSnapshotRow,
    SightingRow,
)
from core.records.values import MAX_EVIDENCE_BYTES

_log = logging.getLogger(__name__)

_KEPT: Final = frozenset({Outcome.NG, Outcome.HOLD})


def add_inspection(
    connection: Connection, chain: ChainWriter, inspection: Inspection
) -> tuple[str, int]:
    """Add an inspection and all that belongs to it.

    Returns
    -------
    tuple of str and int
        Id and number of the inspection.
    """
    image_id = _image(connection, chain, inspection)
    inspection_id = chain.add(
        InspectionRow,
        image_id=image_id,
        sighting_id=_sighting(connection, chain, inspection.sighting, image_id),
        settings_id=_settings(connection, chain, inspection),
        outcome=inspection.outcome,
        reason_code=inspection.reason.code,
        reason_params=inspection.reason.params,
        quality=inspection.quality,
        finding_count=len(inspection.findings),
    )
    seq = chain.seq
    for position, finding in enumerate(inspection.findings):
        _finding(chain, finding, inspection_id=inspection_id, image_id=image_id, position=position)
    if inspection.evidence is not None and inspection.outcome in _KEPT:
        _evidence(chain, inspection.evidence, inspection_id)
    return inspection_id, seq


def read_inspection(connection: Connection, record_id: str) -> tuple[RowMapping, Inspection] | None:
    """Return the row of an inspection and the inspection without pictures; None if unknown."""
    row = (
        connection.execute(_INSPECTION.where(InspectionRow.uuid == record_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    findings = connection.execute(
        _FINDINGS.where(FindingRow.inspection_id == record_id).order_by(FindingRow.position)
    )
    identity = ImageIdentity(sha256=row["sha256"], page=row["page"])
    facts = None
    if row["width_px"] is not None:
        facts = ImageFacts(
            identity=identity,
            width_px=row["width_px"],
            height_px=row["height_px"],
            n_pages=row["n_pages"],
            mode=row["mode"],
        )
    return row, Inspection(
        sighting=Sighting(
            path=row["path"],
            size_bytes=row["size_bytes"],
            mtime_ns=row["mtime_ns"],
            station=row["seen_station"],
        ),
        sha256=identity.sha256,
        page=identity.page,
        product=row["product"],
        outcome=row["outcome"],
        reason=reason_of(row["reason_code"], row["reason_params"]),
        configuration=configuration_of(row["content"]),
        facts=facts,
        findings=tuple(_finding_of(found) for found in findings.mappings()),
        quality=cast("dict[str, float]", row["quality"]),
    )


def read_evidence(connection: Connection, record_id: str) -> Evidence | None:
    """Return the pictures kept with a record."""
    row = connection.execute(
        select(EvidenceRow.preview_jpeg, EvidenceRow.crop_jpeg)
        .where(EvidenceRow.inspection_id == record_id)
        .limit(1)
    ).one_or_none()
    return None if row is None else Evidence(row.preview_jpeg, row.crop_jpeg)


def record_of(
    connection: Connection, image: ImageIdentity, *, product: str, settings_hash: str
) -> str | None:
    """Return the newest record of an image for a product under a settings snapshot."""
    found: str | None = connection.execute(
        select(InspectionRow.uuid)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .join(SettingsSnapshotRow, SettingsSnapshotRow.uuid == InspectionRow.settings_id)
        .where(
            ImageRow.sha256 == image.sha256,
            ImageRow.page == image.page,
            InspectionRow.product == product,
            SettingsSnapshotRow.hash == settings_hash,
        )
        .order_by(InspectionRow.seq.desc())
        .limit(1)
    ).scalar()
    return found


_INSPECTION: Final = (
    select(
        *table_of(InspectionRow).columns,
        *(ImageRow.sha256, ImageRow.page, ImageRow.width_px, ImageRow.height_px),
        *(ImageRow.n_pages, ImageRow.mode),
        *(SightingRow.path, SightingRow.size_bytes, SightingRow.mtime_ns, SightingRow.seen_station),
        SettingsSnapshotRow.content,
    )
    .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
    .join(SightingRow, SightingRow.uuid == InspectionRow.sighting_id)
    .join(SettingsSnapshotRow, SettingsSnapshotRow.uuid == InspectionRow.settings_id)
)

_FINDINGS: Final = select(
    *table_of(FindingRow).columns,
    *(RegionRow.kind, RegionRow.source, RegionRow.x, RegionRow.y, RegionRow.w, RegionRow.h),
    *(RegionRow.outline, RegionRow.parent_id),
).join(RegionRow, RegionRow.uuid == FindingRow.region_id)


def _image(connection: Connection, chain: ChainWriter, inspection: Inspection) -> str:
    facts = inspection.facts
    return _find_or_add(
        connection,
        chain,
        ImageRow,
        sha256=inspection.sha256,
        page=inspection.page,
        width_px=facts.width_px if facts else None,
        height_px=facts.height_px if facts else None,
        n_pages=facts.n_pages if facts else None,
        mode=facts.mode if facts else None,
    )


def _sighting(connection: Connection, chain: ChainWriter, sighting: Sighting, image_id: str) -> str:
    return _find_or_add(
        connection,
        chain,
        SightingRow,
        image_id=image_id,
        path=clean_text(sighting.path),
        size_bytes=sighting.size_bytes,
        mtime_ns=sighting.mtime_ns,
        seen_station=sighting.station,
    )


def _settings(connection: Connection, chain: ChainWriter, inspection: Inspection) -> str:
    configuration = inspection.configuration
    name = configuration_hash(configuration)
    known = connection.execute(
        select(SettingsSnapshotRow.uuid).where(SettingsSnapshotRow.hash == name)
    ).scalar()
    return known or chain.add(
        SettingsSnapshotRow,
        hash=name,
        model=model_label(configuration),
        prompt_set=configuration.prompt_set_id,
        bank_revision=configuration.bank_revision,
        content=configuration,
    )


def _find_or_add(
    connection: Connection, chain: ChainWriter, kind: type[FactColumns], **values: object
) -> str:
    """Return the id of the row with exactly these values; nobody else can write meanwhile."""
    columns = table_of(kind).columns
    same: list[ColumnElement[bool]] = [
        columns[name].is_not_distinct_from(value) for name, value in values.items()
    ]
    known: str | None = connection.execute(
        select(columns["uuid"]).where(and_(*same)).limit(1)
    ).scalar()
    return known or chain.add(kind, **values)


def _finding(
    chain: ChainWriter, finding: Finding, *, inspection_id: str, image_id: str, position: int
) -> None:
    region = finding.region
    region_id = chain.add(
        RegionRow,
        image_id=image_id,
        kind=region.kind,
        source=region.source,
        x=region.box.x,
        y=region.box.y,
        w=region.box.w,
        h=region.box.h,
        outline=outline_of(region),
        parent_id=region.parent_id,
    )
    chain.add(
        FindingRow,
        inspection_id=inspection_id,
        region_id=region_id,
        position=position,
        outcome=finding.outcome,
        reason_code=finding.reason.code,
        reason_params=finding.reason.params,
        category_id=finding.category.id if finding.category else None,
        probability=finding.category.probability if finding.category else None,
        anomaly_score=finding.anomaly.score,
        anomaly_limit=finding.anomaly.limit,
        severity=finding.severity,
        scores=finding.scores,
        measurement=with_scale(
            measured_of(finding.measurement, finding.outline),
            finding,
        ),
        sentences=words_of(
            finding.sentences,
            finding.caption,
            finding.suggestions,
            marks=finding.caption_marks,
        ),
    )


def _evidence(chain: ChainWriter, evidence: Evidence, inspection_id: str) -> None:
    size = len(evidence.preview_jpeg) + len(evidence.crop_jpeg)
    if size > MAX_EVIDENCE_BYTES:
        # A record without pictures is worth more than no record.
        _log.warning("evidence of %d bytes is too large and was not kept", size)
        return
    chain.add(
        EvidenceRow,
        inspection_id=inspection_id,
        preview_jpeg=evidence.preview_jpeg,
        crop_jpeg=evidence.crop_jpeg,
    )


def _finding_of(row: RowMapping) -> Finding:
    category = None
    if row["category_id"] is not None:
        category = TopCategory(row["category_id"], row["probability"])
    return Finding(
        region=_region_of(row),
        outcome=row["outcome"],
        reason=reason_of(row["reason_code"], row["reason_params"]),
        scores=scores_of(row["scores"]),
        anomaly=AnomalyScore(score=row["anomaly_score"], limit=row["anomaly_limit"]),
        category=category,
        measurement=measurement_of(row["measurement"]),
        severity=row["severity"],
        sentences=sentences_of(row["sentences"]),
        caption=caption_of(row["sentences"]),
        caption_marks=caption_marks_of(row["sentences"]),
        suggestions=suggestions_of(row["sentences"]),
        severity_rule=severity_rule_of(row["measurement"]),
        severity_rule_words=severity_rule_words_of(row["measurement"]),
        scale=scale_of(row["measurement"]),
        outline=measured_outline_of(row["measurement"]),
    )


def _region_of(row: RowMapping) -> Region:
    return region_of(
        BoxPx(row["x"], row["y"], row["w"], row["h"]),
        row["kind"],
        row["source"],
        outline=row["outline"],
        parent_id=row["parent_id"],
    )


def number_and_product(connection: Connection, record_id: str) -> tuple[int, str]:
    """Return number and product of a record.

    Raises
    ------
    RecordsError
        ``record_unknown``.
    """
    known = connection.execute(
        select(InspectionRow.seq, InspectionRow.product).where(InspectionRow.uuid == record_id)
    ).one_or_none()
    if known is None:
        raise RecordsError("record_unknown", record_id=record_id)
    return known.seq, known.product
