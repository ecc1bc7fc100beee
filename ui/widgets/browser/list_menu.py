"""What can be done with the selected images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ui.icons import icon


def show_list_menu(
    owner: QWidget,
    at: QPoint,
    paths: tuple[Path, ...],
    refresh: QAction,
    on_inspect: Callable[[tuple[Path, ...]], None],
) -> None:
    """Open the menu of the list.

    Parameters
    ----------
    owner : QWidget
        Parent of the menu.
    at : QPoint
        On the screen.
    paths : tuple of Path
        Selected images.
    refresh : QAction
        Reads the folder again.
    on_inspect : callable
        Called with ``paths`` when they are to be inspected.
    """
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    words = QCoreApplication.translate("BrowserPanel", "Inspect selected ({count})")
    inspect = menu.addAction(icon("inspect"), words.format(count=len(paths)))
    inspect.triggered.connect(lambda: on_inspect(paths))
    lines = "\n".join(str(path) for path in paths)
    copy = menu.addAction(icon("copy"), QCoreApplication.translate("BrowserPanel", "Copy path"))
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(lines))
    menu.addSeparator()
    menu.addAction(refresh)
    menu.popup(at)
