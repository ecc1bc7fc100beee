"""The image on the canvas: shown, examined by the host, recorded, explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.categories import CategorySet
from core.domain.inspections import Inspection
from core.domain.outcomes import ReasonCode
from core.domain.regions import BoxPx
from core.domain.teaching import DecisionRules
from core.domain.verdicts import RecordContext
from core.host.messages import ClientEvent, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import Failure, ItemFailed, ItemSucceeded, JobCancelled, JobFailed
from core.jobs.ids import JobId
from core.services.requests import EXAMINE, Examination, InspectItem
from core.texts.wording import render_reason
from ui.controllers.image_states import ImageStates
from ui.controllers.products import ProductController, ProductState
from ui.controllers.recording import StandingRecord, record_once
from ui.desk import Desk
from ui.models.entry_filter import EntryFilter
from ui.values import ShownImage
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.description.pane import DescriptionPane
from ui.widgets.scores.panel import ScorePanel
from ui.workers.storage_tasks import StorageTask

_SLOT: Final = "examine"
_ROI_WAIT_MS: Final = 400
"""A ROI that is still being dragged is not examined at every step."""
_OF_THE_FILE: Final = ("image_", "host_poison_input")


@dataclass(frozen=True, slots=True, eq=False)
class ExaminingPanels:
    """The widgets that show one image."""

    browser: BrowserPanel
    canvas: CanvasPanel
    scores: ScorePanel
    description: DescriptionPane


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the host was asked last; anything else it answers is stale."""

    job: JobId
    path: Path
    product: str
    rois: tuple[BoxPx, ...]
    must_record: bool


class ExaminingController(QObject):
    """Examines the selected image and keeps what was said about it.

    An image without ROIs is recorded as soon as it was scored, once per configuration; one with
    ROIs when a person asks for it or gives a verdict, because ROIs are tried out.

    Signals
    -------
    ready_changed : bool
        The image on the canvas was painted and scored as it is: verdicts may be given.
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
        self.states = ImageStates(panels.browser, desk.product, self)
        self.lot = ""
        self._desk = desk
        self._products = products
        self._panels = panels
        self._shown: ShownImage | None = None
        self._painted: Path | None = None
        self._unpaintable: Path | None = None
        self._asked: _Asked | None = None
        self._failure: Failure | None = None
        self._is_recorded = False
        self._is_switching = False
        self._roi_timer = QTimer(self, singleShot=True, interval=_ROI_WAIT_MS)
        self._roi_timer.timeout.connect(self._examine)
        panels.browser.image_selected.connect(self.show_image)
        panels.canvas.painted.connect(self._on_painted)
        panels.canvas.image_failed.connect(self._on_image_failed)
        panels.canvas.rois_changed.connect(self._on_rois_changed)
        panels.canvas.outline.editing_changed.connect(lambda _: self._tell_ready())
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        desk.host.event_arrived.connect(self._on_event)
        desk.settings_changed.connect(lambda _: self._say_again())
        products.changed.connect(self._on_product_changed)

    @property
    def shown(self) -> ShownImage | None:
        """The image on the canvas with its inspection and record, as far as they are known."""
        return self._shown

    @property
    def is_ready(self) -> bool:
        """Whether a verdict may be given; not while an outline is corrected by hand.

        An image that cannot be read is judged when that is said in its place: a person who has the
        part at hand may call it NG.
        """
        shown = self._shown
        if shown is None or shown.inspection is None or self._panels.canvas.outline.is_on:
            return False
        is_unreadable = shown.inspection.reason.code is ReasonCode.UNREADABLE
        if shown.path not in {self._painted, self._unpaintable if is_unreadable else None}:
            return False
        return self._asked is None and not self._roi_timer.isActive()

    def show_image(self, path: Path | None) -> None:
        """Put an image on the canvas and have it examined."""
        panels = self._panels
        self._forget_request()
        self._painted = self._unpaintable = None
        self._is_recorded = False
        self._shown = ShownImage(path) if path is not None else None
        panels.scores.show_inspection(None, *self._words())
        panels.description.show_inspection(None, self._words()[0])
        # The ROIs of the image before go with it: that is no edit of this one.
        self._is_switching = True
        if self._shown is None:
            panels.canvas.clear()
        else:
            panels.canvas.show_image(self._shown)
        self._is_switching = False
        self.shown_changed.emit(self._shown)
        self._examine()
        self._tell_ready()

    def inspect_now(self) -> None:
        """Examine again and record, with the ROIs as they are."""
        self._examine(must_record=True)

    def refresh(self) -> None:
        """Examine again, because what the product was taught changed.

        An image that was recorded already is not recorded once more by this.
        """
        self._examine()

    def record_context(self) -> RecordContext:
        """Return who, where and what, for a record that is made now."""
        from core.records.clock import now

        settings = self._desk.settings
        return RecordContext(
            station=settings.station,
            operator=settings.operator,
            product=self._desk.product,
            lot=self.lot,
            shift=settings.shift_at(now().local),
        )

    def problem_of(self, inspection: Inspection) -> str:
        """Say why an image is unreadable; empty when it is not."""
        if inspection.reason.code is not ReasonCode.UNREADABLE:
            return ""
        return render_reason(inspection.reason, self._words()[0], self._desk.language)

    def _examine(self, *, must_record: bool = False) -> None:
        state = self._products.state
        if self._shown is None or state is None:
            return
        before = self._asked
        self._roi_timer.stop()
        path = self._shown.path
        rois = tuple(self._panels.canvas.rois())
        job = Job(
            task=Task(EXAMINE, state.context),
            items=(WorkItem(path.name, InspectItem(path, self._shown.page, rois)),),
            priority=Priority.CLICK,
            slot=_SLOT,
        )
        # What was to be recorded is, even if another request has overtaken it.
        must = must_record or (before is not None and before.must_record)
        self._asked = _Asked(job.job_id, path, state.context.product, rois, must)
        self._failure = None
        self._panels.scores.set_working(True)
        self._tell_ready()
        self._desk.host.submit(job)

    def _forget_request(self) -> None:
        self._roi_timer.stop()
        asked, self._asked, self._failure = self._asked, None, None
        if asked is not None:
            self._desk.host.cancel(asked.job)

    def _on_event(self, event: ClientEvent) -> None:
        asked = self._asked
        if asked is None or getattr(event, "job_id", None) != asked.job:
            return
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Examination):
            self._asked = None
            self._on_examined(asked, event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._asked = None
            self._on_failed(asked, event.failure)
        elif isinstance(event, JobCancelled):
            self._asked = None
            self._panels.scores.set_working(False)

    def _on_examined(self, asked: _Asked, examination: Examination) -> None:
        if self._shown is None:
            return
        inspection = examination.inspection
        self._shown = replace(self._shown, inspection=inspection, record_id="")
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
        self.states.note_inspected(asked.path, inspection, self.problem_of(inspection))
        self.shown_changed.emit(self._shown)
        self.configuration_seen.emit(inspection.configuration)
        self._tell_ready()
        if asked.must_record or not (asked.rois or self._is_recorded):
            self._record(asked.path, inspection)

    def _on_failed(self, asked: _Asked, failure: Failure) -> None:
        """Show why; a file that is at fault is marked in the browser."""
        self._failure = failure
        self._shown = ShownImage(asked.path)
        words = self._desk.words_of(failure.as_error())
        self._panels.scores.set_working(False)
        self._panels.scores.show_inspection(None, *self._words())
        self._panels.scores.show_failure(words)
        self._panels.description.show_inspection(None, self._words()[0])
        if failure.code.startswith(_OF_THE_FILE):
            self.states.note_failed(asked.path, words, asked.product)
        self.shown_changed.emit(self._shown)
        self._tell_ready()

    def _record(self, path: Path, inspection: Inspection) -> None:
        self._is_recorded = True
        self._desk.storage.submit(
            StorageTask(
                work=partial(record_once, inspection=inspection, context=self.record_context()),
                on_done=partial(self._on_recorded, path, inspection),
                on_error=self._desk.failed.emit,
                name=path.name,
                keep=True,
            )
        )

    def _on_recorded(self, path: Path, inspection: Inspection, standing: StandingRecord) -> None:
        if self._shown is not None and self._shown.inspection is inspection:
            self._shown = replace(self._shown, record_id=standing.record_id)
        self.states.note_recorded(path, standing, inspection.product)
        self.recorded.emit(standing.record_id)

    def _say_again(self) -> None:
        """Say in the current language what is not said by the panels themselves."""
        shown = self._shown
        if shown is None:
            return
        if self._failure is not None:
            words = self._desk.words_of(self._failure.as_error())
            self._panels.scores.show_failure(words)
            if self._failure.code.startswith(_OF_THE_FILE):
                self.states.note_problem(shown.path, words)
        elif shown.inspection is not None and (problem := self.problem_of(shown.inspection)):
            self.states.note_problem(shown.path, problem)

    def _words(self) -> tuple[CategorySet, DecisionRules]:
        state = self._products.state
        if state is None:
            return CategorySet(()), DecisionRules()
        return state.context.categories, state.context.rules

    def _on_painted(self, path: Path) -> None:
        self._painted = path
        self._tell_ready()
        self._prefetch(path)

    def _on_image_failed(self, path: Path) -> None:
        self._unpaintable = path
        self._tell_ready()

    def _prefetch(self, path: Path) -> None:
        """Decode the image that a verdict leads to."""
        images = self._panels.browser.images
        position = images.position_of(path)
        found = None if position is None else images.next_in(EntryFilter.UNDECIDED, position)
        if found is not None:
            self._panels.canvas.prefetch(ShownImage(images.path_at(found)))

    def _on_rois_changed(self, _rois: tuple[BoxPx, ...]) -> None:
        if self._shown is None or self._is_switching:
            return
        self._roi_timer.start()
        self._tell_ready()

    def _on_finding_chosen(self, index: int) -> None:
        self._panels.canvas.set_current_finding(index)
        self._panels.description.select_finding(index)

    def _on_product_changed(self, state: ProductState) -> None:
        is_other = self.states.turn_to(state.context.product)
        if is_other:
            self._is_recorded = False
        self._examine()

    def _tell_ready(self) -> None:
        self.ready_changed.emit(self.is_ready)
