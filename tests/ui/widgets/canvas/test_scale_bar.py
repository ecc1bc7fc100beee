"""The scale bar: a round length, as long as it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.scale_bar import ScaleBar, length_text, round_length


@given(st.floats(1e-4, 1e4))
def test_that_the_length_is_round_and_the_longest_that_fits(longest_mm: float) -> None:
    length = round_length(longest_mm)
    digits = f"{length:.1e}"[:3]
    assert digits in {"1.0", "2.0", "5.0"}
    assert length <= longest_mm * (1 + 1e-9) < 2.5 * length * (1 + 1e-9)


def test_that_lengths_are_written_short() -> None:
    assert [length_text(mm) for mm in (0.05, 0.5, 2.0, 20.0)] == [
        "0.05 mm", "0.5 mm", "2 mm", "20 mm",
    ]  # fmt: skip


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.0])
def test_that_the_bar_is_as_long_as_it_says(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage, zoom: float
) -> None:
    bar = ScaleBar(canvas.view)
    show(make_picture(width=640, height=480))
    canvas.view.zoom_to(zoom)
    bar.show_scale(0.05)
    said_mm = float(bar.words.removesuffix(" mm"))
    drawn = bar.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
    buffer = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), -1, 4)
    # The row of the bar itself: white over the shaded ground.
    white = (buffer[..., :3].min(axis=2) > 200).sum(axis=1)
    assert white.max() / zoom * 0.05 == pytest.approx(said_mm, rel=0.05)


def test_that_without_a_calibration_there_is_no_bar(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    bar = ScaleBar(canvas.view)
    show(make_picture())
    assert bar.words == ""
    bar.show_scale(0.05)
    assert bar.words
    assert bar.isVisible()
    bar.show_scale(None)
    assert not bar.isVisible()


def test_that_clicks_go_through_the_bar(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    bar = ScaleBar(canvas.view)
    show(make_picture())
    bar.show_scale(0.05)
    viewport = canvas.view.viewport()
    assert bar.geometry() == viewport.rect()
    assert viewport.childAt(viewport.rect().center()) is not bar
    QTest.mouseMove(viewport, QPointF(50, 50).toPoint())
    assert bar.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert bar.event(QEvent(QEvent.Type.None_)) is False
