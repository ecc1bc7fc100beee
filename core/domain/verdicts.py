"""What people decide, and the circumstances that are recorded with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.outcomes import Outcome, Severity


@dataclass(frozen=True, slots=True)
class RecordContext:
    """Circumstances of a record: who, where, which part."""

    station: str = ""
    operator: str = ""
    product: str = "default"
    lot: str = ""
    part_id: str = ""
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's decision on an inspection; a later one supersedes, never replaces, an earlier."""

    inspection_id: str
    verdict: Outcome
    context: RecordContext
    category_id: str | None = None
    severity: Severity | None = None
    sub_grade: str | None = None
    note: str = ""
    reason: str = ""
    """Why the person differs from the program or from an earlier verdict."""
    retracts: bool = False
    """Takes the last verdict back (undo) instead of giving one."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point in time, kept in UTC and as the station's clock showed it."""

    utc: datetime
    local: datetime
