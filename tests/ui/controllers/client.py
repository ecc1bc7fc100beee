"""A client of the inference host whose answers come when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from core.errors import DefectScribeError
from core.host.messages import (
    ClientEvent,
    HostDied,
    HostReady,
    HostStopped,
    ItemFailurePolicy,
    Job,
)
from core.jobs.engine import Engine, QuietContext
from core.jobs.events import (
    CancelReason,
    Failure,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobSucceeded,
)
from core.jobs.ids import JobId
from core.services.requests import ASK, DESCRIBE, EXAMINE
from ui.workers.host_thread import Deliver

DIED = Failure("host_died", {"exit_code": -9})


class ScriptedClient:
    """Works with a real engine in this process, in the thread that calls :meth:`work`.

    Attributes
    ----------
    is_prompt : bool
        Examinations are answered as soon as they are asked for.
    jobs : list of Job
        All that was submitted, in order, but what is said about an image.
    describing : list of Job
        Captions and answers that were asked for; these come at once.
    """

    def __init__(self, deliver: Deliver, engine: Engine) -> None:
        self.is_prompt = True
        self.jobs: list[Job] = []
        self.describing: list[Job] = []
        self.poison: set[str] = set()
        self._deliver = deliver
        self._engine = engine
        self._positions: dict[JobId, int] = {}
        self._failed: dict[JobId, int] = {}
        self._stopped = threading.Event()

    # --- what the window calls

    def run_forever(self) -> None:
        self.tell(HostReady(1))
        self._stopped.wait()
        for job_id in tuple(self._positions):
            self._end(JobCancelled(job_id, CancelReason.STOPPED))
        self.tell(HostStopped())

    def submit(self, job: Job) -> JobId:
        for former in self.unfinished():
            if job.slot is not None and former.slot == job.slot:
                self._end(JobCancelled(former.job_id, CancelReason.SUPERSEDED))
        is_describing = job.task.name in {DESCRIBE, ASK}
        (self.describing if is_describing else self.jobs).append(job)
        self._positions[job.job_id] = 0
        self._failed[job.job_id] = 0
        if is_describing or (self.is_prompt and job.task.name == EXAMINE):
            self.work(job=job)
        return job.job_id

    def cancel(self, job_id: JobId) -> None:
        if job_id in self._positions:
            self._end(JobCancelled(job_id, CancelReason.REQUESTED))

    def stop(self) -> None:
        self._stopped.set()

    # --- what the test calls

    def tell(self, event: ClientEvent) -> None:
        """Tell the window something."""
        self._deliver(event)

    def unfinished(self) -> list[Job]:
        """Return the jobs without an end."""
        return [job for job in self.jobs if job.job_id in self._positions]

    def examined(self) -> list[Job]:
        """Return the examinations that were asked for."""
        return [job for job in self.jobs if job.task.name == EXAMINE]

    def work(self, n_items: int = 1_000_000, *, job: Job | None = None) -> None:
        """Do the next items of the most urgent job, or of this one."""
        for _ in range(n_items):
            waiting = [job] if job is not None else self.unfinished()
            waiting = [each for each in waiting if each.job_id in self._positions]
            if not waiting:
                return
            self._do_next(min(waiting, key=lambda each: each.priority))

    def die(self, *, restarts: bool = True) -> None:
        """End as a host does that was killed: its jobs wait for the next one."""
        self.tell(HostDied(DIED, restarts=restarts))

    def fail(self, failure: Failure) -> None:
        """Fail all jobs."""
        for job in self.unfinished():
            self._end(JobFailed(job.job_id, failure))

    def late(self, job: Job, results: Sequence[object]) -> None:
        """Tell results of a job although it is over, as no client should."""
        for index, (item, result) in enumerate(zip(job.items, results, strict=False)):
            self.tell(ItemSucceeded(job.job_id, index, item.name, result))

    def result_of(self, job: Job, index: int = 0) -> object:
        """Return what the engine says about an item, telling nobody."""
        return self._engine.run_item(job.task, job.items[index].value, QuietContext())

    def _do_next(self, job: Job) -> None:
        index = self._positions[job.job_id]
        name = job.items[index].name
        try:
            self._shrink_from(name)
            result = self.result_of(job, index)
        except DefectScribeError as error:
            failure = Failure(error.code, error.details)
            self.tell(ItemFailed(job.job_id, index, name, failure))
            self._failed[job.job_id] += 1
            if job.on_item_failure is ItemFailurePolicy.FAIL_JOB:
                self._end(JobFailed(job.job_id, failure))
                return
        else:
            self.tell(ItemSucceeded(job.job_id, index, name, result))
        self._positions[job.job_id] += 1
        if index + 1 == len(job.items):
            failed = self._failed[job.job_id]
            self._end(JobSucceeded(job.job_id, len(job.items) - failed, failed))

    def _shrink_from(self, name: str) -> None:
        if any(name.endswith(poison) for poison in self.poison):
            raise DefectScribeError("host_poison_input", name=name)

    def _end(self, event: JobCancelled | JobFailed | JobSucceeded) -> None:
        self._positions.pop(event.job_id, None)
        self.tell(event)
