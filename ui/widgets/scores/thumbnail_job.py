"""Loading small pictures away from the UI thread."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Signal
from PySide6.QtGui import QImage
from typing_extensions import override

from core.errors import ImageError

_log = logging.getLogger(__name__)


class ThumbnailRelay(QObject):
    """Carries pictures to the UI thread; outlives the widget that asked.

    Signals
    -------
    loaded(int, int, QImage)
        Number of the request, place in it, picture; a null picture if it cannot be read.
    """

    loaded = Signal(int, int, QImage)

    def hand_over(self, request: int, place: int, picture: QImage) -> None:
        """Tell that a picture is there."""
        self.loaded.emit(request, place, picture)


class ThumbnailJob(QRunnable):
    """Decodes one picture at a small size."""

    def __init__(
        self, relay: ThumbnailRelay, path: Path, *, request: int, place: int, side_px: int
    ) -> None:
        super().__init__()
        self._relay = relay
        self._path = path
        self._request = request
        self._place = place
        self._side_px = side_px

    @override
    def run(self) -> None:
        self._relay.hand_over(self._request, self._place, self._picture())

    def _picture(self) -> QImage:
        # Not before the window is painted: decoders are slow to load.
        import numpy as np

        from core.imaging.decode import decode_reduced

        try:
            rgb = decode_reduced(self._path, self._side_px).rgb
        except ImageError as error:
            _log.info("no thumbnail of an example: %s", error)
            return QImage()
        pixels = np.ascontiguousarray(rgb)
        height, width = pixels.shape[:2]
        view = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        # The pixels belong to numpy and go with it.
        return view.copy()
