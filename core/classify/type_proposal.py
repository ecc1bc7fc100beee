"""A weak proposal of a defect type from the look of a place alone, when nothing was taught.

The words of a plant are found in the types by id, English name or English synonym; a category that
means none of them gets no proposal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.type_features import type_features
from core.classify.values import LabelScores
from core.dataset.defect_book import DefectBook
from core.domain.categories import Category, CategorySet, Role
from core.domain.regions import BoxPx
from core.inference.type_head import TypeHead

BELIEF: Final = 0.5
"""Weight of the head against knowing nothing. On real pictures of five types three proposals of
five are right, whatever the head thinks of itself."""
_LEAST_CATEGORIES: Final = 2
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "scratch": ("scratch", "scrape", "score mark", "scuff", "line mark", "gouge"),
    "contamination": (
        "contamination", "foreign material", "stain", "dirt", "residue", "inclusion", "oil spot",
        "water spot", "liquid", "smudge",
    ),
    "crack": ("crack", "fracture", "fissure", "split", "crazing"),
    "discoloration": (
        "discoloration", "discolouration", "rust", "oxidation", "corrosion", "tarnish", "burn mark",
        "patch", "color", "colour", "uneven",
    ),
    "hole_or_pit": ("hole or pit", "hole", "blowhole", "pinhole", "pore", "pitted surface", "pit"),
    "dent": ("dent", "indentation", "impression", "bump"),
}  # fmt: skip
"""Words for the types; the first is the type itself."""


def match_types(categories: CategorySet, book: DefectBook, types: Sequence[str]) -> dict[str, str]:
    """Find the type that each defect category means.

    Parameters
    ----------
    categories : CategorySet
        Labels of a product, or folders of a set.
    book : DefectBook
        Synonyms of the categories that stand in it.
    types : sequence of str
        What can be proposed.

    Returns
    -------
    dict
        Type by category id, in the order of the categories. Id and name count before synonyms; the
        plural of a word counts too.
    """
    types_of = {word: kind for kind in types for word in _WORDS.get(kind, (_plain(kind),))}
    found: dict[str, str] = {}
    for category in categories:
        if category.role is not Role.DEFECT:
            continue
        kinds = (_type_of(word, types_of) for word in _names(category, book))
        kind = next((one for one in kinds if one is not None), None)
        if kind is not None:
            found[category.id] = kind
    return found


def _names(category: Category, book: DefectBook) -> tuple[str, ...]:
    entry = book.find(category.id)
    synonyms = entry.synonyms.en if entry is not None else ()
    return (category.id, category.name_en, *synonyms)


def _type_of(word: str, types_of: Mapping[str, str]) -> str | None:
    plain = _plain(word)
    singular = (plain, plain.removesuffix("s"), plain.removesuffix("es"))
    return next((types_of[form] for form in singular if form in types_of), None)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").lower().split())


@dataclass(frozen=True, slots=True, eq=False)
class TypeProposer:
    """Proposes among the categories of a product.

    Attributes
    ----------
    head : TypeHead
        Trained on generated pictures.
    types : mapping of str to str
        Type by category id, of `match_types`; at least two categories.
    """

    head: TypeHead
    types: Mapping[str, str]

    @classmethod
    def of(cls, head: TypeHead, categories: CategorySet, book: DefectBook) -> TypeProposer | None:
        """Match the categories; None when fewer than two mean a type: there is no choice then."""
        types = match_types(categories, book, head.types)
        return cls(head, types) if len(types) >= _LEAST_CATEGORIES else None

    def propose(self, rgb: NDArray[np.uint8], roi: BoxPx) -> LabelScores:
        """Propose a type for a place.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The whole image.
        roi : BoxPx
            The place with a little ground around the mark.

        Returns
        -------
        LabelScores
            ``is_proposal``; only the matched categories, ``similarity`` is nan. What the head gives
            to types that no category means is shared evenly: it is no reason for any of them.
        """
        told = self.head.probabilities(type_features(rgb, roi)[None])[0].astype(np.float64)
        share = dict(zip(self.head.types, told.tolist(), strict=True))
        kinds = list(self.types.values())
        own = np.asarray([share[kind] / kinds.count(kind) for kind in kinds])
        own += (1.0 - own.sum()) / len(own)
        weak = BELIEF * own + (1.0 - BELIEF) / len(own)
        return LabelScores(
            category_ids=tuple(self.types),
            probability=weak.astype(np.float32),
            similarity=np.full(len(own), np.nan, np.float32),
            is_proposal=True,
        )
