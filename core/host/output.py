"""The files that take what the host and its libraries write to stdout and stderr.

Captured below Python, so that the last words of a crashing native library are there too. A file
that is open cannot be renamed on Windows; therefore rotation goes on to a new file.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

_PREFIX: Final = "host-output"
_MAX_BYTES: Final = 1_000_000
_KEPT_FILES: Final = 8
_TAIL_BYTES: Final = 16_000

_runs = itertools.count(1)


def new_output_stem() -> str:
    """Return the beginning of the file names of one run of a host."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return f"{_PREFIX}-{now}-{os.getpid()}-{next(_runs)}"


def output_tail(folder: Path, stem: str, *, lines: int = 20) -> str:
    """Return the last lines a host wrote; empty if it wrote none or its file is gone."""
    files = sorted(folder.glob(f"{stem}.*.log"))
    return "\n".join(_tail_of(files[-1])[-lines:]) if files else ""


class OutputCapture:
    """Sends stdout and stderr of this process to numbered files of limited size."""

    def __init__(self, folder: Path, stem: str, *, max_bytes: int = _MAX_BYTES) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._stem = stem
        self._max_bytes = max_bytes
        self._numbers = itertools.count()
        self._switch_file()
        # The old objects encode as the console does, or are None in a windowed program.
        sys.stdout = _text_stream(1)
        sys.stderr = _text_stream(2)

    def rotate_if_large(self) -> None:
        """Go on in a new file if the present one is large."""
        if os.fstat(2).st_size > self._max_bytes:
            self._switch_file()

    def _switch_file(self) -> None:
        file = self._folder / f"{self._stem}.{next(self._numbers):04}.log"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        os.close(descriptor)
        self._remove_old_files()

    def _remove_old_files(self) -> None:
        files = sorted(self._folder.glob(f"{_PREFIX}-*.log"))
        for file in files[:-_KEPT_FILES]:
            # Another program may hold it open or have removed it; the next run tries again.
            with contextlib.suppress(OSError):
                file.unlink()


def _text_stream(descriptor: int) -> TextIO:
    return os.fdopen(
        descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )


def _tail_of(file: Path) -> list[str]:
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL_BYTES))
            return stream.read().decode("utf-8", "backslashreplace").splitlines()
    except OSError:
        return []
