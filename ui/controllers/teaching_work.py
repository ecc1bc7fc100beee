"""What teaching does outside the window's thread: gather pictures, then add them to the bank.

Gathering decodes and packs many pixels, so it is an errand; adding is one short transaction of the
storage thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.regions import BoxPx
from core.domain.verdicts import RecordContext
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress, no_progress
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, load_profile, save_profile
from ui.dialogs.new_product_values import NewProductRequest
from ui.values import ShownImage

if TYPE_CHECKING:
    from core.records.history import History
    from core.services.recording import Gathered, Taught


def gather_places(
    token: CancelToken,
    _progress: Progress,
    *,
    data_dir: DataDir,
    product: str,
    shown: ShownImage,
    rois: Sequence[BoxPx],
    category_id: str,
) -> Gathered:
    """Gather places of one image, or the whole of it; an errand."""
    from core.imaging.decode import read_image
    from core.imaging.previews import crop
    from core.records.values import NewExample
    from core.services.bank_store import keep_crop
    from core.services.recording import Gathered, require_teaching

    require_teaching(load_profile(data_dir, product))
    rgb = read_image(shown.path, page=shown.page).rgb
    examples = []
    for part in [crop(rgb, roi) for roi in rois] or [rgb]:
        token.check()
        kept = keep_crop(data_dir.bank, part)
        examples.append(NewExample(category_id, kept, shown.record_id or None))
    return Gathered(tuple(examples), (), (shown.path,) * len(examples))


def gather_folder(
    token: CancelToken,
    progress: Progress,
    *,
    data_dir: DataDir,
    settings: AppSettings,
    product: str,
    folder: Path,
) -> Gathered:
    """Gather the pictures of a labelled folder; an errand."""
    from core.imaging.catalogue import labelled_folder
    from core.services.recording import require_teaching

    require_teaching(load_profile(data_dir, product))
    labelled = [(label, path) for label, paths in labelled_folder(folder).items() for path in paths]
    return _gather(token, progress, data_dir, settings, labelled)


def gather_product(
    token: CancelToken,
    progress: Progress,
    *,
    data_dir: DataDir,
    settings: AppSettings,
    request: NewProductRequest,
) -> Gathered:
    """Gather the pictures of a new product; an errand."""
    from core.domain.categories import CLEAN_ID

    labelled = [
        *((CLEAN_ID, path) for path in request.good),
        *chain.from_iterable(
            ((label, path) for path in paths) for label, paths in request.examples.items()
        ),
    ]
    return _gather(token, progress, data_dir, settings, labelled)


def add(
    history: History, *, data_dir: DataDir, context: RecordContext, gathered: Gathered
) -> Taught:
    """Add what was gathered to the bank; in the storage thread.

    Raises
    ------
    ImageError
        Why the only picture could not be taught.
    """
    from core.services.recording import add_gathered

    taught = add_gathered(gathered, history=history, bank_dir=data_dir.bank, context=context)
    if len(gathered.examples) == 1 == len(taught.failed):
        raise taught.failed[0]
    return taught


def add_product(
    history: History, *, data_dir: DataDir, context: RecordContext, gathered: Gathered
) -> Taught:
    """Make the product's profile and its bank; in the storage thread."""
    save_profile(ProductProfile(name=context.product), data_dir)
    return add(history, data_dir=data_dir, context=context, gathered=gathered)


def teach_labelled(
    history: History,
    *,
    data_dir: DataDir,
    settings: AppSettings,
    context: RecordContext,
    folder: Path,
) -> Taught:
    """Teach a small labelled folder at once; in the storage thread."""
    gathered = gather_folder(
        CancelToken(),
        no_progress,
        data_dir=data_dir,
        settings=settings,
        product=context.product,
        folder=folder,
    )
    return add(history, data_dir=data_dir, context=context, gathered=gathered)


def undo(history: History, *, context: RecordContext) -> int:
    """Take the last teaching back; in the storage thread."""
    return len(history.bank_undo(context))


def remove(history: History, *, event_ids: tuple[str, ...], context: RecordContext) -> int:
    """Take examples out of the bank; in the storage thread."""
    return history.bank_remove(event_ids, context)


def _gather(
    token: CancelToken,
    progress: Progress,
    data_dir: DataDir,
    settings: AppSettings,
    labelled: Sequence[tuple[str, Path]],
) -> Gathered:
    from core.services.recording import gather_examples
    from core.services.workshop import Workshop

    return gather_examples(
        labelled,
        bank_dir=data_dir.bank,
        limits=Workshop(data_dir, settings).decode_limits,
        token=token,
        progress=progress,
    )
