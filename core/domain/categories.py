"""Categories, their roles, and the prompts that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CLEAN_ID: Final = "good"
"""Id of the clean category (양품); also the folder name of good images."""


class Role(StrEnum):
    """What a category means for the outcome."""

    DEFECT = "defect"
    CLEAN = "clean"
    LOOK_ALIKE = "look_alike"


class Combine(StrEnum):
    """How the prompts of one category are combined."""

    MEAN = "mean"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Category:
    """One label the program can give.

    ``name_ko`` and ``name_en`` are what people read; ``id`` is what files and records hold.
    """

    id: str
    role: Role
    name_ko: str
    name_en: str
    prompts: tuple[str, ...] = ()
    """English prompts, after the glossary has mapped Korean ones."""
    combine: Combine = Combine.MEAN


@dataclass(frozen=True, slots=True)
class CategorySet:
    """Categories in a stable order, with unique ids.

    Raises
    ------
    ValueError
        If two categories share an id.
    """

    categories: tuple[Category, ...]

    def __post_init__(self) -> None:
        ids = [category.id for category in self.categories]
        if len(set(ids)) != len(ids):
            msg = f"category ids are not unique: {ids}"
            raise ValueError(msg)

    def __iter__(self) -> Iterator[Category]:
        return iter(self.categories)

    def __len__(self) -> int:
        return len(self.categories)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(category.id for category in self.categories)

    def find(self, category_id: str) -> Category | None:
        """Return the category of an id, or None."""
        return next((c for c in self.categories if c.id == category_id), None)

    def with_labels(self, ids: tuple[str, ...]) -> CategorySet:
        """Restrict and extend to ``ids``; an unknown id becomes a defect category of that name."""
        return CategorySet(
            tuple(self.find(label) or category_of_label(label) for label in ids),
        )


def category_of_label(label: str) -> Category:
    """Make a category for a label that no defect book describes (a folder's name)."""
    role = Role.CLEAN if label == CLEAN_ID else Role.DEFECT
    words = label.replace("_", " ").strip() or label
    return Category(id=label, role=role, name_ko=words, name_en=words)
