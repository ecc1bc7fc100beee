"""How a text comes to be Korean."""

from __future__ import annotations

from enum import StrEnum


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
