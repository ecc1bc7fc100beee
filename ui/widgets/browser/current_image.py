"""Which image of the list a person is at, through filters, new orders and new listings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Signal

from ui.models.entry_filter import EntryFilter
from ui.models.shown_images import ShownImages
from ui.widgets.browser.image_list import ImageList


class CurrentImage(QObject):
    """Follows the list's current row, but changes only when a person goes to another image.

    Signals
    -------
    image_selected(Path)
        Another image is the current one.
    moved
        Its position in the list, or the list's length, may be another.
    """

    image_selected = Signal(object)
    moved = Signal()

    def __init__(self, images: ShownImages, view: ImageList) -> None:
        super().__init__(view)
        self._images = images
        self._view = view
        self._path: Path | None = None
        self._awaited: Path | None = None
        self._takes_first = False
        self._is_arranging = False
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        images.arranged.connect(self._on_arranged)

    @property
    def path(self) -> Path | None:
        """The image selected last; the list need not show it any more."""
        return self._path

    def position(self) -> int | None:
        """Return where the list shows it."""
        return None if self._path is None else self._images.position_of(self._path)

    def select(self, path: Path) -> bool:
        """Select an image; False if it is not shown."""
        position = self._images.position_of(path)
        return position is not None and self._go_to(position)

    def select_next(self) -> bool:
        """Select the next image, or the first; False at the end."""
        position = self.position()
        return self._go_to(0 if position is None else position + 1)

    def select_previous(self) -> bool:
        """Select the image before, or the first; False at the start."""
        position = self.position()
        return self._go_to(0 if position is None else position - 1)

    def select_next_undecided(self) -> bool:
        """Select the next image without a person's verdict, going round; False if none is left."""
        position = self.position()
        found = self._images.next_in(EntryFilter.UNDECIDED, -1 if position is None else position)
        return found is not None and self._go_to(found)

    def await_image(self, path: Path | None) -> None:
        """Select an image as soon as it is listed; None takes the first one that comes."""
        self._awaited = path
        self._takes_first = path is None

    def give_up_waiting(self) -> None:
        """All is listed: take the first image if the awaited one did not come."""
        if self._awaited is not None:
            self.await_image(None)
            self._find_again()

    @contextmanager
    def arranging(self) -> Iterator[None]:
        """Change what is shown without taking up whatever row Qt makes the current one."""
        self._is_arranging = True
        try:
            yield
            position = self.position()
            self._view.show_row(position)
            if position is not None:
                self._images.hold(self._path)
        finally:
            self._is_arranging = False
        self._emit_moved()

    def _go_to(self, row: int) -> bool:
        if not 0 <= row < self._images.rowCount():
            return False
        self._awaited = None
        self._view.show_row(row)
        return True

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._is_arranging or not current.isValid():
            return
        path = self._images.path_at(current.row())
        self._images.hold(path)
        is_other = path != self._path
        self._path = path
        self._emit_moved()
        if is_other:
            self._emit_image_selected(path)

    def _on_arranged(self) -> None:
        if not self._is_arranging:
            self._find_again()
            self._emit_moved()

    def _find_again(self) -> None:
        if self._awaited is not None:
            self.select(self._awaited)
        elif self._takes_first and self._images.rowCount():
            self._takes_first = False
            self._go_to(0)
        elif not self._view.currentIndex().isValid() and self.position() is not None:
            with self.arranging():
                pass

    def _emit_image_selected(self, path: Path) -> None:
        self.image_selected.emit(path)

    def _emit_moved(self) -> None:
        self.moved.emit()
