"""The score of one label."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.texts.catalogue import shared_texts
from ui import theme
from ui.i18n.translation import current_language
from ui.widgets.scores.bar_widget import BarWidget, TextLine
from ui.widgets.scores.painting import BarFill, paint_bar, paint_role
from ui.widgets.scores.rows import LabelRow, percent


class LabelBar(BarWidget):
    """Name, role, similarity and probability of one label above its bar."""

    def __init__(self, row: LabelRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
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
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        """Give room to the figure and the name first, then to the role, then the similarity."""
        row, c = self._row, theme.colors()
        font = self.bold_font() if row.is_top else self.font()
        line = TextLine(painter, self.text_rect())
        side = round(QFontMetricsF(font).ascent())
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(line.take_left(side).center())
        paint_role(painter, sign, row.role)
        line.put_right_if_it_fits(percent(row), font, c.text)
        line.put_left(row.name, font, c.text)
        role = self._role()
        if role != row.name and not line.put_left_if_it_fits(role, self.small_font(), c.muted):
            return
        similarity = "" if row.similarity is None else f"{row.similarity:.2f}"
        line.put_right_if_it_fits(similarity, self.small_font(), c.muted)

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
