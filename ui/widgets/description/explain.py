"""A conversation with a model about the finding that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.describe.chat_facts import SuggestedId, suggested_questions
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.description.exchange_card import ExchangeCard, ShownExchange
from ui.widgets.elided_label import small_icon_px
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold

_MOST_LETTERS = 500


class Busy(StrEnum):
    """What is waited for."""

    QUEUE = "queue"
    """Other work of the host."""
    RESTART = "restart"
    """The host ended and starts anew; the question is asked again."""
    LOADING = "loading"
    THINKING = "thinking"
    WRITING = "writing"


class ExplainBox(QWidget):
    """What was said about a finding, the answer being written, and what else can be asked.

    Signals
    -------
    asked(str)
        A question, in the words that are shown.
    stop_wanted()
        The answer is not to be written to its end.
    """

    asked = Signal(str)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ExchangeCard] = []
        self._busy: Busy | None = None
        self._is_there = False
        self._missing = ""
        self._model = ""
        self._understands_korean = True
        self._translator = ""
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(GRID_PX // 2)
        self._question, self._so_far = small_bold(QLabel()), muted(QLabel())
        self._waiting = muted(QLabel())
        for label in (self._question, self._so_far, self._waiting):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._stop = QPushButton(icon("stop"), "")
        self._stop.clicked.connect(self._emit_stop_wanted)
        self._problem = MessageLine()
        self._suggested = {one: QToolButton() for one in SuggestedId}
        self._line = QLineEdit()
        self._line.setMaxLength(_MOST_LETTERS)
        self._line.setClearButtonEnabled(True)
        self._line.returnPressed.connect(self._on_typed)
        self._send = QToolButton()
        self._send.setIcon(icon("next"))
        self._send.clicked.connect(self._on_typed)
        self._note = muted(QLabel())
        self._foreign = QLabel()
        for label in (self._note, self._foreign):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._area = QScrollArea()
        self._lay_out()
        self._fit_icons()
        self.retranslate()

    @property
    def conversation_text(self) -> str:
        """All that was said, with signs where an answer differs from the record."""
        return "\n\n".join(card.text for card in self._cards)

    @property
    def waiting_text(self) -> str:
        """What is waited for; empty while nothing is."""
        return self._waiting.text() if self._busy else ""

    @property
    def text_so_far(self) -> str:
        """What the model has written of the answer that is being written."""
        return self._so_far.text()

    @property
    def problem_text(self) -> str:
        """What is wrong, or missing."""
        return self._problem.words

    def show_conversation(self, said: Sequence[ShownExchange]) -> None:
        """Show what was said about the finding, oldest first."""
        for card in self._cards:
            self._cards_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [ExchangeCard(each) for each in said]
        for card in self._cards:
            self._cards_column.addWidget(card)
        self._scroll_down()

    def show_model(
        self, name: str, *, understands_korean: bool = True, translator: str = ""
    ) -> None:
        """Say which model answers, and which one puts Korean questions into English for it."""
        self._is_there, self._missing = True, ""
        self._model, self._understands_korean = name, understands_korean
        self._translator = translator
        self._problem.clear()
        self._say()

    def show_missing(self, words: str) -> None:
        """Say that there is no model, and where to put one."""
        self._is_there, self._missing, self._model = False, words, ""
        self._say()

    def show_question(self, question: str, busy: Busy) -> None:
        """Show a question that was asked; its answer is waited for."""
        self._problem.clear()
        self._question.setText(question)
        self._so_far.setText("")
        self._line.clear()
        self.show_busy(busy)

    def show_busy(self, busy: Busy) -> None:
        """Say what is waited for; text that was written stands while the host is the same."""
        self._busy = busy
        if busy is Busy.RESTART:
            self._so_far.setText("")
        self._say()
        self._scroll_down()

    def show_text(self, text: str) -> None:
        """Show what is written so far."""
        self._so_far.setText(text)
        if self._busy is not Busy.WRITING:
            self.show_busy(Busy.WRITING)
        self._scroll_down()

    def end_answer(self, *, question: str = "") -> None:
        """Show nothing of an answer being written any more; a question may be asked again."""
        self._busy = None
        self._line.setText(question)
        self._say()

    def show_problem(self, words: str) -> None:
        """Say why there is no answer."""
        self._problem.show_message(words, MessageKind.WARNING)
        self._scroll_down()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        lang = current_language()
        words = {one.id: one.text(lang) for one in suggested_questions()}
        for one, button in self._suggested.items():
            button.setText(self._short(one))
            button.setAccessibleName(words[one])
            button.setToolTip(self.tr("Ask the model: {0}").format(words[one]))
        self._line.setAccessibleName(self.tr("Your question"))
        self._send.setAccessibleName(self.tr("Ask"))
        self._send.setToolTip(self.tr("Ask (Enter)"))
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop the answer"))
        self._stop.setToolTip(self.tr("End the answer here; what is written is kept"))
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID_PX // 2, 0)
        column.setSpacing(GRID_PX // 2)
        column.addLayout(self._cards_column)
        for widget in (self._question, self._so_far, self._waiting):
            column.addWidget(widget)
        column.addWidget(self._problem)
        suggested = QWidget()
        flow = FlowLayout(suggested)
        flow.setSpacing(GRID_PX // 2)
        for one, button in self._suggested.items():
            button.clicked.connect(partial(self._on_suggested, one))
            flow.addWidget(button)
        column.addWidget(suggested)
        column.addWidget(self._foreign)
        column.addWidget(self._note)
        column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(content)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX // 2)
        row.addWidget(self._line, 1)
        row.addWidget(self._send)
        row.addWidget(self._stop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID_PX // 2)
        whole.addWidget(self._area, 1)
        whole.addLayout(row)

    def _say(self) -> None:
        is_busy = self._busy is not None
        for widget in (self._question, self._waiting, self._stop):
            widget.setVisible(is_busy)
        self._send.setVisible(not is_busy)
        self._so_far.setVisible(is_busy and bool(self._so_far.text()))
        self._waiting.setText(self._words_of(self._busy) if self._busy else "")
        for control in (*self._suggested.values(), self._line, self._send):
            control.setEnabled(self._is_there and not is_busy)
        for button in self._suggested.values():
            button.setVisible(self._is_there and not is_busy)
        if self._missing:
            self._problem.show_message(self._missing, MessageKind.INFO)
        hint = self.tr("Your own question")
        is_foreign = not self._understands_korean and current_language() == "ko"
        if is_foreign and not self._translator:
            hint = self.tr("Your own question, best in English")
        self._line.setPlaceholderText(hint)
        self._line.setToolTip(f"{hint} (Enter)")
        self._note.setVisible(self._is_there and not is_busy)
        words = self.tr(
            "{0} sees the picture and is told the measured facts. What differs from them is "
            "underlined; causes are suggestions."
        )
        self._note.setText(words.format(self._model))
        self._foreign.setVisible(is_foreign and self._is_there and not is_busy)
        self._foreign.setText(self._words_on_korean())

    def _words_on_korean(self) -> str:
        """Say what becomes of a Korean question."""
        if self._translator:
            words = self.tr("{0} may not understand Korean: {1} puts your question into English.")
            return words.format(self._model, self._translator)
        words = self.tr(
            "{0} may not understand Korean; ask in English, or ask one of the questions above."
        )
        return words.format(self._model)

    def _words_of(self, busy: Busy) -> str:
        return {
            Busy.QUEUE: self.tr("Waiting until the running work is done…"),
            Busy.RESTART: self.tr(
                "The inference process ended unexpectedly; it starts again, and your question is "
                "asked once more."
            ),
            Busy.LOADING: self.tr("Loading the model…"),
            Busy.THINKING: self.tr("The model looks and thinks…"),
            Busy.WRITING: self.tr("The model writes; not checked yet…"),
        }[busy]

    def _short(self, one: SuggestedId) -> str:
        return {
            SuggestedId.CAUSE: self.tr("What caused this?"),
            SuggestedId.ACTION: self.tr("What to do?"),
            SuggestedId.EXPLAIN: self.tr("For a new operator"),
        }[one]

    def _on_suggested(self, one: SuggestedId, _checked: bool = False) -> None:
        lang = current_language()
        self._emit_asked(next(each.text(lang) for each in suggested_questions() if each.id is one))

    def _on_typed(self) -> None:
        words = self._line.text().strip()
        if words:
            self._emit_asked(words)

    def _emit_asked(self, question: str) -> None:
        self.asked.emit(question)

    def _emit_stop_wanted(self) -> None:
        self.stop_wanted.emit()

    def _scroll_down(self) -> None:
        # After the layout has made room for what was added.
        QTimer.singleShot(0, self, self._to_the_end)

    def _to_the_end(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        for button in (self._send, self._stop):
            button.setIconSize(QSize(side, side))
