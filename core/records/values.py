"""What the history hands out: frozen values, never database rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.domain.corrections import OutlineCorrection
from core.domain.dialogue import CheckedCaption, Exchange
from core.domain.inspections import Caption, Inspection
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome, Reason, Severity
from core.domain.regions import BoxPx
from core.domain.teaching import BankAction
from core.domain.verdicts import Moment, RecordContext

MAX_EVIDENCE_BYTES: Final = 300_000
"""Preview and crop of one record together; larger pictures are not kept."""


class Rows(StrEnum):
    """What one line of a list or CSV stands for."""

    IMAGE = "image"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of ``history list`` and of the CSV.

    Attributes carry the names of the CSV columns. With :attr:`Rows.FINDING` everything the program
    said is that of the finding; verdicts are of the inspection. ``record_id`` is empty when the
    inspection was not recorded.
    """

    record_id: str
    finding_count: int
    time_local: datetime
    time_utc: datetime
    station: str
    operator: str
    product: str
    lot: str
    part_id: str
    file: str
    sha256: str
    program_outcome: Outcome
    program_category: str | None
    probability: float | None
    first_verdict: Outcome | None
    """First standing verdict of a person; verdicts taken back do not count."""
    current_verdict: Outcome | None
    corrected: bool
    """``current_verdict`` differs from ``program_outcome`` or ``first_verdict``."""
    reason: Reason
    category: str | None
    """The person's category if one was given, else the program's."""
    severity: Severity | None
    """The person's severity if one was given, else the program's."""
    zone: Zone | None
    length_px: float | None
    length_mm: float | None
    width_mm: float | None
    sentence_ko: str | None
    sentence_en: str | None
    model: str
    prompt_set: str
    bank_revision: int
    corrected_length_px: float | None = None
    """What a person measured on an outline drawn by hand; ``length_px`` stays the program's."""
    corrected_length_mm: float | None = None
    corrected_width_px: float | None = None
    corrected_area_px: float | None = None
    outline_corrected_by: str | None = None
    """Who drew it last; None if nobody did."""
    conversation: str | None = None
    """What was asked of a model, and its answers with their marks; None if nothing was."""
    captions: str | None = None
    """What models saw, recorded with the inspection or later, with their marks."""
    shift: str = ""
    page: int = 0
    seq: int = 0
    """Place in the chain of records, for paging with ``before_seq``; 0 if not recorded."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which records are wanted; None means any.

    ``since`` (inclusive) and ``until`` (exclusive) are aware datetimes. ``verdict`` is the current
    one; ``judged`` asks whether there is one at all. ``category`` is the one that holds now, and
    ``operator`` matches who inspected.
    """

    since: datetime | None = None
    until: datetime | None = None
    product: str | None = None
    outcome: Outcome | None = None
    verdict: Outcome | None = None
    judged: bool | None = None
    category: str | None = None
    operator: str | None = None
    corrected: bool | None = None
    lot: str | None = None
    part_id: str | None = None
    record_id: str | None = None


ANY_RECORD: Final = HistoryFilter()


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of records by what the program and people said."""

    total: int = 0
    ok: int = 0
    ng: int = 0
    hold: int = 0
    judged: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class ImageStanding:
    """How an image stands by its records.

    What the program said is that of the newest record; the verdict is the newest that stands, even
    if the image was scored again since. Anomaly and probability are of the worst finding.
    """

    record_id: str
    program_outcome: Outcome
    reason: Reason
    probability: float | None
    anomaly_score: float | None
    anomaly_limit: float | None
    verdict: Outcome | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict as it was recorded; ``verdict`` is None for one that takes another back."""

    verdict_id: str
    moment: Moment
    context: RecordContext
    verdict: Outcome | None
    category_id: str | None
    severity: Severity | None
    sub_grade: str | None
    note: str
    reason: str
    retracts_id: str | None
    """The verdict this one takes back."""
    is_retracted: bool
    """Whether a later one takes this one back."""


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """The verdict that holds for an image, and the record it was given on."""

    record_id: str
    verdict: StoredVerdict
    corrected: bool
    """Of that record."""


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """What a verdict changed, against the program or an earlier verdict, and why."""

    verdict_id: str
    corrects_id: str | None
    """The earlier verdict that was corrected; None when it was the program."""
    from_outcome: Outcome
    to_outcome: Outcome
    from_category: str | None
    to_category: str | None
    from_severity: Severity | None
    to_severity: Severity | None
    reason: str


@dataclass(frozen=True, slots=True)
class StoredOutline:
    """An outline or length line that a person drew, as it was recorded."""

    correction_id: str
    corrects_id: str | None
    """The earlier correction of the same finding; None when it was the program's outline."""
    moment: Moment
    context: RecordContext
    correction: OutlineCorrection


@dataclass(frozen=True, slots=True)
class StoredExchange:
    """A question about a finding and its answer, as they were recorded.

    ``place`` is the box of the finding's region, ``is_roi`` whether a person drew it.
    """

    exchange_id: str
    moment: Moment
    context: RecordContext
    position: int
    place: BoxPx
    is_roi: bool
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class StoredCaption:
    """A caption that was recorded after its inspection; attributes as :class:`StoredExchange`."""

    moment: Moment
    context: RecordContext
    position: int
    place: BoxPx
    checked: CheckedCaption


@dataclass(frozen=True, slots=True)
class KnownCaption:
    """A caption of an image, and the box of the region that it is about."""

    place: BoxPx
    caption: Caption


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is known about one record, verdicts and corrections oldest first.

    ``inspection`` carries no evidence pictures: ask for them with ``History.evidence``.
    """

    record_id: str
    moment: Moment
    context: RecordContext
    app_version: str
    inspection: Inspection
    line: HistoryLine
    verdicts: tuple[StoredVerdict, ...] = ()
    corrections: tuple[StoredCorrection, ...] = ()
    outlines: tuple[StoredOutline, ...] = ()
    """Outlines drawn by hand, oldest first; the last one of a finding holds."""
    exchanges: tuple[StoredExchange, ...] = ()
    """What was asked of a model about the findings, oldest first."""
    captions: tuple[StoredCaption, ...] = ()
    """What models saw on the findings when the inspection was recorded already, oldest first."""


@dataclass(frozen=True, slots=True)
class NewExample:
    """An example to teach; its crop lies in the bank folder under ``<crop_sha256>.png``."""

    category_id: str
    crop_sha256: str
    source_inspection_id: str | None = None


@dataclass(frozen=True, slots=True)
class BankEvent:
    """One event of a bank; all events of one command share ``batch_id`` and are undone together."""

    event_id: str
    action: BankAction
    batch_id: str
    moment: Moment
    context: RecordContext
    category_id: str = ""
    crop_sha256: str = ""
    source_inspection_id: str | None = None
    target_event_id: str | None = None
    """The addition that a removal takes out."""
    target_batch_id: str | None = None
    """The batch that an undo takes back."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Last link of the chain: write it down elsewhere to notice a cut-off end later."""

    seq: int
    row_hash: str


class Problem(StrEnum):
    """What is wrong with the first broken row."""

    CHANGED = "changed"
    """Its values do not give its hash."""
    UNLINKED = "unlinked"
    """It does not carry the hash of the row before it."""
    MISSING = "missing"
    """A row is missing before it (``seq`` is the missing number), or a whole table (0)."""
    DUPLICATE = "duplicate"
    """Its number was used before: a forged or moved row."""
    CUT_OFF = "cut_off"
    """The last rows are missing; no row can be named, ``seq`` is the first missing number."""
    HEAD_CHANGED = "head_changed"
    """The stored head, or the head written down elsewhere, is not in the chain."""
    TRIGGER_MISSING = "trigger_missing"
    """The trigger that refuses changes to a table is gone (``table``; ``row_id`` names it)."""
    PROJECTION_DIFFERS = "projection_differs"
    """The list of records shows something other than the facts; rebuild the projections."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Where the chain breaks first."""

    problem: Problem
    table: str
    row_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Result of verifying the chain."""

    rows_checked: int
    head: ChainHead
    broken: BrokenRow | None = None

    @property
    def is_intact(self) -> bool:
        """Whether nothing was found."""
        return self.broken is None
