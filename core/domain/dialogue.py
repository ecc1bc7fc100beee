"""A conversation about a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    """Who says a turn."""

    PERSON = "user"
    MODEL = "assistant"


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """What one side says before the other answers."""

    speaker: Speaker
    text: str
