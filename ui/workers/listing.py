"""Walking a folder for its images beside the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from typing_extensions import override

from core.errors import UsageError
from core.imaging.catalogue import CatalogueEntry, iter_images
from ui.models.catalogue_model import CatalogueItem
from ui.models.entry_filter import search_text

_FIRST_BATCH: Final = 100
"""Small, so that the list shows something at once."""
_BATCH: Final = 500
_BATCH_S: Final = 0.1
"""From a slow share a batch goes out after this long, however small it is."""
_BREATH_S: Final = 0.002
"""Between batches the window gets the interpreter for itself."""
_STOP_MS: Final = 3000


@dataclass(frozen=True, slots=True)
class ListedBatch:
    """Some more images of a folder."""

    root: Path
    items: tuple[CatalogueItem, ...]


@dataclass(frozen=True, slots=True)
class ListingEnd:
    """How a walk ended.

    Attributes
    ----------
    root : Path
        The folder; of a file that was asked for, the one it lies in.
    chosen : Path or None
        The file that was asked for.
    problem : UsageError or None
        The folder itself cannot be read, or is gone now.
    skipped : tuple of UsageError
        Of subfolders that could not be read.
    was_cancelled : bool
        The list may be incomplete.
    """

    root: Path
    chosen: Path | None
    problem: UsageError | None = None
    skipped: tuple[UsageError, ...] = ()
    was_cancelled: bool = False


class _Signals(QObject):
    """Carries results to the thread of the window; a QRunnable is no QObject."""

    batch_listed = Signal(object, object)
    walk_ended = Signal(object, object)

    def tell_batch(self, walk: _Walk, batch: ListedBatch) -> None:
        self.batch_listed.emit(walk, batch)

    def tell_end(self, walk: _Walk, end: ListingEnd) -> None:
        self.walk_ended.emit(walk, end)


class _Walk(QRunnable):
    """One walk through one folder."""

    def __init__(self, asked: Path, signals: _Signals) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.cancelled = threading.Event()
        self._asked = asked
        self._signals = signals

    @override
    def run(self) -> None:
        is_file = self._asked.is_file()
        root = self._asked.parent if is_file else self._asked
        chosen = self._asked if is_file else None
        skipped: list[UsageError] = []
        problem: UsageError | None = None
        try:
            for batch in self._batches(root, skipped):
                self._signals.tell_batch(self, batch)
                time.sleep(_BREATH_S)
            if not root.is_dir():
                problem = UsageError("folder_missing", folder=str(root))
        except UsageError as error:
            problem = error
        end = ListingEnd(root, chosen, problem, tuple(skipped), self.cancelled.is_set())
        self._signals.tell_end(self, end)

    def _batches(self, root: Path, skipped: list[UsageError]) -> Iterator[ListedBatch]:
        items: list[CatalogueItem] = []
        limit, since = _FIRST_BATCH, time.monotonic()
        for entry in iter_images(root, recursive=True, skip_masks=True, on_error=skipped.append):
            if self.cancelled.is_set():
                return
            items.append(_item(root, entry))
            if len(items) >= limit or time.monotonic() - since >= _BATCH_S:
                yield ListedBatch(root, tuple(items))
                items = []
                limit, since = _BATCH, time.monotonic()
        if items:
            yield ListedBatch(root, tuple(items))


class FolderListing(QObject):
    """Lists one folder at a time; a new start drops the walk before it.

    Subfolders are walked, those named ``masks`` are not: the same images that an inspection of the
    folder takes.

    Signals
    -------
    batch_listed(ListedBatch)
    ended(ListingEnd)
        Once for every walk that was not dropped.
    """

    batch_listed = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A share that hangs blocks its walk for minutes; the next one must not wait for it.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(4)
        self._walks: list[_Walk] = []
        self._current: _Walk | None = None
        self._signals = _Signals(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._signals.batch_listed.connect(self._on_batch_listed, queued)
        self._signals.walk_ended.connect(self._on_walk_ended, queued)

    @property
    def is_running(self) -> bool:
        """A walk is under way."""
        return self._current is not None

    def start(self, path: Path) -> None:
        """List a folder, or the folder of a file."""
        self._drop()
        walk = _Walk(path, self._signals)
        self._current = walk
        self._walks.append(walk)
        self._pool.start(walk)

    def cancel(self) -> None:
        """Stop soon; what was listed stays, and ``ended`` follows."""
        if self._current is not None:
            self._current.cancelled.set()

    def shut_down(self) -> bool:
        """Drop the walk and wait for its thread; False if a disk keeps it hanging."""
        self._drop()
        return self._pool.waitForDone(_STOP_MS)

    def _drop(self) -> None:
        self.cancel()
        self._current = None

    def _on_batch_listed(self, walk: _Walk, batch: ListedBatch) -> None:
        if walk is self._current:
            self.batch_listed.emit(batch)

    def _on_walk_ended(self, walk: _Walk, end: ListingEnd) -> None:
        self._walks.remove(walk)
        if walk is self._current:
            self._current = None
            self.ended.emit(end)


def _item(root: Path, entry: CatalogueEntry) -> CatalogueItem:
    folder = entry.path.parent
    place = "" if folder == root else folder.relative_to(root).as_posix()
    named = f"{place}/{entry.path.name}" if place else entry.path.name
    return CatalogueItem(entry, place, search_text(named))
