"""Verdicts: given, recorded together with what they are about, taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from core.domain.verdicts import RecordContext
from core.errors import DefectScribeError
from ui.controllers.dialogs import open_once
from ui.controllers.examining import ExaminingController
from ui.controllers.image_states import Standing
from ui.controllers.products import ProductController, ProductState
from ui.controllers.recording import GivenVerdict, StandingRecord, retract, write_verdict
from ui.desk import Desk
from ui.dialogs.operator import OperatorChoice, OperatorDialog
from ui.values import ChosenVerdict, SavedVerdict, ShownImage
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.verdict.bar import VerdictBar
from ui.workers.storage_tasks import StorageState, StorageTask

_RECENT_OPERATORS: Final = "people/recent"
_MAX_RECENT: Final = 6


class VerdictController(QObject):
    """Records what the verdict bar says, and goes on to the next image.

    The lot holds until another one is entered; a part id goes with the image after a verdict was
    given under it, so that no part is recorded under the id of the one before.

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
        self._states = examining.states
        self._bar = bar
        self._browser = browser
        self._canvas = canvas
        self._window = window
        self._given: list[GivenVerdict] = []
        self._last_name = ""
        self._is_in_trouble = False
        self._part_id = ""
        self._has_used_part_id = False
        self._dialog: OperatorDialog | None = None
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
        self._states.standing_changed.connect(self._on_standing_changed)
        products.changed.connect(self._on_product)
        desk.storage.state_changed.connect(self._on_storage)
        desk.settings_changed.connect(lambda _: self.show_people())

    def show_people(self) -> None:
        """Show operator and station of the settings."""
        settings = self._desk.settings
        self._bar.show_context(
            operator=settings.operator,
            station=settings.station,
            recent=recent_operators(self._desk.store),
        )

    def ask_operator(self) -> None:
        """Ask who inspects, and where; once at a time."""
        if self._dialog is not None:
            return
        settings = self._desk.settings
        dialog = OperatorDialog(self._window)
        recent = recent_operators(self._desk.store)
        dialog.show_names(settings.operator, settings.station, recent)
        dialog.operator_chosen.connect(self._on_people_chosen)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        open_once(dialog)

    def undo(self) -> None:
        """Take back a ROI edit if one is pending, else the last verdict of this session.

        The image of the verdict is shown again, so that a person sees what was taken back.
        """
        if self._canvas.undo_roi() or not self._given:
            return
        last = self._given.pop()
        before = self._states.standing(last.path)
        name = self.tr("{0}: verdict taken back").format(last.path.name)
        self._show_saving(last.path.name)
        self._states.note_given(last.path, None, last.product)
        if last.product == self._desk.product:
            self._browser.select(last.path)
        self._desk.storage.submit(
            StorageTask(
                work=partial(retract, given=last, context=self._context()),
                on_done=partial(self._on_written, last),
                on_error=partial(self._on_failed, last, before, name),
                name=name,
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
        from core.records.clock import now

        inspection = shown.inspection
        given = GivenVerdict(shown.path, inspection.product)
        before = self._states.standing(shown.path)
        name = f"{shown.path.name}: {chosen.verdict.value}"
        self._given.append(given)
        self._has_used_part_id = True
        # From here on Ctrl+Z means the verdict, not the ROIs it is about.
        self._canvas.settle_rois()
        self._show_saving(shown.path.name)
        context = self._context()
        saved = SavedVerdict(chosen, context.operator, now().local)
        self._states.note_given(shown.path, saved, given.product)
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    write_verdict,
                    given=given,
                    inspection=inspection,
                    chosen=chosen,
                    context=context,
                ),
                on_done=partial(self._on_written, given),
                on_error=partial(self._on_failed, given, before, name),
                name=name,
                keep=True,
            )
        )

    def _on_written(self, given: GivenVerdict, standing: StandingRecord) -> None:
        self._states.note_written(given.path, standing, given.product)
        self._last_name = given.path.name
        self._show_saved(self._desk.storage.state)
        self.recorded.emit(standing.record_id)

    def _on_failed(
        self, given: GivenVerdict, before: Standing, name: str, error: DefectScribeError
    ) -> None:
        """Say why a verdict is not saved; it stands while it is kept to be tried again."""
        if name not in self._desk.storage.state.unsaved:
            if given in self._given:
                self._given.remove(given)
            self._states.note_refused(given.path, before, given.product)
        self._bar.show_unsaved(self._desk.words_of(error))

    def _on_storage(self, state: StorageState) -> None:
        """Say again what is not saved as long as there is anything, and that all is in the end.

        The last to be written need not be a verdict: captions and conversations wait in line too.
        """
        if state.unsaved and state.trouble is not None:
            self._is_in_trouble = True
            self._bar.show_unsaved(self._desk.words_of(state.trouble))
        elif self._is_in_trouble and not state.unsaved:
            self._is_in_trouble = False
            self._show_saved(state)

    def _show_saving(self, name: str) -> None:
        if not self._desk.storage.state.unsaved:
            self._bar.show_saving(name)

    def _show_saved(self, state: StorageState) -> None:
        if not state.unsaved:
            self._bar.show_saved(self._last_name)

    def _go_on(self) -> None:
        if not self._browser.select_next_undecided():
            self._browser.select_next()

    def _on_shown(self, shown: ShownImage | None) -> None:
        is_other = shown is not None and shown.inspection is None
        if is_other and self._has_used_part_id and self._part_id:
            self._part_id, self._has_used_part_id = "", False
            self._bar.show_part(lot=self._examining.lot, part_id="")
        saved = self._states.saved_on(shown.path) if shown is not None else None
        self._bar.show_inspection(shown.inspection if shown else None, saved)

    def _on_standing_changed(self, path: Path) -> None:
        shown = self._examining.shown
        if shown is not None and shown.path == path:
            self._bar.show_verdict(self._states.saved_on(path))

    def _on_product(self, state: ProductState) -> None:
        self._bar.set_book(state.book, state.context.categories)

    def _on_people_chosen(self, choice: OperatorChoice) -> None:
        self._remember(choice.operator)
        self._desk.change_settings({"operator": choice.operator, "station": choice.station})
        self.show_people()

    def _on_operator_chosen(self, name: str) -> None:
        self._remember(name)
        self._desk.change_settings({"operator": name})

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_lot_changed(self, text: str) -> None:
        self._examining.lot = text

    def _on_part_id_changed(self, text: str) -> None:
        self._part_id, self._has_used_part_id = text, False

    def _remember(self, operator: str) -> None:
        names = [operator, *(n for n in recent_operators(self._desk.store) if n != operator)]
        self._desk.store.setValue(_RECENT_OPERATORS, names[:_MAX_RECENT])

    def _context(self) -> RecordContext:
        return replace(self._examining.record_context(), part_id=self._part_id)


def recent_operators(store: QSettings) -> list[str]:
    """Return who inspected here lately, the last one first."""
    names = store.value(_RECENT_OPERATORS)
    if isinstance(names, str):
        return [names] if names else []
    return [str(name) for name in names] if isinstance(names, list) else []
