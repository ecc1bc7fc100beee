"""Working through chunks, inside the host."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Final, NoReturn

from typing_extensions import override

from core.errors import DefectScribeError, JobCancelledError, UsageError
from core.host.failures import failure_from
from core.host.wire import (
    ChunkEnded,
    FromHost,
    ItemBegun,
    ItemBroken,
    ItemDone,
    ItemShown,
    ItemStep,
    PhaseIs,
    RunChunk,
    pack,
    unpack,
)
from core.jobs.cancel import CancelToken
from core.jobs.engine import Engine, ItemContext, Phase, Task

_logger = logging.getLogger(__name__)

_STEP_INTERVAL_S: Final = 0.05


class Channel:
    """The host's way to the client; any thread may send."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, message: FromHost) -> None:
        """Send a message; without a client this process has no business any more."""
        data = pack(message)
        try:
            with self._lock:
                self._connection.send_bytes(data)
        except OSError:
            leave()


def leave(exit_code: int = 0) -> NoReturn:
    """End this process at once, whatever its other threads do."""
    os._exit(exit_code)


class ChunkRun:
    """One chunk, item by item; results leave as they are ready."""

    def __init__(
        self, chunk: RunChunk, *, engine: Engine, channel: Channel, token: CancelToken
    ) -> None:
        self._chunk = chunk
        self._engine = engine
        self._channel = channel
        self._token = token

    def run(self) -> None:
        """Work until the items or the time run out, the job is cancelled, or an item fails it."""
        end_s = time.monotonic() + self._chunk.budget_s
        for index, packed in self._chunk.items:
            if self._token.is_cancelled:
                break
            goes_on = self._run_item(index, packed)
            if not goes_on or time.monotonic() >= end_s:
                break
        self._channel.send(ChunkEnded(self._chunk.chunk_id))

    @cached_property
    def _task(self) -> Task:
        task = unpack(self._chunk.task)
        if not isinstance(task, Task):
            raise UsageError("internal", kind=type(task).__name__, message="not a task")
        return task

    def _run_item(self, index: int, packed: bytes) -> bool:
        chunk_id = self._chunk.chunk_id
        # Sent before anything of the item is touched: its very unpacking may kill this process.
        self._channel.send(ItemBegun(chunk_id, index))
        context = _PipeContext(chunk_id, index, channel=self._channel, token=self._token)
        try:
            result = pack(self._engine.run_item(self._task, unpack(packed), context))
        except DefectScribeError as error:
            if isinstance(error, JobCancelledError) and self._token.is_cancelled:
                return False
            _logger.info("an item failed: %s", error)
            failure = failure_from(error)
        except Exception as error:
            _logger.exception("an item failed")
            failure = failure_from(error)
        else:
            self._channel.send(ItemDone(chunk_id, index, result))
            return True
        self._channel.send(ItemBroken(chunk_id, index, failure))
        return not self._chunk.stop_on_failure


class _PipeContext(ItemContext):
    """Sends what an engine tells about one item through the pipe."""

    def __init__(self, chunk_id: int, index: int, *, channel: Channel, token: CancelToken) -> None:
        self._chunk_id = chunk_id
        self._index = index
        self._channel = channel
        self._token = token
        self._phase = Phase.WORKING
        self._next_step_s = 0.0

    @property
    @override
    def token(self) -> CancelToken:
        return self._token

    @override
    def progress(self, done: int, total: int | None) -> None:
        now_s = time.monotonic()
        if now_s < self._next_step_s:
            return
        self._next_step_s = now_s + _STEP_INTERVAL_S
        self._channel.send(ItemStep(self._chunk_id, self._index, done, total))

    @override
    def partial(self, value: object) -> None:
        self._channel.send(ItemShown(self._chunk_id, self._index, pack(value)))

    @override
    @contextmanager
    def phase(self, phase: Phase) -> Iterator[None]:
        before = self._phase
        self._enter(phase)
        try:
            yield
        finally:
            self._enter(before)

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self._channel.send(PhaseIs(phase))
