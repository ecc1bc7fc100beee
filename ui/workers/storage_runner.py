"""What happens inside the storage thread; free of Qt, so that it can be tested by itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from core.errors import DefectScribeError
from ui.workers.storage_tasks import (
    Answer,
    DiskTask,
    Done,
    Failed,
    Opened,
    OpenFailed,
    Retried,
    StorageTask,
)

_PAUSE_S: Final = 2.0
"""A new kept task does not ask a storage again that failed a moment ago."""
_OTHER_FAULTS: Final = frozenset({"record_unknown"})
_STORAGE_CODES: Final = ("records_", "settings_unwritable", "data_dir_")

_logger = logging.getLogger(__name__)


class Closable(Protocol):
    """A history, as far as the thread itself uses it."""

    def close(self) -> None:
        """Give the files back."""


HistoryT = TypeVar("HistoryT", bound=Closable)
# Results of many types go through one queue; each task's own callbacks know its type.
AnyStorageTask: TypeAlias = StorageTask[Any, Any]
AnyTask: TypeAlias = AnyStorageTask | DiskTask[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """A task with its number."""

    number: int
    task: AnyTask


@dataclass(frozen=True, slots=True)
class Retry:
    """Try what is kept again, now."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish what is waiting, then end."""


Order: TypeAlias = Ticket | Retry | Stop


class StorageRunner(Generic[HistoryT]):
    """Takes orders one after the other until :class:`Stop`.

    Parameters
    ----------
    open_history : callable
        Opens the history, or raises.
    answer : callable
        Takes what is to be told; called in the thread of :meth:`run`.
    """

    def __init__(
        self, open_history: Callable[[], HistoryT], answer: Callable[[Answer], None]
    ) -> None:
        self._open_history = open_history
        self._answer = answer
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._history: HistoryT | None = None
        self._stuck: list[Ticket] = []
        self._trouble: tuple[DefectScribeError, float] | None = None
        self._is_hurried = False

    def order(self, order: Order) -> None:
        """Give an order; from any thread."""
        self._orders.put(order)

    def hurry(self) -> None:
        """Do not try waiting tasks any more: the program cannot wait longer."""
        self._is_hurried = True

    def run(self) -> None:
        """Open the history and work; returns after :class:`Stop`, with the history closed."""
        try:
            self._open()
        except DefectScribeError as error:
            self._answer(OpenFailed(error))
        while not isinstance(order := self._orders.get(), Stop):
            if isinstance(order, Retry):
                self._retry()
                self._answer(Retried())
            else:
                self._take(order)
        if self._stuck and not self._is_hurried:
            self._retry()
        if self._history is not None:
            self._history.close()

    def _take(self, ticket: Ticket) -> None:
        if self._is_hurried:
            self._put_aside(ticket, DefectScribeError("cancelled"))
            return
        if self._is_kept(ticket.task) and self._stuck:
            # Verdicts are facts in an order: none overtakes one that is not written yet.
            if not self._has_just_failed():
                self._retry()
            if self._stuck and self._trouble is not None:
                self._put_aside(ticket, self._trouble[0])
                return
        self._attempt(ticket)

    def _retry(self) -> None:
        stuck, self._stuck = self._stuck, []
        while stuck:
            if not self._attempt(stuck[0]):
                break
            stuck.pop(0)
        # A failed attempt has put its ticket aside already.
        self._stuck += stuck[1:]

    def _attempt(self, ticket: Ticket) -> bool:
        """Do a task and tell how it went; False if it was put aside."""
        try:
            result = self._do(ticket.task)
        except DefectScribeError as error:
            return not self._fail(ticket, error)
        except OSError as error:
            return not self._fail(ticket, _in_words(error))
        except Exception:
            _logger.exception("a storage task failed: %s", ticket.task.name)
            return not self._fail(ticket, DefectScribeError())
        if self._is_kept(ticket.task):
            self._trouble = None
        self._answer(Done(ticket.number, result))
        return True

    def _do(self, task: AnyTask) -> object:
        if isinstance(task, DiskTask):
            return task.work()
        return task.work(self._open())

    def _fail(self, ticket: Ticket, error: DefectScribeError) -> bool:
        if self._is_kept(ticket.task) and (self._history is None or _is_storage_trouble(error)):
            self._trouble = (error, time.monotonic())
            self._put_aside(ticket, error)
            return True
        self._answer(Failed(ticket.number, error, is_kept=False))
        return False

    def _put_aside(self, ticket: Ticket, error: DefectScribeError) -> None:
        is_kept = self._is_kept(ticket.task)
        if is_kept:
            self._stuck.append(ticket)
        self._answer(Failed(ticket.number, error, is_kept=is_kept))

    def _open(self) -> HistoryT:
        if self._history is None:
            self._history = self._open_history()
            self._answer(Opened())
        return self._history

    def _has_just_failed(self) -> bool:
        return self._trouble is not None and time.monotonic() - self._trouble[1] < _PAUSE_S

    @staticmethod
    def _is_kept(task: AnyTask) -> bool:
        return isinstance(task, StorageTask) and task.keep


def _is_storage_trouble(error: DefectScribeError) -> bool:
    return error.code.startswith(_STORAGE_CODES) and error.code not in _OTHER_FAULTS


def _in_words(error: OSError) -> DefectScribeError:
    # Loads the database library, which this thread has loaded before or is about to.
    from core.records.failures import explain_os

    return explain_os(error, Path(error.filename or ""))
