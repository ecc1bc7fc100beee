"""Searching, narrowing and ordering the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLocale, QSize, QTimer, Signal
from PySide6.QtGui import QActionGroup, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon, verdict_icon
from ui.models.entry_filter import FILTERS, EntryFilter, EntryOrder
from ui.theme import GRID_PX
from ui.widgets.browser.words import OUTCOMES, BrowserWords
from ui.widgets.elided_label import small_icon_px

_TYPING_MS: Final = 150
_LEAST_LETTERS: Final = 8
_ICONS: Final = {
    EntryFilter.ALL: "image",
    EntryFilter.NOT_SEEN: "inspect",
    EntryFilter.UNDECIDED: "person",
    EntryFilter.CORRECTED: "edit",
    EntryFilter.UNREADABLE: "warning",
}


class FilterBar(QWidget):
    """A field for names, a list of groups with their counts, a menu of orders.

    Signals
    -------
    search_changed(str), filter_chosen(EntryFilter), order_chosen(EntryOrder)
    """

    search_changed = Signal(str)
    filter_chosen = Signal(object)
    order_chosen = Signal(object)

    def __init__(self, words: BrowserWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._counts: dict[EntryFilter, int] = {}
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._emit_search_changed)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._loupe = self.search.addAction(
            icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._on_text_changed)
        self.groups = QComboBox()
        self.groups.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.groups.setMinimumContentsLength(_LEAST_LETTERS)
        self.groups.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for group in FILTERS:
            self.groups.addItem(_group_icon(group), "", group)
        self.groups.setMaxVisibleItems(len(FILTERS))
        self.groups.activated.connect(self._on_group_activated)
        self.orders = QToolButton()
        self.orders.setIcon(icon("sort"))
        self.orders.setAutoRaise(True)
        self.orders.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._make_menu()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID_PX // 2)
        grid.addWidget(self.search, 0, 0, 1, 2)
        grid.addWidget(self.groups, 1, 0)
        grid.addWidget(self.orders, 1, 1)
        self._size_icons()
        self.retranslate()

    @property
    def filter(self) -> EntryFilter:
        """The group chosen."""
        return FILTERS[self.groups.currentIndex()]

    @property
    def order(self) -> EntryOrder:
        """The order chosen."""
        return next(order for order, action in self._actions.items() if action.isChecked())

    def show_counts(self, counts: dict[EntryFilter, int]) -> None:
        """Write the number of images beside every group."""
        self._counts = counts
        number = QLocale().toString
        for row, group in enumerate(FILTERS):
            text = f"{self._words.group(group)} ({number(counts.get(group, 0))})"
            if self.groups.itemText(row) != text:
                self.groups.setItemText(row, text)

    def choose_filter(self, group: EntryFilter) -> None:
        """Choose a group as a person would."""
        self.groups.setCurrentIndex(FILTERS.index(group))
        self._emit_filter_chosen(group)

    def choose_order(self, order: EntryOrder) -> None:
        """Choose an order as a person would."""
        self._actions[order].trigger()

    def reset(self) -> None:
        """Show everything again."""
        self.search.clear()
        self._typing.stop()
        self._emit_search_changed()
        self.choose_filter(EntryFilter.ALL)

    def retranslate(self) -> None:
        """Set all words in the current language."""
        self.search.setPlaceholderText(self.tr("Search names"))
        self.search.setAccessibleName(self.tr("Search names"))
        self.search.setToolTip(
            self.tr("Show only images whose name or subfolder holds every word (Ctrl+F)")
        )
        self.groups.setAccessibleName(self.tr("Show only"))
        self.groups.setToolTip(
            self.tr(
                "Show only images in this state; a person's verdict counts before the program's"
            )
        )
        for order, action in self._actions.items():
            action.setText(self._words.order(order))
        self._say_order()
        self.show_counts(self._counts)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._size_icons()

    def _make_menu(self) -> None:
        menu = QMenu(self.orders)
        together = QActionGroup(menu)
        self._actions = {order: menu.addAction("") for order in EntryOrder}
        for order, action in self._actions.items():
            action.setCheckable(True)
            action.setChecked(order is EntryOrder.NAME)
            action.setData(order)
            together.addAction(action)
        together.triggered.connect(self._on_order_triggered)
        self.orders.setMenu(menu)

    def _size_icons(self) -> None:
        side = small_icon_px(self)
        for widget in (self.groups, self.orders):
            widget.setIconSize(QSize(side, side))

    def _say_order(self) -> None:
        said = self.tr("Order: {order}").format(order=self._words.order(self.order))
        self.orders.setAccessibleName(said)
        self.orders.setToolTip(said)

    def _on_text_changed(self) -> None:
        self._typing.start()

    def _on_group_activated(self, row: int) -> None:
        self._emit_filter_chosen(FILTERS[row])

    def _on_order_triggered(self) -> None:
        self._say_order()
        self._emit_order_chosen(self.order)

    def _emit_search_changed(self) -> None:
        self.search_changed.emit(self.search.text())

    def _emit_filter_chosen(self, group: EntryFilter) -> None:
        self.filter_chosen.emit(group)

    def _emit_order_chosen(self, order: EntryOrder) -> None:
        self.order_chosen.emit(order)


def _group_icon(group: EntryFilter) -> QIcon:
    outcome = OUTCOMES.get(group)
    return icon(_ICONS[group]) if outcome is None else verdict_icon(outcome)
