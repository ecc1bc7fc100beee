"""Lines of the history list and CSV, made from an inspection that was just made."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.inspections import Inspection
from core.domain.verdicts import Moment, RecordContext
from core.records.values import HistoryLine, Rows


def lines_of(
    inspection: Inspection,
    context: RecordContext,
    moment: Moment,
    *,
    record_id: str = "",
    rows: Rows = Rows.IMAGE,
) -> Iterator[HistoryLine]:
    """Yield the line of an inspection, or one for each finding.

    An inspection without findings (an unreadable image) has one line either way. The line equals
    the one the history gives for the same record, apart from ``seq``.
    """
    raise NotImplementedError
