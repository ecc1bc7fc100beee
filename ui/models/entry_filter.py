"""What the list of images can be narrowed to and ordered by."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final

from core.domain.outcomes import Outcome
from ui.values import EntryState, SeenState


class EntryFilter(StrEnum):
    """Groups of images; one image is in several."""

    ALL = "all"
    NOT_SEEN = "not_seen"
    NG = "ng"
    HOLD = "hold"
    OK = "ok"
    UNDECIDED = "undecided"
    """No person has judged it; unreadable images do not count: nobody has to judge them, they
    are taken again."""
    CORRECTED = "corrected"
    UNREADABLE = "unreadable"


class EntryOrder(StrEnum):
    """Orders of the list."""

    NAME = "name"
    """As the folder is walked: natural order, subfolders after the files of a folder."""
    NEWEST = "newest"
    OLDEST = "oldest"
    SUSPICION = "suspicion"
    """Most suspicious first; what was not scored comes last."""


FILTERS: Final = tuple(EntryFilter)
BITS: Final = {group: 1 << number for number, group in enumerate(FILTERS)}
"""All groups of one image fit into a byte."""
_OF_OUTCOME: Final = {
    Outcome.NG: EntryFilter.NG,
    Outcome.HOLD: EntryFilter.HOLD,
    Outcome.OK: EntryFilter.OK,
}


def groups_of(state: EntryState, *, is_broken: bool = False) -> int:
    """Return the bits of the groups that an image is in.

    NG, HOLD and OK go by what counts now: the verdict of a person, else the program's outcome.

    Parameters
    ----------
    state : EntryState
        What is known of the image.
    is_broken : bool
        Its thumbnail could not be decoded.
    """
    bits = BITS[EntryFilter.ALL]
    unreadable = is_broken or state.seen is SeenState.UNREADABLE
    if unreadable:
        bits |= BITS[EntryFilter.UNREADABLE]
    elif state.verdict is None:
        bits |= BITS[EntryFilter.UNDECIDED]
    current = state.verdict or state.outcome
    if current is not None:
        bits |= BITS[_OF_OUTCOME[current]]
    elif not unreadable:
        bits |= BITS[EntryFilter.NOT_SEEN]
    if state.corrected:
        bits |= BITS[EntryFilter.CORRECTED]
    return bits


def search_text(name: str) -> str:
    """Return a name as it is compared: composed Korean, without case."""
    return unicodedata.normalize("NFC", name).casefold()


def search_words(typed: str) -> tuple[str, ...]:
    """Return the words of which each must be found in a name."""
    return tuple(search_text(typed).split())
