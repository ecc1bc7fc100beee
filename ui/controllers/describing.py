"""What a model says the shown finding looks like, and its answers to questions about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.domain.inspections import Caption, Finding, Inspection
from core.errors import DefectScribeError
from core.host.messages import ClientEvent, Job, Priority, WorkItem
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
from core.services.requests import (
    ASK,
    CAPTIONER_MISSING,
    DESCRIBE,
    PlaceItem,
    QuestionItem,
    SpokenAnswer,
)
from ui.controllers.caption_records import GivenCaption, read_captions, write_captions
from ui.controllers.examining import ExaminingController, ExaminingPanels
from ui.controllers.products import ProductController
from ui.desk import Desk
from ui.values import ShownImage
from ui.widgets.description.foot import CaptionerState
from ui.workers.storage_tasks import StorageTask

_ENDS = ItemFailed | JobFailed | JobCancelled | JobSucceeded


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The finding that a caption was asked for; it is recorded with it even if it comes late."""

    shown: ShownImage
    inspection: Inspection
    index: int


class DescribingController(QObject):
    """Asks the host for a caption once the scores are there, so that they never wait for it.

    What was recorded of a place is shown at once, and is not computed anew by the same model. A
    caption is added to the record of its inspection as soon as there are both.

    Parameters
    ----------
    desk : Desk
        Threads, settings, language.
    products : ProductController
        Names of the categories.
    examining : ExaminingController
        Tells which image is shown.
    panels : ExaminingPanels
        Where findings are chosen and described.
    parent : QObject, optional
        Owner.

    Signals
    -------
    recorded : str
        Id of the record that a caption was added to.
    """

    recorded = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        panels: ExaminingPanels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._examining = examining
        self._pane = panels.description
        self._shown: ShownImage | None = None
        self._index = 0
        self._captions: dict[int, Caption | None] = {}
        self._describing: JobId | None = None
        self._asked: dict[JobId, _Asked] = {}
        self._unwritten: list[GivenCaption] = []
        self._asking: JobId | None = None
        self._failure: Failure | None = None
        self._model = ""
        self._way = self._chosen_way()
        examining.shown_changed.connect(self._on_shown)
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        self._pane.question_asked.connect(self.ask)
        desk.host.event_arrived.connect(self._on_event)
        desk.settings_changed.connect(lambda _: self._on_settings_changed())
        self._say_state()

    def ask(self, question: str) -> None:
        """Put a question about the shown finding to the model.

        Parameters
        ----------
        question : str
            The id of a known question, or what a person typed.
        """
        place = self._place()
        if place is None:
            return
        item = QuestionItem(place, question, self._desk.language)
        job = Job(
            task=Task(ASK, self._desk.product),
            items=(WorkItem(place.path.name, item),),
            priority=Priority.CLICK,
            slot=ASK,
        )
        self._asking = job.job_id
        self._pane.ask.set_waiting()
        self._desk.host.submit(job)

    def _on_shown(self, shown: ShownImage | None) -> None:
        self._forget_jobs()
        before = self._shown
        self._shown, self._index, self._captions = shown, 0, {}
        if before is not None and (shown is None or shown.path != before.path):
            # A verdict on the image was submitted before: its record is there when this is tried.
            self.write_captions()
            self._unwritten = []
        self._describe()

    def _on_finding_chosen(self, index: int) -> None:
        if index == self._index:
            return
        self._forget_jobs()
        self._index = index
        if index in self._captions:
            self._pane.show_caption(self._captions[index])
        else:
            self._describe()

    def _on_settings_changed(self) -> None:
        """Get the Korean anew where another way into it was chosen."""
        way = self._chosen_way()
        if way != self._way:
            self._way = way
            self._forget_jobs()
            self._captions = {}
            self._describe()
        self._say_state()

    def _chosen_way(self) -> tuple[str, str]:
        chosen = self._desk.settings.describing
        return chosen.korean.value, chosen.translator

    def _describe(self) -> None:
        """Look into the records first."""
        finding, shown = self._finding(), self._shown
        if shown is None or shown.inspection is None or finding is None or finding.caption:
            return
        asked = _Asked(shown, shown.inspection, self._index)
        self._desk.storage.submit(
            StorageTask(
                work=partial(read_captions, inspection=asked.inspection, place=finding.region.box),
                on_done=partial(self._on_known, asked),
                on_error=partial(self._on_unknown, asked),
            )
        )

    def _on_unknown(self, asked: _Asked, error: DefectScribeError) -> None:
        """Describe all the same, when the records cannot be read."""
        self._desk.failed.emit(error)
        self._on_known(asked, ())

    def _on_known(self, asked: _Asked, known: tuple[Caption, ...]) -> None:
        """Show what is known of the place, and ask the model unless it is absent."""
        if not self._is_shown(asked) or asked.index in self._captions or self._describing:
            return
        chosen = self._desk.settings.describing.captioner
        before = [each for each in known if self._is_absent or each.model.id == chosen]
        if before:
            self._pane.show_caption(before[0])
        place = self._place()
        if place is not None and not self._is_absent:
            self._ask_host(asked, replace(place, known=known))

    def _ask_host(self, asked: _Asked, place: PlaceItem) -> None:
        job = Job(
            task=Task(DESCRIBE, self._desk.product),
            items=(WorkItem(place.path.name, place),),
            priority=Priority.VIEW,
            slot=DESCRIBE,
        )
        self._describing = job.job_id
        self._asked[job.job_id] = asked
        self._say_state()
        self._desk.host.submit(job)

    def _forget_jobs(self) -> None:
        for job in (self._describing, self._asking):
            if job is not None:
                self._desk.host.cancel(job)
        self._describing = self._asking = None

    def _on_event(self, event: ClientEvent) -> None:
        job = getattr(event, "job_id", None)
        if job is None:
            return
        asked = self._asked.get(job)
        if asked is not None and isinstance(event, ItemSucceeded):
            self._keep(asked, event.result)
        if isinstance(event, _ENDS):
            self._asked.pop(job, None)
        if job == self._describing:
            self._on_described(event)
        elif job == self._asking:
            self._on_answered(event)

    def _on_described(self, event: ClientEvent) -> None:
        if isinstance(event, ItemSucceeded):
            caption = event.result if isinstance(event.result, Caption) else None
            self._describing = self._failure = None
            self._captions[self._index] = caption
            self._model = caption.model.id if caption else self._model
            self._say_state()
            self._pane.show_caption(caption)
        elif isinstance(event, ItemFailed | JobFailed):
            self._describing, self._failure = None, event.failure
            self._say_state()
        elif isinstance(event, JobCancelled):
            self._describing = None
            self._say_state()

    def _on_answered(self, event: ClientEvent) -> None:
        if isinstance(event, ItemSucceeded) and isinstance(event.result, SpokenAnswer):
            self._asking = None
            self._pane.ask.show_answer(event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._asking = None
            self._pane.ask.show_problem(self._desk.words_of(event.failure.as_error()))
        elif isinstance(event, JobCancelled):
            self._asking = None
            self._pane.ask.clear()

    def write_captions(self) -> None:
        """Add the captions to the records that are there by now."""
        given = tuple(each for each in self._unwritten if not each.is_written)
        self._unwritten = list(given)
        if not given:
            return
        self._desk.storage.submit(
            StorageTask(
                work=partial(write_captions, given=given),
                on_done=self._on_written,
                on_error=self._desk.failed.emit,
                name=self.tr("{0}: description").format(
                    Path(given[0].inspection.sighting.path).name
                ),
                keep=True,
            )
        )

    def _keep(self, asked: _Asked, caption: object) -> None:
        """Add a caption to the record of its inspection, once that is recorded."""
        state = self._products.state
        if not isinstance(caption, Caption) or state is None:
            return
        self._unwritten.append(
            GivenCaption(
                caption=caption,
                inspection=asked.inspection,
                index=asked.index,
                lang=self._desk.language,
                categories=state.context.categories,
                context=self._examining.record_context(),
            )
        )
        self.write_captions()

    def _on_written(self, record_ids: tuple[str, ...]) -> None:
        for record_id in record_ids:
            self.recorded.emit(record_id)

    def _is_shown(self, asked: _Asked) -> bool:
        shown = self._shown
        is_same_image = shown is not None and shown.inspection is asked.inspection
        return is_same_image and asked.index == self._index

    @property
    def _is_absent(self) -> bool:
        return self._failure is not None and self._failure.code == CAPTIONER_MISSING

    def _say_state(self) -> None:
        """Say in one line how it stands with the model."""
        if self._is_absent:
            self._pane.show_captioner(CaptionerState.ABSENT)
        elif self._failure is not None:
            words = self._desk.words_of(self._failure.as_error())
            self._pane.show_captioner(CaptionerState.FAILED, words)
        elif self._model:
            self._pane.show_captioner(CaptionerState.READY, self._model)
        elif self._describing is not None:
            name = self._desk.settings.describing.captioner
            self._pane.show_captioner(CaptionerState.LOADING, name)
        else:
            self._pane.show_captioner(CaptionerState.WAITING)

    def _finding(self) -> Finding | None:
        inspection = self._shown.inspection if self._shown else None
        findings = inspection.findings if inspection else ()
        return findings[self._index] if self._index < len(findings) else None

    def _place(self) -> PlaceItem | None:
        finding = self._finding()
        if self._shown is None or finding is None:
            return None
        return PlaceItem(self._shown.path, self._shown.page, finding.region.box)
