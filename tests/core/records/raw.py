"""Looking into a database, and breaking it, without the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

Values = tuple[Any, ...]
NO_NAMES: Mapping[str, Any] = {}


def fetch_all(path: Path, query: str, values: Values = ()) -> list[Values]:
    """Return all rows of a query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def fetch(path: Path, query: str, values: Values = ()) -> object:
    """Return the one value of a query."""
    return fetch_all(path, query, values)[0][0]


def read_table(path: Path, table: str) -> list[dict[str, Any]]:
    """Return all rows of a table in the order of the chain."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM a_table ORDER BY seq".replace("a_table", table))
        return [dict(row) for row in rows]


def execute(path: Path, *statements: str, names: Mapping[str, Any] = NO_NAMES) -> None:
    """Run statements as anybody with a tool for SQLite could."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement, names)
        connection.commit()


def tamper(path: Path, table: str, *statements: str, names: Mapping[str, Any] = NO_NAMES) -> None:
    """Run statements with the triggers of a table taken away and put back."""
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, names)
        for _, statement in kept:
            connection.execute(statement)
        connection.commit()
