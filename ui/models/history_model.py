"""The history as a table that fetches its pages when they are scrolled into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from typing import Final, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QIcon
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome, Severity
from core.errors import DefectScribeError
from core.records.values import ANY_RECORD, HistoryFilter, HistoryLine
from core.texts.catalogue import shared_texts
from core.texts.wording import category_name, render_error
from ui.i18n.translation import current_language
from ui.icons import icon, verdict_icon
from ui.theme import colors
from ui.values import is_clean

PAGE_LINES: Final = 200
_MAX_RELOADED_LINES: Final = 2000
"""A refresh fetches what was loaded before in one go, up to this; the rest comes by scrolling."""

HISTORY_COLUMNS: Final = (
    "time_local",
    "program_outcome",
    "first_verdict",
    "current_verdict",
    "corrected",
    "category",
    "severity",
    "zone",
    "product",
    "part_id",
    "operator",
    "file",
)
"""Attributes of HistoryLine, and keys of their headings under ``column`` in the texts."""

LINE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The HistoryLine of a row."""
OUTCOME_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The Outcome of a cell that shows one, else None."""

NOTHING: Final = "–"
"""Stands where a good part would have a defect."""
DEFECT_COLUMNS: Final = frozenset({"category", "severity", "zone"})
OUTCOME_COLUMNS: Final = frozenset({"program_outcome", "first_verdict", "current_verdict"})
_Index = QModelIndex | QPersistentModelIndex

OnLines = Callable[[Sequence[HistoryLine]], None]
OnError = Callable[[DefectScribeError], None]


class HistorySource(Protocol):
    """Where pages of the history come from; answers come later, on the thread of the caller."""

    def fetch(
        self,
        wanted: HistoryFilter,
        before_seq: int | None,
        limit: int,
        on_done: OnLines,
        on_error: OnError,
    ) -> None:
        """Ask for at most ``limit`` lines older than ``before_seq``, newest first.

        Exactly one of the two callables is called, once.
        """


class HistoryState(StrEnum):
    """What the table is doing."""

    IDLE = "idle"
    """No source yet, or nothing asked for."""
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class HistoryModel(QAbstractTableModel):
    """Lines of the history, newest first.

    Signals
    -------
    state_changed : HistoryState
        Loading, ready or failed; the number of lines may have changed.
    """

    state_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: HistorySource | None = None
        self._lines: list[HistoryLine] = []
        self._wanted = ANY_RECORD
        self._categories = CategorySet(())
        self._state = HistoryState.IDLE
        self._error: DefectScribeError | None = None
        self._is_complete = False
        self._request = 0

    @property
    def state(self) -> HistoryState:
        """What the model is doing."""
        return self._state

    @property
    def error(self) -> DefectScribeError | None:
        """What the last fetch failed with; None when it did not."""
        return self._error

    @property
    def is_complete(self) -> bool:
        """Whether there are no older lines than those shown."""
        return self._is_complete

    @property
    def wanted(self) -> HistoryFilter:
        """Which lines are shown."""
        return self._wanted

    def set_source(self, source: HistorySource) -> None:
        """Connect the place the pages come from; nothing is fetched yet."""
        self._source = source

    def set_categories(self, categories: CategorySet) -> None:
        """Set the names of the categories."""
        self._categories = categories
        self._repaint()

    def show_filtered(self, wanted: HistoryFilter) -> None:
        """Show the newest lines of a filter; the lines of the old one go when they arrive."""
        self._wanted = wanted
        self._fetch(None, PAGE_LINES)

    def refresh(self) -> None:
        """Fetch again what is loaded: new records appear, verdicts change."""
        loaded = max(PAGE_LINES, min(len(self._lines), _MAX_RELOADED_LINES))
        self._fetch(None, loaded)

    def retry(self) -> None:
        """Repeat what failed."""
        if self._lines and self._state is HistoryState.FAILED:
            self._fetch(self._lines[-1].seq, PAGE_LINES)
        else:
            self.refresh()

    def line_at(self, row: int) -> HistoryLine:
        """Return the line of a row."""
        return self._lines[row]

    def row_of(self, record_id: str) -> int | None:
        """Return the row of a record, None if it is not loaded."""
        rows = (row for row, line in enumerate(self._lines) if line.record_id == record_id)
        return next(rows, None)

    def retranslate(self) -> None:
        """Say everything again in the language that is now current."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HISTORY_COLUMNS) - 1)
        self._repaint()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HISTORY_COLUMNS)

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._state is HistoryState.READY and not self._is_complete

    @override
    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent) and self._lines:
            self._fetch(self._lines[-1].seq, PAGE_LINES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return shared_texts().text(current_language(), f"column.{HISTORY_COLUMNS[section]}")
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], HISTORY_COLUMNS[index.column()]
        if role == LINE_ROLE:
            return line
        if role == OUTCOME_ROLE:
            return getattr(line, column) if column in OUTCOME_COLUMNS else None
        return self._value(line, column, role)

    def _value(self, line: HistoryLine, column: str, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(line, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._decoration(line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(line, column)
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(colors().muted) if _is_withheld(line, column) else None
            case Qt.ItemDataRole.AccessibleTextRole:
                heading = shared_texts().text(current_language(), f"column.{column}")
                return f"{heading}: {self._shown(line, column) or '–'}"
            case _:
                return None

    def _shown(self, line: HistoryLine, column: str) -> str:
        """Return the words of a cell; empty where there is nothing to say."""
        value: object = getattr(line, column)
        if _is_withheld(line, column):
            return NOTHING
        if column == "corrected":
            return self.tr("corrected") if line.corrected else ""
        if value is None:
            return ""
        shown = _WORDS.get(column)
        if shown is not None:
            return shown(str(value))
        if column == "category":
            return category_name(self._categories, str(value), current_language())
        return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else str(value)

    def _decoration(self, line: HistoryLine, column: str) -> QIcon | None:
        if column == "corrected" and line.corrected:
            return icon("edit")
        outcome = getattr(line, column) if column in OUTCOME_COLUMNS else None
        return verdict_icon(outcome) if outcome is not None else None

    def _tooltip(self, line: HistoryLine, column: str) -> str:
        if column == "file":
            return line.file
        if column == "program_outcome":
            sentence = line.sentence_ko if current_language() == "ko" else line.sentence_en
            return sentence or self._shown(line, column)
        return self._shown(line, column)

    def _fetch(self, before_seq: int | None, limit: int) -> None:
        """Ask for a page; the answer to an older question is dropped when it comes."""
        if self._source is None:
            return
        self._request += 1
        self._error = None
        self._set_state(HistoryState.LOADING)
        request = self._request
        self._source.fetch(
            self._wanted,
            before_seq,
            limit,
            partial(self._take, request, before_seq, limit),
            partial(self._fail, request),
        )

    def _take(
        self, request: int, before_seq: int | None, limit: int, lines: Sequence[HistoryLine]
    ) -> None:
        if request != self._request:
            return
        if before_seq is None:
            self.beginResetModel()
            self._lines = list(lines)
            self.endResetModel()
        elif lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()
        self._is_complete = len(lines) < limit
        self._set_state(HistoryState.READY)

    def _fail(self, request: int, error: DefectScribeError) -> None:
        if request != self._request:
            return
        self._error = error
        self._set_state(HistoryState.FAILED)

    def error_words(self) -> str:
        """Say what went wrong, in the current language; empty when nothing did."""
        return render_error(self._error, current_language()) if self._error else ""

    def _set_state(self, state: HistoryState) -> None:
        self._state = state
        self.state_changed.emit(state)

    def _repaint(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, len(HISTORY_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _is_withheld(line: HistoryLine, column: str) -> bool:
    """Tell whether a cell would suggest a defect on a part that is good.

    A category that a person gave to a good part ("this is a shadow") is shown.
    """
    holds = line.current_verdict or line.program_outcome
    if column not in DEFECT_COLUMNS or not is_clean(holds, line.reason.code):
        return False
    return column != "category" or line.category == line.program_category


def outcome_words(outcome: Outcome) -> str:
    """Return an outcome or verdict in the words of the current language."""
    return shared_texts().text(current_language(), f"outcome.{outcome.value}")


def severity_words(severity: Severity) -> str:
    """Return a severity in the words of the current language."""
    return shared_texts().text(current_language(), f"severity.{severity.value}")


def zone_words(zone: Zone) -> str:
    """Return a place in the words of the current language."""
    return shared_texts().text(current_language(), f"zone.{zone.value}")


_WORDS: Final[dict[str, Callable[[str], str]]] = {
    **{column: lambda value: outcome_words(Outcome(value)) for column in OUTCOME_COLUMNS},
    "severity": lambda value: severity_words(Severity(value)),
    "zone": lambda value: zone_words(Zone(value)),
    "file": lambda value: PurePath(value).name,
}
