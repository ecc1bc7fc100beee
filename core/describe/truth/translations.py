"""A Korean text held against the English one that it was made of."""

from __future__ import annotations

from collections.abc import Iterator

from core.describe.truth.words import judged
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.korean import KoreanOrigin
from core.domain.suggestions import Words


def check_translation(text: str, origin: KoreanOrigin | None) -> Iterator[Contradiction]:
    """Yield what got lost on the way into Korean.

    Parameters
    ----------
    text : str
        Korean.
    origin : KoreanOrigin or None
        How it was made; nothing is checked if None.
    """
    if origin is None or not text:
        return
    whole, kind = (0, len(text)), ClaimKind.TRANSLATION
    if origin.lost:
        lost = ", ".join(origin.lost)
        yield judged(kind, whole, "translation_lost", words=Words(lost, lost))
    if origin.numbers_differ:
        yield judged(kind, whole, "translation_numbers")
