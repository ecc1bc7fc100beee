"""The line under the image: zoom, pixel under the pointer, size, heat map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX, colors
from ui.widgets.canvas.geometry import Point
from ui.workers.image_loader import LoadedImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SLIDER_WIDTH_PX: Final = 96
_ICON_PX: Final = 16
_PERCENT: Final = 100
_OPACITY: Final = 60
_LUMA: Final = (0.299, 0.587, 0.114)


class CanvasStatusLine(QWidget):
    """Shows where and how large; holds the zoom buttons and the opacity of the heat map.

    Signals
    -------
    fit_wanted, one_to_one_wanted
        A zoom button was pressed.
    zoom_step_wanted(int)
        +1 or -1.
    heat_map_switched(bool)
        The heat map was switched on or off.
    opacity_changed(float)
        0 to 1.
    """

    fit_wanted = Signal()
    one_to_one_wanted = Signal()
    zoom_step_wanted = Signal(int)
    heat_map_switched = Signal(bool)
    opacity_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = _button("zoom-fit")
        self._one_to_one = _button("zoom-one-to-one")
        self._out = _button("zoom-out")
        self._in = _button("zoom-in")
        self._heat = _button("heatmap")
        self._heat.setCheckable(True)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, _PERCENT)
        self._opacity.setValue(_OPACITY)
        self._opacity.setFixedWidth(_SLIDER_WIDTH_PX)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._facts = _Facts()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID_PX // 2, GRID_PX // 4, GRID_PX // 2, GRID_PX // 4)
        row.setSpacing(GRID_PX // 4)
        for widget in (self._fit, self._one_to_one, self._out, self._in):
            row.addWidget(widget)
        row.addWidget(self._facts, 1)
        row.addWidget(self._heat)
        row.addWidget(self._opacity)
        self._connect()
        self.set_image_size(None)
        self.set_has_heat_map(has_one=False)
        self._scale_icons()
        self.retranslate()

    @property
    def facts(self) -> str:
        """What the line says."""
        return self._facts.text

    @property
    def opacity(self) -> float:
        """Of the heat map, 0 to 1."""
        return self._opacity.value() / _PERCENT

    def set_zoom(self, zoom: float) -> None:
        """Show the zoom."""
        self._facts.set_part("zoom", f"{zoom * _PERCENT:.0f} %")

    def set_image_size(self, size: tuple[int, int] | None) -> None:
        """Show the size of the image; None takes everything away and switches the buttons off."""
        for button in (self._fit, self._one_to_one, self._out, self._in):
            button.setEnabled(size is not None)
        self._facts.clear()
        if size is not None:
            self._facts.set_part("size", f"{size[0]} × {size[1]} px")

    def set_point(self, point: Point | None, loaded: LoadedImage | None) -> None:
        """Show the pixel at a point of an image; its value follows when all is decoded."""
        pixel = _pixel_at(point, loaded) if point and loaded else None
        if pixel is None or loaded is None:
            self._facts.set_part("pixel", "")
            return
        x, y = pixel
        value = "…" if loaded.full is None else self._value(loaded.full[y, x])
        self._facts.set_part("pixel", f"x {x}  y {y}   {value}")

    def set_has_heat_map(self, *, has_one: bool) -> None:
        """Offer the heat map's controls when there is one."""
        self._heat.setEnabled(has_one)
        self._opacity.setEnabled(has_one and self._heat.isChecked())

    def set_heat_map_on(self, on: bool) -> None:
        """Show whether the heat map is on."""
        self._heat.setChecked(on)
        self._opacity.setEnabled(on and self._heat.isEnabled())

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(self.tr("Image status"))
        _say(self._fit, self.tr("Fit"), self.tr("Show the whole image (F)"))
        _say(self._one_to_one, self.tr("1:1"), self.tr("One image pixel per screen pixel (Z)"))
        _say(self._out, self.tr("Zoom out"), self.tr("Zoom out (-, mouse wheel)"))
        _say(self._in, self.tr("Zoom in"), self.tr("Zoom in (+, mouse wheel)"))
        _say(
            self._heat,
            self.tr("Heat map"),
            self.tr("Show where the image differs from the good references (M)"),
        )
        opacity = self.tr("Opacity of the heat map")
        self._opacity.setAccessibleName(opacity)
        self._opacity.setToolTip(opacity)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._scale_icons()

    def _scale_icons(self) -> None:
        side = max(_ICON_PX, self.fontMetrics().height())
        for button in (self._fit, self._one_to_one, self._out, self._in, self._heat):
            button.setIconSize(QSize(side, side))

    def _connect(self) -> None:
        self._fit.clicked.connect(self._report_fit)
        self._one_to_one.clicked.connect(self._report_one_to_one)
        self._out.clicked.connect(lambda: self._report_step(-1))
        self._in.clicked.connect(lambda: self._report_step(1))
        self._heat.clicked.connect(self._report_switched)
        self._opacity.valueChanged.connect(lambda _: self._report_opacity())

    def _report_fit(self) -> None:
        self.fit_wanted.emit()

    def _report_one_to_one(self) -> None:
        self.one_to_one_wanted.emit()

    def _report_step(self, step: int) -> None:
        self.zoom_step_wanted.emit(step)

    def _report_switched(self, on: bool) -> None:
        self.heat_map_switched.emit(on)

    def _report_opacity(self) -> None:
        self.opacity_changed.emit(self.opacity)

    def _value(self, rgb: NDArray[np.uint8]) -> str:
        red, green, blue = (int(channel) for channel in rgb)
        grey = round(sum(part * value for part, value in zip(_LUMA, rgb, strict=True)))
        words = self.tr("grey {value}").format(value=grey)
        return words if red == green == blue else f"{words}   RGB {red} {green} {blue}"


class _Facts(QWidget):
    """Parts of text in a fixed order; from the left, so that nothing jumps while pointing."""

    _ORDER: Final = ("zoom", "size", "pixel")

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        return self._joined(self._ORDER)

    def clear(self) -> None:
        self._parts.clear()
        self._show()

    def set_part(self, name: str, words: str) -> None:
        if self._parts.get(name) != words:
            self._parts[name] = words
            self._show()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text), metrics.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colors().muted)
        room = self.rect().adjusted(GRID_PX, 0, -GRID_PX, 0)
        right = Qt.TextElideMode.ElideRight
        metrics = painter.fontMetrics()
        words = self.text
        if metrics.horizontalAdvance(words) > room.width():
            # The pixel is what the person points at; the size stays in the tooltip.
            words = self._joined(("zoom", "pixel")) if self._parts.get("pixel") else words
            words = metrics.elidedText(words, right, room.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(align), words)
        painter.end()

    def _joined(self, names: tuple[str, ...]) -> str:
        return "   ·   ".join(part for name in names if (part := self._parts.get(name)))

    def _show(self) -> None:
        self.setAccessibleName(self.text)
        self.setToolTip(self.text)
        self.update()


def _pixel_at(point: Point, loaded: LoadedImage) -> tuple[int, int] | None:
    """Return the pixel (x, y) a point lies in, or None beside the image."""
    x, y = math.floor(point[0]), math.floor(point[1])
    inside = 0 <= x < loaded.facts.width_px and 0 <= y < loaded.facts.height_px
    return (x, y) if inside else None


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    # A click must not take the keyboard from the image; Tab still comes here.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _say(button: QToolButton, name: str, tip: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(tip)
