"""Stretches of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """A clause: half-open characters, the parts of it that are denied, and whether it is open."""

    start: int
    end: int
    denied: tuple[tuple[int, int], ...] = ()
    is_open: bool = False


def cut_at(text: str, start: int, end: int, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Divide a part of a text at the given places."""
    borders = sorted({start, end, *(place for place in places if start < place < end)})
    yield from pairwise(borders)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first; each may be a pattern itself."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def overlaps(match: re.Match[str], taken: Iterable[tuple[int, int]]) -> bool:
    """Return whether a match shares characters with any of these."""
    return any(match.start() < end and start < match.end() for start, end in taken)
