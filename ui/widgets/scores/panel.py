"""The score panel: outcome, reason, bars, anomaly and nearest examples of one inspection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.inspections import Finding, Inspection
from core.domain.outcomes import Reason
from core.domain.teaching import DecisionRules
from core.texts.wording import category_name, render_reason
from ui.i18n.translation import current_language
from ui.icons import verdict_icon
from ui.theme import GRID_PX
from ui.widgets.elided_label import small_icon_px
from ui.widgets.notices import EmptyState, MessageKind, MessageLine, small_bold
from ui.widgets.scores.anomaly_bar import AnomalyBar
from ui.widgets.scores.label_bar import LabelBar
from ui.widgets.scores.nearest import NearestExample, NearestExamples
from ui.widgets.scores.outcome_card import OutcomeCard, outcome_words
from ui.widgets.scores.rows import label_rows


class ScorePanel(QWidget):
    """Shows what the program says about one image.

    Signals
    -------
    finding_selected(int)
        The user looks at another finding, counted from 0, the worst first.
    """

    finding_selected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._categories = CategorySet(())
        self._rules = DecisionRules()
        self._selected = 0
        self._working = False
        self._failure = ""
        self._empty = EmptyState("inspect")
        self._content = QWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(_scrolled(self._content))
        self._make_content()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._fit_icons()
        self.retranslate()

    def show_inspection(
        self, inspection: Inspection | None, categories: CategorySet, rules: DecisionRules
    ) -> None:
        """Show an inspection, its worst finding first; None if there is none."""
        self._inspection, self._categories, self._rules = inspection, categories, rules
        self._selected = 0
        self._failure = ""
        self._nearest.show_examples((), categories)
        self._fill_selector()
        self._refresh()

    def set_working(self, working: bool) -> None:
        """Tell that the image is being scored."""
        self._working = working
        if working:
            self._failure = ""
        self._refresh()

    def show_failure(self, text: str) -> None:
        """Say why the image was not scored."""
        self._failure, self._working = text, False
        self._refresh()

    def set_nearest(self, examples: Sequence[tuple[str | Path, str, float]]) -> None:
        """Show the nearest examples of the selected finding.

        Parameters
        ----------
        examples : sequence of (path, category id, similarity)
            The nearest first.
        """
        nearest = tuple(NearestExample(Path(p), c, similarity) for p, c, similarity in examples)
        self._nearest.show_examples(nearest, self._categories)
        self._show_nearest_heading()

    @property
    def selected(self) -> int:
        """Which finding is shown, counted from 0."""
        return self._selected

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(self.tr("Scores"))
        self._selector.setAccessibleName(self.tr("Finding"))
        self._selector.setToolTip(self.tr("The finding whose scores are shown, the worst first"))
        self._because.setText(self.tr("Because of these examples"))
        self._nearest.setAccessibleName(self._because.text())
        self._fill_selector()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()

    def _make_content(self) -> None:
        self._again = MessageLine()
        self._card = OutcomeCard()
        self._selector = QComboBox()
        self._selector.setMinimumContentsLength(8)
        self._selector.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._selector.activated.connect(self._on_selected)
        self._own_reason = MessageLine()
        self._anomaly = AnomalyBar()
        self._no_labels = MessageLine()
        self._bars = QVBoxLayout()
        self._bars.setSpacing(GRID_PX // 2)
        self._because = small_bold(QLabel())
        self._because.setWordWrap(True)
        self._nearest = NearestExamples()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addWidget(self._again)
        column.addWidget(self._card)
        column.addWidget(self._selector)
        column.addWidget(self._own_reason)
        column.addWidget(self._anomaly)
        column.addWidget(self._no_labels)
        column.addLayout(self._bars)
        column.addWidget(self._because)
        column.addWidget(self._nearest)
        column.addStretch(1)

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        self._selector.setIconSize(QSize(side, side))

    def _fill_selector(self) -> None:
        findings = self._inspection.findings if self._inspection else ()
        self._selector.clear()
        for number, finding in enumerate(findings, start=1):
            self._selector.addItem(
                verdict_icon(finding.outcome), f"{number}. {self._finding_words(finding)}"
            )
        self._selector.setCurrentIndex(self._selected if findings else -1)
        self._selector.setVisible(len(findings) > 1)

    def _finding_words(self, finding: Finding) -> str:
        if not finding.scores:
            return self.tr("place without a category")
        top = max(finding.scores, key=lambda score: score.probability)
        name = category_name(self._categories, top.id, current_language())
        return f"{name} {top.probability * 100:.0f} %"

    def _on_selected(self, index: int) -> None:
        if index == self._selected or index < 0:
            return
        self._selected = index
        self._nearest.show_examples((), self._categories)
        self._refresh()
        self._emit_finding_selected(index)

    def _emit_finding_selected(self, index: int) -> None:
        self.finding_selected.emit(index)

    def _refresh(self) -> None:
        inspection = self._inspection
        if inspection is None or self._failure:
            self._show_empty()
            return
        findings = inspection.findings
        finding = findings[self._selected] if findings else None
        self._again.show_message(self.tr("Scoring…") if self._working else "", MessageKind.INFO)
        self._card.show_outcome(inspection.outcome, self._words_of(inspection.reason))
        self._show_own_reason(finding)
        self._anomaly.setVisible(finding is not None)
        self._show_bars(finding)
        if finding is not None:
            self._anomaly.show_anomaly(finding.anomaly)
        self._no_labels.show_message(self._untaught_words(finding))
        self._show_nearest_heading()
        self._pages.setCurrentIndex(1)

    def _untaught_words(self, finding: Finding | None) -> str:
        """Ask for examples where none were taught; nothing where labels were scored."""
        if finding is None:
            return ""
        if not finding.scores:
            return self.tr(
                "No category can be scored yet. Teach four examples of each defect: "
                "mark one with a ROI and choose its category."
            )
        if any(score.is_proposal for score in finding.scores):
            return self.tr(
                "Weak proposals from the look alone; they decide nothing. "
                "Teach four examples of each defect."
            )
        return ""

    def _words_of(self, reason: Reason) -> str:
        return render_reason(reason, self._categories, current_language())

    def _show_own_reason(self, finding: Finding | None) -> None:
        """Say what holds for this place, when it is not the one that set the outcome."""
        if finding is None or self._selected == 0:
            self._own_reason.clear()
            return
        words = f"{outcome_words(finding.outcome)}: {self._words_of(finding.reason)}"
        self._own_reason.show_message(words)

    def _show_empty(self) -> None:
        if self._failure:
            self._empty.show_words(self.tr("Not scored"), self._failure)
        elif self._working:
            self._empty.show_words(self.tr("Scoring…"), "")
        else:
            self._empty.show_words(
                self.tr("No scores yet"),
                self.tr("Choose an image and inspect it: outcome, reason and scores stand here."),
            )
        self._pages.setCurrentIndex(0)

    def _show_bars(self, finding: Finding | None) -> None:
        lang = current_language()
        rows = label_rows(finding, self._categories, self._rules, lang) if finding else ()
        for place, row in enumerate(rows):
            bar = self._bar(place)
            if bar is None:
                self._add_bar(LabelBar(row))
            else:
                bar.show_row(row)
                bar.show()
        for place in range(len(rows), self._bars.count()):
            bar = self._bar(place)
            if bar is not None:
                bar.hide()

    def _add_bar(self, bar: LabelBar) -> None:
        """Add a bar: Tab comes to the first one, the arrow keys go on from there."""
        place = self._bars.count()
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus if place else Qt.FocusPolicy.TabFocus)
        bar.step_wanted.connect(partial(self._step_from, place))
        self._bars.addWidget(bar)

    def _step_from(self, place: int, step: int) -> None:
        bar = self._bar(place + step) if place + step >= 0 else None
        if bar is not None and bar.isVisible():
            bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bar(self, place: int) -> LabelBar | None:
        item = self._bars.itemAt(place)
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, LabelBar) else None

    def _show_nearest_heading(self) -> None:
        has_any = bool(self._nearest.examples)
        self._because.setVisible(has_any)
        self._nearest.setVisible(has_any)


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
