"""The images that the filter and the search let through, in the chosen order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from typing_extensions import override

from ui.models.catalogue_model import CatalogueModel
from ui.models.entry_filter import EntryFilter, EntryOrder, search_words

Index = QModelIndex | QPersistentModelIndex
_MAX_STEPS: Final = 64
"""More separate changes than this are told as one reset: views get through that faster."""
_REFILTER_MS: Final = 100
_REORDER_MS: Final = 1000
"""While results pour in, rows change their places no more often than people can follow."""


class ShownImages(QAbstractListModel):
    """Filter and order over a CatalogueModel.

    Not a QSortFilterProxyModel: that one calls Python twice per comparison, which stops the window
    for seconds at 50,000 images. Here a list of row numbers is sorted and compared with the old.

    The *held* image stays in the list although its new state no longer passes the filter, until
    another is held: what a person is looking at does not vanish under their hands.

    Signals
    -------
    arranged
        Rows may have come, gone or moved.
    """

    arranged = Signal()

    def __init__(self, source: CatalogueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._rows: list[int] = source.rows_in(EntryFilter.ALL)
        self._positions: dict[int, int] | None = None
        self._filter = EntryFilter.ALL
        self._order = EntryOrder.NAME
        self._words: tuple[str, ...] = ()
        self._held: int | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.rearrange)
        source.modelAboutToBeReset.connect(self._on_source_about_to_reset)
        source.modelReset.connect(self._on_source_reset)
        source.rowsInserted.connect(self._on_source_inserted)
        source.entries_changed.connect(self._on_entries_changed)

    # --- what views ask

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._source.value(self._rows[index.row()], role) if index.isValid() else None

    @property
    def filter(self) -> EntryFilter:
        """The group shown."""
        return self._filter

    @property
    def order(self) -> EntryOrder:
        """The order of the rows."""
        return self._order

    @property
    def is_searching(self) -> bool:
        """Words are searched for."""
        return bool(self._words)

    def path_at(self, position: int) -> Path:
        """Return the path in a row of this model."""
        return self._source.path_at(self._rows[position])

    def position_of(self, path: Path) -> int | None:
        """Return the row of a path in this model; None if it is not shown."""
        row = self._source.row_of(path)
        return None if row is None else self._position(row)

    def paths(self) -> tuple[Path, ...]:
        """Return all paths shown, in order."""
        return tuple(self._source.path_at(row) for row in self._rows)

    def next_in(self, group: EntryFilter, after: int) -> int | None:
        """Return the next position of a group after one, going round at the end; None if none."""
        n = len(self._rows)
        for step in range(1, n + 1):
            position = (after + step) % n
            if position != after and self._source.is_in(self._rows[position], group):
                return position
        return None

    # --- what people choose

    def set_filter(self, group: EntryFilter) -> None:
        """Show only one group."""
        self._filter = group
        self._held = None
        self.rearrange()

    def set_search(self, typed: str) -> None:
        """Show only names that hold every word typed."""
        self._words = search_words(typed)
        self._held = None
        self.rearrange()

    def set_order(self, order: EntryOrder) -> None:
        """Order the rows."""
        self._order = order
        self.rearrange()

    def hold(self, path: Path | None) -> None:
        """Keep one image in the list whatever its state becomes; None lets go of it."""
        held = None if path is None else self._source.row_of(path)
        if held == self._held:
            return
        former, self._held = self._held, held
        if former is not None and not self._passes(former):
            self._schedule(_REFILTER_MS)

    def rearrange(self) -> None:
        """Filter and order again now."""
        self._timer.stop()
        rows = self._source.rows_in(self._filter)
        if self._words:
            rows = [row for row in rows if self._matches(row)]
        if self._held is not None and not self._passes(self._held):
            rows.append(self._held)
            rows.sort()
        self._replace(self._ordered(rows))

    # --- what the source tells

    def _on_source_about_to_reset(self) -> None:
        self.beginResetModel()

    def _on_source_reset(self) -> None:
        self._timer.stop()
        self._held = None
        self._set_rows(self._source.rows_in(EntryFilter.ALL))
        self.endResetModel()
        self.arranged.emit()

    def _on_source_inserted(self, _parent: Index, first: int, last: int) -> None:
        if self._order is not EntryOrder.NAME:
            self._schedule(_REORDER_MS if len(self._rows) > _MAX_STEPS else 0)
            return
        self._insert(len(self._rows), [row for row in range(first, last + 1) if self._passes(row)])
        self.arranged.emit()

    def _on_entries_changed(self, rows: Sequence[int], state_changed: bool) -> None:
        positions = [at for row in rows if (at := self._position(row)) is not None]
        if positions:
            first, last = min(positions), max(positions)
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        if not state_changed:
            return
        if self._filter is not EntryFilter.ALL:
            self._schedule(_REFILTER_MS)
        elif self._order is EntryOrder.SUSPICION:
            self._schedule(_REORDER_MS)

    # --- inside

    def _schedule(self, after_ms: int) -> None:
        if not self._timer.isActive() or self._timer.remainingTime() > after_ms:
            self._timer.start(after_ms)

    def _matches(self, row: int) -> bool:
        text = self._source.search_text_at(row)
        return all(word in text for word in self._words)

    def _passes(self, row: int) -> bool:
        return self._source.is_in(row, self._filter) and self._matches(row)

    def _ordered(self, rows: list[int]) -> list[int]:
        match self._order:
            case EntryOrder.NAME:
                return rows
            case EntryOrder.NEWEST:
                return sorted(rows, key=self._source.mtime_ns_at, reverse=True)
            case EntryOrder.OLDEST:
                return sorted(rows, key=self._source.mtime_ns_at)
            case EntryOrder.SUSPICION:
                return sorted(rows, key=self._calmness)

    def _calmness(self, row: int) -> float:
        suspicion = self._source.state_at(row).suspicion
        return float("inf") if suspicion is None else -suspicion

    def _position(self, row: int) -> int | None:
        if self._positions is None:
            self._positions = {row: position for position, row in enumerate(self._rows)}
        return self._positions.get(row)

    def _set_rows(self, rows: list[int]) -> None:
        self._rows = rows
        self._positions = None

    def _replace(self, rows: list[int]) -> None:
        """Go from the old rows to the new in steps that keep selection and scroll position."""
        if rows != self._rows:
            new, old = set(rows), set(self._rows)
            gone = _runs(at for at, row in enumerate(self._rows) if row not in new)
            come = _runs(at for at, row in enumerate(rows) if row not in old)
            if len(gone) + len(come) > _MAX_STEPS:
                self.beginResetModel()
                self._set_rows(rows)
                self.endResetModel()
            else:
                self._remove(gone)
                self._move([row for row in rows if row in old])
                for first, last in come:
                    self._insert(first, rows[first : last + 1])
        self.arranged.emit()

    def _remove(self, runs: list[tuple[int, int]]) -> None:
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set_rows(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()

    def _move(self, rows: list[int]) -> None:
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._rows[index.row()] for index in before]
        self._set_rows(rows)
        after = [self.index(self._position(row) or 0, 0) for row in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, at: int, rows: list[int]) -> None:
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._set_rows(self._rows[:at] + rows + self._rows[at:])
        self.endInsertRows()


def _runs(positions: Iterable[int]) -> list[tuple[int, int]]:
    """Join ascending numbers to (first, last) of what follows without a gap."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and runs[-1][1] == position - 1:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs
