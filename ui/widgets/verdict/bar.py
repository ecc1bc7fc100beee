"""The verdict bar: a person decides about the image on the canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from core.dataset.defect_book import DefectBook
from core.domain.categories import CategorySet
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from ui.icons import icon
from ui.theme import GRID_PX
from ui.values import ChosenVerdict, SavedVerdict
from ui.widgets.elided_label import small_icon_px
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.verdict.button import VerdictButton
from ui.widgets.verdict.choices import Fields, proposed_fields, saved_fields
from ui.widgets.verdict.context_fields import ContextFields
from ui.widgets.verdict.deciding import (
    Accept,
    AskOperator,
    AskReason,
    Deciding,
    Give,
    GoOn,
    Refuse,
    Step,
)
from ui.widgets.verdict.finding_fields import FindingFields
from ui.widgets.verdict.key_filter import VerdictKeyFilter
from ui.widgets.verdict.keys import Refusal, Subject
from ui.widgets.verdict.reason_question import ReasonQuestion
from ui.widgets.verdict.save_line import SaveLine, SaveState


class VerdictBar(QWidget):
    """OK, NG or HOLD with category, severity, sub-grade and note.

    Signals
    -------
    verdict_given(ChosenVerdict)
        To be recorded; the image stays.
    accepted()
        The program's proposal is to be recorded as `proposal` says, then the next image shown.
    next_wanted()
        The next image; this one has a person's verdict.
    undo_wanted()
        Take the last verdict back.
    category_chosen(str)
        Id; empty for none.
    operator_wanted()
        Operator and station are to be entered; a verdict may wait for it.
    operator_chosen(str)
        Switch to a recent operator.
    lot_changed(str), part_id_changed(str)
        Typed or scanned.
    editing_finished()
        Enter in a text field: give the focus back to the image.
    subject_changed(Subject)
        What verdict keys are about.
    """

    verdict_given = Signal(object)
    accepted = Signal()
    next_wanted = Signal()
    undo_wanted = Signal()
    category_chosen = Signal(str)
    operator_wanted = Signal()
    operator_chosen = Signal(str)
    lot_changed = Signal(str)
    part_id_changed = Signal(str)
    editing_finished = Signal()
    subject_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deciding = Deciding()
        self._proposal: ChosenVerdict | None = None
        self._waiting: Callable[[], None] | None = None
        self._question = ReasonQuestion(self, self._finish)
        self._buttons = {outcome: VerdictButton(outcome) for outcome in Outcome}
        self._fields = FindingFields(self)
        self._shown_fields = self._fields.fields()
        self._context = ContextFields(self)
        self._accept = QPushButton()
        self._undo = QToolButton()
        self._line = SaveLine()
        self._connect()
        self._lay_out()
        self._fit_icons()
        self.retranslate()
        self._refresh()

    def set_book(self, book: DefectBook, categories: CategorySet) -> None:
        """Offer the categories of a product; the book has their sub-grades."""
        self._fields.set_book(book, categories)

    def show_inspection(
        self, inspection: Inspection | None, saved: SavedVerdict | None = None
    ) -> None:
        """Show another image: the person's verdict so far, else the program's proposal."""
        self._drop_questions()
        self._deciding.show(inspection)
        self._deciding.set_verdict(saved)
        self._show_fields(saved_fields(saved) if saved else proposed_fields(inspection))
        self._line.show_standing(saved)
        self._line.clear_refusal()
        self._refresh()

    def show_verdict(self, saved: SavedVerdict | None) -> None:
        """Show the person's verdict of record; None after it was taken back or not saved.

        Fields that a person has begun to fill in stay as they are.
        """
        is_news = self._deciding.set_verdict(saved)
        if saved is None or is_news:
            self._line.show_standing(saved)
        is_untouched = self._fields.fields() == self._shown_fields
        if saved is not None and is_news and is_untouched and not self._question.is_open:
            self._show_fields(saved_fields(saved))
        self._refresh()

    def set_ready(self, ready: bool) -> None:
        """Tell whether the image is painted and scored; verdicts are possible only then."""
        self._deciding.set_ready(ready=ready)
        self._refresh()

    def show_context(self, *, operator: str, station: str, recent: Sequence[str] = ()) -> None:
        """Show who inspects where; a verdict that waited for it is given now."""
        self._context.show_context(operator=operator, station=station, recent=recent)
        self._deciding.has_context = self._context.is_complete
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self._deciding.has_context:
            waiting()

    def show_part(self, *, lot: str, part_id: str) -> None:
        """Show lot and part id without telling that they changed."""
        self._context.show_part(lot=lot, part_id=part_id)

    def show_saving(self, detail: str = "") -> None:
        """Say that the last verdict is being saved."""
        self._line.show_state(SaveState.SAVING, detail)

    def show_saved(self, detail: str = "") -> None:
        """Say that the last verdict is saved."""
        self._line.show_state(SaveState.SAVED, detail)

    def show_unsaved(self, why: str) -> None:
        """Say why the last verdict could not be saved; `show_verdict` tells what holds now."""
        self._deciding.note_unsaved()
        self._line.show_state(SaveState.UNSAVED, why)

    def give(self, outcome: Outcome) -> None:
        """Give a verdict, as if its button were pressed."""
        self._take(
            self._deciding.request(outcome, self._fields.fields()), partial(self.give, outcome)
        )

    def accept(self) -> None:
        """Accept the program's proposal and go on; never a HOLD."""
        self._take(self._deciding.request_acceptance(self._fields.fields()), self.accept)

    def choose_category(self, number: int) -> None:
        """Choose the category with a digit."""
        if self._deciding.is_ready:
            self._fields.choose_number(number)

    def enter_part_id(self, text: str) -> None:
        """Take a scanned part id."""
        self._context.enter_part_id(text)

    def show_refusal(self, why: Refusal) -> None:
        """Say why a key did nothing."""
        self._line.show_refusal(why)

    @property
    def proposal(self) -> ChosenVerdict | None:
        """What was accepted last; read it in a slot of `accepted`."""
        return self._proposal

    @property
    def subject(self) -> Subject:
        """What verdict keys are about."""
        return self._deciding.subject

    def attach_keys(self, keys: VerdictKeyFilter) -> None:
        """Let the verdict keys of canvas and browser work this bar."""
        keys.verdict_keyed.connect(self.give)
        keys.category_keyed.connect(self.choose_category)
        keys.accept_keyed.connect(self.accept)
        keys.undo_keyed.connect(self.undo_wanted)
        keys.part_id_scanned.connect(self.enter_part_id)
        keys.key_refused.connect(self.show_refusal)
        self.subject_changed.connect(keys.set_subject)
        keys.set_subject(self.subject)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(self.tr("Verdict"))
        for button in self._buttons.values():
            button.retranslate()
        self._undo.setAccessibleName(self.tr("Take back the last verdict"))
        self._undo.setToolTip(self.tr("Take back the last verdict (Ctrl+Z)"))
        self._say_accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()
            self._fields.fit()
            self._context.fit()

    def _take(self, step: Step, again: Callable[[], None]) -> None:
        """Do what a request leads to; ``again`` repeats it when the operator is known."""
        match step:
            case Give(chosen):
                self._finish(chosen)
            case Accept(chosen):
                self._finish_acceptance(chosen)
            case AskReason():
                self._question.ask(step)
            case AskOperator():
                self._waiting = again
                self._emit_operator_wanted()
            case GoOn():
                self._emit_next_wanted()
            case Refuse(why):
                self.show_refusal(why)
            case _:
                pass

    def _finish(self, chosen: ChosenVerdict) -> None:
        self._note_given(chosen)
        self._refresh()
        self._emit_verdict_given(chosen)

    def _finish_acceptance(self, chosen: ChosenVerdict) -> None:
        self._proposal = chosen
        self._note_given(chosen)
        self._refresh()
        self._emit_accepted()

    def _note_given(self, chosen: ChosenVerdict) -> None:
        self._deciding.note_given(chosen)
        self._line.show_standing(None)
        self._line.clear_refusal()

    def _drop_questions(self) -> None:
        """Questions about the last image are not asked about this one."""
        self._waiting = None
        self._question.drop()

    def _show_fields(self, fields: Fields) -> None:
        self._fields.show_fields(fields)
        self._shown_fields = self._fields.fields()

    def _connect(self) -> None:
        for button in self._buttons.values():
            button.verdict_clicked.connect(self.give)
        self._accept.clicked.connect(self.accept)
        self._undo.clicked.connect(self.undo_wanted)
        self._fields.category_chosen.connect(self.category_chosen)
        self._fields.editing_finished.connect(self.editing_finished)
        self._context.lot_changed.connect(self.lot_changed)
        self._context.part_id_changed.connect(self.part_id_changed)
        self._context.operator_chosen.connect(self.operator_chosen)
        self._context.operator_wanted.connect(self.operator_wanted)
        self._context.editing_finished.connect(self.editing_finished)

    def _lay_out(self) -> None:
        """Make two rows on a wide screen, as many as needed on a narrow one."""
        upper, lower = QWidget(), QWidget()
        fields, context = self._fields, self._context
        row = FlowLayout(upper)
        for widget in (
            *self._buttons.values(),
            fields.category,
            fields.severity,
            fields.sub_grade,
            fields.note,
            self._accept,
            self._undo,
        ):
            row.addWidget(widget)
        row = FlowLayout(lower)
        for widget in (*context.widgets(), self._line):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addWidget(upper)
        column.addWidget(lower)

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        self._undo.setIcon(icon("undo"))
        self._undo.setIconSize(QSize(side, side))
        self._accept.setIcon(icon("next"))
        self._accept.setIconSize(QSize(side, side))

    def _refresh(self) -> None:
        deciding = self._deciding
        for outcome, button in self._buttons.items():
            is_possible = outcome is not Outcome.OK or deciding.may_be_ok
            button.setEnabled(deciding.is_ready and is_possible)
            button.setChecked(outcome is deciding.verdict)
            button.set_proposed(proposed=outcome is deciding.program)
        fields = self._fields
        for widget in (fields.category, fields.severity, fields.sub_grade, fields.note):
            widget.setEnabled(deciding.is_ready)
        self._accept.setEnabled(deciding.is_ready and deciding.may_accept)
        self._say_accept()
        self._emit_subject_changed()

    def _say_accept(self) -> None:
        if self._deciding.verdict is not None:
            self._accept.setText(self.tr("Next"))
            self._accept.setToolTip(self.tr("Next image (Space)"))
        else:
            self._accept.setText(self.tr("Accept, next"))
            self._accept.setToolTip(
                self.tr("Accept the program's proposal and go on (Space); never a hold")
            )
        self._accept.setAccessibleName(self._accept.toolTip())

    def _emit_verdict_given(self, chosen: ChosenVerdict) -> None:
        self.verdict_given.emit(chosen)

    def _emit_accepted(self) -> None:
        self.accepted.emit()

    def _emit_next_wanted(self) -> None:
        self.next_wanted.emit()

    def _emit_operator_wanted(self) -> None:
        self.operator_wanted.emit()

    def _emit_subject_changed(self) -> None:
        self.subject_changed.emit(self.subject)
