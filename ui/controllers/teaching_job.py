"""What is known about the teaching of a folder; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import DefectScribeError, JobCancelledError
from core.jobs.cancel import CancelToken
from core.texts.language import Language
from core.texts.wording import render_error
from ui.controllers.run_state import next_number
from ui.widgets.job_values import JobState, RunPhase


@dataclass(slots=True, eq=False)
class TeachingJob:
    """The teaching of a folder among the jobs.

    Attributes
    ----------
    is_gathered : bool
        All pictures are read: what is left is one short transaction that is not cancelled.
    error : DefectScribeError or None
        Why nothing was taught.
    """

    title: str
    number: int = field(default_factory=next_number)
    token: CancelToken = field(default_factory=CancelToken)
    done: int = 0
    total: int | None = None
    is_gathered: bool = False
    is_over: bool = False
    error: DefectScribeError | None = None

    @property
    def phase(self) -> RunPhase:
        """How far it has come."""
        if isinstance(self.error, JobCancelledError):
            return RunPhase.CANCELLED
        if self.error is not None:
            return RunPhase.FAILED
        if self.is_over:
            return RunPhase.DONE
        return RunPhase.CANCELLING if self.token.is_cancelled else RunPhase.RUNNING

    def shown(self, language: Language) -> JobState:
        """Return what the jobs panel shows."""
        has_failed = self.phase is RunPhase.FAILED
        return JobState(
            job_id=self.number,
            title=self.title,
            phase=self.phase,
            done=self.done,
            total=self.total,
            message=render_error(self.error, language) if self.error and has_failed else "",
            can_cancel=not self.is_gathered,
            keeps_part=False,
        )
