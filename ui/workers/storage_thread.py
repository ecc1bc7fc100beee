"""The one thread of the window's process that reads and writes records."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from typing_extensions import override

from core.errors import DefectScribeError
from ui.workers.mailbox import Mailbox
from ui.workers.storage_runner import AnyTask, Retry, Stop, StorageRunner, Ticket
from ui.workers.storage_tasks import (
    Answer,
    DiskTask,
    Done,
    Failed,
    Opened,
    OpenFailed,
    Retried,
    StorageState,
    StorageTask,
)

if TYPE_CHECKING:
    from core.records.history import History

RETRY_MS: Final = 10_000
FINISH_MS: Final = 15_000
"""Longer than the history waits for another program that writes."""

ResultT = TypeVar("ResultT")


class StorageThread(QThread):
    """Opens the history and does tasks in the order they were given.

    Methods are called, and callbacks come, in the thread that made this object. A kept task that
    fails because the storage does not work stays in memory; it is tried again by :meth:`retry`,
    every ten seconds, and before the next kept task, so that kept tasks are written in order.

    Parameters
    ----------
    open_history : callable
        Called in the thread; imports what it needs itself.
    parent : QObject, optional
        Owner.
    retry_ms : int
        How often unsaved work is tried again.

    Signals
    -------
    state_changed : object
        The new :class:`StorageState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        open_history: Callable[[], History],
        parent: QObject | None = None,
        *,
        retry_ms: int = RETRY_MS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("storage")
        self._mailbox = Mailbox(self)
        self._mailbox.arrived.connect(self._on_answer)
        self._runner = StorageRunner(open_history, self._mailbox.put)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, AnyTask] = {}
        self._unsaved: dict[int, AnyTask] = {}
        self._state = StorageState()
        self._is_closing = False
        self._retry_timer = QTimer(self, interval=retry_ms)
        self._retry_timer.timeout.connect(self.retry)

    @property
    def state(self) -> StorageState:
        """How the storage is doing."""
        return self._state

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Names of the kept tasks that have not been written yet, tried or not."""
        kept = {number: task for number, task in self._waiting.items() if _is_kept(task)}
        return tuple(task.name for _, task in sorted((self._unsaved | kept).items()))

    def submit(self, task: StorageTask[History, ResultT] | DiskTask[ResultT]) -> None:
        """Queue a task; after :meth:`finish` it is refused by ``on_error`` (``cancelled``)."""
        if self._is_closing:
            task.on_error(DefectScribeError("cancelled"))
            return
        number = next(self._numbers)
        self._waiting[number] = task
        self._runner.order(Ticket(number, task))
        self._tell(trouble=self._state.trouble)

    def retry(self) -> None:
        """Try unsaved work again now."""
        if self._unsaved and not self._is_closing and not self._state.is_retrying:
            self._runner.order(Retry())
            self._tell(is_retrying=True, trouble=self._state.trouble)

    def request_finish(self) -> None:
        """Take no more tasks, do those that wait, end; ``finished`` tells when.

        Unsaved work is tried once more. What then is still in ``state.unsaved`` was not written.
        """
        if not self._is_closing:
            self._is_closing = True
            self._retry_timer.stop()
            self._runner.order(Stop())

    def abandon(self) -> None:
        """Finish without trying again what could not be written, and without what waits."""
        self._runner.hurry()
        self.request_finish()

    def finish(self, timeout_ms: int = FINISH_MS) -> bool:
        """Finish, wait, and tell whether everything was written.

        When the time is over, tasks that were not begun are not begun any more; the one that runs
        is waited for, because a thread must not be torn down.
        """
        self.request_finish()
        if not self.wait(timeout_ms):
            self._runner.hurry()
            self.wait()
        self._mailbox.empty()
        return not self.unwritten

    @override
    def run(self) -> None:
        self._runner.run()

    def _on_answer(self, answer: Answer) -> None:
        match answer:
            case Opened():
                self._tell(is_open=True, trouble=self._state.trouble if self._unsaved else None)
            case OpenFailed():
                self._tell(trouble=answer.error)
            case Retried():
                self._tell(is_retrying=False, trouble=self._state.trouble)
            case Done():
                self._on_done(answer)
            case Failed():
                self._on_failed(answer)

    def _on_done(self, answer: Done) -> None:
        task = self._take(answer.number)
        all_is_well = _is_kept(task) and not self._unsaved
        self._tell(trouble=None if all_is_well else self._state.trouble)
        task.on_done(answer.result)

    def _on_failed(self, answer: Failed) -> None:
        is_first = answer.number in self._waiting
        task = self._take(answer.number)
        if answer.is_kept:
            self._unsaved[answer.number] = task
        self._tell(trouble=answer.error if answer.is_kept else self._state.trouble)
        if is_first:
            # Trying again in vain is shown by the state alone.
            task.on_error(answer.error)

    def _take(self, number: int) -> AnyTask:
        if number in self._waiting:
            return self._waiting.pop(number)
        return self._unsaved.pop(number)

    def _tell(
        self,
        *,
        is_open: bool | None = None,
        is_retrying: bool | None = None,
        trouble: DefectScribeError | None,
    ) -> None:
        """Make the state anew and tell it if it differs."""
        state = StorageState(
            is_open=self._state.is_open if is_open is None else is_open,
            waiting=len(self._waiting),
            unsaved=tuple(self._unsaved[number].name for number in sorted(self._unsaved)),
            is_retrying=self._state.is_retrying if is_retrying is None else is_retrying,
            trouble=trouble,
        )
        if state.unsaved and not self._is_closing:
            if not self._retry_timer.isActive():
                self._retry_timer.start()
        else:
            self._retry_timer.stop()
        if state != self._state:
            self._state = state
            self._emit_state_changed(state)

    def _emit_state_changed(self, state: StorageState) -> None:
        self.state_changed.emit(state)


def _is_kept(task: AnyTask) -> bool:
    return isinstance(task, StorageTask) and task.keep
