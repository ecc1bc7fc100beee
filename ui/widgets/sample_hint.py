"""What to do with the sample product, above the canvas at the first start."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX, colors
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import small_bold

_EDGE_PX = GRID_PX // 2


class SampleHint(QWidget):
    """A few lines that stand in nobody's way; hidden until they are wanted.

    Signals
    -------
    folder_wanted, product_wanted
        A person goes on with own images, or with an own product.
    """

    folder_wanted = Signal()
    product_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = small_bold(QLabel())
        self._words = QLabel()
        for label in (self._title, self._words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(icon("close"))
        self._folder = QPushButton(icon("open-folder"), "")
        self._product = QPushButton(icon("product"), "")
        for button in (self._close, self._folder, self._product):
            # The keys of the verdicts stay with the image.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.hide)
        self._folder.clicked.connect(self._emit_folder_wanted)
        self._product.clicked.connect(self._emit_product_wanted)
        self._lay_out()
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(self.tr("This is a sample product, made up and already taught"))
        self._words.setText(
            self.tr(
                "Choose an image on the left: scores and description appear on the right. "
                "Judge with the keys O, N or H; Space accepts what is proposed and goes on."
            )
        )
        self._close.setToolTip(self.tr("Close this hint; it does not come back"))
        self._close.setAccessibleName(self.tr("Close this hint"))
        self._folder.setText(self.tr("Open my images…"))
        self._folder.setToolTip(self.tr("Open a folder of images (Ctrl+O)"))
        self._product.setText(self.tr("Make my product…"))
        self._product.setToolTip(self.tr("Make a product in three steps"))
        for button in (self._folder, self._product):
            button.setAccessibleName(button.text())
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._words.text())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors().base)
        painter.fillRect(QRect(0, 0, _EDGE_PX, self.height()), colors().accent)
        painter.end()

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self._folder)
        row.addWidget(self._product)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX // 2)
        for widget in (self._title, self._words):
            column.addWidget(widget)
        column.addSpacing(GRID_PX // 2)
        column.addWidget(buttons)
        grid = QGridLayout(self)
        grid.setContentsMargins(_EDGE_PX + GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        grid.addLayout(column, 0, 0)
        grid.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)

    def _emit_folder_wanted(self) -> None:
        self.folder_wanted.emit()

    def _emit_product_wanted(self) -> None:
        self.product_wanted.emit()


def hint_above(hint: SampleHint, content: QWidget) -> QWidget:
    """Return a widget with the hint above something that gets all other room."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(hint)
    column.addWidget(content, 1)
    return both
