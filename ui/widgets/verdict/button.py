"""A verdict button: colour, shape, word and key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui import theme
from ui.icons import paint_icon
from ui.theme import GRID_PX
from ui.widgets.scores.outcome_card import SHAPES, outcome_words

KEYS: Final = {Outcome.OK: "O", Outcome.NG: "N", Outcome.HOLD: "H"}
_CORNER_PX: Final = 4.0
_SMALL: Final = 0.85


class VerdictButton(QAbstractButton):
    """One of OK, NG and HOLD.

    Filled: it is the person's verdict. Tinted with a thick frame: the program proposes it. The
    second click of a double click does nothing.

    Signals
    -------
    verdict_clicked(Outcome)
        By mouse, or by Space while it has the focus.
    """

    verdict_clicked = Signal(object)

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = outcome
        self._is_proposed = False
        self.setCheckable(True)
        self.clicked.connect(self._emit_verdict_clicked)
        # It shows what was recorded, not what was clicked.
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def outcome(self) -> Outcome:
        """Its verdict."""
        return self._outcome

    @property
    def is_proposed(self) -> bool:
        """Whether the program proposes it."""
        return self._is_proposed

    def set_proposed(self, *, proposed: bool) -> None:
        """Mark as the program's proposal."""
        self._is_proposed = proposed
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        words = outcome_words(self._outcome)
        self.setAccessibleName(words)
        hint = f"{words} ({KEYS[self._outcome]})"
        if self._is_proposed:
            hint = self.tr("{0}: proposed by the program").format(hint)
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.updateGeometry()

    @override
    def nextCheckState(self) -> None:
        """Leave the check mark alone: it follows the record."""

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold_font())
        key = QFontMetrics(self._small_font()).horizontalAdvance(KEYS[self._outcome])
        words = metrics.horizontalAdvance(outcome_words(self._outcome))
        width = 2 * GRID_PX + self._side() + GRID_PX + words + 2 * GRID_PX + key
        return QSize(width, metrics.height() + 2 * GRID_PX)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_face(painter)
        color = self._text_color()
        side, left = self._side(), GRID_PX
        top = (self.height() - side) / 2
        paint_icon(painter, QRectF(left, top, side, side), SHAPES[self._outcome], color)
        painter.setPen(color)
        painter.setFont(self._bold_font())
        place = self.rect().adjusted(left + side + GRID_PX, 0, -GRID_PX, 0)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, align | Qt.AlignmentFlag.AlignLeft, outcome_words(self._outcome))
        painter.setFont(self._small_font())
        painter.setPen(self._key_color())
        painter.drawText(place, align | Qt.AlignmentFlag.AlignRight, KEYS[self._outcome])
        painter.end()

    def _emit_verdict_clicked(self) -> None:
        self.verdict_clicked.emit(self._outcome)

    def _paint_face(self, painter: QPainter) -> None:
        c = theme.colors()
        color = c.verdict(self._outcome)
        face, line, width = c.raised, c.border, 1.0
        if self.isEnabled():
            if self._is_proposed:
                face, line, width = c.verdict_soft(self._outcome), color, 2.0
            if self.underMouse():
                line = color
            if self.isChecked():
                face, line = color, color
            if self.isDown():
                face = face.darker(112)
        inset = width / 2
        painter.setBrush(face)
        painter.setPen(QPen(line, width))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, _CORNER_PX, _CORNER_PX)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._text_color(), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), 2, 2)

    def _text_color(self) -> QColor:
        c = theme.colors()
        if not self.isEnabled():
            return c.disabled
        return c.on_verdict if self.isChecked() else c.verdict(self._outcome)

    def _key_color(self) -> QColor:
        c = theme.colors()
        if not self.isEnabled():
            return c.disabled
        return c.on_verdict if self.isChecked() else c.muted

    def _side(self) -> int:
        return round(QFontMetrics(self._bold_font()).height() * 1.15)

    def _bold_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font
