"""What the storage thread is asked to do, and what it answers; free of Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from core.errors import DefectScribeError

HistoryT = TypeVar("HistoryT")
ResultT = TypeVar("ResultT")


def _ignore(_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True, eq=False)
class StorageTask(Generic[HistoryT, ResultT]):
    """Work on the history.

    Attributes
    ----------
    work : callable
        Called in the storage thread with the open history. It must not touch widgets, and must
        return values: no iterator, whose reading would happen elsewhere.
    on_done, on_error : callable
        Called in the window's thread, at most one of them first; ``on_done`` may still follow
        ``on_error`` when the task is kept and succeeds later.
    name : str
        What a person calls it, such as "part_07.png: NG"; stands in the list of unsaved work.
    keep : bool
        A write whose loss would be a loss: while the storage does not work (locked, full,
        read-only), the task is kept in memory and tried again, in order with the other kept ones.
    """

    work: Callable[[HistoryT], ResultT]
    on_done: Callable[[ResultT], None] = _ignore
    on_error: Callable[[DefectScribeError], None] = _ignore
    name: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class DiskTask(Generic[ResultT]):
    """Work on other files that belong to the person's data, such as settings; never kept."""

    work: Callable[[], ResultT]
    on_done: Callable[[ResultT], None] = _ignore
    on_error: Callable[[DefectScribeError], None] = _ignore
    name: str = ""


@dataclass(frozen=True, slots=True)
class StorageState:
    """How the storage is doing.

    Attributes
    ----------
    is_open : bool
        The history was opened.
    waiting : int
        Tasks that were not tried yet.
    unsaved : tuple of str
        Names of the kept tasks that failed, in order.
    is_retrying : bool
        The kept tasks are being tried again.
    trouble : DefectScribeError or None
        Why the last kept task, or opening, failed; None when all is well.
    """

    is_open: bool = False
    waiting: int = 0
    unsaved: tuple[str, ...] = ()
    is_retrying: bool = False
    trouble: DefectScribeError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The history can be used."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenFailed:
    """The history cannot be used for now."""

    error: DefectScribeError


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """A task has succeeded."""

    number: int
    result: object


@dataclass(frozen=True, slots=True, eq=False)
class Failed:
    """A task has failed; if ``is_kept``, it will be tried again."""

    number: int
    error: DefectScribeError
    is_kept: bool


@dataclass(frozen=True, slots=True, eq=False)
class Retried:
    """The kept tasks were tried again, as asked."""


Answer: TypeAlias = Opened | OpenFailed | Done | Failed | Retried
