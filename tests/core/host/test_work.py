"""Working through a chunk, without a process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from core.errors import ImageError, JobCancelledError
from core.host.wire import (
    ChunkEnded,
    ItemBegun,
    ItemBroken,
    ItemDone,
    PhaseIs,
    RunChunk,
    pack,
    unpack,
)
from core.host.work import Channel, ChunkRun
from core.jobs.cancel import CancelToken
from core.jobs.engine import ItemContext, Phase, Task
from core.jobs.events import Failure
from core.jobs.progress import Progress


@dataclass
class Obedient:
    """Does what the item says: an exception to raise, ``cancel`` or anything else."""

    token: CancelToken
    seen: list[object] = field(default_factory=list)

    def load(self, progress: Progress) -> None: ...

    def run_item(self, task: Task, item: object, context: ItemContext) -> object:
        self.seen.append(item)
        if item == "cancel":
            self.token.cancel()
        if item == "cancel and stop":
            self.token.cancel()
            context.token.check()
        if isinstance(item, Exception):
            with context.phase(Phase.LOADING):
                raise item
        return item


@pytest.fixture
def pipe() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = Pipe()
    with ours, theirs:
        yield ours, theirs


def _run(
    pipe: tuple[Connection, Connection],
    engine: Obedient,
    *items: object,
    budget_s: float = 60.0,
    stop_on_failure: bool = False,
) -> list[object]:
    ours, theirs = pipe
    packed = tuple((index, pack(item)) for index, item in enumerate(items))
    chunk = RunChunk(3, pack(Task("obey")), packed, budget_s, stop_on_failure)
    ChunkRun(chunk, engine=engine, channel=Channel(theirs), token=engine.token).run()
    told: list[object] = []
    while ours.poll():
        told.append(unpack(ours.recv_bytes()))
    assert told[-1] == ChunkEnded(3)
    return told[:-1]


def test_that_a_chunk_cancelled_before_it_began_does_nothing(
    pipe: tuple[Connection, Connection],
) -> None:
    engine = Obedient(CancelToken())
    engine.token.cancel()
    assert _run(pipe, engine, "a", "b") == []
    assert engine.seen == []


def test_that_a_cancel_stops_between_items_even_if_the_engine_ignores_it(
    pipe: tuple[Connection, Connection],
) -> None:
    engine = Obedient(CancelToken())
    told = _run(pipe, engine, "cancel", "b")
    assert told == [ItemBegun(3, 0), ItemDone(3, 0, pack("cancel"))]
    assert engine.seen == ["cancel"]


def test_that_an_item_that_stops_for_a_cancel_is_neither_done_nor_broken(
    pipe: tuple[Connection, Connection],
) -> None:
    assert _run(pipe, Obedient(CancelToken()), "cancel and stop", "b") == [ItemBegun(3, 0)]


def test_that_a_cancelled_error_nobody_asked_for_is_a_failure(
    pipe: tuple[Connection, Connection],
) -> None:
    told = _run(pipe, Obedient(CancelToken()), JobCancelledError())
    assert told[-1] == ItemBroken(3, 0, Failure("cancelled"))


def test_that_a_chunk_ends_with_the_item_in_which_its_time_ran_out(
    pipe: tuple[Connection, Connection],
) -> None:
    engine = Obedient(CancelToken())
    _run(pipe, engine, "a", "b", "c", budget_s=0.0)
    assert engine.seen == ["a"]


@pytest.mark.parametrize(("stops", "seen"), [(True, 1), (False, 2)])
def test_that_a_failure_ends_the_chunk_of_a_job_that_fails_with_it(
    pipe: tuple[Connection, Connection], stops: bool, seen: int
) -> None:
    engine = Obedient(CancelToken())
    told = _run(pipe, engine, ImageError(file="가"), "b", stop_on_failure=stops)
    assert ItemBroken(3, 0, Failure("image_unreadable", {"file": "가"})) in told
    assert len(engine.seen) == seen


def test_that_a_phase_ends_with_its_block_even_after_an_error(
    pipe: tuple[Connection, Connection],
) -> None:
    told = _run(pipe, Obedient(CancelToken()), ImageError())
    phases = [message.phase for message in told if isinstance(message, PhaseIs)]
    assert phases == [Phase.LOADING, Phase.WORKING]
