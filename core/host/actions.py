"""What the supervisor asks the client to do, and the limits it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.host.messages import ClientEvent
from core.host.wire import ToHost


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLimits:
    """How much work at once, and how long to wait for what.

    Attributes
    ----------
    chunk_items, chunk_s : int, float
        A chunk ends after this many items, or with the item during which this time ran out.
    grace_s, slow_grace_s : float
        How long a cancelled host may take to come back while working; while loading a model or
        generating text.
    start_s : float
        How long a host may take to be ready; importing and loading from a slow disk included.
    deaths_in_a_row, start_deaths_in_a_row : int
        Deaths without one finished item in between, and starts that fail, before the program
        gives up and fails the jobs in words. The first allows for three poison inputs side by
        side.
    backoff_s : tuple of float
        Wait before the first, second, ... restart in a row; the last one repeats.
    """

    chunk_items: int = 16
    chunk_s: float = 0.25
    grace_s: float = 2.0
    slow_grace_s: float = 15.0
    start_s: float = 300.0
    deaths_in_a_row: int = 6
    start_deaths_in_a_row: int = 3
    backoff_s: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class StartHost:
    """Start a process; report with ``host_died`` if that fails."""


@dataclass(frozen=True, slots=True)
class EndHost:
    """End the process, kindly or not; whatever it still sends is not wanted."""


@dataclass(frozen=True, slots=True)
class SendToHost:
    """Send a message; if that fails, the death of the process will be noticed soon."""

    message: ToHost


@dataclass(frozen=True, slots=True, eq=False)
class Deliver:
    """Tell the user of the client."""

    event: ClientEvent


Action: TypeAlias = StartHost | EndHost | SendToHost | Deliver
