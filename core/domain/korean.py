"""How a text comes to be Korean."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class KoreanStrategy(StrEnum):
    """The ways from a model that speaks English to a text that a Korean inspector reads."""

    TRANSLATOR = "translator"
    """A translation model after the describing one."""
    MIXED_PROMPT = "mixed_prompt"
    """The describing model is asked in a prompt that mixes Korean in, and answers in Korean."""
    GLOSSARY = "glossary"
    """The important words alone, in an English sentence."""
    KOREAN_MODEL = "korean_model"
    """The model speaks Korean and answers directly."""


ASKED_IN_KOREAN: Final = frozenset({KoreanStrategy.MIXED_PROMPT, KoreanStrategy.KOREAN_MODEL})
"""The ways in which a model is asked in Korean, if it understands that."""


@dataclass(frozen=True, slots=True)
class KoreanOrigin:
    """How the Korean of a text came about, and what is wrong with it as Korean of that text.

    Attributes
    ----------
    made_by : KoreanStrategy
        The way it was made, which may be another than was asked for.
    translator : str or None
        Id of the model that translated.
    lost : tuple of str
        Korean words of the glossary that should stand in the text and do not.
    numbers_differ : bool
        Whether the numbers are not those of the English text.
    way : str
        Which translation model's weights and which glossary it was made with; empty where that was
        not kept. It is no part of what the text says.
    """

    made_by: KoreanStrategy
    translator: str | None = None
    lost: tuple[str, ...] = ()
    numbers_differ: bool = False
    way: str = field(default="", compare=False)
