"""What a text says and what was measured, in both languages, from ``resources/texts``."""

from __future__ import annotations

from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.outcomes import TextValue
from core.domain.suggestions import Words
from core.texts.catalogue import shared_texts


def in_words(key: str, **values: Words | TextValue) -> Words:
    """Return a text in both languages; values may be words of both languages themselves."""
    texts = shared_texts()
    korean = {name: v.ko if isinstance(v, Words) else v for name, v in values.items()}
    english = {name: v.en if isinstance(v, Words) else v for name, v in values.items()}
    return Words(texts.text("ko", key, **korean), texts.text("en", key, **english))


def differs(kind: ClaimKind, span: tuple[int, int], said: Words, known: Words) -> Contradiction:
    """Say that a text differs from what was measured.

    Parameters
    ----------
    kind : ClaimKind
    span : tuple of int
        Start and end of the words in the text.
    said, known : Words
        What the text says; what the record says.
    """
    words = in_words(f"truth.{kind.value}", said=said, known=known)
    return Contradiction(kind, *span, words)


def judged(kind: ClaimKind, span: tuple[int, int], key: str, **values: Words) -> Contradiction:
    """Say what is wrong by another text of the table ``truth``."""
    return Contradiction(kind, *span, in_words(f"truth.{key}", **values))
