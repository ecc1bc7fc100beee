"""What becomes of the host when the program that uses it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[3]

# A program as main.py is: only the standard library at module level, guarded.
_PROGRAM = """
import sys
import threading
import time
from multiprocessing import freeze_support
from pathlib import Path


def main() -> None:
    from core.host.client import HostClient
    from core.host.messages import HostReady, Job, WorkItem
    from core.jobs.engine import Task
    from core.jobs.events import JobProgress
    from tests.core.host.fake_engine import ENGINE, FakeConfig, Hang

    working = threading.Event()

    def tell(event):
        if isinstance(event, HostReady):
            print(event.pid, flush=True)
        if isinstance(event, JobProgress):
            print("working", flush=True)
            working.set()

    client = HostClient(
        engine=ENGINE, config=FakeConfig(), log_dir=Path(sys.argv[1]), deliver=tell
    )
    client.submit(Job(task=Task("play"), items=(WorkItem("hang", Hang(60)),)))
    threading.Thread(target=client.run_forever).start()
    if sys.argv[2] == "busy":
        time.sleep(60)
    working.wait(30)
    client.stop()
    print("stopped", client.wait_stopped(5), flush=True)


if __name__ == "__main__":
    freeze_support()
    main()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "main.py"
    file.write_text(_PROGRAM, encoding="utf-8")
    return file


def _start(program: Path, mode: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(program), str(program.parent / "logs"), mode],
        cwd=program.parent,
        env={**os.environ, "PYTHONPATH": str(_PROJECT)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Whoever adopted it may not have noticed its end yet.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_that_the_host_leaves_when_its_parent_is_killed(program: Path) -> None:
    with _start(program, "busy") as parent:
        assert parent.stdout is not None
        host_pid = int(parent.stdout.readline())
        assert parent.stdout.readline() == "working\n"
        assert _is_running(host_pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    end_s = time.monotonic() + 5
    while _is_running(host_pid):
        assert time.monotonic() < end_s, "the host outlived its parent"
        time.sleep(0.02)


def test_that_a_program_with_a_guarded_main_starts_and_stops_a_host(program: Path) -> None:
    with _start(program, "short") as parent:
        out, _ = parent.communicate(timeout=30)
    assert parent.returncode == 0
    assert out.splitlines()[1:] == ["working", "stopped True"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals reach groups differently there")
def test_that_ctrl_c_leaves_the_host_to_its_parent(program: Path) -> None:
    with _start(program, "busy") as parent:
        assert parent.stdout is not None
        host_pid = int(parent.stdout.readline())
        os.kill(host_pid, signal.SIGINT)
        assert parent.stdout.readline() == "working\n"
        time.sleep(0.1)
        assert _is_running(host_pid)
        parent.kill()
