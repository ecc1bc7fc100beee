"""The host: a child process that owns the engine and every model.

Importing this module loads only the standard library and our own values; the engine's module is
imported inside the child, after its surroundings are prepared.
"""

from __future__ import annotations

import faulthandler
import importlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Final, cast

from core.host.failures import failure_from
from core.host.output import OutputCapture
from core.host.surroundings import prepare_surroundings
from core.host.wire import CancelChunk, LoadFailed, Loading, Ready, RunChunk, unpack
from core.host.work import Channel, ChunkRun, leave
from core.jobs.cancel import CancelToken
from core.jobs.engine import Engine

_logger = logging.getLogger(__name__)

_LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


@dataclass(frozen=True, slots=True)
class HostSpec:
    """How to make the engine, and where output goes; only strings and bytes, so always picklable.

    Attributes
    ----------
    engine : str
        ``module:function``.
    config : bytes
        Packed argument of the function.
    log_dir, output_stem : Path, str
        Folder and beginning of the names of the output files.
    """

    engine: str
    config: bytes
    log_dir: Path
    output_stem: str


def host_main(connection: Connection, spec: HostSpec) -> None:
    """Serve one client until its end of the pipe is closed."""
    prepare_surroundings()
    output = _capture_output(spec)
    channel = Channel(connection)
    inbox = _Inbox(connection)
    threading.Thread(target=inbox.read_forever, name="host-reader", daemon=True).start()
    try:
        engine = create_engine(spec)
        engine.load(lambda done, total: channel.send(Loading(done, total)))
    except Exception as error:
        _logger.exception("the engine %s cannot be loaded", spec.engine)
        channel.send(LoadFailed(failure_from(error)))
        return
    channel.send(Ready(os.getpid()))
    while True:
        chunk, token = inbox.take()
        ChunkRun(chunk, engine=engine, channel=channel, token=token).run()
        if output is not None:
            output.rotate_if_large()


def create_engine(spec: HostSpec) -> Engine:
    """Import the engine's module and call its factory.

    Raises
    ------
    Exception
        Whatever importing or calling raises.
    """
    module_name, _, function_name = spec.engine.partition(":")
    factory: object = getattr(importlib.import_module(module_name), function_name)
    # Python cannot check a function named in a string; a wrong one fails at its first use.
    return cast("Callable[[object], Engine]", factory)(unpack(spec.config))


class _Inbox:
    """Reads the pipe in a thread of its own, so that a cancel arrives while the engine works."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._chunks: SimpleQueue[tuple[RunChunk, CancelToken]] = SimpleQueue()
        self._newest = (0, CancelToken())

    def take(self) -> tuple[RunChunk, CancelToken]:
        """Wait for the next chunk."""
        return self._chunks.get()

    def read_forever(self) -> None:
        """Take messages until the client is gone, however it went; then end this process."""
        try:
            while True:
                self._sort(unpack(self._connection.recv_bytes()))
        except (EOFError, OSError):
            leave()
        except Exception:
            # Without this thread neither a cancel nor the client's end would be noticed.
            _logger.exception("the host cannot read its pipe")
            leave(exit_code=1)

    def _sort(self, message: object) -> None:
        match message:
            case RunChunk():
                self._newest = (message.chunk_id, CancelToken())
                self._chunks.put((message, self._newest[1]))
            case CancelChunk() if message.chunk_id == self._newest[0]:
                self._newest[1].cancel()
            case _:
                _logger.debug("ignored %s", type(message).__name__)


def _capture_output(spec: HostSpec) -> OutputCapture | None:
    """Send output and logging to the host's files; without them the host still works."""
    try:
        output = OutputCapture(spec.log_dir, spec.output_stem)
    except OSError:
        output = None
    logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT, stream=sys.stderr, force=True)
    logging.captureWarnings(capture=True)
    if output is None:
        _logger.warning("no log can be written to %s", spec.log_dir, exc_info=True)
    if sys.stderr is not None:
        faulthandler.enable()
    return output
