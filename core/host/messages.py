"""What a user of the inference host hands over and hears about the host itself.

What is told about a job is in :mod:`core.jobs.events`. Importing this module loads neither numpy
nor any model library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TypeAlias

from core.jobs.engine import Phase, Task
from core.jobs.events import Failure, JobEvent
from core.jobs.ids import JobId, new_job_id


class Priority(IntEnum):
    """Which job's next chunk runs first; equal ones run in the order they came."""

    CLICK = 0
    """A person waits for this one result."""
    VIEW = 10
    """Fills something that is on the screen."""
    FOLDER = 20
    """A long run over many images."""
    BACKGROUND = 30
    """Nobody waits."""


class ItemFailurePolicy(StrEnum):
    """What a failed item means for its job."""

    FAIL_JOB = "fail_job"
    REPORT_AND_GO_ON = "report_and_go_on"


@dataclass(frozen=True, slots=True, eq=False)
class WorkItem:
    """One input of a job.

    Attributes
    ----------
    name : str
        What a person calls it, such as the path; stands in failures.
    value : object
        Frozen, picklable; what the engine gets.
    """

    name: str
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A task over a sequence of items, made of frozen values only.

    Attributes
    ----------
    slot : str or None
        A new job in a slot cancels the unfinished one there (latest wins), such as
        ``score:preview``.
    job_id : JobId
        Known before the job is submitted, so that no event can arrive unexpected.
    """

    task: Task
    items: tuple[WorkItem, ...]
    priority: Priority = Priority.CLICK
    slot: str | None = None
    on_item_failure: ItemFailurePolicy = ItemFailurePolicy.FAIL_JOB
    job_id: JobId = field(default_factory=new_job_id)


@dataclass(frozen=True, slots=True)
class HostStarting:
    """A host process is being started; jobs wait."""


@dataclass(frozen=True, slots=True)
class HostLoading:
    """The engine prepares itself; ``total`` is None while unknown."""

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class HostReady:
    """The host takes work."""

    pid: int


@dataclass(frozen=True, slots=True)
class HostPhaseChanged:
    """What the engine does within a job changed, such as to loading a model."""

    phase: Phase


@dataclass(frozen=True, slots=True)
class HostDied:
    """The host process ended by itself or was killed; ``failure.log_tail`` may tell why."""

    failure: Failure
    restarts: bool
    """Whether a new one is started now; if not, the next job starts one."""


@dataclass(frozen=True, slots=True)
class HostStopped:
    """The last event: no process is left and no job is unfinished."""


HostEvent: TypeAlias = (
    HostStarting | HostLoading | HostReady | HostPhaseChanged | HostDied | HostStopped
)
ClientEvent: TypeAlias = JobEvent | HostEvent
