"""What a product was taught, with pictures: take examples out, undo the last change."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CLEAN_ID, CategorySet
from core.domain.teaching import BankSnapshot
from core.errors import DefectScribeError
from core.texts.wording import category_name, render_error
from ui.dialogs.base import AppDialog
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.models.bank_model import BankGroup, Picture, groups_of
from ui.theme import GRID_PX
from ui.widgets.notices import EmptyState, MessageKind, MessageLine, muted, small_bold
from ui.widgets.picture_grid import PictureGrid

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_WIDE_PX: Final = 4000
_HASH_LETTERS: Final = 12


class BankDialog(AppDialog):
    """Examples by category.

    After an intent the dialog waits for :meth:`show_bank` or :meth:`show_error`.

    Signals
    -------
    remove_wanted : tuple of str
        Event ids of the examples to take out.
    undo_wanted
        The last change of the bank is to be taken back.
    """

    remove_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._product = ""
        self._bank: BankSnapshot | None = None
        self._categories = CategorySet(())
        self._locked_words = ""
        self._error: DefectScribeError | None = None
        self._is_busy = False
        self._groups: tuple[BankGroup, ...] = ()
        self._title = small_bold(QLabel())
        self._about = muted(QLabel())
        self._list = QListWidget()
        self.grid = PictureGrid()
        self._empty = EmptyState("teach")
        self._stack = QStackedWidget()
        self._message = MessageLine()
        self._remove = QPushButton()
        self._undo = QPushButton()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self.retranslate()
        self.start_with(110, 36)

    def show_bank(
        self, product: str, bank: BankSnapshot, categories: CategorySet, locked_words: str = ""
    ) -> None:
        """Show the active examples.

        Parameters
        ----------
        product : str
            Whose bank it is.
        bank : BankSnapshot
            Its examples.
        categories : CategorySet
            Names and order.
        locked_words : str
            Why nothing may be changed; empty if it may.
        """
        self._product = product
        self._bank = bank
        self._categories = categories
        self._locked_words = locked_words
        self._error = None
        self._is_busy = False
        self._groups = groups_of(bank, categories)
        self._show()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why the bank was not read or changed."""
        self._error = error
        self._is_busy = False
        self._show_message()
        self._show_buttons()

    @override
    def done(self, result: int) -> None:
        self.grid.shut_down()
        super().done(result)

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Examples"))
        self._remove.setText(self.tr("Take out"))
        self._remove.setToolTip(
            self.tr("Take the selected examples out; “Undo” brings them back (Delete)")
        )
        self._undo.setText(self.tr("Undo the last change"))
        self._undo.setToolTip(self.tr("Take back what was taught or taken out last"))
        for button in (self._remove, self._undo):
            button.setAccessibleName(button.text())
        self._list.setAccessibleName(self.tr("Categories"))
        self.grid.setAccessibleName(self.tr("Examples of the category"))
        self._empty.show_words(
            self.tr("Nothing was taught yet"),
            self.tr(
                "Draw an ROI on a defect and use it as an example, or register images of good "
                "parts as good references."
            ),
        )
        self._show()

    def choose(self, category_id: str) -> None:
        """Show the examples of a category."""
        for row in range(self._list.count()):
            if self._list.item(row).data(_ID_ROLE) == category_id:
                self._list.setCurrentRow(row)

    def _lay_out(self) -> None:
        self._about.setWordWrap(True)
        self._remove.setIcon(icon("delete"))
        self._undo.setIcon(icon("undo"))
        for button in (self._remove, self._undo):
            button.setAutoDefault(False)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list)
        self._list.setSpacing(2)
        split.addWidget(self.grid)
        split.setStretchFactor(1, 1)
        # The list takes its least width, the pictures the rest.
        split.setSizes([1, _WIDE_PX])
        split.setChildrenCollapsible(False)
        self._stack.addWidget(split)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self._remove)
        foot.addWidget(self._undo)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        for widget in (self._title, self._about):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._message)
        column.addLayout(foot)
        self._buttons.rejected.connect(self.reject)
        self._list.currentRowChanged.connect(self._show_examples)
        self.grid.selection_changed.connect(self._show_buttons)
        self.grid.remove_wanted.connect(self._on_remove)
        self._remove.clicked.connect(self._on_remove)
        self._undo.clicked.connect(self._on_undo)

    def _show(self) -> None:
        bank = self._bank
        if bank is None:
            self._title.setText(self.tr("Reading the examples…"))
        else:
            n_good = sum(len(g.examples) for g in self._groups if g.category_id == CLEAN_ID)
            self._title.setText(self.tr("Product {name}").format(name=self._product))
            self._about.setText(
                self.tr(
                    "{examples} examples of defects, {references} good references, "
                    "bank revision {revision}"
                ).format(
                    examples=len(bank.examples) - n_good,
                    references=n_good,
                    revision=bank.revision,
                )
            )
        self._stack.setCurrentIndex(0 if self._groups else 1)
        self._fill_list()
        self._show_message()
        self._show_buttons()

    def _fill_list(self) -> None:
        row = self._list.currentRow()
        before = self._list.item(row).data(_ID_ROLE) if row >= 0 else None
        self._list.blockSignals(True)
        self._list.clear()
        for group in self._groups:
            item = QListWidgetItem(f"{self._name(group.category_id)}  {len(group.examples)}")
            item.setData(_ID_ROLE, group.category_id)
            self._list.addItem(item)
        ids = [group.category_id for group in self._groups]
        self._list.setCurrentRow(ids.index(before) if before in ids else 0)
        self._list.blockSignals(False)
        metrics = self._list.fontMetrics()
        widest = self._list.sizeHintForColumn(0) + 3 * GRID_PX
        self._list.setMinimumWidth(min(widest, 24 * metrics.averageCharWidth()))
        self._show_examples()

    def _show_examples(self) -> None:
        row = self._list.currentRow()
        group = self._groups[row] if 0 <= row < len(self._groups) else None
        examples = group.examples if group else ()
        self.grid.show_pictures(
            [
                Picture(
                    key=example.event_id,
                    path=Path(example.crop_path),
                    words=str(number),
                    tooltip=self.tr("Example {number}, {hash}").format(
                        number=number, hash=example.crop_sha256[:_HASH_LETTERS]
                    ),
                )
                for number, example in enumerate(examples, start=1)
            ]
        )

    def _show_message(self) -> None:
        if self._error is not None:
            words = render_error(self._error, current_language())
            self._message.show_message(words, MessageKind.ERROR)
        else:
            self._message.show_message(self._locked_words, MessageKind.WARNING)

    def _show_buttons(self) -> None:
        may_change = self._bank is not None and not self._locked_words and not self._is_busy
        self._remove.setEnabled(may_change and bool(self.grid.selected_keys()))
        self._undo.setEnabled(may_change and self._bank is not None and self._bank.revision > 0)

    def _on_remove(self) -> None:
        if self._remove.isEnabled():
            keys = self.grid.selected_keys()
            self._set_busy()
            self.remove_wanted.emit(keys)

    def _on_undo(self) -> None:
        self._set_busy()
        self.undo_wanted.emit()

    def _set_busy(self) -> None:
        self._is_busy = True
        self._show_buttons()

    def _name(self, category_id: str) -> str:
        if category_id == CLEAN_ID:
            return self.tr("Good references")
        return category_name(self._categories, category_id, current_language())
