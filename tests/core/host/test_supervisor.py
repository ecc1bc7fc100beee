"""The supervisor alone: deadlines, restarts, which chunk is sent when."""

from __future__ import annotations

import pytest

from core.host.actions import Deliver, EndHost, HostLimits, SendToHost, StartHost
from core.host.messages import ClientEvent, HostDied, HostStarting, Priority
from core.host.supervisor import HostState, Supervisor
from core.host.wire import (
    CancelChunk,
    ChunkEnded,
    FromHost,
    ItemBegun,
    ItemDone,
    PhaseIs,
    Ready,
    RunChunk,
    ToHost,
    pack,
)
from core.jobs.engine import Phase
from core.jobs.events import CancelReason, Failure, ItemSucceeded, JobCancelled, JobFailed
from core.jobs.ids import JobId
from tests.core.host.rig import job_of

pytestmark = pytest.mark.usefixtures("expected_warnings")


class Desk:
    """A supervisor whose actions are noted instead of carried out."""

    def __init__(self, limits: HostLimits | None = None) -> None:
        self.supervisor = Supervisor(limits or HostLimits())
        self.now_s = 100.0
        self.sent: list[ToHost] = []
        self.events: list[ClientEvent] = []
        self.starts = 0
        self.ends = 0
        self.settle()

    @classmethod
    def ready(cls) -> Desk:
        """Return one whose host is ready."""
        desk = cls()
        desk.say(Ready(1))
        return desk

    def settle(self, *, after_s: float = 0.0) -> None:
        self.now_s += after_s
        self.supervisor.advance(self.now_s)
        while (action := self.supervisor.take_action()) is not None:
            match action:
                case StartHost():
                    self.starts += 1
                case EndHost():
                    self.ends += 1
                case SendToHost():
                    self.sent.append(action.message)
                case Deliver():
                    self.events.append(action.event)

    def say(self, message: FromHost) -> None:
        self.supervisor.host_said(message, self.now_s)
        self.settle()

    def submit(
        self, *values: object, priority: Priority = Priority.FOLDER, slot: str | None = None
    ) -> JobId:
        job = job_of(*values, priority=priority, slot=slot)
        self.supervisor.submit(job, self.now_s)
        self.settle()
        return job.job_id

    def cancel(self, job_id: JobId) -> None:
        self.supervisor.cancel(job_id, self.now_s)
        self.settle()

    def die(self) -> None:
        self.supervisor.host_died(-9, "", self.now_s)
        self.settle()

    def chunk(self) -> RunChunk:
        """Return the chunk sent last."""
        return [message for message in self.sent if isinstance(message, RunChunk)][-1]

    def finish_item(self, index: int) -> None:
        chunk_id = self.chunk().chunk_id
        self.say(ItemBegun(chunk_id, index))
        self.say(ItemDone(chunk_id, index, pack(f"result {index}")))


def test_that_nothing_is_sent_before_the_host_is_ready() -> None:
    desk = Desk()
    desk.submit(1)
    assert (desk.starts, desk.sent) == (1, [])
    assert desk.events == [HostStarting()]
    desk.say(Ready(1))
    assert len(desk.sent) == 1


def test_that_a_click_is_sent_between_two_chunks_of_a_folder() -> None:
    desk = Desk.ready()
    desk.submit(*range(20))
    folder_chunk = desk.chunk()
    desk.submit("click", priority=Priority.CLICK)
    assert desk.chunk() is folder_chunk, "a chunk was sent while another ran"
    desk.finish_item(0)
    desk.say(ChunkEnded(folder_chunk.chunk_id))
    assert len(desk.chunk().items) == 1
    desk.finish_item(0)
    desk.say(ChunkEnded(desk.chunk().chunk_id))
    assert [index for index, _ in desk.chunk().items] == list(range(1, 17))


def test_that_a_cancel_is_told_at_once_and_sent_on() -> None:
    desk = Desk.ready()
    job_id = desk.submit(1)
    desk.cancel(job_id)
    assert desk.events[-1] == JobCancelled(job_id, CancelReason.REQUESTED)
    assert desk.sent[-1] == CancelChunk(desk.chunk().chunk_id)
    assert desk.supervisor.state is HostState.RELEASING


def test_that_the_host_is_called_back_when_a_newer_job_takes_the_slot() -> None:
    desk = Desk.ready()
    desk.submit("old", slot="score:preview")
    old_chunk = desk.chunk().chunk_id
    desk.submit("new", slot="score:preview")
    assert desk.sent[-1] == CancelChunk(old_chunk)
    desk.say(ChunkEnded(old_chunk))
    assert desk.chunk().chunk_id != old_chunk


def test_that_results_after_a_cancel_are_dropped_and_the_next_job_waits_for_the_host() -> None:
    desk = Desk.ready()
    job_id = desk.submit(1)
    desk.cancel(job_id)
    desk.submit("next")
    told = len(desk.events)
    desk.finish_item(0)
    assert len(desk.events) == told
    first = desk.chunk()
    desk.say(ChunkEnded(first.chunk_id))
    assert desk.chunk() is not first


def test_that_results_of_a_former_chunk_are_dropped() -> None:
    desk = Desk.ready()
    desk.submit(*range(3))
    former = desk.chunk().chunk_id
    desk.say(ChunkEnded(former))
    desk.say(ItemDone(former, 0, pack("late")))
    assert not [event for event in desk.events if isinstance(event, ItemSucceeded)]
    assert desk.supervisor.state is HostState.BUSY


@pytest.mark.parametrize(
    ("phase", "grace_s"), [(Phase.WORKING, 2.0), (Phase.LOADING, 15.0), (Phase.GENERATING, 15.0)]
)
def test_that_the_grace_depends_on_what_the_engine_does(phase: Phase, grace_s: float) -> None:
    desk = Desk.ready()
    job_id = desk.submit(1)
    desk.say(PhaseIs(phase))
    desk.cancel(job_id)
    desk.settle(after_s=grace_s - 0.01)
    assert desk.ends == 0
    desk.settle(after_s=0.02)
    assert (desk.ends, desk.starts) == (1, 2)
    (died,) = [event for event in desk.events if isinstance(event, HostDied)]
    assert died.failure == Failure("host_not_answering", {"seconds": round(grace_s, 1)})


def test_that_the_grace_counts_anew_in_another_phase_but_not_for_ever() -> None:
    desk = Desk.ready()
    job_id = desk.submit(1)
    desk.say(PhaseIs(Phase.LOADING))
    desk.cancel(job_id)
    cancelled_s = desk.now_s
    desk.settle(after_s=10.0)
    desk.say(PhaseIs(Phase.WORKING))
    assert desk.supervisor.next_deadline_s == desk.now_s + 2.0
    desk.settle(after_s=1.0)
    desk.say(PhaseIs(Phase.LOADING))
    assert desk.supervisor.next_deadline_s == cancelled_s + 15.0
    desk.settle(after_s=3.5)
    desk.say(PhaseIs(Phase.WORKING))
    assert desk.supervisor.next_deadline_s == cancelled_s + 15.0


def test_that_a_host_killed_after_its_grace_is_no_death_of_the_input_or_the_host() -> None:
    desk = Desk.ready()
    for _ in range(20):
        job_id = desk.submit("hangs")
        desk.say(ItemBegun(desk.chunk().chunk_id, 0))
        desk.cancel(job_id)
        desk.settle(after_s=3.0)
        desk.say(Ready(1))
    assert desk.supervisor.state is HostState.IDLE
    assert desk.starts == 21


def test_that_restarts_wait_longer_each_time_until_an_item_is_done() -> None:
    desk = Desk.ready()
    desk.submit(*range(3))
    waits = []
    for _ in range(4):
        desk.die()
        waits.append(_wait_for_start(desk))
        desk.say(Ready(1))
    assert waits == pytest.approx([0.0, 0.5, 1.0, 2.0])
    desk.finish_item(0)
    desk.die()
    assert _wait_for_start(desk) == 0.0


def _wait_for_start(desk: Desk) -> float:
    deadline_s = desk.supervisor.next_deadline_s
    assert deadline_s is not None
    starts = desk.starts
    if desk.supervisor.state is HostState.STARTING:
        return 0.0
    wait_s = deadline_s - desk.now_s
    desk.settle(after_s=wait_s)
    assert desk.starts == starts + 1
    return wait_s


def test_that_a_death_between_items_blames_no_input() -> None:
    desk = Desk.ready()
    job_id = desk.submit(1, 2)
    for _ in range(4):
        desk.die()
        desk.settle(after_s=5.0)
        desk.say(Ready(1))
    desk.finish_item(0)
    desk.finish_item(1)
    desk.say(ChunkEnded(desk.chunk().chunk_id))
    assert [event.index for event in desk.events if isinstance(event, ItemSucceeded)] == [0, 1]
    assert job_id in [getattr(event, "job_id", None) for event in desk.events]


def test_that_giving_up_fails_the_jobs_and_a_new_job_tries_again() -> None:
    desk = Desk(HostLimits(start_deaths_in_a_row=2, backoff_s=(0.0,)))
    job_id = desk.submit(1)
    desk.die()
    desk.die()
    failed = desk.events[-1]
    assert isinstance(failed, JobFailed)
    assert (failed.job_id, failed.failure.code) == (job_id, "host_keeps_dying")
    assert (desk.starts, desk.supervisor.state) == (2, HostState.DOWN)
    desk.settle(after_s=1000.0)
    assert desk.starts == 2
    desk.submit(2)
    assert desk.starts == 3


def test_that_failed_starts_are_forgotten_when_a_host_is_ready() -> None:
    desk = Desk(HostLimits(start_deaths_in_a_row=2, backoff_s=(0.0,)))
    for _ in range(3):
        desk.die()
        desk.say(Ready(1))
        desk.die()
        desk.submit(1)
        desk.say(Ready(1))
        desk.finish_item(0)
        desk.say(ChunkEnded(desk.chunk().chunk_id))
        desk.die()
    assert desk.supervisor.state is HostState.STARTING


def test_that_a_finished_job_does_not_call_the_host_back() -> None:
    desk = Desk.ready()
    desk.submit(1)
    desk.finish_item(0)
    assert not [message for message in desk.sent if isinstance(message, CancelChunk)]
    assert desk.supervisor.state is HostState.BUSY
