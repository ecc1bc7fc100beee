from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from core.domain.inspections import Inspection
from core.domain.verdicts import RecordContext
from core.errors import DefectScribeError, RecordsError
from core.records.history import History
from tests.core.records.builders import ng_inspection
from ui.workers.storage_tasks import DiskTask, StorageState, StorageTask
from ui.workers.storage_thread import StorageThread


class _FakeHistory:
    """A history that can be told to fail."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.trouble: Exception | None = None
        self.is_closed = False
        self.gate: threading.Event | None = None

    def write(self, word: str) -> str:
        if self.gate is not None:
            self.gate.wait(20)
        if self.trouble is not None:
            raise self.trouble
        self.written.append(word)
        return f"{word}!"

    def close(self) -> None:
        self.is_closed = True


class _Rig:
    """A storage thread over a fake history, and what came back."""

    def __init__(self, *, retry_ms: int = 60_000) -> None:
        self.history = _FakeHistory()
        self.open_trouble: DefectScribeError | None = None
        self.done: list[object] = []
        self.errors: list[str] = []
        self.states: list[StorageState] = []
        self.threads: set[QThread] = set()
        self.thread = StorageThread(self._open, retry_ms=retry_ms)
        self.thread.state_changed.connect(self.states.append)

    def _open(self) -> History:
        if self.open_trouble is not None:
            raise self.open_trouble
        return cast(History, self.history)

    def write(self, word: str, *, keep: bool = True) -> None:
        self.thread.submit(
            StorageTask(
                work=self.work(word),
                on_done=self._on_done,
                on_error=lambda error: self.errors.append(error.code),
                name=word,
                keep=keep,
            )
        )

    @staticmethod
    def work(word: str) -> Callable[[History], str]:
        return lambda history: cast(_FakeHistory, history).write(word)

    def _on_done(self, result: object) -> None:
        self.done.append(result)
        self.threads.add(QThread.currentThread())


def _locked() -> RecordsError:
    return RecordsError("records_locked", file="records.sqlite", problem="locked")


@pytest.fixture
def rig() -> Iterator[_Rig]:
    rig = _Rig()
    yield rig
    rig.thread.finish(5000)


def test_that_tasks_are_done_in_order_and_results_come_to_the_window(
    rig: _Rig, qtbot: QtBot
) -> None:
    for number in range(50):
        rig.write(str(number), keep=number % 2 == 0)
    rig.thread.start()
    qtbot.waitUntil(lambda: len(rig.done) == 50)
    assert rig.history.written == [str(number) for number in range(50)]
    assert rig.done == [f"{number}!" for number in range(50)]
    assert rig.threads == {rig.thread.thread()}
    qtbot.waitUntil(lambda: rig.thread.state == StorageState(is_open=True))


def test_that_the_window_can_go_on_while_the_storage_is_slow(rig: _Rig, qtbot: QtBot) -> None:
    rig.history.gate = threading.Event()
    rig.thread.start()
    rig.write("느린 저장")
    qtbot.wait(30)
    assert rig.thread.state.waiting == 1
    assert rig.thread.unwritten == ("느린 저장",)
    rig.history.gate.set()
    qtbot.waitUntil(lambda: rig.done == ["느린 저장!"])


def test_that_a_read_that_fails_is_told_and_not_kept(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    rig.history.trouble = _locked()
    rig.write("read", keep=False)
    qtbot.waitUntil(lambda: rig.errors == ["records_locked"])
    assert rig.thread.state.unsaved == ()


@pytest.mark.parametrize("code", ["records_locked", "records_full", "records_read_only"])
def test_that_a_verdict_that_cannot_be_written_is_kept_and_shown_as_unsaved(
    rig: _Rig, qtbot: QtBot, code: str
) -> None:
    rig.thread.start()
    rig.history.trouble = RecordsError(code, file="a", problem="b")
    rig.write("a.png: NG")
    qtbot.waitUntil(lambda: rig.errors == [code])
    assert rig.thread.state.unsaved == ("a.png: NG",)
    assert rig.thread.state.trouble is not None
    assert rig.thread.state.trouble.code == code
    rig.history.trouble = None
    rig.thread.retry()
    qtbot.waitUntil(lambda: rig.done == ["a.png: NG!"])
    qtbot.waitUntil(lambda: rig.thread.state == StorageState(is_open=True))
    assert rig.errors == [code]


def test_that_no_verdict_overtakes_one_that_is_not_written_yet(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    rig.history.trouble = _locked()
    rig.write("first")
    qtbot.waitUntil(lambda: len(rig.errors) == 1)
    rig.history.trouble = None
    rig.write("second")
    rig.write("read", keep=False)
    qtbot.waitUntil(lambda: len(rig.errors) == 2)
    assert rig.history.written == ["read"]
    rig.thread.retry()
    qtbot.waitUntil(lambda: len(rig.done) == 3)
    assert rig.history.written == ["read", "first", "second"]


def test_that_trying_in_vain_keeps_order_and_tells_nobody_twice(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    rig.history.trouble = _locked()
    for word in ("a", "b", "c"):
        rig.write(word)
    qtbot.waitUntil(lambda: len(rig.errors) == 3)
    rig.history.trouble = RecordsError("records_full", file="a", problem="b")
    rig.thread.retry()
    qtbot.waitUntil(lambda: _trouble(rig) == "records_full")
    assert rig.thread.state.unsaved == ("a", "b", "c")
    assert len(rig.errors) == 3
    rig.history.trouble = None
    rig.thread.retry()
    qtbot.waitUntil(lambda: rig.history.written == ["a", "b", "c"])


def test_that_unsaved_work_is_tried_again_by_itself(qtbot: QtBot) -> None:
    rig = _Rig(retry_ms=30)
    rig.thread.start()
    rig.history.trouble = _locked()
    rig.write("a")
    qtbot.waitUntil(lambda: len(rig.errors) == 1)
    rig.history.trouble = None
    qtbot.waitUntil(lambda: rig.done == ["a!"])
    rig.thread.finish()


def test_that_a_mistake_in_a_task_is_told_and_does_not_block_the_others(
    rig: _Rig, qtbot: QtBot, expected_warnings: list[object]
) -> None:
    rig.thread.start()
    rig.history.trouble = ZeroDivisionError()
    rig.write("a")
    qtbot.waitUntil(lambda: rig.errors == ["internal"])
    rig.history.trouble = None
    rig.write("b")
    qtbot.waitUntil(lambda: rig.done == ["b!"])
    assert len(expected_warnings) == 1


def test_that_a_refusal_of_the_facts_is_no_storage_trouble(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    rig.history.trouble = RecordsError("verdict_nothing_to_retract", record_id="1")
    rig.write("a")
    qtbot.waitUntil(lambda: rig.errors == ["verdict_nothing_to_retract"])
    assert rig.thread.state.unsaved == ()


def test_that_a_full_disk_told_by_the_system_is_put_into_words(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    rig.history.trouble = OSError(28, "No space left on device", "crop.png")
    rig.write("a")
    qtbot.waitUntil(lambda: rig.errors == ["records_full"])
    assert rig.thread.state.unsaved == ("a",)
    rig.history.trouble = None


def test_that_a_history_that_cannot_be_opened_keeps_what_was_to_be_written(
    rig: _Rig, qtbot: QtBot
) -> None:
    rig.open_trouble = RecordsError("records_damaged", file="a", problem="b")
    rig.thread.start()
    qtbot.waitUntil(lambda: _trouble(rig) == "records_damaged")
    rig.write("a")
    rig.write("read", keep=False)
    qtbot.waitUntil(lambda: len(rig.errors) == 2)
    assert rig.thread.state.unsaved == ("a",)
    rig.open_trouble = None
    rig.thread.retry()
    qtbot.waitUntil(lambda: rig.done == ["a!"])
    qtbot.waitUntil(lambda: rig.thread.state == StorageState(is_open=True))


def test_that_closing_finishes_what_waits(rig: _Rig, qtbot: QtBot) -> None:
    rig.thread.start()
    for number in range(20):
        rig.write(str(number))
    assert rig.thread.finish()
    assert len(rig.done) == 20
    assert rig.history.is_closed


def test_that_closing_tries_unsaved_work_once_more_and_names_what_is_lost(
    rig: _Rig, qtbot: QtBot
) -> None:
    rig.thread.start()
    rig.history.trouble = _locked()
    rig.write("a")
    rig.write("b")
    qtbot.waitUntil(lambda: len(rig.errors) == 2)
    assert not rig.thread.finish()
    assert rig.thread.unwritten == ("a", "b")
    assert rig.history.is_closed


def test_that_closing_has_an_end_though_much_waits(rig: _Rig, qtbot: QtBot) -> None:
    rig.history.gate = threading.Event()
    rig.thread.start()
    for number in range(5):
        rig.write(str(number))
    threading.Timer(0.2, rig.history.gate.set).start()
    assert not rig.thread.finish(50)
    assert rig.thread.isFinished()
    assert rig.history.written == ["0"]
    assert rig.thread.unwritten == ("1", "2", "3", "4")


def test_that_work_after_closing_is_refused(rig: _Rig) -> None:
    rig.thread.start()
    rig.thread.finish()
    rig.write("late")
    assert rig.errors == ["cancelled"]


def test_that_files_can_be_written_though_the_history_cannot_be_opened(
    rig: _Rig, qtbot: QtBot
) -> None:
    rig.open_trouble = _locked()
    rig.thread.start()
    rig.thread.submit(DiskTask(work=lambda: "saved", on_done=rig.done.append))
    qtbot.waitUntil(lambda: rig.done == ["saved"])


def _trouble(rig: _Rig) -> str:
    return rig.thread.state.trouble.code if rig.thread.state.trouble else ""


def test_that_a_verdict_survives_a_database_that_another_program_holds(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "기록" / "records.sqlite"
    thread = StorageThread(lambda: History.open(path, "1.0", timeout_s=0.1), retry_ms=60_000)
    errors: list[str] = []
    ids: list[str] = []
    inspection: Inspection = ng_inspection()
    thread.start()
    qtbot.waitUntil(lambda: thread.state.is_open, timeout=20_000)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    thread.submit(
        StorageTask(
            work=lambda history: history.record_inspection(inspection, RecordContext()),
            on_done=ids.append,
            on_error=lambda error: errors.append(error.code),
            name="a.png",
            keep=True,
        )
    )
    qtbot.waitUntil(lambda: errors == ["records_locked"], timeout=20_000)
    other.execute("ROLLBACK")
    other.close()
    thread.retry()
    qtbot.waitUntil(lambda: len(ids) == 1, timeout=20_000)
    assert thread.finish()
    with History.open(path, "1.0") as history:
        assert history.story(ids[0]).record_id == ids[0]
