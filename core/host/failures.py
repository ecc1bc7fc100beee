"""Turning exceptions into values that may cross a process border."""

from __future__ import annotations

import traceback
from typing import Final

from core.domain.outcomes import TextValue
from core.errors import DefectScribeError
from core.jobs.events import Failure

_MESSAGE_LENGTH: Final = 500
_TRACE_LINES: Final = 20


def failure_from(error: Exception) -> Failure:
    """Return code and details of an exception.

    One that is not ours becomes ``internal``, with its type, its first words and the end of its
    traceback as plain text: its object may belong to a library the receiver must not import.
    """
    if isinstance(error, DefectScribeError):
        return Failure(error.code, {name: _plain(value) for name, value in error.details.items()})
    return Failure("internal", described(error), trace_tail(error))


def described(error: BaseException) -> dict[str, TextValue]:
    """Return type and first words of an exception as details of a failure."""
    # format_exception_only survives exceptions whose str() fails.
    words = "".join(traceback.format_exception_only(error)).strip()
    return {"kind": type(error).__name__, "message": words[:_MESSAGE_LENGTH]}


def trace_tail(error: BaseException) -> str:
    """Return the last lines of an exception's traceback."""
    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(lines[-_TRACE_LINES:])


def _plain(value: TextValue) -> TextValue:
    """Return the value as exactly str, int or float: NumPy's scalars are subclasses of them."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    return float(value)
