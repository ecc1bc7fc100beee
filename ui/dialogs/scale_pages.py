"""The three ways to a calibration: two points, a number, a checkerboard."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.scales import ScaleSource
from core.errors import DefectScribeError
from core.imaging.catalogue import IMAGE_EXTENSIONS
from core.measure.scale.points import FoundScale, scale_from_points
from core.services.requests import BoardScale
from core.texts.wording import render_error
from ui.dialogs.scale_values import PickedPoints
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, muted

_MOST_MM: Final = 100_000.0
_PERCENT: Final = 100.0


class ScalePage(QWidget):
    """One way to a calibration.

    Signals
    -------
    changed
        Ask for :attr:`found` again.
    """

    changed = Signal()
    source: ScaleSource

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = muted(QLabel())
        self.about.setWordWrap(True)
        self.message = MessageLine()
        self.form = QFormLayout()
        self.form.setSpacing(GRID_PX)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GRID_PX)
        self._column.addWidget(self.about)
        self._column.addLayout(self.form)
        self._column.addWidget(self.message)
        self._column.addStretch(1)

    @property
    def found(self) -> FoundScale | None:
        """The scale, if there is enough to tell it."""
        raise NotImplementedError

    @property
    def size_px(self) -> tuple[int, int] | None:
        """Image size the scale is for; None: that of the image on the canvas."""
        return None

    def retranslate(self) -> None:
        """Say everything in the current language."""
        raise NotImplementedError

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why there is no scale."""
        self.message.show_message(render_error(error, current_language()), MessageKind.ERROR)

    def report_changed(self, *_: object) -> None:
        """Report that something was typed or found."""
        self.changed.emit()


class PointsPage(ScalePage):
    """Two points on the image and their distance.

    Signals
    -------
    pick_wanted
        Answer with :meth:`show_points`.
    """

    pick_wanted = Signal()
    source = ScaleSource.POINTS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picked: PickedPoints | None = None
        self.pick = QPushButton(icon("measure"), "")
        self.pick.setAutoDefault(False)
        self._distance_px = QLabel()
        self.distance = _spin(3, " mm")
        self._labels = (QLabel(), QLabel())
        self.form.addRow(self._labels[0], self.pick)
        self.form.addRow("", self._distance_px)
        self.form.addRow(self._labels[1], self.distance)
        self._labels[1].setBuddy(self.distance)
        self.pick.clicked.connect(self._on_pick)
        self.distance.valueChanged.connect(self.report_changed)
        self.retranslate()

    def show_points(self, picked: PickedPoints | None) -> None:
        """Show what was picked."""
        self._picked = picked
        self.retranslate()
        self.report_changed()
        if picked is not None:
            self.distance.setFocus()
            self.distance.selectAll()

    @property
    @override
    def found(self) -> FoundScale | None:
        self.message.clear()
        if self._picked is None or self.distance.value() <= 0:
            return None
        picked = self._picked
        try:
            return scale_from_points(picked.points, self.distance.value(), click_px=picked.click_px)
        except DefectScribeError as error:
            self.show_error(error)
            return None

    @override
    def retranslate(self) -> None:
        self.about.setText(
            self.tr(
                "Lay a ruler into the plane of the part, or use two edges whose distance you "
                "know. The farther apart and the larger on the screen, the more exact."
            )
        )
        self._labels[0].setText(self.tr("Points"))
        self._labels[1].setText(self.tr("Known &distance"))
        self.pick.setText(self.tr("Pick two points on the image…"))
        self.pick.setToolTip(self.tr("The dialog steps aside until two points are clicked"))
        self.pick.setAccessibleName(self.pick.text())
        self.distance.setAccessibleName(self.tr("Known distance in mm"))
        self.distance.setToolTip(self.tr("Distance of the two points on the part, in mm"))
        if self._picked is None:
            self._distance_px.setText(self.tr("No points picked yet"))
            return
        (x0, y0), (x1, y1) = self._picked.points
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        self._distance_px.setText(
            self.tr("{distance} px apart, each click exact to {click} px").format(
                distance=f"{length:.1f}", click=f"{self._picked.click_px:.1f}"
            )
        )

    def _on_pick(self) -> None:
        self.pick_wanted.emit()


class NumberPage(ScalePage):
    """mm per px, as the maker of the camera or an earlier calibration says."""

    source = ScaleSource.NUMBER

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = _spin(6, " mm/px")
        self.uncertainty = _spin(2, " %")
        self.uncertainty.setMaximum(50)
        self._labels = (QLabel(), QLabel())
        for label, spin in zip(self._labels, (self.number, self.uncertainty), strict=True):
            self.form.addRow(label, spin)
            label.setBuddy(spin)
            spin.valueChanged.connect(self.report_changed)
        self.retranslate()

    @property
    @override
    def found(self) -> FoundScale | None:
        number, percent = self.number.value(), self.uncertainty.value()
        if number <= 0:
            return None
        return FoundScale(number, percent / _PERCENT if percent > 0 else None, {})

    @override
    def retranslate(self) -> None:
        self.about.setText(
            self.tr(
                "Where mm per px is known from elsewhere. Without an uncertainty lengths are told "
                "as “about” so much."
            )
        )
        self._labels[0].setText(self.tr("&mm per px"))
        self._labels[1].setText(self.tr("&Uncertainty"))
        self.uncertainty.setSpecialValueText(self.tr("not known"))
        self.number.setAccessibleName(self.tr("mm per px"))
        self.number.setToolTip(self.tr("How many mm of the part one pixel shows"))
        self.uncertainty.setAccessibleName(self.tr("Uncertainty in percent"))
        self.uncertainty.setToolTip(self.tr("Within which 95 of 100 calibrations lie"))


class BoardPage(ScalePage):
    """A picture of a checkerboard.

    Signals
    -------
    board_wanted : (Path, float)
        Picture and side of a square in mm; answer with :meth:`show_board` or :meth:`show_error`.
    """

    board_wanted = Signal(object, float)
    source = ScaleSource.CHECKERBOARD

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._board: BoardScale | None = None
        self.square = _spin(3, " mm")
        self.choose = QPushButton(icon("image"), "")
        self.choose.setAutoDefault(False)
        self._file = QLabel()
        self._file.setWordWrap(True)
        self._labels = (QLabel(), QLabel())
        self.form.addRow(self._labels[0], self.square)
        self.form.addRow(self._labels[1], self.choose)
        self.form.addRow("", self._file)
        self._labels[0].setBuddy(self.square)
        self.choose.clicked.connect(self._on_choose)
        self.square.valueChanged.connect(self._on_square)
        self.retranslate()

    @property
    @override
    def found(self) -> FoundScale | None:
        return self._board.found if self._board else None

    @property
    @override
    def size_px(self) -> tuple[int, int] | None:
        return self._board.size_px if self._board else None

    def show_board(self, board: BoardScale) -> None:
        """Show what the checkerboard says."""
        self._board = board
        self.message.clear()
        self.retranslate()
        self.report_changed()

    @override
    def show_error(self, error: DefectScribeError) -> None:
        self._path = None
        super().show_error(error)
        self.retranslate()

    def take(self, path: Path) -> None:
        """Ask for the scale of a picture."""
        self._path, self._board = path, None
        self.message.clear()
        self.retranslate()
        self.report_changed()
        self.board_wanted.emit(path, self.square.value())

    @override
    def retranslate(self) -> None:
        self.about.setText(
            self.tr(
                "Lay the checkerboard flat into the plane of the part and take a picture with the "
                "same camera, distance and image size. A tilted board is refused."
            )
        )
        self._labels[0].setText(self.tr("&Side of a square"))
        self._labels[1].setText(self.tr("Picture"))
        self.choose.setText(self.tr("Choose picture…"))
        self.choose.setAccessibleName(self.choose.text())
        self.choose.setEnabled(self.square.value() > 0)
        self.choose.setToolTip(self.tr("An image file with the checkerboard; enter the side first"))
        self.square.setAccessibleName(self.tr("Side of a square in mm"))
        self.square.setToolTip(self.tr("How wide one square of the checkerboard is"))
        self._file.setText(self._file_words())

    def _file_words(self) -> str:
        if self._board is not None and self._path is not None:
            evidence = self._board.found.evidence
            return self.tr(
                "{file}: {corners} corners, {least} to {most} mm/px over the directions ({tilt} %)"
            ).format(
                file=self._path.name,
                corners=round(evidence["corners"]),
                least=f"{evidence['mm_per_px_least']:.5g}",
                most=f"{evidence['mm_per_px_most']:.5g}",
                tilt=f"{_PERCENT * evidence['tilt']:.1f}",
            )
        if self._path is not None:
            return self.tr("Looking for the checkerboard in {file}…").format(file=self._path.name)
        if self.square.value() <= 0:
            return self.tr("Enter the side of a square first")
        return self.tr("No picture chosen yet")

    def _on_square(self) -> None:
        self._path = self._board = None
        self.message.clear()
        self.retranslate()
        self.report_changed()

    def _on_choose(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in sorted(IMAGE_EXTENSIONS))
        chooser = QFileDialog(self, self.tr("Picture of a checkerboard"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter(self.tr("Images ({patterns})").format(patterns=patterns))
        chooser.fileSelected.connect(lambda name: self.take(Path(name)))
        chooser.open()


def _spin(decimals: int, suffix: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setDecimals(decimals)
    spin.setRange(0.0, _MOST_MM)
    spin.setSuffix(suffix)
    spin.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    return spin
