from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext
from core.records.chain import table_of
from core.records.history import History
from core.records.tables import FACTS
from core.records.values import NewExample
from tests.core.records.builders import (
    CONTEXT,
    exchange,
    hand_drawn,
    ng_inspection,
    sha256_of,
    verdict_on,
)
from tests.core.records.raw import execute, read_table


@pytest.fixture
def filled(history: History, records_file: Path) -> Path:
    record_id = history.record_inspection(ng_inspection(), CONTEXT)
    history.record_verdict(verdict_on(record_id, Outcome.OK))
    history.record_outline(record_id, hand_drawn(), CONTEXT)
    history.conversations.add(record_id, 0, exchange(), CONTEXT)
    history.bank_add([NewExample("scratch", sha256_of(1))], RecordContext())
    return records_file


@pytest.mark.parametrize("table", [table_of(kind).name for kind in FACTS])
def test_that_facts_can_neither_be_changed_nor_deleted(filled: Path, table: str) -> None:
    before = read_table(filled, table)
    assert before
    for statement in (
        "UPDATE a_table SET operator = 'somebody'",
        "DELETE FROM a_table",
        "INSERT OR REPLACE INTO a_table SELECT * FROM a_table",
        "UPDATE OR REPLACE a_table SET seq = seq + 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
            execute(filled, statement.replace("a_table", table))
    assert read_table(filled, table) == before
