"""The history: the one place where records are written and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from core.domain.corrections import OutlineCorrection
from core.domain.images import ImageIdentity, Sighting
from core.domain.inspections import Evidence, Inspection
from core.domain.teaching import BankSnapshot
from core.domain.verdicts import Moment, RecordContext, Verdict
from core.errors import RecordsError
from core.records.backup import backup_database
from core.records.banks import (
    add_examples,
    read_events,
    remove_examples,
    snapshot_of,
    undo_batch,
)
from core.records.chain import ChainWriter, Stamp
from core.records.clock import now
from core.records.conversations import Conversations
from core.records.engine import Database
from core.records.facts import (
    add_inspection,
    number_and_product,
    read_evidence,
    record_of,
)
from core.records.failures import values_in_words
from core.records.outlines import add_outline, read_standing_outlines
from core.records.projection import project, rebuild
from core.records.reading import count, iterate_lines, read_story
from core.records.recent import RecentRecords
from core.records.schema import Schema
from core.records.standing import read_standing_verdict, read_standings
from core.records.values import (
    ANY_RECORD,
    BankEvent,
    ChainHead,
    Counts,
    HistoryFilter,
    HistoryLine,
    ImageStanding,
    NewExample,
    Rows,
    StandingVerdict,
    Story,
    VerifyReport,
)
from core.records.verdicts import add_verdict
from core.records.verification import verify


class History:
    """Records of one data folder; several processes and threads may use it at once.

    Values come back as frozen values, lists as streams. Use :meth:`open`.

    Parameters
    ----------
    database : Database
        Brought to the schema of this program.
    app_version : str
        Written into every record.
    """

    def __init__(self, database: Database, app_version: str) -> None:
        self._database = database
        self._app_version = app_version
        self.recent = RecentRecords(database)
        self.conversations = Conversations(database, app_version)

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
        absolute = path.absolute()
        Schema().prepare(absolute, app_version, timeout_s=timeout_s)
        return cls(Database(absolute, timeout_s=timeout_s), app_version)

    def close(self) -> None:
        """Give the files back; the history cannot be used afterwards."""
        self._database.dispose()

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
        about = replace(context, product=inspection.product)
        with self._facts(about, moment) as (connection, chain):
            record_id, seq = add_inspection(connection, chain, inspection)
            project(connection, seq, seq)
        return record_id

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
        with self._database.write() as connection:
            seq, product = number_and_product(connection, verdict.inspection_id)
            about = replace(verdict.context, product=product)
            chain = ChainWriter(connection, self._stamp(about, moment))
            verdict_id = add_verdict(connection, chain, verdict)
            chain.finish()
            project(connection, seq, seq)
        return verdict_id

    def record_outline(
        self,
        record_id: str,
        correction: OutlineCorrection,
        context: RecordContext,
        moment: Moment | None = None,
    ) -> str:
        """Record what a person measured in place of the program; the finding stays as it was.

        Returns
        -------
        str
            Id of the correction.

        Raises
        ------
        RecordsError
            ``record_unknown``.
        """
        with self._database.write() as connection:
            seq, product = number_and_product(connection, record_id)
            chain = ChainWriter(connection, self._stamp(replace(context, product=product), moment))
            correction_id = add_outline(connection, chain, record_id, correction)
            chain.finish()
            project(connection, seq, seq)
        return correction_id

    def find_record(
        self, *, sha256: str, page: int, product: str, configuration_hash: str
    ) -> str | None:
        """Return the newest record of an image in this configuration (see ``hashing``)."""
        with self._database.read() as connection:
            return record_of(
                connection,
                ImageIdentity(sha256=sha256, page=page),
                product=product,
                settings_hash=configuration_hash,
            )

    def list_records(
        self,
        wanted: HistoryFilter = ANY_RECORD,
        *,
        rows: Rows = Rows.IMAGE,
        limit: int | None = None,
        offset: int = 0,
        before_seq: int | None = None,
    ) -> Iterator[HistoryLine]:
        """Stream lines, newest record first, findings of a record worst first.

        ``limit`` and ``offset`` count records; ``before_seq`` (of the last line seen) is the cheap
        way to the next page.
        """
        with self._database.read() as connection:
            lines = iterate_lines(
                connection, wanted, rows=rows, limit=limit, offset=offset, before_seq=before_seq
            )
            with values_in_words(self._database.path):
                yield from lines

    def counts(self, wanted: HistoryFilter = ANY_RECORD) -> Counts:
        """Count records by outcome and verdict."""
        with self._database.read() as connection:
            return count(connection, wanted)

    def story(self, record_id: str) -> Story:
        """Return everything about one record.

        Raises
        ------
        RecordsError
            ``record_unknown``.
        """
        with self._database.read() as connection:
            story = read_story(connection, record_id)
        if story is None:
            raise RecordsError("record_unknown", record_id=record_id)
        return story

    def standings(
        self, sightings: Sequence[Sighting], product: str
    ) -> dict[Sighting, ImageStanding]:
        """Return how images stand that were seen at these paths with this size and time.

        For browsing: the bytes are not looked at. Files that were never recorded are left out.
        """
        with self._database.read() as connection:
            return read_standings(connection, sightings, product)

    def standing_verdict(self, *, sha256: str, page: int, product: str) -> StandingVerdict | None:
        """Return the newest verdict on an image that was not taken back, on whichever record."""
        with self._database.read() as connection:
            return read_standing_verdict(connection, ImageIdentity(sha256, page), product)

    def standing_outlines(
        self, *, sha256: str, page: int, product: str
    ) -> tuple[OutlineCorrection, ...]:
        """Return what people measured on an image, the newest for each place."""
        with self._database.read() as connection:
            return read_standing_outlines(connection, ImageIdentity(sha256, page), product)

    def evidence(self, record_id: str) -> Evidence | None:
        """Return the pictures kept with a record, None if there are none."""
        with self._database.read() as connection:
            return read_evidence(connection, record_id)

    def bank_snapshot(self, product: str, bank_dir: Path | None = None) -> BankSnapshot:
        """Return the active examples; ``bank_dir`` is ``bank`` beside the database if None."""
        folder = bank_dir or self._database.path.parent / "bank"
        return snapshot_of(self.bank_events(product), folder)

    def bank_events(self, product: str) -> tuple[BankEvent, ...]:
        """Return all events of a bank, oldest first; their number is its revision."""
        with self._database.read() as connection:
            return read_events(connection, product)

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
        with self._facts(context, moment) as (connection, chain):
            return add_examples(chain, read_events(connection, context.product), examples)

    def bank_remove(
        self, event_ids: Sequence[str], context: RecordContext, moment: Moment | None = None
    ) -> int:
        """Take active examples (``BankExample.event_id``) out as one batch; return how many."""
        with self._facts(context, moment) as (connection, chain):
            return remove_examples(chain, read_events(connection, context.product), event_ids)

    def bank_undo(
        self, context: RecordContext, moment: Moment | None = None
    ) -> tuple[BankEvent, ...]:
        """Take back the latest batch that is not yet taken back; return its events.

        Raises
        ------
        RecordsError
            ``bank_nothing_to_undo``.
        """
        with self._facts(context, moment) as (connection, chain):
            events = read_events(connection, context.product)
            return undo_batch(chain, events, product=context.product)

    def verify(self, noted: ChainHead | None = None) -> VerifyReport:
        """Check the whole chain; ``noted`` is a head that was written down earlier."""
        with self._database.read() as connection:
            return verify(connection, noted)

    def rebuild_projections(self) -> int:
        """Make ``current_state`` anew from the facts; return the number of records."""
        with self._database.write() as connection:
            return rebuild(connection)

    def data_version(self) -> int:
        """Return a number that changes when another process has written."""
        return self._database.data_version()

    def backup(self, target: Path) -> Path:
        """Copy the database while it is in use; return ``target``."""
        return backup_database(self._database.path, target)

    @contextmanager
    def _facts(
        self, context: RecordContext, moment: Moment | None
    ) -> Iterator[tuple[Connection, ChainWriter]]:
        """Open a transaction that adds facts; the head is stored when it ends well."""
        with self._database.write() as connection:
            chain = ChainWriter(connection, self._stamp(context, moment))
            yield connection, chain
            chain.finish()

    def _stamp(self, context: RecordContext, moment: Moment | None) -> Stamp:
        return Stamp(moment=moment or now(), context=context, app_version=self._app_version)
