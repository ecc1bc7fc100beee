"""Is there a screen? Asked before Qt is, which without one ends the process past catching."""

from __future__ import annotations

import ctypes
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.errors import UsageError

_WAIT_S: Final = 1.0
_X_PORT: Final = 6000
_X_SOCKETS: Final = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen
_XCB_LIBRARY: Final = "libxcb-cursor.so.0"
_X: Final = "xcb"
_WAYLAND: Final = "wayland"


def require_display(environ: Mapping[str, str], platform: str = sys.platform) -> None:
    """Refuse to go on where Qt would abort.

    Parameters
    ----------
    environ : mapping
        ``DISPLAY``, ``WAYLAND_DISPLAY``, ``QT_QPA_PLATFORM`` count.
    platform : str
        As ``sys.platform``; Windows and macOS always have a screen.

    Raises
    ------
    UsageError
        ``display_missing``, or ``display_library_missing`` on a Linux without the library that
        Qt's X11 part needs.
    """
    if platform in {"win32", "darwin"}:
        return
    if not any(_can_show(kind, environ) for kind in _kinds(environ)):
        raise UsageError("display_missing")


def _kinds(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return Qt's platforms in the order it tries them, without their options."""
    named = environ.get("QT_QPA_PLATFORM", "")
    kinds = [part.partition(":")[0].strip() for part in named.split(";")]
    return tuple(kind for kind in kinds if kind) or (_WAYLAND, _X)


def _can_show(kind: str, environ: Mapping[str, str]) -> bool:
    if kind.startswith(_WAYLAND):
        return bool(environ.get("WAYLAND_DISPLAY"))
    if kind != _X:
        # offscreen, minimal, vnc, framebuffers: they need no server.
        return True
    if not _reaches_x_server(environ.get("DISPLAY", "")):
        return False
    try:
        ctypes.CDLL(_XCB_LIBRARY)
    except OSError as problem:
        raise UsageError("display_library_missing", library=_XCB_LIBRARY) from problem
    return True


def _reaches_x_server(display: str) -> bool:
    """Knock at the server of ``host:number.screen``."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    doors: list[Callable[[], object]] = []
    if host in {"", "unix"}:
        path = f"{_X_SOCKETS}/X{number}"
        doors += [lambda: _knock(path), lambda: _knock(f"\0{path}")]
    else:
        address = (host.strip("[]"), _X_PORT + int(number))
        doors.append(lambda: socket.create_connection(address, _WAIT_S).close())
    return any(_opens(door) for door in doors)


def _opens(door: Callable[[], object]) -> bool:
    with suppress(OSError):
        door()
        return True
    return False


def _knock(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as unix:
        unix.settimeout(_WAIT_S)
        unix.connect(address)
