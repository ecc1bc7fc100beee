"""One inspection through the real inference host, as the window does it."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Final

from core.domain.inspections import Inspection
from core.domain.teaching import ProductContext
from core.errors import HostError
from core.host.client import HostClient
from core.host.messages import ClientEvent, Job, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemSucceeded, JobCancelled, JobFailed, JobSucceeded
from core.services.requests import FACTORY, INSPECT, EngineConfig, InspectItem
from core.settings.paths import DataDir

_TIMEOUT_S: Final = 180.0
"""Importing the model libraries from a cold disk takes the longest."""
_STOP_TIMEOUT_S: Final = 30.0


def inspect_in_host(data_dir: DataDir, product: ProductContext, image: Path) -> str:
    """Start a host, inspect one image in it, stop it.

    Returns
    -------
    str
        Outcome and reason, for the report.

    Raises
    ------
    DefectScribeError
        What the host or the job failed with; ``host_silent`` after three minutes.
    """
    events: queue.SimpleQueue[ClientEvent] = queue.SimpleQueue()
    client = HostClient(
        engine=FACTORY,
        config=EngineConfig(data_dir.root),
        log_dir=data_dir.logs,
        deliver=events.put,
    )
    thread = threading.Thread(target=client.run_forever, name="host-client")
    thread.start()
    try:
        client.submit(
            Job(task=Task(INSPECT, product), items=(WorkItem(image.name, InspectItem(image)),))
        )
        return _answer(events)
    finally:
        client.stop()
        thread.join(_STOP_TIMEOUT_S)


def _answer(events: queue.SimpleQueue[ClientEvent]) -> str:
    """Wait for the end of the job."""
    found = "nothing was returned"
    deadline_s = time.monotonic() + _TIMEOUT_S
    while True:
        try:
            event = events.get(timeout=max(0.0, deadline_s - time.monotonic()))
        except queue.Empty:
            raise HostError("host_silent", seconds=int(_TIMEOUT_S)) from None
        if isinstance(event, ItemSucceeded) and isinstance(event.result, Inspection):
            found = f"{event.result.outcome.value} ({event.result.reason.code.value})"
        elif isinstance(event, JobFailed):
            raise event.failure.as_error()
        elif isinstance(event, JobSucceeded | JobCancelled):
            return found
