"""Korean names for categories that were taught under an English folder name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from core.dataset.defect_book import DefectBook
from core.dataset.glossary import GlossaryFile
from core.domain.categories import Category, CategorySet

_HANGUL: Final = re.compile(r"[가-힣]")
_APART: Final = re.compile(r"[\s_\-./]+|(?<=[a-z])(?=[A-Z])")


class KoreanNames:
    """Names of the defect book, and words of the glossary, by how English writes them.

    Parameters
    ----------
    book : DefectBook
        Its names and synonyms stand before the glossary.
    glossary : GlossaryFile
        The first Korean word of a term is the one that names.
    """

    def __init__(self, book: DefectBook, glossary: GlossaryFile) -> None:
        self._of_book: dict[tuple[str, ...], str] = {}
        for entry in book.category:
            for word in (entry.id, entry.name.en, *entry.synonyms.en):
                self._of_book.setdefault(_words(word), entry.name.ko)
        self._terms: dict[tuple[str, ...], str] = {}
        for term in glossary.term:
            self._terms.setdefault(_words(term.en), term.ko[0])
        self._terms.update(self._of_book)

    def of(self, label: str) -> str | None:
        """Return a Korean name, None unless every word of the label is known.

        Parameters
        ----------
        label : str
            A folder's name: "Scratches" is the book's scratch, "surface scratch" is put together
            of the longest known terms.
        """
        words = _words(label)
        if not words or _HANGUL.search(label):
            return None
        return self._of_book.get(words) or _composed(words, self._terms)


def with_korean_names(categories: CategorySet, names: KoreanNames) -> CategorySet:
    """Name those that are called alike in both languages, as folders are, in Korean if possible.

    A name that another category has already gets the label behind it: two must not look alike.
    """
    named: list[Category] = []
    taken = {c.name_ko for c in categories if not _lacks_name(c)}
    for category in categories:
        korean = names.of(category.id) if _lacks_name(category) else None
        if korean in taken:
            korean = f"{korean}({category.name_en})"
        taken.add(korean or category.name_ko)
        named.append(replace(category, name_ko=korean or category.name_ko))
    return CategorySet(tuple(named))


def nameless(categories: CategorySet) -> tuple[str, ...]:
    """Return the ids of the categories that have no Korean name."""
    return tuple(category.id for category in categories if _lacks_name(category))


def _lacks_name(category: Category) -> bool:
    return category.name_ko == category.name_en and _HANGUL.search(category.name_ko) is None


def _composed(words: tuple[str, ...], terms: Mapping[tuple[str, ...], str]) -> str | None:
    """Divide words into known terms, the longest first."""
    if not words:
        return ""
    for length in range(len(words), 0, -1):
        term = terms.get(words[:length])
        rest = _composed(words[length:], terms) if term is not None else None
        if term is not None and rest is not None:
            return f"{term} {rest}".strip()
    return None


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case and in the singular."""
    return tuple(_singular(word.lower()) for word in _APART.split(name) if word)


def _singular(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^su]s$", word) else word
