"""Decides what the host does next: start, work, release, restart, give up.

Pure: the client feeds in what happened and when, and carries out the actions that come back.
"""

from __future__ import annotations

import itertools
import logging
from collections import deque
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, assert_never

from core.host.actions import Action, Deliver, EndHost, HostLimits, SendToHost, StartHost
from core.host.flight import ChunkInFlight
from core.host.messages import (
    ClientEvent,
    HostDied,
    HostLoading,
    HostPhaseChanged,
    HostReady,
    HostStarting,
    HostStopped,
    Job,
)
from core.host.queue import JobQueue
from core.host.wire import (
    CancelChunk,
    ChunkEnded,
    FromHost,
    ItemBegun,
    ItemBroken,
    ItemDone,
    ItemMessage,
    ItemShown,
    ItemStep,
    LoadFailed,
    Loading,
    PhaseIs,
    Ready,
)
from core.jobs.engine import Phase
from core.jobs.events import CancelReason, Failure
from core.jobs.ids import JobId

_logger = logging.getLogger(__name__)

_SLOW_PHASES: Final = frozenset({Phase.LOADING, Phase.GENERATING})


class HostState(StrEnum):
    """What the host is doing, as far as the client knows."""

    DOWN = "down"
    BACKING_OFF = "backing_off"
    STARTING = "starting"
    IDLE = "idle"
    BUSY = "busy"
    RELEASING = "releasing"
    """The chunk's job is gone (cancelled or failed) and the host has not come back yet."""
    STOPPED = "stopped"


class Supervisor:
    """State of the host and of its jobs. A host is wanted from the beginning."""

    def __init__(self, limits: HostLimits) -> None:
        self.state = HostState.DOWN
        self._limits = limits
        self._queue = JobQueue()
        self._flight: ChunkInFlight | None = None
        self._actions: deque[Action] = deque()
        self._chunk_ids = itertools.count(1)
        self._phase = Phase.WORKING
        self._wanted = True
        self._deaths = 0
        self._start_deaths = 0
        self._released_s = 0.0
        self._deadline_s: float | None = None

    @property
    def next_deadline_s(self) -> float | None:
        """When :meth:`advance` must be called even if nothing happens; None for never."""
        return self._deadline_s

    @property
    def unfinished_jobs(self) -> int:
        """Number of jobs without a terminal event."""
        return len(self._queue)

    def take_action(self) -> Action | None:
        """Return what is to be done next, and forget it; None if there is nothing to do.

        One at a time: should one fail, those behind it are still done.
        """
        return self._actions.popleft() if self._actions else None

    def submit(self, job: Job, now_s: float) -> None:
        """Queue a job; after :meth:`stop` it is cancelled at once."""
        self._tell(self._queue.add(job))
        if self.state is HostState.STOPPED:
            self._tell(self._queue.cancel_all(CancelReason.STOPPED))
        self._release_orphan(now_s)

    def cancel(self, job_id: JobId, now_s: float) -> None:
        """Cancel a job: reported now, whether or not the host comes back."""
        self._tell(self._queue.cancel(job_id, CancelReason.REQUESTED))
        self._release_orphan(now_s)

    def stop(self) -> None:
        """Cancel everything and end the host for good."""
        if self.state is HostState.STOPPED:
            return
        self._tell(self._queue.cancel_all(CancelReason.STOPPED))
        self._end_host(HostState.STOPPED)
        self._tell([HostStopped()])

    def give_up(self, failure: Failure) -> None:
        """Fail all jobs and end the host; the next job starts a new one."""
        self._tell(self._queue.fail_all(failure))
        self._wanted = False
        if self.state is not HostState.STOPPED:
            self._end_host(HostState.DOWN)

    def advance(self, now_s: float) -> None:
        """Do what time and waiting jobs ask for; to be called after everything else."""
        if self._deadline_s is not None and now_s >= self._deadline_s:
            self._on_deadline(now_s)
        if self.state is HostState.DOWN and (self._wanted or len(self._queue) > 0):
            self._start(now_s)
        if self.state is HostState.IDLE:
            self._send_chunk()

    def host_said(self, message: FromHost, now_s: float) -> None:
        """Take a message of the running host."""
        match message:
            case Loading():
                self._tell([HostLoading(message.done, message.total)])
            case LoadFailed():
                self._on_load_failed(message.failure)
            case Ready():
                self._on_ready(message.pid)
            case PhaseIs():
                self._on_phase(message.phase, now_s)
            case ChunkEnded():
                self._on_chunk_ended(message.chunk_id)
            case ItemBegun() | ItemStep() | ItemShown() | ItemDone() | ItemBroken():
                self._on_item(message, now_s)
            case _:
                assert_never(message)

    def host_died(self, exit_code: int | None, log_tail: str, now_s: float) -> None:
        """Take note that the process is gone, or (exit code None) could not be started."""
        _logger.warning("the inference host ended by itself (exit code %s)", exit_code)
        details = {} if exit_code is None else {"exit_code": exit_code}
        self._on_death(Failure("host_died", details, log_tail), now_s)

    def _on_load_failed(self, failure: Failure) -> None:
        _logger.warning("the engine cannot work: %s %s", failure.code, dict(failure.details))
        self._tell([HostDied(failure, restarts=False)])
        self.give_up(failure)

    def _on_ready(self, pid: int) -> None:
        self._start_deaths = 0
        self._enter(HostState.IDLE)
        self._tell([HostReady(pid)])

    def _on_phase(self, phase: Phase, now_s: float) -> None:
        self._phase = phase
        self._tell([HostPhaseChanged(phase)])
        if self.state is HostState.RELEASING:
            self._deadline_s = self._release_deadline_s(now_s)

    def _on_item(self, message: ItemMessage, now_s: float) -> None:
        flight = self._flight
        if flight is None or flight.chunk_id != message.chunk_id:
            return
        if isinstance(message, ItemDone | ItemBroken):
            self._deaths = 0
        self._tell(flight.take(message))
        self._release_orphan(now_s)

    def _on_chunk_ended(self, chunk_id: int) -> None:
        if self._flight is not None and self._flight.chunk_id == chunk_id:
            self._flight = None
            self._enter(HostState.IDLE)

    def _on_deadline(self, now_s: float) -> None:
        match self.state:
            case HostState.BACKING_OFF:
                self._start(now_s)
            case HostState.STARTING:
                _logger.warning("the inference host was not ready in time")
                self._actions.append(EndHost())
                self._on_death(Failure("host_start_slow", {"seconds": self._limits.start_s}), now_s)
            case _:
                self._kill_unreleased(now_s)

    def _kill_unreleased(self, now_s: float) -> None:
        """End a host that does not come back from a job that is gone; no input is blamed."""
        waited = round(now_s - self._released_s, 1)
        _logger.info("the inference host did not come back within %s s and is killed", waited)
        self._tell([HostDied(Failure("host_not_answering", {"seconds": waited}), restarts=True)])
        self._end_host(HostState.DOWN)
        self._wanted = True

    def _on_death(self, failure: Failure, now_s: float) -> None:
        self._deaths += 1
        self._start_deaths += self.state is HostState.STARTING
        gives_up = (
            self._deaths >= self._limits.deaths_in_a_row
            or self._start_deaths >= self._limits.start_deaths_in_a_row
        )
        self._tell([HostDied(failure, restarts=not gives_up)])
        if self._flight is not None:
            self._tell(self._flight.blame(failure.log_tail))
        self._flight = None
        if gives_up:
            details = {"count": max(self._deaths, self._start_deaths)}
            self._tell(self._queue.fail_all(Failure("host_keeps_dying", details, failure.log_tail)))
            self._wanted = False
            self._enter(HostState.DOWN)
            return
        backoff = self._limits.backoff_s
        self._enter(HostState.BACKING_OFF, now_s + backoff[min(self._deaths, len(backoff)) - 1])

    def _start(self, now_s: float) -> None:
        self._wanted = True
        self._phase = Phase.WORKING
        self._enter(HostState.STARTING, now_s + self._limits.start_s)
        self._tell([HostStarting()])
        self._actions.append(StartHost())

    def _send_chunk(self) -> None:
        taken = self._queue.take_chunk(
            next(self._chunk_ids), size=self._limits.chunk_items, budget_s=self._limits.chunk_s
        )
        if taken is None:
            return
        job_id, chunk, events = taken
        self._flight = ChunkInFlight(chunk, job_id=job_id, queue=self._queue)
        self._enter(HostState.BUSY)
        self._tell(events)
        self._actions.append(SendToHost(chunk))

    def _release_orphan(self, now_s: float) -> None:
        """Call the host back from work nobody wants any more."""
        flight = self._flight
        if self.state is not HostState.BUSY or flight is None or not flight.is_orphaned:
            return
        self._released_s = now_s
        self._enter(HostState.RELEASING, self._release_deadline_s(now_s))
        self._actions.append(SendToHost(CancelChunk(flight.chunk_id)))

    def _release_deadline_s(self, now_s: float) -> float:
        """Return when the host is killed: its grace counts anew when it enters another phase."""
        slow_end_s = self._released_s + self._limits.slow_grace_s
        if self._phase in _SLOW_PHASES:
            return slow_end_s
        return min(now_s + self._limits.grace_s, slow_end_s)

    def _end_host(self, state: HostState) -> None:
        if self.state not in {HostState.DOWN, HostState.BACKING_OFF}:
            self._actions.append(EndHost())
        self._flight = None
        self._enter(state)

    def _enter(self, state: HostState, deadline_s: float | None = None) -> None:
        self.state = state
        self._deadline_s = deadline_s

    def _tell(self, events: Iterable[ClientEvent]) -> None:
        self._actions += [Deliver(event) for event in events]
