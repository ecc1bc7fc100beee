"""What is known about a run over a folder; free of Qt."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from core.domain.teaching import ProductContext
from core.errors import DefectScribeError
from core.jobs.ids import JobId
from core.texts.language import Language
from core.texts.wording import render_error, render_reason, sentences_in
from ui.values import suspicion_of
from ui.widgets.job_values import FolderRunState, JobState, RunPhase, WorstImage

_WORST_SHOWN: Final = 20
_RATE_AFTER_S: Final = 2.0
_BADNESS: Final = {Outcome.NG: 2, Outcome.HOLD: 1, Outcome.OK: 0}

_numbers = count(1)


def next_number() -> int:
    """Return a number that no other job of this window has."""
    return next(_numbers)


@dataclass(frozen=True, slots=True)
class Noted:
    """An image that is not OK, with words in both languages: the window may switch later."""

    path: Path
    outcome: Outcome
    suspicion: float | None
    ko: str
    en: str

    def shown(self, language: Language) -> WorstImage:
        """Return it in one language."""
        words = self.ko if language == "ko" else self.en
        return WorstImage(self.path, self.outcome, self.suspicion, words)


@dataclass(slots=True, eq=False)
class Run:
    """A run, whether it goes on, waits, or is over.

    Attributes
    ----------
    context : ProductContext
        The product as it was when the run began: all images are inspected alike, whatever is
        taught or chosen meanwhile.
    left : dict
        What was not reported yet, in order, by the name the host knows it by.
    trouble : DefectScribeError or None
        Why it failed, or what it waits for.
    """

    folder: Path
    context: ProductContext
    left: dict[str, Path]
    number: int = field(default_factory=next_number)
    clock: Callable[[], float] = time.monotonic
    total: int = 0
    job: JobId | None = None
    phase: RunPhase = RunPhase.WAITING
    done: int = 0
    failed: int = 0
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    noted: list[Noted] = field(default_factory=list)
    trouble: DefectScribeError | None = None
    worked_s: float = 0.0
    resumed_at_s: float | None = None

    def __post_init__(self) -> None:
        """Count the images."""
        self.total = len(self.left)

    def go_on(self, job: JobId) -> None:
        """Start the clock."""
        self.job = job
        self.phase = RunPhase.RUNNING
        self.resumed_at_s = self.clock()

    def halt(self, phase: RunPhase) -> None:
        """Stop the clock."""
        self.worked_s = self.seconds()
        self.resumed_at_s = None
        self.phase = phase

    def seconds(self) -> float:
        """Time worked, pauses left out."""
        since = self.clock() - self.resumed_at_s if self.resumed_at_s is not None else 0.0
        return self.worked_s + since

    def take(self, name: str) -> Path | None:
        """Take an image off what is left; None if it was reported before."""
        path = self.left.pop(name, None)
        self.done += path is not None
        return path

    def note_inspected(self, path: Path, inspection: Inspection) -> None:
        """Count an outcome."""
        self.counts[inspection.outcome] += 1
        if inspection.outcome is not Outcome.OK:
            ko, en = self._words(inspection, "ko"), self._words(inspection, "en")
            suspicion = suspicion_of(inspection)
            self.noted.append(Noted(path, inspection.outcome, suspicion, ko, en))

    def note_failed(self, path: Path, error: DefectScribeError) -> None:
        """Count an image that could not be inspected."""
        self.failed += 1
        ko, en = render_error(error, "ko"), render_error(error, "en")
        self.noted.append(Noted(path, Outcome.HOLD, None, ko, en))

    def shown(self, language: Language) -> FolderRunState:
        """Return what the jobs panel shows."""
        seconds = self.seconds()
        rate = self.done / seconds if seconds >= _RATE_AFTER_S and self.done else None
        is_over = self.phase.is_over
        return FolderRunState(
            job=JobState(
                job_id=self.number,
                title=self.folder.name or str(self.folder),
                phase=self.phase,
                done=self.done,
                total=self.total,
                rate_per_s=rate,
                remaining_s=(self.total - self.done) / rate if rate and not is_over else None,
                message=render_error(self.trouble, language) if self.trouble else "",
                can_pause=self.phase in {RunPhase.RUNNING, RunPhase.PAUSED},
                can_cancel=not is_over,
            ),
            n_ok=self.counts[Outcome.OK],
            n_ng=self.counts[Outcome.NG],
            n_hold=self.counts[Outcome.HOLD],
            n_failed=self.failed,
            worst=self._worst(language) if is_over else (),
        )

    def _worst(self, language: Language) -> tuple[WorstImage, ...]:
        ordered = sorted(
            self.noted,
            key=lambda image: (
                -_BADNESS[image.outcome],
                image.suspicion is None,
                -(image.suspicion or 0.0),
            ),
        )
        return tuple(image.shown(language) for image in ordered[:_WORST_SHOWN])

    def _words(self, inspection: Inspection, language: Language) -> str:
        worst = inspection.worst
        if worst is None or worst.sentences is None:
            return render_reason(inspection.reason, self.context.categories, language)
        sentences = sentences_in(worst.sentences, language)
        return sentences.short
