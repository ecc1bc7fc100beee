"""A run over all images of the browser: in the background, recorded as it goes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.categories import CategorySet
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode
from core.host.messages import ClientEvent, ItemFailurePolicy, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import (
    Failure,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobSucceeded,
)
from core.jobs.ids import JobId
from core.services.requests import INSPECT, InspectItem
from core.texts.wording import render_reason
from ui.controllers.examining import (
    ExaminingController,
    StandingRecord,
    record_once,
    state_of,
)
from ui.controllers.products import ProductController
from ui.desk import Desk
from ui.values import EntryState, SeenState, suspicion_of
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.job_values import FolderRunState, JobState, RunPhase, WorstImage
from ui.widgets.jobs import JobsPanel
from ui.workers.storage_tasks import StorageTask

_UPDATE_MS: Final = 100
"""Results fill the browser at most ten times a second."""
_WORST_SHOWN: Final = 20
_RATE_AFTER_S: Final = 2.0
_BADNESS: Final = {Outcome.NG: 2, Outcome.HOLD: 1, Outcome.OK: 0}

_numbers = count(1)


@dataclass(slots=True)
class _Run:
    """What is known about the run that is going on."""

    number: int
    folder: Path
    left: dict[str, Path]
    total: int
    job: JobId | None = None
    phase: RunPhase = RunPhase.WAITING
    done: int = 0
    failed: int = 0
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    worst: list[WorstImage] = field(default_factory=list)
    message: str = ""
    worked_s: float = 0.0
    resumed_at_s: float | None = None

    def seconds(self) -> float:
        """Time worked, pauses left out."""
        since = time.monotonic() - self.resumed_at_s if self.resumed_at_s is not None else 0.0
        return self.worked_s + since

    def halt(self, phase: RunPhase) -> None:
        """Stop the clock."""
        self.worked_s = self.seconds()
        self.resumed_at_s = None
        self.phase = phase


class FolderRunController(QObject):
    """Inspects a folder in the host while the person goes on working.

    Pausing hands the rest back: the running chunk ends, the remaining images are submitted again
    on resuming.

    Signals
    -------
    running_changed : bool
        A run began or ended.
    recorded : str
        A record was written.
    """

    running_changed = Signal(bool)
    recorded = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        browser: BrowserPanel,
        jobs: JobsPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._examining = examining
        self._browser = browser
        self._jobs = jobs
        self._run: _Run | None = None
        self._fresh: dict[Path, EntryState] = {}
        self._timer = QTimer(self, interval=_UPDATE_MS)
        self._timer.timeout.connect(self._update)
        desk.host.event_arrived.connect(self._on_event)
        jobs.pause_toggled.connect(self._on_pause_toggled)
        jobs.cancel_wanted.connect(self._on_cancel_wanted)

    @property
    def is_running(self) -> bool:
        """Whether a run is going on or paused."""
        return self._run is not None and not self._run.phase.is_over

    def start(self, paths: tuple[Path, ...]) -> None:
        """Inspect images in their order; does nothing while another run goes on."""
        if self.is_running or not paths or self._products.state is None:
            return
        self._run = _Run(
            number=next(_numbers),
            folder=self._browser.folder() or paths[0].parent,
            left={str(path): path for path in paths},
            total=len(paths),
        )
        for path in paths:
            before = self._browser.state_of(path)
            self._fresh[path] = replace(before, seen=SeenState.RUNNING)
        self._resume()
        self.running_changed.emit(True)

    def stop(self) -> None:
        """Cancel the run; what was inspected stays recorded."""
        if self._run is not None:
            self._on_cancel_wanted(self._run.number)

    def _resume(self) -> None:
        run, state = self._run, self._products.state
        if run is None or state is None:
            return
        job = Job(
            task=Task(INSPECT, state.context),
            items=tuple(WorkItem(name, InspectItem(path)) for name, path in run.left.items()),
            priority=Priority.FOLDER,
            on_item_failure=ItemFailurePolicy.REPORT_AND_GO_ON,
        )
        run.job = job.job_id
        run.phase = RunPhase.RUNNING
        run.resumed_at_s = time.monotonic()
        self._timer.start()
        self._desk.host.submit(job)

    def _on_event(self, event: ClientEvent) -> None:
        run = self._run
        if run is None or run.job is None or getattr(event, "job_id", None) != run.job:
            return
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Inspection):
            self._on_inspected(run, event.name, event.result)
        elif isinstance(event, ItemFailed):
            self._on_item_failed(run, event.name, event.failure)
        elif isinstance(event, JobSucceeded):
            self._end(run, RunPhase.DONE)
        elif isinstance(event, JobFailed):
            run.message = self._desk.words_of(event.failure.as_error())
            self._end(run, RunPhase.FAILED)
        elif isinstance(event, JobCancelled) and run.phase is not RunPhase.PAUSED:
            self._end(run, RunPhase.CANCELLED)

    def _on_inspected(self, run: _Run, name: str, inspection: Inspection) -> None:
        path = run.left.pop(name, None)
        if path is None:
            return
        run.done += 1
        run.counts[inspection.outcome] += 1
        problem = self._problem(inspection)
        if inspection.outcome is not Outcome.OK:
            run.worst.append(_worst(path, inspection, problem or self._short(inspection)))
        self._fresh[path] = state_of(inspection, StandingRecord(""), problem)
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    record_once, inspection=inspection, context=self._examining.record_context()
                ),
                on_done=partial(self._on_recorded, path),
                on_error=self._desk.failed.emit,
                name=path.name,
                keep=True,
            )
        )

    def _on_recorded(self, path: Path, standing: StandingRecord) -> None:
        state = self._fresh.get(path) or self._browser.state_of(path)
        self._fresh[path] = replace(
            state,
            record_id=standing.record_id,
            verdict=standing.verdict,
            corrected=standing.corrected,
        )
        if not self._timer.isActive():
            self._update()
        self.recorded.emit(standing.record_id)

    def _on_item_failed(self, run: _Run, name: str, failure: Failure) -> None:
        path = run.left.pop(name, None)
        if path is None:
            return
        words = self._desk.words_of(failure.as_error())
        run.done += 1
        run.failed += 1
        run.worst.append(WorstImage(path, Outcome.HOLD, None, words))
        self._fresh[path] = EntryState(seen=SeenState.UNREADABLE, problem=words)

    def _on_pause_toggled(self, number: int) -> None:
        run = self._run
        if run is None or run.number != number:
            return
        if run.phase is RunPhase.PAUSED:
            self._resume()
        elif run.phase is RunPhase.RUNNING and run.job is not None:
            job, run.job = run.job, None
            run.halt(RunPhase.PAUSED)
            self._desk.host.cancel(job)
        self._update()

    def _on_cancel_wanted(self, number: int) -> None:
        run = self._run
        if run is None or run.number != number or run.phase.is_over:
            return
        if run.job is None:
            self._end(run, RunPhase.CANCELLED)
        else:
            run.halt(RunPhase.CANCELLING)
            self._desk.host.cancel(run.job)
            self._update()

    def _end(self, run: _Run, phase: RunPhase) -> None:
        run.halt(phase)
        run.job = None
        for path in run.left.values():
            state = self._fresh.get(path) or self._browser.state_of(path)
            if state.seen is SeenState.RUNNING:
                self._fresh[path] = replace(state, seen=SeenState.NOT_SEEN)
        self._timer.stop()
        self._update()
        self.running_changed.emit(False)

    def _update(self) -> None:
        fresh, self._fresh = self._fresh, {}
        for path, state in fresh.items():
            self._browser.set_state(path, state)
        if self._run is not None:
            self._jobs.show_run(_shown(self._run))

    def _categories(self) -> CategorySet:
        state = self._products.state
        return state.context.categories if state else CategorySet(())

    def _problem(self, inspection: Inspection) -> str:
        if inspection.reason.code is not ReasonCode.UNREADABLE:
            return ""
        return render_reason(inspection.reason, self._categories(), self._desk.language)

    def _short(self, inspection: Inspection) -> str:
        worst = inspection.worst
        if worst is None or worst.sentences is None:
            return render_reason(inspection.reason, self._categories(), self._desk.language)
        return worst.sentences.ko.short if self._desk.language == "ko" else worst.sentences.en.short


def _worst(path: Path, inspection: Inspection, words: str) -> WorstImage:
    return WorstImage(path, inspection.outcome, suspicion_of(inspection), words)


def _shown(run: _Run) -> FolderRunState:
    seconds = run.seconds()
    rate = run.done / seconds if seconds >= _RATE_AFTER_S and run.done else None
    over = run.phase.is_over
    worst = sorted(run.worst, key=lambda image: (-_BADNESS[image.outcome], -(image.suspicion or 0)))
    return FolderRunState(
        job=JobState(
            job_id=run.number,
            title=run.folder.name,
            phase=run.phase,
            done=run.done,
            total=run.total,
            rate_per_s=rate,
            remaining_s=(run.total - run.done) / rate if rate and not over else None,
            message=run.message,
            can_pause=run.phase in {RunPhase.RUNNING, RunPhase.PAUSED},
            can_cancel=not over,
        ),
        n_ok=run.counts[Outcome.OK],
        n_ng=run.counts[Outcome.NG],
        n_hold=run.counts[Outcome.HOLD],
        n_failed=run.failed,
        worst=tuple(worst[:_WORST_SHOWN]) if over else (),
    )
