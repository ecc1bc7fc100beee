"""Long work beside the storage thread, so that a verdict never waits for it."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QThread
from typing_extensions import override

from core.errors import DefectScribeError
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress, no_progress
from ui.workers.mailbox import Mailbox

_TELL_S: Final = 0.1
"""Progress is told at most ten times a second."""

ResultT = TypeVar("ResultT")

_logger = logging.getLogger(__name__)


def _ignore(_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True, eq=False)
class Errand(Generic[ResultT]):
    """Work that may take long and may be cancelled; it records nothing.

    Attributes
    ----------
    work : callable
        Called in the thread with a token to check and a way to tell progress. It reads records, if
        any, with a connection of its own.
    on_done, on_error : callable
        Exactly one of them is called, in the window's thread; a cancelled errand ends with
        ``cancelled``.
    on_progress : callable
        Told how much is done, at most ten times a second.
    token : CancelToken
        Cancels the errand, also before it was begun.
    name : str
        For the log.
    """

    work: Callable[[CancelToken, Progress], ResultT]
    on_done: Callable[[ResultT], None] = _ignore
    on_error: Callable[[DefectScribeError], None] = _ignore
    on_progress: Callable[[int, int | None], None] = no_progress
    token: CancelToken = field(default_factory=CancelToken)
    name: str = ""


# Results of many types go through one queue; each errand's own callbacks know its type.
AnyErrand: TypeAlias = Errand[Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    number: int
    done: int
    total: int | None


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    number: int
    result: object


@dataclass(frozen=True, slots=True, eq=False)
class _Failed:
    number: int
    error: DefectScribeError


class ErrandThread(QThread):
    """Does errands one after the other; it starts with the first one.

    Methods are called, and callbacks come, in the thread that made this object.

    Parameters
    ----------
    name : str
        Of the thread.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, name: str = "errands", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._mailbox = Mailbox(self)
        self._mailbox.arrived.connect(self._on_answer)
        self._orders: SimpleQueue[tuple[int, AnyErrand] | None] = SimpleQueue()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, AnyErrand] = {}
        self._is_closing = False

    @property
    def is_idle(self) -> bool:
        """Whether no errand goes on or waits."""
        return not self._waiting

    def submit(self, errand: Errand[ResultT]) -> None:
        """Queue an errand; after :meth:`request_stop` it is refused (``cancelled``)."""
        if self._is_closing:
            errand.on_error(DefectScribeError("cancelled"))
            return
        number = next(self._numbers)
        self._waiting[number] = errand
        self._orders.put((number, errand))
        if not self.isRunning():
            self.start()

    def request_stop(self) -> None:
        """Cancel everything and end; ``finished`` tells when, if an errand was ever begun."""
        if not self._is_closing:
            self._is_closing = True
            for errand in self._waiting.values():
                errand.token.cancel()
            self._orders.put(None)

    def finish(self) -> None:
        """Stop, wait for the errand that goes on to see it, and tell what is still to be told."""
        self.request_stop()
        self.wait()
        self._mailbox.empty()

    @override
    def run(self) -> None:
        while (order := self._orders.get()) is not None:
            number, errand = order
            self._mailbox.put(_answer_of(number, errand, self._mailbox.put))

    def _on_answer(self, answer: _Told | _Done | _Failed) -> None:
        match answer:
            case _Told():
                self._waiting[answer.number].on_progress(answer.done, answer.total)
            case _Done():
                self._waiting.pop(answer.number).on_done(answer.result)
            case _Failed():
                self._waiting.pop(answer.number).on_error(answer.error)


class _Teller:
    """Tells progress seldom enough for the window."""

    def __init__(self, number: int, put: Callable[[object], None]) -> None:
        self._number = number
        self._put = put
        self._last_s = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        now_s = time.monotonic()
        if now_s - self._last_s >= _TELL_S:
            self._last_s = now_s
            self._put(_Told(self._number, done, total))


def _answer_of(number: int, errand: AnyErrand, put: Callable[[object], None]) -> _Done | _Failed:
    try:
        errand.token.check()
        return _Done(number, errand.work(errand.token, _Teller(number, put)))
    except DefectScribeError as error:
        return _Failed(number, error)
    except OSError as error:
        from core.records.failures import explain_os

        return _Failed(number, explain_os(error, Path(error.filename or "")))
    except Exception:
        _logger.exception("an errand failed: %s", errand.name)
        return _Failed(number, DefectScribeError())
