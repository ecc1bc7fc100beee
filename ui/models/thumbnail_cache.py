"""The thumbnails that are kept in memory: the last ones used, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Final

from PySide6.QtGui import QPixmap

DEFAULT_MAX_BYTES: Final = 48 << 20
_BITS_PER_BYTE: Final = 8


class ThumbnailCache:
    """Pixmaps by path; the longest unused go first.

    Parameters
    ----------
    max_bytes : int
        Sum of the pixel data that is kept.
    """

    def __init__(self, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._pixmaps: OrderedDict[Path, QPixmap] = OrderedDict()
        self._n_bytes = 0

    @property
    def n_bytes(self) -> int:
        """Bytes of pixel data held now."""
        return self._n_bytes

    def __len__(self) -> int:
        return len(self._pixmaps)

    def __contains__(self, path: Path) -> bool:
        return path in self._pixmaps

    def get(self, path: Path) -> QPixmap | None:
        """Return a thumbnail and count it as used."""
        pixmap = self._pixmaps.get(path)
        if pixmap is not None:
            self._pixmaps.move_to_end(path)
        return pixmap

    def put(self, path: Path, pixmap: QPixmap) -> None:
        """Keep a thumbnail, and let go of the longest unused ones if there are too many."""
        self.remove(path)
        self._pixmaps[path] = pixmap
        self._n_bytes += _bytes_of(pixmap)
        # One is always kept, or a thumbnail larger than the limit would be loaded for ever.
        while self._n_bytes > self._max_bytes and len(self._pixmaps) > 1:
            _, oldest = self._pixmaps.popitem(last=False)
            self._n_bytes -= _bytes_of(oldest)

    def remove(self, path: Path) -> None:
        """Forget a thumbnail, if it is there."""
        pixmap = self._pixmaps.pop(path, None)
        if pixmap is not None:
            self._n_bytes -= _bytes_of(pixmap)

    def clear(self) -> None:
        """Forget all."""
        self._pixmaps.clear()
        self._n_bytes = 0


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // _BITS_PER_BYTE
