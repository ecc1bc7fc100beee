"""What goes wrong on a line, from the key to the record: nothing is judged by accident or lost."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.domain.outcomes import Outcome
from core.domain.verdicts import Verdict
from core.errors import RecordsError
from core.records.history import History
from core.settings.paths import DataDir
from tests.e2e.taught_window import (
    open_history,
    plates_to_judge,
    taught_play,
    verdicts_of,
)
from tests.support.window_play import Play, Scene
from ui.app import DONE, USAGE, run_gui
from ui.widgets.verdict.save_line import SaveLine

_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.rollback()
connection.close()
print("free", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def play(tmp_path: Path, qapp: QApplication) -> Play:
    """Return a taught product with an operator at work."""
    return taught_play(tmp_path)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Return three good plates and a scratched one."""
    return plates_to_judge(tmp_path)


@contextmanager
def _locked(data_root: Path) -> Iterator[Callable[[], None]]:
    """Lock the database in another process; the value releases it."""
    command = [sys.executable, "-c", _LOCK, str(DataDir(data_root).records_file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        told, answers = process.stdin, process.stdout

        def release() -> None:
            told.write("\n")
            told.flush()
            assert answers.readline() == "free\n"

        yield release


def _is_unsaved(play: Play, path: Path) -> bool:
    return f"{path.name}: OK" in play.desk.storage.state.unsaved


def _save_words(play: Play) -> str:
    line = play.place.verdict_bar.findChild(SaveLine)
    assert isinstance(line, SaveLine)
    return line.words


def test_that_closing_during_a_save_waits_for_a_database_another_program_holds(
    play: Play, paths: list[Path]
) -> None:
    with _locked(play.root) as release:
        asked: list[str] = []

        def scene() -> Scene:
            yield lambda: play.desk.storage.state.is_open
            yield play.is_ready
            yield play.has_keys
            play.key(Qt.Key.Key_O, "o")
            yield lambda: f"{paths[0].name}: OK" in play.desk.storage.state.unsaved
            assert play.place.browser.state_of(paths[0]).verdict is Outcome.OK
            assert f"{paths[0].name}: OK" in play.place.window.status.unsaved
            play.close()
            yield lambda: play.closing.question is not None
            question = play.closing.question
            assert question is not None
            asked.append(question.informativeText())
            release()
            play.press(question, "다시 저장")

        assert play.run(scene, paths[0].parent) == DONE
    assert f"{paths[0].name}: OK" in asked[0]
    assert verdicts_of(play) == {paths[0].name: Outcome.OK}
    assert play.is_intact()


def test_that_verdicts_wait_in_order_for_a_full_disk(
    play: Play, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = True
    write = History.record_verdict

    def record(history: History, verdict: Verdict) -> str:
        if is_full:
            raise RecordsError("records_full", file="records.sqlite", problem="disk is full")
        return write(history, verdict)

    monkeypatch.setattr(History, "record_verdict", record)

    def scene() -> Scene:
        nonlocal is_full
        for path in paths[:3]:
            yield play.when_ready(path)
            yield play.has_keys
            play.key(Qt.Key.Key_Space, " ")
            yield partial(_is_unsaved, play, path)
        assert "디스크" in _save_words(play)
        is_full = False
        play.place.window.status.retry_requested.emit()
        yield play.is_written
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    judged = [line for line in play.lines() if line.current_verdict is not None]
    assert {Path(line.file).name for line in judged} == {path.name for path in paths[:3]}
    given = sorted(
        (verdict.moment.utc, Path(line.file).name)
        for line in judged
        for verdict in play.story(line).verdicts
    )
    assert [name for _, name in given] == [path.name for path in paths[:3]]
    assert play.is_intact()


def test_that_a_read_only_data_folder_shows_scores_and_keepsverdicts_of(
    play: Play, paths: list[Path], expected_warnings: list[logging.LogRecord]
) -> None:
    history = open_history(DataDir(play.root), 5)

    class ReadOnly:
        """A history on a folder whose rights were taken away: reading works."""

        def __getattr__(self, name: str) -> object:
            return getattr(history, name)

        def record_inspection(self, *_: object) -> str:
            raise RecordsError("records_read_only", file="records.sqlite", problem="read-only")

        record_verdict = record_inspection

    play.open_history = ReadOnly  # type: ignore[assignment]  # stands in for a History
    words: list[str] = []

    def scene() -> Scene:
        yield play.is_ready
        yield play.has_keys
        play.key(Qt.Key.Key_O, "o")
        yield lambda: f"{paths[0].name}: OK" in play.desk.storage.state.unsaved
        words.append(_save_words(play))
        play.close()
        yield lambda: play.closing.question is not None
        question = play.closing.question
        assert question is not None
        play.press(question, "저장하지 않고 닫기")

    assert play.run(scene, paths[0].parent) == DONE
    assert words[0]
    # Whoever closes without saving has it in the log.
    assert any(f"{paths[0].name}: OK" in record.getMessage() for record in expected_warnings)


def test_that_a_data_folder_that_cannot_be_made_is_said_in_one_line(
    tmp_path: Path,
    qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert run_gui(tmp_path / "읽기 전용", None, None) == USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_that_an_unplugged_folder_is_said_and_the_verdicts_stay(
    play: Play, paths: list[Path]
) -> None:
    def scene() -> Scene:
        place = play.place
        yield play.is_ready
        yield play.has_keys
        play.key(Qt.Key.Key_O, "o")
        yield play.has_verdict(paths[0], Outcome.OK)
        yield play.is_written
        for path in paths:
            path.unlink()
        paths[0].parent.rmdir()
        place.browser.select(paths[2])  # the next one was decoded ahead
        yield lambda: bool(place.browser.state_of(paths[2]).problem)
        yield lambda: place.canvas.message is not None
        assert not place.examining.is_ready
        place.browser.refresh()
        yield lambda: place.browser.message.isVisible() or place.browser.empty.isVisible()
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    assert verdicts_of(play) == {paths[0].name: Outcome.OK}


def test_that_a_damaged_database_is_said_and_the_window_stays_usable(
    play: Play, paths: list[Path]
) -> None:
    DataDir(play.root).records_file.write_bytes(b"no database" * 100)
    play.open_history = partial(open_history, DataDir(play.root), 0.05)

    def scene() -> Scene:
        yield lambda: play.desk.storage.state.trouble is not None
        yield lambda: bool(play.place.browser.shown_paths())
        yield lambda: "records.sqlite" in play.place.window.status.currentMessage()
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(DataDir(play.root).records_file).execute("SELECT 1 FROM inspections")
