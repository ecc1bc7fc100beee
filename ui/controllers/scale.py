"""Calibrations in mm: the dialog, the two points on the canvas, the scale bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.domain.scales import ScaleProblem
from core.errors import DefectScribeError
from core.host.messages import ClientEvent, Job, Priority, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemFailed, ItemSucceeded, JobFailed
from core.jobs.ids import JobId
from core.services.requests import BOARD, BoardItem, BoardScale
from core.settings.calibrations import Calibration, Retirement, new_calibration_id
from core.settings.profiles import (
    ProductProfile,
    add_calibration,
    limit_calibrations,
    retire_calibration,
)
from ui.controllers.dialogs import open_once
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController
from ui.desk import Desk
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.canvas.point_picker import PointPicker
from ui.widgets.canvas.scale_bar import ScaleBar
from ui.workers.storage_tasks import DiskTask

if TYPE_CHECKING:
    from ui.dialogs.scale import ScaleDialog
    from ui.dialogs.scale_values import Points, ScaleRequest


class ScaleController(QObject):
    """Keeps the calibrations of the product at hand.

    Parameters
    ----------
    desk : Desk
        Threads, settings, product.
    products : ProductController
        Reads the product again after a change, which measures the image again.
    examining : ExaminingController
        Tells which image is shown.
    canvas : CanvasPanel
        Where points are picked and the scale bar is drawn.
    window : QWidget
        Owner of the dialog.
    parent : QObject, optional
        Owner.

    Signals
    -------
    told : str
        What was done, for the status line.
    """

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        *,
        canvas: CanvasPanel,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._canvas = canvas
        self._window = window
        self._dialog: ScaleDialog | None = None
        self._board: JobId | None = None
        self.bar = ScaleBar(canvas.view)
        self.picker = PointPicker(canvas.view)
        self.picker.picked.connect(self._on_picked)
        self.picker.given_up.connect(self._on_given_up)
        products.changed.connect(lambda _: self._show())
        canvas.painted.connect(lambda _: self._show())
        canvas.outline.editing_changed.connect(self._on_editing_changed)
        examining.shown_changed.connect(lambda _: self._on_shown())
        desk.host.event_arrived.connect(self._on_event)

    @property
    def dialog(self) -> ScaleDialog | None:
        """The dialog while there is one."""
        dialog = self._dialog
        return dialog if dialog is not None and isValid(dialog) else None

    def show_dialog(self) -> None:
        """Show the calibrations of the product at hand."""
        if self._products.state is None:
            return
        if self.dialog is not None:
            self.picker.stop()
            self._show_dialog_again()
            return
        # Dialogs are loaded when they are asked for: the first paint can do without.
        from ui.dialogs.scale import ScaleDialog

        dialog = ScaleDialog(self._window)
        self._dialog = dialog
        self._show()
        dialog.pick_wanted.connect(self._pick)
        dialog.board_wanted.connect(self._measure_board)
        dialog.calibration_wanted.connect(self._keep)
        dialog.retire_wanted.connect(self._retire)
        dialog.limit_wanted.connect(self._limit)
        open_once(dialog)

    def _size_px(self) -> tuple[int, int] | None:
        view = self._canvas.view
        loaded = view.image.loaded if view.is_current else None
        return (loaded.facts.width_px, loaded.facts.height_px) if loaded else None

    def _on_shown(self) -> None:
        if self.picker.is_picking:
            # The points would be those of another image.
            self.picker.stop()
            self._show_dialog_again()
        self._show()

    def _on_given_up(self) -> None:
        # While an outline is corrected the dialog waits until it is asked for again.
        if not self._canvas.outline.is_on:
            self._show_dialog_again()

    def _on_editing_changed(self, on: bool) -> None:
        if on and self.picker.is_picking:
            self.picker.stop()

    def _show(self) -> None:
        """Show what holds now, on the canvas and in the dialog."""
        state, size_px = self._products.state, self._size_px()
        if state is None:
            return
        settings = state.profile.millimetres
        use = settings.scales(datetime.now(UTC)).use_for(size_px) if size_px else None
        holds = use is not None and use.problem is not ScaleProblem.OTHER_SIZE
        self.bar.show_scale(use.scale.mm_per_px if use and holds else None)
        if self.dialog is not None:
            from ui.dialogs.scale_values import ScaleState

            self.dialog.show_state(ScaleState(state.context.product, settings, size_px))

    def _pick(self) -> None:
        if self.dialog is None or self._size_px() is None:
            return
        self.dialog.hide()
        self._canvas.set_roi_mode(False)
        self.picker.start()

    def _on_picked(self, points: Points, click_px: float) -> None:
        if self.dialog is None:
            return
        from ui.dialogs.scale_values import PickedPoints

        self._show_dialog_again()
        self.dialog.show_points(PickedPoints(points, click_px))

    def _show_dialog_again(self) -> None:
        if self.dialog is not None:
            self.dialog.open()

    def _measure_board(self, path: Path, square_mm: float) -> None:
        job = Job(
            task=Task(BOARD),
            items=(WorkItem(path.name, BoardItem(path, square_mm)),),
            priority=Priority.CLICK,
            slot=BOARD,
        )
        self._board = job.job_id
        self._desk.host.submit(job)

    def _on_event(self, event: ClientEvent) -> None:
        job = getattr(event, "job_id", None)
        if job is None or job != self._board:
            return
        dialog = self.dialog
        if isinstance(event, ItemSucceeded) and isinstance(event.result, BoardScale):
            self._board = None
            if dialog is not None:
                dialog.show_board(event.result)
        elif isinstance(event, ItemFailed | JobFailed):
            self._board = None
            if dialog is not None:
                dialog.show_board_error(event.failure.as_error())

    def _keep(self, request: ScaleRequest) -> None:
        now = datetime.now(UTC)
        calibration = Calibration(
            id=new_calibration_id(now),
            made_at=now,
            made_by=self._desk.settings.operator,
            source=request.source,
            mm_per_px=request.found.mm_per_px,
            uncertainty=request.found.uncertainty,
            camera=request.camera,
            size_px=request.size_px,
            evidence=request.found.evidence,
        )
        product = self._desk.product
        work = partial(add_calibration, self._desk.data_dir, product, calibration)
        self._write(work, self.tr("Calibrated: {id}").format(id=calibration.id))

    def _retire(self, calibration_id: str) -> None:
        retirement = Retirement(
            id=calibration_id, at=datetime.now(UTC), by=self._desk.settings.operator
        )
        work = partial(retire_calibration, self._desk.data_dir, self._desk.product, retirement)
        self._write(work, self.tr("Calibration retired: {id}").format(id=calibration_id))

    def _limit(self, days: int | None) -> None:
        work = partial(limit_calibrations, self._desk.data_dir, self._desk.product, days)
        self._write(work, "")

    def _write(self, work: Callable[[], ProductProfile], words: str) -> None:
        def done(_: ProductProfile) -> None:
            if words:
                self._report_told(words)
            self._products.reload()

        self._desk.storage.submit(DiskTask(work=work, on_done=done, on_error=self._on_failed))

    def _on_failed(self, error: DefectScribeError) -> None:
        if self.dialog is not None:
            self.dialog.show_error(error)
        else:
            self._desk.failed.emit(error)

    def _report_told(self, words: str) -> None:
        self.told.emit(words)
