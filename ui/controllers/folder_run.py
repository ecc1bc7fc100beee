"""A run over all images of the browser: in the background, recorded as it goes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.inspections import Inspection
from core.host.messages import (
    ClientEvent,
    HostDied,
    HostReady,
    ItemFailurePolicy,
    Job,
    Priority,
    WorkItem,
)
from core.jobs.engine import Task
from core.jobs.events import (
    Failure,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobSucceeded,
)
from core.services.requests import INSPECT, InspectItem
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController
from ui.controllers.recording import StandingRecord, record_once
from ui.controllers.run_state import Run
from ui.desk import Desk
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.job_values import JobState, RunPhase
from ui.widgets.jobs import JobsPanel
from ui.widgets.status import ProgressView
from ui.workers.storage_tasks import StorageTask

UPDATE_MS: Final = 100
"""The job's card is painted at most ten times a second; the browser's list keeps to the same."""


class FolderRunController(QObject):
    """Inspects a folder in the host while the person goes on working.

    Pausing hands the rest back: the running chunk ends, the remaining images are submitted again
    on resuming. What had been inspected but not told yet is inspected twice then, and recorded
    once.

    Signals
    -------
    running_changed : bool
        A run began or ended.
    progress_changed : ProgressView or None
        For the status bar; None when no run goes on.
    recorded : str
        A record was written.
    """

    running_changed = Signal(bool)
    progress_changed = Signal(object)
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
        self._states = examining.states
        self._browser = browser
        self._jobs = jobs
        self._run: Run | None = None
        self._timer = QTimer(self, interval=UPDATE_MS)
        self._timer.timeout.connect(self._update)
        desk.host.event_arrived.connect(self._on_event)
        desk.settings_changed.connect(lambda _: self._on_settings_changed())
        jobs.pause_toggled.connect(self._on_pause_toggled)
        jobs.cancel_wanted.connect(self._on_cancel_wanted)

    @property
    def is_running(self) -> bool:
        """Whether a run is going on or paused."""
        return self._run is not None and not self._run.phase.is_over

    @property
    def current(self) -> Run | None:
        """The run that goes on, or the last one."""
        return self._run

    def start(self, paths: tuple[Path, ...]) -> None:
        """Inspect images in their order; does nothing while another run goes on."""
        state = self._products.state
        if self.is_running or not paths or state is None:
            return
        run = Run(
            folder=self._browser.folder() or paths[0].parent,
            context=state.context,
            left={str(path): path for path in paths},
        )
        self._run = run
        self._states.note_running(run.left.values())
        self._resume(run)
        self._update()
        self.running_changed.emit(True)

    def stop(self) -> None:
        """Cancel the run; what was inspected stays recorded."""
        if self._run is not None:
            self._on_cancel_wanted(self._run.number)

    def _resume(self, run: Run) -> None:
        job = Job(
            task=Task(INSPECT, run.context),
            items=tuple(WorkItem(name, InspectItem(path)) for name, path in run.left.items()),
            priority=Priority.FOLDER,
            on_item_failure=ItemFailurePolicy.REPORT_AND_GO_ON,
        )
        run.go_on(job.job_id)
        self._timer.start()
        self._desk.host.submit(job)

    def _on_event(self, event: ClientEvent) -> None:
        run = self._run
        if run is None or run.job is None:
            return
        if isinstance(event, HostDied | HostReady):
            self._on_host(run, event)
        elif getattr(event, "job_id", None) == run.job:
            self._on_job_event(run, event)

    def _on_host(self, run: Run, event: HostDied | HostReady) -> None:
        """Say that the host ended while the run waits for the next one."""
        run.trouble = event.failure.as_error() if isinstance(event, HostDied) else None

    def _on_job_event(self, run: Run, event: ClientEvent) -> None:
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Inspection):
            self._on_inspected(run, event.name, event.result)
        elif isinstance(event, ItemFailed):
            self._on_item_failed(run, event.name, event.failure)
        elif isinstance(event, JobSucceeded):
            self._end(run, RunPhase.DONE)
        elif isinstance(event, JobFailed):
            run.trouble = event.failure.as_error()
            self._end(run, RunPhase.FAILED)
        elif isinstance(event, JobCancelled):
            self._end(run, RunPhase.CANCELLED)

    def _on_inspected(self, run: Run, name: str, inspection: Inspection) -> None:
        path = run.take(name)
        if path is None:
            return
        run.note_inspected(path, inspection)
        self._states.note_inspected(path, inspection, self._examining.problem_of(inspection))
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    record_once, inspection=inspection, context=self._examining.record_context()
                ),
                on_done=partial(self._on_recorded, path, inspection.product),
                on_error=self._desk.failed.emit,
                name=path.name,
                keep=True,
            )
        )

    def _on_recorded(self, path: Path, product: str, standing: StandingRecord) -> None:
        self._states.note_recorded(path, standing, product)
        self.recorded.emit(standing.record_id)

    def _on_item_failed(self, run: Run, name: str, failure: Failure) -> None:
        path = run.take(name)
        if path is None:
            return
        error = failure.as_error()
        run.note_failed(path, error)
        self._states.note_failed(path, self._desk.words_of(error), run.context.product)

    def _on_pause_toggled(self, number: int) -> None:
        run = self._run
        if run is None or run.number != number:
            return
        if run.phase is RunPhase.PAUSED:
            self._resume(run)
        elif run.phase is RunPhase.RUNNING and run.job is not None:
            job, run.job = run.job, None
            run.halt(RunPhase.PAUSED)
            run.trouble = None
            self._timer.stop()
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

    def _end(self, run: Run, phase: RunPhase) -> None:
        run.halt(phase)
        run.job = None
        if phase is not RunPhase.FAILED:
            run.trouble = None
        self._states.note_left(run.left.values())
        self._timer.stop()
        self._update()
        self.running_changed.emit(False)

    def _update(self) -> None:
        if self._run is not None:
            shown = self._run.shown(self._desk.language)
            self._jobs.show_run(shown)
            self._emit_progress_changed(_progress(shown.job))

    def _emit_progress_changed(self, view: ProgressView | None) -> None:
        self.progress_changed.emit(view)

    def _on_settings_changed(self) -> None:
        """Say everything again; a card that a person took off the list does not come back."""
        if self._run is not None and self._jobs.card(self._run.number) is not None:
            self._update()


def _progress(job: JobState) -> ProgressView | None:
    if job.phase.is_over:
        return None
    return ProgressView(
        words=job.title,
        done=job.done,
        total=job.total or 0,
        rate_per_s=job.rate_per_s,
        left_s=job.remaining_s,
        can_cancel=job.phase is not RunPhase.CANCELLING,
    )
