"""The inference host seen from the program that uses it."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias, assert_never

from core.errors import UsageError
from core.host.actions import Action, Deliver, EndHost, HostLimits, SendToHost, StartHost
from core.host.failures import failure_from
from core.host.launcher import HostHandle
from core.host.messages import ClientEvent, Job
from core.host.output import new_output_stem
from core.host.process import HostSpec
from core.host.supervisor import Supervisor
from core.host.wire import pack
from core.jobs.events import CancelReason, Failure, JobCancelled, JobFailed, TerminalEvent
from core.jobs.ids import JobId

_logger = logging.getLogger(__name__)

_STUMBLES_TO_END: Final = 3
# While serving, waiting for a dying host must not delay what others want to hear.
_END_S: Final = 0.5
_END_AT_STOP_S: Final = 5.0

_Command: TypeAlias = Callable[[float], None]


class HostClient:
    """Runs jobs in a child process that owns the models.

    One thread calls :meth:`run_forever`; every other method may be called from any thread::

        client = HostClient(engine="core.services.engine:create", config=config,
                            log_dir=paths.logs, deliver=events.put)
        threading.Thread(target=client.run_forever, name="host-client").start()
        client.submit(Job(task=Task("inspect", options), items=(WorkItem(str(path), request),)))
    """

    def __init__(
        self,
        *,
        engine: str,
        config: object,
        log_dir: Path,
        deliver: Callable[[ClientEvent], None],
        limits: HostLimits | None = None,
    ) -> None:
        """Prepare a client; no process is started before :meth:`run_forever`.

        Parameters
        ----------
        engine : str
            ``module:function``; the host imports the module and calls ``function(config)``, which
            returns a :class:`core.jobs.engine.Engine`.
        config : object
            Picklable value for the engine factory; pickled now.
        log_dir : Path
            Folder for the host's log files.
        deliver : callable
            Gets every event, in order, in the thread of :meth:`run_forever`; must be quick. What
            it raises is logged and changes nothing.
        limits : HostLimits, optional
            Sizes of chunks and waiting times.
        """
        self._engine = engine
        self._config = pack(config)
        self._log_dir = log_dir
        self._callback = deliver
        self._supervisor = Supervisor(limits or HostLimits())
        self._host: HostHandle | None = None
        self._commands: SimpleQueue[_Command] = SimpleQueue()
        self._bell = _Bell()
        self._lock = threading.Lock()
        self._submitted: set[JobId] = set()
        self._is_closed = False
        self._stop_wanted = False
        self._breakdown: Failure | None = None
        self._has_ended = threading.Event()

    def run_forever(self) -> None:
        """Serve until :meth:`stop`; never raises. The last event is ``HostStopped``.

        May be called once.
        """
        try:
            self._serve()
        except Exception as error:
            _logger.exception("the host's client cannot go on")
            self._breakdown = failure_from(error)
        finally:
            self._close()

    def submit(self, job: Job) -> JobId:
        """Queue a job; exactly one terminal event will follow, whatever happens.

        Raises
        ------
        UsageError
            ``job_submitted_twice`` if a job with this id was submitted before.
        """
        with self._lock:
            if job.job_id in self._submitted:
                raise UsageError("job_submitted_twice", job_id=job.job_id)
            self._submitted.add(job.job_id)
            accepted = self._give(partial(self._supervisor.submit, job))
        if not accepted:
            self._deliver(self._too_late(job.job_id))
        return job.job_id

    def cancel(self, job_id: JobId) -> None:
        """Cancel a job; one that has ended, or is not known, stays as it is."""
        with self._lock:
            self._give(partial(self._supervisor.cancel, job_id))

    def stop(self) -> None:
        """Ask :meth:`run_forever` to cancel all jobs, end the host and return."""
        self._stop_wanted = True
        with self._lock:
            self._give(lambda _: None)

    def wait_stopped(self, timeout_s: float) -> bool:
        """Wait until :meth:`run_forever` has ended everything; True if it has."""
        return self._has_ended.wait(timeout_s)

    def _serve(self) -> None:
        """Serve until stopped; an error within fails all jobs, the third in a row ends this."""
        stumbles = 0
        while not self._stop_wanted:
            try:
                self._turn()
            except Exception as error:
                stumbles += 1
                if stumbles == _STUMBLES_TO_END:
                    raise
                _logger.exception("the host's client stumbled")
                self._supervisor.give_up(failure_from(error))
            else:
                stumbles = 0

    def _too_late(self, job_id: JobId) -> TerminalEvent:
        if self._breakdown is not None:
            return JobFailed(job_id, self._breakdown)
        return JobCancelled(job_id, CancelReason.STOPPED)

    def _give(self, command: _Command) -> bool:
        """Hand a command to the serving thread; False if it is gone. The lock must be held."""
        if self._is_closed:
            return False
        self._commands.put(command)
        self._bell.ring()
        return True

    def _turn(self) -> None:
        """Wait for something to happen and take it."""
        self._take_commands()
        self._supervisor.advance(time.monotonic())
        self._act()
        if self._stop_wanted:
            return
        host = self._host
        sources: list[Connection | int] = [self._bell.receiver]
        if host is not None:
            sources += [host.connection, host.sentinel]
        ready = wait(sources, self._timeout_s())
        if self._bell.receiver in ready:
            self._bell.silence()
        if host is not None and (host.connection in ready or host.sentinel in ready):
            self._listen(host, has_ended=host.sentinel in ready)
        self._act()

    def _timeout_s(self) -> float | None:
        deadline_s = self._supervisor.next_deadline_s
        return None if deadline_s is None else max(0.0, deadline_s - time.monotonic())

    def _take_commands(self) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except Empty:
                return
            command(time.monotonic())

    def _listen(self, host: HostHandle, *, has_ended: bool) -> None:
        """Take messages; a host counts as dead only when its last message was read.

        The pipe of a dead host may stay open, if a process it started still holds it.
        """
        messages = host.receive()
        for message in messages or ():
            self._supervisor.host_said(message, time.monotonic())
        if messages is None or (has_ended and not messages):
            self._host = None
            exit_code = host.reap()
            self._supervisor.host_died(exit_code, host.output_tail(), time.monotonic())

    def _act(self) -> None:
        """Carry out what the supervisor decided; acting may make it decide more."""
        while (action := self._supervisor.take_action()) is not None:
            self._carry_out(action)

    def _carry_out(self, action: Action) -> None:
        match action:
            case Deliver():
                self._deliver(action.event)
            case SendToHost():
                if self._host is not None:
                    self._host.send(action.message)
            case StartHost():
                self._start_host()
            case EndHost():
                self._end_host()
            case _:
                assert_never(action)

    def _start_host(self) -> None:
        spec = HostSpec(self._engine, self._config, self._log_dir, new_output_stem())
        try:
            self._host = HostHandle(spec)
        except OSError as error:
            _logger.warning("the inference host cannot be started", exc_info=True)
            self._supervisor.host_died(None, str(error), time.monotonic())

    def _end_host(self) -> None:
        host, self._host = self._host, None
        if host is not None:
            host.kill(wait_s=_END_AT_STOP_S if self._is_closed else _END_S)

    def _deliver(self, event: ClientEvent) -> None:
        try:
            self._callback(event)
        except Exception:
            _logger.exception("nobody took %s", type(event).__name__)

    def _close(self) -> None:
        """Let nobody wait for ever: whatever was submitted before this moment is cancelled."""
        with self._lock:
            self._is_closed = True
        try:
            self._take_commands()
            if self._breakdown is not None:
                self._supervisor.give_up(self._breakdown)
            self._supervisor.stop()
            self._act()
        except Exception:
            _logger.exception("the host's client did not stop as it should")
        finally:
            self._end_host()
            self._bell.close()
            self._has_ended.set()


class _Bell:
    """Wakes the serving thread; a pipe, because Windows can wait for nothing else beside a pipe."""

    def __init__(self) -> None:
        self.receiver, self._sender = multiprocessing.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._rings = False

    def ring(self) -> None:
        """Make the receiver readable; at most one message waits, so this never blocks."""
        with self._lock:
            if not self._rings:
                self._rings = True
                self._sender.send_bytes(b"!")

    def silence(self) -> None:
        """Take the message, before looking for what it announced."""
        with self._lock:
            self._rings = False
            self.receiver.recv_bytes()

    def close(self) -> None:
        """Close both ends."""
        self.receiver.close()
        self._sender.close()
