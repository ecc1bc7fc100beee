"""Which records the history shows, as one compact row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QPushButton, QWidget
from typing_extensions import override

from core.domain.categories import CategorySet, Role
from core.domain.outcomes import Outcome
from core.records.values import HistoryFilter
from core.texts.wording import category_name
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.models.history_model import outcome_words
from ui.widgets.flow_layout import FlowLayout


class Period(StrEnum):
    """Spans of days people ask for."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    CUSTOM = "custom"


_DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}
_NOT_JUDGED = "not_judged"
_LONGEST_LETTERS = 28


class Choice(QComboBox):
    """A combo box whose entries say what they are about ("Outcome: NG"); the first means any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def fill(self, heading: str, entries: Sequence[tuple[str, object]]) -> None:
        """Replace the entries; the choice stays if it is still there, else it is the first."""
        before = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for words, value in entries:
                self.addItem(f"{heading}: {_shortened(words)}", value)
            values = [value for _, value in entries]
            self.setCurrentIndex(values.index(before) if before in values else 0)
        self.setAccessibleName(heading)
        self.setToolTip(heading)
        self.updateGeometry()

    def reset(self) -> None:
        """Choose the first entry without telling anybody."""
        with QSignalBlocker(self):
            self.setCurrentIndex(0)

    def choose(self, value: object) -> None:
        """Choose an entry by its value; an unknown one chooses the first."""
        found = [at for at in range(self.count()) if self.itemData(at) == value]
        self.setCurrentIndex(found[0] if found else 0)


class HistoryFilterBar(QWidget):
    """Period, product, outcome, verdict, category, operator, corrected.

    Signals
    -------
    filter_changed : HistoryFilter
        A person chose something else.
    """

    filter_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._products: tuple[str, ...] = ()
        self._operators: tuple[str, ...] = ()
        self._categories = CategorySet(())
        self.period = Choice()
        self.product = Choice()
        self.outcome = Choice()
        self.verdict = Choice()
        self.category = Choice()
        self.operator = Choice()
        self.corrected = Choice()
        self._first_day = _date_edit()
        self._dash = QLabel("–")
        self._last_day = _date_edit()
        self._reset = QPushButton()
        self._reset.setIcon(icon("close"))
        self._reset.clicked.connect(self.reset)
        row = FlowLayout(self)
        row.addWidget(self.period)
        for widget in (self._first_day, self._dash, self._last_day):
            row.addWidget(widget)
        for choice in self._choices()[1:]:
            row.addWidget(choice)
        row.addWidget(self._reset)
        for choice in self._choices():
            choice.currentIndexChanged.connect(self._on_changed)
        for day in (self._first_day, self._last_day):
            day.dateChanged.connect(self._on_changed)
        self.retranslate()
        self._show_days()

    def set_choices(
        self, products: Sequence[str], operators: Sequence[str], categories: CategorySet
    ) -> None:
        """Set what can be chosen; what was chosen stays."""
        self._products = tuple(products)
        self._operators = tuple(operators)
        self._categories = categories
        self.retranslate()

    def wanted(self) -> HistoryFilter:
        """Return the filter; "today" means the day on which this is asked."""
        since, until = self._span()
        verdict = self.verdict.currentData()
        outcome = self.outcome.currentData()
        return HistoryFilter(
            since=since,
            until=until,
            product=self.product.currentData(),
            # Qt hands an enumeration back as plain text.
            outcome=Outcome(outcome) if outcome else None,
            verdict=Outcome(verdict) if verdict and verdict != _NOT_JUDGED else None,
            judged=False if verdict == _NOT_JUDGED else None,
            category=self.category.currentData(),
            operator=self.operator.currentData(),
            corrected=self.corrected.currentData(),
        )

    def summary(self) -> str:
        """Say in one line which records are wanted."""
        chosen = [choice.currentText() for choice in self._choices() if choice.currentIndex() > 0]
        if self.period.currentData() == Period.CUSTOM:
            days = f"{self._first_day.text()} – {self._last_day.text()}"
            chosen[0] = f"{self.period.accessibleName()}: {days}"
        return ", ".join(chosen) or self.tr("all records")

    @property
    def day_edits(self) -> tuple[QDateEdit, QDateEdit]:
        """First and last day of a period of one's own."""
        return self._first_day, self._last_day

    @property
    def is_active(self) -> bool:
        """Whether anything is left out."""
        return any(choice.currentIndex() > 0 for choice in self._choices())

    def reset(self) -> None:
        """Show everything again."""
        for choice in self._choices():
            choice.reset()
        self._on_changed()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        everything = self.tr("all")
        self.period.fill(
            self.tr("Period"),
            [
                (everything, Period.ALL),
                (self.tr("today"), Period.TODAY),
                (self.tr("last 7 days"), Period.WEEK),
                (self.tr("last 30 days"), Period.MONTH),
                (self.tr("from – to"), Period.CUSTOM),
            ],
        )
        products: list[tuple[str, object]] = [(name, name) for name in self._products]
        self.product.fill(self.tr("Product"), [(everything, None), *products])
        outcomes: list[tuple[str, object]] = [(outcome_words(o), o) for o in Outcome]
        self.outcome.fill(self.tr("Program"), [(everything, None), *outcomes])
        self.verdict.fill(
            self.tr("Verdict"),
            [(everything, None), (self.tr("not judged yet"), _NOT_JUDGED), *outcomes],
        )
        self.category.fill(self.tr("Category"), [(everything, None), *self._category_entries()])
        operators: list[tuple[str, object]] = [(name, name) for name in self._operators]
        self.operator.fill(self.tr("Operator"), [(everything, None), *operators])
        self.corrected.fill(
            self.tr("Corrections"),
            [(everything, None), (self.tr("only"), True), (self.tr("without"), False)],
        )
        self._reset.setText(self.tr("Show all"))
        self._reset.setToolTip(self.tr("Take back all filters"))
        self._reset.setAccessibleName(self.tr("Take back all filters"))
        self._first_day.setAccessibleName(self.tr("First day"))
        self._first_day.setToolTip(self.tr("First day"))
        self._last_day.setAccessibleName(self.tr("Last day"))
        self._last_day.setToolTip(self.tr("Last day, included"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _category_entries(self) -> list[tuple[str, object]]:
        lang = current_language()
        return [
            (category_name(self._categories, category.id, lang), category.id)
            for category in self._categories
            if category.role is not Role.CLEAN
        ]

    def _choices(self) -> tuple[Choice, ...]:
        return (
            self.period,
            self.product,
            self.outcome,
            self.verdict,
            self.category,
            self.operator,
            self.corrected,
        )

    def _span(self) -> tuple[datetime | None, datetime | None]:
        """Return whole days of the station's clock: from inclusive, until exclusive."""
        period = Period(self.period.currentData())
        if period is Period.ALL:
            return None, None
        if period is Period.CUSTOM:
            first, last = sorted((self._first_day.date(), self._last_day.date()), key=_key)
            return _start_of(first), _start_of(last.addDays(1))
        return start_of(period), None

    def _on_changed(self) -> None:
        self._show_days()
        self.filter_changed.emit(self.wanted())

    def _show_days(self) -> None:
        is_custom = self.period.currentData() == Period.CUSTOM
        for widget in (self._first_day, self._dash, self._last_day):
            widget.setVisible(is_custom)
        self._reset.setVisible(self.is_active)


def start_of(period: Period) -> datetime:
    """Return the beginning of the first day of a period that ends today."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    days = timedelta(days=_DAYS[period] - 1)
    return (today.replace(tzinfo=None) - days).astimezone()


def _date_edit() -> QDateEdit:
    edit = QDateEdit(QDate.currentDate())
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    return edit


def _start_of(day: QDate) -> datetime:
    return datetime(day.year(), day.month(), day.day()).astimezone()


def _key(day: QDate) -> int:
    return day.toJulianDay()


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_LETTERS else f"{words[: _LONGEST_LETTERS - 1]}…"
