"""Teaching from the window: this place, this good part, a folder, a whole new product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.domain.categories import CLEAN_ID
from core.domain.regions import BoxPx
from core.domain.verdicts import RecordContext
from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, load_profile, save_profile
from ui.controllers.dialogs import ask_folder, open_once, while_open
from ui.controllers.examining import ExaminingController
from ui.controllers.products import ProductController
from ui.desk import Desk
from ui.dialogs.bank import BankDialog
from ui.dialogs.new_product import NewProductDialog
from ui.dialogs.new_product_values import NewProductRequest
from ui.values import ShownImage
from ui.widgets.canvas.panel import CanvasPanel
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History
    from core.services.recording import Taught


class TeachingController(QObject):
    """Adds to the bank of the product at hand and tells what came of it.

    Signals
    -------
    told : str
        One line for the person about what was taught.
    """

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        products: ProductController,
        examining: ExaminingController,
        canvas: CanvasPanel,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products = products
        self._examining = examining
        self._canvas = canvas
        self._window = window

    def teach_here(self, category_id: str) -> None:
        """Teach the ROIs of the shown image, or the whole image, as examples of a category."""
        shown = self._examining.shown
        if shown is None:
            return
        rois = () if category_id == CLEAN_ID else self._canvas.rois()
        self._submit(
            partial(
                teach_places,
                data_dir=self._desk.data_dir,
                context=self._examining.record_context(),
                shown=shown,
                rois=rois,
                category_id=category_id,
            )
        )

    def ask_folder(self) -> None:
        """Ask for a folder with a subfolder for each category, and teach it."""
        title = self.tr("Folder with one subfolder for each category (good for good parts)")
        ask_folder(self._window, title, None, self.teach_folder)

    def teach_folder(self, folder: Path) -> None:
        """Teach a labelled folder."""
        self._submit(
            partial(
                teach_labelled,
                data_dir=self._desk.data_dir,
                settings=self._desk.settings,
                context=self._examining.record_context(),
                folder=folder,
            )
        )

    def undo(self) -> None:
        """Take the last teaching back."""
        self._undo(self._desk.failed.emit)

    def show_bank(self) -> None:
        """Open what the product was taught, with pictures."""
        state = self._products.state
        if state is None:
            return
        dialog = BankDialog(self._window)

        def refresh() -> None:
            latest = self._products.state
            if latest is not None:
                dialog.show_bank(
                    latest.context.product, latest.context.bank, latest.context.categories
                )

        self._products.changed.connect(refresh)
        dialog.finished.connect(lambda _: self._products.changed.disconnect(refresh))
        dialog.undo_wanted.connect(partial(self._undo, while_open(dialog, dialog.show_error)))
        dialog.remove_wanted.connect(partial(self._on_remove_wanted, dialog))
        refresh()
        open_once(dialog)

    def show_new_product(self) -> None:
        """Open the three steps to a new product."""
        state = self._products.state
        if state is None:
            return
        dialog = NewProductDialog(self._window)
        dialog.show_choices(state.names, state.context.categories)
        dialog.product_wanted.connect(partial(self._on_product_wanted, dialog))
        open_once(dialog)

    def _undo(self, on_error: Callable[[DefectScribeError], None]) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(_undo, context=self._examining.record_context()),
                on_done=self._on_undone,
                on_error=on_error,
            )
        )

    def _on_product_wanted(self, dialog: NewProductDialog, request: NewProductRequest) -> None:
        def made(_: Taught) -> None:
            if isValid(dialog):
                dialog.confirm_made()
            self._desk.choose_product(request.name)
            self._products.reload()

        context = self._examining.record_context()
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    make_product,
                    data_dir=self._desk.data_dir,
                    settings=self._desk.settings,
                    context=context,
                    request=request,
                ),
                on_done=made,
                on_error=while_open(dialog, dialog.show_error),
                name=request.name,
            )
        )

    def _on_remove_wanted(self, dialog: BankDialog, event_ids: Sequence[str]) -> None:
        self._desk.storage.submit(
            StorageTask(
                work=partial(
                    _remove, event_ids=tuple(event_ids), context=self._examining.record_context()
                ),
                on_done=lambda _: self._products.reload(),
                on_error=while_open(dialog, dialog.show_error),
            )
        )

    def _submit(self, work: partial[Taught]) -> None:
        self._desk.storage.submit(
            StorageTask(work=work, on_done=self._on_taught, on_error=self._desk.failed.emit)
        )

    def _on_taught(self, taught: Taught) -> None:
        self.told.emit(
            self._desk.say(
                "cli.taught",
                product=self._desk.product,
                added=sum(taught.added.values()),
                known=taught.known,
                failed=len(taught.failed),
            )
        )
        self._products.reload()

    def _on_undone(self, count: int) -> None:
        self.told.emit(self._desk.say("cli.undone", product=self._desk.product, count=count))
        self._products.reload()


def teach_places(
    history: History,
    *,
    data_dir: DataDir,
    context: RecordContext,
    shown: ShownImage,
    rois: Sequence[BoxPx],
    category_id: str,
) -> Taught:
    """Teach places of one image, or the whole of it; in the storage thread."""
    from core.imaging.decode import read_image
    from core.imaging.previews import crop
    from core.records.values import NewExample
    from core.services.bank_store import keep_crop
    from core.services.recording import Taught, require_teaching

    require_teaching(load_profile(data_dir, context.product))
    rgb = read_image(shown.path, page=shown.page).rgb
    crops = [crop(rgb, roi) for roi in rois] or [rgb]
    source = shown.record_id or None
    examples = [NewExample(category_id, keep_crop(data_dir.bank, part), source) for part in crops]
    added = history.bank_add(examples, context)
    return Taught({category_id: added} if added else {}, len(examples) - added, ())


def teach_labelled(
    history: History,
    *,
    data_dir: DataDir,
    settings: AppSettings,
    context: RecordContext,
    folder: Path,
) -> Taught:
    """Teach a labelled folder; in the storage thread."""
    from core.imaging.catalogue import labelled_folder

    labelled = [(label, path) for label, paths in labelled_folder(folder).items() for path in paths]
    return _teach(history, data_dir, settings, context, labelled)


def make_product(
    history: History,
    *,
    data_dir: DataDir,
    settings: AppSettings,
    context: RecordContext,
    request: NewProductRequest,
) -> Taught:
    """Make a product's profile and teach it; in the storage thread."""
    from dataclasses import replace

    save_profile(ProductProfile(name=request.name), data_dir)
    labelled = [
        *((CLEAN_ID, path) for path in request.good),
        *chain.from_iterable(
            ((label, path) for path in paths) for label, paths in request.examples.items()
        ),
    ]
    return _teach(history, data_dir, settings, replace(context, product=request.name), labelled)


def _teach(
    history: History,
    data_dir: DataDir,
    settings: AppSettings,
    context: RecordContext,
    labelled: Sequence[tuple[str, Path]],
) -> Taught:
    from core.jobs.cancel import CancelToken
    from core.services.recording import teach_images
    from core.services.workshop import Workshop

    return teach_images(
        labelled,
        history=history,
        bank_dir=data_dir.bank,
        context=context,
        profile=load_profile(data_dir, context.product),
        limits=Workshop(data_dir, settings).decode_limits,
        token=CancelToken(),
    )


def _undo(history: History, *, context: RecordContext) -> int:
    return len(history.bank_undo(context))


def _remove(history: History, *, event_ids: tuple[str, ...], context: RecordContext) -> int:
    return history.bank_remove(event_ids, context)
