"""The time of a record."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.verdicts import Moment


def now() -> Moment:
    """Return this moment in UTC and by the station's clock, with its offset."""
    utc = datetime.now(UTC)
    return Moment(utc=utc, local=utc.astimezone())
