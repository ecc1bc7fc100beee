"""BLIP from a local transformers folder: sentences about a picture, and answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import ClassVar, Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import BlipForConditionalGeneration, BlipForQuestionAnswering
from typing_extensions import override

from core.domain.inspections import ModelInfo
from core.inference.adapters.blip_parts import BlipParts
from core.inference.crops import check_questions
from core.inference.dtype import FULL, choose_dtype, probe_images
from core.inference.generation import GenerationOptions
from core.inference.model_facts import ModelFacts
from core.inference.protocols import Answerer, Captioner
from core.jobs.cancel import CancelToken

CAPTIONER_ROLE: Final = "captioner"
ANSWERER_ROLE: Final = "vqa"
_PROBE_QUESTION: Final = "is there a mark?"
_MIN_ROOM: Final = 2
"""Tokens that must be left to write after a prompt."""


class _BlipModel(ABC):
    """What captioner and answerer have in common: loading, and computing in another dtype.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings, image processor and tokenizer.
    model_id, fingerprint : str
        For records.
    dtype : str
        ``float32`` or ``bfloat16``.
    device : str
        ``cpu`` or ``cuda``.

    Raises
    ------
    ModelError
        If the folder does not hold a complete model of this kind.
    """

    _ROLE: ClassVar[str]
    _ARCHITECTURE: ClassVar[type[BlipForConditionalGeneration | BlipForQuestionAnswering]]

    def __init__(
        self,
        folder: Path,
        *,
        model_id: str,
        fingerprint: str,
        dtype: str = FULL,
        device: str = "cpu",
    ) -> None:
        info = ModelInfo(model_id, fingerprint, FULL, role=self._ROLE, device=device)
        self._parts = BlipParts(folder, self._ARCHITECTURE.from_pretrained, info)
        self._parts.convert(dtype)

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype and role."""
        return self._parts.info

    def convert(self, dtype: str) -> None:
        """Compute in another dtype from now on."""
        self._parts.convert(dtype)

    @abstractmethod
    def probe(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Return the scores of all words as the first one, (N, V): what a dtype must not change."""


class BlipCaptioner(_BlipModel, Captioner):
    """``BlipForConditionalGeneration`` as a :class:`core.inference.protocols.Captioner`."""

    _ROLE = CAPTIONER_ROLE
    _ARCHITECTURE = BlipForConditionalGeneration

    @override
    def caption(
        self,
        crops: Sequence[NDArray[np.uint8]],
        *,
        prompt: str | None,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Describe crops; raises ``text_too_long`` for a prompt that leaves no room to write."""
        if not crops:
            return []
        start = self._start_of(prompt)
        found: list[str] = []
        for part in self._parts.batches(len(crops), options):
            views = torch.stack(self._parts.look(crops[part], token))
            begun = start.repeat(len(views), 1)
            written = self._parts.write(begun, views, options=options, token=token)
            found += self._parts.texts_of(written)
        return found

    @override
    def probe(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        views = torch.stack(self._parts.look(crops, CancelToken()))
        return self._parts.first_scores(self._start_of(None).repeat(len(views), 1), views)

    def _start_of(self, prompt: str | None) -> Tensor:
        """Begin as the model learnt it: its own start mark instead of the tokenizer's, no end."""
        if not prompt:
            return torch.tensor([[self._parts.start_id]], device=self._parts.info.device)
        tokens = self._parts.tokens_of(prompt, room=_MIN_ROOM)[:, :-1].clone()
        tokens[:, 0] = self._parts.start_id
        return tokens


class BlipAnswerer(_BlipModel, Answerer):
    """``BlipForQuestionAnswering`` as a :class:`core.inference.protocols.Answerer`.

    Questions are never padded: the model would look at the padding too, and answer a question
    differently for the questions beside it. Those of one length are answered together.
    """

    _ROLE = ANSWERER_ROLE
    _ARCHITECTURE = BlipForQuestionAnswering

    @override
    def answer(
        self,
        crops: Sequence[NDArray[np.uint8]],
        questions: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Answer; raises ``text_too_long`` for a question longer than the model reads."""
        check_questions(crops, questions)
        tokens = [self._parts.tokens_of(question, room=0) for question in questions]
        views = self._parts.look(crops, token)
        found = [""] * len(crops)
        for places in self._groups(tokens, options):
            token.check()
            seen = torch.stack([views[place] for place in places])
            asked = self._read(torch.cat([tokens[place] for place in places]), seen)
            written = self._parts.write(self._starts(asked), asked, options=options, token=token)
            for place, text in zip(places, self._parts.texts_of(written), strict=True):
                found[place] = text
        return found

    @override
    def probe(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        views = torch.stack(self._parts.look(crops, CancelToken()))
        tokens = self._parts.tokens_of(_PROBE_QUESTION, room=0).repeat(len(views), 1)
        asked = self._read(tokens, views)
        return self._parts.first_scores(self._starts(asked), asked)

    def _groups(self, tokens: Sequence[Tensor], options: GenerationOptions) -> Iterator[list[int]]:
        """Yield places of questions of one length, as many as are answered at once."""
        lengths = [row.shape[1] for row in tokens]
        order = sorted(range(len(tokens)), key=lengths.__getitem__)
        for _, group in groupby(order, key=lengths.__getitem__):
            places = list(group)
            for part in self._parts.batches(len(places), options):
                yield places[part]

    def _read(self, tokens: Tensor, views: Tensor) -> Tensor:
        """Read questions while looking at pictures, (N, T, C)."""
        seen = torch.ones(views.shape[:-1], dtype=torch.long, device=views.device)
        with torch.inference_mode():
            return self._parts.model.text_encoder(
                input_ids=tokens,
                attention_mask=torch.ones_like(tokens),
                encoder_hidden_states=views,
                encoder_attention_mask=seen,
                return_dict=False,
            )[0]

    def _starts(self, asked: Tensor) -> Tensor:
        return torch.full((len(asked), 1), self._parts.start_id, device=asked.device)


_Model = TypeVar("_Model", bound=_BlipModel)


def load_captioner(
    folder: Path, *, model_id: str, fingerprint: str, facts: ModelFacts, device: str = "cpu"
) -> BlipCaptioner:
    """Load a captioner in the dtype that is best on this machine, found once and remembered.

    Raises
    ------
    ModelError
        If the folder does not hold a complete captioner.
    """
    return _load(
        BlipCaptioner, folder, ModelInfo(model_id, fingerprint, FULL, device=device), facts
    )


def load_answerer(
    folder: Path, *, model_id: str, fingerprint: str, facts: ModelFacts, device: str = "cpu"
) -> BlipAnswerer:
    """Load an answerer as :func:`load_captioner` loads a captioner."""
    return _load(BlipAnswerer, folder, ModelInfo(model_id, fingerprint, FULL, device=device), facts)


def _load(kind: type[_Model], folder: Path, wanted: ModelInfo, facts: ModelFacts) -> _Model:
    """Load in the known dtype; if none is, compare them by the first word of the probe images."""
    fingerprint, device = wanted.fingerprint, wanted.device
    known = facts.dtype_of(fingerprint, device)
    model = kind(
        folder, model_id=wanted.id, fingerprint=fingerprint, dtype=known or FULL, device=device
    )
    if known:
        return model
    probes = probe_images()

    def embed(dtype: str) -> NDArray[np.float32]:
        model.convert(dtype)
        return model.probe(probes)

    choice = choose_dtype(embed, scores_words=True)
    model.convert(choice.dtype)
    facts.remember_dtype(fingerprint, device, choice.dtype)
    return model
