"""Decodes the image that is looked at, off the UI thread; what nobody waits for is dropped."""

from __future__ import annotations

import logging
import struct
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal
from typing_extensions import override

from core.domain.images import ImageFacts
from core.errors import DefectScribeError, ImageError
from core.imaging.containers import Container, sniff
from ui.workers.image_levels import bounded, halvings

if TYPE_CHECKING:
    from core.imaging.decode import DecodedImage
    from ui.workers.image_levels import Pixels

PREVIEW_SIDE_PX: Final = 1280
_PREVIEW_FROM_TIMES: Final = 2
"""JPEG is decoded at a half, a quarter or an eighth; a smaller one gains nothing."""
_HEAD_BYTES: Final = 32
_CACHE_BYTES: Final = 160 << 20
_STACK_BYTES: Final = 16 << 20
"""Threads of Qt have 512 kB on macOS, too few for numpy's libraries (numpy#11551)."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ImageKey:
    """Which picture: a file and a page in it."""

    path: Path
    page: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LoadedImage:
    """Pixels ready to be drawn.

    Attributes
    ----------
    ticket : int
        Of the request it answers.
    facts : ImageFacts
        Size of the whole image, EXIF orientation applied.
    levels : tuple of (h, w, 3) uint8
        Each about half as wide and high as the one before, read-only and contiguous.
    is_preview : bool
        The first level is smaller than the image; the whole one follows under the same ticket.
    """

    ticket: int
    key: ImageKey
    facts: ImageFacts
    levels: tuple[Pixels, ...]
    is_preview: bool = False

    @property
    def full(self) -> Pixels | None:
        """The pixels of the image as they are, or None of a preview."""
        return None if self.is_preview else self.levels[0]


@dataclass(frozen=True, slots=True, eq=False)
class ImageFailure:
    """Why an image cannot be shown."""

    ticket: int
    key: ImageKey
    error: DefectScribeError


@dataclass(frozen=True, slots=True)
class _Request:
    """A ticket of 0 marks an image that nobody waits for yet."""

    ticket: int
    key: ImageKey
    preview_side_px: int = PREVIEW_SIDE_PX


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What tells that a file is still the one that was decoded."""

    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    stamp: _Stamp
    facts: ImageFacts
    levels: tuple[Pixels, ...]

    @property
    def n_bytes(self) -> int:
        return sum(level.nbytes for level in self.levels)


class ImageLoader(QObject):
    """Loads one image at a time; a newer request replaces one that waits.

    The thread starts with the first request and ends with :meth:`stop`.

    Signals
    -------
    image_loaded(LoadedImage)
        A preview first when the file is large, then the whole image.
    image_failed(ImageFailure)
        Instead of the whole image.
    """

    image_loaded = Signal(object)
    image_failed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, cache_bytes: int = _CACHE_BYTES) -> None:
        super().__init__(parent)
        self._changed = threading.Condition()
        self._wanted: _Request | None = None
        self._next: ImageKey | None = None
        self._ticket = 0
        self._stopping = False
        self._cache = _Cache(cache_bytes)
        self._thread: _Thread | None = None

    def load(self, key: ImageKey, *, preview_side_px: int = PREVIEW_SIDE_PX) -> int:
        """Ask for an image and forget the one asked for before.

        Parameters
        ----------
        key : ImageKey
            File and page.
        preview_side_px : int
            Longest side of the preview of an image at least twice as large.

        Returns
        -------
        int
            Ticket that the answers carry.
        """
        with self._changed:
            self._ticket += 1
            self._wanted = _Request(self._ticket, key, preview_side_px)
            self._changed.notify()
        self._start()
        return self._ticket

    def drop(self) -> None:
        """Forget what was asked for; answers that are under way will be ignored here."""
        with self._changed:
            self._ticket += 1
            self._wanted = None

    def prefetch(self, key: ImageKey | None) -> None:
        """Decode an image that is likely next, once nothing else waits."""
        with self._changed:
            self._next = key
            self._changed.notify()
        if key is not None:
            self._start()

    def stop(self, timeout_ms: int = 10_000) -> bool:
        """End the thread; return whether it ended in time (one decoding cannot be interrupted)."""
        with self._changed:
            self._stopping = True
            self._wanted = self._next = None
            self._ticket += 1
            self._changed.notify()
        if self._thread is None:
            return True
        ended = self._thread.wait(timeout_ms)
        if not ended:
            _logger.warning("decoding an image did not end within %d ms", timeout_ms)
        return ended

    def work(self) -> None:
        """Serve requests until stopped; runs in the thread."""
        while (request := self._take()) is not None:
            error = self._attempt(request)
            if error is not None:
                self._report(ImageFailure(request.ticket, request.key, error))

    def _attempt(self, request: _Request) -> DefectScribeError | None:
        path = request.key.path
        try:
            self._serve(request)
        except ImageError as error:
            return error
        except MemoryError:
            return ImageError("image_out_of_memory", file=path.name, path=str(path))
        except Exception:
            # A mistake of ours: it is in the log and shown; the thread lives on for other images.
            _logger.exception("showing %s failed", path)
            return DefectScribeError()
        return None

    def _start(self) -> None:
        if self._thread is None and not self._stopping:
            self._thread = _Thread(self)
            self._thread.start()

    def _take(self) -> _Request | None:
        """Wait for the next request; None when it is time to end."""
        with self._changed:
            while not (self._stopping or self._wanted or self._next):
                self._changed.wait()
            if self._stopping:
                return None
            if self._wanted is not None:
                request, self._wanted = self._wanted, None
                return request
            key, self._next = self._next, None
            return _Request(0, key) if key is not None else None

    def _serve(self, request: _Request) -> None:
        # Decoders are loaded here, in the loader's thread, after the window is painted.
        from core.imaging.decode import read_image

        path = request.key.path
        stamp = _stamp(path)
        kept = self._cache.find(request.key, stamp)
        if kept is None:
            self._send_preview(request)
            if not self._is_current(request):
                return
            kept = _kept(read_image(path, page=request.key.page))
            self._cache.keep(request.key, kept)
        if request.ticket:
            self._report(LoadedImage(request.ticket, request.key, kept.facts, kept.levels))

    def _send_preview(self, request: _Request) -> None:
        path, side_px = request.key.path, request.preview_side_px
        if not request.ticket or _jpeg_side_px(path) < _PREVIEW_FROM_TIMES * side_px:
            return
        from core.imaging.decode import decode_reduced

        decoded = decode_reduced(path, side_px, page=request.key.page)
        levels = halvings(decoded.rgb)
        self._report(
            LoadedImage(request.ticket, request.key, decoded.facts, levels, is_preview=True)
        )

    def _is_current(self, request: _Request) -> bool:
        with self._changed:
            if self._stopping:
                return False
            return request.ticket == self._ticket or (not request.ticket and self._wanted is None)

    def _report(self, answer: LoadedImage | ImageFailure) -> None:
        if not self._is_current(_Request(answer.ticket, answer.key)) or not answer.ticket:
            return
        if isinstance(answer, LoadedImage):
            self.image_loaded.emit(answer)
        else:
            self.image_failed.emit(answer)


class _Thread(QThread):
    """Runs the loader's work; all it does is tested without a thread of Qt."""

    def __init__(self, loader: ImageLoader) -> None:
        super().__init__()
        self._loader = loader
        self.setObjectName("image loader")
        self.setStackSize(_STACK_BYTES)

    @override
    def run(self) -> None:
        self._loader.work()


class _Cache:
    """The images last decoded, within a number of bytes; used by the thread only."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[ImageKey, _Kept] = OrderedDict()

    def find(self, key: ImageKey, stamp: _Stamp | None) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is None or kept.stamp != stamp:
            self._kept.pop(key, None)
            return None
        self._kept.move_to_end(key)
        return kept

    def keep(self, key: ImageKey, kept: _Kept) -> None:
        if kept.n_bytes > self._max_bytes:
            return
        self._kept[key] = kept
        while sum(each.n_bytes for each in self._kept.values()) > self._max_bytes:
            self._kept.popitem(last=False)


def _kept(decoded: DecodedImage) -> _Kept:
    sighting = decoded.sighting
    stamp = _Stamp(sighting.size_bytes, sighting.mtime_ns)
    return _Kept(stamp, decoded.facts, halvings(bounded(decoded.rgb)))


def _stamp(path: Path) -> _Stamp | None:
    """Return None where there is no such file: reading it then says why in words."""
    try:
        found = path.stat()
    except OSError:
        return None
    return _Stamp(found.st_size, found.st_mtime_ns)


def _jpeg_side_px(path: Path) -> int:
    """Return the longest side by the header of a JPEG; 0 for anything else.

    Only JPEG files can be decoded at a fraction of their size faster than in full. Whatever is
    wrong with the file is said by the decoder.
    """
    from PIL import JpegImagePlugin

    try:
        with path.open("rb") as file:
            if sniff(file.read(_HEAD_BYTES)) is not Container.JPEG:
                return 0
            file.seek(0)
            with JpegImagePlugin.JpegImageFile(file) as image:
                return max(image.size)
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, struct.error):
        return 0
