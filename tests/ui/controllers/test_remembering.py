from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.domain.outcomes import Outcome
from core.errors import RecordsError
from core.records.history import History
from tests.ui.controllers.place import Place
from ui.models.entry_filter import EntryFilter
from ui.values import EntryState, SeenState


def turn_to(place: Place, folder: Path, n: int) -> None:
    place.folder = folder
    if not folder.is_dir():
        place.write(n)
    place.work.open_paths((folder,))
    browser = place.work.browser
    place.wait(lambda: browser.folder() == folder and len(browser.shown_paths()) == n)


def forget_and_reopen(place: Place, n: int) -> None:
    """Open another folder and the first one again, with a host that says nothing any more."""
    place.wait_written()
    place.client.is_prompt = False
    home = place.folder
    turn_to(place, home.parent / "다른 폴더", 1)
    turn_to(place, home, n)
    place.wait(lambda: place.work.remembering.is_done)


def test_that_a_folder_shows_what_people_and_the_program_said_before(place: Place) -> None:
    first, second, third = place.open(3)
    place.judge(Outcome.NG)
    place.go_to(second)
    forget_and_reopen(place, 3)
    judged, scored, untouched = (place.state(path) for path in (first, second, third))
    assert (judged.seen, judged.outcome, judged.verdict, judged.corrected) == (
        SeenState.DONE,
        Outcome.HOLD,
        Outcome.NG,
        True,
    )
    assert (scored.outcome, scored.verdict, scored.corrected) == (Outcome.HOLD, None, False)
    assert judged.suspicion == scored.suspicion
    assert untouched == EntryState()
    newest = {line.file: line.record_id for line in place.lines()}
    assert [judged.record_id, scored.record_id] == [newest[str(first)], newest[str(second)]]


def test_that_filters_know_it_too(place: Place) -> None:
    first, second = place.open(2)
    place.judge(Outcome.NG)
    forget_and_reopen(place, 2)
    model = place.work.browser.model
    assert {group: model.count(group) for group in (EntryFilter.NG, EntryFilter.CORRECTED)} == {
        EntryFilter.NG: 1,
        EntryFilter.CORRECTED: 1,
    }
    place.work.browser.images.set_filter(EntryFilter.UNDECIDED)
    place.wait(lambda: second in place.work.browser.shown_paths())
    assert place.work.browser.images.position_of(first) in {0, None}  # held while it is shown


def test_that_an_unreadable_image_is_known_with_its_reason(place: Place) -> None:
    place.write(1)
    broken = place.folder / "부품 900.png"
    broken.write_bytes(b"no image")
    place.open_folder(2)
    place.wait(lambda: place.work.examining.is_ready)
    place.work.runs.start((broken,))
    place.client.work()
    place.wait(lambda: place.state(broken).seen is SeenState.UNREADABLE)
    forget_and_reopen(place, 2)
    state = place.state(broken)
    assert (state.seen, state.outcome) == (SeenState.UNREADABLE, Outcome.HOLD)
    assert state.problem


def test_that_a_file_that_was_replaced_since_has_not_been_seen(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    info = path.stat()
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + 1_000_000_000))
    forget_and_reopen(place, 1)
    assert place.state(path) == EntryState()


def test_that_another_product_has_states_of_its_own(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.client.is_prompt = False
    own = place.desk.product
    place.desk.choose_product("다른 제품")
    place.wait(lambda: place.state(path) == EntryState())
    place.wait(lambda: place.work.remembering.is_done)
    assert place.state(path) == EntryState()
    place.desk.choose_product(own)
    place.wait(lambda: place.state(path).verdict is Outcome.NG)


def test_that_nothing_remembered_replaces_what_was_said_since(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.work.examining.states.note_remembered(
        path, EntryState(SeenState.DONE, Outcome.OK, Outcome.OK), place.desk.product
    )
    assert place.state(path).verdict is Outcome.NG


def test_that_an_image_that_waits_in_a_run_stays_waiting(place: Place) -> None:
    states = place.work.examining.states
    path = Path("/없는 폴더/1.png")
    states.note_running([path])
    states.note_remembered(path, EntryState(SeenState.DONE, Outcome.NG), place.desk.product)
    assert place.state(path).seen is SeenState.RUNNING
    states.note_left([path])
    assert place.state(path).seen is SeenState.DONE


def test_that_a_large_folder_is_read_in_pieces_and_completely(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.controllers.remembering.CHUNK", 2)
    paths = place.open(5)
    for path in paths[1:]:
        place.go_to(path)
    forget_and_reopen(place, 5)
    assert [place.state(path).outcome for path in paths] == [Outcome.HOLD] * 5


def test_that_records_that_cannot_be_read_are_told_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecordsError("records_io", file="a", problem="b")

    monkeypatch.setattr(History, "standings", fail)
    monkeypatch.setattr("ui.controllers.remembering.CHUNK", 1)
    told: list[object] = []
    place.desk.failed.connect(told.append)
    place.open(3)
    place.wait(lambda: place.work.remembering.is_done)
    assert len(told) == 1
    assert place.work.examining.is_ready
