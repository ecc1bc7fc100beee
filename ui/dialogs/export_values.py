"""What the export dialog asks for, and the cells of its preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from core.domain.categories import CategorySet
from core.domain.outcomes import Reason
from core.records.export import COLUMNS, ReasonWords, guarded, headings_in, line_as_json
from core.records.values import HistoryFilter, HistoryLine, Rows
from core.texts.catalogue import shared_texts
from core.texts.language import Language
from core.texts.wording import render_reason
from ui.i18n.translation import current_language
from ui.theme import GRID_PX

PREVIEW_RECORDS: Final = 6
_LEAST_ROWS_SHOWN: Final = 3
_MAX_COLUMN_LETTERS: Final = 28
_COLUMNS: Final = "export/columns"
_HEADINGS: Final = "export/headings"
_ROWS: Final = "export/rows"
_IDS: Final = "ids"


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """The first lines of what would be exported."""

    wanted: HistoryFilter
    rows: Rows
    limit: int = PREVIEW_RECORDS


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A CSV to write."""

    wanted: HistoryFilter
    rows: Rows
    target: Path
    headings: Language | None
    """Words of this language as headings, None for the column ids."""
    language: Language
    """Language of the reasons."""
    columns: tuple[str, ...] = COLUMNS
    """Ids of core.records.export, in the order of the file."""


@dataclass(frozen=True, slots=True)
class ExportHabits:
    """What a person chose the last time."""

    columns: tuple[str, ...] = COLUMNS
    headings: Language | None = None
    rows: Rows = Rows.IMAGE


def recall_habits(store: QSettings, language: Language) -> ExportHabits:
    """Return what was chosen the last time; at first all columns, in Korean words for Koreans."""
    known = frozenset(COLUMNS)
    columns = tuple(name for name in str(store.value(_COLUMNS, "")).split(",") if name in known)
    headings = store.value(_HEADINGS)
    rows = store.value(_ROWS)
    first: Language | None = "ko" if language == "ko" else None
    remembered: dict[object, Language | None] = {"ko": "ko", "en": "en", _IDS: None}
    return ExportHabits(
        columns=columns or COLUMNS,
        headings=remembered.get(headings, first),
        rows=Rows(rows) if rows in tuple(Rows) else Rows.IMAGE,
    )


def remember_habits(store: QSettings, request: ExportRequest) -> None:
    """Keep what was chosen for the next time."""
    store.setValue(_COLUMNS, ",".join(request.columns))
    store.setValue(_HEADINGS, request.headings or _IDS)
    store.setValue(_ROWS, str(request.rows))


class CsvPreview(QTableWidget):
    """The first lines with their cells as the file will have them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setHighlightSections(False)

    def show_lines(
        self,
        lines: Sequence[HistoryLine],
        headings: Language | None,
        categories: CategorySet,
        columns: Sequence[str] = COLUMNS,
    ) -> None:
        """Show columns of lines under headings in a language, or under the column ids."""

        def reason_words(reason: Reason) -> str:
            return render_reason(reason, categories, current_language())

        words = headings_in(shared_texts(), headings) if headings else {}
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels([words.get(name, name) for name in columns])
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, cell in enumerate(preview_cells(line, reason_words, columns)):
                self.setItem(row, column, QTableWidgetItem(cell))
        self._size()

    def _size(self) -> None:
        metrics = self.fontMetrics()
        self.setMinimumHeight((_LEAST_ROWS_SHOWN + 1) * (metrics.height() + GRID_PX))
        self.resizeColumnsToContents()
        widest = metrics.averageCharWidth() * _MAX_COLUMN_LETTERS
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), widest))


def preview_cells(
    line: HistoryLine, reason_words: ReasonWords, columns: Sequence[str] = COLUMNS
) -> list[str]:
    """Return the cells of a line as the file will have them (see core.records.export)."""
    values = line_as_json(line, reason_words)
    return [_cell(values[column]) for column in columns]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.4f}".rstrip("0").rstrip(".")
        case int():
            return str(value)
        case _:
            return guarded(str(value))
