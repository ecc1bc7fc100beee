"""The glossary: Korean words of the floor and the English words the model knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.dataset.defect_book import DefectBook


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text in English and the Korean words nobody could map, in their order."""

    english: str
    unknown: tuple[str, ...] = ()


class Glossary:
    """Korean terms by English term; the longest match wins."""

    def to_english(self, text: str) -> Mapped:
        """Map Korean or mixed text to English; English text stays as it is."""
        raise NotImplementedError(text)


def load_glossary(path: Path, book: DefectBook) -> Glossary:
    """Read the glossary and add names and synonyms of the defect book.

    Raises
    ------
    SettingsError
        As `load_defect_book`.
    """
    raise NotImplementedError(path, book)
