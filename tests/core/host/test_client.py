"""The client with a real process and an engine without models; no test here kills the host."""

from __future__ import annotations

import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from core.errors import UsageError
from core.host.messages import HostPhaseChanged, HostReady, HostStarting, HostStopped, Priority
from core.host.surroundings import usable_cores
from core.jobs.engine import Phase
from core.jobs.events import (
    CancelReason,
    Failure,
    ItemFailed,
    ItemPartial,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobProgress,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import new_job_id
from tests.core.host.fake_engine import (
    Answer,
    FailInWords,
    FakeConfig,
    GiveHeavy,
    GiveUnpicklable,
    LookAround,
    Misbehave,
    Surroundings,
    Tell,
    UnforeseenError,
)
from tests.core.host.rig import Rig, job_of


@dataclass(frozen=True, slots=True)
class Unsendable:
    """A request that somebody built from a window by mistake."""

    lock: threading.Lock


def test_that_results_come_in_order_and_the_job_ends_once(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(*(Answer(number) for number in range(40)))
    assert shared_rig.end_of(job_id) == JobSucceeded(job_id, 40, 0)
    assert shared_rig.results(job_id) == list(range(40))
    assert shared_rig.events(job_id)[0] == JobStarted(job_id)
    assert len(shared_rig.ends_of(job_id)) == 1
    done = [event.items_done for event in shared_rig.of(JobProgress, job_id)]
    assert done == list(range(1, 41))


def test_that_arrays_and_korean_names_survive_the_way(shared_rig: Rig) -> None:
    mask = np.arange(6, dtype=np.uint8).reshape(2, 3)
    job_id = shared_rig.submit(Answer({"경로": Path("한글 경로/스크래치 1.png"), "mask": mask}))
    shared_rig.end_of(job_id)
    (result,) = shared_rig.results(job_id)
    assert isinstance(result, dict)
    assert result["경로"] == Path("한글 경로/스크래치 1.png")
    np.testing.assert_array_equal(result["mask"], mask)


def test_that_a_job_without_items_succeeds(shared_rig: Rig) -> None:
    job_id = shared_rig.submit()
    assert shared_rig.end_of(job_id) == JobSucceeded(job_id, 0, 0)


def test_that_progress_and_text_so_far_are_told_while_an_item_runs(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(Tell(("선형", "스크래치"), pause_s=0.06))
    shared_rig.end_of(job_id)
    shown = [event.value for event in shared_rig.of(ItemPartial, job_id)]
    assert shown == ["선형", "선형 스크래치"]
    assert shared_rig.results(job_id) == ["선형 스크래치"]
    steps = [(event.step, event.steps) for event in shared_rig.of(JobProgress, job_id)]
    assert steps == [(1, 2), (2, 2), (None, None)]


def test_that_a_failed_item_fails_its_job_and_the_rest_is_not_done(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(Answer(0), FailInWords("가.png"), Answer(2))
    failure = Failure("image_unreadable", {"file": "가.png"})
    assert shared_rig.end_of(job_id) == JobFailed(job_id, failure)
    assert shared_rig.of(ItemFailed, job_id) == [ItemFailed(job_id, 1, "item 1", failure)]
    assert shared_rig.reported(job_id) == [0, 1]


def test_that_a_folder_goes_on_after_a_failed_item_if_it_wants_to(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(Answer(0), FailInWords("가.png"), Answer(2), goes_on=True)
    assert shared_rig.end_of(job_id) == JobSucceeded(job_id, 2, 1)
    assert shared_rig.reported(job_id) == [0, 1, 2]


def test_that_an_unexpected_error_crosses_as_words_and_stands_in_the_log(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(Misbehave())
    end = shared_rig.end_of(job_id)
    assert isinstance(end, JobFailed)
    assert end.failure.code == "internal"
    assert end.failure.details["kind"] == "UnforeseenError"
    assert "nobody expects this" in end.failure.log_tail
    logs = "".join(file.read_text("utf-8") for file in shared_rig.log_dir.glob("*.log"))
    assert "Traceback" in logs
    assert "nobody expects this" in logs


def test_that_a_result_that_cannot_be_sent_fails_its_item(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(GiveUnpicklable(), Answer("next"), goes_on=True)
    assert shared_rig.end_of(job_id) == JobSucceeded(job_id, 1, 1)
    assert shared_rig.of(ItemFailed, job_id)[0].failure.code == "internal"


def test_that_a_result_of_torch_is_refused_instead_of_importing_torch(
    shared_rig: Rig, expected_warnings: list[object]
) -> None:
    job_id = shared_rig.submit(GiveHeavy())
    end = shared_rig.end_of(job_id)
    assert isinstance(end, JobFailed)
    assert end.failure == Failure("host_result_heavy", {"kind": "torch.OutOfMemoryError"})
    assert len(expected_warnings) == 1


def test_that_a_request_that_cannot_be_sent_fails_at_once_in_words(
    shared_rig: Rig, expected_warnings: list[object]
) -> None:
    job_id = shared_rig.submit(Answer(0), Unsendable(threading.Lock()))
    end = shared_rig.end_of(job_id)
    assert isinstance(end, JobFailed)
    assert end.failure.code == "host_request_unpicklable"
    assert end.failure.details["name"] == "item 1"
    assert shared_rig.events(job_id) == [end]
    assert len(expected_warnings) == 1


def test_that_a_job_submitted_twice_is_refused(shared_rig: Rig) -> None:
    job = job_of(Answer())
    shared_rig.client.submit(job)
    with pytest.raises(UsageError, match="job_submitted_twice"):
        shared_rig.client.submit(job)
    shared_rig.end_of(job.job_id)


def test_that_a_click_overtakes_a_folder_scan(shared_rig: Rig) -> None:
    folder = shared_rig.submit(*(Answer(after_s=0.02) for _ in range(60)))
    shared_rig.wait(ItemSucceeded, folder)
    sent_s = time.monotonic()
    click = shared_rig.submit(Answer("clicked"), priority=Priority.CLICK)
    end = shared_rig.end_of(click)
    assert shared_rig.when(end) - sent_s < 2.0
    assert not shared_rig.ends_of(folder)
    assert shared_rig.end_of(folder) == JobSucceeded(folder, 60, 0)


def test_that_the_latest_job_in_a_slot_wins(shared_rig: Rig) -> None:
    jobs = [shared_rig.submit(Answer(n, after_s=0.1), slot="score:preview") for n in range(5)]
    other = shared_rig.submit(Answer("other slot"), slot="score:image")
    assert isinstance(shared_rig.end_of(jobs[-1]), JobSucceeded)
    for job_id in jobs[:-1]:
        assert shared_rig.ends_of(job_id) == [JobCancelled(job_id, CancelReason.SUPERSEDED)]
        assert shared_rig.results(job_id) == []
    assert isinstance(shared_rig.end_of(other), JobSucceeded)


def test_that_a_cancel_during_an_item_is_reported_at_once_and_the_host_lives(
    shared_rig: Rig,
) -> None:
    starts = len(shared_rig.of(HostStarting))
    job_id = shared_rig.submit(Answer(0), Answer(1, after_s=60), Answer(2))
    shared_rig.wait(ItemSucceeded, job_id)
    told = len(shared_rig.results(job_id))
    sent_s = time.monotonic()
    shared_rig.client.cancel(job_id)
    end = shared_rig.end_of(job_id)
    assert end == JobCancelled(job_id, CancelReason.REQUESTED)
    assert shared_rig.when(end) - sent_s < 2.0
    after = shared_rig.submit(Answer("next"))
    shared_rig.end_of(after)
    assert len(shared_rig.results(job_id)) == told
    assert shared_rig.events(job_id)[-1] is end
    assert len(shared_rig.of(HostStarting)) == starts


def test_that_a_waiting_job_is_cancelled_before_it_starts(shared_rig: Rig) -> None:
    first = shared_rig.submit(Answer(after_s=0.2))
    waiting = shared_rig.submit(Answer("never"))
    shared_rig.client.cancel(waiting)
    shared_rig.end_of(first)
    assert shared_rig.events(waiting) == [JobCancelled(waiting, CancelReason.REQUESTED)]


def test_that_cancelling_between_chunks_ends_the_job_once(shared_rig: Rig) -> None:
    folder = shared_rig.submit(*(Answer(n, after_s=0.02) for n in range(40)))
    shared_rig.wait(ItemSucceeded, folder)
    click = shared_rig.submit(Answer(after_s=0.2), priority=Priority.CLICK)
    shared_rig.wait(JobStarted, click)
    shared_rig.client.cancel(folder)
    assert isinstance(shared_rig.end_of(click), JobSucceeded)
    assert shared_rig.ends_of(folder) == [JobCancelled(folder, CancelReason.REQUESTED)]


def test_that_cancelling_what_has_ended_or_never_was_changes_nothing(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(Answer())
    shared_rig.end_of(job_id)
    shared_rig.client.cancel(job_id)
    shared_rig.client.cancel(new_job_id())
    shared_rig.end_of(shared_rig.submit(Answer()))
    assert len(shared_rig.ends_of(job_id)) == 1


def test_that_phases_are_told(shared_rig: Rig) -> None:
    before = len(shared_rig.of(HostPhaseChanged))
    shared_rig.end_of(shared_rig.submit(Answer(phase=Phase.LOADING)))
    phases = [event.phase for event in shared_rig.of(HostPhaseChanged)[before:]]
    assert phases == [Phase.LOADING, Phase.WORKING]


def test_that_the_host_is_polite_offline_and_free_of_the_window(shared_rig: Rig) -> None:
    job_id = shared_rig.submit(LookAround())
    shared_rig.end_of(job_id)
    (found,) = shared_rig.results(job_id)
    assert isinstance(found, Surroundings)
    assert found.pid == shared_rig.of(HostReady)[-1].pid != os.getpid()
    assert sys.platform == "win32" or found.niceness >= 5
    assert found.environment["HF_HUB_OFFLINE"] == "1"
    assert 1 <= int(found.environment["OMP_NUM_THREADS"]) <= usable_cores()
    assert found.ignores_interrupt
    assert not {"PySide6", "transformers", "sqlalchemy"} & found.modules


def test_that_stopping_while_busy_cancels_everything_and_leaves_nothing(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        running = rig.submit(*(Answer(after_s=0.05) for _ in range(50)))
        waiting = rig.submit(Answer())
        rig.wait(ItemSucceeded, running)
        started_s = time.monotonic()
        rig.stop()
        assert time.monotonic() - started_s < 2.0
        for job_id in (running, waiting):
            assert rig.ends_of(job_id) == [JobCancelled(job_id, CancelReason.STOPPED)]
        assert rig.events()[-1] == HostStopped()
        with pytest.raises(ProcessLookupError):
            os.kill(rig.of(HostReady)[-1].pid, 0)


def test_that_a_job_submitted_after_the_stop_is_cancelled(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.stop()
        job_id = rig.submit(Answer())
        assert rig.events(job_id) == [JobCancelled(job_id, CancelReason.STOPPED)]
        rig.client.cancel(job_id)
        rig.client.stop()


def test_that_a_client_stopped_before_it_serves_starts_no_process(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    job_id = rig.submit(Answer())
    rig.client.stop()
    rig.client.run_forever()
    assert rig.events() == [JobCancelled(job_id, CancelReason.STOPPED), HostStopped()]


def test_that_a_listener_that_raises_stops_nothing(
    tmp_path: Path, expected_warnings: list[object]
) -> None:
    def stumble(_: object) -> None:
        raise UnforeseenError

    with Rig(tmp_path, listener=stumble) as rig:
        job_id = rig.submit(Answer("done"))
        assert rig.end_of(job_id) == JobSucceeded(job_id, 1, 0)
    assert len(expected_warnings) == len(rig.events())


def test_that_stopping_while_the_engine_loads_leaves_nothing(tmp_path: Path) -> None:
    with Rig(tmp_path, FakeConfig(load_s=60)) as rig:
        job_id = rig.submit(Answer())
        rig.wait(HostStarting)
        rig.stop()
        assert rig.ends_of(job_id) == [JobCancelled(job_id, CancelReason.STOPPED)]


def test_that_a_host_without_a_place_for_its_log_still_works(tmp_path: Path) -> None:
    no_folder = tmp_path / "a file"
    no_folder.touch()
    with Rig(no_folder) as rig:
        job_id = rig.submit(Answer())
        assert rig.end_of(job_id) == JobSucceeded(job_id, 1, 0)
