"""The chain notices whatever is done to the file behind the program's back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.outcomes import Outcome
from core.domain.teaching import BankAction
from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.chain import GENESIS, RawValue, hash_of_row, table_of
from core.records.history import History
from core.records.tables import FACTS
from core.records.values import ChainHead, NewExample, Problem
from tests.core.records.builders import (
    CONTEXT,
    SCRATCH,
    exchange,
    hand_drawn,
    ng_inspection,
    sha256_of,
    verdict_on,
)
from tests.core.records.raw import execute, fetch, read_table, tamper

FACT_TABLES = [table_of(kind).name for kind in FACTS]


@pytest.fixture
def records(history: History) -> list[str]:
    """Fill every fact table; return the ids of the inspections."""
    ids = [history.record_inspection(ng_inspection(number), CONTEXT) for number in range(4)]
    history.record_verdict(replace(verdict_on(ids[1], Outcome.OK), reason="오판"))
    history.record_outline(ids[2], hand_drawn(), CONTEXT)
    history.conversations.add(ids[2], 0, exchange(), CONTEXT)
    history.bank_add([NewExample("scratch", sha256_of(1), ids[0])], RecordContext())
    return ids


@pytest.mark.usefixtures("records")
def test_that_an_untouched_chain_is_intact(history: History, records_file: Path) -> None:
    report = history.verify()
    rows = sum(len(read_table(records_file, table)) for table in FACT_TABLES)
    assert report.is_intact
    assert report.rows_checked == report.head.seq == rows


@pytest.mark.usefixtures("records")
def test_that_all_facts_stand_in_one_chain(records_file: Path) -> None:
    rows = [row for table in FACT_TABLES for row in read_table(records_file, table)]
    rows.sort(key=lambda row: row["seq"])
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["prev_hash"] for row in rows] == [GENESIS, *(r["row_hash"] for r in rows[:-1])]
    assert all(read_table(records_file, table) for table in FACT_TABLES)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("table", FACT_TABLES)
def test_that_a_changed_value_is_named(history: History, records_file: Path, table: str) -> None:
    row = read_table(records_file, table)[-1]
    change = "UPDATE a_table SET operator = 'somebody' WHERE seq = :seq"
    tamper(records_file, table, change.replace("a_table", table), names=row)
    broken = history.verify().broken
    assert broken is not None
    assert broken.problem is Problem.CHANGED
    assert (broken.table, broken.row_id, broken.seq) == (table, row["uuid"], row["seq"])


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finding SET probability = 0.94 WHERE seq = :seq",
        "UPDATE finding SET severity = NULL WHERE seq = :seq",
        "UPDATE finding SET anomaly_limit = 1.0000001 WHERE seq = :seq",
        "UPDATE finding SET outcome = 'OK' WHERE seq = :seq",
        "UPDATE finding SET row_hash = prev_hash WHERE seq = :seq",
        "UPDATE finding SET prev_hash = row_hash WHERE seq = :seq",
        "UPDATE finding SET time_local = replace(time_local, '+', '-') WHERE seq = :seq",
    ],
)
def test_that_no_column_can_change_unnoticed(
    history: History, records_file: Path, statement: str
) -> None:
    row = read_table(records_file, "finding")[0]
    tamper(records_file, "finding", statement, names=row)
    broken = history.verify().broken
    assert broken is not None
    assert broken.problem is Problem.CHANGED
    assert broken.row_id == row["uuid"]


@pytest.mark.usefixtures("records")
def test_that_a_changed_picture_is_named(history: History, records_file: Path) -> None:
    tamper(records_file, "evidence", "UPDATE evidence SET crop_jpeg = x'FFD8'")
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.table) == (Problem.CHANGED, "evidence")


def test_that_a_deleted_row_in_the_middle_is_named(
    history: History, records_file: Path, records: list[str]
) -> None:
    seq = fetch(records_file, "SELECT seq FROM inspection WHERE uuid = ?", (records[2],))
    tamper(
        records_file, "inspection", "DELETE FROM inspection WHERE seq = :seq", names={"seq": seq}
    )
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.MISSING, seq)


@pytest.mark.usefixtures("records")
def test_that_a_cut_off_end_is_noticed(history: History, records_file: Path) -> None:
    head = history.verify().head
    tamper(records_file, "bank_event", "DELETE FROM bank_event")
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.CUT_OFF, head.seq)


@pytest.mark.usefixtures("records")
def test_that_a_cut_off_end_with_a_forged_head_shows_against_a_noted_head(
    history: History, records_file: Path
) -> None:
    noted = history.verify().head
    tamper(
        records_file,
        "bank_event",
        "UPDATE chain_head SET seq = seq - 1, row_hash = (SELECT prev_hash FROM bank_event)",
        "DELETE FROM bank_event",
    )
    assert history.verify().is_intact, "nobody can see this from the file alone"
    broken = history.verify(noted).broken
    assert broken is not None
    assert broken.problem is Problem.CUT_OFF


def test_that_a_noted_head_still_holds_after_more_records(history: History) -> None:
    noted = history.verify().head
    history.record_inspection(ng_inspection(), CONTEXT)
    assert history.verify(noted).is_intact
    forged = ChainHead(seq=noted.seq, row_hash="0" * 64)
    broken = history.verify(forged).broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.HEAD_CHANGED, noted.seq)


@pytest.mark.usefixtures("records")
def test_that_two_swapped_rows_are_noticed(history: History, records_file: Path) -> None:
    first, second = (row["seq"] for row in read_table(records_file, "finding")[:2])
    tamper(
        records_file,
        "finding",
        "UPDATE finding SET seq = -1 WHERE seq = :first",
        "UPDATE finding SET seq = :first WHERE seq = :second",
        "UPDATE finding SET seq = :second WHERE seq = -1",
        names={"first": first, "second": second},
    )
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.CHANGED, first)


def forge(records_file: Path, seq: int, prev_hash: str) -> None:
    """Insert a bank event with a right hash of its own, without the program."""
    row = {**read_table(records_file, "bank_event")[-1], "seq": seq, "uuid": "forged"}
    row |= {"action": BankAction.ADD.value, "prev_hash": prev_hash}
    row["row_hash"] = hash_of_row("bank_event", row)
    insert = "INSERT INTO bank_event (names) VALUES (cells)"
    insert = insert.replace("names", ", ".join(row)).replace("cells", ":" + ", :".join(row))
    execute(records_file, insert, names=row)


@pytest.mark.usefixtures("records")
def test_that_a_forged_row_at_the_end_is_named(history: History, records_file: Path) -> None:
    head = history.verify().head
    forge(records_file, head.seq + 1, head.row_hash)
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.row_id) == (Problem.HEAD_CHANGED, "forged")


@pytest.mark.usefixtures("records")
def test_that_a_forged_row_with_a_used_number_is_noticed(
    history: History, records_file: Path
) -> None:
    finding = read_table(records_file, "finding")[0]
    forge(records_file, finding["seq"], finding["prev_hash"])
    broken = history.verify().broken
    assert broken is not None
    assert broken.seq in {finding["seq"], finding["seq"] + 1}
    assert broken.problem in {Problem.DUPLICATE, Problem.UNLINKED}


@pytest.mark.usefixtures("records")
def test_that_a_row_with_a_recomputed_hash_breaks_the_next_link(
    history: History, records_file: Path
) -> None:
    row = read_table(records_file, "verdict")[0]
    row["operator"] = "somebody"
    row["row_hash"] = hash_of_row("verdict", row)
    forgery = "UPDATE verdict SET operator = :operator, row_hash = :row_hash"
    tamper(records_file, "verdict", forgery, names=row)
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.UNLINKED, row["seq"] + 1)


@pytest.mark.usefixtures("records")
def test_that_a_changed_list_is_named_and_can_be_rebuilt(
    history: History, records_file: Path, records: list[str]
) -> None:
    """People see the projection, so changing it must show as well."""
    hide = "UPDATE current_state SET program_outcome = 'OK' WHERE record_id = :record_id"
    execute(records_file, hide, names={"record_id": records[2]})
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.row_id) == (Problem.PROJECTION_DIFFERS, records[2])
    history.rebuild_projections()
    assert history.verify().is_intact


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM current_state WHERE seq = (SELECT max(seq) FROM current_state)",
        "UPDATE current_state SET seq = 100000 WHERE seq = (SELECT max(seq) FROM current_state)",
        "UPDATE current_state SET time_local = '2026-03-01 23:30:00+00:00'",
    ],
)
def test_that_the_list_must_hold_exactly_the_records(
    history: History, records_file: Path, statement: str
) -> None:
    execute(records_file, statement)
    broken = history.verify().broken
    assert broken is not None
    assert broken.problem is Problem.PROJECTION_DIFFERS


def test_that_a_missing_trigger_is_named(history: History, records_file: Path) -> None:
    execute(records_file, "DROP TRIGGER tr_finding_update")
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.table) == (Problem.TRIGGER_MISSING, "finding")
    assert broken.row_id == "tr_finding_update"


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("table", ["finding", "current_state", "chain_head"])
def test_that_a_dropped_table_is_named(history: History, records_file: Path, table: str) -> None:
    execute(records_file, "PRAGMA foreign_keys=OFF", f"DROP TABLE {table}")
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.table) == (Problem.MISSING, table)


@pytest.mark.usefixtures("records")
def test_that_a_deleted_head_is_noticed_and_nothing_is_added(
    history: History, records_file: Path
) -> None:
    execute(records_file, "DELETE FROM chain_head")
    broken = history.verify().broken
    assert broken is not None
    assert (broken.problem, broken.seq) == (Problem.HEAD_CHANGED, 1)
    with pytest.raises(RecordsError) as caught:
        history.record_inspection(ng_inspection(), CONTEXT)
    assert caught.value.code == "records_damaged"
    assert caught.value.details["file"] == str(records_file)


@pytest.mark.usefixtures("records")
def test_that_an_emptied_database_is_not_intact(history: History, records_file: Path) -> None:
    for kind in FACTS:
        name = table_of(kind).name
        tamper(records_file, name, "DELETE FROM a_table".replace("a_table", name))
    execute(records_file, "DELETE FROM chain_head", "DELETE FROM current_state")
    broken = history.verify().broken
    assert broken is not None
    assert broken.problem is Problem.CUT_OFF


@pytest.mark.usefixtures("records")
def test_that_a_value_nobody_could_have_recorded_is_damage_in_words(
    history: History, records_file: Path
) -> None:
    execute(records_file, "UPDATE current_state SET reason_params = '{{'")
    with pytest.raises(RecordsError) as caught:
        list(history.list_records())
    assert caught.value.code == "records_damaged"
    execute(
        records_file, "UPDATE current_state SET reason_params = '{}', program_outcome = 'MAYBE'"
    )
    with pytest.raises(RecordsError) as caught:
        list(history.list_records())
    assert caught.value.code == "records_damaged"


def test_that_null_does_not_enter_a_hash() -> None:
    """A later revision can so add columns to rows that are already hashed."""
    values: dict[str, RawValue] = {"seq": 1, "prev_hash": GENESIS, "note": "메모"}
    assert hash_of_row("verdict", values) == hash_of_row("verdict", {**values, "new_column": None})
    assert hash_of_row("verdict", values) != hash_of_row("verdict", {**values, "new_column": ""})
    assert hash_of_row("verdict", values) != hash_of_row("finding", values)


def test_that_the_hash_of_a_row_never_changes_its_definition() -> None:
    """Otherwise every database in the field would count as broken."""
    values: dict[str, RawValue] = {
        "seq": 7,
        "note": '가"',
        "length": 0.1,
        "picture": b"abc",
        "lot": None,
        "row_hash": "left out",
        "prev_hash": GENESIS,
    }
    content = (
        '{"table":"finding","values":{"length":0.1,"note":"가\\"","picture":{"sha256":'
        '"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},'
        f'"prev_hash":"{"0" * 64}","seq":7}}}}'
    )
    assert hash_of_row("finding", values) == hashlib.sha256(content.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("number", [-0.0, 1e-320, 1e308, 0.1, 3.0, float("nan"), float("inf")])
def test_that_every_number_is_hashed_as_sqlite_returns_it(history: History, number: float) -> None:
    finding = replace(SCRATCH, anomaly=replace(SCRATCH.anomaly, score=number, limit=-number))
    history.record_inspection(replace(ng_inspection(), findings=(finding,)), CONTEXT)
    assert history.verify().is_intact


def test_that_verifying_does_not_stop_writers(history: History, records_file: Path) -> None:
    history.record_inspection(ng_inspection(1), CONTEXT)
    stream = history.list_records()
    next(stream)
    history.record_inspection(ng_inspection(2), CONTEXT)
    assert history.verify().is_intact
    assert list(stream) == [], "a reader sees the state at which it began"
    assert json.loads(str(fetch(records_file, "SELECT quality FROM inspection"))) == {
        "sharpness": 12.5
    }
