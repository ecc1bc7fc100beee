"""Noticing threads and child processes that a test leaves running, and who started them."""

from __future__ import annotations

import inspect
import multiprocessing
import multiprocessing.process
import subprocess
import threading
import time
import weakref
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest

_PROJECT = Path(__file__).resolve().parents[2]
_GRACE_S = 1.0
_STEP_S = 0.01

Running = threading.Thread | multiprocessing.process.BaseProcess | subprocess.Popen[Any]
ThingT = TypeVar("ThingT")
P = ParamSpec("P")

_started_at: weakref.WeakKeyDictionary[object, str] = weakref.WeakKeyDictionary()


def remember_starts(patch: pytest.MonkeyPatch) -> None:
    """Note the line of every start from now on; this costs microseconds a start."""
    patch.setattr(threading.Thread, "start", _noting(threading.Thread.start))
    process = multiprocessing.process.BaseProcess
    patch.setattr(process, "start", _noting(process.start))
    patch.setattr(subprocess.Popen, "__init__", _noting(subprocess.Popen.__init__))


class LeakWatch:
    """What runs now is known; what runs later is a leak."""

    def __init__(self) -> None:
        self._known: weakref.WeakSet[Running] = weakref.WeakSet(_running())

    def leaks(self) -> list[str]:
        """Return one line for each leak, after a moment for what is just ending; end processes."""
        deadline = time.monotonic() + _GRACE_S
        while (left := self._left()) and time.monotonic() < deadline:
            time.sleep(_STEP_S)
        return [_end(thing) for thing in left]

    def _left(self) -> list[Running]:
        return [thing for thing in _running() if thing not in self._known]


def _noting(method: Callable[Concatenate[ThingT, P], None]) -> Callable[..., None]:
    @wraps(method)
    def start(thing: ThingT, /, *args: P.args, **options: P.kwargs) -> None:
        _started_at[thing] = _project_line()
        method(thing, *args, **options)

    return start


def _project_line() -> str:
    """Return file and line of the innermost caller that is code of this project."""
    frame: FrameType | None = inspect.currentframe()
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        inside = file.is_relative_to(_PROJECT) and ".venv" not in file.parts
        if inside and file != Path(__file__):
            return f"{file.relative_to(_PROJECT)}:{frame.f_lineno}"
        frame = frame.f_back
    return "unknown line"


def _running() -> list[Running]:
    threads = [thread for thread in threading.enumerate() if not _belongs_to_library(thread)]
    known = list(_started_at)
    # A command whose start failed has no pid.
    commands = [
        thing
        for thing in known
        if isinstance(thing, subprocess.Popen) and hasattr(thing, "pid") and thing.poll() is None
    ]
    return [*threads, *multiprocessing.active_children(), *commands]


def _belongs_to_library(thread: threading.Thread) -> bool:
    """Tell of threads that libraries keep for the life of the process."""
    # tqdm's monitor (started by transformers); Python threads seen from Qt or torch are dummies.
    return type(thread).__name__ in {"TMonitor", "_DummyThread"}


def _end(thing: Running) -> str:
    line = _started_at.get(thing, "unknown line")
    if isinstance(thing, threading.Thread):
        return f"thread {thing.name!r}, started at {line}"
    thing.kill()
    if isinstance(thing, subprocess.Popen):
        thing.communicate()
        return f"command {thing.args!r}, started at {line}"
    thing.join()
    return f"process {thing.name!r}, started at {line}"
