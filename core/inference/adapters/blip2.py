"""BLIP-2 from a local transformers folder: one model that describes and answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken
from torch import Tensor
from transformers import (
    AutoImageProcessor,
    AutoTokenizer,
    Blip2ForConditionalGeneration,
    Blip2Processor,
)
from typing_extensions import override

from core.domain.inspections import ModelInfo
from core.domain.precision import Precision
from core.inference.adapters.large import LargeClass, info_in, load_large
from core.inference.adapters.pretrained import load_part
from core.inference.adapters.words import check_picture_word
from core.inference.adapters.writing import Writing, drawing, forget_habits, room_after, settings_of
from core.inference.crops import check_crop, check_questions
from core.inference.generation import GenerationOptions
from core.inference.protocols import Answerer, Captioner
from core.jobs.cancel import CancelToken

_BACKEND: Final = "pil"
_QUESTION: Final = "Question: {question} Answer:"
"""The form that the published models were shown."""
_KIND: Final = LargeClass(
    Blip2ForConditionalGeneration.from_pretrained, Blip2ForConditionalGeneration
)


class _WithLanguage(Protocol):
    language_model: Writing


class Blip2Writer(Captioner, Answerer):
    """``Blip2ForConditionalGeneration`` as captioner and as answerer.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings, image processor and tokenizer.
    info : ModelInfo
        Id, fingerprint, role and device.
    precision : Precision
        How to keep the weights.

    Raises
    ------
    ModelError
        If the folder does not hold a complete model; ``quantiser_missing``.
    """

    def __init__(
        self, folder: Path, info: ModelInfo, precision: Precision = Precision.FULL
    ) -> None:
        self._info = info_in(info, precision)
        self._model = load_large(_KIND, folder, self._info, precision)
        forget_habits(cast("_WithLanguage", self._model).language_model)
        self._processor: Any = _processor_of(folder, self._model.config)
        self._limit: int | None = getattr(
            self._model.config.text_config, "max_position_embeddings", None
        )

    @property
    @override
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype, quantisation and role."""
        return self._info

    @override
    def caption(
        self,
        crops: Sequence[NDArray[np.uint8]],
        *,
        prompt: str | None,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Describe crops one after the other; a prompt is how each text begins."""
        begun = (prompt or "").strip()
        found = []
        for crop in crops:
            said = self._write(crop, begun, options, token)
            found.append(f"{begun} {said}".strip())
        return found

    @override
    def answer(
        self,
        crops: Sequence[NDArray[np.uint8]],
        questions: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Answer one after the other, each question in the form that the model knows."""
        check_questions(crops, questions)
        return [
            self._write(crop, _QUESTION.format(question=question.strip()), options, token)
            for crop, question in zip(crops, questions, strict=True)
        ]

    def _write(
        self, crop: NDArray[np.uint8], text: str, options: GenerationOptions, token: CancelToken
    ) -> str:
        token.check()
        check_crop(crop)
        inputs = self._inputs(crop, text)
        begun = inputs["input_ids"].shape[1]
        room = room_after(begun, self._limit)
        with drawing(options):
            written = self._model.generate(**inputs, **settings_of(options, token, room))
        token.check()
        # A decoder repeats what it was given, an encoder-decoder such as T5 does not.
        skipped = begun if self._model.config.use_decoder_only_language_model else 0
        tokenizer = self._processor.tokenizer
        return str(tokenizer.decode(written[0, skipped:], skip_special_tokens=True)).strip()

    def _inputs(self, crop: NDArray[np.uint8], text: str) -> dict[str, Tensor]:
        found = self._processor(
            images=crop, text=text, input_data_format="channels_last", return_tensors="pt"
        )
        device = self._info.device
        return {
            "input_ids": found["input_ids"].to(device),
            "attention_mask": found["attention_mask"].to(device),
            "pixel_values": found["pixel_values"].to(device, self._model.dtype),
        }


def load_blip2(folder: Path, info: ModelInfo, precision: Precision) -> Blip2Writer:
    """Load a captioner or answerer; ModelError as :class:`Blip2Writer`."""
    return Blip2Writer(folder, info, precision)


def _processor_of(folder: Path, config: Any) -> Blip2Processor:  # noqa: ANN401 - configurations share no typed base
    """Put the processor together; the folder's own settings may be older than the library.

    Raises
    ------
    ModelError
        ``model_words_missing`` if the tokenizer's place for the picture is not the model's.
    """
    images = load_part(AutoImageProcessor.from_pretrained, folder, backend=_BACKEND)
    tokenizer = load_part(AutoTokenizer.from_pretrained, folder)
    processor = Blip2Processor(images, tokenizer, num_query_tokens=config.num_query_tokens)
    # A tokenizer that knows the mark by itself gives it as text, where the processor wants a token.
    processor.image_token = AddedToken(str(processor.image_token), normalized=False, special=True)
    check_picture_word(folder, processor.tokenizer, str(processor.image_token), config)
    return processor
