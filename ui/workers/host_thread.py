"""The thread that talks to the inference host."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from PySide6.QtCore import QObject, QThread, Signal
from typing_extensions import override

from core.errors import DefectScribeError, UsageError
from core.host.messages import ClientEvent, HostStopped, Job
from core.jobs.events import CancelReason, Failure, JobCancelled, JobFailed, JobSucceeded
from core.jobs.ids import JobId
from ui.workers.mailbox import Mailbox

STOP_MS: Final = 10_000
"""More than the client needs to end a host that does not come back."""

_logger = logging.getLogger(__name__)


class Client(Protocol):
    """What of :class:`core.host.client.HostClient` is used here."""

    def run_forever(self) -> None:
        """Serve until :meth:`stop`; never raises."""

    def submit(self, job: Job) -> JobId:
        """Queue a job."""

    def cancel(self, job_id: JobId) -> None:
        """Cancel a job."""

    def stop(self) -> None:
        """Let :meth:`run_forever` end."""


Deliver: TypeAlias = Callable[[ClientEvent], None]
ClientFactory: TypeAlias = Callable[[Deliver], Client]


class HostThread(QThread):
    """Runs a host client; its events arrive in the thread that made this object, in order.

    The client is made inside the thread, because importing the engine's values takes a while; jobs
    that are submitted before wait for it. Every job gets exactly one terminal event, also when the
    client cannot be made or the thread was stopped.

    Parameters
    ----------
    make_client : callable
        Gets the function that takes the events.
    parent : QObject, optional
        Owner.

    Signals
    -------
    event_arrived : object
        A :data:`core.host.messages.ClientEvent`. The last one is ``HostStopped``.
    waiting_changed : int
        How many jobs wait behind the running one.
    """

    event_arrived = Signal(object)
    waiting_changed = Signal(int)

    def __init__(self, make_client: ClientFactory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("host-client")
        self._make_client = make_client
        self._mailbox = Mailbox(self)
        self._mailbox.arrived.connect(self._emit_arrived)
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._early: list[Job] = []
        self._early_cancels: set[JobId] = set()
        self._is_over = False
        self._failure: Failure | None = None
        self._open: set[JobId] = set()
        self.event_arrived.connect(self._on_event)

    def submit(self, job: Job) -> JobId:
        """Queue a job; exactly one terminal event will follow.

        Raises
        ------
        UsageError
            ``job_submitted_twice``.
        """
        is_new = job.job_id not in self._open
        # Before it is handed over: its end may be told at once.
        self._open.add(job.job_id)
        try:
            self._hand_over(job)
        except UsageError:
            if is_new:
                self._open.discard(job.job_id)
            raise
        self._emit_waiting_changed()
        return job.job_id

    def cancel(self, job_id: JobId) -> None:
        """Cancel a job; one that has ended, or is not known, stays as it is."""
        with self._lock:
            if self._client is not None:
                self._client.cancel(job_id)
            else:
                self._early_cancels.add(job_id)

    def request_stop(self) -> None:
        """Ask for the end and return at once; ``finished`` tells when it has come."""
        with self._lock:
            self._is_over = True
            if self._client is not None:
                self._client.stop()
            elif not self.isRunning():
                self._refuse_early()

    def stop(self, timeout_ms: int = STOP_MS) -> bool:
        """Cancel all jobs, end the host and wait; True when the thread has ended.

        What was told until then is handed over before this returns.
        """
        self.request_stop()
        has_ended = self.wait(timeout_ms)
        self._mailbox.empty()
        return has_ended

    @override
    def run(self) -> None:
        try:
            client = self._make_client(self._mailbox.put)
        except Exception as error:
            _logger.exception("the client of the inference host cannot be made")
            self._give_up(error)
            return
        with self._lock:
            self._client = client
            for job in self._early:
                client.submit(job)
            for job_id in self._early_cancels:
                client.cancel(job_id)
            self._early.clear()
            if self._is_over:
                client.stop()
        client.run_forever()
        with self._lock:
            self._is_over = True

    def _hand_over(self, job: Job) -> None:
        with self._lock:
            if self._is_over:
                self._refuse(job)
            elif self._client is None:
                self._keep_early(job)
            else:
                self._client.submit(job)

    def _keep_early(self, job: Job) -> None:
        if any(job.job_id == early.job_id for early in self._early):
            raise UsageError("job_submitted_twice", job_id=job.job_id)
        self._early.append(job)

    def _give_up(self, error: Exception) -> None:
        known = error if isinstance(error, DefectScribeError) else DefectScribeError()
        with self._lock:
            self._is_over = True
            self._failure = Failure(known.code, known.details)
            self._refuse_early()
        self._mailbox.put(HostStopped())

    def _refuse_early(self) -> None:
        for job in self._early:
            self._refuse(job)
        self._early.clear()

    def _refuse(self, job: Job) -> None:
        if self._failure is not None:
            self._mailbox.put(JobFailed(job.job_id, self._failure))
        else:
            self._mailbox.put(JobCancelled(job.job_id, CancelReason.STOPPED))

    def _emit_arrived(self, event: ClientEvent) -> None:
        self.event_arrived.emit(event)

    def _on_event(self, event: ClientEvent) -> None:
        if isinstance(event, JobSucceeded | JobFailed | JobCancelled):
            self._open.discard(event.job_id)
            self._emit_waiting_changed()

    def _emit_waiting_changed(self) -> None:
        self.waiting_changed.emit(max(0, len(self._open) - 1))
