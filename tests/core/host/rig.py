"""A client served by a thread, and its events to wait for."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from core.host.actions import HostLimits
from core.host.client import HostClient
from core.host.messages import ClientEvent, HostReady, ItemFailurePolicy, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import (
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobSucceeded,
    TerminalEvent,
)
from core.jobs.ids import JobId
from tests.core.host.fake_engine import ENGINE, FakeConfig

EventT = TypeVar("EventT")

QUICK = HostLimits(grace_s=0.3, slow_grace_s=5.0, backoff_s=(0.0, 0.02))
PATIENCE_S = 30.0
# On Windows any signal but two ends the process at once.
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Seen:
    """An event and when it came."""

    event: ClientEvent
    at_s: float


class Rig:
    """Starts a client; leaves nothing behind."""

    def __init__(
        self,
        log_dir: Path,
        config: object = None,
        *,
        limits: HostLimits = QUICK,
        engine: str = ENGINE,
        listener: Callable[[ClientEvent], None] | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._seen: list[Seen] = []
        self._news = threading.Condition()
        self._listener = listener
        self._patience_s = patience_s
        self.log_dir = log_dir
        self.client = HostClient(
            engine=engine,
            config=FakeConfig() if config is None else config,
            log_dir=log_dir,
            deliver=self._take,
            limits=limits,
        )
        self.thread = threading.Thread(target=self.client.run_forever, name="host-client")

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop the client and wait for it."""
        self.client.stop()
        assert self.client.wait_stopped(self._patience_s)
        self.thread.join()

    def submit(
        self,
        *values: object,
        goes_on: bool = False,
        priority: Priority = Priority.FOLDER,
        slot: str | None = None,
    ) -> JobId:
        """Submit a job with one item for each value, named ``item 0``, ``item 1``, ..."""
        return self.client.submit(job_of(*values, goes_on=goes_on, priority=priority, slot=slot))

    def events(self, job_id: JobId | None = None) -> list[ClientEvent]:
        """Return what was told so far, of one job if given."""
        with self._news:
            return [
                seen.event
                for seen in self._seen
                if job_id is None or getattr(seen.event, "job_id", None) == job_id
            ]

    def of(self, kind: type[EventT], job_id: JobId | None = None) -> list[EventT]:
        """Return the events of a kind."""
        return [event for event in self.events(job_id) if isinstance(event, kind)]

    def when(self, event: object) -> float:
        """Return when an event came."""
        with self._news:
            return next(seen.at_s for seen in self._seen if seen.event is event)

    def wait(self, kind: type[EventT], job_id: JobId | None = None, *, count: int = 1) -> EventT:
        """Wait for the ``count``-th event of a kind."""
        return self._wait_until(lambda: self.of(kind, job_id), count)

    def end_of(self, job_id: JobId) -> TerminalEvent:
        """Wait for a job's end."""
        return self._wait_until(lambda: self.ends_of(job_id), 1)

    def ends_of(self, job_id: JobId) -> list[TerminalEvent]:
        """Return the terminal events told so far."""
        return [
            event
            for event in self.events(job_id)
            if isinstance(event, JobSucceeded | JobFailed | JobCancelled)
        ]

    def results(self, job_id: JobId) -> list[object]:
        """Return the results told so far, in order."""
        return [event.result for event in self.of(ItemSucceeded, job_id)]

    def reported(self, job_id: JobId) -> list[int]:
        """Return the indexes of the items told as done or failed, in order."""
        events = self.events(job_id)
        return [event.index for event in events if isinstance(event, ItemSucceeded | ItemFailed)]

    def kill_host(self) -> int:
        """Kill the newest host that was ready, as the system does when memory runs out."""
        pid = self.of(HostReady)[-1].pid
        with suppress(ProcessLookupError):
            os.kill(pid, _KILL)
        return pid

    def _take(self, event: ClientEvent) -> None:
        with self._news:
            self._seen.append(Seen(event, time.monotonic()))
            self._news.notify_all()
        if self._listener is not None:
            self._listener(event)

    def _wait_until(self, found: Callable[[], Sequence[EventT]], count: int) -> EventT:
        end_s = time.monotonic() + self._patience_s
        with self._news:
            while len(found()) < count:
                left_s = end_s - time.monotonic()
                assert left_s > 0, f"nothing came; told so far: {self._seen}"
                self._news.wait(left_s)
            return found()[count - 1]


def job_of(
    *values: object,
    goes_on: bool = False,
    priority: Priority = Priority.FOLDER,
    slot: str | None = None,
) -> Job:
    """Make a job with one item for each value."""
    policy = ItemFailurePolicy.REPORT_AND_GO_ON if goes_on else ItemFailurePolicy.FAIL_JOB
    return Job(
        task=Task("play"),
        items=tuple(WorkItem(f"item {number}", value) for number, value in enumerate(values)),
        priority=priority,
        slot=slot,
        on_item_failure=policy,
    )
