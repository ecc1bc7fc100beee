from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QTransform

from core.domain.inspections import Finding
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionSource
from core.measure.run_lengths import region_of_mask
from tests.ui.snapshots import pixels_of
from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage
from ui.theme import DARK, colors
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.measured import length_path, outline_path

MASK = np.zeros((120, 200), bool)
MASK[50:54, 40:100] = True
MASK[30:34, 110:114] = True
MEASURED = region_of_mask(MASK, RegionSource.MEASURED)
THREE = QTransform.fromScale(3, 3)


def test_that_the_outline_goes_round_every_part_and_touches_none() -> None:
    path = outline_path(MEASURED, THREE, 2)
    around = path.boundingRect()
    assert (around.left(), around.top()) == pytest.approx((118, 88), abs=0.6)
    assert (around.right(), around.bottom()) == pytest.approx((344, 164), abs=0.6)
    for y, x in np.argwhere(MASK):
        assert path.contains(QPointF(3 * x + 1.5, 3 * y + 1.5))
    assert not path.contains(QPointF(3 * 105, 3 * 44))


def test_that_a_single_pixel_has_an_outline() -> None:
    mask = np.zeros((9, 9), bool)
    mask[4, 5] = True
    path = outline_path(region_of_mask(mask, RegionSource.MEASURED), THREE, 2)
    assert path.contains(QPointF(16.5, 13.5))
    assert not path.contains(QPointF(10, 13.5))


def test_that_the_length_line_is_as_long_as_the_defect_and_lies_beside_it() -> None:
    mask = np.zeros((60, 80), bool)
    mask[20:24, 10:60] = True
    path = length_path(region_of_mask(mask, RegionSource.MEASURED), THREE, 6)
    start, end = path.elementAt(0), path.elementAt(1)
    length = float(np.hypot(50, 4))
    assert np.hypot(end.x - start.x, end.y - start.y) == pytest.approx(3 * length)
    for at in np.linspace(0, 1, 30):
        x, y = start.x + at * (end.x - start.x), start.y + at * (end.y - start.y)
        column, row = int(x // 3), int(y // 3)
        assert not mask[row, column]


def test_that_only_a_mask_can_be_outlined() -> None:
    with pytest.raises(ValueError, match="only a mask"):
        outline_path(Region(BoxPx(1, 2, 3, 4)), THREE, 2)


def test_that_a_measured_finding_shows_its_outline_besides_its_region(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    show(make_picture())
    region = Region(BoxPx(30, 20, 100, 50), source=RegionSource.DRAWN)
    plain = Finding(region, Outcome.NG, Reason(ReasonCode.SURE_DEFECT))
    canvas.set_findings((plain,))
    before = pixels_of(canvas.view.viewport().grab().toImage()).astype(int)
    mask = np.zeros((240, 320), bool)
    mask[:120, :200] = MASK
    measured = region_of_mask(mask, RegionSource.MEASURED)
    canvas.set_findings((Finding(region, plain.outcome, plain.reason, outline=measured),))
    after = pixels_of(canvas.view.viewport().grab().toImage()).astype(int)
    assert not np.array_equal(before, after)
    spot = canvas.view.viewportTransform().map(QPointF(70, 52))
    column, row = int(spot.x()), int(spot.y())
    assert np.array_equal(before[row, column], after[row, column])


def test_that_an_outline_nobody_trusts_is_dotted_and_has_no_length_line(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    show(make_picture())
    mask = np.zeros((240, 320), bool)
    mask[:120, :200] = MASK
    sure = Finding(
        Region(BoxPx(30, 20, 100, 50), source=RegionSource.DRAWN),
        Outcome.NG,
        Reason(ReasonCode.SURE_DEFECT),
        measurement=Measurement(outline_trust=0.6),
        outline=region_of_mask(mask, RegionSource.MEASURED),
    )
    pixels = []
    for finding in (sure, replace(sure, measurement=Measurement(outline_trust=0.1))):
        canvas.set_findings((finding,))
        pixels.append(pixels_of(canvas.view.viewport().grab().toImage()).astype(int))
    with_line, without = (_count(p, QColor(colors().roi)) for p in pixels)
    assert with_line > 20
    assert without == 0
    solid, dotted = (_count(p, DARK.verdict(Outcome.NG)) for p in pixels)
    assert 0 < dotted < solid


def _count(pixels: NDArray[np.int_], color: QColor) -> int:
    """Count pixels of nearly this colour: slanted lines are smoothed."""
    wanted = np.array([color.red(), color.green(), color.blue()])
    return int((np.abs(pixels[..., :3] - wanted).max(axis=2) < 48).sum())
