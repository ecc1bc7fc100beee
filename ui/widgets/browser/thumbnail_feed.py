"""Thumbnails for the rows in sight, and none for the others."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from ui.models.catalogue_model import CatalogueModel
from ui.models.shown_images import ShownImages
from ui.widgets.browser.image_list import ImageList
from ui.workers.thumbnails import Thumbnail, ThumbnailLoader


class ThumbnailFeed(QObject):
    """Asks for what is in sight, then for the page after it; earlier wishes are dropped.

    Signals
    -------
    folder_gone
        An image is missing together with its folder.
    """

    folder_gone = Signal()

    def __init__(
        self,
        model: CatalogueModel,
        images: ShownImages,
        view: ImageList,
        cache_folder: Path | None,
    ) -> None:
        super().__init__(view)
        self._model = model
        self._images = images
        self._view = view
        self._loader = ThumbnailLoader(cache_folder, parent=self)
        self._loader.thumbnail_made.connect(self._on_made)
        view.sight_changed.connect(self._on_sight_changed)

    def shut_down(self) -> bool:
        """Stop, and wait for the threads."""
        return self._loader.shut_down()

    def _on_sight_changed(self) -> None:
        if not self._view.isVisible():
            self._loader.want(())
            return
        sight = self._view.rows_in_sight()
        end = min(sight.stop + len(sight), self._images.rowCount())
        paths = (self._images.path_at(row) for row in range(sight.start, end))
        self._loader.want([path for path in paths if self._is_lacking(path)])

    def _is_lacking(self, path: Path) -> bool:
        row = self._model.row_of(path)
        known = row is not None and self._model.problem_at(row) is not None
        return not known and path not in self._model.thumbnails

    def _on_made(self, thumbnail: Thumbnail) -> None:
        if thumbnail.image is not None:
            self._model.set_thumbnail(thumbnail.path, QPixmap.fromImage(thumbnail.image))
        elif thumbnail.problem is not None:
            self._model.set_problem(thumbnail.path, thumbnail.problem)
        if thumbnail.folder_gone:
            self._emit_folder_gone()

    def _emit_folder_gone(self) -> None:
        self.folder_gone.emit()
