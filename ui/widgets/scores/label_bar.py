"""The score of one label."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.texts.catalogue import shared_texts
from ui import theme
from ui.i18n.translation import current_language
from ui.widgets.scores.bar_widget import BarWidget, TextLine
from ui.widgets.scores.painting import BarFill, paint_bar, paint_focus, paint_role
from ui.widgets.scores.rows import LabelRow, percent

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LabelBar(BarWidget):
    """Name, role and probability of one label above its bar.

    While the pointer is over it, or it has the focus, the raw similarity takes the role's place.

    Signals
    -------
    step_wanted : int
        A person goes to the bar above (-1) or below (1) by the keyboard.
    """

    step_wanted = Signal(int)

    def __init__(self, row: LabelRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_row(row)

    def show_row(self, row: LabelRow) -> None:
        """Show another label."""
        self._row = row
        words = self._words()
        self.setAccessibleName(f"{row.name} {percent(row)}")
        self.setAccessibleDescription(", ".join(words))
        self.setToolTip("\n".join((f"{row.name}: {percent(row)}", *words)))
        self.updateGeometry()
        self.update()

    @property
    def row(self) -> LabelRow:
        """What is shown."""
        return self._row

    @property
    def tells_more(self) -> bool:
        """Whether the raw similarity is shown."""
        return self._row.similarity is not None and (self.underMouse() or self.hasFocus())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._emit_step_wanted(step)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def has_second_line(self) -> bool:
        return self._row.is_top and bool(self._row.prompt)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, row = QPainter(self), self._row
        self._paint_text(painter)
        fill = BarFill(row.probability, row.role, is_strong=row.is_sure, mark=row.threshold)
        paint_bar(painter, self.bar_rect(), fill)
        if self.has_second_line():
            line = TextLine(painter, self.second_rect())
            line.put_left(f"“{row.prompt}”", self.small_font(), theme.colors().muted)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        """Give room to the figure and the name first, then to the role or the similarity."""
        row, c = self._row, theme.colors()
        font = self.bold_font() if row.is_top else self.font()
        line = TextLine(painter, self.text_rect())
        side = round(QFontMetricsF(font).ascent())
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(line.take_left(side).center())
        paint_role(painter, sign, row.role)
        line.put_right_if_it_fits(percent(row), font, c.text)
        line.put_left(row.name, font, c.text)
        if self.tells_more:
            self._paint_similarity(line)
        elif self._role() != row.name:
            line.put_left_if_it_fits(self._role(), self.small_font(), c.muted)

    def _paint_similarity(self, line: TextLine) -> None:
        figure = f"{self._row.similarity:.3f}"
        words = self.tr("similarity {0}").format(figure)
        font, color = self.small_font(), theme.colors().muted
        if not line.put_left_if_it_fits(words, font, color):
            line.put_left_if_it_fits(figure, font, color)

    def _role(self) -> str:
        return shared_texts().text(current_language(), f"role.{self._row.role.value}")

    def _words(self) -> list[str]:
        row = self._row
        words = [self._role()]
        if row.threshold is not None:
            words.append(self.tr("threshold {0}").format(f"{row.threshold * 100:.0f} %"))
        else:
            words.append(self.tr("never decides the outcome"))
        if row.similarity is not None:
            words.append(self.tr("similarity {0}").format(f"{row.similarity:.3f}"))
        if row.prompt:
            words.append(self.tr("best prompt: “{0}”").format(row.prompt))
        return words

    def _emit_step_wanted(self, step: int) -> None:
        self.step_wanted.emit(step)
