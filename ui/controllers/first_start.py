"""The first start: the sample product, taught and open, with a hint what to do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.domain.verdicts import RecordContext
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, save_profile
from core.texts.program_folder import resources_dir
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController, ProductState
from ui.controllers.teaching_work import teach_labelled
from ui.desk import Desk
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.sample_hint import SampleHint
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History
    from core.services.recording import Taught

SAMPLE_PRODUCT: Final = "sample"
_WAS_SHOWN: Final = "first_start/shown"


class FirstStartController(QObject):
    """Opens the sample product in a data folder that nobody has used yet.

    Never where a product or a folder was asked for, where anything was recorded, taught or made,
    and never a second time.

    Signals
    -------
    folder_wanted : Path
        The images of the sample product should be opened: it is taught and at hand.
    """

    folder_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        browser: BrowserPanel,
        hint: SampleHint,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._examining = examining
        self._browser = browser
        self._hint = hint
        self._waits_for_product = False
        products.changed.connect(self._on_product)

    def start(self) -> None:
        """Look whether this is a first start, and open the sample product if it is."""
        if self._desk.has_chosen_product or self._desk.store.contains(_WAS_SHOWN):
            return
        self._desk.storage.submit(
            StorageTask(
                work=partial(is_untouched, data_dir=self._desk.data_dir), on_done=self._on_looked
            )
        )

    def open_sample(self) -> None:
        """Teach the sample product, take it to hand, open its images and show the hint."""
        desk = self._desk
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    teach_sample,
                    data_dir=desk.data_dir,
                    settings=desk.settings,
                    context=replace(self._examining.record_context(), product=SAMPLE_PRODUCT),
                ),
                on_done=self._on_taught,
                on_error=desk.failed.emit,
            )
        )

    def _on_looked(self, is_untouched: bool) -> None:
        if is_untouched and self._is_idle():
            self.open_sample()

    def _on_taught(self, _taught: Taught) -> None:
        if not self._is_idle():
            return
        self._waits_for_product = True
        self._desk.store.setValue(_WAS_SHOWN, "yes")
        self._desk.choose_product(SAMPLE_PRODUCT)

    def _on_product(self, state: ProductState) -> None:
        if not self._waits_for_product:
            return
        self._waits_for_product = False
        if state.context.product == SAMPLE_PRODUCT and self._is_idle():
            self._hint.show()
            self.folder_wanted.emit(sample_folder())

    def _is_idle(self) -> bool:
        """Whether the person has not begun with something else meanwhile."""
        return self._browser.folder() is None


def sample_folder() -> Path:
    """Return the images of the sample product that are there to be judged."""
    return resources_dir() / "sample_product" / "to_judge"


def is_untouched(history: History, *, data_dir: DataDir) -> bool:
    """Tell whether nothing was recorded, taught or made in a data folder.

    Called in the storage thread.
    """
    if history.counts().total:
        return False
    return not (_has_file(data_dir.profiles) or _has_file(data_dir.bank))


def teach_sample(
    history: History, *, data_dir: DataDir, settings: AppSettings, context: RecordContext
) -> Taught:
    """Make the sample product and teach it; in the storage thread."""
    save_profile(ProductProfile(name=SAMPLE_PRODUCT), data_dir)
    return teach_labelled(
        history,
        data_dir=data_dir,
        settings=settings,
        context=context,
        folder=resources_dir() / "sample_product" / "teach",
    )


def _has_file(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))
