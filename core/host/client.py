"""The inference host seen from the program that uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.host.messages import ClientEvent, Job
from core.jobs.ids import JobId


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
    ) -> None:
        """Prepare a client; no process is started before :meth:`run_forever`.

        Parameters
        ----------
        engine : str
            ``module:function``; the host imports the module and calls ``function(config)``, which
            returns a :class:`core.jobs.engine.Engine`.
        config : object
            Picklable value for the engine factory.
        log_dir : Path
            Folder for the host's log files.
        deliver : callable
            Gets every event, in order, in the thread of :meth:`run_forever`; must be quick.
        """
        raise NotImplementedError

    def run_forever(self) -> None:
        """Serve until :meth:`stop`; never raises. The last event is ``HostStopped``."""
        raise NotImplementedError

    def submit(self, job: Job) -> JobId:
        """Queue a job; exactly one terminal event will follow, whatever happens."""
        raise NotImplementedError

    def cancel(self, job_id: JobId) -> None:
        """Cancel a job; one that has ended, or is not known, stays as it is."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ask :meth:`run_forever` to cancel all jobs, end the host and return."""
        raise NotImplementedError

    def wait_stopped(self, timeout_s: float) -> bool:
        """Wait until :meth:`run_forever` has returned; True if it has."""
        raise NotImplementedError
