"""LLaVA 1.5, NeXT and OneVision from a local transformers folder: talking about a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from jinja2 import TemplateError
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoModelForImageTextToText
from typing_extensions import override

from core.domain.dialogue import ChatTurn, Speaker
from core.domain.inspections import ModelInfo
from core.domain.precision import Precision
from core.inference.adapters.chat_processor import load_chat_processor
from core.inference.adapters.large import LargeClass, info_in, load_large
from core.inference.adapters.writing import (
    TextStream,
    drawing,
    forget_habits,
    room_after,
    settings_of,
)
from core.inference.crops import check_crop
from core.inference.generation import GenerationOptions
from core.inference.languages import declared_languages
from core.inference.protocols import Explainer
from core.jobs.cancel import CancelToken

_SYSTEM: Final = "system"
_KIND: Final = LargeClass(
    AutoModelForImageTextToText.from_pretrained, AutoModelForImageTextToText.from_config
)
_Message = dict[str, Any]


class LlavaExplainer(Explainer):
    """A model that transformers reads as image-text-to-text, with its own chat template.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings, image processor, tokenizer and chat template.
    info : ModelInfo
        Id, fingerprint, role and device.
    precision : Precision
        How to keep the weights.

    Raises
    ------
    ModelError
        If the folder does not hold a complete model; ``quantiser_missing``,
        ``model_chat_template_missing``.
    """

    def __init__(
        self, folder: Path, info: ModelInfo, precision: Precision = Precision.FULL
    ) -> None:
        self._info = info_in(info, precision)
        self._languages = declared_languages(folder)
        self._model = load_large(_KIND, folder, self._info, precision)
        forget_habits(self._model)
        self._processor: Any = load_chat_processor(folder, self._model.config)
        added = self._processor.tokenizer.added_tokens_decoder.values()
        self._marks = sorted(
            {str(mark) for mark in added if len(str(mark).strip()) > 1}, key=len, reverse=True
        )
        self._limit: int | None = getattr(
            self._model.config.get_text_config(), "max_position_embeddings", None
        )

    @property
    @override
    def info(self) -> ModelInfo:
        return self._info

    @property
    @override
    def languages(self) -> frozenset[str]:
        return self._languages

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
        _check(crops, turns)
        token.check()
        inputs = self._inputs(self._messages(crops, turns, self._harmless(system.strip())))
        begun = inputs["input_ids"].shape[1]
        settings = settings_of(options, token, room_after(begun, self._limit))
        if show is not None and options.streams:
            settings["streamer"] = TextStream(self._words, show, skip_first=True)
        with drawing(options):
            written = self._model.generate(**inputs, **settings)
        token.check()
        said = self._words(written[0, begun:].tolist()).strip()
        if show is not None and not options.streams:
            show(said)
        return said

    def _messages(
        self, crops: Sequence[NDArray[np.uint8]], turns: Sequence[ChatTurn], system: str
    ) -> list[_Message]:
        """Lay a conversation out; a template without a place for ``system`` gets it as first words.

        Some templates refuse a system turn, others drop it without a word.
        """
        told = [_message(turn.speaker.value, self._harmless(turn.text)) for turn in turns]
        told[0]["content"][:0] = [{"type": "image", "image": crop} for crop in crops]
        if not system:
            return told
        whole = [_message(_SYSTEM, system), *told]
        if self._says(whole, system):
            return whole
        first = next(part for part in told[0]["content"] if part["type"] == "text")
        first["text"] = f"{system}\n\n{first['text']}"
        return told

    def _says(self, messages: list[_Message], text: str) -> bool:
        try:
            rendered = self._processor.apply_chat_template(messages, tokenize=False)
        except TemplateError:
            return False
        return text in str(rendered)

    def _inputs(self, messages: list[_Message]) -> dict[str, Tensor]:
        """Put a conversation into numbers."""
        found = self._processor.apply_chat_template(
            messages,
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            processor_kwargs={"images_kwargs": {"input_data_format": "channels_last"}},
        )
        return {name: self._placed(value) for name, value in found.items()}

    def _placed(self, value: Tensor) -> Tensor:
        is_picture = value.is_floating_point()
        return value.to(self._info.device, self._model.dtype if is_picture else None)

    def _harmless(self, text: str) -> str:
        """Break marks of the model that a person typed, such as that of a picture.

        The library can do so too, but only where the template writes the mark of the beginning.
        """
        for mark in self._marks:
            text = text.replace(mark, f"{mark[0]} {mark[1:]}")
        return text

    def _words(self, tokens: list[int]) -> str:
        return str(self._processor.tokenizer.decode(tokens, skip_special_tokens=True))


def load_llava(folder: Path, info: ModelInfo, precision: Precision) -> LlavaExplainer:
    """Load an explainer; ModelError as :class:`LlavaExplainer`."""
    return LlavaExplainer(folder, info, precision)


def _message(role: str, text: str) -> _Message:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def _check(crops: Sequence[NDArray[np.uint8]], turns: Sequence[ChatTurn]) -> None:
    if not crops:
        msg = "a conversation needs a picture"
        raise ValueError(msg)
    for crop in crops:
        check_crop(crop)
    sides = (Speaker.PERSON, Speaker.MODEL)
    in_turn = all(turn.speaker is sides[place % 2] for place, turn in enumerate(turns))
    if len(turns) % 2 == 0 or not in_turn:
        msg = "person and model speak in turn, a person first and last"
        raise ValueError(msg)
