from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from core.domain.outcomes import Outcome
from core.errors import RecordsError
from core.records.history import History
from core.settings.app_settings import load_settings
from tests.ui.controllers.place import ROI, Place, answer_reason
from ui.controllers import recording
from ui.controllers.recording import StandingRecord
from ui.dialogs.operator import OperatorDialog
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.widgets.verdict.save_line import SaveState


def test_that_a_verdict_is_saved_with_who_gave_it(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG, reason="실제 스크래치")
    assert place.is_save_line(SaveState.SAVING)
    assert path.name in place.save_words
    (line,) = place.lines()
    assert place.is_save_line(SaveState.SAVED)
    assert line.current_verdict is Outcome.NG
    assert line.operator == "김하늘"
    (verdict,) = place.story(line.record_id).verdicts
    assert (verdict.reason, verdict.context.station) == ("실제 스크래치", "2라인")
    assert place.state(path).verdict is Outcome.NG


def test_that_inspection_and_verdict_are_written_by_one_task(place: Place) -> None:
    (path,) = place.open(1)
    place.draw(ROI)
    place.wait_ready(path)
    place.wait_written()
    names: list[tuple[str, ...]] = []
    place.desk.storage.state_changed.connect(lambda _: names.append(place.desk.storage.unwritten))
    place.judge(Outcome.NG)
    newest = place.lines()[0]
    assert newest.current_verdict is Outcome.NG
    written = {name for each in names for name in each}
    assert f"{path.name}: NG" in written
    # What a model saw on the ROI follows once there is a record; nothing else is written.
    assert written <= {f"{path.name}: NG", f"{path.name}: 설명"}


def test_that_a_correction_keeps_the_first_verdict(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.judge(Outcome.OK, reason="조명 그림자")
    (line,) = place.lines()
    assert (line.first_verdict, line.current_verdict) == (Outcome.NG, Outcome.OK)
    assert line.corrected
    assert place.state(path).corrected
    place.wait(lambda: place.state(path).verdict is Outcome.OK)


def test_that_taking_a_verdict_back_is_a_new_row(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.work.verdicts.undo()
    (line,) = place.lines()
    assert line.current_verdict is None
    given, taken_back = place.story(line.record_id).verdicts
    assert given.is_retracted
    assert taken_back.retracts_id == given.verdict_id
    assert place.state(path).verdict is None
    assert place.is_intact()


def test_that_undo_goes_back_one_verdict_at_a_time_and_shows_its_image(place: Place) -> None:
    first, second = place.open(2)
    place.judge(Outcome.NG)
    place.go_to(second)
    place.judge(Outcome.NG)
    place.go_to(first)
    place.work.verdicts.undo()
    place.wait_ready(second)
    place.work.verdicts.undo()
    place.wait_ready(first)
    place.wait_written()
    assert {line.current_verdict for line in place.lines()} == {None}
    place.work.verdicts.undo()  # nothing is left: nothing happens
    assert {line.current_verdict for line in place.lines()} == {None}


def test_that_undo_prefers_a_roi_that_was_just_drawn(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.draw(ROI)
    place.wait_ready(path)
    place.work.verdicts.undo()
    assert place.work.canvas.rois() == ()
    place.wait_ready(path)
    assert place.lines()[0].current_verdict is Outcome.NG
    place.work.verdicts.undo()
    assert place.lines()[0].current_verdict is None


def test_that_a_verdict_makes_its_rois_final(place: Place) -> None:
    (path,) = place.open(1)
    place.draw(ROI)
    place.wait_ready(path)
    place.judge(Outcome.NG)
    place.work.verdicts.undo()
    assert place.work.canvas.rois() == (ROI,)
    assert place.lines()[0].current_verdict is None


def test_that_undo_means_the_verdict_that_is_still_being_saved(impatient_place: Place) -> None:
    place = impatient_place
    first, second = place.open(2)
    place.judge(Outcome.NG)
    place.go_to(second)
    place.wait_written()
    with place.locked():
        place.judge(Outcome.HOLD)
        place.wait(lambda: bool(place.desk.storage.state.unsaved))
        place.work.verdicts.undo()
        assert place.state(second).verdict is None
    place.desk.storage.retry()
    newest, oldest = place.lines()
    assert (newest.file, newest.current_verdict) == (str(second), None)
    assert (oldest.file, oldest.current_verdict) == (str(first), Outcome.NG)
    assert len(place.story(newest.record_id).verdicts) == 2


def test_that_accepting_goes_on_to_the_next_undecided_image(place: Place) -> None:
    place.write(3)
    place.teach()
    place.open_folder(3)
    first, second, third = place.work.browser.shown_paths()
    place.wait_ready(first)
    assert place.state(first).outcome is Outcome.OK
    place.go_to(second)
    place.judge(Outcome.OK)
    place.go_to(first)
    place.work.verdict_bar.accept()
    place.wait_ready(third)
    place.work.verdict_bar.accept()  # the last one: nothing undecided is left
    verdicts = {line.file: line.current_verdict for line in place.lines()}
    assert verdicts == {str(path): Outcome.OK for path in (first, second, third)}


def test_that_accepting_does_not_come_back_to_what_is_still_being_saved(
    impatient_place: Place,
) -> None:
    place = impatient_place
    place.write(2)
    place.teach()
    place.open_folder(2)
    first, second = place.work.browser.shown_paths()
    place.wait_ready(first)
    place.go_to(second)
    place.go_to(first)
    place.wait_written()
    with place.locked():
        place.work.verdict_bar.accept()
        place.wait_ready(second)
        place.work.verdict_bar.accept()
        place.qtbot.wait(100)
        assert place.shown_path == second
        assert place.is_save_line(SaveState.UNSAVED)
    place.desk.storage.retry()
    assert {line.current_verdict for line in place.lines()} == {Outcome.OK}
    assert place.is_save_line(SaveState.SAVED)


def test_that_the_operator_is_asked_before_the_first_verdict_and_the_verdict_waits(
    place: Place,
) -> None:
    place.desk.change_settings({"operator": "", "station": ""})
    (path,) = place.open(1)
    place.judge(Outcome.HOLD)
    dialog = place.dialog(OperatorDialog)
    assert place.lines()[0].current_verdict is None
    place.work.verdicts.ask_operator()
    assert place.dialog(OperatorDialog) is dialog  # asked once
    assert isinstance(dialog, OperatorDialog)
    for field, name in zip(dialog.findChildren(QLineEdit), ("이도윤", "3라인"), strict=True):
        field.setText(name)
    dialog.accept()
    place.judge(Outcome.HOLD)  # asked for its reason, if it needs one
    (line,) = place.lines()
    assert line.current_verdict is Outcome.HOLD
    assert place.story(line.record_id).verdicts[0].context.operator == "이도윤"
    assert place.state(path).verdict is Outcome.HOLD
    assert load_settings(place.data_dir).operator == "이도윤"


def test_that_a_recent_operator_is_switched_to_in_one_click(place: Place) -> None:
    (path,) = place.open(1)
    place.work.verdict_bar.operator_chosen.emit("박서연")
    place.judge(Outcome.HOLD)
    (line,) = place.lines()
    assert place.story(line.record_id).verdicts[0].context.operator == "박서연"
    assert place.state(path).verdict is Outcome.HOLD


def test_that_the_lot_holds_and_the_part_id_goes_with_its_part(place: Place) -> None:
    first, second = place.open(2)
    bar = place.work.verdict_bar
    bar.lot_changed.emit("L-7")
    bar.enter_part_id("P-001")
    place.judge(Outcome.NG)
    place.go_to(second)
    place.judge(Outcome.NG)
    newest, oldest = (place.story(line.record_id).verdicts[0].context for line in place.lines())
    assert (oldest.lot, oldest.part_id) == ("L-7", "P-001")
    assert (newest.lot, newest.part_id) == ("L-7", "")
    assert place.state(first).verdict is Outcome.NG


def test_that_a_part_id_scanned_before_its_image_is_kept_for_it(place: Place) -> None:
    _, second = place.open(2)
    place.work.verdict_bar.enter_part_id("P-002")
    place.go_to(second)
    place.judge(Outcome.NG)
    assert place.story(place.lines()[0].record_id).verdicts[0].context.part_id == "P-002"


def test_that_a_verdict_on_a_locked_database_is_kept_shown_and_written_later(
    impatient_place: Place,
) -> None:
    place = impatient_place
    (path,) = place.open(1)
    place.wait_written()
    with place.locked():
        place.judge(Outcome.NG)
        place.wait(lambda: place.is_save_line(SaveState.UNSAVED))
        assert place.desk.storage.state.unsaved == (f"{path.name}: NG",)
        assert place.state(path).verdict is Outcome.NG
        assert place.work.window.status.unsaved == (f"{path.name}: NG",)
    place.desk.storage.retry()
    (line,) = place.lines()
    assert line.current_verdict is Outcome.NG
    assert place.is_save_line(SaveState.SAVED)
    assert len(place.story(line.record_id).verdicts) == 1


def test_that_a_verdict_that_was_written_is_not_written_again_when_reading_it_fails(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open(1)
    place.wait_written()
    read = recording.standing_of
    calls: list[str] = []

    def stumble(history: History, record_id: str) -> StandingRecord:
        calls.append(record_id)
        # The first reading is that of the record that stands already, the second comes after.
        if len(calls) == 2:
            raise RecordsError("records_io", file="a", problem="b")
        return read(history, record_id)

    monkeypatch.setattr(recording, "standing_of", stumble)
    place.judge(Outcome.NG)
    place.wait(lambda: place.is_save_line(SaveState.UNSAVED))
    place.desk.storage.retry()
    (line,) = place.lines()
    assert len(place.story(line.record_id).verdicts) == 1


def test_that_a_verdict_that_can_never_be_written_does_not_stand(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = place.open(1)
    place.wait_written()

    def refuse(*_: object, **__: object) -> None:
        raise RecordsError("record_unknown", record_id="x")

    monkeypatch.setattr("ui.controllers.verdicts.write_verdict", refuse)
    place.judge(Outcome.NG)
    place.wait(lambda: place.is_save_line(SaveState.UNSAVED))
    assert place.state(path).verdict is None
    place.work.verdicts.undo()
    assert place.lines()[0].current_verdict is None
    assert place.desk.storage.unwritten == ()


def test_that_a_verdict_given_while_scores_are_renewed_is_about_what_was_seen(
    place: Place,
) -> None:
    (path,) = place.open(1)
    place.work.verdict_bar.give(Outcome.NG)
    dialog = place.dialog(OverrideReasonDialog)
    assert isinstance(dialog, OverrideReasonDialog)
    place.client.is_prompt = False
    place.work.examining.refresh()
    answer_reason(dialog, "실제 결함")
    place.client.is_prompt = True
    place.client.work()
    place.wait_ready(path)
    assert place.lines()[0].current_verdict is Outcome.NG
