"""The one hash chain over all fact rows of a database.

Each fact row has a number (``seq``, counted over all fact tables), the hash of the row before it
and its own: ``sha256(canonical JSON of table and values, prev_hash among them)``. NULL columns are
left out, so that a later revision can add columns; pictures enter by their sha256.

What it notices: a changed value, a deleted row anywhere, swapped or forged rows, a cut-off end (the
head stands in ``chain_head``). What it cannot notice alone: somebody who can write the file,
recomputes every hash from the change to the end and stores the new head. Against that, note the
head (:class:`ChainHead`) elsewhere from time to time and hand it to ``verify``.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import REAL, Connection, Table, TableClause, column, insert, select, table, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from core.domain.verdicts import Moment, RecordContext
from core.errors import RecordsError
from core.records.hashing import canonical_json, sha256_of
from core.records.tables import Base, ChainHeadRow, FactColumns
from core.records.values import ChainHead

RawValue = str | int | float | bytes | None

GENESIS: Final = "0" * 64
"""``prev_hash`` of the first row."""
HEAD_ID: Final = 1
EMPTY: Final = ChainHead(seq=0, row_hash=GENESIS)


def table_of(kind: type[FactColumns | Base]) -> Table:
    """Return the table of a row class."""
    mapped: Table = kind.__dict__["__table__"]
    return mapped


@cache
def raw_table(mapped: Table) -> TableClause:
    """Return the table without column types: values pass as SQLite holds them, as hashes need."""
    return table(mapped.name, *(column(part.name) for part in mapped.columns))


def hash_of_row(table_name: str, values: Mapping[str, RawValue]) -> str:
    """Return the hash of a row.

    Parameters
    ----------
    table_name : str
        Enters the hash, so that a row cannot move to another table.
    values : mapping
        Column names and values as SQLite holds them; ``row_hash`` is left out if given.
    """
    content = {
        name: {"sha256": sha256_of(value)} if isinstance(value, bytes) else value
        for name, value in values.items()
        if value is not None and name != "row_hash"
    }
    return sha256_of(canonical_json({"table": table_name, "values": content}))


def read_head(connection: Connection) -> ChainHead | None:
    """Return the stored head; None if somebody has deleted it."""
    row = connection.execute(
        select(ChainHeadRow.seq, ChainHeadRow.row_hash).where(ChainHeadRow.id == HEAD_ID)
    ).one_or_none()
    return None if row is None else ChainHead(seq=row.seq, row_hash=row.row_hash)


def new_id(moment: Moment) -> str:
    """Return a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance.

    Ids that sort by time keep the indices compact; ``uuid`` of Python 3.11 does not make them.
    """
    milliseconds = int(moment.utc.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    chance = secrets.randbits(74)
    number = (milliseconds << 80) | (0x7 << 76) | ((chance >> 62) << 64)
    number |= (0b10 << 62) | (chance & 0x3FFF_FFFF_FFFF_FFFF)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of one transaction carries."""

    moment: Moment
    context: RecordContext
    app_version: str


class ChainWriter:
    """Adds facts within one write transaction; :meth:`finish` stores the new head.

    Parameters
    ----------
    connection : Connection
        In a transaction that began as IMMEDIATE: nobody else can write between reading the head
        and storing the new one.
    stamp : Stamp
        Circumstances of the facts.

    Raises
    ------
    RecordsError
        ``records_damaged`` if there is no head to go on from.
    """

    def __init__(self, connection: Connection, stamp: Stamp) -> None:
        self._connection = connection
        self._stamp = stamp
        head = read_head(connection)
        if head is None:
            file = connection.engine.url.database or ""
            raise RecordsError("records_damaged", file=file, problem="no chain head")
        self._head = head

    @property
    def seq(self) -> int:
        """Number of the row added last."""
        return self._head.seq

    def add(self, kind: type[FactColumns], /, **values: object) -> str:
        """Add one row and return its uuid."""
        context, moment = self._stamp.context, self._stamp.moment
        uuid = new_id(moment)
        typed: dict[str, object] = {
            "seq": self._head.seq + 1,
            "uuid": uuid,
            "time_utc": moment.utc,
            "time_local": moment.local,
            "station": context.station,
            "operator": context.operator,
            "product": context.product,
            "lot": context.lot,
            "part_id": context.part_id,
            "shift": context.shift,
            "app_version": self._stamp.app_version,
            "prev_hash": self._head.row_hash,
            **values,
        }
        mapped = table_of(kind)
        raw = _raw_values(mapped, typed)
        raw["row_hash"] = hash_of_row(mapped.name, raw)
        self._connection.execute(insert(raw_table(mapped)), raw)
        self._head = ChainHead(seq=self._head.seq + 1, row_hash=str(raw["row_hash"]))
        return uuid

    def new_id(self) -> str:
        """Return an id for something that is no row, of the time of this transaction."""
        return new_id(self._stamp.moment)

    def finish(self) -> None:
        """Store the head; part of the same transaction."""
        self._connection.execute(
            update(ChainHeadRow)
            .where(ChainHeadRow.id == HEAD_ID)
            .values(seq=self._head.seq, row_hash=self._head.row_hash)
        )


_Binder = Callable[[Any], Any]
_DIALECT: Final = sqlite.dialect()


@cache
def _binders(mapped: Table) -> dict[str, _Binder]:
    """Return, for each column, what turns a value into the one SQLite will give back."""
    return {part.name: _binder(part.type) for part in mapped.columns}


def _binder(kind: TypeEngine[Any]) -> _Binder:
    if isinstance(kind, REAL):
        return _stored_real
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _unchanged


def _unchanged(value: RawValue) -> RawValue:
    return value


def _stored_real(value: float) -> float | None:
    """Return a REAL as SQLite keeps it: -0.0 comes back as 0.0; NaN and infinity are no values."""
    number = float(value)
    return number + 0.0 if math.isfinite(number) else None


def _raw_values(mapped: Table, typed: Mapping[str, object]) -> dict[str, RawValue]:
    binders = _binders(mapped)
    unknown = typed.keys() - binders.keys()
    if unknown:
        msg = f"{mapped.name} has no column {sorted(unknown)}"
        raise TypeError(msg)
    given = ((name, typed.get(name)) for name in binders)
    return {name: None if value is None else binders[name](value) for name, value in given}
