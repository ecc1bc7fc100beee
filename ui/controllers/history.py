"""The history panel and its dialogs, fed from the storage thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.domain.categories import CategorySet
from core.domain.outcomes import Reason
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress
from core.records.values import Counts, HistoryFilter, HistoryLine, Rows, Story
from core.texts.language import Language
from core.texts.wording import render_reason
from ui.controllers.dialogs import open_once, while_open
from ui.controllers.products import ProductController, ProductState
from ui.desk import Desk
from ui.dialogs.export_values import (
    ExportRequest,
    PreviewRequest,
    recall_habits,
    remember_habits,
)
from ui.models.history_model import OnError, OnLines
from ui.widgets.history.panel import HistoryPanel
from ui.workers.errands import Errand
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.domain.inspections import Evidence
    from core.records.history import History
    from ui.dialogs.export_csv import ExportCsvDialog
    from ui.dialogs.record_story import RecordStoryDialog

_REFRESH_MS: Final = 500
"""A run records many images a second; the table and its counts are read once for all of them."""


class HistoryController(QObject):
    """Answers what the history panel asks.

    Signals
    -------
    image_wanted : Path
        A person wants to see the image of a record.
    """

    image_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        panel: HistoryPanel,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._panel = panel
        self._window = window
        self._is_started = False
        self._later = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._later.timeout.connect(self._refresh_now)
        panel.story_wanted.connect(self.show_story)
        panel.export_wanted.connect(self.show_export)
        panel.image_wanted.connect(self._on_image_wanted)
        panel.filter_changed.connect(self._count)
        products.changed.connect(self._on_product)

    def start(self) -> None:
        """Connect the panel with the records."""
        self._is_started = True
        self._panel.set_source(self)
        self._count(self._panel.wanted())

    def refresh(self) -> None:
        """Fetch again soon, because something was recorded; once for many calls."""
        if self._is_started and not self._later.isActive():
            self._later.start()

    def fetch(
        self,
        wanted: HistoryFilter,
        before_seq: int | None,
        limit: int,
        on_done: OnLines,
        on_error: OnError,
    ) -> None:
        """Read one page; see :class:`ui.models.history_model.HistorySource`."""
        work = partial(_page, wanted=wanted, before_seq=before_seq, limit=limit)
        self._desk.storage.submit(StorageTask(work=work, on_done=on_done, on_error=on_error))

    def show_story(self, record_id: str) -> None:
        """Open the whole story of a record."""
        # Dialogs are loaded when they are asked for: the first paint can do without.
        from ui.dialogs.record_story import RecordStoryDialog

        dialog = RecordStoryDialog(self._window)
        dialog.show_loading()
        dialog.image_wanted.connect(self._on_image_wanted)
        open_once(dialog)
        self._desk.storage.submit(
            StorageTask(
                work=partial(_story, record_id=record_id),
                on_done=while_open(dialog, partial(self._show_story, dialog)),
                on_error=while_open(dialog, dialog.show_error),
            )
        )

    def show_export(self, wanted: HistoryFilter | None = None) -> None:
        """Open the export of the records in a filter; of the panel's if None."""
        asked = wanted if wanted is not None else self._panel.wanted()
        from ui.dialogs.export_csv import ExportCsvDialog

        dialog = ExportCsvDialog(self._window)
        dialog.preview_wanted.connect(partial(self._preview, dialog))
        dialog.count_wanted.connect(partial(self._count_for, dialog))
        dialog.export_wanted.connect(partial(self._export, dialog))
        dialog.show_habits(recall_habits(self._desk.store, self._desk.language))
        dialog.show_filter(asked, self._panel.filters.summary(), None, self._categories())
        open_once(dialog)

    def _count_for(self, dialog: ExportCsvDialog, wanted: HistoryFilter) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(_counts, wanted=wanted),
                on_done=while_open(dialog, partial(_show_total, dialog, wanted)),
                on_error=while_open(dialog, dialog.show_error),
            )
        )

    def _refresh_now(self) -> None:
        self._panel.refresh()
        self._count(self._panel.wanted())

    def _show_story(self, dialog: RecordStoryDialog, found: tuple[Story, Evidence | None]) -> None:
        story, evidence = found
        dialog.show_story(story, evidence, self._categories())

    def _preview(self, dialog: ExportCsvDialog, request: PreviewRequest) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(_preview_lines, request=request),
                on_done=while_open(dialog, partial(dialog.show_preview, request)),
                on_error=while_open(dialog, dialog.show_error),
            )
        )

    def _export(self, dialog: ExportCsvDialog, request: ExportRequest) -> None:
        remember_habits(self._desk.store, request)

        def told(done: int, _total: int | None) -> None:
            if isValid(dialog):
                dialog.show_progress(done)

        errand = Errand(
            work=partial(
                write_export,
                open_history=self._desk.open_history,
                request=request,
                categories=self._categories(),
            ),
            on_done=while_open(dialog, dialog.show_done),
            on_error=while_open(dialog, dialog.show_error),
            on_progress=told,
            name=request.target.name,
        )
        dialog.cancel_wanted.connect(partial(_cancel, errand.token))
        self._desk.exports.submit(errand)

    def _count(self, wanted: HistoryFilter) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(_counts, wanted=wanted),
                on_done=self._panel.show_counts,
                on_error=self._desk.failed.emit,
            )
        )

    def _on_product(self, state: ProductState) -> None:
        operators = [name for name in (self._desk.settings.operator,) if name]
        self._panel.set_choices(state.names, operators, state.context.categories)

    def _on_image_wanted(self, line: HistoryLine) -> None:
        self.image_wanted.emit(Path(line.file))

    def _categories(self) -> CategorySet:
        state = self._products.state
        return state.context.categories if state else CategorySet(())


def _show_total(dialog: ExportCsvDialog, wanted: HistoryFilter, counts: Counts) -> None:
    if dialog.request().wanted == wanted:  # a person may have chosen another range meanwhile
        dialog.show_total(counts.total)


def _page(
    history: History, *, wanted: HistoryFilter, before_seq: int | None, limit: int
) -> list[HistoryLine]:
    return list(history.list_records(wanted, before_seq=before_seq, limit=limit))


def _counts(history: History, *, wanted: HistoryFilter) -> Counts:
    return history.counts(wanted)


def _story(history: History, *, record_id: str) -> tuple[Story, Evidence | None]:
    return history.story(record_id), history.evidence(record_id)


def _preview_lines(history: History, *, request: PreviewRequest) -> list[HistoryLine]:
    return list(history.list_records(request.wanted, rows=request.rows, limit=request.limit))


def _cancel(token: CancelToken) -> None:
    # Qt keeps a bound method by a weak reference, which a token does not allow.
    token.cancel()


def write_export(
    token: CancelToken,
    progress: Progress,
    *,
    open_history: Callable[[], History],
    request: ExportRequest,
    categories: CategorySet,
) -> int:
    """Write the CSV with a connection of its own; an errand, beside which verdicts are written."""
    from core.records.export import headings_in, write_csv
    from core.texts.catalogue import shared_texts

    with open_history() as history:
        lines = history.list_records(request.wanted, rows=Rows(request.rows))
        return write_csv(
            request.target,
            _checked(lines, token, progress),
            headings=headings_in(shared_texts(), request.headings) if request.headings else None,
            reason_words=partial(_in_words, categories=categories, language=request.language),
            columns=request.columns,
        )


def _checked(
    lines: Iterable[HistoryLine], token: CancelToken, progress: Progress
) -> Iterator[HistoryLine]:
    for done, line in enumerate(lines, start=1):
        token.check()
        yield line
        progress(done, None)


def _in_words(reason: Reason, *, categories: CategorySet, language: Language) -> str:
    return render_reason(reason, categories, language)
