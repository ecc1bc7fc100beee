"""The glossary: Korean words of the floor and the English words the model knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.dataset.defect_book import DefectBook
from core.dataset.toml_files import read_toml
from core.errors import SettingsError

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")

KoreanTerm = Annotated[str, Field(pattern=r"^[가-힣]+( [가-힣]+)*$")]
"""Hangul words with single blanks between them."""

_HANGUL_RUN: Final = re.compile(r"[가-힣]+")
_HANGUL: Final = re.compile(r"[가-힣]")
_PARTICLE: Final = re.compile(
    r"의|이나?|가|은|는|을|를|에|에서|에는|에서는|에서의|으?로|와|과|도|만|나|인|처럼|같은"
)
_FREE: Final = "-free"


class GlossaryTerm(BaseModel):
    """One English term and the Korean words for it."""

    model_config = _MODEL
    en: str = Field(min_length=1, pattern=r"^[ -~]+$")
    ko: tuple[KoreanTerm, ...] = Field(min_length=1)


class GlossaryFile(BaseModel):
    """The glossary as it stands in its file."""

    model_config = _MODEL
    schema_version: Literal[1]
    skip: tuple[KoreanTerm, ...] = ()
    without: tuple[KoreanTerm, ...] = ()
    term: tuple[GlossaryTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text in English and the Korean words nobody could map, in their order."""

    english: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    english: tuple[str, ...]
    end: int


class Glossary:
    """Korean terms by English term; the longest match wins.

    A Korean word counts as known only if it divides completely into terms and a particle at its
    end, so that 금 (crack) is not found inside 금고.

    Parameters
    ----------
    terms : mapping of str to str
        English by Korean; an empty English drops the word.
    """

    def __init__(self, terms: Mapping[str, str]) -> None:
        longest_first = sorted(terms, key=lambda ko: (-len(ko), ko))
        self._terms: tuple[tuple[re.Pattern[str], str], ...] = tuple(
            (re.compile(r"\s*".join(re.escape(part) for part in ko.split())), terms[ko])
            for ko in longest_first
        )

    def to_english(self, text: str) -> Mapped:
        """Map Korean or mixed text to English.

        Parameters
        ----------
        text : str
            English words, digits and signs stay where they are.

        Returns
        -------
        Mapped
            Korean words that are not known are left out of ``english`` and named in ``unknown``.
        """
        # Files written on macOS may hold Hangul in separate letters.
        text = unicodedata.normalize("NFC", text)
        parts: list[str] = []
        unknown: list[str] = []
        position = 0
        while found := _HANGUL.search(text, position):
            parts.append(text[position : found.start()])
            match = self._match(text, found.start()) or _bare_particle(text, found.start())
            if match is not None:
                parts.append(f" {' '.join(match.english)} ")
                position = match.end
                continue
            word = _HANGUL_RUN.match(text, found.start())
            position = word.end() if word else found.end()
            unknown.append(text[found.start() : position])
        parts.append(text[position:])
        return Mapped(_tidy("".join(parts)), tuple(unknown))

    def _match(self, text: str, start: int) -> _Match | None:
        """Divide the text from ``start`` to the end of a word into terms, longest first."""
        for pattern, english in self._terms:
            match = pattern.match(text, start)
            if match is None:
                continue
            end = _end_of_word(text, match.end())
            if end is not None:
                return _Match((english,), end)
            rest = self._match(text, match.end())
            if rest is not None:
                return _Match((english, *rest.english), rest.end)
        return None


def load_glossary(path: Path, book: DefectBook) -> Glossary:
    """Read the glossary and add names and synonyms of the defect book.

    Parameters
    ----------
    path : Path
        TOML; ``resources/glossary.toml`` is the default one.
    book : DefectBook
        Its Korean names and synonyms stand for the English name where the file has no own term.

    Raises
    ------
    SettingsError
        ``toml_*`` as `load_defect_book`; ``glossary_term_twice`` if one Korean word is given two
        meanings in the file.
    """
    file = read_toml(path, GlossaryFile)
    terms = _of_book(book)
    given = list(_of_file(file))
    words = [ko for ko, _ in given]
    twice = next((ko for ko in words if words.count(ko) > 1), None)
    if twice is not None:
        raise SettingsError("glossary_term_twice", file=str(path), term=twice)
    terms.update(given)
    return Glossary(terms)


def _of_book(book: DefectBook) -> dict[str, str]:
    terms: dict[str, str] = {}
    for entry in book.category:
        for word in (entry.name.ko, *entry.synonyms.ko):
            terms.setdefault(word, entry.name.en)
    return terms


def _of_file(file: GlossaryFile) -> Iterable[tuple[str, str]]:
    for term in file.term:
        for word in term.ko:
            yield word, term.en
    for word in file.skip:
        yield word, ""
    for word in file.without:
        yield word, _FREE


def _end_of_word(text: str, position: int) -> int | None:
    """Return where the word ends if nothing or only a particle is left of it."""
    rest = _HANGUL_RUN.match(text, position)
    if rest is None:
        return position
    return rest.end() if _PARTICLE.fullmatch(rest[0]) else None


def _bare_particle(text: str, start: int) -> _Match | None:
    """Match a particle right after an English word, a number or a placeholder ('scratch가')."""
    if start == 0 or text[start - 1].isspace():
        return None
    end = _end_of_word(text, start)
    return None if end is None else _Match((), end)


def _tidy(text: str) -> str:
    joined = re.sub(r"\s+", " ", text).strip().removeprefix(_FREE)
    joined = re.sub(r" (-free|[,.;:!?)])", r"\1", joined)
    # 스크래치(scratch): the bracket says again what the glossary has put before it.
    return re.sub(r"\b(\w[\w -]*) \( ?\1\)", r"\1", joined).strip()
