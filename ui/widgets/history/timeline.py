"""What was said about one record, oldest first: the program, then people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.describe.truth.telling import ToldText
from core.domain.categories import CategorySet
from core.domain.corrections import OutlineCorrection, OutlineReason
from core.domain.inspections import Finding
from core.domain.measurements import Measurement
from core.domain.outcomes import Severity
from core.records.values import (
    StoredCaption,
    StoredCorrection,
    StoredExchange,
    StoredOutline,
    StoredVerdict,
    Story,
)
from core.texts.wording import category_name, render_korean, render_reason, sentences_in
from ui.i18n.translation import current_language
from ui.icons import icon, verdict_icon
from ui.models.history_model import outcome_words, severity_words
from ui.theme import GRID_PX
from ui.values import is_clean
from ui.widgets.description.contradictions import seen_of
from ui.widgets.notices import IconLabel, muted, small_bold


class TimelineEntry(QFrame):
    """One thing that was said: who, when, what, why."""

    def __init__(
        self, picture: QIcon, title: str, about: str, lines: list[str], *, is_void: bool = False
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        heading = small_bold(QLabel(title))
        if is_void:
            font = heading.font()
            font.setStrikeOut(True)
            heading.setFont(font)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        grid.setHorizontalSpacing(GRID_PX)
        grid.setVerticalSpacing(GRID_PX // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel(picture), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(heading, 0, 1)
        grid.addWidget(muted(QLabel(about)), 1, 1)
        for row, words in enumerate(lines, start=2):
            grid.addWidget(QLabel(words), row, 1)
        for label in self.findChildren(QLabel):
            if not isinstance(label, IconLabel):
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join([about, *lines]))


class Timeline(QScrollArea):
    """Everything that was said about a record, one entry below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._story: Story | None = None
        self._categories = CategorySet(())
        self._sub_grades: Mapping[str, str] = {}

    def show_story(
        self, story: Story, categories: CategorySet, sub_grades: Mapping[str, str]
    ) -> None:
        """Show a record; ``sub_grades`` has the names of sub-grades by id."""
        self._story = story
        self._categories = categories
        self._sub_grades = sub_grades
        self._rebuild()

    def entries(self) -> list[TimelineEntry]:
        """Return what is shown, oldest first."""
        return self.findChildren(TimelineEntry)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()

    def _rebuild(self) -> None:
        story = self._story
        if story is None:
            return
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self._program_entry(story))
        corrections = {correction.verdict_id: correction for correction in story.corrections}
        said: list[tuple[datetime, TimelineEntry]] = [
            (each.moment.utc, self._outline_entry(each, story)) for each in story.outlines
        ]
        said += [(each.moment.utc, self._exchange_entry(each, story)) for each in story.exchanges]
        said += [(each.moment.utc, self._caption_entry(each, story)) for each in story.captions]
        for verdict in story.verdicts:
            entry = self._verdict_entry(verdict, corrections.get(verdict.verdict_id))
            said.append((verdict.moment.utc, entry))
        for _, entry in sorted(said, key=itemgetter(0)):
            column.addWidget(entry)
        if not story.verdicts:
            column.addWidget(muted(QLabel(self.tr("No person has judged this yet."))))
        column.addStretch(1)
        self.setWidget(body)

    def _program_entry(self, story: Story) -> TimelineEntry:
        inspection, lang = story.inspection, current_language()
        lines = [render_reason(inspection.reason, self._categories, lang)]
        worst = inspection.worst
        if worst is not None and worst.sentences is not None:
            sentences = sentences_in(worst.sentences, lang)
            lines.append(sentences.normal)
        seen = seen_of(worst, None, self._categories, lang)
        if seen is not None:
            lines.append(seen.plain)
        return TimelineEntry(
            verdict_icon(inspection.outcome),
            self.tr("Program: {outcome}").format(outcome=outcome_words(inspection.outcome)),
            _about(story.moment.local, story.context.station, ""),
            lines,
        )

    def _verdict_entry(
        self, verdict: StoredVerdict, correction: StoredCorrection | None
    ) -> TimelineEntry:
        about = _about(verdict.moment.local, verdict.context.station, verdict.context.operator)
        if verdict.verdict is None:
            lines = _said(self.tr("Note: {words}"), verdict.note)
            return TimelineEntry(icon("undo"), self.tr("Verdict taken back"), about, lines)
        title = self.tr("Verdict: {outcome}").format(outcome=outcome_words(verdict.verdict))
        if verdict.is_retracted:
            title = self.tr("{verdict} (taken back later)").format(verdict=title)
        lines = [
            *self._given(verdict),
            *self._corrected(correction),
            *_said(self.tr("Reason: {words}"), verdict.reason),
            *_said(self.tr("Note: {words}"), verdict.note),
        ]
        return TimelineEntry(
            verdict_icon(verdict.verdict), title, about, lines, is_void=verdict.is_retracted
        )

    def _outline_entry(self, stored: StoredOutline, story: Story) -> TimelineEntry:
        """Tell what a person measured, against what stood before."""
        correction = stored.correction
        earlier = {each.correction_id: each.correction for each in story.outlines}
        before: OutlineCorrection | Finding | None = earlier.get(stored.corrects_id or "")
        if before is None:
            before = story.inspection.findings[correction.position]
        titles = {
            OutlineReason.OUTLINE_DRAWN: self.tr("Outline corrected by hand"),
            OutlineReason.LENGTH_DRAWN: self.tr("Length line corrected by hand"),
            OutlineReason.BOTH_DRAWN: self.tr("Outline and length line corrected by hand"),
        }
        title = titles[correction.reason]
        if len(story.inspection.findings) > 1:
            title = self.tr("{title} (finding {n})").format(title=title, n=correction.position + 1)
        one, other = before.measurement, correction.measurement
        changes = [
            (self.tr("length"), _length(one), _length(other)),
            (self.tr("width"), _in_px(one.width_px, "px"), _in_px(other.width_px, "px")),
            (self.tr("area"), _in_px(one.area_px, "px²"), _in_px(other.area_px, "px²")),
            (self.tr("severity"), _severity(before.severity), _severity(correction.severity)),
        ]
        lines = [f"{name}: {old or '–'} → {new or '–'}" for name, old, new in changes if old != new]
        about = _about(stored.moment.local, stored.context.station, stored.context.operator)
        return TimelineEntry(icon("outline"), title, about, lines)

    def _exchange_entry(self, stored: StoredExchange, story: Story) -> TimelineEntry:
        """Tell what a model was asked, and what it said with marks."""
        exchange, lang = stored.exchange, current_language()
        title = self.tr("Asked: {question}").format(question=exchange.question)
        if len(story.inspection.findings) > 1:
            title = self.tr("{title} (finding {n})").format(title=title, n=stored.position + 1)
        answer = ToldText(exchange.text, exchange.contradictions, lang)
        lines = [self.tr("{model}, unchecked:").format(model=exchange.model.id), answer.plain]
        if exchange.asked:
            lines.insert(0, self.tr("Asked as: {question}").format(question=exchange.asked))
        if exchange.broke_off:
            lines.append(self.tr("Broken off: the inference process ended."))
        elif exchange.is_stopped:
            lines.append(self.tr("Stopped before the end."))
        if exchange.korean is not None:
            lines.append(render_korean(exchange.korean, lang))
        about = _about(stored.moment.local, stored.context.station, stored.context.operator)
        return TimelineEntry(icon("chat"), title, about, lines)

    def _caption_entry(self, stored: StoredCaption, story: Story) -> TimelineEntry:
        """Tell what a model saw on a finding, with the marks of that time."""
        checked, lang = stored.checked, current_language()
        caption, title = checked.caption, self.tr("Description by a model")
        if len(story.inspection.findings) > 1:
            title = self.tr("{title} (finding {n})").format(title=title, n=stored.position + 1)
        lines = [
            self.tr("{model}, unchecked:").format(model=caption.model.id),
            ToldText(*checked.text_in(lang), lang).plain,
        ]
        if lang == "ko" and caption.korean is not None:
            lines.append(render_korean(caption.korean, lang))
        about = _about(stored.moment.local, stored.context.station, stored.context.operator)
        return TimelineEntry(icon("image"), title, about, lines)

    def _given(self, verdict: StoredVerdict) -> list[str]:
        """Return category, severity and sub-grade in one line, if any was given."""
        sub_grade = verdict.sub_grade or ""
        words = [
            self._category(verdict.category_id),
            _severity(verdict.severity),
            self._sub_grades.get(sub_grade, sub_grade.replace("_", " ")),
        ]
        line = ", ".join(word for word in words if word)
        return [line] if line else []

    def _corrected(self, correction: StoredCorrection | None) -> list[str]:
        if correction is None:
            return []
        # What the records keep of a good part was no defect that anybody has seen.
        was_clean = self._was_clean(correction)
        before = None if was_clean else correction.from_category
        severity = None if was_clean else correction.from_severity
        changes = [
            (outcome_words(correction.from_outcome), outcome_words(correction.to_outcome)),
            (self._category(before), self._category(correction.to_category)),
            (_severity(severity), _severity(correction.to_severity)),
        ]
        changed = [f"{old or '–'} → {new or '–'}" for old, new in changes if old != new]
        whose = (
            self.tr("Corrects the program: {changes}")
            if correction.corrects_id is None
            else self.tr("Corrects an earlier verdict: {changes}")
        )
        return [whose.format(changes=", ".join(changed))]

    def _was_clean(self, correction: StoredCorrection) -> bool:
        return self._story is not None and is_clean(
            correction.from_outcome, self._story.inspection.reason.code
        )

    def _category(self, category_id: str | None) -> str:
        if category_id is None:
            return ""
        return category_name(self._categories, category_id, current_language())


def _said(template: str, words: str) -> list[str]:
    return [template.format(words=words)] if words else []


def _severity(severity: Severity | None) -> str:
    return severity_words(severity) if severity else ""


def _length(measured: Measurement) -> str:
    if measured.length_mm is not None:
        return f"{measured.length_mm:.2f} mm"
    return _in_px(measured.length_px, "px")


def _in_px(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.1f} {unit}"


def _about(when: datetime, station: str, operator: str) -> str:
    parts = (f"{when:%Y-%m-%d %H:%M:%S}", operator, station)
    return " · ".join(part for part in parts if part)
