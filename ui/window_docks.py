"""The docks of the window: where each one stands, and remembering where a person put it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from ui.panels import Panels
from ui.widgets.dock_title import DockTitle

_VERSION: Final = 1
"""Raised when docks are added or renamed: an older layout is then not applied."""
_GEOMETRY: Final = "window/geometry"
_STATE: Final = "window/state"
_LEFT_LETTERS: Final = 38
_RIGHT_LETTERS: Final = 54
_BOTTOM_LINES: Final = 14
_MOST_OF_WIDTH: Final = 0.27
"""Of the window: with very large text the image still has the greater part."""

_Area = Qt.DockWidgetArea


class Docks:
    """Makes the docks of a window and arranges them.

    Parameters
    ----------
    window : QMainWindow
        The window.
    panels : Panels
        What is put into them.
    """

    def __init__(self, window: QMainWindow, panels: Panels) -> None:
        self._window = window
        self.browser = _dock(window, "browser", panels.browser)
        self.scores = _dock(window, "scores", panels.scores)
        self.description = _dock(window, "description", panels.description)
        self.history = _dock(window, "history", panels.history)
        self.jobs = _dock(window, "jobs", panels.jobs)
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setDocumentMode(True)
        window.setCorner(Qt.Corner.BottomLeftCorner, _Area.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, _Area.BottomDockWidgetArea)
        self.arrange()

    def all(self) -> Sequence[QDockWidget]:
        """Return the docks in the order of the menu."""
        return (self.browser, self.scores, self.description, self.history, self.jobs)

    def arrange(self) -> None:
        """Put every dock where it stands at first; history and jobs are hidden."""
        window = self._window
        for dock in self.all():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        window.addDockWidget(_Area.LeftDockWidgetArea, self.browser)
        window.addDockWidget(_Area.RightDockWidgetArea, self.scores)
        window.addDockWidget(_Area.RightDockWidgetArea, self.description)
        window.splitDockWidget(self.scores, self.description, Qt.Orientation.Vertical)
        window.addDockWidget(_Area.BottomDockWidgetArea, self.history)
        window.tabifyDockWidget(self.history, self.jobs)
        for dock in (self.browser, self.scores, self.description):
            dock.show()
        for dock in (self.history, self.jobs):
            dock.hide()
        self.apply_sizes()

    def apply_sizes(self) -> None:
        """Give the docks the sizes they have at first, by the size of the text."""
        window, metrics = self._window, self._window.fontMetrics()
        letter, line = metrics.averageCharWidth(), metrics.lineSpacing()
        most = round(window.width() * _MOST_OF_WIDTH)
        widths = [min(letters * letter, most) for letters in (_LEFT_LETTERS, _RIGHT_LETTERS)]
        window.resizeDocks([self.browser, self.scores], widths, Qt.Orientation.Horizontal)
        window.resizeDocks([self.scores, self.description], [58, 42], Qt.Orientation.Vertical)
        below = [_BOTTOM_LINES * line]
        window.resizeDocks([self.history], below, Qt.Orientation.Vertical)

    def restore(self, store: QSettings) -> bool:
        """Put window and docks where they were; False if nothing (usable) was remembered."""
        geometry, state = store.value(_GEOMETRY), store.value(_STATE)
        if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
            return False
        fits = self._window.restoreGeometry(geometry)
        return self._window.restoreState(state, _VERSION) and fits

    def save(self, store: QSettings) -> None:
        """Remember where window and docks are."""
        store.setValue(_GEOMETRY, self._window.saveGeometry())
        store.setValue(_STATE, self._window.saveState(_VERSION))


def _dock(window: QMainWindow, name: str, content: QWidget) -> QDockWidget:
    dock = QDockWidget(window)
    dock.setObjectName(f"{name}-dock")
    dock.setWidget(content)
    dock.setTitleBarWidget(DockTitle(dock))
    return dock
