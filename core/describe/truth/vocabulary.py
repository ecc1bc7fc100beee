"""What marks are called: by category with their everyday forms, and without any category."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.dataset.defect_book import DefectBook, load_defect_book
from core.describe.truth.mark_words import (
    ALSO,
    EXCLUDED,
    FORMS,
    GENERIC_EN,
    GENERIC_KO,
    MIXED_UP,
    SHAPES_EN,
    SHAPES_KO,
)
from core.describe.truth.spans import one_of
from core.domain.categories import CategorySet, Role
from core.texts.program_folder import resources_dir


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns that find categories in a text.

    Attributes
    ----------
    categories : Pattern
        One group ``c0``, ``c1``, ... per category of ``ids``.
    ids : tuple of str
    marks : str
        Pattern for anything a mark may be called.
    looks_alike : frozenset of str
    """

    categories: re.Pattern[str]
    ids: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    marks: str
    looks_alike: frozenset[str]

    def meant_by(self, word: str) -> frozenset[str]:
        """Return every category that a word may mean: 얼룩 is dirt or a changed colour."""
        named = {i for i, p in zip(self.ids, self.words, strict=True) if p.fullmatch(word)}
        also = {other for one in named for other in ALSO.get(one, ())}
        return frozenset(named | also | MIXED_UP.get(word, frozenset()))


def vocabulary_of(categories: CategorySet) -> Vocabulary:
    """Return the words for the categories of the book, those given, and common other defects.

    Parameters
    ----------
    categories : CategorySet
        Of the product; its names count besides the book's.
    """
    names = tuple(
        (c.id, c.role is Role.LOOK_ALIKE, (c.name_ko, c.name_en)) for c in categories
        if c.role is not Role.CLEAN
    )  # fmt: skip
    return _vocabulary(names)


def book_categories() -> CategorySet:
    """Return the categories of the default defect book, for texts of no product in particular."""
    return _book().category_set()


@lru_cache(maxsize=1)
def _book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


@lru_cache(maxsize=8)
def _vocabulary(given: tuple[tuple[str, bool, tuple[str, str]], ...]) -> Vocabulary:
    words: dict[str, list[str]] = {key: list(forms) for key, forms in FORMS.items()}
    alike = {entry.id for entry in _book().category if entry.role is Role.LOOK_ALIKE}
    for entry in _book().category:
        if entry.role is not Role.CLEAN:
            names = (entry.name.ko, entry.name.en, *entry.synonyms.ko, *entry.synonyms.en)
            words.setdefault(entry.id, []).extend(_literal(names))
    for category_id, is_alike, names in given:
        words.setdefault(category_id, []).extend(_literal(names))
        alike |= {category_id} if is_alike else set()
    patterns = tuple(re.compile(_whole(forms)) for forms in words.values())
    groups = "|".join(f"(?P<c{n}>{p.pattern})" for n, p in enumerate(patterns))
    marks = _whole(
        [w for forms in words.values() for w in forms]
        + [*GENERIC_EN, *GENERIC_KO, *SHAPES_EN, *SHAPES_KO]
    )
    return Vocabulary(re.compile(groups), tuple(words), patterns, marks, frozenset(alike))


def _literal(names: Iterable[str]) -> list[str]:
    return [
        re.escape(name.lower()) + ("(?:s|es)?" if name.isascii() else "")
        for name in names
        if name not in EXCLUDED
    ]


def _whole(forms: Iterable[str]) -> str:
    """Return a pattern: Latin words whole, Korean ones anywhere, particles follow them."""
    forms = list(dict.fromkeys(forms))
    latin = [form for form in forms if form.isascii()]
    korean = [form for form in forms if not form.isascii()]
    parts = [rf"(?<![a-z]){one_of(latin)}(?![a-z])"] if latin else []
    return "(?:" + "|".join([*parts, *([one_of(korean)] if korean else [])]) + ")"
