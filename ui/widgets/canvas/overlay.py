"""Outlines, numbers and sizes drawn over the image, in pixels of the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)

from core.domain.inspections import Finding
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.texts.catalogue import shared_texts
from ui.i18n.translation import current_language
from ui.icons import paint_icon
from ui.theme import DARK, colors
from ui.values import is_clean
from ui.widgets.canvas.geometry import CORNERS, SIDES, handle_point
from ui.widgets.canvas.labels import Spot, place

GAP_PX: Final = 3.0
"""Between a finding and its outline, so that the line never covers the defect's edge."""
_MEASURED_GAP_PX: Final = 2.0
"""The same for the measured outline: a thin line with its rim."""
_LINE_PX: Final = 2.0
_THIN_PX: Final = 1.0
_RIM_PX: Final = 1.5
"""Dark on both sides of a line: it shows on white and on black surfaces."""
_HANDLE_PX: Final = 8.0
_PAD_PX: Final = 4.0
_MOST_WORDS: Final = 6
"""With more findings than this labels hold shape and number only."""
_HANDLES_FROM_PX: Final = 40.0
"""A side that looks shorter has handles at its corners only."""

# Shape, line and word go with the colour, so that nobody has to tell colours apart.
_LINES: Final = {
    Outcome.NG: Qt.PenStyle.SolidLine,
    Outcome.HOLD: Qt.PenStyle.DashLine,
    Outcome.OK: Qt.PenStyle.DotLine,
}
_SHAPES: Final = {Outcome.NG: "ng-cross", Outcome.HOLD: "hold-pause", Outcome.OK: "ok-check"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What lies over the image.

    Attributes
    ----------
    findings : tuple of Finding
        Numbered from 1 in this order.
    rois : tuple of BoxPx
        Drawn by a person.
    selected : int or None
        Which ROI has handles.
    current : int or None
        Which finding is emphasised.
    """

    findings: tuple[Finding, ...] = ()
    rois: tuple[BoxPx, ...] = ()
    selected: int | None = None
    current: int | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    box: QRectF
    text: str
    color: QColor
    icon: str = ""


class OverlayPainter:
    """Paints one frame of the overlay.

    Parameters
    ----------
    painter : QPainter
        In pixels of the view.
    to_view : QTransform
        From image pixels.
    view : QRectF
        What is seen, in pixels of the view.
    """

    def __init__(self, painter: QPainter, to_view: QTransform, view: QRectF) -> None:
        self._painter = painter
        self._to_view = to_view
        self._view = view

    def paint(self, drawn: Drawn) -> None:
        """Draw findings, ROIs, then all labels above them."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels: list[_Label] = []
        matched = [_finding_of(roi, drawn.findings) for roi in drawn.rois]
        for index, finding in enumerate(drawn.findings):
            if index in matched:
                continue
            is_only = len(drawn.findings) == 1
            is_chosen = index == drawn.current and not is_only
            if is_clean(finding.outcome, finding.reason.code) and not is_chosen:
                self._looked_at(finding, is_only=is_only)
            else:
                labels.append(self._finding(finding, index, drawn))
        for finding in drawn.findings:
            if finding.is_corrected or not is_clean(finding.outcome, finding.reason.code):
                self._measured(finding)
        for index, (roi, number) in enumerate(zip(drawn.rois, matched, strict=True)):
            labels.append(self._roi(roi, number, drawn, is_selected=index == drawn.selected))
        self._labels(labels)

    def _finding(self, finding: Finding, index: int, drawn: Drawn) -> _Label:
        color = DARK.verdict(finding.outcome)
        outline = self._outline(finding)
        box = outline.boundingRect()
        width = _LINE_PX + (index == drawn.current)
        self._line(outline, color, width, _LINES[finding.outcome])
        text = _number_text(index, finding, is_short=len(drawn.findings) > _MOST_WORDS)
        return _Label(box, text, color, _SHAPES[finding.outcome])

    def _looked_at(self, finding: Finding, *, is_only: bool) -> None:
        """Draw next to nothing for a place that is good: it must not look like a defect."""
        if not is_only:
            self._line(self._outline(finding), DARK.muted, _THIN_PX, Qt.PenStyle.DotLine)

    def _measured(self, finding: Finding) -> None:
        """Draw what was measured, thinner than where it was looked for."""
        measured = finding.outline or finding.region
        if measured.mask is None:
            return
        # Only here: the first window is painted before the pixel libraries are loaded.
        from ui.widgets.canvas.measured import length_path, outline_path

        color = DARK.verdict(finding.outcome)
        outline = outline_path(measured, self._to_view, _MEASURED_GAP_PX)
        # A solid line beside sentences without any size would claim more than they do.
        is_sure = finding.measurement.is_trusted or finding.is_corrected
        self._line(
            outline, color, _THIN_PX, Qt.PenStyle.SolidLine if is_sure else Qt.PenStyle.DotLine
        )
        if not is_sure:
            return
        line = length_path(measured, self._to_view, 2 * GAP_PX, finding.length_line_px)
        self._line(line, colors().roi, _THIN_PX, Qt.PenStyle.SolidLine)

    def _roi(self, roi: BoxPx, number: int | None, drawn: Drawn, *, is_selected: bool) -> _Label:
        box = self._to_view.mapRect(QRectF(roi.x, roi.y, roi.w, roi.h))
        finding = drawn.findings[number] if number is not None else None
        color = DARK.verdict(finding.outcome) if finding else colors().roi
        width = _LINE_PX + (number is not None and number == drawn.current)
        style = _LINES[finding.outcome] if finding else Qt.PenStyle.SolidLine
        # Line and rim lie outside: the first pixel inside them belongs to the ROI.
        out = width / 2 + _RIM_PX
        around = box.adjusted(-out, -out, out, out)
        self._line(_rectangle(around), color, width, style)
        if is_selected:
            self._handles(roi, box)
        text = size_text(roi)
        icon = ""
        if finding is not None and number is not None:
            text = f"{_number_text(number, finding, is_short=True)} · {text}"
            icon = _SHAPES[finding.outcome]
        reach = _HANDLE_PX / 2 if is_selected else 0.0
        return _Label(around.adjusted(-reach, -reach, reach, reach), text, color, icon)

    def _outline(self, finding: Finding) -> QPainterPath:
        region = finding.region
        if region.polygon is not None:
            around = _around(region.polygon, GAP_PX / self._to_view.m11())
            return self._to_view.map(around)
        box = region.box
        mapped = self._to_view.mapRect(QRectF(box.x, box.y, box.w, box.h))
        return _rectangle(mapped.adjusted(-GAP_PX, -GAP_PX, GAP_PX, GAP_PX))

    def _line(self, outline: QPainterPath, color: QColor, width: float, style: Qt.PenStyle) -> None:
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rim = QPen(colors().shade, width + 2 * _RIM_PX)
        rim.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(rim)
        painter.drawPath(outline)
        pen = QPen(color, width, style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawPath(outline)

    def _handles(self, roi: BoxPx, box: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(colors().shade, 1.5))
        painter.setBrush(colors().selected)
        large = min(box.width(), box.height()) >= _HANDLES_FROM_PX
        for handle in (*CORNERS, *SIDES) if large else CORNERS:
            center = self._to_view.map(QPointF(*handle_point(roi, handle)))
            square = QRectF(0, 0, _HANDLE_PX, _HANDLE_PX)
            square.moveCenter(center)
            painter.drawRect(square)

    def _labels(self, labels: Sequence[_Label]) -> None:
        view = _spot(self._view)
        boxes = tuple(_spot(label.box) for label in labels)
        taken: list[Spot] = []
        for label, box in zip(labels, boxes, strict=True):
            others = tuple(other for other in boxes if other is not box and not _holds(other, box))
            spot = place(box, self._label_size(label), view, (*taken, *others))
            if spot is not None:
                taken.append(spot)
                self._label(label, QRectF(spot.x, spot.y, spot.w, spot.h))

    def _label_size(self, label: _Label) -> tuple[float, float]:
        metrics = QFontMetricsF(self._painter.font())
        height = metrics.height() + _PAD_PX
        width = metrics.horizontalAdvance(label.text) + 2 * _PAD_PX
        return width + (metrics.height() if label.icon else 0.0), height

    def _label(self, label: _Label, rect: QRectF) -> None:
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_label_ground())
        painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 3, 3)
        inside = rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if label.icon:
            side = rect.height() - _PAD_PX - 2
            square = QRectF(inside.x(), rect.center().y() - side / 2, side, side)
            paint_icon(painter, square, label.icon, label.color)
            inside.setLeft(inside.left() + QFontMetricsF(painter.font()).height())
        painter.setPen(label.color if label.icon else colors().selected)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(align), label.text)


def rects_of(drawn: Drawn) -> list[QRectF]:
    """Return the boxes of findings and ROIs, in image pixels."""
    boxes = (*(finding.region.box for finding in drawn.findings), *drawn.rois)
    return [QRectF(box.x, box.y, box.w, box.h) for box in boxes]


def paint_frame(painter: QPainter, view: QRectF, *, is_drawing: bool) -> None:
    """Frame the view while it has the keyboard; thicker while dragging draws ROIs."""
    width = _LINE_PX + 1 if is_drawing else _LINE_PX / 2
    color = colors().roi if is_drawing else colors().accent
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    inset = width / 2
    painter.drawRect(view.adjusted(inset, inset, -inset, -inset))


def paint_note(painter: QPainter, view: QRectF, note: str) -> None:
    """Write a line at the lower left of the view."""
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(note, Qt.TextElideMode.ElideRight, view.width() - 6 * _PAD_PX)
    size = metrics.horizontalAdvance(words) + 4 * _PAD_PX, metrics.height() + 2 * _PAD_PX
    rect = QRectF(0, 0, *size)
    rect.moveBottomLeft(view.bottomLeft() + QPointF(_PAD_PX, -_PAD_PX))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_label_ground())
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(colors().selected)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)


def size_text(roi: BoxPx) -> str:
    """Return the size of an ROI, e.g. ``120×80 px``."""
    return f"{_plain(roi.w)}×{_plain(roi.h)} px"


def _rectangle(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(rect)
    return path


@lru_cache(maxsize=64)
def _around(polygon: tuple[tuple[float, float], ...], gap: float) -> QPainterPath:
    """Return a line round a polygon at a distance, in image pixels; kept from paint to paint."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon]))
    path.closeSubpath()
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * gap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return path.united(stroker.createStroke(path))


def _plain(value: float) -> str:
    """Whole pixels without a fraction; the rest with one digit."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def _number_text(index: int, finding: Finding, *, is_short: bool) -> str:
    if is_short:
        return str(index + 1)
    word = shared_texts().text(current_language(), f"outcome.{finding.outcome.value}")
    return f"{index + 1} {word}"


def _finding_of(roi: BoxPx, findings: Sequence[Finding]) -> int | None:
    """Return the finding that judged exactly this ROI: one outline then stands for both."""
    for index, finding in enumerate(findings):
        if finding.region.box.is_same_place(roi):
            return index
    return None


def _spot(rect: QRectF) -> Spot:
    return Spot(rect.x(), rect.y(), rect.width(), rect.height())


def _holds(outer: Spot, inner: Spot) -> bool:
    """Tell whether one box is around another, whose label may then lie within it."""
    return inner.within(outer)


def _label_ground() -> QColor:
    ground = QColor(colors().shade)
    ground.setAlpha(215)
    return ground
