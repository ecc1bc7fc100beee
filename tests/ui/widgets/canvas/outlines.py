"""A canvas on which the outline of a bar is corrected."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from core.domain.inspections import Finding
from core.domain.regions import BoxPx, RegionSource
from core.measure.run_lengths import region_of_mask
from tests.ui.widgets.canvas.conftest import finding
from tests.ui.widgets.canvas.test_rois_on_canvas import NONE, at, drag
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.outline_editing import DrawnOutline
from ui.widgets.canvas.outline_paint import handles_of

SIZE = (320, 240)


def bar() -> NDArray[np.bool_]:
    mask = np.zeros((SIZE[1], SIZE[0]), dtype=np.bool_)
    mask[100:112, 80:160] = True
    return mask


def outlined(mask: NDArray[np.bool_] | None = None) -> Finding:
    region = region_of_mask(bar() if mask is None else mask, RegionSource.MEASURED)
    return replace(finding(BoxPx(60, 90, 140, 40)), outline=region)


def mask_of(canvas: CanvasPanel) -> NDArray[np.bool_]:
    editor = canvas.outline.editor
    assert editor is not None
    return editor.mask


def applied(canvas: CanvasPanel) -> list[DrawnOutline]:
    told: list[DrawnOutline] = []
    canvas.outline.apply_wanted.connect(told.append)
    return told


def cancelled(canvas: CanvasPanel) -> list[bool]:
    told: list[bool] = []
    canvas.outline.cancel_wanted.connect(lambda: told.append(True))
    return told


def paint(
    canvas: CanvasPanel, *points: tuple[int, int], modifiers: Qt.KeyboardModifier = NONE
) -> None:
    drag(canvas, at(canvas, *points[0]), at(canvas, *points[-1]), modifiers=modifiers)


def pull(canvas: CanvasPanel, *, to: tuple[int, int]) -> None:
    """Drag the right end of the length line by its handle."""
    editor = canvas.outline.editor
    assert editor is not None
    assert editor.line is not None
    index = editor.line.index(max(editor.line))
    handle = handles_of(editor.line, canvas.view.viewportTransform())[index].toPoint()
    way = at(canvas, *to) - at(canvas, *editor.line[index])
    drag(canvas, handle, handle + way)


def begin_on(canvas: CanvasPanel) -> None:
    """Correct the outline of a bar at 1:1, with a brush of 10 px."""
    canvas.one_to_one()
    canvas.set_findings((outlined(),))
    assert canvas.outline.begin(outlined())
    canvas.outline.tool.set_diameter(10)
