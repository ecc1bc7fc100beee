"""The outcome, big, by colour, shape and word, with its reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.outcomes import Outcome
from core.texts.catalogue import shared_texts
from ui import theme
from ui.i18n.translation import current_language
from ui.icons import paint_icon
from ui.theme import GRID_PX

_BIG: Final = 1.7
_CORNER_PX: Final = 4.0
SHAPES: Final = {
    Outcome.OK: "ok-check",
    Outcome.NG: "ng-cross",
    Outcome.HOLD: "hold-pause",
}


class OutcomeCard(QWidget):
    """Shape and word of an outcome on its quiet colour, the reason below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = Outcome.HOLD
        self._sign = OutcomeSign()
        self._reason = QLabel()
        self._reason.setWordWrap(True)
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self._sign)
        column.addWidget(self._reason)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_outcome(self, outcome: Outcome, reason: str) -> None:
        """Show an outcome and why."""
        self._outcome = outcome
        self._sign.show_outcome(outcome)
        self._reason.setText(reason)
        self._reason.setAccessibleName(reason)
        self.setAccessibleName(f"{outcome_words(outcome)}. {reason}")
        self.update()

    @property
    def reason(self) -> str:
        """Why, in words."""
        return self._reason.text()

    @property
    def outcome(self) -> Outcome:
        """What is shown."""
        return self._outcome

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.colors()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.verdict_soft(self._outcome))
        painter.drawRoundedRect(QRectF(self.rect()), _CORNER_PX, _CORNER_PX)
        painter.end()


class OutcomeSign(QWidget):
    """Shape and word of an outcome, large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = Outcome.HOLD
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show another outcome."""
        self._outcome = outcome
        self.setAccessibleName(outcome_words(outcome))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size_for(outcome_words(self._outcome))

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size_for(_word(self._outcome))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color, side = theme.colors().verdict(self._outcome), float(self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(0, 0, side, side), SHAPES[self._outcome], color)
        painter.setFont(self._big_font())
        painter.setPen(color)
        place = self.rect().adjusted(self.height() + GRID_PX, 0, 0, 0)
        words = outcome_words(self._outcome)
        if self.width() < self.sizeHint().width():
            words = _word(self._outcome)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _size_for(self, words: str) -> QSize:
        metrics = QFontMetrics(self._big_font())
        width = metrics.height() + 2 * GRID_PX + metrics.horizontalAdvance(words)
        return QSize(width, metrics.height())

    def _big_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _BIG)
        font.setBold(True)
        return font


def outcome_words(outcome: Outcome) -> str:
    """Return the word of an outcome, with the short form that stands on buttons and in files."""
    word = _word(outcome)
    return word if word.upper() == outcome.value else f"{word} {outcome.value}"


def _word(outcome: Outcome) -> str:
    return shared_texts().text(current_language(), f"outcome.{outcome.value}")
