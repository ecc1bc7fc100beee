"""What runs the work of a job, and what it may use while it runs.

The functions of core.services stand behind an :class:`Engine`. The inference host makes one by
name and calls it in its own process; an engine knows neither pipes nor processes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from typing_extensions import override

from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress, no_progress


class Phase(StrEnum):
    """What an engine is doing; it decides how long a cancelled host may take to come back."""

    WORKING = "working"
    """Steps so short that a cancel is seen within a second or two."""
    LOADING = "loading"
    """Reading a model from disk: cannot be interrupted for seconds."""
    GENERATING = "generating"
    """A language model writes; it stops between tokens."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Which function of the engine a job calls, with what all its items share.

    Attributes
    ----------
    name : str
        A name the engine knows, such as ``inspect``.
    options : object
        Frozen, picklable value; the same for every item of the job.
    """

    name: str
    options: object = None


class ItemContext(Protocol):
    """What an engine may use while it works on one item."""

    @property
    def token(self) -> CancelToken:
        """Set when the job is cancelled: check it between steps and between tokens."""

    def progress(self, done: int, total: int | None) -> None:
        """Tell how far this one item has come (steps, tokens); cheap, never raises."""

    def partial(self, value: object) -> None:
        """Show a picklable result that is not final, such as the text written so far."""

    def phase(self, phase: Phase) -> AbstractContextManager[None]:
        """Declare what happens inside the ``with`` block; afterwards the former phase holds."""


class Engine(Protocol):
    """Does the work; one item at a time, always from the same thread."""

    def load(self, progress: Progress) -> None:
        """Prepare what every task needs; called once, before the first item.

        Whatever only some tasks need is loaded when first used, inside
        ``context.phase(Phase.LOADING)``.

        Raises
        ------
        DefectScribeError
            If the engine cannot work at all; every waiting job fails with this code.
        """

    def run_item(self, task: Task, item: object, context: ItemContext) -> object:
        """Do the task for one item.

        Parameters
        ----------
        task : Task
            Name and shared options, as the job gave them.
        item : object
            The value of the :class:`~core.host.messages.WorkItem`.
        context : ItemContext
            Cancel, progress, partial results and phases.

        Returns
        -------
        object
            Picklable: frozen values, strings and numpy arrays. Nothing of torch or transformers,
            which the receiving process must not import.

        Raises
        ------
        JobCancelledError
            If ``context.token`` is cancelled.
        DefectScribeError
            If this item cannot be done: code and details reach the caller.
        """


@dataclass(frozen=True, slots=True)
class QuietContext(ItemContext):
    """An item's context for calls within one process: progress at most, no partial results."""

    cancel: CancelToken = field(default_factory=CancelToken)
    report: Progress = no_progress

    @property
    @override
    def token(self) -> CancelToken:
        return self.cancel

    @override
    def progress(self, done: int, total: int | None) -> None:
        self.report(done, total)

    @override
    def partial(self, value: object) -> None:
        return

    @override
    def phase(self, phase: Phase) -> AbstractContextManager[None]:
        return nullcontext()
