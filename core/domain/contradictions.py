"""Words of a text that the record of a finding does not bear out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.suggestions import Words

MARK: Final = " [!]"
"""What stands behind words in question where they cannot be underlined."""


class ClaimKind(StrEnum):
    """What a text can be wrong about; the last three judge the text as a whole."""

    PLACE = "place"
    NUMBER = "number"
    COUNT = "count"
    DIRECTION = "direction"
    CATEGORY = "category"
    TONE = "tone"
    NEGATION = "negation"
    REPETITION = "repetition"
    OFF_TOPIC = "off_topic"
    TRANSLATION = "translation"
    """It does not say what it was translated from."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Words of a text that the record does not bear out.

    Attributes
    ----------
    kind : ClaimKind
        What they are wrong about.
    start, end : int
        Characters of the text, half-open.
    words : Words
        What the text says and what was measured.
    """

    kind: ClaimKind
    start: int
    end: int
    words: Words


@dataclass(frozen=True, slots=True)
class CaptionMarks:
    """Words of a caption that the record does not bear out: of its Korean and its English text."""

    ko: tuple[Contradiction, ...] = ()
    en: tuple[Contradiction, ...] = ()


def marked(text: str, found: Iterable[Contradiction]) -> str:
    """Return a text with :data:`MARK` after each of the words in question."""
    for end in sorted({one.end for one in found}, reverse=True):
        text = text[:end] + MARK + text[end:]
    return text
