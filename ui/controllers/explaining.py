"""Conversations with a model about the finding that is looked at: asked, stopped, kept, shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.domain.dialogue import Exchange
from core.domain.inspections import Finding, Inspection
from core.errors import ModelError
from core.host.messages import ClientEvent, HostDied, HostPhaseChanged, Job, Priority, WorkItem
from core.jobs.engine import Phase, Task
from core.jobs.events import (
    CancelReason,
    Failure,
    ItemFailed,
    ItemPartial,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobStarted,
)
from core.jobs.ids import JobId
from core.services.requests import (
    EXPLAIN,
    EXPLAINER_MISSING,
    ChatBegun,
    ChatItem,
    ChatReply,
    PlaceItem,
)
from ui.controllers.conversation_records import (
    GivenExchange,
    read_conversations,
    turns_of,
    write_exchange,
)
from ui.controllers.examining import ExaminingController, ExaminingPanels
from ui.controllers.explainers import FoundExplainer, find_explainer
from ui.controllers.outline_records import ImageId, image_of
from ui.controllers.products import ProductController
from ui.controllers.recording import StandingRecord
from ui.desk import Desk
from ui.values import ShownImage
from ui.widgets.description.exchange_card import ShownExchange
from ui.widgets.description.explain import Busy
from ui.workers.storage_tasks import DiskTask, StorageTask

_POISON = "host_poison_input"


@dataclass(slots=True, eq=False)
class _Asked:
    """The question that is being answered."""

    job: JobId
    shown: ShownImage
    inspection: Inspection
    index: int
    finding: Finding
    question: str
    is_running: bool = False
    begun: ChatBegun | None = None
    text: str = ""


class ExplainingController(QObject):
    """Lets a person talk with a model about a finding; one question at a time.

    An answer that is stopped, or left for another image, is kept as far as it was written.

    Signals
    -------
    recorded : str
        Id of the record that something was written to.
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
        self._box = panels.description.explain
        self._index = 0
        self._said: dict[int, list[ShownExchange]] = {}
        self._given: dict[ImageId, list[GivenExchange]] = {}
        self._asked: _Asked | None = None
        self._box.asked.connect(self.ask)
        self._box.stop_wanted.connect(self.stop)
        self._pane.explain_opened.connect(self.look_for_model)
        examining.shown_changed.connect(self._on_shown)
        panels.canvas.finding_chosen.connect(self._on_finding_chosen)
        panels.scores.finding_selected.connect(self._on_finding_chosen)
        # Scores of new ROIs must not wait for an answer about the old ones.
        panels.canvas.rois_changed.connect(lambda _: self.stop())
        desk.host.event_arrived.connect(self._on_event)
        desk.settings_changed.connect(lambda _: self.look_for_model())

    def look_for_model(self) -> None:
        """Find out which model answers, without loading it."""
        work = partial(find_explainer, self._desk.data_dir.models, self._desk.settings.describing)
        self._desk.storage.submit(
            DiskTask(work=work, on_done=self._on_model, on_error=self._desk.failed.emit)
        )

    def ask(self, question: str) -> None:
        """Put a question about the shown finding to the model."""
        shown, state, finding = self._examining.shown, self._products.state, self._pane.finding
        if self._asked is not None or state is None or finding is None:
            return
        if shown is None or shown.inspection is None or shown.inspection.facts is None:
            return
        said = self._said.get(self._index, [])
        item = ChatItem(
            place=PlaceItem(shown.path, shown.page, finding.region.box),
            finding=finding,
            facts=shown.inspection.facts,
            turns=turns_of(said, question),
            lang=self._desk.language,
            seed=len(said),
        )
        job = Job(
            task=Task(EXPLAIN, state.context),
            items=(WorkItem(shown.path.name, item),),
            priority=Priority.CLICK,
            slot=EXPLAIN,
        )
        self._asked = _Asked(job.job_id, shown, shown.inspection, self._index, finding, question)
        self._box.show_question(question, Busy.QUEUE)
        self._desk.host.submit(job)

    def stop(self) -> None:
        """End the answer that is being written; what is there is kept."""
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self._desk.host.cancel(asked.job)
        self._keep_stopped(asked)

    def _on_shown(self, shown: ShownImage | None) -> None:
        self.stop()
        self._index, self._said = 0, {}
        self._show()
        inspection = shown.inspection if shown is not None else None
        if inspection is None or not inspection.findings:
            return
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    read_conversations,
                    inspection=inspection,
                    given=tuple(self._given.get(image_of(inspection), ())),
                ),
                on_done=partial(self._on_read, inspection),
                on_error=self._desk.failed.emit,
            )
        )

    def _on_read(self, inspection: Inspection, said: dict[int, list[ShownExchange]]) -> None:
        if not self._is_shown(inspection):
            return
        for index, each in self._said.items():
            # Said while the records were read.
            known = said.setdefault(index, [])
            known += [one for one in each if one not in known]
        self._said = said
        self._show()

    def _on_finding_chosen(self, index: int) -> None:
        if index != self._index:
            self.stop()
            self._index = index
            self._show()

    def _on_model(self, found: FoundExplainer | ModelError) -> None:
        if isinstance(found, ModelError):
            self._box.show_missing(self._desk.words_of(found))
            return
        self._box.show_model(
            found.name, understands_korean=found.understands_korean, translator=found.translator
        )

    def _on_event(self, event: ClientEvent) -> None:
        asked = self._asked
        if asked is None:
            return
        if isinstance(event, HostDied | HostPhaseChanged):
            self._on_host(asked, event)
        elif getattr(event, "job_id", None) == asked.job:
            self._on_job(asked, event)

    def _on_host(self, asked: _Asked, event: HostDied | HostPhaseChanged) -> None:
        """Say how it stands; a host that ended before it wrote is asked again by itself."""
        if isinstance(event, HostDied):
            self._on_died(asked)
        elif not asked.is_running:
            return
        elif event.phase is Phase.LOADING:
            self._box.show_busy(Busy.LOADING)
        elif event.phase is Phase.GENERATING and not asked.text:
            self._box.show_busy(Busy.THINKING)

    def _on_died(self, asked: _Asked) -> None:
        """Keep what was written: asked again, the model would write something else below it."""
        if asked.begun is None or not asked.text.strip():
            asked.begun, asked.text = None, ""
            self._box.show_busy(Busy.RESTART)
            return
        self._asked = None
        self._desk.host.cancel(asked.job)
        self._keep_stopped(asked, broke_off=True)
        words = self.tr(
            "The inference process ended unexpectedly while the model wrote; it starts again. What "
            "was written is kept. Ask again for the whole answer."
        )
        self._box.show_problem(words)

    def _on_job(self, asked: _Asked, event: ClientEvent) -> None:
        if isinstance(event, JobStarted):
            asked.is_running = True
            self._box.show_busy(Busy.THINKING)
        elif isinstance(event, ItemPartial):
            self._on_partial(asked, event.value)
        elif isinstance(event, ItemSucceeded) and isinstance(event.result, ChatReply):
            self._asked = None
            self._on_answered(asked, event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._asked = None
            self._on_failed(asked, event.failure)
        elif isinstance(event, JobCancelled):
            self._asked = None
            if event.reason is CancelReason.STOPPED:
                self._box.end_answer(question=asked.question)
            else:
                self._keep_stopped(asked)

    def _on_partial(self, asked: _Asked, value: object) -> None:
        if isinstance(value, ChatBegun):
            asked.begun = value
        elif isinstance(value, str):
            asked.text = value
            self._box.show_text(value)

    def _on_answered(self, asked: _Asked, reply: ChatReply) -> None:
        if not reply.text.strip():
            self._box.end_answer(question=asked.question)
            self._box.show_problem(self.tr("The model gave no answer. Ask in other words."))
            return
        self._box.end_answer()
        self._keep(asked, reply.exchange(asked.question))

    def _on_failed(self, asked: _Asked, failure: Failure) -> None:
        self._box.end_answer(question=asked.question)
        if failure.code == EXPLAINER_MISSING:
            self._box.show_missing(self._desk.words_of(failure.as_error()))
        elif failure.code == _POISON:
            words = self.tr(
                "The inference process ended twice over this question: the model probably needs "
                "more memory than there is. Choose fewer bits in the settings (precision of large "
                "models), or a smaller model."
            )
            self._box.show_problem(words)
        else:
            self._box.show_problem(self._desk.words_of(failure.as_error()))

    def _keep_stopped(self, asked: _Asked, *, broke_off: bool = False) -> None:
        """Keep what was written; a question without any answer goes back into the line."""
        text = asked.text.strip()
        if asked.begun is None or not text:
            is_here = self._is_shown(asked.inspection) and asked.index == self._index
            self._box.end_answer(question=asked.question if is_here else "")
            return
        self._box.end_answer()
        # Loads the word lists, which the first paint can do without.
        from core.describe.truth.telling import tell

        state, lang = self._products.state, asked.begun.lang
        if state is None:
            return
        told = tell(text, asked.finding, state.context.categories, lang)
        begun = asked.begun
        self._keep(asked, begun.stopped(asked.question, text, told.found, broke_off=broke_off))

    def _keep(self, asked: _Asked, exchange: Exchange) -> None:
        """Show an exchange and record it with the inspection it is about."""
        context = self._examining.record_context()
        given = GivenExchange(
            exchange, asked.index, asked.finding.region.box, _now(), context.operator
        )
        self._given.setdefault(image_of(asked.inspection), []).append(given)
        if self._is_shown(asked.inspection):
            self._said.setdefault(asked.index, []).append(given.shown)
            self._show()
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    write_exchange, given=given, inspection=asked.inspection, context=context
                ),
                on_done=partial(self._on_written, asked),
                on_error=self._desk.failed.emit,
                name=self.tr("{0}: conversation").format(asked.shown.path.name),
                keep=True,
            )
        )

    def _on_written(self, asked: _Asked, standing: StandingRecord) -> None:
        product = asked.inspection.product
        self._examining.states.note_recorded(asked.shown.path, standing, product)
        self.recorded.emit(standing.record_id)

    def _show(self) -> None:
        said = self._said.get(self._index, [])
        self._box.show_conversation(said)
        self._pane.foot.show_count(len(said))

    def _is_shown(self, inspection: Inspection) -> bool:
        shown = self._examining.shown
        return shown is not None and shown.inspection is inspection


def _now() -> datetime:
    from core.records.clock import now

    return now().local
