"""Hosts that die, hang, or never get ready; every test here starts its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.host.actions import HostLimits
from core.host.messages import (
    HostDied,
    HostLoading,
    HostReady,
    HostStarting,
    HostStopped,
    Priority,
)
from core.host.supervisor import Supervisor
from core.jobs.engine import Phase
from core.jobs.events import (
    CancelReason,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import JobId
from tests.core.host.fake_engine import (
    Answer,
    Deaths,
    Die,
    FakeConfig,
    Hang,
    UnforeseenError,
)
from tests.core.host.rig import QUICK, Rig

_ADVANCE = Supervisor.advance

pytestmark = pytest.mark.usefixtures("expected_warnings")


def test_that_an_item_the_host_died_on_once_is_tried_again(tmp_path: Path) -> None:
    deaths = Deaths(tmp_path / "deaths.txt", times=1)
    with Rig(tmp_path / "logs") as rig:
        job_id = rig.submit(Answer(0), Die(deaths), Answer(2))
        assert rig.end_of(job_id) == JobSucceeded(job_id, 3, 0)
        assert rig.results(job_id) == [0, "survived", 2]
        (died,) = rig.of(HostDied)
        assert died.restarts
        assert died.failure.code == "host_died"
        assert "마지막 한마디" in died.failure.log_tail
        assert len(rig.of(JobStarted, job_id)) == 1


def test_that_a_poison_input_is_failed_by_name_and_the_rest_goes_on(tmp_path: Path) -> None:
    with Rig(tmp_path / "logs") as rig:
        poison = Die(Deaths(tmp_path / "deaths.txt"))
        job_id = rig.submit(Answer(0), poison, Answer(2), goes_on=True)
        waiting = rig.submit(Answer("waited"))
        assert rig.end_of(job_id) == JobSucceeded(job_id, 2, 1)
        (broken,) = rig.of(ItemFailed, job_id)
        assert broken.name == "item 1"
        assert broken.failure.code == "host_poison_input"
        assert broken.failure.details == {"name": "item 1"}
        assert "마지막 한마디" in broken.failure.log_tail
        assert rig.end_of(waiting) == JobSucceeded(waiting, 1, 0)
        assert len(rig.of(HostDied)) == 2


def test_that_a_poison_input_fails_a_job_that_needs_all_its_items(tmp_path: Path) -> None:
    with Rig(tmp_path / "logs") as rig:
        job_id = rig.submit(Die(Deaths(tmp_path / "deaths.txt")), Answer(1))
        end = rig.end_of(job_id)
        assert isinstance(end, JobFailed)
        assert end.failure.code == "host_poison_input"
        assert rig.reported(job_id) == [0]
        after = rig.submit(Answer("after"))
        assert rig.end_of(after) == JobSucceeded(after, 1, 0)


def test_that_three_poison_inputs_side_by_side_do_not_fail_the_folder(tmp_path: Path) -> None:
    with Rig(tmp_path / "logs", limits=HostLimits(backoff_s=(0.0,), deaths_in_a_row=7)) as rig:
        poison = Die(Deaths(tmp_path / "deaths.txt"))
        job_id = rig.submit(poison, poison, poison, Answer(3), goes_on=True)
        assert rig.end_of(job_id) == JobSucceeded(job_id, 1, 3)


def test_that_ten_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    moments = np.random.default_rng(20)
    with Rig(tmp_path, limits=HostLimits(backoff_s=(0.0,), deaths_in_a_row=100)) as rig:
        folder = rig.submit(*(Answer(n, after_s=0.02) for n in range(60)), goes_on=True)
        for kill in range(1, 11):
            rig.wait(HostReady, count=kill)
            done = len(rig.reported(folder))
            # At least one item between two kills: the same one hit twice would be poison.
            rig.wait(ItemSucceeded, folder, count=min(done + 1, 60))
            time.sleep(moments.uniform(0.0, 0.06))
            rig.kill_host()
            click = rig.submit(Answer(kill), priority=Priority.CLICK)
            assert rig.end_of(click) == JobSucceeded(click, 1, 0)
        assert rig.end_of(folder) == JobSucceeded(folder, 60, 0)
        assert rig.reported(folder) == list(range(60))
        assert rig.results(folder) == list(range(60))
        assert len(rig.ends_of(folder)) == 1
        assert len(rig.of(HostDied)) == 10


def test_that_a_host_killed_while_idle_comes_back(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.wait(HostReady)
        rig.kill_host()
        rig.wait(HostReady, count=2)
        job_id = rig.submit(Answer())
        assert rig.end_of(job_id) == JobSucceeded(job_id, 1, 0)


def test_that_a_host_that_dies_at_every_start_is_given_up_in_words(tmp_path: Path) -> None:
    counter = tmp_path / "deaths.txt"
    config = FakeConfig(deaths=Deaths(counter, times=4))
    with Rig(tmp_path / "logs", config) as rig:
        jobs = [rig.submit(Answer()) for _ in range(2)]
        for job_id in jobs:
            end = rig.end_of(job_id)
            assert isinstance(end, JobFailed)
            assert end.failure.code == "host_keeps_dying"
            assert end.failure.details == {"count": 3}
            assert "마지막 한마디" in end.failure.log_tail
        assert [died.restarts for died in rig.of(HostDied)] == [True, True, False]
        time.sleep(0.1)
        assert len(rig.of(HostStarting)) == 3
        # A later job is worth one more try: it fails once more, and the next one works.
        assert isinstance(rig.end_of(rig.submit(Answer())), JobFailed)
        assert len(rig.of(HostStarting)) == 4
        last = rig.submit(Answer())
        assert rig.end_of(last) == JobSucceeded(last, 1, 0)


def test_that_a_host_dying_on_everything_is_given_up_in_words(tmp_path: Path) -> None:
    poison = Die(Deaths(tmp_path / "deaths.txt"))
    with Rig(tmp_path / "logs", limits=HostLimits(deaths_in_a_row=5, backoff_s=(0.0,))) as rig:
        job_id = rig.submit(*(poison for _ in range(30)), goes_on=True)
        end = rig.end_of(job_id)
        assert isinstance(end, JobFailed)
        assert end.failure.code == "host_keeps_dying"
        assert rig.reported(job_id) == [0, 1]


@pytest.mark.parametrize(
    ("config", "code"),
    [
        (FakeConfig(failure="model_unusable"), "model_unusable"),
        (FakeConfig(raises=True), "internal"),
        ("no config at all", "internal"),
    ],
)
def test_that_an_engine_that_cannot_load_fails_the_jobs_in_its_words(
    tmp_path: Path, config: object, code: str
) -> None:
    with Rig(tmp_path, config) as rig:
        job_id = rig.submit(Answer())
        end = rig.end_of(job_id)
        assert isinstance(end, JobFailed)
        assert end.failure.code == code
        assert not rig.of(HostReady)


def test_that_an_engine_that_does_not_exist_fails_the_jobs_in_words(tmp_path: Path) -> None:
    with Rig(tmp_path, engine="core.nowhere:create") as rig:
        end = rig.end_of(rig.submit(Answer()))
        assert isinstance(end, JobFailed)
        assert end.failure.details["kind"] == "ModuleNotFoundError"


def test_that_an_engine_that_never_gets_ready_is_given_up(tmp_path: Path) -> None:
    limits = HostLimits(start_s=0.4, start_deaths_in_a_row=1)
    with Rig(tmp_path, FakeConfig(load_s=60), limits=limits) as rig:
        job_id = rig.submit(Answer())
        assert isinstance(rig.end_of(job_id), JobFailed)
        assert rig.of(HostDied)[-1].failure.code == "host_start_slow"


def test_that_loading_is_seen_and_a_cancel_meanwhile_neither_waits_nor_kills(
    tmp_path: Path,
) -> None:
    with Rig(tmp_path, FakeConfig(load_s=0.6)) as rig:
        job_id = rig.submit(Answer())
        other = rig.submit(Answer("other"))
        rig.wait(HostLoading)
        rig.client.cancel(job_id)
        end = rig.end_of(job_id)
        assert end == JobCancelled(job_id, CancelReason.REQUESTED)
        assert not rig.of(HostReady)
        assert rig.end_of(other) == JobSucceeded(other, 1, 0)
        assert rig.of(HostLoading)[-1] == HostLoading(4, 4)
        assert rig.events(job_id) == [end]
        assert not rig.of(HostDied)


def test_that_a_host_that_ignores_a_cancel_is_killed_after_its_grace(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        job_id = rig.submit(Hang(60), Answer())
        rig.wait(JobStarted, job_id)
        time.sleep(0.05)
        asked_s = time.monotonic()
        rig.client.cancel(job_id)
        after = rig.submit(Answer("after"))
        assert rig.end_of(after) == JobSucceeded(after, 1, 0)
        assert rig.when(rig.end_of(job_id)) - asked_s < 2.0
        (died,) = rig.of(HostDied)
        assert died.failure.code == "host_not_answering"
        assert rig.when(died) - asked_s >= QUICK.grace_s
        assert rig.ends_of(job_id) == [JobCancelled(job_id, CancelReason.REQUESTED)]
        assert rig.results(job_id) == []


def test_that_loading_and_generating_have_a_longer_grace(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        job_id = rig.submit(Hang(0.6, phase=Phase.GENERATING))
        rig.wait(JobStarted, job_id)
        time.sleep(0.1)
        rig.client.cancel(job_id)
        rig.end_of(job_id)
        after = rig.submit(Answer("after"))
        assert rig.end_of(after) == JobSucceeded(after, 1, 0)
        assert not rig.of(HostDied)
        assert rig.results(job_id) == []


def test_that_a_hanging_host_does_not_delay_the_stop(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        job_id = rig.submit(Hang(60))
        rig.wait(JobStarted, job_id)
        started_s = time.monotonic()
        rig.stop()
        assert time.monotonic() - started_s < 3.0
        assert rig.ends_of(job_id) == [JobCancelled(job_id, CancelReason.STOPPED)]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be refused there")
def test_that_a_process_that_cannot_be_started_fails_the_jobs_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("core.host.client.HostHandle", refuse)
    with Rig(tmp_path) as rig:
        end = rig.end_of(rig.submit(Answer()))
        assert isinstance(end, JobFailed)
        assert end.failure.code == "host_keeps_dying"
        assert "temporarily unavailable" in end.failure.log_tail


def test_that_a_stumbling_client_fails_the_jobs_and_serves_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Rig(tmp_path) as rig:
        rig.wait(HostReady)
        _stumble(monkeypatch, times=2)
        assert _internal_failure(rig, rig.submit(Answer(after_s=0.3)))
        after = rig.submit(Answer("after"))
        assert rig.end_of(after) == JobSucceeded(after, 1, 0)


def test_that_a_client_that_cannot_go_on_says_so_to_every_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Rig(tmp_path) as rig:
        rig.wait(HostReady)
        _stumble(monkeypatch, times=3)
        assert _internal_failure(rig, rig.submit(Answer(after_s=0.3)))
        assert rig.client.wait_stopped(5)
        assert _internal_failure(rig, rig.submit(Answer()))
        assert rig.events().count(HostStopped()) == 1


def test_that_a_client_that_stumbles_now_and_then_serves_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Rig(tmp_path) as rig:
        for number in range(1, 4):
            rig.wait(HostReady, count=number)
            _stumble(monkeypatch, times=2)
            assert _internal_failure(rig, rig.submit(Answer(after_s=0.3)))
            after = rig.submit(Answer("after"))
            assert rig.end_of(after) == JobSucceeded(after, 1, 0)


def test_that_jobs_submitted_while_the_client_breaks_down_fail_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = Rig(tmp_path)
    _stumble(monkeypatch, times=1000, meanwhile=lambda: rig.submit(Answer()))
    rig.client.run_forever()
    failures = [event.failure for event in rig.of(JobFailed)]
    assert [failure.details["kind"] for failure in failures] == ["UnforeseenError"] * 3
    assert not rig.of(JobCancelled)


def _stumble(
    monkeypatch: pytest.MonkeyPatch, *, times: int, meanwhile: Callable[[], object] | None = None
) -> None:
    """Let the client come to grief in its next turns."""
    left = iter(range(times))

    def stumble(supervisor: Supervisor, now_s: float) -> None:
        if next(left, None) is not None:
            if meanwhile is not None:
                meanwhile()
            raise UnforeseenError
        _ADVANCE(supervisor, now_s)

    monkeypatch.setattr(Supervisor, "advance", stumble)


def _internal_failure(rig: Rig, job_id: JobId) -> bool:
    end = rig.end_of(job_id)
    return isinstance(end, JobFailed) and end.failure.details["kind"] == "UnforeseenError"
