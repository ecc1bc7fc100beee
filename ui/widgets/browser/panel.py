"""The browser of a folder: header, filters, list, steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.models.catalogue_model import CatalogueModel
from ui.models.entry_filter import EntryFilter, EntryOrder
from ui.models.shown_images import ShownImages
from ui.theme import GRID_PX
from ui.values import EntryState
from ui.widgets.browser.current_image import CurrentImage
from ui.widgets.browser.filter_bar import FilterBar
from ui.widgets.browser.folder_feed import FolderFeed
from ui.widgets.browser.folder_state import Emptiness, FolderWords
from ui.widgets.browser.header import BrowserHeader
from ui.widgets.browser.image_list import ImageList
from ui.widgets.browser.list_menu import show_list_menu
from ui.widgets.browser.step_bar import StepBar
from ui.widgets.browser.step_keys import Step, step_of
from ui.widgets.browser.thumbnail_feed import ThumbnailFeed
from ui.widgets.browser.words import BrowserWords
from ui.widgets.notices import EmptyState, MessageKind, MessageLine


class BrowserPanel(QWidget):
    """Shows the images of one folder and says which one a person wants to see.

    Signals
    -------
    image_selected(Path)
        Another image became the current one.
    folder_wanted
        A person wants to choose a folder.
    inspect_wanted(tuple of Path)
        Inspect these.
    folder_opened(Path), folder_listed(Path)
        The list holds this folder now; all its images are in the list.

    Parameters
    ----------
    cache_folder : Path, optional
        Where thumbnails are kept for the next time; nowhere if None.
    """

    image_selected = Signal(object)
    folder_wanted = Signal()
    inspect_wanted = Signal(object)
    folder_opened = Signal(object)
    folder_listed = Signal(object)

    def __init__(self, cache_folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = BrowserWords(self)
        self._folder_words = FolderWords(self)
        self.model = CatalogueModel(parent=self)
        self.images = ShownImages(self.model, self)
        self.header = BrowserHeader(self._words)
        self.filters = FilterBar(self._words)
        self.view = ImageList(self.images, self._words)
        self.steps = StepBar()
        self._at = CurrentImage(self.images, self.view)
        self.message = MessageLine()
        self.empty = EmptyState("image")
        self._feed = FolderFeed(self.model, self)
        self._thumbnails = ThumbnailFeed(self.model, self.images, self.view, cache_folder)
        self._refresh = self._action("F5", self.refresh)
        self._stop = self._action("Esc", self._feed.stop)
        self._find = self._action("Ctrl+F", self._on_find)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()
        self._show_folder()

    # --- for controllers

    def open_folder(self, path: Path) -> None:
        """Show the images of a folder; of a file, its folder with the file selected."""
        self._feed.open(path)

    def refresh(self) -> None:
        """Read the folder again; what is known of its images stays."""
        self.model.clear_problems()
        self._feed.refresh()

    def folder(self) -> Path | None:
        """Return the folder in the list."""
        return self._feed.folder

    def current_path(self) -> Path | None:
        """Return the image that was selected last."""
        return self._at.path

    def shown_paths(self) -> tuple[Path, ...]:
        """Return the images that filter and search let through, in the order of the list."""
        return self.images.paths()

    def select(self, path: Path) -> bool:
        """Select an image of the list; False if it is not shown."""
        return self._at.select(path)

    def select_next(self) -> bool:
        """Select the next image; False at the end."""
        return self._at.select_next()

    def select_previous(self) -> bool:
        """Select the image before; False at the start."""
        return self._at.select_previous()

    def select_next_undecided(self) -> bool:
        """Select the next image without a person's verdict, going round at the end of the list.

        Only what filter and search let through is looked at; False if none is left there.
        """
        return self._at.select_next_undecided()

    def set_state(self, path: Path, state: EntryState) -> None:
        """Show what is known of an image, also before it is listed."""
        self.model.set_state(path, state)

    def state_of(self, path: Path) -> EntryState:
        """Return what is known of an image."""
        return self.model.state_of(path)

    def shut_down(self) -> bool:
        """Stop all threads; call it before the window goes. False if a disk keeps one hanging."""
        listing, thumbnails = self._feed.shut_down(), self._thumbnails.shut_down()
        return listing and thumbnails

    # --- words

    def retranslate(self) -> None:
        """Set all words in the current language."""
        self.view.setAccessibleName(self.tr("Images of the folder"))
        self._refresh.setText(self.tr("Read the folder again"))
        self._stop.setText(self.tr("Stop reading"))
        self._find.setText(self.tr("Search names"))
        self._show_folder()
        self.view.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- keys, mouse

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by D and A; every other key is left to whoever holds the browser."""
        match step_of(event):
            case Step.NEXT:
                self.select_next()
            case Step.PREVIOUS:
                self.select_previous()
            case Step.NEXT_UNDECIDED:
                self.select_next_undecided()
            case None:
                event.ignore()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        paths = tuple(self.images.path_at(row) for row in self.view.selected_rows())
        if not paths:
            return
        show_list_menu(self, event.globalPos(), paths, self._refresh, self._emit_inspect_wanted)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.open_folder(Path(local[0]))

    # --- inside

    def _action(self, keys: str, on_triggered: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(on_triggered)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX // 2, GRID_PX // 2, GRID_PX // 2, GRID_PX // 2)
        column.setSpacing(GRID_PX // 2)
        for widget in (self.header, self.filters, self.message):
            column.addWidget(widget)
        column.addWidget(place, 1)
        column.addWidget(self.steps)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.header.folder_wanted.connect(self._emit_folder_wanted)
        self.header.refresh_wanted.connect(self.refresh)
        self.header.stop_wanted.connect(self._feed.stop)
        self.header.inspection_wanted.connect(self._on_inspection_wanted)
        self.filters.search_changed.connect(self._on_search_changed)
        self.filters.filter_chosen.connect(self._on_filter_chosen)
        self.filters.order_chosen.connect(self._on_order_chosen)
        self.steps.previous_wanted.connect(self.select_previous)
        self.steps.next_wanted.connect(self.select_next)
        self.steps.undecided_wanted.connect(self.select_next_undecided)
        self.empty.action_wanted.connect(self._on_way_out)
        self._at.image_selected.connect(self._emit_image_selected)
        self._at.moved.connect(self._show_position)
        self.images.arranged.connect(self._on_arranged)
        self.model.counts_changed.connect(self._show_counts)
        self.model.set_reader(Qt.ItemDataRole.ToolTipRole, self._tooltip)
        self.model.set_reader(Qt.ItemDataRole.AccessibleTextRole, self._accessible_text)
        self._feed.changed.connect(self._show_folder)
        self._feed.folder_opened.connect(self._on_folder_opened)
        self._feed.folder_listed.connect(self._on_folder_listed)
        self._thumbnails.folder_gone.connect(self._feed.note_gone)

    def _on_search_changed(self, typed: str) -> None:
        with self._at.arranging():
            self.images.set_search(typed)

    def _on_filter_chosen(self, group: EntryFilter) -> None:
        with self._at.arranging():
            self.images.set_filter(group)

    def _on_order_chosen(self, order: EntryOrder) -> None:
        with self._at.arranging():
            self.images.set_order(order)

    def _on_arranged(self) -> None:
        self._show_emptiness()
        self._show_position()

    def _on_folder_opened(self, root: Path) -> None:
        asked = self._feed.asked_file
        current = self._at.path
        again = current is not None and current.is_relative_to(root)
        self._at.await_image(asked or (current if again else None))
        self._show_folder()
        self._emit_folder_opened(root)

    def _on_folder_listed(self, root: Path) -> None:
        self._at.give_up_waiting()
        self._emit_folder_listed(root)

    def _on_way_out(self) -> None:
        if self._emptiness() is Emptiness.NOTHING_MATCHES:
            self.filters.reset()
        else:
            self._emit_folder_wanted()

    def _on_inspection_wanted(self) -> None:
        self._emit_inspect_wanted(self.images.paths())

    def _on_find(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _emptiness(self) -> Emptiness | None:
        if self.images.rowCount():
            return None
        if self.model.rowCount():
            return Emptiness.NOTHING_MATCHES
        if self._feed.is_listing:
            return Emptiness.LISTING
        end = self._feed.end
        if end is not None and end.problem is not None:
            return Emptiness.UNUSABLE
        return Emptiness.NOT_OPEN if self._feed.folder is None else Emptiness.NO_IMAGES

    def _show_folder(self) -> None:
        self.header.show_folder(self._feed.folder)
        self.header.show_listing(is_running=self._feed.is_listing)
        self._stop.setEnabled(self._feed.is_listing)
        self._show_counts()
        self._show_emptiness()
        end = self._feed.end
        # Without a list the empty state has the words.
        said = end is not None and self._emptiness() is not Emptiness.UNUSABLE
        words = self._folder_words.after(end) if end is not None and said else ""
        self.message.show_message(words, MessageKind.WARNING)

    def _show_emptiness(self) -> None:
        why = self._emptiness()
        if why is not None:
            problem = None if self._feed.end is None else self._feed.end.problem
            self.empty.show_words(*self._folder_words.empty(why, problem))
        self._stack.setCurrentWidget(self.view if why is None else self.empty)
        self.filters.setEnabled(why in {None, Emptiness.NOTHING_MATCHES})

    def _show_counts(self) -> None:
        counts = self.model.counts()
        self.header.show_counts(counts)
        self.filters.show_counts(counts)

    def _show_position(self) -> None:
        self.steps.show_position(self._at.position(), self.images.rowCount())

    def _problem(self, row: int) -> str:
        return self._words.problem(self.model.state_at(row), self.model.problem_at(row))

    def _tooltip(self, row: int) -> str:
        path, mtime_ns = self.model.path_at(row), self.model.mtime_ns_at(row)
        return self._words.tooltip(path, mtime_ns, self.model.state_at(row), self._problem(row))

    def _accessible_text(self, row: int) -> str:
        path, state = self.model.path_at(row), self.model.state_at(row)
        return self._words.accessible(path, state, self._problem(row))

    def _emit_image_selected(self, path: Path) -> None:
        self.image_selected.emit(path)

    def _emit_folder_wanted(self) -> None:
        self.folder_wanted.emit()

    def _emit_inspect_wanted(self, paths: tuple[Path, ...]) -> None:
        self.inspect_wanted.emit(paths)

    def _emit_folder_opened(self, root: Path) -> None:
        self.folder_opened.emit(root)

    def _emit_folder_listed(self, root: Path) -> None:
        self.folder_listed.emit(root)
