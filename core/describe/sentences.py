"""Sentences about one finding, in both languages from one record."""

from __future__ import annotations

from core.domain.categories import CategorySet
from core.domain.images import ImageFacts
from core.domain.inspections import Finding, Sentences
from core.texts.catalogue import Texts


def describe_finding(
    finding: Finding, facts: ImageFacts, categories: CategorySet, texts: Texts | None = None
) -> Sentences:
    """Describe a decided finding.

    Parameters
    ----------
    finding : Finding
        With outcome, reason, scores, measurement; its ``sentences`` are not read.
    facts : ImageFacts
        Size of the image.
    categories : CategorySet
        Names of the categories.
    texts : Texts, optional
        The program's own if None.

    Returns
    -------
    Sentences
        The same facts in Korean and English.
    """
    raise NotImplementedError(finding, facts, categories, texts)
