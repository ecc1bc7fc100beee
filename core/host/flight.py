"""The one chunk that is with the host."""

from __future__ import annotations

import logging

from core.host.failures import failure_from
from core.host.queue import JobQueue
from core.host.wire import (
    ItemBegun,
    ItemBroken,
    ItemDone,
    ItemMessage,
    ItemShown,
    ItemStep,
    RunChunk,
    unpack_light,
)
from core.jobs.events import JobEvent
from core.jobs.ids import JobId

_logger = logging.getLogger(__name__)


class ChunkInFlight:
    """Brings what the host says about the items of a chunk into the queue."""

    def __init__(self, chunk: RunChunk, *, job_id: JobId, queue: JobQueue) -> None:
        self.chunk_id = chunk.chunk_id
        self.job_id = job_id
        self._last_index = chunk.items[-1][0]
        self._queue = queue
        self._begun: int | None = None
        self._reported: int | None = None

    @property
    def is_orphaned(self) -> bool:
        """Whether the host works for a job that is gone."""
        return self.job_id not in self._queue and self._reported != self._last_index

    def take(self, message: ItemMessage) -> list[JobEvent]:
        """Return the events a message causes; none if its job is gone."""
        match message:
            case ItemBegun():
                self._begun = message.index
                return []
            case ItemStep():
                return self._queue.progress(self.job_id, message.index, message.step, message.steps)
            case ItemShown():
                return self._take_value(message.index, message.value, final=False)
            case ItemDone():
                self._end_item(message.index)
                return self._take_value(message.index, message.result, final=True)
            case ItemBroken():
                self._end_item(message.index)
                return self._queue.fail_item(self.job_id, message.index, message.failure)

    def blame(self, log_tail: str) -> list[JobEvent]:
        """Return the events of the host's death on the item it had begun, if any."""
        if self._begun is None:
            return []
        return self._queue.blame_item(self.job_id, self._begun, log_tail)

    def _end_item(self, index: int) -> None:
        self._begun = None
        self._reported = index

    def _take_value(self, index: int, packed: bytes, *, final: bool) -> list[JobEvent]:
        if self.job_id not in self._queue:
            return []
        try:
            value = unpack_light(packed)
        except Exception as error:  # any type may come out of a value that is made again
            _logger.warning("a result of the host cannot be read", exc_info=True)
            return self._queue.fail_item(self.job_id, index, failure_from(error))
        if final:
            return self._queue.succeed_item(self.job_id, index, value)
        return self._queue.show(self.job_id, index, value)
