"""Teaching from the window: this place, this good part, a folder, a whole new product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.domain.categories import CLEAN_ID
from core.domain.verdicts import RecordContext
from core.errors import DefectScribeError, JobCancelledError
from ui.controllers import teaching_work
from ui.controllers.dialogs import ask_folder, open_once, while_open
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController
from ui.controllers.teaching_job import TeachingJob
from ui.desk import Desk
from ui.dialogs.new_product_values import NewProductRequest
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.jobs import JobsPanel
from ui.workers.errands import Errand
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.services.recording import Gathered, Taught
    from ui.dialogs.bank import BankDialog
    from ui.dialogs.new_product import NewProductDialog


class TeachingController(QObject):
    """Adds to the bank of the product at hand and tells what came of it.

    Signals
    -------
    told : str
        One line for the person about what was taught.
    """

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        canvas: CanvasPanel,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._examining = examining
        self._canvas = canvas
        self._window = window
        self._jobs: JobsPanel | None = None
        self._running: dict[int, TeachingJob] = {}

    def attach_jobs(self, jobs: JobsPanel) -> None:
        """Show long teaching among the jobs, where it can be cancelled."""
        self._jobs = jobs
        jobs.cancel_wanted.connect(self._on_cancel_wanted)

    def teach_here(self, category_id: str) -> None:
        """Teach the ROIs of the shown image, or the whole image, as examples of a category."""
        shown = self._examining.shown
        if shown is None:
            return
        rois = () if category_id == CLEAN_ID else self._canvas.rois()
        context = self._examining.record_context()
        work = partial(
            teaching_work.gather_places,
            data_dir=self._desk.data_dir,
            product=context.product,
            shown=shown,
            rois=rois,
            category_id=category_id,
        )
        self._desk.errands.submit(
            Errand(
                work=work,
                on_done=partial(self._add, context),
                on_error=self._desk.failed.emit,
                name=shown.path.name,
            )
        )

    def ask_folder(self) -> None:
        """Ask for a folder with a subfolder for each category, and teach it."""
        title = self.tr("Folder with one subfolder for each category (good for good parts)")
        ask_folder(self._window, title, None, self.teach_folder)

    def teach_folder(self, folder: Path) -> None:
        """Teach a labelled folder, as a job that can be cancelled until all is read."""
        context = self._examining.record_context()
        work = partial(
            teaching_work.gather_folder,
            data_dir=self._desk.data_dir,
            settings=self._desk.settings,
            product=context.product,
            folder=folder,
        )
        job = TeachingJob(self.tr("Teach: {0}").format(folder.name or folder))
        self._running[job.number] = job
        self._show(job)
        self._desk.errands.submit(
            Errand(
                work=work,
                on_done=partial(self._on_gathered, job, context),
                on_error=partial(self._end, job),
                on_progress=partial(self._on_progress, job),
                token=job.token,
                name=folder.name,
            )
        )

    def undo(self) -> None:
        """Take the last teaching back."""
        self._undo(self._desk.failed.emit)

    def show_bank(self) -> None:
        """Open what the product was taught, with pictures."""
        state = self._products.state
        if state is None:
            return
        # Loads the decoders, which the first paint can do without.
        from ui.dialogs.bank import BankDialog

        dialog = BankDialog(self._window)

        def refresh() -> None:
            latest = self._products.state
            if latest is not None:
                dialog.show_bank(
                    latest.context.product, latest.context.bank, latest.context.categories
                )

        self._products.changed.connect(refresh)
        dialog.finished.connect(lambda _: self._products.changed.disconnect(refresh))
        dialog.undo_wanted.connect(partial(self._undo, while_open(dialog, dialog.show_error)))
        dialog.remove_wanted.connect(partial(self._on_remove_wanted, dialog))
        refresh()
        open_once(dialog)

    def show_new_product(self) -> None:
        """Open the three steps to a new product."""
        state = self._products.state
        if state is None:
            return
        from ui.dialogs.new_product import NewProductDialog

        dialog = NewProductDialog(self._window)
        dialog.show_choices(state.names, state.context.categories)
        dialog.product_wanted.connect(partial(self._on_product_wanted, dialog))
        open_once(dialog)

    def _undo(self, on_error: Callable[[DefectScribeError], None]) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(teaching_work.undo, context=self._examining.record_context()),
                on_done=self._on_undone,
                on_error=on_error,
            )
        )

    def _on_product_wanted(self, dialog: NewProductDialog, request: NewProductRequest) -> None:
        def made(_: Taught) -> None:
            if isValid(dialog):
                dialog.confirm_made()
            self._desk.choose_product(request.name)
            self._products.reload()

        context = replace(self._examining.record_context(), product=request.name)

        def gathered(found: Gathered) -> None:
            work = partial(
                teaching_work.add_product,
                data_dir=self._desk.data_dir,
                context=context,
                gathered=found,
            )
            on_error = while_open(dialog, dialog.show_error)
            task = StorageTask(work=work, on_done=made, on_error=on_error, name=request.name)
            self._desk.storage.submit(task)

        work = partial(
            teaching_work.gather_product,
            data_dir=self._desk.data_dir,
            settings=self._desk.settings,
            request=request,
        )
        self._desk.errands.submit(
            Errand(
                work=work,
                on_done=gathered,
                on_error=while_open(dialog, dialog.show_error),
                on_progress=lambda done, total: (
                    dialog.show_progress(done, total or 0) if isValid(dialog) else None
                ),
                name=request.name,
            )
        )

    def _on_remove_wanted(self, dialog: BankDialog, event_ids: Sequence[str]) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    teaching_work.remove,
                    event_ids=tuple(event_ids),
                    context=self._examining.record_context(),
                ),
                on_done=lambda _: self._products.reload(),
                on_error=while_open(dialog, dialog.show_error),
            )
        )

    def _on_progress(self, job: TeachingJob, done: int, total: int | None) -> None:
        job.done, job.total = done, total
        self._show(job)

    def _on_gathered(self, job: TeachingJob, context: RecordContext, gathered: Gathered) -> None:
        job.done = job.total = len(gathered.examples) + len(gathered.failed)
        job.is_gathered = True
        self._show(job)
        self._add(context, gathered, job)

    def _add(
        self, context: RecordContext, gathered: Gathered, job: TeachingJob | None = None
    ) -> None:
        def done(taught: Taught) -> None:
            if job is not None:
                self._end(job)
            self._on_taught(context, taught)

        work = partial(
            teaching_work.add, data_dir=self._desk.data_dir, context=context, gathered=gathered
        )
        on_error = self._desk.failed.emit if job is None else partial(self._end, job)
        self._desk.storage.submit(StorageTask(work=work, on_done=done, on_error=on_error))

    def _end(self, job: TeachingJob, error: DefectScribeError | None = None) -> None:
        self._running.pop(job.number, None)
        job.error = error
        job.is_over = True
        self._show(job)
        if error is not None and not isinstance(error, JobCancelledError):
            self._desk.failed.emit(error)

    def _on_cancel_wanted(self, number: int) -> None:
        job = self._running.get(number)
        if job is not None and not job.is_gathered:
            job.token.cancel()
            self._show(job)

    def _show(self, job: TeachingJob) -> None:
        if self._jobs is not None:
            self._jobs.show_job(job.shown(self._desk.language))

    def _on_taught(self, context: RecordContext, taught: Taught) -> None:
        self.told.emit(
            self._desk.say(
                "cli.taught",
                product=context.product,
                added=sum(taught.added.values()),
                known=taught.known,
                failed=len(taught.failed),
            )
        )
        self._products.reload()

    def _on_undone(self, count: int) -> None:
        self.told.emit(self._desk.say("cli.undone", product=self._desk.product, count=count))
        self._products.reload()
