"""From a folder on the disk to rows of the model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import UsageError
from ui.models.catalogue_model import CatalogueModel
from ui.workers.listing import FolderListing, ListedBatch, ListingEnd


class FolderFeed(QObject):
    """Opens folders; what is in the list stays until the next folder proves to be readable.

    Signals
    -------
    changed
        Ask :attr:`is_listing` and :attr:`end`.
    folder_opened(Path)
        The list holds this folder from now on; images follow.
    folder_listed(Path)
        All its images are in the list, or as many as could be found.
    """

    changed = Signal()
    folder_opened = Signal(object)
    folder_listed = Signal(object)

    def __init__(self, model: CatalogueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._listing = FolderListing(self)
        self._listing.batch_listed.connect(self._on_batch_listed)
        self._listing.ended.connect(self._on_ended)
        self._asked: Path | None = None
        self._folder: Path | None = None
        self._end: ListingEnd | None = None
        self._is_fresh = False

    @property
    def folder(self) -> Path | None:
        """What the list holds."""
        return self._folder

    @property
    def is_listing(self) -> bool:
        """A folder is being read."""
        return self._listing.is_running

    @property
    def end(self) -> ListingEnd | None:
        """How the last walk ended; None while one is under way."""
        return self._end

    @property
    def asked_file(self) -> Path | None:
        """The file whose folder was opened; None if a folder was asked for."""
        return None if self._asked == self._folder else self._asked

    def open(self, path: Path) -> None:
        """Read a folder, or the folder of a file."""
        self._asked = path
        self._is_fresh = True
        self._end = None
        self._listing.start(path)
        self._emit_changed()

    def refresh(self) -> None:
        """Read the same folder again; thumbnails that failed are tried again."""
        if self._folder is not None:
            self.open(self._folder)
        elif self._asked is not None:
            self.open(self._asked)

    def stop(self) -> None:
        """Stop reading; what was found stays."""
        self._listing.cancel()

    def note_gone(self) -> None:
        """Say that the folder cannot be reached any more."""
        if self._folder is not None and not self.is_listing:
            problem = UsageError("folder_missing", folder=str(self._folder))
            self._end = ListingEnd(self._folder, None, problem)
            self._emit_changed()

    def shut_down(self) -> bool:
        """Stop, and wait for the thread."""
        return self._listing.shut_down()

    def _adopt(self, root: Path) -> None:
        self._is_fresh = False
        self._folder = root
        self._model.keep_states_below(root)
        self._emit_folder_opened(root)
        self._model.restart()

    def _on_batch_listed(self, batch: ListedBatch) -> None:
        if self._is_fresh:
            self._adopt(batch.root)
        self._model.append(batch.items)

    def _on_ended(self, end: ListingEnd) -> None:
        if self._is_fresh and end.problem is None and not end.was_cancelled:
            self._adopt(end.root)
        self._is_fresh = False
        self._end = end
        self._emit_changed()
        if end.root == self._folder:
            self._emit_folder_listed(end.root)

    def _emit_changed(self) -> None:
        self.changed.emit()

    def _emit_folder_opened(self, root: Path) -> None:
        self.folder_opened.emit(root)

    def _emit_folder_listed(self, root: Path) -> None:
        self.folder_listed.emit(root)
