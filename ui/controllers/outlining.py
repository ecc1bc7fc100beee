"""Outlines corrected by hand: begun, kept while unfinished, measured, recorded, shown again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from core.domain.corrections import OutlineCorrection
from core.domain.inspections import Finding, Inspection
from core.domain.regions import BoxPx
from core.errors import DefectScribeError
from core.host.messages import ClientEvent, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import Failure, ItemFailed, ItemSucceeded, JobCancelled, JobFailed
from core.jobs.ids import JobId
from core.services.requests import OUTLINE, OutlineItem
from ui.controllers.examining import ExaminingController, ExaminingPanels
from ui.controllers.outline_records import (
    Corrected,
    GivenOutline,
    ImageId,
    OutlineWork,
    are_left,
    image_of,
    places_of,
    read_corrected,
    write_outline,
)
from ui.controllers.products import ProductController
from ui.controllers.recording import StandingRecord
from ui.controllers.unfinished import UnfinishedQuestion
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.models.history_model import severity_words
from ui.values import ShownImage
from ui.widgets.canvas.outline_editing import DrawnOutline
from ui.workers.storage_tasks import StorageTask


class OutlineController(QObject):
    """Lets a person correct what was measured; nothing that was drawn is lost unasked.

    The program's own finding stays what is recorded and judged; the corrected facts are recorded
    beside it and shown in its place.

    Signals
    -------
    recorded : str
        Id of the record that a correction was written to.
    told : str
        Something to say in the status bar.
    """

    recorded = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        panels: ExaminingPanels,
        *,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._examining = examining
        self._panels = panels
        self._window = window
        self._editing = panels.canvas.outline
        self._action: QAction = window.actions_.outline
        self._index = 0
        self._corrected: dict[int, Finding] = {}
        self._known: Inspection | None = None
        self._left: tuple[tuple[ImageId, BoxPx], ...] = ()
        """Places with a person's facts that were shown before this inspection."""
        self._given: dict[ImageId, list[OutlineCorrection]] = {}
        self._restored: set[ImageId] = set()
        self._drafts: dict[tuple[ImageId, BoxPx], OutlineWork] = {}
        self._work: OutlineWork | None = None
        self._asked: tuple[JobId, OutlineWork, DrawnOutline] | None = None
        self.closing = UnfinishedQuestion(window, lambda: self.unfinished, self)
        self._connect()
        self._show_action()

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Names of the images with a correction that was begun and not applied."""
        works = [*self._drafts.values()]
        if self._asked is not None:
            works.append(self._asked[1])
        if self._work is not None and self._work.editor.is_changed:
            works.append(self._work)
        return tuple(dict.fromkeys(work.path.name for work in works))

    def start(self) -> None:
        """Correct the outline of the finding that is looked at."""
        shown = self._examining.shown
        if not self._can_start or shown is None or shown.inspection is None:
            return
        inspection = shown.inspection
        here = image_of(inspection), inspection.findings[self._index].region.box
        draft = self._drafts.pop(here, None)
        finding = self._corrected.get(self._index, inspection.findings[self._index])
        if not self._editing.begin(finding, draft.editor if draft else None):
            if draft is not None:
                self._drafts[here] = draft
            return
        editor = self._editing.editor
        if editor is not None:
            self._work = OutlineWork(shown.path, inspection, self._index, editor)

    @property
    def _can_start(self) -> bool:
        shown = self._examining.shown
        inspection = shown.inspection if shown is not None else None
        return (
            inspection is not None
            # What was corrected before must not be drawn again from the program's outline.
            and self._known is inspection
            and self._index < len(inspection.findings)
            and self._examining.is_ready
            and not self._editing.is_on
        )

    def _connect(self) -> None:
        panels, editing = self._panels, self._editing
        self._action.triggered.connect(self.start)
        editing.apply_wanted.connect(self._on_apply_wanted)
        editing.cancel_wanted.connect(self._on_cancel_wanted)
        editing.editing_changed.connect(self._on_editing_changed)
        self._examining.shown_changed.connect(self._on_shown)
        self._examining.ready_changed.connect(lambda _: self._show_action())
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        self._desk.host.event_arrived.connect(self._on_event)
        self.closing.given_up.connect(self._on_given_up)

    def _on_shown(self, shown: ShownImage | None) -> None:
        self._editing.end()
        if self._known is not None:
            self._left = places_of(self._known, self._corrected)
        self._index, self._corrected, self._known = 0, {}, None
        self._show_action()
        state = self._products.state
        if shown is None or shown.inspection is None or state is None:
            return
        inspection = shown.inspection
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    read_corrected,
                    inspection=inspection,
                    given=tuple(self._given.get(image_of(inspection), ())),
                    categories=state.context.categories,
                ),
                on_done=partial(self._on_read, inspection),
                on_error=partial(self._on_unread, inspection),
            )
        )

    def _on_read(self, inspection: Inspection, found: Corrected) -> None:
        if not self._is_shown(inspection):
            return
        self._known, self._corrected = inspection, found.findings
        if self._corrected:
            self._show()
        self._show_action()
        image = image_of(inspection)
        self._tell_left(inspection)
        if found.rois and image not in self._restored and not self._panels.canvas.rois():
            self._panels.canvas.set_rois(found.rois)
        self._restored.add(image)

    def _tell_left(self, inspection: Inspection) -> None:
        """Say that a drawn outline stays where it was drawn, when its ROI was moved away."""
        left, self._left = self._left, ()
        if are_left(left, inspection):
            words = self.tr(
                "The corrected outline stays recorded for the place where it was drawn and does "
                "not hold for the changed ROI. Undo the change (Ctrl+Z) to see it again."
            )
            self._tell(words)

    def _on_unread(self, inspection: Inspection, error: DefectScribeError) -> None:
        if self._is_shown(inspection):
            self._known = inspection
            self._show_action()
        self._desk.failed.emit(error)

    def _on_finding_chosen(self, index: int) -> None:
        self._index = index
        self._show_action()

    def _on_editing_changed(self, on: bool) -> None:
        actions = self._window.actions_
        for action in (actions.roi, actions.inspect, actions.millimetres):
            action.setEnabled(not on)
        self._show_action()
        if on:
            return
        # Whoever finishes properly has taken the work before: this one was interrupted.
        work, self._work = self._work, None
        is_asked = self._asked is not None and self._asked[1] is work
        if work is not None and work.editor.is_changed and not is_asked:
            self._keep(work)

    def _keep(self, work: OutlineWork) -> None:
        self._drafts[work.place] = work
        words = self.tr("{0}: the unfinished outline is kept; correct it again to go on.")
        self._tell(words.format(work.path.name))

    def _on_cancel_wanted(self) -> None:
        if self._asked is not None and self._asked[1] is self._work:
            # Back to drawing: what was asked for is not wanted any more.
            job, self._asked = self._asked[0], None
            self._desk.host.cancel(job)
            self._editing.show_problem("")
            return
        self._work = None
        self._editing.end()

    def _on_apply_wanted(self, drawn: DrawnOutline) -> None:
        work, state = self._work, self._products.state
        if work is None or state is None:
            # Nothing can be measured: what was drawn is kept for when it can.
            self._editing.end()
            return
        if self._asked is not None:
            self._editing.show_problem(self.tr("Another outline is still being measured."))
            return
        item = OutlineItem(
            path=work.path,
            page=work.inspection.page,
            sha256=work.inspection.sha256,
            finding=work.finding,
            bits=drawn.bits,
            corner_px=drawn.corner_px,
            length_line_px=drawn.length_line_px,
        )
        job = Job(
            task=Task(OUTLINE, state.context),
            items=(WorkItem(work.path.name, item),),
            priority=Priority.CLICK,
        )
        self._asked = (job.job_id, work, drawn)
        self._desk.host.submit(job)

    def _on_event(self, event: ClientEvent) -> None:
        if self._asked is None or getattr(event, "job_id", None) != self._asked[0]:
            return
        _, work, drawn = self._asked
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Finding):
            self._asked = None
            self._on_measured(work, drawn, event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._asked = None
            self._on_failed(work, event.failure)
        elif isinstance(event, JobCancelled):
            self._asked = None
            self._on_failed(work, Failure("cancelled", {}))

    def _on_measured(self, work: OutlineWork, drawn: DrawnOutline, found: Finding) -> None:
        correction = OutlineCorrection.of(found, work.index, drawn.reason)
        image, _ = work.place
        self._given.setdefault(image, []).append(correction)
        self._drafts.pop(work.place, None)
        if self._work is work:
            self._work = None
            self._editing.end()
        if self._is_shown(work.inspection):
            self._corrected[work.index] = found
            self._show()
        if found.severity is not work.finding.severity:
            self._tell_severity(found)
        self._record(work, correction)

    def _on_given_up(self) -> None:
        self._work = None
        self._drafts.clear()
        self._editing.end()
        if self._asked is not None:
            self._desk.host.cancel(self._asked[0])
            self._asked = None

    def _on_failed(self, work: OutlineWork, failure: Failure) -> None:
        """Let the person go on with what was drawn, here or when the image is shown again."""
        words = self._desk.words_of(failure.as_error())
        if self._work is work:
            self._editing.show_problem(words)
            return
        self._drafts[work.place] = work
        self._tell(f"{work.path.name}: {words}")

    def _record(self, work: OutlineWork, correction: OutlineCorrection) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    write_outline,
                    given=GivenOutline(correction),
                    inspection=work.inspection,
                    context=self._examining.record_context(),
                ),
                on_done=partial(self._on_written, work),
                on_error=self._desk.failed.emit,
                name=self.tr("{0}: corrected outline").format(work.path.name),
                keep=True,
            )
        )

    def _on_written(self, work: OutlineWork, standing: StandingRecord) -> None:
        product = work.inspection.product
        self._examining.states.note_recorded(work.path, standing, product)
        self.recorded.emit(standing.record_id)

    def _show(self) -> None:
        """Show the findings with a person's facts where there are any."""
        shown = self._examining.shown
        if shown is None or shown.inspection is None:
            return
        findings = tuple(
            self._corrected.get(index, finding)
            for index, finding in enumerate(shown.inspection.findings)
        )
        self._panels.canvas.set_findings(findings)
        self._panels.canvas.set_current_finding(self._index or None)
        self._panels.description.update_inspection(replace(shown.inspection, findings=findings))

    def _is_shown(self, inspection: Inspection) -> bool:
        shown = self._examining.shown
        return shown is not None and shown.inspection is inspection

    def _show_action(self) -> None:
        self._action.setEnabled(self._can_start)

    def _tell_severity(self, found: Finding) -> None:
        """Say that the program decided on another severity, so that the person decides."""
        if found.severity is not None:
            words = self.tr("Severity by the corrected outline: {0}. The verdict is yours.")
            self._tell(words.format(severity_words(found.severity)))

    def _tell(self, words: str) -> None:
        self.told.emit(words)
