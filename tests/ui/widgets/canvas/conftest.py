"""A canvas on the screen, pictures for it, and pixels to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.inspections import Finding
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region
from tests.ui.snapshots import compare_with_snapshot
from ui.values import ShownImage
from ui.widgets.canvas import CanvasPanel
from ui.workers.image_loader import ImageKey

"""Set this environment variable to 1 to write the pictures anew, then look at them."""

_MODIFIERS: Final = (Qt.Key.Key_Control, Qt.Key.Key_Shift)

MakePicture: TypeAlias = Callable[..., Path]
ShowImage: TypeAlias = Callable[[Path], None]
CompareSnapshot: TypeAlias = Callable[[QWidget, str], None]


@pytest.fixture
def make_picture(tmp_path: Path) -> MakePicture:
    """Write a picture with a ramp from left to right and a dark line across the middle."""

    def make(name: str = "부품 1.png", width: int = 320, height: int = 240) -> Path:
        file = tmp_path / "한글 경로" / name
        file.parent.mkdir(exist_ok=True)
        ramp = np.linspace(60, 220, width).astype(np.uint8)
        rgb = np.repeat(np.tile(ramp, (height, 1))[..., np.newaxis], 3, axis=2)
        rgb[height // 2] = (20, 40, 30)
        Image.fromarray(rgb).save(file)
        return file

    return make


class Holder(QWidget):
    """A window that notes the keys that nobody inside wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _MODIFIERS:
            self.keys.append(event.key())


@pytest.fixture
def holder(qtbot: QtBot) -> Holder:
    """Return the window round the canvas."""
    window = Holder()
    window.resize(1000, 800)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def canvas(qtbot: QtBot, holder: Holder) -> Iterator[CanvasPanel]:
    """Show a canvas; 1:1 of the default picture fits into it."""
    panel = CanvasPanel(holder)
    panel.resize(480, 380)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    yield panel
    assert panel.shutdown()


@pytest.fixture
def show(qtbot: QtBot, canvas: CanvasPanel) -> ShowImage:
    """Show a picture and wait until all of it is there."""

    def shown(file: Path) -> None:
        canvas.show_image(ShownImage(file))
        qtbot.waitUntil(lambda: is_whole(canvas, file))

    return shown


def is_whole(canvas: CanvasPanel, file: Path) -> bool:
    loaded = canvas.view.image.loaded
    return (
        canvas.view.is_current
        and loaded is not None
        and loaded.key == ImageKey(file)
        and not loaded.is_preview
    )


def finding(box: BoxPx, outcome: Outcome = Outcome.NG) -> Finding:
    """Make a finding that has a defect; one that is OK has it within its limit."""
    within = outcome is Outcome.OK
    code = ReasonCode.WITHIN_LIMIT if within else ReasonCode.SURE_DEFECT
    return Finding(Region(box), outcome, Reason(code))


def clean(box: BoxPx) -> Finding:
    """Make a finding on a place that is good."""
    return Finding(Region(box), Outcome.OK, Reason(ReasonCode.NO_ANOMALY))


@pytest.fixture
def compare_snapshot(tmp_path: Path) -> CompareSnapshot:
    """Compare a widget with the picture of this name under tests/snapshots/canvas.

    At least 99.5 % of the pixels must be within one level of 255 in every channel.
    """

    def compare(widget: QWidget, name: str) -> None:
        compare_with_snapshot(widget, f"canvas/{name}", tmp_path)

    return compare
