"""Refusing connections that leave this machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Self

_ADDRESS_EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_NAME_EVENTS = {"socket.getaddrinfo", "socket.gethostbyname"}

_guards: list[NetworkGuard] = []


class NetworkBlockedError(RuntimeError):
    """Not an OSError: code that tolerates being offline must not hide the attempt."""


class NetworkGuard:
    """Lets Unix sockets and loopback pass while it is entered; remembers what it refused."""

    def __init__(self) -> None:
        self.blocked: list[str] = []

    def __enter__(self) -> Self:
        _guards.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _guards.remove(self)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Check socket events of the interpreter; C extensions that open sockets raise none."""
    if not event.startswith("socket.") or not _guards:
        return
    host = _host_of(event, args)
    if host is None or _is_loopback(host):
        return
    _guards[-1].blocked.append(host)
    msg = f"tests do not reach the network: {host}"
    raise NetworkBlockedError(msg)


def _host_of(event: str, args: tuple[object, ...]) -> str | None:
    host: object = None
    if event in _NAME_EVENTS:
        host = args[0]
    elif event in _ADDRESS_EVENTS:
        sock, address = args[0], args[1]
        internet = isinstance(sock, socket.socket) and sock.family in {
            socket.AF_INET,
            socket.AF_INET6,
        }
        if internet and isinstance(address, tuple):
            host = address[0]
    if isinstance(host, bytes):
        return host.decode()
    return host if isinstance(host, str) else None


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_refuse)
