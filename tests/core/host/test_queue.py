"""The queue alone: order, slots, chunks, late reports."""

from __future__ import annotations

from core.host.messages import Priority
from core.host.queue import JobQueue
from core.host.wire import unpack
from core.jobs.engine import Task
from core.jobs.events import (
    CancelReason,
    Failure,
    ItemFailed,
    ItemSucceeded,
    JobCancelled,
    JobFailed,
    JobProgress,
    JobStarted,
    JobSucceeded,
)
from core.jobs.ids import JobId
from tests.core.host.rig import job_of

_FAILURE = Failure("image_unreadable")


def _next_job(queue: JobQueue) -> JobId | None:
    taken = queue.take_chunk(1, size=16, budget_s=0.25)
    return None if taken is None else taken[0]


def test_that_the_most_urgent_job_runs_first_and_equal_ones_in_order() -> None:
    queue = JobQueue()
    priorities = [Priority.FOLDER, Priority.CLICK, Priority.FOLDER, Priority.VIEW, Priority.CLICK]
    jobs = [job_of(1, priority=priority) for priority in priorities]
    for job in jobs:
        assert queue.add(job) == []
    order = []
    while (job_id := _next_job(queue)) is not None:
        order.append(job_id)
        queue.succeed_item(job_id, 0, None)
    assert order == [jobs[number].job_id for number in (1, 4, 3, 0, 2)]


def test_that_a_chunk_holds_what_is_left_up_to_its_size() -> None:
    queue = JobQueue()
    job = job_of(*range(5))
    queue.add(job)
    taken = queue.take_chunk(7, size=3, budget_s=0.25)
    assert taken is not None
    job_id, chunk, events = taken
    assert (job_id, events) == (job.job_id, [JobStarted(job.job_id)])
    assert [(index, unpack(packed)) for index, packed in chunk.items] == [(0, 0), (1, 1), (2, 2)]
    task = unpack(chunk.task)
    assert isinstance(task, Task)
    assert task.name == "play"
    for index in range(3):
        queue.succeed_item(job_id, index, None)
    rest = queue.take_chunk(8, size=3, budget_s=0.25)
    assert rest is not None
    assert [index for index, _ in rest[1].items] == [3, 4]
    assert rest[2] == []


def test_that_items_a_chunk_did_not_reach_come_again() -> None:
    queue = JobQueue()
    queue.add(job_of(*range(4)))
    _next_job(queue)
    assert _next_job(queue) is not None
    taken = queue.take_chunk(3, size=16, budget_s=0.25)
    assert taken is not None
    assert [index for index, _ in taken[1].items] == [0, 1, 2, 3]


def test_that_a_new_job_cancels_only_the_one_in_its_slot() -> None:
    queue = JobQueue()
    old, other, new = job_of(1, slot="a"), job_of(1, slot="b"), job_of(1, slot="a")
    queue.add(old)
    queue.add(other)
    assert queue.add(new) == [JobCancelled(old.job_id, CancelReason.SUPERSEDED)]
    assert old.job_id not in queue
    assert other.job_id in queue
    queue.succeed_item(new.job_id, 0, None)
    assert queue.add(job_of(1, slot="a")) == []


def test_that_late_and_unknown_reports_are_dropped() -> None:
    queue = JobQueue()
    job = job_of("a", "b")
    queue.add(job)
    assert len(queue.succeed_item(job.job_id, 0, "A")) == 2
    assert queue.succeed_item(job.job_id, 0, "A") == []
    assert queue.fail_item(job.job_id, 0, _FAILURE) == []
    assert queue.succeed_item(job.job_id, 5, "?") == []
    assert queue.progress(job.job_id, 0, 1, 2) == []
    assert queue.show(job.job_id, 0, "A") == []
    assert queue.blame_item(job.job_id, 0, "") == []
    queue.cancel(job.job_id, CancelReason.REQUESTED)
    assert queue.succeed_item(job.job_id, 1, "B") == []
    assert queue.cancel(job.job_id, CancelReason.REQUESTED) == []


def test_that_a_failed_item_ends_or_does_not_end_its_job() -> None:
    queue = JobQueue()
    strict, lenient = job_of(1, 2), job_of(1, 2, goes_on=True)
    queue.add(strict)
    queue.add(lenient)
    assert queue.fail_item(strict.job_id, 0, _FAILURE) == [
        ItemFailed(strict.job_id, 0, "item 0", _FAILURE),
        JobFailed(strict.job_id, _FAILURE),
    ]
    assert queue.fail_item(lenient.job_id, 0, _FAILURE) == [
        ItemFailed(lenient.job_id, 0, "item 0", _FAILURE),
        JobProgress(lenient.job_id, 1, 2),
    ]
    succeeded, *rest = queue.succeed_item(lenient.job_id, 1, "B")
    assert isinstance(succeeded, ItemSucceeded)
    assert rest == [JobProgress(lenient.job_id, 2, 2), JobSucceeded(lenient.job_id, 1, 1)]
    assert len(queue) == 0


def test_that_deaths_are_counted_for_each_item_alone() -> None:
    queue = JobQueue()
    job = job_of(1, 2, goes_on=True)
    queue.add(job)
    assert queue.blame_item(job.job_id, 0, "") == []
    queue.succeed_item(job.job_id, 0, None)
    assert queue.blame_item(job.job_id, 1, "") == []
    poison = Failure("host_poison_input", {"name": "item 1"}, "last words")
    broken, *_ = queue.blame_item(job.job_id, 1, "last words")
    assert broken == ItemFailed(job.job_id, 1, "item 1", poison)


def test_that_everything_can_be_ended_at_once() -> None:
    queue = JobQueue()
    jobs = [job_of(1) for _ in range(3)]
    for job in jobs:
        queue.add(job)
    assert queue.fail_all(_FAILURE) == [JobFailed(job.job_id, _FAILURE) for job in jobs]
    for job in jobs:
        queue.add(job)
    stopped = CancelReason.STOPPED
    assert queue.cancel_all(stopped) == [JobCancelled(job.job_id, stopped) for job in jobs]
    assert _next_job(queue) is None
