"""Pictures of a list, whose thumbnails come when they are in sight; and what a bank holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap
from typing_extensions import override

from core.domain.categories import CLEAN_ID, CategorySet
from core.domain.teaching import BankExample, BankSnapshot
from ui.models.thumbnail_cache import ThumbnailCache

_MAX_BYTES: Final = 24 << 20
PROBLEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Why there is no picture, in words; empty while there is one or it is awaited."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a list.

    Attributes
    ----------
    key : str
        What names it to whoever asked, such as the id of a bank event.
    words : str
        Stands below it.
    """

    key: str
    path: Path
    words: str = ""
    tooltip: str = ""


class PictureModel(QAbstractListModel):
    """Pictures with the thumbnails that have arrived so far; the longest unused ones go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[Picture, ...] = ()
        self._thumbnails = ThumbnailCache(_MAX_BYTES)
        self._problems: dict[Path, str] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, in order."""
        return self._pictures

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show other pictures; thumbnails known already stay."""
        self.beginResetModel()
        self._pictures = tuple(pictures)
        self.endResetModel()

    def lacking(self, rows: Iterable[int]) -> list[Path]:
        """Return the paths of rows whose thumbnail is neither here nor known to be impossible."""
        paths = (self._pictures[row].path for row in rows)
        return [p for p in paths if p not in self._thumbnails and p not in self._problems]

    def take_thumbnail(self, path: Path, image: QImage) -> None:
        """Keep a thumbnail that has arrived."""
        self._thumbnails.put(path, QPixmap.fromImage(image))
        self._tell(path)

    def take_problem(self, path: Path, words: str) -> None:
        """Remember why there is no thumbnail."""
        self._problems[path] = words
        self._tell(path)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pictures)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        picture = self._pictures[index.row()]
        problem = self._problems.get(picture.path, "")
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return picture.words
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnails.get(picture.path)
            case Qt.ItemDataRole.ToolTipRole:
                return problem or picture.tooltip or picture.words
        return problem if role == PROBLEM_ROLE else None

    def _tell(self, path: Path) -> None:
        for row, picture in enumerate(self._pictures):
            if picture.path == path:
                self.dataChanged.emit(self.index(row), self.index(row))


@dataclass(frozen=True, slots=True)
class BankGroup:
    """The active examples of one category, in the order they were taught."""

    category_id: str
    examples: tuple[BankExample, ...]


def groups_of(bank: BankSnapshot, categories: CategorySet) -> tuple[BankGroup, ...]:
    """Sort the examples of a bank by category.

    The good references come first, then the categories of the defect book in its order, then
    others in the order they were taught.
    """
    found: dict[str, list[BankExample]] = {}
    for example in bank.examples:
        found.setdefault(example.category_id, []).append(example)
    order = dict.fromkeys((CLEAN_ID, *categories.ids, *found))
    return tuple(BankGroup(name, tuple(found[name])) for name in order if name in found)
