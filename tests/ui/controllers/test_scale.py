"""From a click on mm to lengths in mm on the screen and in the record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.domain.scales import ScaleSource
from core.services.requests import BOARD
from core.settings.calibrations import Calibration
from core.settings.profiles import add_calibration, load_profile
from tests.core.measure.scale.boards import board
from tests.ui.controllers.place import PRODUCT, ROI, Place
from ui.dialogs.scale import ScaleDialog


def open_dialog(place: Place) -> ScaleDialog:
    place.work.window.actions_.millimetres.trigger()
    dialog = place.dialog(ScaleDialog)
    assert isinstance(dialog, ScaleDialog)
    return dialog


def stored(place: Place) -> tuple[Calibration, ...]:
    return load_profile(place.data_dir, PRODUCT).millimetres.active()


def keep(place: Place, dialog: ScaleDialog) -> Calibration:
    """Press the button, and wait until it has its effect."""
    before = len(stored(place))
    dialog.keep_button.click()
    place.wait(lambda: len(stored(place)) > before)
    place.wait(lambda: dialog.current is not None)
    return stored(place)[0]


def click(place: Place, x: float, y: float) -> None:
    view = place.work.canvas.view
    at = view.viewportTransform().map(QPointF(x, y)).toPoint()
    QTest.mouseClick(place.work.scale.picker, Qt.MouseButton.LeftButton, pos=at)


def test_that_two_clicks_and_a_distance_make_lengths_in_mm(place: Place) -> None:
    (path,) = place.open(1)
    assert place.work.scale.bar.words == ""
    dialog = open_dialog(place)
    dialog.points.pick.click()
    assert not dialog.isVisible()
    place.wait(lambda: place.work.scale.picker.is_picking)
    click(place, 10, 20)
    click(place, 110, 20)
    assert dialog.isVisible()
    dialog.points.distance.setValue(10.0)
    made = keep(place, dialog)
    assert made.mm_per_px == pytest.approx(0.1, rel=0.02)
    assert (made.source, made.size_px) == (ScaleSource.POINTS, (128, 96))
    assert made.made_by == "김하늘"
    assert place.work.scale.bar.words.endswith(" mm")
    dialog.reject()

    place.draw(ROI)
    place.wait_ready(path)
    place.work.examining.inspect_now()
    place.wait_ready(path)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    worst = shown.inspection.worst
    assert worst is not None
    assert worst.scale is not None
    assert worst.scale.scale == made.scale()
    place.wait(lambda: any(place.story(line.record_id).inspection.findings[0].scale
                           for line in place.lines()))  # fmt: skip


def test_that_escape_brings_the_dialog_back(place: Place) -> None:
    place.open(1)
    dialog = open_dialog(place)
    dialog.points.pick.click()
    place.wait(lambda: place.work.scale.picker.is_picking)
    QTest.keyClick(place.work.scale.picker, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert stored(place) == ()


def test_that_another_image_ends_the_picking(place: Place) -> None:
    _, second = place.open(2)
    dialog = open_dialog(place)
    dialog.points.pick.click()
    place.wait(lambda: place.work.scale.picker.is_picking)
    click(place, 10, 20)
    assert place.work.browser.select(second)
    place.wait(dialog.isVisible)
    assert not place.work.scale.picker.is_picking


def test_that_correcting_an_outline_ends_the_picking(place: Place) -> None:
    place.open(1)
    place.draw(ROI)
    place.wait(place.work.window.actions_.outline.isEnabled)
    dialog = open_dialog(place)
    dialog.points.pick.click()
    place.wait(lambda: place.work.scale.picker.is_picking)
    place.work.window.actions_.outline.trigger()
    assert place.work.canvas.outline.is_on
    assert not place.work.scale.picker.is_picking
    assert not dialog.isVisible()


def test_that_a_checkerboard_is_measured_by_the_host(place: Place) -> None:
    place.open(1)
    level, tilted = place.folder.parent / "보드 1.png", place.folder.parent / "기운 보드.png"
    Image.fromarray(board(side_px=40)).save(level)
    Image.fromarray(board(tilt_deg=20)).save(tilted)
    dialog = open_dialog(place)
    dialog.pages.setCurrentWidget(dialog.board)
    dialog.board.square.setValue(4.0)
    for path in (tilted, level):
        dialog.board.take(path)
        place.wait(lambda: place.client.jobs[-1].task.name == BOARD)
        place.client.work(job=place.client.jobs[-1])
        place.wait(lambda: bool(dialog.board.message.words) or dialog.board.found is not None)
        if path is tilted:
            assert "기울어져" in dialog.board.message.words
            assert dialog.board.found is None
    found = dialog.board.found
    assert found is not None
    assert found.mm_per_px == pytest.approx(0.1, rel=0.003)
    dialog.keep_button.click()
    place.wait(lambda: len(stored(place)) == 1)
    # The board's picture has another size than the image: no bar, and a word about it.
    assert stored(place)[0].size_px == (700, 560)
    place.wait(lambda: "700×560" in dialog.words)
    assert place.work.scale.bar.words == ""


def test_that_a_retired_calibration_takes_the_bar_away(place: Place) -> None:
    made = Calibration(
        id="mm-1",
        made_at=datetime.now(UTC),
        source=ScaleSource.NUMBER,
        mm_per_px=0.1,
        size_px=(128, 96),
    )
    add_calibration(place.data_dir, PRODUCT, made)
    place.work.products.reload()
    place.open(1)
    place.wait(lambda: place.work.scale.bar.words != "")
    dialog = open_dialog(place)
    assert dialog.current == made
    dialog.retire_button.click()
    place.wait(lambda: place.work.scale.bar.words == "")
    assert dialog.current is None
    assert load_profile(place.data_dir, PRODUCT).millimetres.calibrations == (made,)


def test_that_the_age_limit_is_kept(place: Place) -> None:
    place.open(1)
    dialog = open_dialog(place)
    dialog.limit.setValue(30)
    place.wait(lambda: load_profile(place.data_dir, PRODUCT).millimetres.limit_days == 30)
