"""The description pane: Korean, English or facts, to read and to copy."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.inspections import Caption, Finding, Inspection
from core.texts.language import Language
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX, colors
from ui.widgets.description.ask import AskBox
from ui.widgets.description.contradictions import seen_of, underline_words, with_notes
from ui.widgets.description.facts import facts_of
from ui.widgets.description.facts_table import FactsTable
from ui.widgets.description.words import sentence_of, set_words, suggestions_of
from ui.widgets.elided_label import ElidedLabel, small_icon_px
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import EmptyState, set_text_color

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


class CaptionerState(StrEnum):
    """Whether a model describes the image besides what was measured."""

    WAITING = "waiting"
    """Nothing was to be described yet, so nobody knows."""
    ABSENT = "absent"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


_VIEWS: Final = tuple(View)


class DescriptionPane(QWidget):
    """Sentences and facts of the finding that is looked at.

    Signals
    -------
    text_copied(str)
        What went to the clipboard.
    question_asked(str)
        A question for the model, see :class:`AskBox`.
    """

    text_copied = Signal(str)
    question_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._categories = CategorySet(())
        self._selected = 0
        self._caption: Caption | None = None
        self._captioner, self._captioner_detail = CaptionerState.ABSENT, ""
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
        self._caption_line = ElidedLabel()
        self.ask = AskBox()
        self.ask.asked.connect(self._emit_question_asked)
        self._asking = QScrollArea()
        self._asking.setWidgetResizable(True)
        self._asking.setFrameShape(QFrame.Shape.NoFrame)
        self._asking.setWidget(self.ask)
        self._pages.addWidget(self._asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self._make_head())
        column.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._caption_line, 1)
        foot.addWidget(self._ask_toggle)
        foot.addWidget(self._copy)
        column.addLayout(foot)
        self.set_view(View(current_language()))
        self._fit_icons()
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
        self._captioner, self._captioner_detail = state, detail
        self._say_captioner()
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
        if self._is_asking:
            return self.ask.answer_text
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
        self._ask_toggle.setText(self.tr("Ask"))
        self._ask_toggle.setAccessibleName(self.tr("Ask about the image"))
        self._ask_toggle.setToolTip(self.tr("Ask the model what it sees"))
        self._copy.setAccessibleName(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the text that is shown"))
        self._text.setAccessibleName(self.tr("Description"))
        self._empty.show_words(
            self.tr("No description yet"),
            self.tr("Inspect an image: what was found is described here in words."),
        )
        self._facts.retranslate()
        self._say_captioner()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self.view is not View.FACTS:
                self.set_view(View(current_language()))
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()
        elif event.type() == QEvent.Type.PaletteChange:
            self._say_captioner()

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
        self._tabs.tabBarClicked.connect(self._end_asking)
        self._tabs.currentChanged.connect(self._end_asking)
        flow.addWidget(self._tabs)
        self._length = QComboBox()
        # Its words change with the language, after it was first shown.
        self._length.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for length in Length:
            self._length.addItem("", length)
        self._length.setCurrentIndex(1)
        self._length.currentIndexChanged.connect(self._refresh)
        self._copy = QToolButton()
        self._copy.setAutoRaise(True)
        self._copy.setIcon(icon("copy"))
        self._copy.clicked.connect(self._on_copy)
        self._ask_toggle = QToolButton()
        self._ask_toggle.setAutoRaise(True)
        self._ask_toggle.setCheckable(True)
        self._ask_toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._ask_toggle.setIcon(icon("help"))
        self._ask_toggle.toggled.connect(self._refresh)
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

    def _end_asking(self) -> None:
        """Go back to the description: a tab was chosen."""
        self._ask_toggle.setChecked(False)
        self._refresh()

    def _forget_caption(self) -> None:
        self._caption = None
        self.ask.clear()

    def _refresh(self) -> None:
        is_facts, has_any = self.view is View.FACTS, self._inspection is not None
        self._length.setVisible(has_any and not is_facts and not self._ask_toggle.isChecked())
        self._copy.setEnabled(has_any)
        self._ask_toggle.setEnabled(
            self._finding() is not None and self._captioner is not CaptionerState.ABSENT
        )
        if self._inspection is None:
            self._pages.setCurrentWidget(self._empty)
            return
        self.ask.show_finding(self._finding(), self._categories)
        self._facts.show_facts(facts_of(self._inspection, self._finding(), current_language()))
        if not is_facts:
            self._show_description()
        page = self._facts if is_facts else self._text
        self._pages.setCurrentWidget(self._asking if self._is_asking else page)

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        for button in (self._copy, self._ask_toggle):
            button.setIconSize(QSize(side, side))

    def _finding(self) -> Finding | None:
        findings = self._inspection.findings if self._inspection else ()
        return findings[self._selected] if self._selected < len(findings) else None

    @property
    def _is_asking(self) -> bool:
        return self._ask_toggle.isChecked() and self._ask_toggle.isEnabled()

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
        parts = (self._sentence(lang), suggestions_of(self._finding(), length, lang), seen)
        return "\n\n".join(filter(None, parts))

    def _sentence(self, lang: Language) -> str:
        if self._inspection is None:
            return ""
        return sentence_of(
            self._inspection,
            self._finding(),
            self._length.currentData(),
            categories=self._categories,
            lang=lang,
        )

    def _seen(self) -> ToldText | None:
        """Return what the model sees."""
        return seen_of(self._finding(), self._caption, self._categories, self._lang)

    def _say_captioner(self) -> None:
        detail = self._captioner_detail
        words = {
            CaptionerState.WAITING: "",
            CaptionerState.ABSENT: self.tr("No description model: measured facts only"),
            CaptionerState.LOADING: self.tr("Loading the description model {0}…").format(detail),
            CaptionerState.READY: self.tr("Description model: {0}").format(detail),
            CaptionerState.FAILED: self.tr("The description model failed: {0}").format(detail),
        }
        is_bad = self._captioner is CaptionerState.FAILED
        self._caption_line.set_text(words[self._captioner])
        set_text_color(self._caption_line, colors().warning if is_bad else colors().muted)
