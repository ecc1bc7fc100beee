"""Choosing images: by a file dialog or dropped, shown as thumbnails, taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from core.imaging.catalogue import IMAGE_EXTENSIONS, is_image_name
from ui.icons import icon
from ui.models.bank_model import Picture
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine
from ui.widgets.picture_grid import PictureGrid


class ImagePicker(QWidget):
    """A list of images without repeats.

    Signals
    -------
    paths_changed
        Images came or went by a person's hand.
    """

    paths_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._taken: dict[Path, str] = {}
        self._folder = ""
        self.grid = PictureGrid()
        self._count = QLabel()
        self._message = MessageLine()
        self._add = QPushButton()
        self._remove = QPushButton()
        self._lay_out()
        self.setAcceptDrops(True)
        self.retranslate()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The images, in the order they were added."""
        return tuple(self._paths)

    def show_paths(self, paths: Sequence[Path], taken: dict[Path, str]) -> None:
        """Show images; ``taken`` are refused, with the name of where they are used."""
        self._paths = list(paths)
        self._taken = taken
        self._message.clear()
        self._show()

    def add(self, paths: Sequence[Path]) -> None:
        """Add images; what cannot be added is said."""
        images = [path for path in dict.fromkeys(paths) if is_image_name(path.name)]
        used = [path for path in images if path in self._taken]
        new = [path for path in images if path not in self._taken and path not in self._paths]
        self._paths += new
        self._say(n_others=len(set(paths)) - len(images), used=used)
        self._show()
        if new:
            self.paths_changed.emit()

    def show_count(self, words: str) -> None:
        """Say how many there are and whether that is enough."""
        self._count.setText(words)

    @property
    def count_words(self) -> str:
        """What is said about their number."""
        return self._count.text()

    @property
    def message(self) -> str:
        """What could not be added."""
        return self._message.words

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._add.setText(self.tr("Add images…"))
        self._add.setToolTip(self.tr("Choose image files, or drop them here"))
        self._remove.setText(self.tr("Take out"))
        self._remove.setToolTip(self.tr("Take the selected images out of the list (Delete)"))
        self.grid.setAccessibleName(self.tr("Chosen images"))
        self.grid.set_hint(self.tr("Drop images here, or choose them with “Add images…”."))
        for button in (self._add, self._remove):
            button.setAccessibleName(button.text())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self._add.setIcon(icon("add"))
        self._remove.setIcon(icon("delete"))
        for button in (self._add, self._remove):
            button.setAutoDefault(False)
        # The view would take the drop for itself.
        self.grid.setAcceptDrops(False)
        self._count.setWordWrap(True)
        self._add.clicked.connect(self._choose)
        self._remove.clicked.connect(self._on_remove)
        self.grid.remove_wanted.connect(self._on_remove)
        self.grid.selection_changed.connect(self._show_buttons)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(self._add)
        row.addWidget(self._remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.grid, 1)
        column.addWidget(self._count)
        column.addWidget(self._message)
        column.addLayout(row)

    def _choose(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in sorted(IMAGE_EXTENSIONS))
        chooser = QFileDialog(self, self.tr("Add images"), self._folder)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilter(self.tr("Images ({patterns})").format(patterns=patterns))
        chooser.filesSelected.connect(self._on_chosen)
        chooser.open()

    def _on_chosen(self, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
        self.add(paths)

    def _on_remove(self) -> None:
        gone = set(self.grid.selected_keys())
        if not gone:
            return
        self._paths = [path for path in self._paths if str(path) not in gone]
        self._message.clear()
        self._show()
        self.paths_changed.emit()

    def _show(self) -> None:
        self.grid.show_pictures(
            [Picture(str(path), path, path.name, str(path)) for path in self._paths]
        )
        self._show_buttons()

    def _show_buttons(self) -> None:
        self._remove.setEnabled(bool(self.grid.selected_keys()))

    def _say(self, *, n_others: int, used: Sequence[Path]) -> None:
        words = []
        if n_others:
            words.append(
                self.tr("Files that are no images were left out: {count}.").format(count=n_others)
            )
        if used:
            words.append(
                self.tr("{file} is already used ({place}) and was left out.").format(
                    file=used[0].name, place=self._taken[used[0]]
                )
            )
        self._message.show_message(" ".join(words), MessageKind.WARNING)
