"""Painting one row of the list: thumbnail, name and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui.icons import paint_icon
from ui.models.catalogue_model import CatalogueRole
from ui.theme import GRID_PX, colors
from ui.values import EntryState, SeenState
from ui.widgets.browser.words import BrowserWords

Index = QModelIndex | QPersistentModelIndex
_LINES: Final = 3
_HALF: Final = GRID_PX // 2
_ROUND_PX: Final = 3
_SLACK_PX: Final = 2
"""Text is measured in whole px but cut short by fractions."""
_LEAST_WIDTH_PX: Final = 48
_WIDTH_SHARE: Final = 0.28
_SELECTED_SHARE: Final = 0.22
_CURRENT_BAR_PX: Final = 3
_SHAPES: Final = {Outcome.OK: "ok-check", Outcome.NG: "ng-cross", Outcome.HOLD: "hold-pause"}
_PROGRAM: Final = "inspect"
_PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word on a coloured ground, with the sign of who says it and the shape of what is said.

    Attributes
    ----------
    signs : tuple of str
        Icons before the word.
    word : str
        In the current language.
    ink, ground : QColor
        Of the text and icons, and behind them.
    """

    signs: tuple[str, ...]
    word: str
    ink: QColor
    ground: QColor

    def width_px(self, metrics: QFontMetrics) -> int:
        """Return the width that shows the whole word."""
        signs = len(self.signs) * (_sign_px(metrics) + _HALF // 2)
        return 2 * _HALF + signs + metrics.horizontalAdvance(self.word) + _SLACK_PX

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into a rectangle; the word is cut short if it does not fit."""
        metrics = painter.fontMetrics()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        painter.drawRoundedRect(rect, _ROUND_PX, _ROUND_PX)
        side = _sign_px(metrics)
        left = rect.left() + _HALF
        for sign in self.signs:
            top = rect.top() + (rect.height() - side) / 2
            paint_icon(painter, QRectF(left, top, side, side), sign, self.ink)
            left += side + _HALF // 2
        painter.setPen(self.ink)
        room = rect.right() - _HALF + 1 - left
        word = metrics.elidedText(self.word, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room + 1, rect.height()), _MIDDLE, word)


_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowDelegate(QStyledItemDelegate):
    """Paints rows of equal height that follow the text size.

    Parameters
    ----------
    words : BrowserWords
        The words on badges.
    """

    def __init__(self, words: BrowserWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    @staticmethod
    def row_height(metrics: QFontMetrics) -> int:
        """Return the height of every row for a font, in px."""
        return _thumbnail_px(metrics) + 2 * _HALF

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self.row_height(option.fontMetrics)
        return QSize(4 * height, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setFont(option.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        side = _thumbnail_px(option.fontMetrics)
        # With large text in a narrow list the name needs the room more.
        wide = min(side, max(_LEAST_WIDTH_PX, round(option.rect.width() * _WIDTH_SHARE)))
        inner = option.rect.adjusted(GRID_PX, _HALF, -GRID_PX, -_HALF)
        state = index.data(CatalogueRole.STATE)
        problem = self._words.problem(state, index.data(CatalogueRole.PROBLEM))
        picture = QRect(inner.left(), inner.top(), wide, side)
        self._paint_picture(painter, picture, index.data(CatalogueRole.THUMBNAIL), bool(problem))
        self._paint_texts(painter, inner.adjusted(wide + GRID_PX, 0, 0, 0), index, state)
        painter.restore()

    def badges(self, state: EntryState, *, is_broken: bool) -> list[Badge]:
        """Return what is shown side by side: first the program, then the person."""
        c = colors()
        badges = []
        if is_broken or state.seen is SeenState.UNREADABLE:
            badges.append(Badge(("warning",), self._words.unreadable(), c.error, c.ng_soft))
        elif state.outcome is not None:
            badges.append(self._verdict(_PROGRAM, state.outcome))
        elif state.seen is SeenState.RUNNING:
            badges.append(Badge(("play",), self._words.running(), c.accent, c.alternate))
        else:
            badges.append(Badge((), self._words.not_seen(), c.muted, c.alternate))
        if state.verdict is not None:
            badges.append(self._verdict(_PERSON, state.verdict))
        return badges

    def _verdict(self, who: str, outcome: Outcome) -> Badge:
        c = colors()
        word = self._words.outcome(outcome)
        return Badge((who, _SHAPES[outcome]), word, c.verdict(outcome), c.verdict_soft(outcome))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        c = colors()
        painter.fillRect(option.rect, c.base)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, _blended(c.accent, c.base, _SELECTED_SHARE))
            bar = QRect(option.rect.topLeft(), QSize(_CURRENT_BAR_PX, option.rect.height()))
            painter.fillRect(bar, c.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, c.alternate)
        painter.setPen(c.grid)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_picture(
        self, painter: QPainter, rect: QRect, pixmap: QPixmap | None, is_broken: bool
    ) -> None:
        c = colors()
        if pixmap is not None:
            size = pixmap.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(rect.topLeft(), size)
            target.moveCenter(rect.center())
            painter.drawPixmap(target, pixmap)
            return
        painter.setPen(QPen(c.error if is_broken else c.grid, 1))
        painter.setBrush(c.alternate)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        side = min(rect.width(), rect.height()) * (0.5 if is_broken else 0.4)
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center() - QPointF(0.5, 0.5))
        if is_broken:
            paint_icon(painter, square, "warning", c.error)
        else:
            paint_icon(painter, square, "image", c.disabled)

    def _paint_texts(
        self, painter: QPainter, column: QRect, index: Index, state: EntryState
    ) -> None:
        c = colors()
        metrics = painter.fontMetrics()
        lines = [
            QRect(column.left(), column.top() + n * column.height() // _LINES, column.width(),
                  column.height() // _LINES)
            for n in range(_LINES)
        ]  # fmt: skip
        painter.setPen(c.text)
        name = index.data(CatalogueRole.NAME)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, column.width())
        painter.drawText(lines[0], _MIDDLE, shown)
        badges = self.badges(state, is_broken=index.data(CatalogueRole.PROBLEM) is not None)
        widths = [badge.width_px(metrics) for badge in badges]
        if sum(widths) + _HALF * (len(widths) - 1) <= column.width():
            self._paint_meta(painter, lines[1], index, state)
            _paint_in_a_row(painter, lines[2], badges)
        else:
            # The decisions matter more than the time of the file.
            if state.corrected:
                badges[-1] = replace(badges[-1], signs=(*badges[-1].signs, "edit"))
            for badge, line in zip(reversed(badges), reversed(lines), strict=False):
                _paint_in_a_row(painter, line, [badge])

    def _paint_meta(self, painter: QPainter, line: QRect, index: Index, state: EntryState) -> None:
        c = colors()
        metrics = painter.fontMetrics()
        if state.corrected:
            mark = Badge(
                ("edit",), self._words.corrected(), c.accent, QColor(Qt.GlobalColor.transparent)
            )
            width = min(mark.width_px(metrics), line.width())
            mark.paint(painter, QRect(line.right() + 1 - width, line.top(), width, line.height()))
            line = line.adjusted(0, 0, -width, 0)
        place = index.data(CatalogueRole.PLACE)
        if place:
            meta = metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, line.width())
        else:
            meta = self._words.time(index.data(CatalogueRole.MTIME_NS))
        # Half a date says nothing.
        if metrics.horizontalAdvance(meta) <= line.width():
            painter.setPen(c.muted)
            painter.drawText(line, _MIDDLE, meta)


def _paint_in_a_row(painter: QPainter, line: QRect, badges: list[Badge]) -> None:
    left = line.left()
    for badge in badges:
        width = min(badge.width_px(painter.fontMetrics()), line.right() + 1 - left)
        badge.paint(painter, QRect(left, line.top() + 1, width, line.height() - 2))
        left += width + _HALF


def _thumbnail_px(metrics: QFontMetrics) -> int:
    return _LINES * (metrics.height() + _HALF)


def _sign_px(metrics: QFontMetrics) -> int:
    return metrics.ascent()


def _blended(color: QColor, ground: QColor, share: float) -> QColor:
    rest = 1 - share
    return QColor.fromRgbF(
        color.redF() * share + ground.redF() * rest,
        color.greenF() * share + ground.greenF() * rest,
        color.blueF() * share + ground.blueF() * rest,
    )
