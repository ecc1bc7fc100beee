"""Verdicts: given, recorded together with what they are about, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext, Verdict
from core.errors import DefectScribeError
from ui.controllers.examining import ExaminingController, StandingRecord, record_once
from ui.controllers.products import ProductController, ProductState
from ui.desk import Desk
from ui.dialogs.operator import OperatorChoice, OperatorDialog
from ui.values import ChosenVerdict, ShownImage
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.verdict.bar import VerdictBar
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History

_RECENT_OPERATORS = "people/recent"
_MAX_RECENT = 6


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """A verdict of this session, to be taken back."""

    path: Path
    record_id: str


class VerdictController(QObject):
    """Records what the verdict bar says, and goes on to the next image.

    Signals
    -------
    recorded : str
        Id of the record a verdict was written to.
    """

    recorded = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        bar: VerdictBar,
        *,
        browser: BrowserPanel,
        canvas: CanvasPanel,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._examining = examining
        self._bar = bar
        self._browser = browser
        self._canvas = canvas
        self._window = window
        self._given: list[GivenVerdict] = []
        self._lot = ""
        self._part_id = ""
        bar.verdict_given.connect(self._on_given)
        bar.accepted.connect(self._on_accepted)
        bar.next_wanted.connect(self._go_on)
        bar.undo_wanted.connect(self.undo)
        bar.operator_wanted.connect(self.ask_operator)
        bar.operator_chosen.connect(self._on_operator_chosen)
        bar.lot_changed.connect(self._on_lot_changed)
        bar.part_id_changed.connect(self._on_part_id_changed)
        bar.editing_finished.connect(canvas.view.setFocus)
        examining.shown_changed.connect(self._on_shown)
        examining.ready_changed.connect(bar.set_ready)
        products.changed.connect(self._on_product)
        desk.settings_changed.connect(lambda _: self.show_people())

    def show_people(self) -> None:
        """Show operator and station of the settings."""
        settings = self._desk.settings
        self._bar.show_context(
            operator=settings.operator, station=settings.station, recent=self._recent()
        )

    def ask_operator(self) -> None:
        """Ask who inspects, and where."""
        settings = self._desk.settings
        dialog = OperatorDialog(self._window)
        dialog.show_names(settings.operator, settings.station, self._recent())
        dialog.operator_chosen.connect(self._on_people_chosen)
        dialog.open()

    def undo(self) -> None:
        """Take back a ROI edit if one is pending, else the last verdict of this session."""
        if self._canvas.undo_roi():
            return
        if not self._given:
            return
        last = self._given.pop()
        self._desk.storage.submit(
            StorageTask(
                work=partial(retract, record_id=last.record_id, context=self._context()),
                on_done=partial(self._on_written, last.path, False),
                on_error=self._on_failed,
                name=f"{last.path.name}: undo",
                keep=True,
            )
        )

    def _on_accepted(self) -> None:
        proposal = self._bar.proposal
        if proposal is not None:
            self._on_given(proposal)
            self._go_on()

    def _on_given(self, chosen: ChosenVerdict) -> None:
        shown = self._examining.shown
        if shown is None or shown.inspection is None:
            return
        self._bar.show_saving()
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    write_verdict,
                    inspection=shown.inspection,
                    chosen=chosen,
                    context=self._context(),
                ),
                on_done=partial(self._on_written, shown.path, True),
                on_error=self._on_failed,
                name=f"{shown.path.name}: {chosen.verdict.value}",
                keep=True,
            )
        )

    def _on_written(self, path: Path, given: bool, standing: StandingRecord) -> None:
        if given:
            self._given.append(GivenVerdict(path, standing.record_id))
        self._examining.note_record(path, standing)
        shown = self._examining.shown
        if shown is not None and shown.path == path:
            self._bar.show_verdict(standing.verdict)
        self._bar.show_saved(path.name)
        self.recorded.emit(standing.record_id)

    def _on_failed(self, error: DefectScribeError) -> None:
        self._bar.show_unsaved(self._desk.words_of(error))

    def _go_on(self) -> None:
        if not self._browser.select_next_undecided():
            self._browser.select_next()

    def _on_shown(self, shown: ShownImage | None) -> None:
        verdict: Outcome | None = None
        if shown is not None:
            verdict = self._browser.state_of(shown.path).verdict
        self._bar.show_inspection(shown.inspection if shown else None, verdict)

    def _on_product(self, state: ProductState) -> None:
        self._bar.set_book(state.book, state.context.categories)

    def _on_people_chosen(self, choice: OperatorChoice) -> None:
        recent = [choice.operator, *(n for n in self._recent() if n != choice.operator)]
        self._desk.store.setValue(_RECENT_OPERATORS, recent[:_MAX_RECENT])
        self._desk.change_settings({"operator": choice.operator, "station": choice.station})
        self.show_people()

    def _on_operator_chosen(self, name: str) -> None:
        self._desk.change_settings({"operator": name})

    def _on_lot_changed(self, text: str) -> None:
        self._lot = text

    def _on_part_id_changed(self, text: str) -> None:
        self._part_id = text

    def _context(self) -> RecordContext:
        context = self._examining.record_context()
        return replace(context, lot=self._lot, part_id=self._part_id)

    def _recent(self) -> list[str]:
        names = self._desk.store.value(_RECENT_OPERATORS)
        if isinstance(names, str):
            return [names] if names else []
        return [str(name) for name in names] if isinstance(names, list) else []


def write_verdict(
    history: History, *, inspection: Inspection, chosen: ChosenVerdict, context: RecordContext
) -> StandingRecord:
    """Record a verdict, and the inspection if it is not there yet; in the storage thread."""
    record_id = record_once(history, inspection=inspection, context=context).record_id
    history.record_verdict(
        Verdict(
            inspection_id=record_id,
            verdict=chosen.verdict,
            context=context,
            category_id=chosen.category_id,
            severity=chosen.severity,
            sub_grade=chosen.sub_grade,
            note=chosen.note,
            reason=chosen.reason,
        )
    )
    return standing_of(history, record_id)


def retract(history: History, *, record_id: str, context: RecordContext) -> StandingRecord:
    """Take the last standing verdict of a record back; in the storage thread."""
    history.record_verdict(
        Verdict(inspection_id=record_id, verdict=Outcome.HOLD, context=context, retracts=True)
    )
    return standing_of(history, record_id)


def standing_of(history: History, record_id: str) -> StandingRecord:
    """Return how a record stands now; in the storage thread."""
    from core.records.values import HistoryFilter

    for line in history.list_records(HistoryFilter(record_id=record_id), limit=1):
        return StandingRecord(record_id, line.current_verdict, line.corrected)
    return StandingRecord(record_id)
