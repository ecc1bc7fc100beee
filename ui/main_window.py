"""The window: menus, toolbar, docks and status bar round the panels it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from core.texts.language import Language
from ui.panels import Panels
from ui.theme import ThemeChoice
from ui.widgets.bounded_scroll import BoundedScroll
from ui.widgets.status import StatusPanel
from ui.window_actions import WindowActions
from ui.window_docks import Docks
from ui.window_toolbar import WindowToolBar

_MENUS: Final = ("file", "product", "image", "verdict", "view", "help")
_FIRST_SIZE: Final = QSize(1280, 800)
_LEAST_SIZE: Final = QSize(800, 560)
_MOST_BELOW: Final = 0.4
"""Of the height: what stands below the image, before it is scrolled."""


class MainWindow(QMainWindow):
    """The frame of the inspector's workplace; it carries nothing out itself.

    Parameters
    ----------
    panels : Panels
        Ready-made widgets.
    store : QSettings
        Where the layout is remembered.

    Attributes
    ----------
    actions_ : WindowActions
        To connect to, to enable and to check.
    toolbar : WindowToolBar
        Holds the choice of the product.
    status : StatusPanel
        The status bar.
    docks : Docks
        To show one, such as the history.

    Signals
    -------
    first_painted
        Once, when the window stands on the screen.
    close_asked
        A person wants to close; :meth:`allow_close` does.
    paths_dropped : object
        A tuple of paths dropped on the window.
    language_chosen, theme_chosen, text_size_chosen : str, str, int
        From the menus.
    """

    first_painted = Signal()
    close_asked = Signal()
    paths_dropped = Signal(object)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, panels: Panels, store: QSettings) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(_FIRST_SIZE)
        self.setAcceptDrops(True)
        self._store = store
        self._may_close = False
        self._keeps_open: Callable[[], bool] = lambda: False
        self._was_painted = False
        self._subject = ""
        self.actions_ = WindowActions(self)
        self.toolbar = WindowToolBar(self.actions_, self)
        self.status = StatusPanel(self)
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status)
        self.setCentralWidget(_stacked(panels.canvas, panels.verdict_bar))
        self.docks = Docks(self, panels)
        self._menus = {name: QMenu(self) for name in _MENUS}
        self._view_menus = {name: QMenu(self) for name in ("language", "theme", "text")}
        self._fill_menus()
        self._connect()
        self._is_arranged = self.docks.restore(store)
        self.retranslate()

    def menu(self, name: str) -> QMenu:
        """Return a menu to add actions to: file, product, image, verdict, view or help."""
        return self._menus[name]

    def show_subject(self, subject: str) -> None:
        """Name in the title what is worked on, such as product and folder."""
        self._subject = subject
        self.setWindowTitle(f"{subject} — DefectScribe" if subject else "DefectScribe")

    def show_choices(self, language: Language, theme: ThemeChoice, text_percent: int) -> None:
        """Check what holds in the menus."""
        self.actions_.languages[language].setChecked(True)
        self.actions_.themes[theme].setChecked(True)
        if text_percent in self.actions_.text_sizes:
            self.actions_.text_sizes[text_percent].setChecked(True)
        self.toolbar.show_language(language)

    def come_to_front(self) -> None:
        """Show the window above others, also when it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def allow_close(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.close()

    def set_close_guard(self, keeps_open: Callable[[], bool]) -> None:
        """Ask this first when a person closes the window; true keeps it open."""
        self._keeps_open = keeps_open

    def reset_layout(self) -> None:
        """Put all panels back where they were at first."""
        self.docks.arrange()
        # Sizes hold only once the docks have been laid out.
        QTimer.singleShot(0, self, self.docks.apply_sizes)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.actions_.retranslate()
        self.toolbar.retranslate()
        self.docks.browser.setWindowTitle(self.tr("Images"))
        self.docks.scores.setWindowTitle(self.tr("Scores"))
        self.docks.description.setWindowTitle(self.tr("Description"))
        self.docks.history.setWindowTitle(self.tr("History"))
        self.docks.jobs.setWindowTitle(self.tr("Jobs"))
        self._menus["file"].setTitle(self.tr("&File"))
        self._menus["product"].setTitle(self.tr("&Product"))
        self._menus["image"].setTitle(self.tr("&Inspection"))
        self._menus["verdict"].setTitle(self.tr("Ver&dict"))
        self._menus["view"].setTitle(self.tr("&View"))
        self._menus["help"].setTitle(self.tr("&Help"))
        self._view_menus["language"].setTitle(self.tr("Language"))
        self._view_menus["theme"].setTitle(self.tr("Theme"))
        self._view_menus["text"].setTitle(self.tr("Text size"))
        self.show_subject(self._subject)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.WindowStateChange:
            self.actions_.full_screen.setChecked(self.isFullScreen())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_arranged:
            self._is_arranged = True
            self.docks.apply_sizes()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # The children are painted right after the window itself.
            QTimer.singleShot(0, self, self._emit_first_painted)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            if not self._keeps_open():
                self._emit_close_asked()
            return
        self.docks.save(self._store)
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = _local_paths(event)
        if paths:
            event.acceptProposedAction()
            self._emit_paths_dropped(paths)

    def _fill_menus(self) -> None:
        a = self.actions_
        self._menus["file"].addActions([a.open_folder, a.export])
        self._menus["file"].addSeparator()
        self._menus["file"].addActions([a.settings, a.quit])
        self._menus["product"].addActions([a.new_product, a.teach_folder])
        self._menus["image"].addActions([a.inspect, a.inspect_folder, a.stop])
        self._menus["image"].addSeparator()
        self._menus["image"].addActions([a.roi, a.outline, a.heat_map, a.millimetres])
        self._menus["verdict"].addAction(a.undo_verdict)
        self._fill_view_menu()
        self._menus["help"].addActions([a.quick_guide, a.training_cards, a.log_folder, a.about])
        for menu in self._menus.values():
            self.menuBar().addMenu(menu)

    def _fill_view_menu(self) -> None:
        view = self._menus["view"]
        view.addActions([dock.toggleViewAction() for dock in self.docks.all()])
        self.docks.history.toggleViewAction().setShortcut("Ctrl+H")
        self.docks.jobs.toggleViewAction().setShortcut("Ctrl+J")
        view.addSeparator()
        actions = self.actions_
        for name, group in (
            ("language", list(actions.languages.values())),
            ("theme", list(actions.themes.values())),
            ("text", list(actions.text_sizes.values())),
        ):
            self._view_menus[name].addActions(group)
            view.addMenu(self._view_menus[name])
        view.addSeparator()
        view.addActions([self.actions_.full_screen, self.actions_.reset_layout])

    def _connect(self) -> None:
        a = self.actions_
        a.quit.triggered.connect(self.close)
        a.reset_layout.triggered.connect(self.reset_layout)
        a.full_screen.toggled.connect(self._show_full_screen)
        for language, action in a.languages.items():
            action.triggered.connect(partial(self._emit_language_chosen, language))
        for choice, action in a.themes.items():
            action.triggered.connect(partial(self._emit_theme_chosen, choice))
        for size, action in a.text_sizes.items():
            action.triggered.connect(partial(self._emit_text_size_chosen, size))

    def _show_full_screen(self, wanted: bool) -> None:
        if wanted != self.isFullScreen():
            (self.showFullScreen if wanted else self.showNormal)()

    def _emit_first_painted(self) -> None:
        self.first_painted.emit()

    def _emit_close_asked(self) -> None:
        self.close_asked.emit()

    def _emit_paths_dropped(self, paths: Sequence[Path]) -> None:
        self.paths_dropped.emit(paths)

    def _emit_language_chosen(self, language: Language, _checked: bool = False) -> None:
        self.language_chosen.emit(language)

    def _emit_theme_chosen(self, choice: ThemeChoice, _checked: bool = False) -> None:
        self.theme_chosen.emit(choice)

    def _emit_text_size_chosen(self, percent: int, _checked: bool = False) -> None:
        self.text_size_chosen.emit(percent)
        # Panels made for smaller text would cut the larger one off.
        QTimer.singleShot(0, self, self.docks.apply_sizes)


def _stacked(above: QWidget, below: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above, 1)
    # With very large text the image still has the greater part.
    column.addWidget(BoundedScroll(below, _MOST_BELOW))
    return both


def _local_paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
