"""The host process as its client holds it: one object per life of a host."""

from __future__ import annotations

import contextlib
import multiprocessing
from typing import Final

from core.host.output import output_tail
from core.host.process import HostSpec, host_main
from core.host.wire import FromHost, ToHost, pack, unpack_light

_ENDING_S: Final = 0.5
_MESSAGES_AT_ONCE: Final = 256


class HostHandle:
    """A running host. Not thread-safe: only the client's one thread holds it.

    Raises
    ------
    OSError
        If the system cannot start another process.
    """

    def __init__(self, spec: HostSpec) -> None:
        self._spec = spec
        # Spawn everywhere: a forked copy of a process with threads and a window cannot work.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        # Daemon: the interpreter ends it should nobody else do so.
        self._process = context.Process(
            target=host_main, args=(theirs, spec), name="defectscribe-host", daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            # With our copy of its end open we would never see the end of the pipe.
            theirs.close()

    @property
    def sentinel(self) -> int:
        """What becomes ready when the process has ended."""
        return self._process.sentinel

    def send(self, message: ToHost) -> None:
        """Send a message; to a dead host it is lost, and its death is noticed elsewhere."""
        with contextlib.suppress(OSError):
            self.connection.send_bytes(pack(message))

    def receive(self) -> list[FromHost] | None:
        """Return the messages that wait; None at the end of the pipe."""
        messages: list[FromHost] = []
        try:
            while len(messages) < _MESSAGES_AT_ONCE and self.connection.poll():
                message = unpack_light(self.connection.recv_bytes())
                if isinstance(message, FromHost):
                    messages.append(message)
        except (EOFError, OSError):
            return messages or None
        return messages

    def reap(self) -> int | None:
        """Return the exit code of a process that is ending by itself; kill it if it is not."""
        self._process.join(_ENDING_S)
        return self.kill(wait_s=_ENDING_S)

    def kill(self, *, wait_s: float) -> int | None:
        """Kill the process and return its exit code.

        A host has nothing to tidy up, so this is no worse for it than a kind request.

        Parameters
        ----------
        wait_s : float
            How long to wait for its end. A killed process may take seconds to give back its
            memory; it is forgotten then and None returned.
        """
        self.connection.close()
        self._process.kill()
        self._process.join(wait_s)
        exit_code = self._process.exitcode
        if exit_code is not None:
            self._process.close()
        return exit_code

    def output_tail(self) -> str:
        """Return the last lines the host wrote."""
        return output_tail(self._spec.log_dir, self._spec.output_stem)
