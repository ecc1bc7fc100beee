from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.domain.corrections import OutlineReason
from core.domain.inspections import Finding
from core.domain.outcomes import Outcome
from core.domain.regions import RegionSource
from core.host.messages import Job
from core.jobs.events import Failure
from core.measure.run_lengths import decode_mask
from core.services.requests import OUTLINE
from tests.ui.controllers.place import ROI, Place
from ui.widgets.canvas.mask_editor import MaskEditor
from ui.widgets.description.facts import FactId, facts_of


def editing(place: Place) -> MaskEditor:
    editor = place.work.canvas.outline.editor
    assert editor is not None
    return editor


def begin(place: Place) -> None:
    """Begin as a person does."""
    action = place.work.window.actions_.outline
    place.wait(action.isEnabled)
    action.trigger()
    assert place.work.canvas.outline.is_on


def paint(place: Place, *, x: float = 30.0, adds: bool = True, size: int = 6) -> None:
    """Draw a stroke of 30 px to the right."""
    editor = editing(place)
    editor.begin_stroke((x, 40.0), adds=adds, diameter_px=size)
    editor.stroke_to((x + 30, 40.0))
    editor.finish_stroke()


def asked(place: Place) -> list[Job]:
    return [job for job in place.client.jobs if job.task.name == OUTLINE]


def press_enter(place: Place) -> None:
    QTest.keyClick(place.work.canvas.view, Qt.Key.Key_Return)


def apply(place: Place) -> None:
    """Press Enter and let the host measure."""
    n = len(asked(place))
    press_enter(place)
    place.wait(lambda: len(asked(place)) > n)
    place.client.work()
    place.wait(lambda: not place.work.canvas.outline.is_on)


def shown_finding(place: Place, index: int = 0) -> Finding:
    """Return the finding as the canvas shows it."""
    return place.work.canvas.view.findings[index]


def program_finding(place: Place) -> Finding:
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    return shown.inspection.findings[0]


def mask_of(finding: Finding) -> np.ndarray:
    assert finding.outline is not None
    assert finding.outline.mask is not None
    return decode_mask(finding.outline.mask)


@pytest.fixture
def drawn(place: Place) -> Place:
    """Return the window with an image on which a ROI was drawn and scored."""
    place.open(2)
    place.draw(ROI)
    place.wait(lambda: len(place.client.examined()) > 1 and place.work.examining.is_ready)
    return place


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
