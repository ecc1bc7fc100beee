"""A place that takes what its content needs, up to a share of what there is, and scrolls then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


class BoundedScroll(QScrollArea):
    """Keeps its height at that of its content, but below a share of its parent's height.

    With very large text the content would otherwise push everything else out of the window.

    Parameters
    ----------
    content : QWidget
        Its height follows from its width.
    most : float
        Share of the parent's height, 0-1.
    """

    # Qt tells of changes while the object is still being made.
    _watched: QWidget | None = None

    def __init__(self, content: QWidget, most: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        # The keys of the verdicts stay with the image.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    @override
    def minimumSizeHint(self) -> QSize:
        content = self._content
        return QSize(content.minimumSizeHint().width(), content.fontMetrics().height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_parent = watched is self._watched
        wanted = QEvent.Type.Resize if is_parent else QEvent.Type.LayoutRequest
        if event.type() is wanted:
            self._fit()
        return False if is_parent else super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ParentChange:
            self._watch(self.parentWidget())

    def _watch(self, parent: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = parent
        if parent is not None:
            parent.installEventFilter(self)

    def _fit(self) -> None:
        content, parent = self._content, self.parentWidget()
        if parent is None:
            return
        needed = content.heightForWidth(self.width())
        if needed < 0:
            needed = content.sizeHint().height()
        height = min(needed, round(parent.height() * self._most))
        if height != self.height():
            self.setFixedHeight(height)
