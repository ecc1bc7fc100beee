"""Verifying the chain and the projection, row by row: memory does not grow with the database."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, inspect, select

from core.records.chain import EMPTY, RawValue, hash_of_row, raw_table, read_head, table_of
from core.records.projection import State, chunks, derive_states
from core.records.tables import FACTS, Base, CurrentStateRow
from core.records.triggers import missing_trigger
from core.records.values import BrokenRow, ChainHead, Problem, VerifyReport

_ROWS_A_FETCH: Final = 50
"""Of each table; pictures are up to 300 kB a row."""


class Link(NamedTuple):
    """One row of the chain, its values as SQLite holds them."""

    seq: int
    uuid: str
    prev_hash: str
    row_hash: str
    table: str
    values: Mapping[str, RawValue]

    def broken(self, problem: Problem, seq: int | None = None) -> BrokenRow:
        """Name this row."""
        return BrokenRow(problem, self.table, self.uuid, self.seq if seq is None else seq)


def verify(connection: Connection, noted: ChainHead | None = None) -> VerifyReport:
    """Check every row, the head, the triggers and the projection.

    Parameters
    ----------
    connection : Connection
        In a read transaction: writers may go on meanwhile.
    noted : ChainHead, optional
        A head that was written down earlier; the chain must still hold it.

    Returns
    -------
    VerifyReport
        With the first broken row; later ones follow from it and are not looked for.
    """
    lost = _missing_table(connection)
    if lost is not None:
        return VerifyReport(rows_checked=0, head=EMPTY, broken=lost)
    walk = _Walk(read_head(connection) or EMPTY, noted)
    broken = walk.run(_links(connection))
    if broken is None:
        broken = _missing_trigger(connection, walk.last)
    if broken is None:
        broken = _differing_state(connection)
    return VerifyReport(rows_checked=walk.checked, head=walk.last, broken=broken)


class _Walk:
    """Follows the chain from its first row."""

    def __init__(self, head: ChainHead, noted: ChainHead | None) -> None:
        self._must_hold = [head] if noted is None else [head, noted]
        self._head = head
        self.last = EMPTY
        self.checked = 0

    def run(self, links: Iterator[Link]) -> BrokenRow | None:
        for link in links:
            broken = self._check(link)
            if broken is not None:
                return broken
            self.last = ChainHead(link.seq, link.row_hash)
            self.checked += 1
        # Making the database wrote the first row: without any, all were taken away.
        is_empty = self.last == EMPTY
        if is_empty or any(head.seq > self.last.seq for head in self._must_hold):
            return BrokenRow(Problem.CUT_OFF, "", "", self.last.seq + 1)
        return None

    def _check(self, link: Link) -> BrokenRow | None:
        expected = self.last.seq + 1
        if link.seq != expected:
            is_gap = link.seq > expected
            return link.broken(
                Problem.MISSING if is_gap else Problem.DUPLICATE, expected if is_gap else link.seq
            )
        if hash_of_row(link.table, link.values) != link.row_hash:
            return link.broken(Problem.CHANGED)
        if link.prev_hash != self.last.row_hash:
            return link.broken(Problem.UNLINKED)
        is_other = any(
            head.seq == link.seq and head.row_hash != link.row_hash for head in self._must_hold
        )
        if is_other or link.seq > self._head.seq:
            return link.broken(Problem.HEAD_CHANGED)
        return None


def _links(connection: Connection) -> Iterator[Link]:
    """Yield the rows of all fact tables in the order of their numbers."""
    tables = [_rows_of(connection, table_of(kind)) for kind in FACTS]
    return heapq.merge(*tables, key=attrgetter("seq"))


def _rows_of(connection: Connection, mapped: Table) -> Iterator[Link]:
    rows = raw_table(mapped)
    found = connection.execute(
        select(*rows.columns).order_by(rows.c.seq),
        execution_options={"yield_per": _ROWS_A_FETCH},
    )
    for values in found.mappings():
        yield Link(
            seq=values["seq"],
            uuid=values["uuid"],
            prev_hash=values["prev_hash"],
            row_hash=values["row_hash"],
            table=mapped.name,
            values=dict(values),
        )


def _missing_table(connection: Connection) -> BrokenRow | None:
    """Notice a table that was dropped, which no trigger can refuse."""
    there = set(inspect(connection).get_table_names())
    for name in Base.metadata.tables:
        if name not in there:
            return BrokenRow(Problem.MISSING, name, "", 0)
    return None


def _missing_trigger(connection: Connection, last: ChainHead) -> BrokenRow | None:
    missing = missing_trigger(connection)
    if missing is None:
        return None
    name, table = missing
    return BrokenRow(Problem.TRIGGER_MISSING, table, name, last.seq)


def _differing_state(connection: Connection) -> BrokenRow | None:
    """Compare the list of records, which is what people see, with the facts."""
    done = 0
    for first, last in chunks(connection):
        shown = _shown_states(connection, done + 1, last)
        for state in derive_states(connection, first, last):
            if not _is_same(state, shown.pop(state["seq"], None)):
                return _differing(state["record_id"], state["seq"])
        for seq, extra in shown.items():
            return _differing(extra["record_id"], seq)
        done = last
    for seq, extra in _shown_states(connection, done + 1, None).items():
        return _differing(extra["record_id"], seq)
    return None


def _shown_states(connection: Connection, first: int, last: int | None) -> dict[int, State]:
    """Return the stored states by number; up to the last one needs only one to complain."""
    states = table_of(CurrentStateRow)
    wanted = select(*states.columns).where(states.c.seq >= first).order_by(states.c.seq)
    wanted = wanted.limit(1) if last is None else wanted.where(states.c.seq <= last)
    return {row["seq"]: dict(row) for row in connection.execute(wanted).mappings()}


def _is_same(derived: State, shown: State | None) -> bool:
    if shown is None or derived != shown:
        return False
    # Equal times may show different clocks.
    return str(derived["time_local"]) == str(shown["time_local"])


def _differing(record_id: str, seq: int) -> BrokenRow:
    return BrokenRow(Problem.PROJECTION_DIFFERS, table_of(CurrentStateRow).name, record_id, seq)
