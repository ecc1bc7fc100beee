from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.domain.regions import RegionSource
from core.jobs.events import Failure
from tests.ui.controllers.drawing import (
    apply,
    asked,
    begin,
    editing,
    paint,
    press_enter,
    program_finding,
    shown_finding,
)
from tests.ui.controllers.place import ROI, Place


def test_that_a_failure_is_said_and_drawing_goes_on(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    mask = editing(drawn).mask.copy()
    press_enter(drawn)
    drawn.wait(lambda: bool(asked(drawn)))
    drawn.client.fail(Failure("host_died", {"exit_code": -9}))
    bar = drawn.work.canvas.outline.bar
    drawn.wait(bar.apply.isEnabled)
    assert (editing(drawn).mask == mask).all()
    assert drawn.desk.words_of(Failure("host_died", {"exit_code": -9}).as_error()) in (
        bar.message.words
    )
    apply(drawn)
    assert shown_finding(drawn).is_corrected


def test_that_escape_while_measuring_goes_back_to_drawing(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    press_enter(drawn)
    drawn.wait(lambda: bool(asked(drawn)))
    QTest.keyClick(drawn.work.canvas.view, Qt.Key.Key_Escape)
    assert drawn.work.canvas.outline.is_on
    assert not drawn.work.canvas.outline.is_measuring
    drawn.client.late(asked(drawn)[0], [shown_finding(drawn)])
    drawn.wait_written()
    assert not shown_finding(drawn).is_corrected
    apply(drawn)
    assert shown_finding(drawn).is_corrected


def test_that_an_unfinished_outline_is_kept_for_its_image(drawn: Place) -> None:
    path = drawn.shown_path
    assert path is not None
    told: list[str] = []
    drawn.work.outlines.told.connect(told.append)
    begin(drawn)
    paint(drawn)
    mask = editing(drawn).mask.copy()
    drawn.go_to(drawn.folder / "부품 001.png")
    assert not drawn.work.canvas.outline.is_on
    assert path.name in told[0]
    assert drawn.work.outlines.unfinished == (path.name,)
    drawn.go_to(path)
    drawn.draw(ROI)
    drawn.wait(lambda: program_finding(drawn).region.source is RegionSource.DRAWN)
    begin(drawn)
    assert (editing(drawn).mask == mask).all()
    apply(drawn)
    assert not drawn.work.outlines.unfinished


def test_that_what_was_applied_is_recorded_although_the_image_is_left(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    press_enter(drawn)
    drawn.wait(lambda: bool(asked(drawn)))
    other = drawn.folder / "부품 001.png"
    drawn.go_to(other)
    drawn.client.work()
    drawn.wait(lambda: drawn.work.outlines.unfinished == ())
    drawn.wait(lambda: any(line.outline_corrected_by for line in drawn.lines()))
    assert not any(found.is_corrected for found in drawn.work.canvas.view.findings)


def test_that_closing_asks_while_an_outline_is_unfinished(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    drawn.work.window.close()
    box = drawn.work.outlines.closing.box
    assert isinstance(box, QMessageBox)
    path = drawn.shown_path
    assert path is not None
    assert path.name in box.informativeText()
    drawn.work.window.close()
    assert drawn.work.outlines.closing.box is box, "asked once at a time"
    _press(box, lambda words: "Keep" in words or "계속" in words)
    drawn.wait(lambda: drawn.work.outlines.closing.box is None)
    assert drawn.work.window.isVisible()
    assert drawn.work.canvas.outline.is_on
    drawn.work.window.close()
    again = drawn.work.outlines.closing.box
    assert again is not None
    _press(again, lambda words: "without" in words or "닫기" in words)
    drawn.wait(lambda: not drawn.work.window.isVisible())


def test_that_closing_without_anything_unfinished_asks_nothing(drawn: Place) -> None:
    begin(drawn)
    drawn.work.window.close()
    assert drawn.work.outlines.closing.box is None
    drawn.wait(lambda: not drawn.work.window.isVisible())


def test_that_a_correction_waits_for_a_locked_database(impatient_place: Place) -> None:
    place = impatient_place
    place.open(1)
    place.draw(ROI)
    place.wait(lambda: len(place.client.examined()) > 1 and place.work.examining.is_ready)
    place.wait_written()
    begin(place)
    paint(place)
    with place.locked():
        apply(place)
        place.wait(lambda: bool(place.desk.storage.state.unsaved))
        assert shown_finding(place).is_corrected
    place.desk.storage.retry()
    place.wait_written()
    assert place.lines()[0].outline_corrected_by == "김하늘"


def _press(box: QMessageBox, is_it: Callable[[str], bool]) -> None:
    next(each for each in box.findChildren(QPushButton) if is_it(each.text())).click()
