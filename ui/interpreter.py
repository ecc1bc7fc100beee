"""Keeps a fault of PySide6 6.12.0 from ending the process."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_ENOUGH: Final = 1 << 40
_IMMORTAL_SINCE: Final = (3, 12)


class _Object(ctypes.Structure):
    """The head of every object of CPython, up to the count of its references."""

    _fields_ = (("ob_refcnt", ctypes.c_ssize_t),)


def guard_true() -> None:
    """Give ``True`` and ``None`` more references than calls of PySide6 can take away.

    Measured: every ``emit`` of PySide6 6.12.0 returns ``True`` without counting the reference that
    its caller then gives back (6.10.2, 6.11.0, 6.11.1 and 6.11.3 do not), and every call that
    returns nothing (``setText``, ``fillRect``) does so with ``None``: painting a score panel takes
    240 references. Before Python 3.12, which made both immortal, the interpreter aborts after some
    thousand calls ("none_dealloc: deallocating None"). Calling this again is harmless.
    """
    if sys.implementation.name != "cpython" or sys.version_info >= _IMMORTAL_SINCE:
        return
    for constant in (True, None):
        head = _Object.from_address(id(constant))
        if head.ob_refcnt < _ENOUGH // 2:
            head.ob_refcnt += _ENOUGH
