"""What travels through the pipe between client and host, and how it becomes bytes.

Values of jobs travel as packed bytes inside these messages: one that cannot be packed or unpacked
then spoils its own item, never the connection.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Final, TypeAlias

from typing_extensions import override

from core.errors import HostError
from core.jobs.engine import Phase
from core.jobs.events import Failure

_HEAVY_PACKAGES: Final = frozenset({"accelerate", "tokenizers", "torch", "transformers"})


@dataclass(frozen=True, slots=True)
class RunChunk:
    """Client to host: do these items, stop after ``budget_s`` seconds, say what is done.

    ``items`` are (index in the job, packed value); ``task`` is a packed Task.
    """

    chunk_id: int
    task: bytes
    items: tuple[tuple[int, bytes], ...]
    budget_s: float
    stop_on_failure: bool


@dataclass(frozen=True, slots=True)
class CancelChunk:
    """Client to host: come back as soon as possible."""

    chunk_id: int


@dataclass(frozen=True, slots=True)
class Loading:
    """Host to client: the engine prepares itself."""

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """Host to client: the engine cannot work; the host ends itself."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Ready:
    """Host to client: send chunks."""

    pid: int


@dataclass(frozen=True, slots=True)
class PhaseIs:
    """Host to client: what the engine does now."""

    phase: Phase


@dataclass(frozen=True, slots=True)
class ItemBegun:
    """Host to client: should the host die now, this item is suspect."""

    chunk_id: int
    index: int


@dataclass(frozen=True, slots=True)
class ItemStep:
    """Host to client: progress within an item."""

    chunk_id: int
    index: int
    step: int
    steps: int | None


@dataclass(frozen=True, slots=True)
class ItemShown:
    """Host to client: a result that is not final, packed."""

    chunk_id: int
    index: int
    value: bytes


@dataclass(frozen=True, slots=True)
class ItemDone:
    """Host to client: a result, packed."""

    chunk_id: int
    index: int
    result: bytes


@dataclass(frozen=True, slots=True)
class ItemBroken:
    """Host to client: the item could not be done."""

    chunk_id: int
    index: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class ChunkEnded:
    """Host to client: nothing runs; items of the chunk that were not reported were not begun."""

    chunk_id: int


ToHost: TypeAlias = RunChunk | CancelChunk
ItemMessage: TypeAlias = ItemBegun | ItemStep | ItemShown | ItemDone | ItemBroken
FromHost: TypeAlias = Loading | LoadFailed | Ready | PhaseIs | ItemMessage | ChunkEnded


def pack(value: object) -> bytes:
    """Turn a value into bytes.

    Raises
    ------
    Exception
        Whatever the value raises when it is pickled; there is no common type.
    """
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> object:
    """Turn bytes into the value again, in the host.

    Raises
    ------
    Exception
        Whatever the value raises when it is made again.
    """
    return _Unpickler(io.BytesIO(data)).load()


def unpack_light(data: bytes) -> object:
    """Turn bytes into the value again, in a process that must not import model libraries.

    Raises
    ------
    HostError
        ``host_result_heavy`` if the value would import one.
    Exception
        Whatever the value raises when it is made again.
    """
    return _Unpickler(io.BytesIO(data), refused=_HEAVY_PACKAGES).load()


class _Unpickler(pickle.Unpickler):
    """Reads only what our own two processes wrote: never a file, never the network.

    ``refused`` are packages whose import would cost the window seconds, or Windows a crash.
    """

    def __init__(self, stream: io.BytesIO, *, refused: frozenset[str] = frozenset()) -> None:
        super().__init__(stream)
        self._refused = refused

    @override
    def find_class(self, module_name: str, global_name: str, /) -> object:
        if module_name.partition(".")[0] in self._refused:
            raise HostError("host_result_heavy", kind=f"{module_name}.{global_name}")
        return super().find_class(module_name, global_name)
