from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from core.domain.outcomes import Outcome
from core.errors import RecordsError
from core.records import schema
from core.records.history import History
from core.records.schema import HEAD, MIGRATIONS, Schema
from core.records.tables import Base
from core.records.triggers import triggers
from core.records.upgrade import alembic_config
from tests.core.records.builders import (
    APP_VERSION,
    CONTEXT,
    checked_caption,
    exchange,
    hand_drawn,
    ng_inspection,
    verdict_on,
)
from tests.core.records.make_fixture import FIXTURES, make
from tests.core.records.raw import execute, fetch, fetch_all, read_table


def refusal(path: Path) -> RecordsError:
    with pytest.raises(RecordsError) as caught:
        History.open(path, APP_VERSION, timeout_s=0.2)
    return caught.value


def test_that_an_empty_folder_gets_a_database_of_the_newest_revision(tmp_path: Path) -> None:
    path = tmp_path / "100% 새 폴더" / "기록.sqlite"
    with History.open(path, APP_VERSION) as history:
        report = history.verify()
    assert report.is_intact
    assert report.rows_checked == 1, "making the database is the first link"
    (event,) = read_table(path, "schema_event")
    assert (event["from_revision"], event["to_revision"]) == (None, HEAD)
    assert fetch(path, "SELECT version_num FROM alembic_version") == HEAD
    assert fetch(path, "PRAGMA journal_mode") == "wal"


def test_that_an_empty_file_becomes_a_database(records_file: Path) -> None:
    records_file.touch()
    with History.open(records_file, APP_VERSION) as history:
        assert history.verify().is_intact


def test_that_the_migrations_make_the_tables_of_the_program(
    history: History, records_file: Path
) -> None:
    assert history.counts().total == 0
    engine = create_engine(f"sqlite:///{records_file}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


def test_that_the_head_is_the_last_migration() -> None:
    scripts = ScriptDirectory.from_config(alembic_config(MIGRATIONS))
    assert scripts.get_heads() == [HEAD]
    assert all(script.revision.isdecimal() for script in scripts.walk_revisions())


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("v*.db")), ids=lambda path: path.name)
def test_that_a_database_of_every_release_opens(fixture: Path, records_file: Path) -> None:
    shutil.copyfile(fixture, records_file)
    with History.open(records_file, APP_VERSION) as history:
        assert history.verify().is_intact
        lines = list(history.list_records())
        assert [line.program_outcome for line in lines] == [Outcome.HOLD, Outcome.OK, Outcome.NG]
        assert [line.current_verdict for line in lines] == [None, None, Outcome.NG]
        story = history.story(lines[-1].record_id)
        assert story.inspection == ng_inspection(0)
        assert [correction.reason for correction in story.corrections] == ["한도 이내", ""]
        assert history.evidence(lines[-1].record_id) is not None
        assert len(history.bank_snapshot("브래킷").examples) == 1
        history.record_verdict(verdict_on(lines[0].record_id, Outcome.NG))
        assert history.verify().is_intact


def test_that_a_database_from_before_drawn_outlines_takes_them(records_file: Path) -> None:
    shutil.copyfile(FIXTURES / "v2.db", records_file)
    before = read_table(records_file, "finding")
    with History.open(records_file, APP_VERSION) as history:
        line = list(history.list_records())[-1]
        assert line.outline_corrected_by is None
        history.record_outline(line.record_id, hand_drawn(), CONTEXT)
        assert history.verify().is_intact
        assert list(history.list_records())[-1].corrected_length_px == 40.5
    assert read_table(records_file, "finding") == before
    event = read_table(records_file, "schema_event")[-1]
    assert (event["from_revision"], event["to_revision"]) == ("0002", HEAD)
    with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
        execute(records_file, "DELETE FROM outline_correction")
    (backup,) = (records_file.parent / "backups").iterdir()
    assert "r0002" in backup.name


def test_that_a_database_from_before_conversations_takes_them(records_file: Path) -> None:
    shutil.copyfile(FIXTURES / "v3.db", records_file)
    before = {table: read_table(records_file, table) for table in ("finding", "outline_correction")}
    with History.open(records_file, APP_VERSION) as history:
        line = list(history.list_records())[-1]
        assert line.conversation is None
        assert history.story(line.record_id).exchanges == ()
        history.conversations.add(line.record_id, 0, exchange(), CONTEXT)
        assert history.verify().is_intact
        assert list(history.list_records())[-1].conversation == exchange().transcript
    assert {table: read_table(records_file, table) for table in before} == before
    with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
        execute(records_file, "UPDATE exchange SET transcript = 'x'")
    (backup,) = (records_file.parent / "backups").iterdir()
    assert "r0003" in backup.name


def test_that_a_database_from_before_captions_had_a_column_tells_them_there(
    records_file: Path,
) -> None:
    shutil.copyfile(FIXTURES / "v4.db", records_file)
    before = read_table(records_file, "exchange")
    with History.open(records_file, APP_VERSION) as history:
        said = [line.conversation for line in history.list_records() if line.conversation]
        assert said == [exchange().transcript]
        record_id = next(line.record_id for line in history.list_records() if line.conversation)
        history.conversations.add(record_id, 0, checked_caption(), CONTEXT)
        (line,) = (each for each in history.list_records() if each.record_id == record_id)
        assert (line.conversation, line.captions) == (said[0], checked_caption().transcript)
        assert history.verify().is_intact
    assert read_table(records_file, "exchange")[: len(before)] == before


def test_that_the_release_has_its_fixture() -> None:
    assert (FIXTURES / f"v{int(HEAD)}.db").exists()


SECOND = '''
"""Rebuild a fact table and add a column."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("verdict", recreate="always") as batch:
        batch.add_column(sa.Column("witness", sa.Text(), nullable=True))
    with op.batch_alter_table("inspection", recreate="always") as batch:
        batch.add_column(sa.Column("caption", sa.Text(), nullable=True))
'''


@pytest.fixture
def next_schema(tmp_path: Path) -> Schema:
    """Return the schema of an imagined next release that rebuilds two fact tables."""
    folder = tmp_path / "다음 100%" / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r0006_next.py").write_text(SECOND, encoding="utf-8")
    return Schema(head="0006", migrations=folder)


def test_that_an_older_database_is_backed_up_and_migrated(
    records_file: Path, next_schema: Schema
) -> None:
    make(records_file)
    before = {table: read_table(records_file, table) for table in ("verdict", "inspection")}
    next_schema.prepare(records_file, "0.2.0", timeout_s=5)
    assert fetch(records_file, "SELECT version_num FROM alembic_version") == "0006"
    for table, rows in before.items():
        after = read_table(records_file, table)
        assert [{name: row[name] for name in rows[0]} for row in after] == rows
        assert len(after[0]) == len(rows[0]) + 1
    (backup,) = (records_file.parent / "backups").iterdir()
    assert "r0005" in backup.name
    assert fetch(backup, "SELECT version_num FROM alembic_version") == "0005"
    assert len(read_table(backup, "inspection")) == 3
    event = read_table(records_file, "schema_event")[-1]
    assert (event["from_revision"], event["to_revision"]) == ("0005", "0006")
    assert event["app_version"] == "0.2.0"


def test_that_triggers_and_chain_survive_rebuilt_tables(
    records_file: Path, next_schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(records_file)
    next_schema.prepare(records_file, "0.2.0", timeout_s=5)
    found = fetch_all(records_file, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert sorted(found) == sorted((name, statement) for name, _, statement in triggers())
    with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
        execute(records_file, "UPDATE verdict SET note = 'x'")
    assert fetch_all(records_file, "PRAGMA foreign_key_check") == []
    # The program of that release would have this head.
    monkeypatch.setattr(schema.Schema.__init__, "__defaults__", ("0006", next_schema.migrations))
    with History.open(records_file, "0.2.0") as history:
        assert history.verify().is_intact
        history.record_inspection(ng_inspection(9), CONTEXT)
        assert history.verify().is_intact


def test_that_a_failing_migration_changes_nothing(records_file: Path, next_schema: Schema) -> None:
    make(records_file)
    script = next_schema.migrations / "versions" / "r0006_next.py"
    script.write_text(f"{SECOND}    op.drop_table('no_such_table')\n", encoding="utf-8")
    before = read_table(records_file, "verdict")
    with pytest.raises(Exception, match="no_such_table"):
        next_schema.prepare(records_file, "0.2.0", timeout_s=5)
    assert read_table(records_file, "verdict") == before
    with History.open(records_file, APP_VERSION) as history:
        assert history.verify().is_intact


def test_that_a_newer_database_is_refused_in_words(records_file: Path, next_schema: Schema) -> None:
    make(records_file)
    next_schema.prepare(records_file, "0.2.0", timeout_s=5)
    before = records_file.read_bytes()
    error = refusal(records_file)
    assert error.code == "records_newer"
    assert error.details == {"file": str(records_file), "found": "0006", "known": HEAD}
    assert records_file.read_bytes() == before


def test_that_a_database_of_another_program_is_refused(records_file: Path) -> None:
    execute(records_file, "CREATE TABLE notes (text)")
    assert refusal(records_file).code == "records_foreign"
    execute(records_file, "CREATE TABLE alembic_version (version_num)")
    assert refusal(records_file).code == "records_foreign"
    execute(records_file, "INSERT INTO alembic_version VALUES ('a1b2c3')")
    assert refusal(records_file).code == "records_foreign"
    assert fetch_all(records_file, "SELECT name FROM sqlite_master") == [
        ("notes",),
        ("alembic_version",),
    ]


@pytest.mark.parametrize("content", [b"This is no database." * 100, b"\x00" * 4096])
def test_that_a_file_that_is_no_database_is_refused_and_kept(
    records_file: Path, content: bytes
) -> None:
    records_file.write_bytes(content)
    assert refusal(records_file).code == "records_damaged"
    assert records_file.read_bytes() == content


def test_that_a_damaged_page_is_said(records_file: Path) -> None:
    with History.open(records_file, APP_VERSION) as history:
        for number in range(30):
            history.record_inspection(ng_inspection(number), CONTEXT)
    content = bytearray(records_file.read_bytes())
    content[-20 * 4096 :] = b"\xa5" * (20 * 4096)
    records_file.write_bytes(bytes(content))
    with History.open(records_file, APP_VERSION) as history, pytest.raises(RecordsError) as caught:
        history.verify()
    assert caught.value.code == "records_damaged"


def test_that_a_network_share_is_refused_with_the_reason(
    records_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "is_network_share", lambda folder: folder == records_file.parent)
    error = refusal(records_file)
    assert error.code == "records_network_share"
    assert error.details == {"folder": str(records_file.parent)}
    assert not records_file.exists()


def test_that_a_database_that_lost_its_wal_mode_gets_it_back(records_file: Path) -> None:
    History.open(records_file, APP_VERSION).close()
    with closing(sqlite3.connect(records_file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    with History.open(records_file, APP_VERSION) as history:
        assert history.verify().rows_checked == 1
    assert fetch(records_file, "PRAGMA journal_mode") == "wal"
