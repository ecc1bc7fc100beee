"""Questions about what is shown: suggested ones as buttons, own words, and the answer."""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from core.describe.questions import QuestionId, question_text
from core.domain.categories import CategorySet
from core.domain.inspections import Finding
from core.services.requests import SpokenAnswer
from core.texts.wording import render_korean, words_in
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX, colors
from ui.widgets.description.contradictions import as_html
from ui.widgets.elided_label import small_icon_px
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import MessageKind, MessageLine, set_text_color

if TYPE_CHECKING:
    from core.describe.truth.telling import ToldText

_SUGGESTED: Final = tuple(QuestionId)
_MOST_LETTERS: Final = 200


class AskBox(QWidget):
    """Asks about the image in the language of the window.

    Signals
    -------
    asked(str)
        The id of a suggested question, or what a person typed.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: SpokenAnswer | None = None
        self._finding: Finding | None = None
        self._categories = CategorySet(())
        self._is_waiting = False
        self._buttons = {question: QToolButton() for question in _SUGGESTED}
        self._line = QLineEdit()
        self._line.setMaxLength(_MOST_LETTERS)
        self._line.setClearButtonEnabled(True)
        self._line.returnPressed.connect(self._on_typed)
        self._send = QToolButton()
        self._send.setIcon(icon("next"))
        self._send.clicked.connect(self._on_typed)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.hide()
        self._problem = MessageLine()
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._fit_icons()
        self.retranslate()

    @property
    def answer_text(self) -> str:
        """What was answered, with signs where the record says otherwise; empty without answer."""
        told = self._told()
        return told.plain if told else self._waiting_words()

    @property
    def problem_text(self) -> str:
        """Why there is no answer."""
        return self._problem.words

    def show_finding(self, finding: Finding | None, categories: CategorySet) -> None:
        """Hold answers against this finding."""
        self._finding, self._categories = finding, categories
        self._say()

    def clear(self) -> None:
        """Forget the answer: another image, or another finding, is shown."""
        self._answer, self._is_waiting = None, False
        self._problem.clear()
        self._say()

    def set_waiting(self) -> None:
        """Show that the model thinks."""
        self.clear()
        self._is_waiting = True
        self._say()

    def show_answer(self, answer: SpokenAnswer) -> None:
        """Show what the model answered, in the language of the window if it can be said in it."""
        self.clear()
        self._answer = answer
        self._say()

    def show_problem(self, words: str) -> None:
        """Say why there is no answer."""
        self.clear()
        self._problem.show_message(words, MessageKind.WARNING)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        lang = current_language()
        for question, button in self._buttons.items():
            words = question_text(question, lang)
            shown = words[:1].upper() + words[1:]
            button.setText(shown)
            button.setAccessibleName(shown)
            button.setToolTip(self.tr("Ask the model: {0}").format(shown))
        self._line.setPlaceholderText(self.tr("Ask about the image in your own words"))
        self._line.setAccessibleName(self.tr("Your question"))
        self._line.setToolTip(self.tr("Ask about the image in your own words (Enter)"))
        self._send.setAccessibleName(self.tr("Ask"))
        self._send.setToolTip(self.tr("Ask (Enter)"))
        self._note.setText(
            self.tr("The small model knows looks only and may be wrong; go by the measured facts.")
        )
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()
        elif event.type() == QEvent.Type.PaletteChange:
            self._say()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX // 2)
        suggested = QWidget()
        flow = FlowLayout(suggested)
        flow.setSpacing(GRID_PX // 2)
        for question, button in self._buttons.items():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.clicked.connect(partial(self._emit_asked, question.value))
            flow.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX // 2)
        row.addWidget(self._line, 1)
        row.addWidget(self._send)
        column.addWidget(self._said)
        column.addWidget(self._problem)
        column.addWidget(suggested)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addStretch(1)

    def _on_typed(self) -> None:
        words = self._line.text().strip()
        if words:
            self._emit_asked(words)

    def _emit_asked(self, question: str, _checked: bool = False) -> None:
        self.asked.emit(question)

    def _say(self) -> None:
        told = self._told()
        words = as_html(told) if told else html.escape(self._waiting_words())
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_text_color(self._note, colors().muted)
        set_text_color(self._said, colors().muted if self._is_waiting else colors().text)

    def _waiting_words(self) -> str:
        return self.tr("The model is looking…") if self._is_waiting else ""

    def _told(self) -> ToldText | None:
        """Return question and answer with what is not so; None before there is an answer."""
        answer = self._answer
        if answer is None:
            return None
        # Loads the word lists, which the first paint can do without.
        from core.describe.truth.telling import ToldText, tell_answer
        from core.describe.truth.translations import check_translation

        lang = current_language()
        known = QuestionId(answer.question_id) if answer.question_id else None
        question = question_text(known, lang) if known else answer.question
        said = words_in(answer, lang)
        told = tell_answer(said, known, self._finding, self._categories, lang=lang)
        asked = f"{question[:1].upper()}{question[1:]}\n"
        words = f"{said[:1].upper()}{said[1:]}"
        if lang == "ko" and answer.ko is None:
            words = self.tr("{0} (in English only)").format(words)
        marks = list(told.found)
        if lang == "ko" and answer.korean is not None:
            marks += check_translation(said, answer.korean)
            words = f"{words} ({render_korean(answer.korean, lang)})"
        found = (
            replace(one, start=one.start + len(asked), end=one.end + len(asked)) for one in marks
        )
        return ToldText(asked + words, tuple(found), lang)

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        self._send.setIconSize(QSize(side, side))
