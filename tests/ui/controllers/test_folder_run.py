from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from core.domain.outcomes import Outcome
from core.host.messages import HostReady
from core.jobs.events import Failure
from tests.ui.controllers.place import PRODUCT, Place
from ui.controllers.folder_run import UPDATE_MS
from ui.values import SeenState
from ui.widgets.job_values import FolderRunState, RunPhase

_NUMBERS = 12


def _start(place: Place, n: int = _NUMBERS) -> tuple[Path, ...]:
    place.open(n)
    place.wait_written()
    paths = place.work.browser.shown_paths()
    place.work.window.actions_.inspect_folder.trigger()
    place.wait(lambda: any(job.task.name == "inspect" for job in place.client.jobs))
    return paths


def _shown(place: Place) -> FolderRunState:
    card = place.work.jobs.card(_number(place))
    assert card is not None
    return card.run


def _number(place: Place) -> int:
    run = place.work.runs.current
    assert run is not None
    return run.number


def _phase(place: Place) -> RunPhase:
    return _shown(place).job.phase


def _files(place: Place) -> Counter[str]:
    return Counter(line.file for line in place.lines())


def test_that_a_run_inspects_every_image_once_and_sums_up(place: Place) -> None:
    paths = _start(place)
    assert {place.state(path).seen for path in paths} == {SeenState.RUNNING}
    place.client.work(5)
    place.wait(lambda: _shown(place).job.done == 5)
    assert _phase(place) is RunPhase.RUNNING
    assert _shown(place).worst == ()
    assert not place.work.window.actions_.inspect_folder.isEnabled()
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    assert _files(place) == dict.fromkeys(map(str, paths), 1)
    assert {place.state(path).seen for path in paths} == {SeenState.DONE}
    assert all(place.state(path).record_id for path in paths)
    assert _shown(place).n_hold == len(paths)
    assert place.work.window.actions_.inspect_folder.isEnabled()
    assert place.is_intact()


def test_that_the_worst_images_come_first_at_the_end(place: Place) -> None:
    place.write(3)
    place.write(3, colour="scratch", first=3)
    place.teach()
    place.open_folder(6)
    place.work.runs.start(place.work.browser.shown_paths())
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    worst = _shown(place).worst
    order = [image.outcome for image in worst]
    assert order == sorted(order, key=[Outcome.NG, Outcome.HOLD].index)
    assert {image.path.name for image in worst} >= {f"부품 00{n}.png" for n in (3, 4, 5)}
    suspicions = [image.suspicion or 0 for image in worst if image.outcome is Outcome.NG]
    assert suspicions == sorted(suspicions, reverse=True)
    words = worst[0].words
    place.desk.set_language("en")
    place.wait(lambda: _shown(place).worst[0].words != words)


def test_that_a_paused_run_goes_on_where_it_was(place: Place) -> None:
    paths = _start(place)
    run_job = place.client.jobs[-1]
    place.client.work(4)
    place.wait(lambda: _shown(place).job.done == 4)
    place.work.jobs.pause_toggled.emit(_number(place))
    assert _phase(place) is RunPhase.PAUSED
    # The host had done one more; that it tells so late changes nothing.
    place.client.late(run_job, [place.client.result_of(run_job, n) for n in range(5)])
    place.qtbot.wait(30)
    assert _shown(place).job.done == 4
    place.work.jobs.pause_toggled.emit(_number(place))
    assert len(place.client.jobs[-1].items) == len(paths) - 4
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    assert _files(place) == dict.fromkeys(map(str, paths), 1)
    assert _shown(place).job.done == len(paths)


def test_that_a_cancelled_run_keeps_what_was_done(place: Place) -> None:
    paths = _start(place)
    place.client.work(4)
    place.wait(lambda: _shown(place).job.done == 4)
    place.work.window.actions_.stop.trigger()
    place.wait(lambda: _phase(place) is RunPhase.CANCELLED)
    assert set(_files(place)) == {str(path) for path in paths[:4]}
    # The first one was seen before the run.
    assert [place.state(path).seen for path in paths[3:6]] == [
        SeenState.DONE,
        SeenState.NOT_SEEN,
        SeenState.NOT_SEEN,
    ]


def test_that_a_paused_run_can_be_cancelled(place: Place) -> None:
    _start(place)
    place.work.jobs.pause_toggled.emit(_number(place))
    place.work.jobs.cancel_wanted.emit(_number(place))
    assert _phase(place) is RunPhase.CANCELLED
    assert not place.work.runs.is_running


def test_that_a_second_run_waits_for_the_first_to_end(place: Place) -> None:
    paths = _start(place)
    place.work.runs.start(paths[:2])
    runs = [job for job in place.client.jobs if job.task.name == "inspect"]
    assert len(runs) == 1


def test_that_a_host_that_dies_is_named_and_the_run_goes_on(place: Place) -> None:
    paths = _start(place)
    place.client.work(3)
    place.client.die()
    place.wait(lambda: bool(_shown(place).job.message))
    assert _phase(place) is RunPhase.RUNNING
    place.client.tell(HostReady(2))
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    assert _shown(place).job.message == ""
    assert _files(place) == dict.fromkeys(map(str, paths), 1)


def test_that_a_run_whose_host_keeps_dying_fails_in_words_and_can_be_started_again(
    place: Place,
) -> None:
    paths = _start(place)
    place.client.work(3)
    place.client.fail(Failure("host_keeps_dying", {"count": 6}))
    place.wait(lambda: _phase(place) is RunPhase.FAILED)
    assert "6" in _shown(place).job.message
    place.work.runs.start(paths)
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    assert _files(place) == dict.fromkeys(map(str, paths), 1)


def test_that_images_that_fail_are_named(place: Place) -> None:
    paths = place.write(4)
    paths[1].write_bytes(paths[1].read_bytes()[:200])
    place.open_folder(4)
    place.wait_written()
    paths[2].unlink()
    place.client.poison.add(paths[3].name)
    place.work.runs.start(place.work.browser.shown_paths())
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    shown = _shown(place)
    assert (shown.job.done, shown.n_failed, shown.n_hold) == (4, 2, 2)
    named = {image.path: image.words for image in shown.worst}
    for path in paths[2:]:
        assert path.name in named[path]
        assert place.state(path).seen is SeenState.UNREADABLE
        assert path.name in place.state(path).problem
    # A damaged file has bytes to refer to: it is on record; a missing one is not.
    assert set(_files(place)) == {str(path) for path in paths[:2]}


def test_that_an_unplugged_folder_fails_by_name_and_loses_nothing(place: Place) -> None:
    paths = _start(place)
    place.client.work(4)
    for path in paths:
        path.unlink()
    place.folder.rmdir()
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    shown = _shown(place)
    assert (shown.n_hold, shown.n_failed) == (4, len(paths) - 4)
    assert len(place.lines()) == 4


def test_that_results_fill_list_and_card_at_most_ten_times_a_second(place: Place) -> None:
    place.open(60)
    place.wait_written()
    told: list[int] = []
    shown: list[FolderRunState] = []
    place.work.browser.model.entries_changed.connect(lambda rows, _: told.append(len(rows)))
    place.work.runs.progress_changed.connect(shown.append)
    place.work.runs.start(place.work.browser.shown_paths())
    place.qtbot.wait(UPDATE_MS)
    told.clear()
    shown.clear()
    began_s = time.monotonic()
    before = place.client.jobs[-1]
    place.client.work(30, job=before)
    place.wait(lambda: bool(shown))
    place.client.work(30, job=before)
    place.wait(lambda: not place.work.runs.is_running)
    place.wait_written()
    place.qtbot.wait(2 * UPDATE_MS)
    most = 2 + 10 * (time.monotonic() - began_s)
    assert sum(told) >= 60
    assert len(told) <= most
    assert len(shown) <= most


def test_that_a_verdict_given_during_a_run_stays(place: Place) -> None:
    paths = _start(place)
    place.client.work(2)
    place.wait(lambda: _shown(place).job.done == 2)
    place.go_to(paths[5])
    place.judge(Outcome.NG)
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    place.wait_written()
    assert place.state(paths[5]).verdict is Outcome.NG
    assert _files(place) == dict.fromkeys(map(str, paths), 1)


def test_that_a_click_overtakes_a_run(place: Place) -> None:
    paths = _start(place)
    place.client.is_prompt = False
    place.work.browser.select(paths[7])
    place.client.work(1)
    place.wait_ready(paths[7])
    assert _shown(place).job.done == 0


def test_that_a_run_keeps_its_product_when_another_one_is_chosen(place: Place) -> None:
    paths = _start(place)
    place.client.work(2)
    place.wait(lambda: _shown(place).job.done == 2)
    place.work.jobs.pause_toggled.emit(_number(place))
    place.desk.choose_product("다른 제품")
    place.wait(lambda: place.work.products.state is not None and not place.state(paths[1]).outcome)
    place.work.jobs.pause_toggled.emit(_number(place))
    place.client.work()
    place.wait(lambda: _phase(place) is RunPhase.DONE)
    of_run = [line for line in place.lines() if line.product == PRODUCT]
    assert Counter(line.file for line in of_run) == dict.fromkeys(map(str, paths), 1)
    assert place.state(paths[4]).outcome is None  # of another product than the one at hand
