"""Describing models without models: they say what they were told to say."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.describe.appearance import Appearance
from core.describe.captions import caption_of
from core.describe.questions import questions_of
from core.domain.inspections import ModelInfo
from core.inference.generation import GenerationOptions
from core.inference.protocols import Answerer, Captioner
from core.jobs.cancel import CancelToken

SPOT: Final = "a small dark round spot at the centre of a dark grey surface"
SPOT_KO: Final = "짙은 회색 표면의 중앙에 작고 어두운 둥근 반점 1개가 있습니다"
ANSWERS: Final = {
    "is there a mark?": "yes",
    "where is it?": "centre",
    "how large is it?": "small",
    "what does it look like?": "a small dark round spot",
}
_TOKENS: Final = 4


@dataclass(slots=True, eq=False)
class FakeCaptioner(Captioner):
    """Says ``says`` of everything, after ``word_s`` for each of a few words."""

    says: str = SPOT
    word_s: float = 0.0
    seen: list[tuple[int, ...]] = field(default_factory=list)
    """Shapes of the crops, in the order they came."""

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo("fake-captioner", "1" * 64, "float32", role="captioner")

    @override
    def caption(
        self,
        crops: Sequence[NDArray[np.uint8]],
        *,
        prompt: str | None,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        _think(self.word_s, token)
        self.seen += [crop.shape for crop in crops]
        return [f"{prompt or ''}{self.says}" for _ in crops]


@dataclass(slots=True, eq=False)
class FakeAnswerer(Answerer):
    """Looks answers up by the words of the question; what it does not know is ``no``."""

    model_id: str = "starter"
    answers: Mapping[str, str] = field(default_factory=lambda: dict(ANSWERS))
    asked: list[str] = field(default_factory=list)

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo(self.model_id, "2" * 64, "float32", role="vqa")

    @override
    def answer(
        self,
        crops: Sequence[NDArray[np.uint8]],
        questions: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        _think(0.0, token)
        self.asked += questions
        return [self.answers.get(question, "no") for question in questions]


class SeeingModel(Captioner, Answerer):
    """Says in the closed language what ``see`` tells of a crop."""

    def __init__(self, see: Callable[[NDArray[np.uint8]], Appearance]) -> None:
        self._see = see
        self.shapes: list[tuple[int, ...]] = []
        """Shapes of the described crops, in the order they came."""

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo("seeing", "3" * 64, "float32", role="captioner")

    @override
    def caption(
        self,
        crops: Sequence[NDArray[np.uint8]],
        *,
        prompt: str | None,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        self.shapes += [crop.shape for crop in crops]
        return [caption_of(self._see(crop)) for crop in crops]

    @override
    def answer(
        self,
        crops: Sequence[NDArray[np.uint8]],
        questions: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        return [
            {one.question: one.answer for one in questions_of(self._see(crop))}[question]
            for crop, question in zip(crops, questions, strict=True)
        ]


def _think(word_s: float, token: CancelToken) -> None:
    for _ in range(_TOKENS):
        token.check()
        if word_s:
            time.sleep(word_s)
