"""What models say about a finding after it was recorded: conversations, and captions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.domain.contradictions import Contradiction, marked
from core.domain.inspections import Caption, ModelInfo
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
        The model had not ended: a person stopped it, or it broke off.
    korean : KoreanOrigin or None
        How the Korean came about; None for an answer that is read in English, or that was stopped
        before it was made Korean.
    forgotten : int
        How many of the oldest questions the model no longer saw.
    system : str
        What the model was told before the conversation.
    view_px : BoxPx or None
        The part of the image that the model saw.
    asked : str
        The words that the model got where they were not those of ``question``: English ones.
    broke_off : bool
        Nobody stopped the model: its process ended while it wrote.
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
    asked: str = ""
    broke_off: bool = False

    @property
    def transcript(self) -> str:
        """Question and answer for files: words in question are marked, and told below."""
        cut_off = _CUT_OFF if self.is_stopped else ""
        answer = _for_files(self.model, self.text, self.contradictions, self.lang, end=cut_off)
        return f"? {self.question}\n{answer}"


@dataclass(frozen=True, slots=True)
class CheckedCaption:
    """A caption that came when its inspection was recorded, with what in it is not so.

    Attributes
    ----------
    caption : Caption
        With its model, and how its Korean came about.
    lang : {"ko", "en"}
        In which it was read first.
    ko, en : tuple of Contradiction
        Words of its Korean and of its English text that the record did not bear out.
    """

    caption: Caption
    lang: Literal["ko", "en"]
    ko: tuple[Contradiction, ...] = ()
    en: tuple[Contradiction, ...] = ()

    def text_in(self, lang: Literal["ko", "en"]) -> tuple[str, tuple[Contradiction, ...]]:
        """Return its text in a language and what of it is not so; English where it has no other."""
        if lang == "ko" and self.caption.ko:
            return self.caption.ko, self.ko
        return self.caption.en, self.en

    @property
    def transcript(self) -> str:
        """The caption for files, as :attr:`Exchange.transcript`: nobody has asked for it."""
        return _for_files(self.caption.model, *self.text_in(self.lang), self.lang)


def _for_files(
    model: ModelInfo,
    text: str,
    contradictions: tuple[Contradiction, ...],
    lang: Literal["ko", "en"],
    *,
    end: str = "",
) -> str:
    notes = (f"! {one.words.ko if lang == 'ko' else one.words.en}" for one in contradictions)
    return "\n".join((f"[{model.id}] {marked(text, contradictions)}{end}", *notes))
