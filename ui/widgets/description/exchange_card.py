"""One question about a finding, and what a model answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.dialogue import Exchange
from core.texts.wording import render_korean
from ui.i18n.translation import current_language
from ui.theme import GRID_PX, colors
from ui.widgets.description.contradictions import as_html
from ui.widgets.notices import muted, set_text_color, small_bold

if TYPE_CHECKING:
    from core.describe.truth.telling import ToldText


@dataclass(frozen=True, slots=True)
class ShownExchange:
    """An exchange, and who asked when."""

    exchange: Exchange
    when: datetime
    operator: str = ""


class ExchangeCard(QWidget):
    """A question, its answer with marks, and how the answer came about."""

    def __init__(self, shown: ShownExchange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._question = small_bold(QLabel(shown.exchange.question))
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._asked = muted(QLabel())
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        self._asked.setVisible(bool(shown.exchange.asked))
        self._answer = QLabel()
        self._answer.setTextFormat(Qt.TextFormat.RichText)
        self._cut_off = QLabel()
        self._about = muted(QLabel())
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID_PX // 2)
        column.setSpacing(GRID_PX // 4)
        for label in (self._question, self._asked, self._answer, self._cut_off, self._about):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self._cut_off.setVisible(shown.exchange.is_stopped)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is shown, with signs where the answer was underlined."""
        parts = [self._question.text()]
        if self._shown.exchange.asked:
            parts.append(self._asked.text())
        parts.append(self._told().plain)
        if self._shown.exchange.is_stopped:
            parts.append(self._cut_off.text())
        return "\n".join([*parts, self._about.text()])

    def retranslate(self) -> None:
        """Say everything in the current language; question and answer stay as they were."""
        self._asked.setText(self.tr("Asked as: {0}").format(self._shown.exchange.asked))
        answer = as_html(self._told())
        self._answer.setText(answer)
        broke_off, stopped = (
            self.tr("Broken off: the inference process ended."),
            self.tr("Stopped before the end."),
        )
        self._cut_off.setText(broke_off if self._shown.exchange.broke_off else stopped)
        set_text_color(self._cut_off, colors().warning)
        self._about.setText(self._origin())
        self.setAccessibleName(self._shown.exchange.question)
        self.setAccessibleDescription(self._told().plain)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self.retranslate()

    def _told(self) -> ToldText:
        # Loads the word lists, which the first paint can do without.
        from core.describe.truth.telling import ToldText

        exchange = self._shown.exchange
        return ToldText(exchange.text, exchange.contradictions, current_language())

    def _origin(self) -> str:
        """Say who wrote it, that nobody checked it, which way the Korean came about, and when."""
        exchange = self._shown.exchange
        parts = [self.tr("{0}, unchecked").format(exchange.model.id)]
        if exchange.korean is not None:
            parts.append(render_korean(exchange.korean, current_language()))
        elif exchange.lang == "ko" and exchange.is_stopped:
            parts.append(self.tr("not put into Korean"))
        if exchange.forgotten:
            words = self.tr("oldest questions left out, too long for the model: {0}")
            parts.append(words.format(exchange.forgotten))
        parts += [f"{self._shown.when:%Y-%m-%d %H:%M}", self._shown.operator]
        return " · ".join(part for part in parts if part)
