"""The three steps of a new product."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet, Role
from core.errors import SettingsError
from core.settings.paths import file_stem_of
from core.texts.wording import category_name, render_error
from ui.dialogs.image_picker import ImagePicker
from ui.dialogs.new_product_values import EXAMPLES_WANTED, MAX_GOOD, MIN_GOOD
from ui.i18n.translation import current_language
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_WIDE_PX: Final = 4000


class Page(QWidget):
    """One step.

    Signals
    -------
    edited
        What was entered changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = muted(QLabel())
        self._help.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID_PX)

    @property
    def is_complete(self) -> bool:
        """Whether the next step may follow."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the current language."""
        raise NotImplementedError

    def _tell(self) -> None:
        self.edited.emit()


class NamePage(Page):
    """The name of the product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._existing: frozenset[str] = frozenset()
        self._label = small_bold(QLabel())
        self.line = QLineEdit()
        self._label.setBuddy(self.line)
        self.message = MessageLine()
        self.line.textChanged.connect(self._on_edited)
        for widget in (self._help, self._label, self.line, self.message):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def set_existing(self, names: Sequence[str]) -> None:
        """Set the names that are taken."""
        # Windows and macOS take names that differ in case for one file.
        self._existing = frozenset(name.casefold() for name in names)
        self._show_problem()

    @property
    def name(self) -> str:
        """What was entered, without blanks around it."""
        return self.line.text().strip()

    @property
    @override
    def is_complete(self) -> bool:
        return bool(self.name) and not self._problem()

    @override
    def retranslate(self) -> None:
        self._help.setText(
            self.tr("One product stands for parts that look the same: its own examples and limits.")
        )
        self._label.setText(self.tr("&Name of the product"))
        self.line.setPlaceholderText(self.tr("Such as: bracket A, or the part number"))
        self.line.setAccessibleName(self.tr("Name of the product"))
        self.line.setToolTip(self.tr("Name of the product; it stands in every record"))
        self._show_problem()

    def _problem(self) -> str:
        if not self.name:
            return ""
        try:
            stem = file_stem_of(self.name)
        except SettingsError as error:
            return render_error(error, current_language())
        if stem.casefold() in self._existing:
            return self.tr("There is a product of this name already.")
        return ""

    def _on_edited(self) -> None:
        self._show_problem()
        self._tell()

    def _show_problem(self) -> None:
        self.message.show_message(self._problem(), MessageKind.ERROR)


class GoodPage(Page):
    """Images of good parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = ImagePicker()
        self.picker.paths_changed.connect(self._on_edited)
        self._column.addWidget(self._help)
        self._column.addWidget(self.picker, 1)

    @property
    @override
    def is_complete(self) -> bool:
        return MIN_GOOD <= len(self.picker.paths) <= MAX_GOOD

    @override
    def retranslate(self) -> None:
        self._help.setText(
            self.tr(
                "Choose {least} to {most} images of good parts, taken as in the inspection: same "
                "camera, same light. All later images are compared with them."
            ).format(least=MIN_GOOD, most=MAX_GOOD)
        )
        self.picker.retranslate()
        self._show_count()

    def _on_edited(self) -> None:
        self._show_count()
        self._tell()

    def _show_count(self) -> None:
        count = len(self.picker.paths)
        if count < MIN_GOOD:
            words = self.tr("{count} chosen, {missing} more needed").format(
                count=count, missing=MIN_GOOD - count
            )
        elif count > MAX_GOOD:
            words = self.tr("{count} chosen, take {surplus} out").format(
                count=count, surplus=count - MAX_GOOD
            )
        else:
            words = self.tr("{count} chosen").format(count=count)
        self.picker.show_count(words)


class DefectsPage(Page):
    """Images of defects, by category; all of it may be left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._categories = CategorySet(())
        self._good: tuple[Path, ...] = ()
        self._examples: dict[str, tuple[Path, ...]] = {}
        self.list = QListWidget()
        self.picker = ImagePicker()
        self.picker.paths_changed.connect(self._on_edited)
        self.list.currentRowChanged.connect(self._show_pictures)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        self.list.setSpacing(2)
        split.addWidget(self.picker)
        split.setStretchFactor(1, 1)
        # The list takes its least width, the pictures the rest.
        split.setSizes([1, _WIDE_PX])
        split.setChildrenCollapsible(False)
        self._column.addWidget(self._help)
        self._column.addWidget(split, 1)

    def set_categories(self, categories: CategorySet) -> None:
        """Set the defects that can be taught."""
        self._categories = categories
        self._fill_list()

    def set_good(self, paths: Sequence[Path]) -> None:
        """Set the good images: none of them can be a defect."""
        self._good = tuple(paths)
        self._show_pictures()

    @property
    def examples(self) -> dict[str, tuple[Path, ...]]:
        """Images by category, without categories that have none."""
        return {name: paths for name, paths in self._examples.items() if paths}

    @property
    @override
    def is_complete(self) -> bool:
        return True  # The step may be left out.

    @override
    def retranslate(self) -> None:
        self._help.setText(
            self.tr(
                "If you have them: {count} images of each defect, so that the program can name it. "
                "You can also teach them later, from the images you judge."
            ).format(count=EXAMPLES_WANTED)
        )
        self.list.setAccessibleName(self.tr("Defects"))
        self.picker.retranslate()
        self._fill_list()

    def choose(self, category_id: str) -> None:
        """Show the images of a category."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID_ROLE) == category_id:
                self.list.setCurrentRow(row)

    def _current(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID_ROLE)) if row >= 0 else ""

    def _fill_list(self) -> None:
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for category in self._categories:
            if category.role is not Role.DEFECT:
                continue
            item = QListWidgetItem()
            item.setData(_ID_ROLE, category.id)
            self.list.addItem(item)
        self._name_items()
        self.list.setCurrentRow(row if row < self.list.count() else 0)
        self.list.blockSignals(False)
        self._show_pictures()

    def _name_items(self) -> None:
        lang = current_language()
        for row in range(self.list.count()):
            item = self.list.item(row)
            name = category_name(self._categories, item.data(_ID_ROLE), lang)
            count = len(self._examples.get(item.data(_ID_ROLE), ()))
            item.setText(f"{name}  {count}/{EXAMPLES_WANTED}" if count else name)
        widest = self.list.sizeHintForColumn(0) + 3 * GRID_PX
        self.list.setMinimumWidth(widest)

    def _show_pictures(self) -> None:
        current, lang = self._current(), current_language()
        taken = dict.fromkeys(self._good, self.tr("good image"))
        for other, paths in self._examples.items():
            if other != current:
                taken.update(dict.fromkeys(paths, category_name(self._categories, other, lang)))
        self.picker.setEnabled(bool(current))
        self.picker.show_paths(self._examples.get(current, ()), taken)
        self._show_count()

    def _on_edited(self) -> None:
        self._examples[self._current()] = self.picker.paths
        self._name_items()
        self._show_count()
        self._tell()

    def _show_count(self) -> None:
        count = len(self.picker.paths)
        missing = EXAMPLES_WANTED - count
        if count and missing > 0:
            words = self.tr("{count} chosen; with {missing} more the name becomes reliable").format(
                count=count, missing=missing
            )
        else:
            words = self.tr("{count} chosen").format(count=count)
        self.picker.show_count(words)
