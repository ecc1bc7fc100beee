from __future__ import annotations

import faulthandler
import gc
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import logs
from core.settings.logs import LogSession, last_lines
from core.settings.paths import DataDir

_PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def session(data_dir: DataDir) -> Iterator[LogSession]:
    with LogSession(data_dir, "cli") as opened:
        yield opened


def test_that_korean_and_broken_text_reach_the_log(session: LogSession) -> None:
    logging.getLogger("x").info("경로 %s", "한글 경로/\ud800.png")
    assert "경로 한글 경로/\\ud800.png" in session.file.read_text(encoding="utf-8")
    assert session.file.name == "cli.log"


def test_that_python_warnings_reach_the_log(
    session: LogSession, expected_warnings: list[logging.LogRecord]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        # Entering the block put the display function of pytest's recorder in place.
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("old lens", UserWarning, stacklevel=1)
    assert "old lens" in session.file.read_text(encoding="utf-8")
    assert expected_warnings


def test_that_the_log_rotates(session: LogSession, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = next(h for h in logging.getLogger().handlers if isinstance(h, logs.SharedLogHandler))
    monkeypatch.setattr(handler, "maxBytes", 500)
    for number in range(50):
        logging.getLogger("x").info("line %d", number)
    assert session.file.stat().st_size <= 500
    assert session.file.with_name("cli.log.1").exists()
    assert "line 49" in session.last_lines(1)[0]


def test_that_a_log_that_cannot_rotate_goes_on(
    session: LogSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: object, source: str, target: str) -> None:
        raise PermissionError(13, f"{source} is open elsewhere", target)

    handler = next(h for h in logging.getLogger().handlers if isinstance(h, logs.SharedLogHandler))
    monkeypatch.setattr(handler, "maxBytes", 200)
    monkeypatch.setattr(logs.SharedLogHandler, "rotate", held)
    for number in range(20):
        logging.getLogger("x").info("line %d", number)
    text = session.file.read_text(encoding="utf-8")
    assert all(f"line {number}" in text for number in range(20))


def test_that_a_failing_thread_is_logged_with_its_trace(
    session: LogSession, expected_warnings: list[logging.LogRecord]
) -> None:
    def fail() -> None:
        message = "the lamp went out"
        raise RuntimeError(message)

    thread = threading.Thread(target=fail, name="watcher")
    thread.start()
    thread.join()
    text = session.file.read_text(encoding="utf-8")
    assert "uncaught exception in thread watcher" in text
    assert "the lamp went out" in text
    assert len(expected_warnings) == 1


def test_that_a_failing_finalizer_is_logged(
    session: LogSession, expected_warnings: list[logging.LogRecord]
) -> None:
    class Broken:
        def __del__(self) -> None:
            message = "cannot close"
            raise RuntimeError(message)

    broken = Broken()
    del broken
    gc.collect()
    assert "cannot close" in session.file.read_text(encoding="utf-8")
    assert len(expected_warnings) == 1


def test_that_closing_puts_everything_back(data_dir: DataDir) -> None:
    root = logging.getLogger()
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, root.level)
    handlers = list(root.handlers)
    session = LogSession(data_dir, "gui")
    assert sys.excepthook is not before[0]
    session.close()
    session.close()
    assert before == (sys.excepthook, threading.excepthook, sys.unraisablehook, root.level)
    assert root.handlers == handlers
    assert faulthandler.is_enabled()


def _run_child(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    lines = (
        "from pathlib import Path",
        "from core.settings.logs import LogSession",
        "from core.settings.paths import DataDir",
        f"session = LogSession(DataDir.open(Path({str(folder)!r})), 'host')",
        code,
    )
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_that_an_uncaught_exception_is_logged_and_still_shown(data_dir: DataDir) -> None:
    done = _run_child("raise RuntimeError('렌즈 오류')", data_dir.root)
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert "RuntimeError: 렌즈 오류" in last_lines(data_dir.logs / "host.log")[-1]


def test_that_a_crash_of_the_interpreter_leaves_the_line_it_died_on(data_dir: DataDir) -> None:
    done = _run_child("import ctypes; ctypes.string_at(0)", data_dir.root)
    assert done.returncode != 0
    crash = "\n".join(last_lines(data_dir.logs / "host-crash.log"))
    assert 'File "<string>", line 5' in crash


def test_that_the_last_lines_of_a_long_file_are_read_without_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "long.log"
    file.write_bytes("".join(f"줄 {n}\n" for n in range(100_000)).encode() + b"\xff end\n")
    assert last_lines(file, 2) == ["줄 99999", "\\xff end"]
    assert last_lines(tmp_path / "absent.log") == []
