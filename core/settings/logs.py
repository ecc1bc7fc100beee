"""One rotating log per kind of process, and hooks so that no failure goes unwritten."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from typing_extensions import override

from core.settings.paths import DataDir

ProcessKind = Literal["gui", "host", "cli"]

_MAX_BYTES: Final = 2_000_000
_BACKUPS: Final = 3
_FORMAT: Final = "%(asctime)s %(levelname)s %(process)d %(threadName)s %(name)s: %(message)s"
_TAIL_BYTES: Final = 64_000

_logger = logging.getLogger(__name__)


class SharedLogHandler(RotatingFileHandler):
    """A rotating file that goes on when it cannot rotate.

    Two commands may write the same log, and Windows does not rename a file that another process
    holds open; a log that grows past its limit is better than a lost line.
    """

    @override
    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()


class LogSession:
    """Logging of one process, from its start until :meth:`close`.

    Parameters
    ----------
    data_dir : DataDir
        Its ``logs`` folder takes the file ``<kind>.log`` and, for crashes of the interpreter
        itself, ``<kind>-crash.log``.
    kind : {"gui", "host", "cli"}
        Kind of process.
    level : int
        Lowest level that is written.
    """

    def __init__(self, data_dir: DataDir, kind: ProcessKind, *, level: int = logging.INFO) -> None:
        self.file: Path = data_dir.logs / f"{kind}.log"
        self.crash_file: Path = data_dir.logs / f"{kind}-crash.log"
        self._undo: list[Callable[[], object]] = []
        self._write_log(level)
        self._write_crashes()
        self._hook_exceptions()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put everything back as it was; may be called twice."""
        while self._undo:
            self._undo.pop()()

    def last_lines(self, count: int = 20) -> list[str]:
        """Return the newest lines of the log, and of the crash file if it has any."""
        lines = [*last_lines(self.file, count), *last_lines(self.crash_file, count)]
        return lines[-count:]

    def _write_log(self, level: int) -> None:
        handler = SharedLogHandler(
            self.file, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8",
            errors="backslashreplace",
        )  # fmt: skip
        handler.setFormatter(logging.Formatter(_FORMAT))
        root = logging.getLogger()
        before = root.level
        root.addHandler(handler)
        root.setLevel(level)
        logging.captureWarnings(capture=True)
        self._undo += [
            handler.close,
            lambda: root.removeHandler(handler),
            lambda: root.setLevel(before),
            lambda: logging.captureWarnings(capture=False),
        ]

    def _write_crashes(self) -> None:
        was_enabled = faulthandler.is_enabled()
        stream = self.crash_file.open("a", encoding="utf-8")
        faulthandler.enable(file=stream)

        def restore() -> None:
            if was_enabled and sys.__stderr__ is not None:
                faulthandler.enable(file=sys.__stderr__)
            else:
                faulthandler.disable()
            stream.close()

        self._undo.append(restore)

    def _hook_exceptions(self) -> None:
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = _log_uncaught
        threading.excepthook = _log_thread
        sys.unraisablehook = _log_unraisable

        def restore() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before

        self._undo.append(restore)


def last_lines(file: Path, count: int = 20) -> list[str]:
    """Return the last lines of a text file.

    Parameters
    ----------
    file : Path
        UTF-8; bytes that are not are shown as escapes.
    count : int
        Lines at most; lines further back than 64 kB from the end are not looked for.

    Returns
    -------
    list of str
        Oldest first, without line ends; empty if there is no such file.
    """
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _TAIL_BYTES))
            tail = stream.read().decode("utf-8", "backslashreplace")
    except FileNotFoundError:
        return []
    return list(deque(tail.splitlines(), maxlen=count))


def _log_uncaught(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _logger.critical("uncaught exception", exc_info=(kind, problem, trace))
    sys.__excepthook__(kind, problem, trace)


def _log_thread(details: threading.ExceptHookArgs) -> None:
    name = details.thread.name if details.thread else "?"
    problem = details.exc_value
    if problem is None or issubclass(details.exc_type, SystemExit):
        return
    _logger.critical(
        "uncaught exception in thread %s",
        name,
        exc_info=(details.exc_type, problem, details.exc_traceback),
    )


def _log_unraisable(details: object) -> None:
    """Log what happened where no caller could be told, such as in ``__del__``."""
    problem: BaseException | None = getattr(details, "exc_value", None)
    _logger.error(
        "%s: %r",
        getattr(details, "err_msg", None) or "exception ignored in",
        getattr(details, "object", None),
        exc_info=problem,
    )
