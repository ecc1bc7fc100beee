"""The real window played by a program: for the screen tour and a picture of the window."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from core.domain.version import APP_VERSION
from core.settings.app_settings import load_settings
from core.settings.paths import DataDir
from core.texts.language import Language
from ui.app import connect_shell, make_app
from ui.controllers.assembly import InspectorWorkplace
from ui.desk import Desk, make_host_client
from ui.theme import GRID_PX, ThemeChoice, colors
from ui.workers.host_thread import Client, Deliver

if TYPE_CHECKING:
    from PIL import Image

    from core.records.history import History

_PATIENCE_S: Final = 90.0
_SETTLE_S: Final = 0.35
"""For timers that wait before they show something, and for thumbnails."""
_STEP_MS: Final = 20
_LOCKED_S: Final = 0.5
_COMMON_COLOURS: Final = 160
_VIVID_COLOURS: Final = 256 - _COMMON_COLOURS
_LEAST_CHROMA: Final = 32
_DIM: Final = QColor(0, 0, 0, 96)


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is shown on a picture.

    Attributes
    ----------
    width_px, height_px : int
        Of the window.
    """

    language: Language = "ko"
    theme: ThemeChoice = "light"
    width_px: int = 1280
    height_px: int = 800
    text_percent: int = 100

    @property
    def suffix(self) -> str:
        """What tells its pictures from others of the same screen."""
        large = f"-{self.text_percent}" if self.text_percent != 100 else ""  # noqa: PLR2004
        return f"{self.language}-{self.theme}-{self.width_px}{large}"


class Stage:
    """The whole program with the real host and records, in a data folder of its own.

    Parameters
    ----------
    data_root : Path
        The data folder.
    product : str, optional
        The product to begin with; None leaves it to the program, as at a person's first start.
    holds_host : bool
        Keep the inference host from starting until :meth:`let_host_start`.
    """

    def __init__(
        self, data_root: Path, *, product: str | None = None, holds_host: bool = False
    ) -> None:
        self.app = make_app()
        data_dir = DataDir.open(data_root)
        self._gate = threading.Event()
        if not holds_host:
            self._gate.set()

        def make_client(deliver: Deliver) -> Client:
            self._gate.wait(_PATIENCE_S)
            return make_host_client(data_dir, deliver)

        def open_history() -> History:
            from core.records.history import History

            return History.open(data_dir.records_file, APP_VERSION, timeout_s=_LOCKED_S)

        self.desk = Desk(
            data_dir,
            load_settings(data_dir),
            product=product,
            make_client=make_client,
            open_history=open_history,
        )
        self.desk.apply_looks()
        self.place = InspectorWorkplace(self.desk)
        self._closing = connect_shell(self.desk, self.place.window)
        self._has_closed = False
        self.desk.closed.connect(self._on_closed)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def let_host_start(self) -> None:
        """Let the inference host start and load its model."""
        self._gate.set()

    def wear(self, look: Look) -> None:
        """Show the window in a language, theme and size."""
        window = self.place.window
        if self.desk.language != look.language:
            window.language_chosen.emit(look.language)
        window.theme_chosen.emit(look.theme)
        is_fitting = window.isVisible() and look.text_percent == self.desk.text_percent
        self.desk.set_text_percent(look.text_percent)
        if not is_fitting or window.size() != QSize(look.width_px, look.height_px):
            window.resize(look.width_px, look.height_px)
            window.show()
            self.settle()
            window.reset_layout()
        self.wait(lambda: self.place.products.state is not None, "the product is read")
        self.settle()

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until something is so.

        Raises
        ------
        TimeoutError
            If it does not become so in good time.
        """
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                msg = f"waited in vain: {what}"
                raise TimeoutError(msg)
            self.run_for(_STEP_MS / 1000)

    def settle(self) -> None:
        """Let what was begun come to rest."""
        self.run_for(_SETTLE_S)

    def run_for(self, seconds: float) -> None:
        """Let the program run for a time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.app.processEvents()
            time.sleep(min(left, 0.005))

    def wait_until_examined(self) -> None:
        """Wait until the image on the canvas is painted and scored."""
        self.wait(lambda: self.place.examining.is_ready, "the image is examined")
        self.settle()

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are open."""
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and widget.isVisible()
        ]

    def close_dialogs(self) -> None:
        """Close every dialog without doing what it offers."""
        for dialog in self.dialogs():
            dialog.reject()
        self.settle()

    def picture(self) -> QImage:
        """Return the window as it stands, with the dialogs above it."""
        image = self.place.window.grab().toImage()
        for dialog in self.dialogs():
            _paint_dialog(image, dialog)
        return image

    def close(self) -> None:
        """Close the program in order, as a person would."""
        self._gate.set()
        self.close_dialogs()
        self._closing.start()
        try:
            self.wait(lambda: self._has_closed, "the program closes")
        finally:
            self.desk.shut_down()
            self.place.close()

    def _on_closed(self) -> None:
        self._has_closed = True


def save_png(image: QImage, target: Path) -> Path:
    """Write a picture as it is.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        msg = f"cannot write {target}"
        raise OSError(msg)
    return target


def save_small_png(image: QImage, target: Path) -> Path:
    """Write a picture in 256 colours, about a third as large.

    Some of them are kept for what is coloured: by frequency alone the greys of an inspected part
    would leave too few for a heat map.
    """
    from PIL import Image

    save_png(image, target)
    with Image.open(target) as opened:
        full = opened.convert("RGB")
    pixels = np.asarray(full).reshape(-1, 3)
    is_coloured = np.ptp(pixels, axis=1) > _LEAST_CHROMA
    palette = _palette(full, _COMMON_COLOURS)
    if is_coloured.any():
        vivid = np.unique(pixels[is_coloured] & 0xFE, axis=0)
        palette += _palette(_square(vivid), _VIVID_COLOURS)
    shown = Image.new("P", (1, 1))
    shown.putpalette(palette)
    full.quantize(palette=shown, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def _palette(image: Image.Image, count: int) -> list[int]:
    colours = image.quantize(count, kmeans=2).getpalette() or []
    return colours[: 3 * count]


def _square(pixels: NDArray[np.uint8]) -> Image.Image:
    from PIL import Image

    side = math.ceil(math.sqrt(len(pixels)))
    return Image.fromarray(np.resize(pixels, (side, side, 3)))


def _paint_dialog(image: QImage, dialog: QDialog) -> None:
    """Paint a dialog with a plain frame; the offscreen platform gives windows none."""
    body = dialog.grab()
    bar_px = dialog.fontMetrics().height() + 2 * GRID_PX
    frame = QRect(0, 0, body.width(), body.height() + bar_px)
    frame.moveCenter(QPoint(image.width() // 2, image.height() // 2))
    frame.moveTop(max(frame.top(), 0))
    c = colors()
    painter = QPainter(image)
    painter.fillRect(image.rect(), _DIM)
    painter.fillRect(frame, c.raised)
    title = QRect(frame.left() + 2 * GRID_PX, frame.top(), frame.width() - 4 * GRID_PX, bar_px)
    painter.setFont(dialog.font())
    painter.setPen(c.text)
    painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, dialog.windowTitle())
    painter.drawPixmap(frame.left(), frame.top() + bar_px, body)
    painter.setPen(c.border)
    painter.drawRect(frame.adjusted(-1, -1, 0, 0))
    painter.end()
