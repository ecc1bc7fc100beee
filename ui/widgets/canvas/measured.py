"""What was measured, as lines over the image: the outline and a length line beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from core.domain.regions import Line, Region
from core.measure.feret import longest_chord
from core.measure.run_lengths import decode_mask

_KEPT: Final = 32
_HALF: Final = 0.5
_QUARTER: Final = 0.25


def outline_path(region: Region, to_view: QTransform, gap_px: float) -> QPainterPath:
    """Return a line round every part of a mask.

    Parameters
    ----------
    region : Region
        Of kind mask.
    to_view : QTransform
        From image pixels.
    gap_px : float
        Between the outer edge of the pixels and the line, in pixels of the view.
    """
    return to_view.map(_around(region, gap_px / to_view.m11()))


def length_path(
    region: Region, to_view: QTransform, gap_px: float, drawn: Line | None = None
) -> QPainterPath:
    """Return a dimension line: as long as the defect, beside it, with a bar at each end.

    ``drawn`` is a line that a person drew in place of the longest chord.
    """
    start, end, beside = _length_line(region, drawn)
    one, other = to_view.map(QPointF(*start)), to_view.map(QPointF(*end))
    along = other - one
    size = max(1e-6, float(np.hypot(along.x(), along.y())))
    across = QPointF(-along.y() / size, along.x() / size)
    away = across * (beside * to_view.m11() + (gap_px if beside >= 0 else -gap_px))
    bar = across * gap_px
    path = QPainterPath(one + away)
    path.lineTo(other + away)
    for tip in (one + away, other + away):
        path.moveTo(tip - bar)
        path.lineTo(tip + bar)
    return path


@lru_cache(maxsize=_KEPT)
def _around(region: Region, gap: float) -> QPainterPath:
    part, left, top = _mask_of(region)
    # Each pixel as four: even a single one then has an outline, which runs a quarter inside it.
    fine = part.view(np.uint8).repeat(2, axis=0).repeat(2, axis=1)
    traced, _ = cv2.findContours(fine, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    path = QPainterPath()
    for contour in traced:
        corners = contour.reshape(-1, 2) / 2 + _QUARTER + (left, top)
        points = [QPointF(x, y) for x, y in corners.tolist()]
        path.addPolygon(QPolygonF([*points, points[0]]))
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * (gap + _QUARTER))
    return path.united(stroker.createStroke(path))


@lru_cache(maxsize=_KEPT)
def _length_line(
    region: Region, drawn: Line | None
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Return both ends, and how far to the left of the way between them the mask ends."""
    part, left, top = _mask_of(region)
    (x0, y0), (x1, y1) = longest_chord(part)
    if drawn is not None:
        (x0, y0), (x1, y1) = ((x - left, y - top) for x, y in drawn)
    rows, columns = np.nonzero(part)
    size = float(np.hypot(x1 - x0, y1 - y0))
    across = ((y0 - y1) * (columns + _HALF - x0) + (x1 - x0) * (rows + _HALF - y0)) / size
    ends = (float(across.min()) - 1, float(across.max()) + 1)
    return (x0 + left, y0 + top), (x1 + left, y1 + top), min(ends, key=abs)


def _mask_of(region: Region) -> tuple[NDArray[np.bool_], int, int]:
    """Return the mask cut to its box, and where that lies."""
    if region.mask is None:
        message = "only a mask has an outline of pixels"
        raise ValueError(message)
    rows, columns = region.box.slices()
    part = np.ascontiguousarray(decode_mask(region.mask)[rows, columns])
    return part, columns.start, rows.start
