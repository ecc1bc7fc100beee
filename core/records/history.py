"""The history: the one place where records are written and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from typing_extensions import Self

from core.domain.inspections import Evidence, Inspection
from core.domain.teaching import BankSnapshot
from core.domain.verdicts import Moment, RecordContext, Verdict
from core.records.values import (
    ANY_RECORD,
    BankEvent,
    ChainHead,
    Counts,
    HistoryFilter,
    HistoryLine,
    NewExample,
    Rows,
    Story,
    VerifyReport,
)


class History:
    """Records of one data folder; several processes and threads may use it at once."""

    @classmethod
    def open(cls, path: Path, app_version: str, *, timeout_s: float = 30.0) -> Self:
        """Open the database, creating or migrating it when needed (a backup is made first).

        Parameters
        ----------
        path : Path
            The database file; its folder is made when missing.
        app_version : str
            Written into every record.
        timeout_s : float
            How long to wait for another process that writes.

        Raises
        ------
        RecordsError
            ``records_newer``, ``records_damaged``, ``records_foreign``, ``records_network_share``,
            ``records_locked``, ``records_read_only``, ``records_full``.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Give the files back; the history cannot be used afterwards."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def record_inspection(
        self, inspection: Inspection, context: RecordContext, moment: Moment | None = None
    ) -> str:
        """Record what the program said, in one transaction.

        ``inspection.product`` counts, not ``context.product``. Evidence is kept for NG and HOLD.

        Returns
        -------
        str
            The record id; ids sort by time.
        """
        raise NotImplementedError

    def record_verdict(self, verdict: Verdict, moment: Moment | None = None) -> str:
        """Record a person's verdict, and a correction when it changes what stood before.

        With ``verdict.retracts`` the last standing verdict is taken back by a new row.

        Returns
        -------
        str
            Id of the verdict.

        Raises
        ------
        RecordsError
            ``record_unknown``, or ``verdict_nothing_to_retract``.
        """
        raise NotImplementedError

    def inspected(self, *, sha256: str, page: int, product: str, configuration_hash: str) -> bool:
        """Tell whether this image was recorded with this configuration (see ``hashing``)."""
        raise NotImplementedError

    def list_records(
        self,
        wanted: HistoryFilter = ANY_RECORD,
        *,
        rows: Rows = Rows.IMAGE,
        limit: int | None = None,
        offset: int = 0,
        before_seq: int | None = None,
    ) -> Iterator[HistoryLine]:
        """Stream lines, newest first; ``before_seq`` is the cheap way to the next page."""
        raise NotImplementedError

    def counts(self, wanted: HistoryFilter = ANY_RECORD) -> Counts:
        """Count records by outcome and verdict."""
        raise NotImplementedError

    def story(self, record_id: str) -> Story:
        """Return everything about one record.

        Raises
        ------
        RecordsError
            ``record_unknown``.
        """
        raise NotImplementedError

    def evidence(self, record_id: str) -> Evidence | None:
        """Return the pictures kept with a record, None if there are none."""
        raise NotImplementedError

    def bank_snapshot(self, product: str, bank_dir: Path | None = None) -> BankSnapshot:
        """Return the active examples; ``bank_dir`` is ``bank`` beside the database if None."""
        raise NotImplementedError

    def bank_events(self, product: str) -> tuple[BankEvent, ...]:
        """Return all events of a bank, oldest first; their number is its revision."""
        raise NotImplementedError

    def bank_add(
        self,
        examples: Sequence[NewExample],
        context: RecordContext,
        moment: Moment | None = None,
    ) -> int:
        """Teach ``context.product`` examples as one batch.

        Returns
        -------
        int
            How many were new: an active example of the same category is not added again.
        """
        raise NotImplementedError

    def bank_remove(
        self, event_ids: Sequence[str], context: RecordContext, moment: Moment | None = None
    ) -> int:
        """Take active examples (``BankExample.event_id``) out as one batch; return how many."""
        raise NotImplementedError

    def bank_undo(
        self, context: RecordContext, moment: Moment | None = None
    ) -> tuple[BankEvent, ...]:
        """Take back the latest batch that is not yet taken back; return its events.

        Raises
        ------
        RecordsError
            ``bank_nothing_to_undo``.
        """
        raise NotImplementedError

    def verify(self, noted: ChainHead | None = None) -> VerifyReport:
        """Check the whole chain; ``noted`` is a head that was written down earlier."""
        raise NotImplementedError

    def rebuild_projections(self) -> int:
        """Make ``current_state`` anew from the facts; return the number of records."""
        raise NotImplementedError

    def data_version(self) -> int:
        """Return a number that changes when another process has written."""
        raise NotImplementedError

    def backup(self, target: Path) -> Path:
        """Copy the database while it is in use; return ``target``."""
        raise NotImplementedError
