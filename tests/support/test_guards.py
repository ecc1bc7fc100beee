"""The guards of conftest.py are worth something only if they notice."""

from __future__ import annotations

import logging
import multiprocessing
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.support.leaks import LeakWatch
from tests.support.network import NetworkBlockedError, NetworkGuard
from tests.support.warnings_log import UnexpectedRecords

_HERE = "tests/support/test_guards.py:"


def test_that_a_thread_left_running_is_named_with_the_line_that_started_it() -> None:
    watch, end = LeakWatch(), threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    leaks = watch.leaks()
    end.set()
    thread.join()
    assert len(leaks) == 1
    assert leaks[0].startswith(f"thread 'forgotten', started at {_HERE}")


def test_that_a_thread_about_to_end_is_no_leak() -> None:
    watch = LeakWatch()
    threading.Thread(target=time.sleep, args=(0.1,)).start()
    assert watch.leaks() == []


def test_that_a_command_left_running_is_named_and_ended() -> None:
    watch = LeakWatch()
    command = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    leaks = watch.leaks()
    assert len(leaks) == 1
    assert leaks[0].startswith("command ")
    assert _HERE in leaks[0]
    assert command.returncode is not None


def test_that_a_process_left_running_is_named_and_ended() -> None:
    watch = LeakWatch()
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    process.start()
    leaks = watch.leaks()
    assert len(leaks) == 1
    assert leaks[0].startswith("process ")
    assert _HERE in leaks[0]
    assert not process.is_alive()


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_that_a_connection_that_leaves_the_machine_is_refused(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    guard = NetworkGuard()
    with socket.socket(family) as sock, guard, pytest.raises(NetworkBlockedError):
        sock.connect(address)
    assert guard.blocked == [address[0]]


def test_that_a_name_is_not_looked_up() -> None:
    with NetworkGuard() as guard, pytest.raises(NetworkBlockedError):
        socket.getaddrinfo("example.invalid", 443)
    assert guard.blocked == ["example.invalid"]


def test_that_loopback_passes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, NetworkGuard() as guard:
        socket.create_connection(server.getsockname()).close()
    assert guard.blocked == []


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets on this system")
def test_that_unix_sockets_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A relative name: the path of a socket may not be longer than about 100 bytes.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("s")
        server.listen()
        client.connect("s")


def test_that_only_records_of_warning_and_above_are_kept() -> None:
    handler = UnexpectedRecords()
    logger = logging.Logger("apart")
    logger.addHandler(handler)
    logger.info("fine")
    logger.warning("not fine")
    assert [record.getMessage() for record in handler.records] == ["not fine"]


def test_that_each_test_has_its_own_empty_home(isolated_home: Path) -> None:
    assert Path.home() == isolated_home
    assert list(isolated_home.iterdir()) == []
