"""What a model says the shown finding looks like, and its answers to questions about it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.domain.inspections import Caption, Finding
from core.host.messages import ClientEvent, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import Failure, ItemFailed, ItemSucceeded, JobCancelled, JobFailed
from core.jobs.ids import JobId
from core.services.requests import (
    ASK,
    CAPTIONER_MISSING,
    DESCRIBE,
    PlaceItem,
    QuestionItem,
    SpokenAnswer,
)
from ui.controllers.examining import ExaminingController, ExaminingPanels
from ui.desk import Desk
from ui.values import ShownImage
from ui.widgets.description.foot import CaptionerState


class DescribingController(QObject):
    """Asks the host for a caption once the scores are there, so that they never wait for it.

    Parameters
    ----------
    desk : Desk
        Threads, settings, language.
    examining : ExaminingController
        Tells which image is shown.
    panels : ExaminingPanels
        Where findings are chosen and described.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        desk: Desk,
        examining: ExaminingController,
        panels: ExaminingPanels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pane = panels.description
        self._shown: ShownImage | None = None
        self._index = 0
        self._captions: dict[int, Caption | None] = {}
        self._describing: JobId | None = None
        self._asking: JobId | None = None
        self._failure: Failure | None = None
        self._model = ""
        examining.shown_changed.connect(self._on_shown)
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        self._pane.question_asked.connect(self.ask)
        desk.host.event_arrived.connect(self._on_event)
        desk.settings_changed.connect(lambda _: self._say_state())
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
        self._shown, self._index, self._captions = shown, 0, {}
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

    def _describe(self) -> None:
        place = self._place()
        finding = self._finding()
        if place is None or finding is None or finding.caption is not None or self._is_absent:
            return
        job = Job(
            task=Task(DESCRIBE, self._desk.product),
            items=(WorkItem(place.path.name, place),),
            priority=Priority.VIEW,
            slot=DESCRIBE,
        )
        self._describing = job.job_id
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
