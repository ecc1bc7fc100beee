"""A text with what is said, denied and left open in it, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.describe.truth import english, korean
from core.describe.truth.spans import Stretch
from core.describe.truth.values import Stance

_HANGUL: Final = re.compile(r"[가-힣]")
_SENTENCE_END: Final = re.compile(r"[.!?…]+(?!\d)|[;\n]")
_QUOTED: Final = re.compile(
    r"[\"“][^\"”]*[\"”]|(?<!\w)['\u2018][^'\u2018\u2019]{2,40}['\u2019](?!\w)"
    r"|\([^()]*(?:confidence|신뢰도|probab|확률)[^()]*\)"
)
_HIDDEN: Final = "\x01"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text prepared for reading claims from it.

    Attributes
    ----------
    raw : str
        As written.
    low : str
        The same length; lower case, what is quoted or in brackets about confidence left out.
    is_korean : bool
        Whether its clauses are Korean; single words may be of the other language.
    clauses : tuple of Stretch
        In order, without gaps.
    sentences : tuple of (int, int)
        Start and end.
    """

    raw: str
    low: str
    is_korean: bool
    clauses: tuple[Stretch, ...]
    sentences: tuple[tuple[int, int], ...]

    def stance_at(self, position: int) -> Stance:
        """Return whether what stands here is said, denied or left open."""
        clause = self.clauses[self.clause_at(position)]
        for start, end in clause.denied:
            if start <= position < end:
                return Stance.DENIED
        return Stance.OPEN if clause.is_open else Stance.SAID

    def clause_at(self, position: int) -> int:
        """Return the number of the clause."""
        return next(n for n, c in enumerate(self.clauses) if position < c.end)

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence."""
        return next(n for n, (_, end) in enumerate(self.sentences) if position < end)

    def sentence_text(self, position: int) -> str:
        """Return the sentence around a place, in lower case."""
        start, end = self.sentences[self.sentence_at(position)]
        return self.low[start:end]

    def clause_text(self, position: int) -> str:
        """Return the clause around a place, in lower case."""
        clause = self.clauses[self.clause_at(position)]
        return self.low[clause.start : clause.end]

    def before(self, position: int, length: int) -> str:
        """Return what stands just before, within the sentence."""
        start, _ = self.sentences[self.sentence_at(position)]
        return self.low[max(start, position - length) : position]

    def after(self, position: int, length: int) -> str:
        """Return what stands just after, within the sentence."""
        _, end = self.sentences[self.sentence_at(max(0, position - 1))]
        return self.low[position : min(end, position + length)]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Return every match of a pattern in the lower-case text."""
        return pattern.finditer(self.low)


def read_text(text: str) -> ReadText:
    """Divide a text into sentences and clauses, each with what is denied in it."""
    lowered = text.lower()
    low = lowered if len(lowered) == len(text) else text
    low = _QUOTED.sub(lambda match: _HIDDEN * len(match[0]), low)
    is_korean = _HANGUL.search(text) is not None
    sentences = tuple(_sentences(low))
    divide = korean.clauses if is_korean else english.clauses
    clauses = tuple(clause for start, end in sentences for clause in divide(low, start, end))
    return ReadText(text, low, is_korean, clauses, sentences)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text) or not text:
        yield start, max(len(text), start + 1)
