"""Talking and translating models without models: they say what they were told to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.domain.dialogue import ChatTurn
from core.domain.inspections import ModelInfo
from core.errors import UsageError
from core.inference.generation import GenerationOptions
from core.inference.languages import Written
from core.inference.protocols import Explainer, Translator
from core.jobs.cancel import CancelToken


@dataclass(slots=True, eq=False)
class FakeExplainer(Explainer):
    """Says ``says``, word by word; takes at most ``most_turns`` turns."""

    says: str
    most_turns: int = 99
    systems: list[str] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    seen: list[tuple[int, ...]] = field(default_factory=list)
    knows: frozenset[str] = frozenset()
    """Languages that it is declared to know."""

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo("fake-llava", "4" * 64, "float32", role="explainer")

    @property
    @override
    def languages(self) -> frozenset[str]:
        return self.knows

    @override
    def explain(
        self,
        crops: Sequence[NDArray[np.uint8]],
        turns: Sequence[ChatTurn],
        *,
        system: str,
        options: GenerationOptions,
        token: CancelToken,
        show: Callable[[str], None] | None = None,
    ) -> str:
        if len(turns) > self.most_turns:
            raise UsageError("text_too_long", count=99, limit=9)
        self.systems.append(system)
        self.asked.append(tuple(turn.text for turn in turns))
        self.seen += [crop.shape for crop in crops]
        words = self.says.split()
        for count in range(1, len(words) + 1):
            token.check()
            if show is not None and options.streams:
                show(" ".join(words[:count]))
        return self.says


@dataclass(slots=True, eq=False)
class FakeTranslator(Translator):
    """Looks texts up; what it does not know stays English."""

    known: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = "5" * 64
    into: frozenset[Written] = frozenset({"ko"})
    asked: list[str] = field(default_factory=list)

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo("fake-marian", self.fingerprint, "float32", role="translator")

    @property
    @override
    def writes(self) -> frozenset[Written]:
        return self.into

    @override
    def translate(
        self,
        texts: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
        into: Written = "ko",
    ) -> list[str]:
        token.check()
        assert into in self.into
        self.asked += texts
        return [self.known.get(text, text) for text in texts]
