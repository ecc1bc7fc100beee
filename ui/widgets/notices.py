"""What stands where there is nothing to show, and messages beside what they are about."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import paint_icon
from ui.theme import GRID_PX, colors

_BIG_ICON_PX: Final = 48
_TEXT_WIDTH_LETTERS: Final = 72
_GAPS: Final = 5
_BODY_STRETCH: Final = 100
"""The words take the width they may have before the empty sides get any."""


class MessageKind(StrEnum):
    """How much a message matters."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


_ICONS: Final = {
    MessageKind.INFO: "info",
    MessageKind.GOOD: "ok-check",
    MessageKind.WARNING: "warning",
    MessageKind.ERROR: "warning",
}


class MessageLine(QWidget):
    """An icon and words in the colour of their weight; hidden while it has no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = MessageKind.INFO
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX // 2)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_message(self, words: str, kind: MessageKind = MessageKind.INFO) -> None:
        """Show words; empty ones hide the line."""
        self._kind = kind
        self._words.setText(words)
        self.setAccessibleName(words)
        self._paint()
        self.setVisible(bool(words))

    def clear(self) -> None:
        """Hide the line."""
        self.show_message("")

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    @property
    def kind(self) -> MessageKind:
        """How much it matters."""
        return self._kind

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint()

    def _paint(self) -> None:
        side = self.fontMetrics().height()
        color = self._color()
        self._picture.setPixmap(tinted(_ICONS[self._kind], color, side, self.devicePixelRatioF()))
        set_text_color(self._words, color)

    def _color(self) -> QColor:
        c = colors()
        by_kind = {
            MessageKind.INFO: c.muted,
            MessageKind.GOOD: c.ok,
            MessageKind.WARNING: c.warning,
            MessageKind.ERROR: c.error,
        }
        return by_kind[self._kind]


class EmptyState(QWidget):
    """Says why nothing is there and what to do next.

    Signals
    -------
    action_wanted
        The button was pressed.
    """

    action_wanted = Signal()

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel()
        self._hint = QLabel()
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._button = QPushButton()
        self._button.setVisible(False)
        self._button.clicked.connect(self._on_clicked)
        self._body = QWidget()
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(self._body, _BODY_STRETCH)
        across.addStretch(1)
        column = QVBoxLayout(self._body)
        column.setSpacing(GRID_PX)
        column.addStretch(1)
        for widget in (self._picture, self._title, self._hint):
            column.addWidget(widget)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._paint()

    def show_words(self, title: str, hint: str, button: str = "") -> None:
        """Set what is said; without words for it there is no button."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self._fit_picture()

    @property
    def words(self) -> tuple[str, str]:
        """Title and hint."""
        return self._title.text(), self._hint.text()

    @property
    def button(self) -> QPushButton:
        """The way out of the empty state."""
        return self._button

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_picture()

    def _on_clicked(self) -> None:
        self.action_wanted.emit()

    def _fit_picture(self) -> None:
        """Leave the picture out where only the words have room."""
        layout = self._body.layout()
        if layout is None:
            return
        width = min(self.width(), self._body.maximumWidth())
        needed = sum(label.heightForWidth(width) for label in (self._title, self._hint))
        needed += self._button.sizeHint().height() if self._button.text() else 0
        margins = layout.contentsMargins()
        needed += _BIG_ICON_PX + margins.top() + margins.bottom() + _GAPS * GRID_PX
        self._picture.setVisible(self.height() >= needed)

    def _paint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(tinted(self._icon_name, colors().muted, _BIG_ICON_PX, ratio))
        self._body.setMaximumWidth(self.fontMetrics().averageCharWidth() * _TEXT_WIDTH_LETTERS)


def tinted(name: str, color: QColor, side_px: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a square picture in any colour."""
    pixmap = QPixmap(round(side_px * ratio), round(side_px * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, side_px, side_px), name, color)
    painter.end()
    return pixmap


def set_text_color(label: QWidget, color: QColor) -> None:
    """Colour the text of one widget; the rest of its palette follows the theme."""
    palette = QPalette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, color)
    label.setPalette(palette)


def muted(label: QLabel) -> QLabel:
    """Show a label in the quiet text colour of whatever theme is in force."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def small_bold(label: QLabel) -> QLabel:
    """Show a label as the heading of a section."""
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


class IconLabel(QLabel):
    """An icon as high as the text, in the colours of whatever theme is in force."""

    def __init__(self, picture: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = picture
        self._paint()

    def set_icon(self, picture: QIcon) -> None:
        """Show another icon."""
        self._icon = picture
        self._paint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint()

    def _paint(self) -> None:
        side = self.fontMetrics().height() + GRID_PX // 2
        self.setPixmap(self._icon.pixmap(QSize(side, side), self.devicePixelRatioF()))
