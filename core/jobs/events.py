"""What is told about a job while it runs; every job ends with exactly one terminal event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from core.domain.outcomes import TextValue
from core.errors import DefectScribeError
from core.jobs.ids import JobId


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it crosses a process border: never the exception object itself.

    Attributes
    ----------
    code : str
        Key under ``error.`` in resources/texts.
    details : mapping
        Values for the named placeholders of the text.
    log_tail : str
        Last lines of the inference host's log, where they help; for a "details" view.
    """

    code: str
    details: Mapping[str, TextValue] = field(default_factory=dict)
    log_tail: str = ""

    def as_error(self) -> DefectScribeError:
        """Return an exception of ours to raise or to put into words."""
        return DefectScribeError(self.code, **self.details)


class CancelReason(StrEnum):
    """Why a job was cancelled."""

    REQUESTED = "requested"
    SUPERSEDED = "superseded"
    """A newer job took its slot."""
    STOPPED = "stopped"
    """The program is closing."""


@dataclass(frozen=True, slots=True)
class JobStarted:
    """The first items were handed over."""

    job_id: JobId


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job has come.

    Attributes
    ----------
    items_done, items_total : int
        Items reported so far (succeeded or failed), and all items.
    step, steps : int or None
        Progress inside the item being worked on, if it tells any.
    """

    job_id: JobId
    items_done: int
    items_total: int
    step: int | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ItemPartial:
    """A result of one item that is not final, such as the text written so far."""

    job_id: JobId
    index: int
    name: str
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class ItemSucceeded:
    """One item is done; ``index`` counts from 0 in the order of the job's items."""

    job_id: JobId
    index: int
    name: str
    result: object


@dataclass(frozen=True, slots=True)
class ItemFailed:
    """One item could not be done; whether the job goes on is the job's policy."""

    job_id: JobId
    index: int
    name: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class JobSucceeded:
    """Terminal: every item was reported; some may have failed by name."""

    job_id: JobId
    items_succeeded: int
    items_failed: int


@dataclass(frozen=True, slots=True)
class JobFailed:
    """Terminal: the job was given up; items not reported before were not done."""

    job_id: JobId
    failure: Failure


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """Terminal: nothing more is reported for this job, even if it finishes late."""

    job_id: JobId
    reason: CancelReason


TerminalEvent: TypeAlias = JobSucceeded | JobFailed | JobCancelled
JobEvent: TypeAlias = (
    JobStarted | JobProgress | ItemPartial | ItemSucceeded | ItemFailed | TerminalEvent
)
