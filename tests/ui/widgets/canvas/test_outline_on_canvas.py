from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.domain.corrections import OutlineReason
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.measure.feret import longest_chord
from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage, finding
from tests.ui.widgets.canvas.outlines import (
    SIZE,
    applied,
    bar,
    begin_on,
    cancelled,
    mask_of,
    outlined,
    paint,
    pull,
)
from tests.ui.widgets.canvas.test_rois_on_canvas import CONTROL, NONE, SHIFT, at, drag, press, send
from ui.widgets.canvas import CanvasPanel
from ui.widgets.notices import MessageKind


@pytest.fixture
def image(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    """Return a canvas with a picture of 320x240 px at 1:1."""
    show(make_picture())
    canvas.one_to_one()
    return canvas


@pytest.fixture
def edited(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    """Return the canvas while the outline of a bar is corrected, with a brush of 10 px."""
    show(make_picture())
    begin_on(canvas)
    return canvas


def wheel(canvas: CanvasPanel, steps: int, modifiers: Qt.KeyboardModifier) -> None:
    spot = QPointF(at(canvas, 100, 100))
    target = canvas.view.viewport()
    event = QWheelEvent(
        spot,
        target.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def test_that_dragging_paints_onto_the_outline(edited: CanvasPanel) -> None:
    paint(edited, (200, 60), (230, 60))
    mask = mask_of(edited)
    assert mask[56:64, 200:230].all()
    assert mask[100:112, 80:160].all(), "what was outlined is kept"


def test_that_the_eraser_takes_away(edited: CanvasPanel) -> None:
    press(edited, Qt.Key.Key_E)
    paint(edited, (80, 106), (110, 106))
    mask = mask_of(edited)
    assert not mask[103:109, 82:108].any()
    assert mask[100:112, 125:160].all()


def test_that_shift_turns_the_brush_round_while_drawing(edited: CanvasPanel) -> None:
    paint(edited, (80, 106), (110, 106), modifiers=SHIFT)
    assert not mask_of(edited)[103:109, 82:108].any()
    press(edited, Qt.Key.Key_E)
    paint(edited, (80, 106), (110, 106), modifiers=SHIFT)
    assert mask_of(edited)[103:109, 82:108].all()


def test_that_strokes_are_undone_and_done_again_by_keys(edited: CanvasPanel) -> None:
    paint(edited, (200, 60), (230, 60))
    after = mask_of(edited).copy()
    press(edited, Qt.Key.Key_Z, CONTROL)
    assert (mask_of(edited) == bar()).all()
    press(edited, Qt.Key.Key_Y, CONTROL)
    assert (mask_of(edited) == after).all()
    press(edited, Qt.Key.Key_Z, CONTROL)
    press(edited, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (mask_of(edited) == after).all()


def test_that_undo_with_nothing_behind_it_stays_with_the_outline(edited: CanvasPanel) -> None:
    assert edited.undo_roi(), "else it would take a verdict back"


def test_that_an_end_of_the_length_line_is_dragged(edited: CanvasPanel) -> None:
    editor = edited.outline.editor
    assert editor is not None
    ends = longest_chord(bar())
    pull(edited, to=(220, 90))
    assert editor.drawn_line is not None
    moved = max(editor.drawn_line)
    assert moved == pytest.approx((220, 90), abs=1.0)
    assert min(editor.drawn_line) == min(ends)
    assert (editor.mask == bar()).all(), "a handle paints nothing"
    press(edited, Qt.Key.Key_Z, CONTROL)
    assert editor.drawn_line is None


def test_that_the_size_follows_keys_wheel_and_field(edited: CanvasPanel) -> None:
    tool, box = edited.outline.tool, edited.outline.bar.size_box
    press(edited, Qt.Key.Key_BracketRight)
    assert box.value() == tool.diameter_px == 12
    press(edited, Qt.Key.Key_BracketLeft)
    assert tool.diameter_px == 10
    wheel(edited, 1, CONTROL)
    assert tool.diameter_px == 12
    zoom = edited.view.zoom
    wheel(edited, 1, NONE)
    assert edited.view.zoom > zoom, "the wheel alone zooms"
    assert tool.diameter_px == 12
    box.setValue(33)
    assert tool.diameter_px == 33
    tool.set_diameter(1)
    press(edited, Qt.Key.Key_BracketLeft)
    assert tool.diameter_px == 1
    press(edited, Qt.Key.Key_BracketRight)
    assert tool.diameter_px == 2


def test_that_escape_gives_up_first_the_stroke_then_all(edited: CanvasPanel) -> None:
    told = cancelled(edited)
    send(edited, QEvent.Type.MouseButtonPress, at(edited, 200, 60))
    send(edited, QEvent.Type.MouseMove, at(edited, 230, 60))
    press(edited, Qt.Key.Key_Escape)
    assert (mask_of(edited) == bar()).all()
    assert not told
    press(edited, Qt.Key.Key_Escape)
    assert told == [True]


def test_that_enter_tells_what_was_drawn_once(edited: CanvasPanel) -> None:
    told = applied(edited)
    paint(edited, (200, 60), (230, 60))
    press(edited, Qt.Key.Key_Return)
    press(edited, Qt.Key.Key_Return)
    edited.outline.bar.apply.click()
    (drawn,) = told
    assert drawn.reason is OutlineReason.OUTLINE_DRAWN
    assert drawn.length_line_px is None
    assert drawn.corner_px == (80, 55)
    assert drawn.bits.shape == (57, 155)
    assert edited.outline.is_measuring


def test_that_nothing_changes_while_it_is_measured(edited: CanvasPanel) -> None:
    paint(edited, (200, 60), (230, 60))
    before, hint = mask_of(edited).copy(), edited.outline.bar.message.words
    press(edited, Qt.Key.Key_Return)
    paint(edited, (20, 20), (60, 60))
    press(edited, Qt.Key.Key_Z, CONTROL)
    assert (mask_of(edited) == before).all()
    assert edited.outline.bar.message.words != hint
    edited.outline.show_problem("This is why.")
    assert edited.outline.bar.message.words == "This is why."
    paint(edited, (20, 20), (60, 60))
    assert not (mask_of(edited) == before).all()


def test_that_a_pulled_line_alone_is_told_as_such(edited: CanvasPanel) -> None:
    told = applied(edited)
    pull(edited, to=(220, 90))
    press(edited, Qt.Key.Key_Enter)
    assert told[0].reason is OutlineReason.LENGTH_DRAWN
    assert told[0].length_line_px is not None


def test_that_an_emptied_mask_cannot_be_applied_and_that_is_said(edited: CanvasPanel) -> None:
    told = applied(edited)
    edited.outline.tool.set_diameter(60)
    edited.outline.tool.set_adds(False)
    paint(edited, (60, 106), (180, 106))
    assert not mask_of(edited).any()
    press(edited, Qt.Key.Key_Return)
    assert not told
    assert not edited.outline.bar.apply.isEnabled()
    assert edited.outline.bar.message.kind is MessageKind.WARNING
    assert edited.outline.bar.message.words
    assert edited.outline.is_on


def test_that_applying_without_a_change_is_leaving(edited: CanvasPanel) -> None:
    told, left = applied(edited), cancelled(edited)
    press(edited, Qt.Key.Key_Return)
    assert not told
    assert left == [True]


def test_that_a_place_without_an_outline_is_drawn_from_nothing(image: CanvasPanel) -> None:
    assert image.outline.begin(finding(BoxPx(0, 0, 40, 40), Outcome.HOLD))
    told = applied(image)
    assert not mask_of(image).any()
    image.outline.tool.set_diameter(20)
    paint(image, (1, 1), (30, 1))
    press(image, Qt.Key.Key_Return)
    assert told[0].corner_px == (0, 0), "cut off at the border of the image"


def test_that_a_mask_at_the_border_of_the_image_is_corrected(image: CanvasPanel) -> None:
    mask = np.zeros((SIZE[1], SIZE[0]), dtype=np.bool_)
    mask[230:, 300:] = True
    assert image.outline.begin(outlined(mask))
    image.outline.tool.set_diameter(9)
    told = applied(image)
    paint(image, (290, 239), (318, 238))
    press(image, Qt.Key.Key_Return)
    (drawn,) = told
    height, width = drawn.bits.shape
    assert (drawn.corner_px[0] + width, drawn.corner_px[1] + height) == SIZE


def test_that_other_keys_of_the_canvas_still_zoom_but_draw_no_rois(edited: CanvasPanel) -> None:
    press(edited, Qt.Key.Key_F)
    assert edited.view.is_fitted
    edited.set_roi_mode(True)
    assert not edited.is_roi_mode()
    paint(edited, (200, 60), (230, 60))
    assert edited.rois() == ()


def test_that_the_other_buttons_pan(edited: CanvasPanel) -> None:
    edited.zoom_by(8)
    before = edited.view.to_image(QPointF(0, 0))
    drag(edited, QPoint(100, 100), QPoint(150, 130), button=Qt.MouseButton.MiddleButton)
    assert edited.view.to_image(QPointF(0, 0)) != before
    assert (mask_of(edited) == bar()).all()


def test_that_another_image_ends_it(
    edited: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    told: list[bool] = []
    edited.outline.editing_changed.connect(told.append)
    show(make_picture("다른 부품.png"))
    assert not edited.outline.is_on
    assert not edited.outline.bar.isVisible()
    assert told == [False]


def test_that_leaving_the_window_in_a_stroke_keeps_what_is_drawn(edited: CanvasPanel) -> None:
    send(edited, QEvent.Type.MouseButtonPress, at(edited, 200, 60))
    send(edited, QEvent.Type.MouseMove, at(edited, 230, 60))
    edited.view.clearFocus()
    assert mask_of(edited)[56:64, 202:228].all()
    assert not edited.outline.tool.editor.is_busy if edited.outline.tool.editor else False


def test_that_the_bar_does_all_without_the_mouse_on_the_image(edited: CanvasPanel) -> None:
    bar_ = edited.outline.bar
    assert bar_.isVisible()
    paint(edited, (200, 60), (230, 60))
    checks: list[tuple[QAbstractButton, Callable[[], bool]]] = [
        (bar_.undo, lambda: bool((mask_of(edited) == bar()).all())),
        (bar_.redo, lambda: not (mask_of(edited) == bar()).all()),
        (bar_.erase, lambda: not edited.outline.tool.adds),
        (bar_.add, lambda: edited.outline.tool.adds),
    ]
    for button, check in checks:
        button.click()
        assert check()
        assert button.accessibleName()
        assert "(" in button.toolTip(), "with its shortcut"
    told = cancelled(edited)
    QTest.keyClick(bar_.size_box, Qt.Key.Key_Escape)
    bar_.cancel.click()
    assert told == [True, True]
