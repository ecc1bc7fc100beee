from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.errors import SettingsError, UsageError
from core.host.client import HostClient
from core.host.messages import ClientEvent, HostReady, HostStopped
from core.jobs.events import (
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobProgress,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import JobId
from tests.core.host.fake_engine import ENGINE, Answer, FakeConfig, Tell
from tests.core.host.rig import QUICK, job_of
from ui.workers.host_thread import Client, Deliver, HostThread

_PATIENCE_MS = 30_000


class _Told:
    """Everything a host thread told, and in which thread."""

    def __init__(self, thread: HostThread) -> None:
        self.events: list[ClientEvent] = []
        self.threads: set[QThread] = set()
        thread.event_arrived.connect(self._take)

    def _take(self, event: ClientEvent) -> None:
        self.events.append(event)
        self.threads.add(QThread.currentThread())

    def kinds(self, job_id: JobId) -> list[type]:
        return [type(event) for event in self.events if getattr(event, "job_id", "") == job_id]

    def count(self, kind: type) -> int:
        return sum(isinstance(event, kind) for event in self.events)

    def has(self, kind: type) -> bool:
        return any(isinstance(event, kind) for event in self.events)


@pytest.fixture
def host(tmp_path: Path) -> HostThread:
    """Return a thread over a host without models."""

    def make_client(deliver: Deliver) -> Client:
        return HostClient(
            engine=ENGINE, config=FakeConfig(), log_dir=tmp_path, deliver=deliver, limits=QUICK
        )

    return HostThread(make_client)


def test_that_events_of_a_job_arrive_in_order_in_the_windows_thread(
    host: HostThread, qtbot: QtBot
) -> None:
    told = _Told(host)
    job = job_of(Answer("하나"), Answer("둘"))
    host.submit(job)
    host.start()
    qtbot.waitUntil(lambda: told.has(JobSucceeded), timeout=_PATIENCE_MS)
    assert host.stop()
    results = [event.result for event in told.events if isinstance(event, ItemSucceeded)]
    kinds = [kind for kind in told.kinds(job.job_id) if kind is not JobProgress]
    assert results == ["하나", "둘"]
    assert kinds == [JobStarted, ItemSucceeded, ItemSucceeded, JobSucceeded]
    assert isinstance(told.events[-1], HostStopped)
    assert told.threads == {host.thread()}


def test_that_everything_the_client_told_arrives_in_its_order(tmp_path: Path, qtbot: QtBot) -> None:
    sent: list[ClientEvent] = []

    def make_client(deliver: Deliver) -> Client:
        def deliver_noting(event: ClientEvent) -> None:
            sent.append(event)
            deliver(event)

        return HostClient(
            engine=ENGINE, config=FakeConfig(), log_dir=tmp_path, deliver=deliver_noting
        )

    host = HostThread(make_client)
    told = _Told(host)
    host.start()
    host.submit(job_of(*(Answer(number) for number in range(300))))
    host.submit(job_of(Tell(tuple("낱말" for _ in range(100)))))
    qtbot.waitUntil(lambda: told.count(JobSucceeded) == 2, timeout=_PATIENCE_MS)
    assert host.stop()
    assert len(sent) > 600
    assert told.events == sent


def test_that_a_job_can_be_cancelled(host: HostThread, qtbot: QtBot) -> None:
    told = _Told(host)
    host.start()
    qtbot.waitUntil(lambda: told.has(HostReady), timeout=_PATIENCE_MS)
    job_id = host.submit(job_of(Answer(after_s=20)))
    host.cancel(job_id)
    qtbot.waitUntil(lambda: told.has(JobCancelled), timeout=_PATIENCE_MS)
    host.stop()


def test_that_stopping_hands_over_what_was_told_until_then(host: HostThread, qtbot: QtBot) -> None:
    told = _Told(host)
    host.start()
    job_id = host.submit(job_of(Answer(after_s=20)))
    assert host.stop()
    assert host.isFinished()
    assert told.kinds(job_id)[-1] is JobCancelled
    assert isinstance(told.events[-1], HostStopped)


def test_that_a_job_after_the_end_is_cancelled_and_not_forgotten(
    host: HostThread, qtbot: QtBot
) -> None:
    told = _Told(host)
    host.start()
    host.stop()
    job_id = host.submit(job_of(Answer()))
    qtbot.waitUntil(lambda: told.kinds(job_id) == [JobCancelled])


def test_that_a_thread_that_never_started_still_answers_its_jobs(
    host: HostThread, qtbot: QtBot
) -> None:
    told = _Told(host)
    job_id = host.submit(job_of(Answer()))
    assert host.stop()
    assert told.kinds(job_id) == [JobCancelled]


def test_that_the_same_job_is_refused_before_the_client_is_there(host: HostThread) -> None:
    job = job_of(Answer())
    host.submit(job)
    with pytest.raises(UsageError, match="job_submitted_twice"):
        host.submit(job)


def test_that_jobs_fail_in_words_when_the_client_cannot_be_made(
    qtbot: QtBot, expected_warnings: list[object]
) -> None:
    def refuse(_: Deliver) -> Client:
        raise SettingsError("settings_damaged", file="a.json", copy="b.json")

    host = HostThread(refuse)
    told = _Told(host)
    early = host.submit(job_of(Answer()))
    host.start()
    qtbot.waitUntil(lambda: told.has(HostStopped))
    late = host.submit(job_of(Answer()))
    qtbot.waitUntil(lambda: told.kinds(late) == [JobFailed])
    assert host.stop()
    failures = [event.failure for event in told.events if isinstance(event, JobFailed)]
    assert told.kinds(early) == [JobFailed]
    assert [failure.code for failure in failures] == ["settings_damaged", "settings_damaged"]
    assert failures[0].details["file"] == "a.json"
    assert expected_warnings


def test_that_asking_for_the_end_does_not_wait_for_it(tmp_path: Path, qtbot: QtBot) -> None:
    ended = threading.Event()

    class Slow(HostClient):
        @override
        def run_forever(self) -> None:
            ended.wait(10)
            super().run_forever()

    def make_client(deliver: Deliver) -> Client:
        return Slow(engine=ENGINE, config=None, log_dir=tmp_path, deliver=deliver)

    host = HostThread(make_client)
    host.start()
    qtbot.waitUntil(host.isRunning)
    host.request_stop()
    assert not host.stop(50)
    assert host.isRunning()
    with qtbot.waitSignal(host.finished):
        ended.set()
