from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UsageError
from tests.support.project import ROOT
from ui import display
from ui.display import require_display

_RUN = "import sys; from ui.app import run_gui; sys.exit(run_gui(None, None, None))"


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":4711"},
        {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
    ],
)
def test_that_a_missing_screen_is_noticed(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="display_missing"):
        require_display(environ, "linux")


@pytest.mark.parametrize(
    "environ",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "offscreen:size=800x600"},
        {"QT_QPA_PLATFORM": "xcb;minimal"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_that_a_screen_or_none_needed_is_enough(environ: dict[str, str]) -> None:
    require_display(environ, "linux")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_that_other_systems_always_have_a_screen(platform: str) -> None:
    require_display({}, platform)


@pytest.fixture
def x_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Listen where an X server would; return its DISPLAY."""
    monkeypatch.setattr(display, "_X_SOCKETS", tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X7"))
        server.listen()
        yield ":7.0"


def test_that_a_server_that_listens_is_a_screen(
    x_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: name)
    require_display({"DISPLAY": x_server}, "linux")


def test_that_a_missing_library_is_named_instead_of_a_crash(
    x_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    with pytest.raises(UsageError, match="display_library_missing"):
        require_display({"DISPLAY": x_server}, "linux")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a screen")
def test_that_the_program_says_so_in_one_line_and_ends_with_2(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environ = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        cwd=ROOT,
        env=environ | {"HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "화면" in done.stderr
