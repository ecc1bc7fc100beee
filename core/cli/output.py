"""Writing to the terminal: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO
from unicodedata import east_asian_width

import typer

from core.errors import RecordsError


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8; a Korean Windows console would raise on a dash otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def write_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """Write one JSON object on one line of stdout, at once."""
    _write(sys.stdout, json.dumps(value, ensure_ascii=False, allow_nan=False))


def write_line(text: str = "") -> None:
    """Write a line of result for people."""
    _write(sys.stdout, text)


def write_part(text: str) -> None:
    """Write a piece of a line of result, at once."""
    _write(sys.stdout, text, end="")


def write_notice(text: str) -> None:
    """Write a line that is not a result."""
    _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    if stream is None:  # a windowed executable has no console
        return
    try:
        stream.write(text + end)
        stream.flush()
    except BrokenPipeError:
        raise  # the reader went away, which is its right
    except OSError as error:
        if stream is sys.stderr:
            raise
        raise RecordsError(
            "report_unwritable", path="stdout", problem=error.strerror or str(error)
        ) from error


def display_width(text: str) -> int:
    """Columns a text takes in a terminal: Hangul takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def table(rows: Sequence[Sequence[str]], *, headings: Sequence[str]) -> str:
    """Lay out rows under headings, aligned also with Hangul.

    Returns
    -------
    str
        Lines without a trailing newline.
    """
    lines = [list(headings), *[list(row) for row in rows]]
    widths = [max(display_width(line[column]) for line in lines) for column in range(len(headings))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell + " " * (width - display_width(cell))
            for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def shows_progress() -> bool:
    """Tell whether a person watches."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[ProgressBar]:
    """Show progress on stderr when it is a terminal, nothing in a pipe."""
    if not shows_progress():
        yield ProgressBar(None)
        return
    with typer.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield ProgressBar(bar.update)


class ProgressBar:
    """A bar that is perhaps not shown."""

    def __init__(self, update: object) -> None:
        self._update = update
        self._done = 0

    def advance(self) -> None:
        """Show that one item more is finished."""
        self(self._done + 1, None)

    def __call__(self, done: int, total: int | None) -> None:
        """Show that ``done`` of ``total`` items are finished."""
        step, self._done = done - self._done, done
        if callable(self._update) and step > 0:
            self._update(step)
