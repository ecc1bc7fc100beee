"""Comparing a widget with a picture of it.

Set the environment variable UPDATE_SNAPSHOTS to 1 to write the pictures anew; then look at them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

_FOLDER: Final = Path(__file__).resolve().parents[1] / "snapshots"
_TOLERATED_LEVELS: Final = 1
_LEAST_EQUAL: Final = 0.995


def compare_with_snapshot(widget: QWidget, name: str, seen_folder: Path) -> None:
    """Fail unless 99.5 % of the pixels are within one level of the picture ``name``."""
    QApplication.processEvents()  # Layouts follow new words later.
    seen = pixels_of(widget.grab().toImage())
    file = _FOLDER / f"{name}.png"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(seen).save(file, optimize=True)
        return
    with Image.open(file) as picture:
        expected = np.asarray(picture.convert("RGB"))
    assert seen.shape == expected.shape
    apart = np.abs(seen.astype(int) - expected).max(axis=2)
    equal = float((apart <= _TOLERATED_LEVELS).mean())
    if equal < _LEAST_EQUAL:
        kept = seen_folder / f"{file.stem}.png"
        Image.fromarray(seen).save(kept)
        pytest.fail(f"{name}: only {equal:.2%} of the pixels are equal; seen: {kept}")


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Return the pixels, (H, W, 3) uint8."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8)
    rows = rows.reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()
