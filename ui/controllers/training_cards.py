"""Training cards on the screen, with the real cases of the product at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.domain.measurements import Measurement
from ui.controllers.dialogs import while_open
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController
from ui.desk import Desk
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History
    from ui.dialogs.training_card import TrainingCardDialog


class TrainingCardController(QObject):
    """Opens the card of what is looked at.

    Parameters
    ----------
    desk : Desk
        Threads, product.
    products : ProductController
        Knows defect book and knowledge base.
    examining : ExaminingController
        Tells which image is shown.
    window : QWidget
        Owner of the dialog.
    """

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._products = desk, products
        self._examining, self._window = examining, window
        self._dialog: TrainingCardDialog | None = None

    def show_card(self) -> None:
        """Show the card of the category that was found on the shown image, else the first one.

        It stays open beside the work; asked for again it is made anew, with what holds now.
        """
        state = self._products.state
        if state is None:
            return
        from ui.dialogs.training_card import TrainingCardDialog

        if self._dialog is not None and isValid(self._dialog):
            self._dialog.close()
        dialog = TrainingCardDialog(
            state.book, state.knowledge, state.profile.process, self._window
        )
        dialog.category_chosen.connect(partial(self._ask_cases, dialog))
        dialog.choose(self._category())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        self._dialog = dialog

    def _category(self) -> str:
        shown = self._examining.shown
        worst = shown.inspection.worst if shown and shown.inspection else None
        return worst.category.id if worst and worst.category else ""

    def _ask_cases(self, dialog: TrainingCardDialog, category_id: str) -> None:
        show = while_open(dialog, partial(dialog.show_cases, category_id))
        self._desk.storage.submit(
            StorageTask(
                work=partial(read_cases, product=self._desk.product, category_id=category_id),
                on_done=show,
                on_error=self._desk.failed.emit,
            )
        )


def read_cases(history: History, *, product: str, category_id: str) -> tuple[Measurement, ...]:
    """Read what was measured on real defects; called in the storage thread."""
    return history.recent.cases(product, category_id)
