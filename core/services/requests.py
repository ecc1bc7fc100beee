"""What is asked of the inference host and what comes back: values that both sides share.

Importing this module imports no service, so that a window can do it before it is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.domain.contradictions import Contradiction
from core.domain.dialogue import ChatTurn, Exchange
from core.domain.images import ImageFacts
from core.domain.inspections import Caption, Finding, Inspection, ModelInfo
from core.domain.korean import KoreanOrigin
from core.domain.regions import BoxPx, Line
from core.measure.scale.points import FoundScale
from core.texts.language import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.describe.translation import KoreanText

FACTORY: Final = "core.services.engine:create"
"""What the host client is given to start this engine."""
INSPECT: Final = "inspect"
"""Item: InspectItem; options: ProductContext; result: Inspection. For folders."""
EXAMINE: Final = "examine"
"""The same with heat map and nearest cases; result: Examination. For the image on the screen.

An image that has bytes but cannot be decoded comes back as an inspection too: HOLD, ``unreadable``.
"""


CAPTIONER_MISSING: Final = "captioner_missing"
"""Code of the error where no describing model is installed; any other means one is broken."""
DESCRIBE: Final = "describe"
"""Item: PlaceItem; options: the product's name, or None for places told of the image; result:
Caption or None. After the scores, so that it never delays them.

Fails with ``CAPTIONER_MISSING`` where nothing is installed.
"""
ASK: Final = "ask"
"""Item: QuestionItem; options as DESCRIBE; result: SpokenAnswer.

Fails as DESCRIBE, or with ``question_unknown``.
"""


EXPLAINER_MISSING: Final = "explainer_missing"
"""Code of the error where no explaining model is chosen."""
EXPLAIN: Final = "explain"
"""Item: ChatItem; options: ProductContext, or None for the categories of the defect book; partial
results: ChatBegun, then the text so far; result: ChatReply.

Fails with ``EXPLAINER_MISSING`` where no model is chosen.
"""
OUTLINE: Final = "outline"
"""Item: OutlineItem; options: ProductContext; result: Finding. Loads no model."""


BOARD: Final = "board"
"""Item: BoardItem; no options; result: BoardScale. Loads no model."""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A picture of a checkerboard, to be calibrated by; ``square_mm`` is the side of a square."""

    path: Path
    square_mm: float


@dataclass(frozen=True, slots=True)
class BoardScale:
    """What a checkerboard says, and the (width, height) of its picture."""

    found: FoundScale
    size_px: tuple[int, int]


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What the host needs to know; the data folder exists already."""

    data_root: Path


@dataclass(frozen=True, slots=True)
class InspectItem:
    """One image to inspect; the options of the task are the product's context."""

    path: Path
    page: int = 0
    rois: tuple[BoxPx, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place of an image; ``box`` None: the image as a whole.

    ``known`` is what was recorded of the place before: ``DESCRIBE`` gives the first one back that
    the same model wrote; its Korean is made anew if it was made in another way than now.
    """

    path: Path
    page: int = 0
    box: BoxPx | None = None
    known: tuple[Caption, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """A question about a place: the id of a known question, or what a person typed in ``lang``."""

    place: PlaceItem
    question: str
    lang: Language


@dataclass(frozen=True, slots=True, eq=False)
class OutlineItem:
    """An outline that a person drew, to be measured.

    Attributes
    ----------
    sha256 : str
        Of the file that it was drawn on.
    finding : Finding
        As the program said it.
    bits : (h, w) bool
        The outline in its box.
    corner_px : tuple of int
        Upper left corner of that box, (x, y).
    length_line_px : tuple of two points or None
        Drawn by hand; None: the longest chord.
    """

    path: Path
    page: int
    sha256: str
    finding: Finding
    bits: NDArray[np.bool_]
    corner_px: tuple[int, int]
    length_line_px: Line | None = None


@dataclass(frozen=True, slots=True)
class ChatItem:
    """The last turn of a conversation about a finding.

    Attributes
    ----------
    place : PlaceItem
        Where the finding is.
    finding : Finding
        Decided, measured, corrected: its facts are told to the model.
    facts : ImageFacts
        Of the image.
    turns : tuple of ChatTurn
        From the first one on; of the model's turns what it ``said``; a person's last.
    lang : {"ko", "en"}
        In which the answer is read.
    preset : str
        How freely the model words it, a :class:`core.inference.generation.Preset`; all but
        ``exact`` are shown while they are written.
    seed : int
        Another one gives another answer where words are drawn.
    """

    place: PlaceItem
    finding: Finding
    facts: ImageFacts
    turns: tuple[ChatTurn, ...]
    lang: Language
    preset: str = "balanced"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ChatBegun:
    """A model begins to answer: the first partial result of ``EXPLAIN``; as in :class:`ChatReply`.

    What it has written so far follows, whole each time. ``asked`` is the question as the model got
    it; ``understands_korean`` whether that may have been Korean.
    """

    lang: Language
    system: str
    view_px: BoxPx
    model: ModelInfo
    preset: str
    asked: str = ""
    understands_korean: bool = True

    def stopped(
        self,
        question: str,
        said: str,
        contradictions: tuple[Contradiction, ...],
        *,
        broke_off: bool = False,
    ) -> Exchange:
        """Return what is kept of an answer that a person has stopped, or that broke off."""
        return Exchange(
            question=question,
            text=said,
            said=said,
            lang=self.lang,
            model=self.model,
            preset=self.preset,
            contradictions=contradictions,
            is_stopped=True,
            system=self.system,
            view_px=self.view_px,
            asked=_other(self.asked, question),
            broke_off=broke_off,
        )


@dataclass(frozen=True, slots=True)
class ChatReply:
    """What a model said about a finding.

    Attributes
    ----------
    text : str
        What is shown, in ``lang``.
    said : str
        The model's own words: its turn in the rest of the conversation.
    lang : {"ko", "en"}
        As asked for.
    korean : KoreanText or None
        How the Korean came about, and which words of the glossary were restored or lost.
    contradictions : tuple of Contradiction
        Words of ``text`` that the record does not bear out: to be marked.
    forgotten : int
        How many of the oldest questions the model no longer saw.
    system : str
        What the model was told before the conversation.
    view_px : BoxPx
        The part of the image that the model saw.
    model : ModelInfo
        Who answered.
    translator : str or None
        Id of the model that translated.
    preset : str
        How freely.
    asked : str
        The question as the model got it.
    """

    text: str
    said: str
    lang: Language
    korean: KoreanText | None
    contradictions: tuple[Contradiction, ...]
    forgotten: int
    system: str
    view_px: BoxPx
    model: ModelInfo
    translator: str | None
    preset: str
    asked: str = ""

    def exchange(self, question: str) -> Exchange:
        """Return what is kept of it, with the question as a person asked it."""
        return Exchange(
            question=question,
            text=self.text,
            said=self.said,
            lang=self.lang,
            model=self.model,
            preset=self.preset,
            contradictions=self.contradictions,
            korean=self.korean.origin(self.translator) if self.korean else None,
            forgotten=self.forgotten,
            system=self.system,
            view_px=self.view_px,
            asked=_other(self.asked, question),
        )


def _other(asked: str, question: str) -> str:
    return "" if asked.strip() == question.strip() else asked


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """What a model answered.

    Attributes
    ----------
    question_id : str or None
        The known question that was recognised.
    question : str
        What the model was asked, in English.
    en, said : str
        The answer, told of the whole image; the model's own words.
    ko : str or None
        Its exact counterpart in the closed language, else as ``korean`` says.
    view_px : BoxPx
        The part of the image that the model saw.
    model : ModelInfo
        Who answered.
    korean : KoreanOrigin or None
        How ``ko`` was made of an answer outside the closed language.
    """

    question_id: str | None
    question: str
    en: str
    ko: str | None
    said: str
    view_px: BoxPx
    model: ModelInfo
    korean: KoreanOrigin | None = None


@dataclass(frozen=True, slots=True)
class NearestCase:
    """An example that looks like what was scored; ``similarity`` is a raw cosine."""

    crop_path: str
    category_id: str
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """An inspection with what a person may look at to understand it; only the first is recorded.

    Attributes
    ----------
    inspection : Inspection
    heat_map : (h, w) float32 or None
        Distance from the good references over the whole image, in the unit of the anomaly limit.
    nearest : tuple of tuple of NearestCase
        Per finding, in the order of ``inspection.findings``; nearest first.
    """

    inspection: Inspection
    heat_map: NDArray[np.float32] | None
    nearest: tuple[tuple[NearestCase, ...], ...]
