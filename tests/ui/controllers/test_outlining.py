from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.corrections import OutlineReason
from core.domain.outcomes import Outcome
from core.domain.regions import RegionSource
from tests.ui.controllers.drawing import (
    apply,
    asked,
    begin,
    editing,
    mask_of,
    paint,
    press_enter,
    program_finding,
    shown_finding,
)
from tests.ui.controllers.place import ROI, Place
from ui.widgets.description.facts import FactId, facts_of

PATIENCE_MS = 30_000


def test_that_a_corrected_outline_is_measured_shown_and_recorded(drawn: Place) -> None:
    path = drawn.shown_path
    assert path is not None
    begin(drawn)
    paint(drawn)
    drawn_mask = editing(drawn).mask.copy()
    apply(drawn)
    found = shown_finding(drawn)
    assert found.outline is not None
    assert found.outline.source is RegionSource.CORRECTED
    assert (mask_of(found) == drawn_mask).all()
    assert found.measurement.area_px == drawn_mask.sum()
    assert not program_finding(drawn).is_corrected, "what the program said is judged and recorded"
    line = drawn.lines()[0]
    assert line.corrected_area_px == drawn_mask.sum()
    assert line.outline_corrected_by == "김하늘"
    (stored,) = drawn.story(line.record_id).outlines
    assert stored.correction.reason is OutlineReason.OUTLINE_DRAWN
    assert stored.context.station == "2라인"
    assert drawn.story(line.record_id).inspection.findings[0] == program_finding(drawn)
    assert drawn.is_intact()


def test_that_pane_and_facts_say_whose_outline_it_is(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    apply(drawn)
    shown = drawn.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    facts = {fact.id: fact.value for fact in facts_of(shown.inspection, shown_finding(drawn), "ko")}
    assert facts[FactId.CORRECTED] == "검사자가 수정"
    sentences = shown_finding(drawn).sentences
    assert sentences is not None
    assert sentences.ko.normal in drawn.work.description.shown_text()
    assert "검사자가 수정한 외곽선" in drawn.work.description.shown_text()


def test_that_it_is_shown_again_after_the_folder_is_opened_again(
    drawn: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn.shown_path
    assert path is not None
    begin(drawn)
    paint(drawn)
    apply(drawn)
    before = shown_finding(drawn)
    drawn.wait_written()
    drawn.end()
    drawn.start(monkeypatch)
    drawn.open_folder(2)
    drawn.go_to(path)
    drawn.wait(lambda: bool(drawn.work.canvas.rois()))
    drawn.wait(lambda: any(found.is_corrected for found in drawn.work.canvas.view.findings))
    again = shown_finding(drawn)
    assert again.outline == before.outline
    assert again.measurement == before.measurement
    assert drawn.work.canvas.rois() == (ROI,)


def test_that_other_images_do_not_show_it(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    apply(drawn)
    drawn.wait_written()
    other = drawn.folder / "부품 001.png"
    drawn.go_to(other)
    drawn.wait_written()
    assert not any(found.is_corrected for found in drawn.work.canvas.view.findings)


def test_that_cancelling_keeps_everything_as_it_was(drawn: Place) -> None:
    before = drawn.work.canvas.view.findings
    n_lines = len(drawn.lines())
    begin(drawn)
    paint(drawn)
    QTest.keyClick(drawn.work.canvas.view, Qt.Key.Key_Escape)
    assert not drawn.work.canvas.outline.is_on
    assert drawn.work.canvas.view.findings == before
    assert not asked(drawn)
    assert len(drawn.lines()) == n_lines
    assert not drawn.work.outlines.unfinished


def test_that_no_verdict_is_possible_while_an_outline_is_corrected(drawn: Place) -> None:
    begin(drawn)
    assert not drawn.work.examining.is_ready
    drawn.press(Qt.Key.Key_O, text="o")
    QTest.qWait(150)
    assert drawn.state(drawn.shown_path or Path()).verdict is None
    QTest.keyClick(drawn.work.canvas.view, Qt.Key.Key_Escape)
    assert drawn.work.examining.is_ready


def test_that_undo_while_correcting_takes_no_verdict_back(drawn: Place) -> None:
    path = drawn.shown_path
    assert path is not None
    drawn.judge(Outcome.NG)
    drawn.wait_written()
    drawn.wait(lambda: drawn.work.examining.is_ready)
    begin(drawn)
    drawn.work.verdicts.undo()
    drawn.wait_written()
    assert drawn.state(path).verdict is Outcome.NG


def test_that_pressing_apply_twice_measures_and_records_once(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    press_enter(drawn)
    press_enter(drawn)
    drawn.work.canvas.outline.bar.apply.click()
    drawn.wait(lambda: bool(asked(drawn)))
    drawn.client.work()
    drawn.wait(lambda: not drawn.work.canvas.outline.is_on)
    assert len(asked(drawn)) == 1
    assert len(drawn.story(drawn.lines()[0].record_id).outlines) == 1


def test_that_the_keys_reach_it_past_those_of_the_verdicts(drawn: Place) -> None:
    view = drawn.work.canvas.view
    drawn.wait(drawn.work.window.actions_.outline.isEnabled)
    drawn.press(Qt.Key.Key_L)
    drawn.wait(lambda: drawn.work.canvas.outline.is_on)
    before = editing(drawn).mask.copy()
    paint(drawn)
    drawn.press(Qt.Key.Key_E)
    drawn.wait(lambda: not drawn.work.canvas.outline.tool.adds)
    size = drawn.work.canvas.outline.tool.diameter_px
    drawn.press(Qt.Key.Key_BracketRight)
    drawn.wait(lambda: drawn.work.canvas.outline.tool.diameter_px > size)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    drawn.wait(lambda: bool((editing(drawn).mask == before).all()))


def test_that_a_second_correction_starts_from_the_first(drawn: Place) -> None:
    begin(drawn)
    paint(drawn)
    apply(drawn)
    first = mask_of(shown_finding(drawn))
    begin(drawn)
    assert (editing(drawn).mask == first).all()
    paint(drawn, x=10.0, adds=False)
    apply(drawn)
    outlines = drawn.story(drawn.lines()[0].record_id).outlines
    assert outlines[1].corrects_id == outlines[0].correction_id
    assert shown_finding(drawn).outline == outlines[1].correction.outline


def test_that_what_was_erased_completely_cannot_be_applied(drawn: Place) -> None:
    begin(drawn)
    editor = editing(drawn)
    paint(drawn)
    editor.begin_stroke((0.0, 0.0), adds=False, diameter_px=400)
    editor.finish_stroke()
    press_enter(drawn)
    assert editor.is_empty
    assert not asked(drawn)
    assert drawn.work.canvas.outline.bar.message.words


def test_that_a_corrected_outline_stays_at_its_place_when_the_roi_is_moved(drawn: Place) -> None:
    told: list[str] = []
    drawn.work.outlines.told.connect(told.append)
    view = drawn.work.canvas.view
    begin(drawn)
    paint(drawn)
    apply(drawn)
    before = shown_finding(drawn)
    drawn.wait_written()
    view.editor.select(0)
    _change(drawn, lambda: view.editor.nudge(9, 0))
    moved = replace(ROI, x=ROI.x + 9)
    drawn.wait(lambda: program_finding(drawn).region.box == moved, timeout_ms=PATIENCE_MS)
    drawn.wait(lambda: bool(told))
    (words,) = told
    assert "옮기거나 바꾼 ROI에는 적용되지 않습니다" in words
    assert not shown_finding(drawn).is_corrected
    (stored,) = drawn.story(drawn.lines()[0].record_id).outlines
    assert (stored.correction.place, stored.correction.outline) == (ROI, before.outline)
    _change(drawn, view.editor.undo)
    drawn.wait(lambda: shown_finding(drawn).is_corrected, timeout_ms=PATIENCE_MS)
    assert shown_finding(drawn).outline == before.outline
    drawn.go_to(drawn.folder / "부품 001.png")
    drawn.wait_written()
    assert told == [words], "another image has nothing to do with it"
    assert drawn.is_intact()


def test_that_an_outline_that_was_corrected_is_not_told_as_left_when_the_image_is_scored_again(
    drawn: Place,
) -> None:
    told: list[str] = []
    drawn.work.outlines.told.connect(told.append)
    begin(drawn)
    paint(drawn)
    apply(drawn)
    shown = drawn.work.examining.shown
    drawn.work.examining.refresh()
    drawn.wait(lambda: drawn.work.examining.shown is not shown, timeout_ms=PATIENCE_MS)
    drawn.wait(lambda: shown_finding(drawn).is_corrected, timeout_ms=PATIENCE_MS)
    assert told == []


def _change(place: Place, change: Callable[[], bool]) -> None:
    """Change the ROIs as a person does."""
    assert change()
    view = place.work.canvas.view
    view.rois_changed.emit(view.editor.rois)
