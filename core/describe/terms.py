"""The words that must be right in Korean: found in English, checked in a Korean text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.dataset.defect_book import DefectBook
from core.dataset.glossary import GlossaryFile
from core.dataset.toml_files import read_toml
from core.texts.particles import with_particle

_PARTICLES: Final = {
    form: pair
    for pair in (("이", "가"), ("은", "는"), ("을", "를"), ("과", "와"), ("으로", "로"))
    for form in pair
}
_AFTER: Final = r"(?P<particle>으로|로|이|가|은|는|을|를|과|와)?(?![가-힣])"
_PLURAL: Final = r"(?:e?s)?"
_ENDINGS: Final = r"(?:으로|로|이|가|은|는|을|를|과|와|의|에|에서|도|만|인|이나|나|들)*(?![가-힣])"
"""What may follow a Korean word: so that no word is found within another one."""


@dataclass(frozen=True, slots=True)
class Term:
    """An English word of the floor and the Korean words that say it; the first one is preferred."""

    en: str
    ko: tuple[str, ...]

    def is_said_in(self, korean: str) -> bool:
        """Tell whether a Korean text says it; blanks inside a word do not matter."""
        text = _closed_up(korean)
        return any(_closed_up(word) in text for word in self.ko)


class TermBook:
    """Terms by their English words; the longest match wins.

    Parameters
    ----------
    terms : iterable of Term
        Terms with one English word are put together, in their order.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        words: dict[str, dict[str, None]] = {}
        for term in terms:
            words.setdefault(term.en.lower(), {}).update(dict.fromkeys(term.ko))
        self._terms = {en: Term(en, tuple(ko)) for en, ko in words.items()}
        longest_first = sorted(self._terms, key=lambda en: (-len(en), en))
        known = "|".join(re.escape(en) for en in longest_first) or r"(?!)"
        self._english = re.compile(
            rf"(?<![A-Za-z])(?P<en>{known}){_PLURAL}(?![A-Za-z])", re.IGNORECASE
        )
        self._in_korean = re.compile(self._english.pattern + _AFTER, re.IGNORECASE)

        by_korean: dict[str, list[Term]] = {}
        for term in self._terms.values():
            for word in term.ko:
                by_korean.setdefault(word, []).append(term)
        self._by_korean = {word: tuple(said) for word, said in by_korean.items()}
        words_ko = "|".join(re.escape(word) for word in sorted(by_korean, key=len, reverse=True))
        self._korean = re.compile(rf"(?<![가-힣])(?P<ko>{words_ko or '(?!)'})(?={_ENDINGS})")

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits: the same for the same words in the same order of preference."""
        words = sorted(f"{term.en}={'|'.join(term.ko)}" for term in self._terms.values())
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def found_in(self, english: str) -> tuple[Term, ...]:
        """Return the terms of an English text, each once, in their order."""
        found = (self._terms[match["en"].lower()] for match in self._english.finditer(english))
        return tuple(dict.fromkeys(found))

    def found_in_korean(self, korean: str) -> dict[str, tuple[Term, ...]]:
        """Return the Korean words of a text that terms have, each with the terms that say it."""
        return {
            match["ko"]: self._by_korean[match["ko"]] for match in self._korean.finditer(korean)
        }

    def mixed_english(self, korean: str, words: Iterable[str]) -> str:
        """Return a Korean text with the English words in place of some of ``found_in_korean``."""
        wanted = set(words)

        def put(match: re.Match[str]) -> str:
            return self._by_korean[match["ko"]][0].en if match["ko"] in wanted else match[0]

        return self._korean.sub(put, korean)

    def mixed(self, english: str, terms: Iterable[Term]) -> str:
        """Return an English text with the Korean words of some terms in place of theirs."""
        wanted = {term.en for term in terms}

        def put(match: re.Match[str]) -> str:
            term = self._terms[match["en"].lower()]
            return term.ko[0] if term.en in wanted else match[0]

        return self._english.sub(put, english)

    def explained(self, english: str) -> str:
        """Return an English text with the Korean word behind each term: ``scratch(스크래치)``."""
        return self._english.sub(
            lambda match: f"{match[0]}({self._terms[match['en'].lower()].ko[0]})", english
        )

    def replaced(self, korean: str) -> tuple[str, tuple[Term, ...]]:
        """Put Korean words in place of English ones that a Korean text still has.

        Returns
        -------
        str, tuple of Term
            The text, its particles right after the new words, and what was replaced. An English
            word in brackets explains the Korean one before it and stays.
        """
        replaced: dict[Term, None] = {}

        def put(match: re.Match[str]) -> str:
            term = self._terms[match["en"].lower()]
            is_explanation = korean[: match.start()].endswith("(")
            if is_explanation:
                return match[0]
            replaced[term] = None
            particle = match["particle"]
            return with_particle(term.ko[0], *_PARTICLES[particle]) if particle else term.ko[0]

        return self._in_korean.sub(put, korean), tuple(replaced)


def load_terms(path: Path, book: DefectBook) -> TermBook:
    """Read the glossary in the direction from English, the names of the defect book first.

    Parameters
    ----------
    path : Path
        ``resources/glossary.toml`` or a plant's own.
    book : DefectBook
        Its names are the preferred words; its synonyms count as said.

    Raises
    ------
    SettingsError
        See :func:`core.dataset.toml_files.read_toml`.
    """
    file = read_toml(path, GlossaryFile)
    of_glossary = (Term(term.en, term.ko) for term in file.term)
    return TermBook((*_of_book(book), *of_glossary))


def _of_book(book: DefectBook) -> Iterable[Term]:
    for entry in book.category:
        korean = (entry.name.ko, *entry.synonyms.ko)
        for english in (entry.name.en, *entry.synonyms.en):
            yield Term(english, korean)


def _closed_up(text: str) -> str:
    return "".join(text.split())
