"""The product at hand: what it was taught and which rules hold for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.dataset.defect_book import DefectBook
from core.describe.knowledge import KnowledgeBase
from core.domain.teaching import ProductContext
from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import DEFAULT_PRODUCT, ProductProfile, product_names
from ui.desk import Desk
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History

_AGAIN_MS: Final = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class ProductState:
    """Everything the window needs to know about a product.

    Attributes
    ----------
    context : ProductContext
        Goes to the inference host with every job.
    profile : ProductProfile
        As read from the data folder.
    book : DefectBook
        Names, sub-grades, severity rules.
    names : tuple of str
        All products to choose from.
    knowledge : KnowledgeBase
        Causes and actions.
    """

    context: ProductContext
    profile: ProductProfile
    book: DefectBook
    names: tuple[str, ...]
    knowledge: KnowledgeBase


class ProductController(QObject):
    """Reads the product at hand in the storage thread, again after everything that changes it.

    Signals
    -------
    changed : ProductState
        Another product, or the same taught more or set otherwise.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: ProductState | None = None
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.reload)
        desk.product_changed.connect(self.reload)

    @property
    def state(self) -> ProductState | None:
        """The product as last read; None before that."""
        return self._state

    def reload(self) -> None:
        """Read the product at hand again."""
        desk = self._desk
        work = partial(
            read_product, data_dir=desk.data_dir, settings=desk.settings, product=desk.product
        )
        desk.storage.submit(
            StorageTask(
                work=work, on_done=self._on_read, on_error=partial(self._on_failed, desk.product)
            )
        )

    def _on_read(self, state: ProductState) -> None:
        if state.context.product != self._desk.product:
            return  # the person has chosen another one meanwhile
        self._state = state
        self._emit_changed(state)

    def _on_failed(self, product: str, error: DefectScribeError) -> None:
        """Say why a product cannot be read, and stay with the one before."""
        self._desk.failed.emit(error)
        state = self._state
        if state is None:
            # Nothing can be scored without it: the database may be free again soon.
            self._again.start()
        if state is None or product != self._desk.product:
            return
        if state.context.product != product:
            self._desk.choose_product(state.context.product)

    def _emit_changed(self, state: ProductState) -> None:
        self.changed.emit(state)


def read_product(
    history: History, *, data_dir: DataDir, settings: AppSettings, product: str
) -> ProductState:
    """Read a product; called in the storage thread.

    Raises
    ------
    DefectScribeError
        If records, profile, defect book or prompts cannot be read.
    """
    from core.services.workshop import Workshop

    workshop = Workshop(data_dir, settings)
    bank = history.bank_snapshot(product, data_dir.bank)
    names = dict.fromkeys((DEFAULT_PRODUCT, *product_names(data_dir), product))
    context = workshop.product(product, bank)
    return ProductState(
        context=replace(context, recent=history.recent.images(product)),
        profile=workshop.profile(product),
        book=workshop.book,
        names=tuple(names),
        knowledge=workshop.knowledge,
    )
