"""The images of a folder, in the order they were found, with what is known of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPixmap
from typing_extensions import override

from core.errors import ImageError
from core.imaging.catalogue import CatalogueEntry
from ui.models.entry_filter import BITS, FILTERS, EntryFilter, groups_of
from ui.models.thumbnail_cache import ThumbnailCache
from ui.values import EntryState

Index = QModelIndex | QPersistentModelIndex
EMPTY_STATE: Final = EntryState()
FLUSH_MS: Final = 100
"""Changes are told to views at most this often."""


class CatalogueRole:
    """Roles beside Qt's own."""

    PATH: Final = Qt.ItemDataRole.UserRole
    NAME: Final = Qt.ItemDataRole.UserRole + 1
    STATE: Final = Qt.ItemDataRole.UserRole + 2
    THUMBNAIL: Final = Qt.ItemDataRole.UserRole + 3
    PROBLEM: Final = Qt.ItemDataRole.UserRole + 4
    """ImageError of the thumbnail, or None."""
    PLACE: Final = Qt.ItemDataRole.UserRole + 5
    """Subfolder below the opened folder; empty for its own files."""
    MTIME_NS: Final = Qt.ItemDataRole.UserRole + 6


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One image of the list.

    Attributes
    ----------
    entry : CatalogueEntry
        Path, size and time.
    place : str
        Subfolder below the opened folder; empty for its own files.
    search_text : str
        What a search is compared with.
    """

    entry: CatalogueEntry
    place: str
    search_text: str


class CatalogueModel(QAbstractListModel):
    """Everything the browser knows; rows are only ever added, or all replaced.

    Signals
    -------
    entries_changed(object rows, bool state_changed)
        Rows whose state (else only thumbnail) changed, at most every FLUSH_MS.
    counts_changed
        Ask :meth:`count`.
    """

    entries_changed = Signal(object, bool)
    counts_changed = Signal()

    def __init__(
        self, thumbnails: ThumbnailCache | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.thumbnails = ThumbnailCache() if thumbnails is None else thumbnails
        self._items: list[CatalogueItem] = []
        self._rows: dict[Path, int] = {}
        self._states: dict[Path, EntryState] = {}
        self._problems: dict[Path, ImageError] = {}
        self._bits = bytearray()
        self._counts: Counter[int] = Counter()
        self._changed_states: set[int] = set()
        self._changed_pictures: set[int] = set()
        self._flushed_at = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._flush)
        self._readers: dict[int, Callable[[int], object]] = {
            Qt.ItemDataRole.DisplayRole: self._name,
            CatalogueRole.NAME: self._name,
            CatalogueRole.PATH: self.path_at,
            CatalogueRole.STATE: self.state_at,
            CatalogueRole.THUMBNAIL: lambda row: self.thumbnails.get(self.path_at(row)),
            CatalogueRole.PROBLEM: self.problem_at,
            CatalogueRole.PLACE: lambda row: self._items[row].place,
            CatalogueRole.MTIME_NS: self.mtime_ns_at,
        }

    # --- what views ask

    def set_reader(self, role: int, reader: Callable[[int], object]) -> None:
        """Let somebody else answer for a role, from the row; words are not known here."""
        self._readers[role] = reader

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.value(index.row(), role) if index.isValid() else None

    def value(self, row: int, role: int) -> object:
        """Return what :meth:`data` returns, without an index."""
        reader = self._readers.get(role)
        return None if reader is None else reader(row)

    def entries(self, first: int, n: int) -> tuple[CatalogueEntry, ...]:
        """Return up to ``n`` files from a row on."""
        return tuple(item.entry for item in self._items[first : first + n])

    def path_at(self, row: int) -> Path:
        """Return the path in a row."""
        return self._items[row].entry.path

    def state_at(self, row: int) -> EntryState:
        """Return the state in a row."""
        return self._states.get(self.path_at(row), EMPTY_STATE)

    def problem_at(self, row: int) -> ImageError | None:
        """Return why the thumbnail of a row could not be decoded."""
        return self._problems.get(self.path_at(row))

    def mtime_ns_at(self, row: int) -> int:
        """Return when the file of a row was changed."""
        return self._items[row].entry.mtime_ns

    def search_text_at(self, row: int) -> str:
        """Return what a search is compared with."""
        return self._items[row].search_text

    def is_in(self, row: int, group: EntryFilter) -> bool:
        """Say whether an image is in a group."""
        return bool(self._bits[row] & BITS[group])

    def rows_in(self, group: EntryFilter) -> list[int]:
        """Return the rows of a group, ascending."""
        if group is EntryFilter.ALL:
            return list(range(len(self._items)))
        bit = BITS[group]
        return [row for row, bits in enumerate(self._bits) if bits & bit]

    def row_of(self, path: Path) -> int | None:
        """Return the row of a path."""
        return self._rows.get(path)

    def state_of(self, path: Path) -> EntryState:
        """Return what is known of an image; of one that is not listed, nothing."""
        return self._states.get(path, EMPTY_STATE)

    def count(self, group: EntryFilter) -> int:
        """Return how many images are in a group."""
        return sum(n for bits, n in self._counts.items() if bits & BITS[group])

    def counts(self) -> dict[EntryFilter, int]:
        """Return the number of images in every group."""
        return {group: self.count(group) for group in FILTERS}

    # --- what workers and controllers tell

    def restart(self) -> None:
        """Forget all rows, thumbnails and problems; states stay."""
        self.beginResetModel()
        self._items.clear()
        self._rows.clear()
        self._problems.clear()
        self._bits.clear()
        self._counts.clear()
        self._changed_states.clear()
        self._changed_pictures.clear()
        self.thumbnails.clear()
        self.endResetModel()
        self.counts_changed.emit()

    def keep_states_below(self, root: Path) -> None:
        """Forget the states of images that do not lie in a folder or below it."""
        start = str(root / "_")[:-1]
        self._states = {
            path: state for path, state in self._states.items() if str(path).startswith(start)
        }

    def append(self, items: Sequence[CatalogueItem]) -> None:
        """Add images at the end; a path that is there already is left out."""
        fresh = [item for item in items if item.entry.path not in self._rows]
        if not fresh:
            return
        first = len(self._items)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        for row, item in enumerate(fresh, start=first):
            path = item.entry.path
            self._items.append(item)
            self._rows[path] = row
            bits = groups_of(self._states.get(path, EMPTY_STATE))
            self._bits.append(bits)
            self._counts[bits] += 1
        self.endInsertRows()
        self.counts_changed.emit()

    def set_state(self, path: Path, state: EntryState) -> None:
        """Set what is known of an image, also before it is listed."""
        if self._states.get(path) == state:
            return
        self._states[path] = state
        self._note(path, state_changed=True)

    def set_states(self, states: Mapping[Path, EntryState]) -> None:
        """Set many at once."""
        for path, state in states.items():
            self.set_state(path, state)

    def set_thumbnail(self, path: Path, pixmap: QPixmap) -> None:
        """Keep a thumbnail as long as there is room for it."""
        if path in self._rows:
            self.thumbnails.put(path, pixmap)
            self._note(path, state_changed=False)

    def set_problem(self, path: Path, problem: ImageError) -> None:
        """Say why there is no thumbnail."""
        if path in self._rows:
            self._problems[path] = problem
            self._note(path, state_changed=True)

    def clear_problems(self) -> None:
        """Let thumbnails that failed be tried again."""
        paths = list(self._problems)
        self._problems.clear()
        for path in paths:
            self._note(path, state_changed=True)

    # --- inside

    def _name(self, row: int) -> str:
        return self._items[row].entry.path.name

    def _note(self, path: Path, *, state_changed: bool) -> None:
        row = self._rows.get(path)
        if row is None:
            return
        if state_changed:
            self._regroup(row)
            self._changed_states.add(row)
        else:
            self._changed_pictures.add(row)
        if not self._timer.isActive():
            waited_ms = (time.monotonic() - self._flushed_at) * 1000
            self._timer.start(max(0, round(FLUSH_MS - waited_ms)))

    def _regroup(self, row: int) -> None:
        path = self.path_at(row)
        bits = groups_of(self.state_at(row), is_broken=path in self._problems)
        self._counts[self._bits[row]] -= 1
        self._counts[bits] += 1
        self._bits[row] = bits

    def _flush(self) -> None:
        self._flushed_at = time.monotonic()
        pictures, states = self._changed_pictures, self._changed_states
        self._changed_pictures, self._changed_states = set(), set()
        if pictures:
            self._tell(pictures, state_changed=False)
        if states:
            self._tell(states, state_changed=True)
            self.counts_changed.emit()

    def _tell(self, rows: set[int], *, state_changed: bool) -> None:
        self.entries_changed.emit(tuple(sorted(rows)), state_changed)
        self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))
