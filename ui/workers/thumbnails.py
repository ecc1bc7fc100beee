"""Thumbnails of the images in sight, made beside the window."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage
from typing_extensions import override

from core.errors import ImageError
from ui.workers.thumbnail_files import ThumbnailFiles

if TYPE_CHECKING:
    from core.imaging.decode import DecodeLimits

SIDE_PX: Final = 160
"""Sharp at 200 % text size or on a screen with two device pixels per pixel."""
_STOP_MS: Final = 3000
_PRUNE_EVERY: Final = 2000


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """What became of one request; either ``image`` or ``problem`` is there.

    Attributes
    ----------
    path : Path
        Of the image.
    image : QImage or None
        RGB, longest side at most SIDE_PX.
    problem : ImageError or None
        Why there is none.
    folder_gone : bool
        The image's folder is not there either: a drive or share was taken away.
    """

    path: Path
    image: QImage | None = None
    problem: ImageError | None = None
    folder_gone: bool = False


class _Signals(QObject):
    """Carries results to the thread of the window; a QRunnable is no QObject."""

    thumbnail_made = Signal(object)

    def tell(self, thumbnail: Thumbnail) -> None:
        self.thumbnail_made.emit(thumbnail)


class _Queue:
    """What is still wanted; shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: list[Path] = []
        self._being_made: set[Path] = set()
        self._n_workers = 0

    def replace(self, paths: Iterable[Path]) -> int:
        """Want these and nothing else, the first one first; return how many wait."""
        with self._lock:
            self._wanted = [path for path in paths if path not in self._being_made]
            self._wanted.reverse()
            return len(self._wanted)

    def enter(self, max_workers: int) -> bool:
        """Count a worker in, unless there are enough."""
        with self._lock:
            if self._n_workers >= max_workers:
                return False
            self._n_workers += 1
            return True

    def take(self) -> Path | None:
        """Return the next path; with None the worker is counted out."""
        with self._lock:
            if not self._wanted:
                self._n_workers -= 1
                return None
            path = self._wanted.pop()
            self._being_made.add(path)
            return path

    def finish(self, path: Path) -> None:
        """Say that a path is done."""
        with self._lock:
            self._being_made.discard(path)

    def abandon(self, path: Path) -> None:
        """Count a worker out that fails at a path."""
        with self._lock:
            self._being_made.discard(path)
            self._n_workers -= 1


class _Maker:
    """Makes one thumbnail after another; the only state is the disk cache."""

    def __init__(
        self, files: ThumbnailFiles | None, side_px: int, limits: DecodeLimits | None
    ) -> None:
        self._files = files
        self._side_px = side_px
        self._limits = limits
        self._lock = threading.Lock()
        self._until_prune = 0

    def make(self, path: Path) -> Thumbnail:
        """Return the thumbnail from the disk, or decode the image."""
        try:
            info = path.stat()
        except OSError:
            info = None  # Decoding names the reason.
        kept = self._kept(path, info)
        if kept is not None:
            return Thumbnail(path, kept)
        # Decoders are loaded here, beside the window, after it is painted.
        from core.imaging.decode import DEFAULT_LIMITS, decode_reduced

        try:
            rgb = decode_reduced(path, self._side_px, limits=self._limits or DEFAULT_LIMITS).rgb
        except ImageError as error:
            return Thumbnail(path, problem=error, folder_gone=not path.parent.is_dir())
        height, width = rgb.shape[:2]
        # The copy owns its pixels; the array is freed when this returns.
        image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        if self._files is not None and info is not None:
            self._files.save(path, info, image)
        return Thumbnail(path, image)

    def tidy(self) -> None:
        """Prune the disk cache at the first quiet moment, and then now and again."""
        with self._lock:
            due = self._until_prune <= 0
            self._until_prune = _PRUNE_EVERY if due else self._until_prune - 1
        if due and self._files is not None:
            self._files.prune()

    def _kept(self, path: Path, info: os.stat_result | None) -> QImage | None:
        if self._files is None or info is None:
            return None
        return self._files.load(path, info)


class _Worker(QRunnable):
    """Takes from the queue until it is empty; one object runs in all threads."""

    def __init__(self, queue: _Queue, maker: _Maker, signals: _Signals) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._queue = queue
        self._maker = maker
        self._signals = signals

    @override
    def run(self) -> None:
        while (path := self._queue.take()) is not None:
            try:
                thumbnail = self._maker.make(path)
            except BaseException:
                self._queue.abandon(path)
                raise
            self._queue.finish(path)
            self._signals.tell(thumbnail)
        self._maker.tidy()


class ThumbnailLoader(QObject):
    """Makes thumbnails of what is wanted now; what is wanted no longer is never begun.

    Signals
    -------
    thumbnail_made(Thumbnail)

    Parameters
    ----------
    cache_folder : Path, optional
        Where thumbnails are kept for the next time; nowhere if None.
    n_threads : int
        At most as many are decoded at once.
    limits : DecodeLimits, optional
        Which images are refused; those of any image if None.
    """

    thumbnail_made = Signal(object)

    def __init__(
        self,
        cache_folder: Path | None = None,
        *,
        n_threads: int = 2,
        side_px: int = SIDE_PX,
        limits: DecodeLimits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        files = None if cache_folder is None else ThumbnailFiles(cache_folder, side_px)
        self._n_threads = n_threads
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(n_threads)
        self._queue = _Queue()
        self._signals = _Signals(self)
        self._worker = _Worker(self._queue, _Maker(files, side_px, limits), self._signals)
        queued = Qt.ConnectionType.QueuedConnection
        self._signals.thumbnail_made.connect(self._on_made, queued)

    def want(self, paths: Iterable[Path]) -> None:
        """Make these, in this order, and drop every earlier wish that is not begun."""
        n_waiting = self._queue.replace(paths)
        for _ in range(min(n_waiting, self._n_threads)):
            if not self._queue.enter(self._n_threads):
                return
            self._pool.start(self._worker)

    def shut_down(self) -> bool:
        """Drop all wishes and wait for the threads; False if a disk keeps one hanging."""
        self._queue.replace(())
        return self._pool.waitForDone(_STOP_MS)

    def _on_made(self, thumbnail: Thumbnail) -> None:
        self.thumbnail_made.emit(thumbnail)
