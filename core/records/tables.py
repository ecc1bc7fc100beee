"""Tables of the records database; fact tables are insert-only, the others are projections.

Rules for later revisions: a new column of a fact table must be nullable and without a default, and
no column may be renamed or change its type. NULL does not enter a row's hash, so old rows then
keep theirs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import REAL, ForeignKey, Index, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.domain.corrections import OutlineReason
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome, ReasonCode, Severity
from core.domain.regions import RegionKind, RegionSource
from core.domain.teaching import BankAction
from core.records.column_types import (
    CleanText,
    JsonText,
    LocalDateTime,
    UtcDateTime,
    enum_by_value,
)

_ENUMS: Final = (
    *(Outcome, ReasonCode, Severity, Zone, RegionKind, RegionSource, BankAction),
    OutlineReason,
)

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints: batch migrations can only drop what has a name."""


class Base(DeclarativeBase):
    """Base of all rows."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: CleanText,
        float: REAL,
        datetime: UtcDateTime,
        object: JsonText,
        **{kind: enum_by_value(kind) for kind in _ENUMS},
    }


class FactColumns:
    """What every fact carries: its place in the chain, who, where, which part, when."""

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)
    uuid: Mapped[str] = mapped_column(unique=True, sort_order=-1)
    time_utc: Mapped[datetime] = mapped_column(sort_order=1)
    time_local: Mapped[datetime] = mapped_column(LocalDateTime, sort_order=2)
    station: Mapped[str] = mapped_column(sort_order=3)
    operator: Mapped[str] = mapped_column(sort_order=4)
    product: Mapped[str] = mapped_column(sort_order=5)
    lot: Mapped[str] = mapped_column(sort_order=6)
    part_id: Mapped[str] = mapped_column(sort_order=7)
    shift: Mapped[str] = mapped_column(sort_order=8)
    app_version: Mapped[str] = mapped_column(sort_order=9)
    prev_hash: Mapped[str] = mapped_column(sort_order=10)
    row_hash: Mapped[str] = mapped_column(sort_order=11)


class SchemaEventRow(FactColumns, Base):
    """The database was made or migrated; the first link of every chain."""

    __tablename__ = "schema_event"

    from_revision: Mapped[str | None]
    to_revision: Mapped[str]


class ImageRow(FactColumns, Base):
    """An image: bytes and page. A second row exists only if decoding found other facts later."""

    __tablename__ = "image"
    __table_args__ = (Index(None, "sha256", "page"),)

    sha256: Mapped[str]
    page: Mapped[int]
    width_px: Mapped[int | None]
    height_px: Mapped[int | None]
    n_pages: Mapped[int | None]
    mode: Mapped[str | None]


class SightingRow(FactColumns, Base):
    """An image seen at a path."""

    __tablename__ = "sighting"

    image_id: Mapped[str] = mapped_column(ForeignKey("image.uuid"), index=True)
    path: Mapped[str] = mapped_column(index=True)
    size_bytes: Mapped[int]
    mtime_ns: Mapped[int]
    seen_station: Mapped[str]


class SettingsSnapshotRow(FactColumns, Base):
    """A whole configuration, stored once for each hash."""

    __tablename__ = "settings_snapshot"

    hash: Mapped[str] = mapped_column(unique=True)
    model: Mapped[str]
    prompt_set: Mapped[str]
    bank_revision: Mapped[int]
    content: Mapped[object]


class InspectionRow(FactColumns, Base):
    """What the program said about an image."""

    __tablename__ = "inspection"

    image_id: Mapped[str] = mapped_column(ForeignKey("image.uuid"), index=True)
    sighting_id: Mapped[str] = mapped_column(ForeignKey("sighting.uuid"))
    settings_id: Mapped[str] = mapped_column(ForeignKey("settings_snapshot.uuid"))
    outcome: Mapped[Outcome]
    reason_code: Mapped[ReasonCode]
    reason_params: Mapped[object]
    quality: Mapped[object]
    finding_count: Mapped[int]


class RegionRow(FactColumns, Base):
    """A part of an image; ``outline`` holds the polygon or run lengths."""

    __tablename__ = "region"

    image_id: Mapped[str] = mapped_column(ForeignKey("image.uuid"))
    kind: Mapped[RegionKind]
    source: Mapped[RegionSource]
    x: Mapped[float]
    y: Mapped[float]
    w: Mapped[float]
    h: Mapped[float]
    outline: Mapped[object | None]
    parent_id: Mapped[str | None]


class FindingRow(FactColumns, Base):
    """One finding; position 0 set the outcome."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "inspection_id", "position"),)

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"))
    region_id: Mapped[str] = mapped_column(ForeignKey("region.uuid"))
    position: Mapped[int]
    outcome: Mapped[Outcome]
    reason_code: Mapped[ReasonCode]
    reason_params: Mapped[object]
    category_id: Mapped[str | None]
    probability: Mapped[float | None]
    anomaly_score: Mapped[float | None]
    anomaly_limit: Mapped[float | None]
    severity: Mapped[Severity | None]
    scores: Mapped[object]
    measurement: Mapped[object]
    sentences: Mapped[object | None]


class EvidenceRow(FactColumns, Base):
    """Pictures kept with NG and HOLD, as JPEG."""

    __tablename__ = "evidence"

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"), index=True)
    preview_jpeg: Mapped[bytes] = mapped_column(LargeBinary, sort_order=20)
    crop_jpeg: Mapped[bytes] = mapped_column(LargeBinary, sort_order=21)


class VerdictRow(FactColumns, Base):
    """A person's verdict; one that takes another back has ``retracts_id`` and no outcome."""

    __tablename__ = "verdict"

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"), index=True)
    outcome: Mapped[Outcome | None]
    category_id: Mapped[str | None]
    severity: Mapped[Severity | None]
    sub_grade: Mapped[str | None]
    note: Mapped[str]
    reason: Mapped[str]
    retracts_id: Mapped[str | None] = mapped_column(ForeignKey("verdict.uuid"))


class CorrectionRow(FactColumns, Base):
    """What a verdict changed against the program or an earlier verdict."""

    __tablename__ = "correction"

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"), index=True)
    verdict_id: Mapped[str] = mapped_column(ForeignKey("verdict.uuid"))
    corrects_id: Mapped[str | None] = mapped_column(ForeignKey("verdict.uuid"))
    """The earlier verdict; None when the program was corrected."""
    from_outcome: Mapped[Outcome]
    to_outcome: Mapped[Outcome]
    from_category: Mapped[str | None]
    to_category: Mapped[str | None]
    from_severity: Mapped[Severity | None]
    to_severity: Mapped[Severity | None]
    reason: Mapped[str]


class OutlineCorrectionRow(FactColumns, Base):
    """What a person measured in place of the program on one finding, which stays as it was."""

    __tablename__ = "outline_correction"

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"), index=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("finding.uuid"), index=True)
    corrects_id: Mapped[str | None] = mapped_column(ForeignKey("outline_correction.uuid"))
    """The earlier correction of the finding; None when the program was corrected."""
    reason: Mapped[OutlineReason]
    length_line: Mapped[object | None]
    measurement: Mapped[object]
    severity: Mapped[Severity | None]
    sentences: Mapped[object | None]


class ExchangeRow(FactColumns, Base):
    """A question about a finding and what a model answered, or a caption that nobody asked for.

    ``transcript`` holds them as they may be read anywhere, with the words in question marked;
    ``content`` everything else.
    """

    __tablename__ = "exchange"

    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspection.uuid"), index=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("finding.uuid"), index=True)
    transcript: Mapped[str]
    content: Mapped[object]


class BankEventRow(FactColumns, Base):
    """An event of the bank of a product."""

    __tablename__ = "bank_event"
    __table_args__ = (Index(None, "product", "seq"),)

    action: Mapped[BankAction]
    batch_id: Mapped[str]
    category_id: Mapped[str]
    crop_sha256: Mapped[str]
    source_inspection_id: Mapped[str | None]
    """No foreign key: an imported bank tells of inspections of another station."""
    target_event_id: Mapped[str | None] = mapped_column(ForeignKey("bank_event.uuid"))
    target_batch_id: Mapped[str | None]


class ChainHeadRow(Base):
    """Projection: the last link of the chain, so that a cut-off end is noticed."""

    __tablename__ = "chain_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    row_hash: Mapped[str]


class CurrentStateRow(Base):
    """Projection: what holds now for each inspection; made anew from the facts at any time."""

    __tablename__ = "current_state"
    __table_args__ = (Index(None, "product", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record_id: Mapped[str] = mapped_column(unique=True)
    finding_count: Mapped[int]
    time_local: Mapped[datetime] = mapped_column(LocalDateTime)
    time_utc: Mapped[datetime] = mapped_column(index=True)
    station: Mapped[str]
    operator: Mapped[str]
    product: Mapped[str]
    lot: Mapped[str]
    part_id: Mapped[str]
    shift: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    page: Mapped[int]
    program_outcome: Mapped[Outcome]
    program_category: Mapped[str | None]
    probability: Mapped[float | None]
    first_verdict: Mapped[Outcome | None]
    current_verdict: Mapped[Outcome | None]
    corrected: Mapped[bool]
    reason_code: Mapped[ReasonCode]
    reason_params: Mapped[object]
    given_category: Mapped[str | None]
    given_severity: Mapped[Severity | None]
    category: Mapped[str | None]
    severity: Mapped[Severity | None]
    zone: Mapped[Zone | None]
    length_px: Mapped[float | None]
    length_mm: Mapped[float | None]
    width_mm: Mapped[float | None]
    sentence_ko: Mapped[str | None]
    sentence_en: Mapped[str | None]
    model: Mapped[str]
    prompt_set: Mapped[str]
    bank_revision: Mapped[int]
    corrected_length_px: Mapped[float | None]
    corrected_length_mm: Mapped[float | None]
    corrected_width_px: Mapped[float | None]
    corrected_area_px: Mapped[float | None]
    outline_corrected_by: Mapped[str | None]
    """Who corrected the outline of the worst finding last; None if nobody did."""
    conversation: Mapped[str | None]
    """What was asked of a model about any finding, and its answers with their marks."""
    captions: Mapped[str | None]
    """What models saw on any finding, with their marks."""


FACTS: Final[tuple[type[FactColumns], ...]] = (
    SchemaEventRow,
    ImageRow,
    SightingRow,
    SettingsSnapshotRow,
    InspectionRow,
    RegionRow,
    FindingRow,
    EvidenceRow,
    VerdictRow,
    CorrectionRow,
    BankEventRow,
    OutlineCorrectionRow,
    ExchangeRow,
)
"""Every fact table; each is guarded by triggers and part of the one chain."""
