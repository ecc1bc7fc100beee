"""What the jobs panel shows: frozen values, free of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.domain.outcomes import Outcome


class RunPhase(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self in {RunPhase.DONE, RunPhase.CANCELLED, RunPhase.FAILED}


@dataclass(frozen=True, slots=True)
class WorstImage:
    """An image of a finished run that a person should look at.

    Attributes
    ----------
    suspicion : float or None
        As in ui.values.EntryState; None when nothing was scored.
    words : str
        The short sentence, or why the image could not be read.
    """

    path: Path
    outcome: Outcome
    suspicion: float | None
    words: str


@dataclass(frozen=True, slots=True)
class JobState:
    """One job as people see it.

    Attributes
    ----------
    job_id : int
        Of the job; a later state with the same id takes the place of this one.
    title : str
        What is done, in the words of the current language, such as the folder's name.
    total : int or None
        None while it is not known.
    rate_per_s, remaining_s : float or None
        None while they cannot be told.
    message : str
        Why it failed, in words; or what it is doing.
    """

    job_id: int
    title: str
    phase: RunPhase
    done: int = 0
    total: int | None = None
    rate_per_s: float | None = None
    remaining_s: float | None = None
    message: str = ""
    can_pause: bool = False
    can_cancel: bool = True
    keeps_part: bool = True
    """Whether what is done before a cancel stays."""


@dataclass(frozen=True, slots=True)
class FolderRunState:
    """A run over a folder: a job, what came out so far, and at the end the worst images."""

    job: JobState
    n_ok: int = 0
    n_ng: int = 0
    n_hold: int = 0
    n_failed: int = 0
    worst: tuple[WorstImage, ...] = ()
    """The worst one first; filled when the run is over."""
