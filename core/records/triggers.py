"""Triggers that refuse to change or delete facts, whoever opens the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from core.records.chain import table_of
from core.records.tables import FACTS

_ON_CHANGE: Final = """CREATE TRIGGER {name} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, 'records are insert-only: {table}'); END"""

# INSERT OR REPLACE deletes the old row without firing DELETE triggers unless recursive_triggers is
# on, which is a setting of each connection.
_ON_REPLACE: Final = """CREATE TRIGGER {name} BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq OR uuid = NEW.uuid)
BEGIN SELECT RAISE(ABORT, 'records are insert-only: {table}'); END"""


def triggers() -> Iterator[tuple[str, str, str]]:
    """Yield name, table and SQL of every trigger that must be there."""
    for kind in FACTS:
        table = table_of(kind).name
        for action, template in (
            ("update", _ON_CHANGE),
            ("delete", _ON_CHANGE),
            ("insert", _ON_REPLACE),
        ):
            name = f"tr_{table}_{action}"
            yield name, table, template.format(name=name, table=table, action=action.upper())


def install_triggers(connection: Connection) -> None:
    """Make all triggers anew: a batch migration drops them together with the old table."""
    for name, _, statement in triggers():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def missing_trigger(connection: Connection) -> tuple[str, str] | None:
    """Return (name, table) of the first trigger that is gone or was altered."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found: dict[str, str] = {row.name: row.sql for row in rows}
    for name, table, statement in triggers():
        if found.get(name) != statement:
            return name, table
    return None
