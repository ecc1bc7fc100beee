"""The description pane: Korean, English or facts, to read and to copy."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.inspections import Caption, Finding, Inspection
from core.texts.language import Language
from ui.i18n.translation import current_language
from ui.theme import GRID_PX
from ui.widgets.description.ask import AskBox
from ui.widgets.description.contradictions import seen_of, underline_words, with_notes
from ui.widgets.description.explain import ExplainBox
from ui.widgets.description.facts import facts_of
from ui.widgets.description.facts_table import FactsTable
from ui.widgets.description.foot import CaptionerState, Page, PaneFoot
from ui.widgets.description.words import sentence_of, set_words, suggestions_of
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import EmptyState

if TYPE_CHECKING:
    from core.describe.truth.telling import ToldText


class View(StrEnum):
    """What the pane shows."""

    KO = "ko"
    EN = "en"
    FACTS = "facts"


class Length(StrEnum):
    """How much a description says."""

    SHORT = "short"
    NORMAL = "normal"
    REPORT = "report"


_VIEWS: Final = tuple(View)


class DescriptionPane(QWidget):
    """Sentences and facts of the finding that is looked at.

    Signals
    -------
    text_copied(str)
        What went to the clipboard.
    question_asked(str)
        A question for the model, see :class:`AskBox`.
    explain_opened()
        The page where findings are explained is shown.
    """

    text_copied = Signal(str)
    question_asked = Signal(str)
    explain_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._categories = CategorySet(())
        self._selected = 0
        self._caption: Caption | None = None
        self._empty = EmptyState("edit")
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setTabChangesFocus(True)
        self._text.document().setDocumentMargin(GRID_PX)
        self._facts = FactsTable()
        self._pages = QStackedWidget()
        for page in (self._empty, self._text, self._facts):
            self._pages.addWidget(page)
        self.ask = AskBox()
        self.ask.asked.connect(self._emit_question_asked)
        self.explain = ExplainBox()
        self._asking = _scrolling(self.ask)
        self._pages.addWidget(self._asking)
        self._pages.addWidget(self.explain)
        self.foot = PaneFoot()
        self.foot.page_changed.connect(self._on_page_changed)
        self.foot.copy_wanted.connect(self._on_copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self._make_head())
        column.addWidget(self._pages, 1)
        column.addWidget(self.foot)
        self.set_view(View(current_language()))
        self.retranslate()

    def show_inspection(self, inspection: Inspection | None, categories: CategorySet) -> None:
        """Describe an inspection, its worst finding first; None if there is none."""
        self._inspection, self._categories, self._selected = inspection, categories, 0
        self._forget_caption()
        self._refresh()

    def update_inspection(self, inspection: Inspection) -> None:
        """Take other facts of the same findings over; what is selected and said stays."""
        self._inspection = inspection
        self._refresh()

    def select_finding(self, index: int) -> None:
        """Describe another finding, counted from 0."""
        if index != self._selected:
            self._forget_caption()
        self._selected = index
        self._refresh()

    def show_caption(self, caption: Caption | None) -> None:
        """Add what a model says the finding looks like; None if it says nothing."""
        self._caption = caption
        self._refresh()

    def show_captioner(self, state: CaptionerState, detail: str = "") -> None:
        """Say in one line whether a model describes images; ``detail`` is its name, or why not."""
        self.foot.show_captioner(state, detail)
        self._refresh()

    def set_view(self, view: View) -> None:
        """Show Korean, English or facts."""
        self._tabs.setCurrentIndex(_VIEWS.index(view))

    @property
    def view(self) -> View:
        """What is shown."""
        return _VIEWS[self._tabs.currentIndex()]

    def shown_text(self) -> str:
        """Return what the copy button copies; empty without an inspection."""
        if self._inspection is None:
            return ""
        if self.foot.page is Page.ASK:
            return self.ask.answer_text
        if self.foot.page is Page.EXPLAIN:
            return self.explain.conversation_text
        return self._facts.as_text() if self.view is View.FACTS else self._description()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(self.tr("Description"))
        # Each language is called by its own name.
        names = ("한국어", "English", self.tr("Facts"))
        hints = (
            self.tr("Description in Korean"),
            self.tr("Description in English"),
            self.tr("What was measured, and with what"),
        )
        for place, (name, hint) in enumerate(zip(names, hints, strict=True)):
            self._tabs.setTabText(place, name)
            self._tabs.setTabToolTip(place, hint)
        self._tabs.setAccessibleName(self.tr("Description"))
        words = (self.tr("Short"), self.tr("Normal"), self.tr("Report"))
        for place, word in enumerate(words):
            self._length.setItemText(place, word)
        self._length.setAccessibleName(self.tr("Length of the description"))
        self._length.setToolTip(self._length.accessibleName())
        self._text.setAccessibleName(self.tr("Description"))
        self._empty.show_words(
            self.tr("No description yet"),
            self.tr("Inspect an image: what was found is described here in words."),
        )
        self._facts.retranslate()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self.view is not View.FACTS:
                # Nobody chose a tab: a conversation stays open.
                with QSignalBlocker(self._tabs):
                    self.set_view(View(current_language()))
            self.retranslate()

    def _make_head(self) -> QWidget:
        head = QWidget()
        flow = FlowLayout(head)
        flow.setSpacing(GRID_PX // 2)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideRight)
        for _ in _VIEWS:
            self._tabs.addTab("")
        self._tabs.tabBarClicked.connect(self._show_description_page)
        self._tabs.currentChanged.connect(self._show_description_page)
        flow.addWidget(self._tabs)
        self._length = QComboBox()
        # Its words change with the language, after it was first shown.
        self._length.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for length in Length:
            self._length.addItem("", length)
        self._length.setCurrentIndex(1)
        self._length.currentIndexChanged.connect(self._refresh)
        flow.addWidget(self._length)
        return head

    def _on_copy(self) -> None:
        text = self.shown_text()
        QGuiApplication.clipboard().setText(text)
        self._emit_text_copied(text)

    def _emit_text_copied(self, text: str) -> None:
        self.text_copied.emit(text)

    def _emit_question_asked(self, question: str) -> None:
        self.question_asked.emit(question)

    def _show_description_page(self) -> None:
        """Go back to the description: a tab was chosen."""
        self.foot.go_back()
        self._refresh()

    def _on_page_changed(self, page: Page) -> None:
        self._refresh()
        if page is Page.EXPLAIN:
            self.explain_opened.emit()

    def _forget_caption(self) -> None:
        self._caption = None
        self.ask.clear()

    def _refresh(self) -> None:
        is_facts, has_any = self.view is View.FACTS, self._inspection is not None
        self._length.setVisible(has_any and not is_facts and not self.foot.is_pressed)
        self.foot.set_enabled(has_any=has_any, has_finding=self.finding is not None)
        if self._inspection is None:
            self._pages.setCurrentWidget(self._empty)
            return
        self.ask.show_finding(self.finding, self._categories)
        self._facts.show_facts(facts_of(self._inspection, self.finding, current_language()))
        if not is_facts:
            self._show_description()
        pages = {
            Page.DESCRIPTION: self._facts if is_facts else self._text,
            Page.ASK: self._asking,
            Page.EXPLAIN: self.explain,
        }
        self._pages.setCurrentWidget(pages[self.foot.page])

    @property
    def finding(self) -> Finding | None:
        """The finding that is described, with a person's facts where there are any."""
        findings = self._inspection.findings if self._inspection else ()
        return findings[self._selected] if self._selected < len(findings) else None

    @property
    def _lang(self) -> Language:
        return "ko" if self.view is View.KO else "en"

    def _description(self) -> str:
        """Return what is copied: a sign stands behind words that the record does not bear out."""
        seen = self._seen()
        return self._in_parts(seen.plain if seen else "")

    def _show_description(self) -> None:
        seen = self._seen()
        set_words(self._text, self._in_parts(with_notes(seen) if seen else ""))
        if seen is not None:
            underline_words(self._text, seen)

    def _in_parts(self, seen: str) -> str:
        lang, length = self._lang, self._length.currentData()
        parts = (self._sentence(lang), suggestions_of(self.finding, length, lang), seen)
        return "\n\n".join(filter(None, parts))

    def _sentence(self, lang: Language) -> str:
        if self._inspection is None:
            return ""
        return sentence_of(
            self._inspection,
            self.finding,
            self._length.currentData(),
            categories=self._categories,
            lang=lang,
        )

    def _seen(self) -> ToldText | None:
        """Return what the model sees."""
        return seen_of(self.finding, self._caption, self._categories, self._lang)


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area
