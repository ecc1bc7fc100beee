"""A new product in three steps: name, good images, and defects if there are any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.errors import DefectScribeError
from core.texts.wording import category_name, render_error
from ui.dialogs.base import AppDialog
from ui.dialogs.new_product_pages import DefectsPage, GoodPage, NamePage, Page
from ui.dialogs.new_product_values import NewProductRequest
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold

__all__ = ["NewProductDialog", "NewProductRequest"]


class NewProductDialog(AppDialog):
    """Collects what a product is made of.

    After ``product_wanted`` the dialog waits for :meth:`show_progress`, and then
    :meth:`confirm_made` or :meth:`show_error`.

    Signals
    -------
    product_wanted : NewProductRequest
        To be made and taught.
    """

    product_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._categories = CategorySet(())
        self._is_busy = False
        self._error: DefectScribeError | None = None
        self.name_page = NamePage()
        self.good_page = GoodPage()
        self.defects_page = DefectsPage()
        self._pages: tuple[Page, ...] = (self.name_page, self.good_page, self.defects_page)
        self._stack = QStackedWidget()
        self._steps = muted(QLabel())
        self._title = small_bold(QLabel())
        self._summary = MessageLine()
        self._message = MessageLine()
        self._progress = QProgressBar()
        self._cancel = QPushButton()
        self._back = QPushButton()
        self._next = QPushButton()
        self._lay_out()
        self.retranslate()
        self.start_with(104, 36)

    def show_choices(self, existing: Sequence[str], categories: CategorySet) -> None:
        """Set the names that are taken and the defects that can be taught."""
        self._categories = categories
        self.name_page.set_existing(existing)
        self.defects_page.set_categories(categories)
        self._show()

    def request(self) -> NewProductRequest:
        """Return what was entered."""
        return NewProductRequest(
            self.name_page.name, self.good_page.picker.paths, self.defects_page.examples
        )

    def show_progress(self, done: int, total: int) -> None:
        """Show how many images are taught."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def confirm_made(self) -> None:
        """Close: the product is there."""
        self.accept()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why there is no product; nothing that was entered is lost."""
        self._is_busy = False
        self._error = error
        self._show()

    @property
    def summary(self) -> str:
        """What the product can and cannot tell, as far as it is known."""
        request = self.request()
        lang = current_language()
        names = ", ".join(category_name(self._categories, c, lang) for c in request.taught)
        thin = ", ".join(category_name(self._categories, c, lang) for c in request.thin)
        n_good = len(request.good)
        if not names:
            words = self.tr(
                "With {good} good images it can tell what differs from them (Hold), but it cannot "
                "name a defect and never says NG by itself."
            ).format(good=n_good)
        else:
            words = self.tr(
                "With {good} good images it can tell what differs from them, and name: {names}. "
                "Any other defect becomes Hold without a name."
            ).format(good=n_good, names=names)
        if thin:
            words += " " + self.tr("Too few examples to rely on: {names}.").format(names=thin)
        return words

    def go_to(self, step: int) -> None:
        """Show a step, counted from 0."""
        self._stack.setCurrentIndex(step)
        if self._pages[step] is self.defects_page:
            self.defects_page.set_good(self.good_page.picker.paths)
        self._show()

    @override
    def done(self, result: int) -> None:
        self.good_page.picker.grid.shut_down()
        self.defects_page.picker.grid.shut_down()
        super().done(result)

    @override
    def reject(self) -> None:
        # While the product is being made its images are already on their way into the bank.
        if not self._is_busy:
            super().reject()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("New product"))
        for page in self._pages:
            page.retranslate()
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Close without making the product (Esc)"))
        self._back.setText(self.tr("Back"))
        self._back.setToolTip(self.tr("One step back"))
        self._show()

    def _lay_out(self) -> None:
        for page in self._pages:
            self._stack.addWidget(page)
            page.edited.connect(self._on_edited)
        self._back.setIcon(icon("previous"))
        self._back.setAutoDefault(False)
        self._cancel.setAutoDefault(False)
        self._next.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addWidget(self._steps)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)
        column.addWidget(self._summary)
        column.addWidget(self._message)
        column.addWidget(self._progress)
        column.addLayout(foot)

    def _on_edited(self) -> None:
        self._error = None
        self._show()

    def _on_back(self) -> None:
        self.go_to(self._stack.currentIndex() - 1)

    def _on_next(self) -> None:
        step = self._stack.currentIndex()
        if step < len(self._pages) - 1:
            self.go_to(step + 1)
            return
        self._is_busy = True
        self._error = None
        self._progress.setRange(0, 0)
        self._show()
        self.product_wanted.emit(self.request())

    def _show(self) -> None:
        step, n_steps = self._stack.currentIndex(), len(self._pages)
        is_last = step == n_steps - 1
        titles = (self.tr("Name"), self.tr("Good images"), self.tr("Defects (optional)"))
        self._steps.setText(self.tr("Step {step} of {steps}").format(step=step + 1, steps=n_steps))
        self._title.setText(titles[step])
        self._back.setVisible(step > 0)
        self._next.setText(self.tr("Make the product") if is_last else self.tr("Next"))
        self._next.setToolTip(self._next.text())
        self._next.setEnabled(self._pages[step].is_complete and not self._is_busy)
        self._stack.setEnabled(not self._is_busy)
        self._back.setEnabled(not self._is_busy)
        self._cancel.setEnabled(not self._is_busy)
        for button in (self._cancel, self._back, self._next):
            button.setAccessibleName(button.text())
        self._progress.setVisible(self._is_busy)
        self._summary.show_message(self.summary if is_last else "", MessageKind.INFO)
        words = render_error(self._error, current_language()) if self._error else ""
        self._message.show_message(words, MessageKind.ERROR)
