"""Calibrations in mm of a product: what holds for the image that is shown, and a new one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.describe.quantities import pixel_size
from core.domain.scales import ScaleProblem, ScaleSource
from core.errors import DefectScribeError
from core.services.requests import BoardScale
from core.settings.calibrations import Calibration
from core.texts.wording import render_error
from ui.dialogs.base import AppDialog
from ui.dialogs.scale_pages import BoardPage, NumberPage, PointsPage, ScalePage
from ui.dialogs.scale_values import PickedPoints, ScaleRequest, ScaleState
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, small_bold

_MOST_LETTERS: Final = 80
_MOST_DAYS: Final = 3650
_PERCENT: Final = 100.0


class ScaleDialog(AppDialog):
    """Shows the calibration of the shown image size and makes new ones.

    After an intent the dialog waits for :meth:`show_state` or :meth:`show_error`.

    Signals
    -------
    pick_wanted
        Two points of the image; answer with :meth:`show_points`.
    board_wanted : (Path, float)
        Answer with :meth:`show_board` or :meth:`show_board_error`.
    calibration_wanted : ScaleRequest
        Keep a calibration.
    retire_wanted : str
        The calibration of this id holds no more.
    limit_wanted : int or None
        Age limit in days; None for none.
    """

    pick_wanted = Signal()
    board_wanted = Signal(object, float)
    calibration_wanted = Signal(object)
    retire_wanted = Signal(str)
    limit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ScaleState("")
        self._pointed_on: tuple[int, int] | None = None
        self._error: DefectScribeError | None = None
        self._title = small_bold(QLabel())
        self._now = QLabel()
        self._now.setWordWrap(True)
        self._warning = MessageLine()
        self.retire_button = QPushButton(icon("delete"), "")
        self._limit_label = QLabel()
        self.limit = QSpinBox()
        self.points = PointsPage()
        self.number = NumberPage()
        self.board = BoardPage()
        self.pages = QTabWidget()
        self._camera_label = QLabel()
        self._camera = QLineEdit()
        self._result = QLabel()
        self._result.setWordWrap(True)
        self._message = MessageLine()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.keep_button = QPushButton(icon("ok-check"), "")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.start_with(76, 30)

    def show_state(self, state: ScaleState) -> None:
        """Show the calibrations of a product."""
        is_other = state.product != self._state.product
        if state.size_px is not None and state.size_px != self._pointed_on:
            # Points of another image say nothing about this one.
            self._pointed_on = state.size_px
            self.points.show_points(None)
        self._state = state
        self._error = None
        if is_other:
            made = state.settings.calibrations
            self._camera.setText(made[-1].camera if made else "")
        self.limit.blockSignals(True)
        self.limit.setValue(state.settings.limit_days or 0)
        self.limit.blockSignals(False)
        self._show()

    def show_points(self, picked: PickedPoints) -> None:
        """Show two points that were picked."""
        self.points.show_points(picked)

    def show_board(self, board: BoardScale) -> None:
        """Show what a checkerboard says."""
        self.board.show_board(board)

    def show_board_error(self, error: DefectScribeError) -> None:
        """Say why a picture gives no scale."""
        self.board.show_error(error)
        self._show()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why nothing was kept."""
        self._error = error
        self._show()

    @property
    def current(self) -> Calibration | None:
        """The calibration that holds for the image that is shown."""
        found = self._state.settings.active()
        return next((entry for entry in found if entry.size_px == self._state.size_px), None)

    @property
    def words(self) -> str:
        """What is said about the image that is shown."""
        return self._now.text()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Millimetres"))
        self.retire_button.setText(self.tr("Retire"))
        self.retire_button.setToolTip(
            self.tr("This calibration holds no more, such as after the camera was moved")
        )
        self._limit_label.setText(self.tr("Out of date &after"))
        self.limit.setSuffix(self.tr(" days"))
        self.limit.setSpecialValueText(self.tr("never"))
        self.limit.setAccessibleName(self.tr("Age limit in days"))
        self.limit.setToolTip(
            self.tr("Older calibrations still give lengths; no rule in mm is applied to them")
        )
        titles = (self.tr("Two points"), self.tr("mm per px"), self.tr("Checkerboard"))
        for index, title in enumerate(titles):
            self.pages.setTabText(index, title)
        self._camera_label.setText(self.tr("&Camera"))
        self._camera.setPlaceholderText(self.tr("Such as: camera 1, 25 mm lens, 300 mm away"))
        self._camera.setAccessibleName(self.tr("Camera"))
        self._camera.setToolTip(self.tr("Which camera and lens the calibration is for"))
        self.keep_button.setText(self.tr("Calibrate"))
        self.keep_button.setToolTip(
            self.tr("Keep this calibration; it replaces that of the image size")
        )
        for button in (self.retire_button, self.keep_button):
            button.setAccessibleName(button.text())
        self._show()

    def _lay_out(self) -> None:
        for button in (self.retire_button, self.keep_button):
            button.setAutoDefault(False)
        for page in (self.points, self.number, self.board):
            self.pages.addTab(page, "")
        self.limit.setRange(0, _MOST_DAYS)
        self.limit.setKeyboardTracking(False)
        self._camera.setMaxLength(_MOST_LETTERS)
        self._limit_label.setBuddy(self.limit)
        self._camera_label.setBuddy(self._camera)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.retire_button)
        foot.addStretch(1)
        foot.addWidget(self._limit_label)
        foot.addWidget(self.limit)
        camera = QFormLayout()
        camera.setSpacing(GRID_PX)
        camera.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        camera.addRow(self._camera_label, self._camera)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.keep_button.setDefault(True)
        self._buttons.addButton(self.keep_button, QDialogButtonBox.ButtonRole.ApplyRole)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        for shown in (self._title, self._now, self._warning):
            column.addWidget(shown)
        column.addLayout(foot)
        column.addWidget(self.pages, 1)
        column.addLayout(camera)
        for widget in (self._result, self._message, self._buttons):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._buttons.rejected.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self.retire_button.clicked.connect(self._on_retire)
        self.limit.valueChanged.connect(self._on_limit)
        self.pages.currentChanged.connect(lambda _: self._show_result())
        self.points.pick_wanted.connect(self._report_pick)
        self.board.board_wanted.connect(self._report_board)
        for page in (self.points, self.number, self.board):
            page.changed.connect(self._show_result)

    def _page(self) -> ScalePage:
        page = self.pages.currentWidget()
        return page if isinstance(page, ScalePage) else self.points

    def _show(self) -> None:
        state, current = self._state, self.current
        size = _size(state.size_px) if state.size_px else self.tr("no image shown")
        self._title.setText(
            self.tr("Product {name} · {size}").format(name=state.product, size=size)
        )
        self._now.setText(self._words_of(current) if current else self._nothing())
        self._warning.show_message(self._too_old(), MessageKind.WARNING)
        self.retire_button.setEnabled(current is not None)
        self.points.pick.setEnabled(state.size_px is not None)
        words = render_error(self._error, current_language()) if self._error else ""
        self._message.show_message(words, MessageKind.ERROR)
        self._show_result()

    def _words_of(self, calibration: Calibration) -> str:
        days = calibration.scale().age_days(datetime.now(UTC))
        parts = [
            _scale(calibration.mm_per_px, calibration.uncertainty),
            self._source(calibration.source),
            calibration.camera,
            self.tr("today") if not days else self.tr("{days} days old").format(days=days),
            calibration.made_by,
            calibration.id,
        ]
        return " · ".join(part for part in parts if part)

    def _nothing(self) -> str:
        others = [_size(entry.size_px) for entry in self._state.settings.active()]
        if self._state.size_px is None:
            return self.tr("Open an image first: a calibration holds for one image size.")
        if others:
            return self.tr(
                "No calibration for this image size (there is one for {sizes}): sizes are in px."
            ).format(sizes=", ".join(others))
        return self.tr("No calibration yet: sizes are in px.")

    def _too_old(self) -> str:
        state = self._state
        scales = state.settings.scales(datetime.now(UTC))
        use = scales.use_for(state.size_px) if state.size_px else None
        if use is None or use.problem is not ScaleProblem.OUT_OF_DATE:
            return ""
        return self.tr("Out of date: calibrate again. No rule in mm is applied.")

    def _source(self, source: ScaleSource) -> str:
        return {
            ScaleSource.POINTS: self.tr("by two points"),
            ScaleSource.NUMBER: self.tr("by a number"),
            ScaleSource.CHECKERBOARD: self.tr("by a checkerboard"),
        }[source]

    def _request(self) -> ScaleRequest | None:
        page = self._page()
        found, size_px = page.found, page.size_px or self._state.size_px
        if found is None or size_px is None:
            return None
        return ScaleRequest(found, page.source, size_px, " ".join(self._camera.text().split()))

    def _show_result(self) -> None:
        request = self._request()
        self.keep_button.setEnabled(request is not None)
        if request is None:
            self._result.setText("")
            return
        self._result.setText(
            self.tr("{scale} for images of {size}").format(
                scale=_scale(request.found.mm_per_px, request.found.uncertainty),
                size=_size(request.size_px),
            )
        )

    def _on_keep(self) -> None:
        request = self._request()
        if request is not None:
            self.calibration_wanted.emit(request)

    def _on_retire(self) -> None:
        if self.current is not None:
            self.retire_wanted.emit(self.current.id)

    def _on_limit(self, days: int) -> None:
        self.limit_wanted.emit(days or None)

    def _report_pick(self) -> None:
        self.pick_wanted.emit()

    def _report_board(self, path: Path, square_mm: float) -> None:
        self.board_wanted.emit(path, square_mm)


def _size(size_px: tuple[int, int]) -> str:
    return f"{size_px[0]}×{size_px[1]} px"


def _scale(mm_per_px: float, uncertainty: float | None) -> str:
    known = "" if uncertainty is None else f" (± {max(_PERCENT * uncertainty, 0.01):.2g} %)"
    return pixel_size(mm_per_px) + known
