"""The toolbar: product first, then what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from core.texts.language import Language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.elided_label import small_icon_px
from ui.window_actions import WindowActions

_PRODUCT_LETTERS: Final = 14
_LANGUAGE_MARKS: Final[dict[Language, str]] = {"ko": "한", "en": "EN"}


class WindowToolBar(QToolBar):
    """Product, folder, ROI, inspection, heat map; language, theme, settings, help at the end.

    Parameters
    ----------
    actions : WindowActions
        Shared with the menus.
    parent : QWidget, optional
        Owner.

    Signals
    -------
    product_chosen : str
        A person chose another product.
    """

    product_chosen = Signal(str)

    def __init__(self, actions: WindowActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main-toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._picture = QLabel()
        self._products = QComboBox()
        self._products.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._products.setMinimumContentsLength(_PRODUCT_LETTERS)
        self._sample = ""
        self._products.activated.connect(self._on_activated)
        self._language = self._popup(list(actions.languages.values()))
        self._theme = self._popup(list(actions.themes.values()))
        self._theme.setIcon(icon("theme"))
        self._language.setIcon(icon("language"))
        self._fill(actions)
        self._fit_sizes()

    @property
    def product(self) -> str:
        """The product that is shown."""
        name = self._products.currentData()
        return name if isinstance(name, str) else ""

    def show_products(self, names: Sequence[str], current: str, sample: str = "") -> None:
        """Offer products and show the current one; ``sample`` is marked as such."""
        self._sample = sample
        with QSignalBlocker(self._products):
            self._products.clear()
            for name in names:
                self._products.addItem(name, name)
            self._products.setCurrentIndex(self._products.findData(current))
        self._say_products()

    def show_language(self, language: Language) -> None:
        """Show which language holds."""
        self._language.setText(_LANGUAGE_MARKS[language])

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(self.tr("Toolbar"))
        self._products.setAccessibleName(self.tr("Product"))
        self._say_products()
        self._language.setAccessibleName(self.tr("Language"))
        self._language.setToolTip(self.tr("Language"))
        self._theme.setAccessibleName(self.tr("Theme"))
        self._theme.setToolTip(self.tr("Theme: light, dark or as the system"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._fit_sizes()

    def _fill(self, actions: WindowActions) -> None:
        self.addWidget(self._product_field())
        self.addAction(actions.open_folder)
        self.addSeparator()
        for action in (
            actions.roi,
            actions.outline,
            actions.inspect,
            actions.inspect_folder,
            actions.heat_map,
            actions.millimetres,
        ):
            self.addAction(action)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addWidget(self._language)
        self.addWidget(self._theme)
        for action in (actions.settings, actions.quick_guide):
            self.addAction(action)
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _product_field(self) -> QWidget:
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(GRID_PX, 0, GRID_PX, 0)
        row.setSpacing(GRID_PX // 2)
        row.addWidget(self._picture)
        row.addWidget(self._products)
        return field

    def _popup(self, actions: Sequence[QAction]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(list(actions))
        button.setMenu(menu)
        return button

    def _fit_sizes(self) -> None:
        side = small_icon_px(self) + GRID_PX // 2
        size = QSize(side, side)
        self.setIconSize(size)
        for button in (self._language, self._theme):
            button.setIconSize(size)
        self._language.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._theme.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._picture.setPixmap(icon("product").pixmap(size, self.devicePixelRatio()))

    def _say_products(self) -> None:
        row = self._products.findData(self._sample)
        if row >= 0:
            self._products.setItemText(row, self.tr("{0} (example)").format(self._sample))
        self._products.setToolTip(self.tr("Product: {0}").format(self._products.currentText()))

    def _on_activated(self, _row: int) -> None:
        self._emit_product_chosen(self.product)

    def _emit_product_chosen(self, name: str) -> None:
        self.product_chosen.emit(name)
