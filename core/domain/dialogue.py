"""A conversation about a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.domain.contradictions import Contradiction, marked
from core.domain.inspections import ModelInfo
from core.domain.korean import KoreanOrigin
from core.domain.regions import BoxPx

_CUT_OFF = " […]"


class Speaker(StrEnum):
    """Who says a turn."""

    PERSON = "user"
    MODEL = "assistant"


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """What one side says before the other answers."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question about a finding, and what a model answered.

    Attributes
    ----------
    question : str
        As a person asked it.
    text : str
        The answer as it was shown.
    said : str
        The model's own words: its turn in the rest of the conversation.
    lang : {"ko", "en"}
        In which it was asked and read.
    model : ModelInfo
        Who answered.
    preset : str
        How freely.
    contradictions : tuple of Contradiction
        Words of ``text`` that the record, or the model's own words, did not bear out.
    is_stopped : bool
        A person stopped the model before it had ended.
    korean : KoreanOrigin or None
        How the Korean came about; None for an answer that is read in English, or that was stopped
        before it was made Korean.
    forgotten : int
        How many of the oldest questions the model no longer saw.
    system : str
        What the model was told before the conversation.
    view_px : BoxPx or None
        The part of the image that the model saw.
    """

    question: str
    text: str
    said: str
    lang: Literal["ko", "en"]
    model: ModelInfo
    preset: str
    contradictions: tuple[Contradiction, ...] = ()
    is_stopped: bool = False
    korean: KoreanOrigin | None = None
    forgotten: int = 0
    system: str = ""
    view_px: BoxPx | None = None

    @property
    def transcript(self) -> str:
        """Question and answer for files: words in question are marked, and told below."""
        answer = marked(self.text, self.contradictions)
        cut_off = _CUT_OFF if self.is_stopped else ""
        notes = (
            f"! {one.words.ko if self.lang == 'ko' else one.words.en}"
            for one in self.contradictions
        )
        lines = (f"? {self.question}", f"[{self.model.id}] {answer}{cut_off}", *notes)
        return "\n".join(lines)
