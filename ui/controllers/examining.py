"""The image on the canvas: shown, examined by the host, recorded, explained."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.categories import CategorySet
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode
from core.domain.regions import BoxPx
from core.domain.teaching import DecisionRules
from core.domain.verdicts import RecordContext
from core.host.messages import ClientEvent, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemFailed, ItemSucceeded, JobFailed
from core.jobs.ids import JobId
from core.services.requests import EXAMINE, Examination, InspectItem
from core.texts.wording import render_reason
from ui.controllers.products import ProductController, ProductState
from ui.desk import Desk
from ui.values import EntryState, SeenState, ShownImage, suspicion_of
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.description.pane import DescriptionPane
from ui.widgets.scores.panel import ScorePanel
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History

_SLOT: Final = "examine"
_ROI_WAIT_MS: Final = 400
"""A ROI that is still being dragged is not examined at every step."""


@dataclass(frozen=True, slots=True, eq=False)
class ExaminingPanels:
    """The widgets that show one image."""

    browser: BrowserPanel
    canvas: CanvasPanel
    scores: ScorePanel
    description: DescriptionPane


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """A record of the image with what people said about it."""

    record_id: str
    verdict: Outcome | None = None
    corrected: bool = False


class ExaminingController(QObject):
    """Examines the selected image and keeps what was said about it.

    An image without ROIs is recorded as soon as it was scored, once per configuration; one with
    ROIs when a person asks for it or gives a verdict, because ROIs are tried out.

    Signals
    -------
    ready_changed : bool
        The image on the canvas was painted and scored: verdicts may be given.
    recorded : str
        Id of a record that was just written.
    shown_changed : ShownImage or None
        Another image, or the same with an inspection.
    configuration_seen : Configuration
        What the host scored with.
    """

    ready_changed = Signal(bool)
    recorded = Signal(str)
    shown_changed = Signal(object)
    configuration_seen = Signal(object)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        panels: ExaminingPanels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._panels = panels
        self._shown: ShownImage | None = None
        self._painted: Path | None = None
        self._job: JobId | None = None
        self._must_record = False
        self._roi_timer = QTimer(self, singleShot=True, interval=_ROI_WAIT_MS)
        self._roi_timer.timeout.connect(self._examine)
        panels.browser.image_selected.connect(self.show_image)
        panels.canvas.painted.connect(self._on_painted)
        panels.canvas.rois_changed.connect(self._on_rois_changed)
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        desk.host.event_arrived.connect(self._on_event)
        products.changed.connect(self._on_product_changed)

    @property
    def shown(self) -> ShownImage | None:
        """The image on the canvas with its inspection and record, as far as they are known."""
        return self._shown

    @property
    def is_ready(self) -> bool:
        """Whether a verdict may be given."""
        shown = self._shown
        return shown is not None and shown.inspection is not None and self._painted == shown.path

    def show_image(self, path: Path | None) -> None:
        """Put an image on the canvas and have it examined."""
        panels = self._panels
        self._job = None
        self._roi_timer.stop()
        self._shown = ShownImage(path) if path is not None else None
        panels.scores.show_inspection(None, *self._words())
        panels.description.show_inspection(None, self._words()[0])
        if self._shown is None:
            panels.canvas.clear()
        else:
            panels.canvas.show_image(self._shown)
            self._examine()
        self.shown_changed.emit(self._shown)
        self._tell_ready()

    def inspect_now(self) -> None:
        """Examine again and record, with the ROIs as they are."""
        self._must_record = True
        self._examine()

    def refresh(self) -> None:
        """Examine again, because language or product changed; nothing new is recorded."""
        self._examine()

    def note_record(self, path: Path, standing: StandingRecord) -> None:
        """Take over what the storage knows about an image."""
        if self._shown is not None and self._shown.path == path:
            self._shown = _with_record(self._shown, standing.record_id)
        self._set_state(path, standing)

    def record_context(self) -> RecordContext:
        """Return who, where and what, for a record that is made now."""
        from core.records.clock import now

        settings = self._desk.settings
        return RecordContext(
            station=settings.station,
            operator=settings.operator,
            product=self._desk.product,
            shift=settings.shift_at(now().local),
        )

    def _examine(self) -> None:
        state = self._products.state
        if self._shown is None or state is None:
            return
        path = self._shown.path
        item = InspectItem(path, self._shown.page, self._panels.canvas.rois())
        job = Job(
            task=Task(EXAMINE, state.context),
            items=(WorkItem(path.name, item),),
            priority=Priority.CLICK,
            slot=_SLOT,
        )
        self._job = job.job_id
        self._shown = ShownImage(path, self._shown.page)
        self._panels.scores.set_working(True)
        self._tell_ready()
        self._desk.host.submit(job)

    def _on_event(self, event: ClientEvent) -> None:
        if self._job is None or getattr(event, "job_id", None) != self._job:
            return
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Examination):
            self._on_examined(event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._panels.scores.set_working(False)
            self._panels.scores.show_failure(self._desk.words_of(event.failure.as_error()))

    def _on_examined(self, examination: Examination) -> None:
        if self._shown is None:
            return
        inspection = examination.inspection
        self._shown = ShownImage(self._shown.path, self._shown.page, inspection)
        panels = self._panels
        panels.scores.set_working(False)
        categories, rules = self._words()
        panels.scores.show_inspection(inspection, categories, rules)
        panels.description.show_inspection(inspection, categories)
        panels.canvas.set_findings(inspection.findings)
        worst = inspection.worst
        panels.canvas.set_heat_map(
            examination.heat_map, limit=worst.anomaly.limit if worst else None
        )
        if examination.nearest:
            panels.scores.set_nearest(
                [(case.crop_path, case.category_id, case.similarity)
                 for case in examination.nearest[0]]
            )  # fmt: skip
        self.shown_changed.emit(self._shown)
        self.configuration_seen.emit(inspection.configuration)
        self._tell_ready()
        if self._must_record or not panels.canvas.rois():
            self._record(self._shown.path, inspection)
        self._must_record = False

    def _record(self, path: Path, inspection: Inspection) -> None:
        work = partial(record_once, inspection=inspection, context=self.record_context())
        self._desk.storage.submit(
            StorageTask(
                work=work,
                on_done=partial(self._on_recorded, path),
                on_error=self._desk.failed.emit,
                name=path.name,
                keep=True,
            )
        )
        self._set_state(path, StandingRecord(""), inspection)

    def _on_recorded(self, path: Path, standing: StandingRecord) -> None:
        self.note_record(path, standing)
        self.recorded.emit(standing.record_id)

    def _set_state(
        self, path: Path, standing: StandingRecord, inspection: Inspection | None = None
    ) -> None:
        before = self._panels.browser.state_of(path)
        if inspection is None and self._shown is not None and self._shown.path == path:
            inspection = self._shown.inspection
        if inspection is None:
            state = EntryState(
                seen=before.seen,
                outcome=before.outcome,
                verdict=standing.verdict,
                corrected=standing.corrected,
                suspicion=before.suspicion,
                problem=before.problem,
                record_id=standing.record_id,
            )
        else:
            state = state_of(inspection, standing, self._problem(inspection))
        self._panels.browser.set_state(path, state)

    def _problem(self, inspection: Inspection) -> str:
        if inspection.reason.code is not ReasonCode.UNREADABLE:
            return ""
        return render_reason(inspection.reason, self._words()[0], self._desk.language)

    def _words(self) -> tuple[CategorySet, DecisionRules]:
        state = self._products.state
        if state is None:
            return CategorySet(()), DecisionRules()
        return state.context.categories, state.context.rules

    def _on_painted(self, path: Path) -> None:
        self._painted = path
        self._tell_ready()

    def _on_rois_changed(self, _rois: tuple[BoxPx, ...]) -> None:
        if self._shown is not None:
            self._roi_timer.start()

    def _on_finding_chosen(self, index: int) -> None:
        self._panels.canvas.set_current_finding(index)
        self._panels.description.select_finding(index)

    def _on_product_changed(self, _state: ProductState) -> None:
        self._examine()

    def _tell_ready(self) -> None:
        self.ready_changed.emit(self.is_ready)


def state_of(inspection: Inspection, standing: StandingRecord, problem: str) -> EntryState:
    """Return what the browser shows about an inspected image."""
    unreadable = inspection.reason.code is ReasonCode.UNREADABLE
    return EntryState(
        seen=SeenState.UNREADABLE if unreadable else SeenState.DONE,
        outcome=inspection.outcome,
        verdict=standing.verdict,
        corrected=standing.corrected,
        suspicion=suspicion_of(inspection),
        problem=problem,
        record_id=standing.record_id,
    )


def record_once(
    history: History, *, inspection: Inspection, context: RecordContext
) -> StandingRecord:
    """Record an inspection unless this image stands recorded in this configuration.

    Called in the storage thread.
    """
    from core.records.hashing import configuration_hash
    from core.records.values import HistoryFilter

    record_id = history.find_record(
        sha256=inspection.sha256,
        page=inspection.page,
        product=inspection.product,
        configuration_hash=configuration_hash(inspection.configuration),
    )
    if record_id is None:
        return StandingRecord(history.record_inspection(inspection, context))
    for line in history.list_records(HistoryFilter(record_id=record_id), limit=1):
        return StandingRecord(record_id, line.current_verdict, line.corrected)
    return StandingRecord(record_id)


def _with_record(shown: ShownImage, record_id: str) -> ShownImage:
    return ShownImage(shown.path, shown.page, shown.inspection, record_id)
