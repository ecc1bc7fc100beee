"""Whatever happens in whatever order: one end for each job, one report for each item."""

from __future__ import annotations

from collections import Counter, defaultdict

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from typing_extensions import override

from core.host.actions import Deliver, EndHost, HostLimits, SendToHost, StartHost
from core.host.messages import HostStopped, ItemFailurePolicy, Job, Priority, WorkItem
from core.host.supervisor import HostState, Supervisor
from core.host.wire import (
    CancelChunk,
    ChunkEnded,
    FromHost,
    ItemBegun,
    ItemBroken,
    ItemDone,
    PhaseIs,
    Ready,
    RunChunk,
    ToHost,
    pack,
)
from core.jobs.engine import Phase, Task
from core.jobs.events import (
    Failure,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobEvent,
    JobFailed,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import JobId

pytestmark = pytest.mark.usefixtures("expected_warnings")

_LIMITS = HostLimits(chunk_items=3, deaths_in_a_row=4, start_deaths_in_a_row=2)


class ScriptedHost:
    """Plays a host: does one step when told, and forgets everything when it ends."""

    def __init__(self) -> None:
        self.is_ready = False
        self.chunk: RunChunk | None = None
        self.position = 0
        self.has_begun = False

    def take(self, message: ToHost) -> None:
        match message:
            case RunChunk():
                assert self.is_ready
                assert self.chunk is None, "two chunks at once"
                self.chunk, self.position, self.has_begun = message, 0, False
            case CancelChunk():
                # A polite host; the impolite one is played by letting time pass.
                if self.chunk is not None and self.chunk.chunk_id == message.chunk_id:
                    self.position = len(self.chunk.items)
                    self.has_begun = False

    def step(self, *, succeeds: bool, ends_early: bool) -> FromHost:
        """Return the next thing a host could say."""
        if not self.is_ready:
            self.is_ready = True
            return Ready(1)
        chunk = self.chunk
        if chunk is None:
            return PhaseIs(Phase.WORKING)
        if self.position >= len(chunk.items) or (ends_early and not self.has_begun):
            self.chunk = None
            return ChunkEnded(chunk.chunk_id)
        return self._work(chunk, succeeds=succeeds)

    def _work(self, chunk: RunChunk, *, succeeds: bool) -> FromHost:
        index = chunk.items[self.position][0]
        self.has_begun = not self.has_begun
        if self.has_begun:
            return ItemBegun(chunk.chunk_id, index)
        self.position += 1
        if succeeds:
            return ItemDone(chunk.chunk_id, index, pack(index))
        if chunk.stop_on_failure:
            self.position = len(chunk.items)
        return ItemBroken(chunk.chunk_id, index, Failure("image_unreadable"))


class AnyOrder(RuleBasedStateMachine):
    """Drives a supervisor with everything a user, a host and a clock can do."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0
        self.supervisor = Supervisor(_LIMITS)
        self.host: ScriptedHost | None = None
        self.jobs: dict[JobId, Job] = {}
        self.events: defaultdict[JobId, list[JobEvent]] = defaultdict(list)
        self.hosts_stopped = 0
        self.said: list[FromHost] = []

    @rule(
        n_items=st.integers(0, 7),
        priority=st.sampled_from(Priority),
        slot=st.sampled_from([None, None, "score:preview"]),
        policy=st.sampled_from(ItemFailurePolicy),
    )
    def submit(
        self, n_items: int, priority: Priority, slot: str | None, policy: ItemFailurePolicy
    ) -> None:
        items = tuple(WorkItem(f"{number}", number) for number in range(n_items))
        job = Job(Task("play"), items, priority=priority, slot=slot, on_item_failure=policy)
        self.jobs[job.job_id] = job
        self.supervisor.submit(job, self.now_s)
        self.settle()

    @precondition(lambda self: self.jobs)
    @rule(choice=st.integers(0, 1000))
    def cancel(self, choice: int) -> None:
        self.supervisor.cancel(list(self.jobs)[choice % len(self.jobs)], self.now_s)
        self.settle()

    @precondition(lambda self: self.host)
    @rule(succeeds=st.booleans(), ends_early=st.booleans(), times=st.integers(1, 6))
    def host_works(self, succeeds: bool, ends_early: bool, times: int) -> None:
        for _ in range(times):
            if self.host is None:
                return
            message = self.host.step(succeeds=succeeds, ends_early=ends_early)
            self.said.append(message)
            self.supervisor.host_said(message, self.now_s)
            self.settle()

    @precondition(lambda self: self.host and self.host.is_ready and self.said)
    @rule(choice=st.integers(0, 1000))
    def host_repeats_itself(self, choice: int) -> None:
        message = self.said[choice % len(self.said)]
        if not isinstance(message, Ready | ChunkEnded):
            self.supervisor.host_said(message, self.now_s)
            self.settle()

    @precondition(lambda self: self.host)
    @rule(phase=st.sampled_from(Phase))
    def host_changes_phase(self, phase: Phase) -> None:
        self.supervisor.host_said(PhaseIs(phase), self.now_s)
        self.settle()

    @precondition(lambda self: self.host)
    @rule()
    def host_dies(self) -> None:
        self.host = None
        self.supervisor.host_died(-9, "last words", self.now_s)
        self.settle()

    @rule(seconds=st.sampled_from([0.1, 1.0, 3.0, 20.0]))
    def time_passes(self, seconds: float) -> None:
        self.now_s += seconds
        self.settle()

    @rule(stops=st.integers(0, 30))
    def stop_sometimes(self, stops: int) -> None:
        if stops == 0:
            self.supervisor.stop()
            self.settle()

    @invariant()
    def nothing_is_told_twice(self) -> None:
        for job_id, events in self.events.items():
            check_story(self.jobs[job_id], events)

    @override
    def teardown(self) -> None:
        """Let the host finish what it can, or stop; either way every job must have ended."""
        for _ in range(2000):
            if self.supervisor.unfinished_jobs == 0 or self.supervisor.state is HostState.STOPPED:
                break
            self.now_s += 0.5
            self.settle()
            self.host_works(succeeds=True, ends_early=False, times=3)
        assert self.supervisor.unfinished_jobs == 0
        for job_id in self.jobs:
            assert len(ends(self.events[job_id])) == 1
        self.supervisor.stop()
        self.settle()
        assert self.host is None
        assert self.hosts_stopped == 1

    def settle(self) -> None:
        """Do what the client does after everything that happens."""
        self.supervisor.advance(self.now_s)
        while (action := self.supervisor.take_action()) is not None:
            match action:
                case StartHost():
                    assert self.host is None, "two hosts at once"
                    self.host = ScriptedHost()
                case EndHost():
                    self.host = None
                case SendToHost():
                    assert self.host is not None
                    self.host.take(action.message)
                case Deliver():
                    self.hosts_stopped += isinstance(action.event, HostStopped)
                    if isinstance(action.event, JobEvent):
                        self.events[action.event.job_id].append(action.event)


def ends(events: list[JobEvent]) -> list[JobEvent]:
    return [event for event in events if isinstance(event, JobSucceeded | JobFailed | JobCancelled)]


def check_story(job: Job, events: list[JobEvent]) -> None:
    """Check what was told about one job so far."""
    told_ends = ends(events)
    assert len(told_ends) <= 1
    assert not told_ends or events[-1] is told_ends[0], "told after the end"
    assert Counter(type(event) for event in events)[JobStarted] <= 1
    assert isinstance(events[0], JobStarted) or events == told_ends
    reported = [event for event in events if isinstance(event, ItemSucceeded | ItemFailed)]
    assert [event.index for event in reported] == list(range(len(reported)))
    for event in reported:
        if isinstance(event, ItemSucceeded):
            assert event.result == event.index
    for end in told_ends:
        if isinstance(end, JobSucceeded):
            n_failed = sum(isinstance(event, ItemFailed) for event in reported)
            assert len(reported) == len(job.items)
            assert (end.items_succeeded, end.items_failed) == (len(reported) - n_failed, n_failed)


AnyOrder.TestCase.settings = settings(
    max_examples=120, stateful_step_count=40, deadline=None, derandomize=True
)
TestAnyOrder = AnyOrder.TestCase
