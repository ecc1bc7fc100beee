"""Thumbnails on the disk, so that a folder seen before shows its images at once."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

DEFAULT_MAX_BYTES: Final = 256 << 20
_VERSION: Final = 1
"""Raise it when thumbnails of the same file come to look different."""
_KEPT_SHARE: Final = 0.8
_QUALITY: Final = 88
_FORMAT: Final = b"jpg"
_SUFFIX: Final = ".jpg"
_REST_EVERY: Final = 200
_REST_S: Final = 0.005

_log = logging.getLogger(__name__)


class ThumbnailFiles:
    """JPEG files named by path, size and time of change of the image, and the thumbnail's side.

    Anything that cannot be read or written is as if it were not there; only the first failure to
    write is logged. Safe in several threads and processes.

    Parameters
    ----------
    folder : Path
        Made when the first thumbnail is written.
    side_px : int
        Longest side of the thumbnails.
    max_bytes : int
        :meth:`prune` removes the longest unused files above this.
    """

    def __init__(self, folder: Path, side_px: int, *, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._folder = folder
        self._side_px = side_px
        self._max_bytes = max_bytes
        self._warned = threading.Event()

    def load(self, path: Path, info: os.stat_result) -> QImage | None:
        """Return the thumbnail of a file as it is now; None if there is none."""
        file = self._file(path, info)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        image = QImage()
        if not image.loadFromData(QByteArray(data)):
            return None
        _mark_as_used(file)
        return image

    def save(self, path: Path, info: os.stat_result, image: QImage) -> None:
        """Keep a thumbnail."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(_FORMAT))
        writer.setQuality(_QUALITY)
        if not writer.write(image):
            return
        file = self._file(path, info)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, bytes(buffer.data().data()))
        except OSError as error:
            if not self._warned.is_set():
                self._warned.set()
                _log.warning("thumbnails cannot be kept in %s: %s", self._folder, error)

    def prune(self) -> int:
        """Remove the longest unused files if there are too many bytes; return how many went."""
        found = self._found()
        n_bytes = sum(size for _, size, _ in found)
        if n_bytes <= self._max_bytes:
            return 0
        removed = 0
        for _, size, file in sorted(found, key=lambda one: one[0]):
            if n_bytes <= self._max_bytes * _KEPT_SHARE:
                break
            if _removed(file):
                removed += 1
            n_bytes -= size
        return removed

    def _found(self) -> list[tuple[int, int, Path]]:
        """Return (last used in ns, bytes, file) of everything kept."""
        found: list[tuple[int, int, Path]] = []
        for number, file in enumerate(self._folder.glob(f"*/*{_SUFFIX}")):
            if number % _REST_EVERY == 0:
                # Tens of thousands of files must not keep the window from the interpreter.
                time.sleep(_REST_S)
            try:
                info = file.stat()
            except OSError:
                continue
            found.append((info.st_mtime_ns, info.st_size, file))
        return found

    def _file(self, path: Path, info: os.stat_result) -> Path:
        said = f"{_VERSION}|{self._side_px}|{info.st_size}|{info.st_mtime_ns}|{path.absolute()}"
        name = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:34]}{_SUFFIX}"


def _write(file: Path, data: bytes) -> None:
    """Write in one step; a crash may lose a thumbnail, so nothing is forced to the disk."""
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mark_as_used(file: Path) -> None:
    try:
        os.utime(file)
    except OSError as error:
        # A read-only cache still serves; it is only pruned in the order it was written.
        _log.debug("%s cannot be marked as used: %s", file, error)


def _removed(file: Path) -> bool:
    try:
        file.unlink()
    except OSError as error:
        _log.debug("%s cannot be removed: %s", file, error)
        return False
    return True
