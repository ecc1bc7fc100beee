"""Which jobs wait, how far each has come, and what is told about them.

Pure: no process, no clock, no lock. Each method returns the events it causes. Items of a job are
always done in their order, so one position per job makes it impossible to report an item twice.
"""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass
from typing import Final

from core.host.failures import described
from core.host.messages import ItemFailurePolicy, Job
from core.host.wire import RunChunk, pack
from core.jobs.events import (
    CancelReason,
    Failure,
    ItemFailed,
    ItemPartial,
    ItemSucceeded,
    JobCancelled,
    JobEvent,
    JobFailed,
    JobProgress,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import JobId

_logger = logging.getLogger(__name__)

_DEATHS_OF_POISON: Final = 2


@dataclass(slots=True)
class _Entry:
    """An unfinished job."""

    job: Job
    task: bytes
    items: tuple[bytes, ...]
    order: tuple[int, int]
    position: int = 0
    """Index of the next item to be reported."""
    failed: int = 0
    deaths: int = 0
    """How often the host died on the item at ``position``."""
    started: bool = False

    @property
    def stops_on_failure(self) -> bool:
        return self.job.on_item_failure is ItemFailurePolicy.FAIL_JOB

    def current_name(self) -> str:
        return self.job.items[self.position].name


class JobQueue:
    """Unfinished jobs in order of priority."""

    def __init__(self) -> None:
        self._entries: dict[JobId, _Entry] = {}
        self._numbers = itertools.count()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, job_id: JobId) -> bool:
        return job_id in self._entries

    def add(self, job: Job) -> list[JobEvent]:
        """Add a job; it ends at once if it has no items or cannot be packed."""
        events = self._supersede(job.slot)
        packed = _packed(job)
        if isinstance(packed, Failure):
            return [*events, JobFailed(job.job_id, packed)]
        if not job.items:
            return [*events, JobStarted(job.job_id), JobSucceeded(job.job_id, 0, 0)]
        task, items = packed
        order = (int(job.priority), next(self._numbers))
        self._entries[job.job_id] = _Entry(job, task, items, order)
        return events

    def cancel(self, job_id: JobId, reason: CancelReason) -> list[JobEvent]:
        """End a job as cancelled, if it is unfinished."""
        if self._entries.pop(job_id, None) is None:
            return []
        return [JobCancelled(job_id, reason)]

    def cancel_all(self, reason: CancelReason) -> list[JobEvent]:
        """End every job as cancelled."""
        return [event for job_id in list(self._entries) for event in self.cancel(job_id, reason)]

    def fail_all(self, failure: Failure) -> list[JobEvent]:
        """End every job as failed."""
        job_ids = list(self._entries)
        self._entries.clear()
        return [JobFailed(job_id, failure) for job_id in job_ids]

    def take_chunk(
        self, chunk_id: int, *, size: int, budget_s: float
    ) -> tuple[JobId, RunChunk, list[JobEvent]] | None:
        """Return the next chunk of the most urgent job; None if nothing waits."""
        if not self._entries:
            return None
        entry = min(self._entries.values(), key=lambda waiting: waiting.order)
        job_id = entry.job.job_id
        indexes = range(entry.position, min(entry.position + size, len(entry.items)))
        chunk = RunChunk(
            chunk_id=chunk_id,
            task=entry.task,
            items=tuple((index, entry.items[index]) for index in indexes),
            budget_s=budget_s,
            stop_on_failure=entry.stops_on_failure,
        )
        events: list[JobEvent] = [] if entry.started else [JobStarted(job_id)]
        entry.started = True
        return job_id, chunk, events

    def progress(self, job_id: JobId, index: int, step: int, steps: int | None) -> list[JobEvent]:
        """Tell of progress within an item."""
        entry = self._entry_at(job_id, index)
        if entry is None:
            return []
        return [JobProgress(job_id, entry.position, len(entry.items), step, steps)]

    def show(self, job_id: JobId, index: int, value: object) -> list[JobEvent]:
        """Tell of a result that is not final."""
        entry = self._entry_at(job_id, index)
        return [] if entry is None else [ItemPartial(job_id, index, entry.current_name(), value)]

    def succeed_item(self, job_id: JobId, index: int, result: object) -> list[JobEvent]:
        """Report a result."""
        entry = self._entry_at(job_id, index)
        if entry is None:
            return []
        done = ItemSucceeded(job_id, index, entry.current_name(), result)
        return [done, *self._step(entry)]

    def fail_item(self, job_id: JobId, index: int, failure: Failure) -> list[JobEvent]:
        """Report an item that cannot be done; the job's policy says whether the job goes on."""
        entry = self._entry_at(job_id, index)
        if entry is None:
            return []
        broken = ItemFailed(job_id, index, entry.current_name(), failure)
        entry.failed += 1
        if not entry.stops_on_failure:
            return [broken, *self._step(entry)]
        del self._entries[job_id]
        return [broken, JobFailed(job_id, failure)]

    def blame_item(self, job_id: JobId, index: int, log_tail: str) -> list[JobEvent]:
        """Note that the host died on an item: once it is tried again, twice it is poison."""
        entry = self._entry_at(job_id, index)
        if entry is None:
            return []
        entry.deaths += 1
        if entry.deaths < _DEATHS_OF_POISON:
            return []
        poison = Failure("host_poison_input", {"name": entry.current_name()}, log_tail)
        return self.fail_item(job_id, index, poison)

    def _entry_at(self, job_id: JobId, index: int) -> _Entry | None:
        """Return the entry if it waits for exactly this item; whatever else is late."""
        entry = self._entries.get(job_id)
        return entry if entry is not None and entry.position == index else None

    def _step(self, entry: _Entry) -> list[JobEvent]:
        job_id, total = entry.job.job_id, len(entry.items)
        entry.position += 1
        entry.deaths = 0
        progress = JobProgress(job_id, entry.position, total)
        if entry.position < total:
            return [progress]
        del self._entries[job_id]
        return [progress, JobSucceeded(job_id, total - entry.failed, entry.failed)]

    def _supersede(self, slot: str | None) -> list[JobEvent]:
        if slot is None:
            return []
        former = [job_id for job_id, entry in self._entries.items() if entry.job.slot == slot]
        reason = CancelReason.SUPERSEDED
        return [event for job_id in former for event in self.cancel(job_id, reason)]


def _packed(job: Job) -> tuple[bytes, tuple[bytes, ...]] | Failure:
    """Pack task and items at once: a job that cannot be sent fails now, not at its 900th item."""
    name = job.task.name
    try:
        task = pack(job.task)
        items = []
        for item in job.items:
            name = item.name
            items.append(pack(item.value))
    except Exception as error:  # any type may come out of a value's __reduce__
        _logger.warning("%s cannot be sent to the host", name, exc_info=True)
        return Failure("host_request_unpicklable", {"name": name, **described(error)})
    return task, tuple(items)
