"""What BLIP's captioner and answerer share: weights, pre-processing, words, writing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import (
    AutoImageProcessor,
    AutoTokenizer,
    PretrainedConfig,
)

from core.domain.inspections import ModelInfo
from core.inference.adapters.pretrained import load_part, load_weights
from core.inference.adapters.words import check_words
from core.inference.adapters.writing import drawing, room_after, settings_of
from core.inference.crops import check_crop
from core.inference.dtype import FULL
from core.inference.generation import GenerationOptions
from core.jobs.cancel import CancelToken

MAX_BATCH: Final = 8
"""Crops written about at once."""
_BACKEND: Final = "pil"
"""The only image backend without torchvision."""
_KEPT_VIEWS: Final = 4
"""Crops whose vision features are kept: several questions about one picture look at it once."""
_SPACED_MARK: Final = re.compile(r" ([.,;:?!])")
_SPACED_HYPHEN: Final = re.compile(r"(?<=\w) - (?=\w)")


class _Scores(Protocol):
    logits: Tensor


class TextDecoder(Protocol):
    """What is used of ``BlipTextLMHeadModel``."""

    def __call__(self, **inputs: object) -> _Scores:
        """Score the next words."""

    def generate(self, **inputs: object) -> Tensor:
        """Write."""


class BlipModel(Protocol):
    """What is used of ``BlipForConditionalGeneration`` and ``BlipForQuestionAnswering``."""

    config: PretrainedConfig
    text_decoder: TextDecoder

    def vision_model(self, *, pixel_values: Tensor) -> Sequence[Tensor]:
        """Look at pictures; the last states come first."""

    def text_encoder(self, **inputs: object) -> Sequence[Tensor]:
        """Read a question while looking; only the answerer has it."""


class BlipParts:
    """One BLIP folder, loaded.

    The steps are those of ``generate`` of the two classes, taken apart so that one picture is
    looked at once for many texts and so that a cancel stops between two tokens.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings, image processor and tokenizer.
    load : callable
        ``from_pretrained`` of the model's class.
    info : ModelInfo
        With float32; :meth:`convert` changes it.

    Raises
    ------
    ModelError
        If the folder does not hold a complete model; ``model_words_missing`` if tokenizer and model
        do not fit, which transformers would not notice.
    """

    def __init__(self, folder: Path, load: Callable[..., object], info: ModelInfo) -> None:
        self._folder = folder
        self._load_model = load
        self.info = info
        self.model = self._load()
        text: Any = self.model.config.text_config
        self.max_tokens = int(text.max_position_embeddings)
        self.start_id = int(text.bos_token_id)
        self.end_id = int(text.sep_token_id)
        self.pad_id = int(text.pad_token_id)
        self._processor = load_part(AutoImageProcessor.from_pretrained, folder, backend=_BACKEND)
        self._tokenizer = load_part(AutoTokenizer.from_pretrained, folder)
        check_words(folder, self._tokenizer, len(self._tokenizer), int(text.vocab_size))
        self._views: dict[bytes, Tensor] = {}

    def convert(self, dtype: str) -> None:
        """Compute in another dtype from now on; float32 is read from disk again."""
        if dtype == self.info.dtype:
            return
        if dtype == FULL:
            self.model = self._load()
        else:
            cast("torch.nn.Module", self.model).to(getattr(torch, dtype))
        self.info = replace(self.info, dtype=dtype)
        self._views = {}

    def look(self, crops: Sequence[NDArray[np.uint8]], token: CancelToken) -> list[Tensor]:
        """Run the vision part; equal crops are looked at once.

        Returns
        -------
        list of (T, C) Tensor
            Its last states, in the model's dtype, in the order of ``crops``.

        Raises
        ------
        ValueError
            If a crop is not (H, W, 3) uint8 or empty.
        JobCancelledError
            If ``token`` is cancelled.
        """
        keys = [_key_of(crop) for crop in crops]
        views = {key: self._views[key] for key in keys if key in self._views}
        new = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in views}
        names = list(new)
        for start in range(0, len(names), MAX_BATCH):
            token.check()
            batch = names[start : start + MAX_BATCH]
            pixels = torch.cat([self._to_input(new[name]) for name in batch])
            with torch.inference_mode():
                states = self.model.vision_model(pixel_values=pixels)[0]
            views.update(zip(batch, states, strict=True))
        self._views = dict(list(views.items())[-_KEPT_VIEWS:])
        return [views[key] for key in keys]

    def tokens_of(self, text: str, *, room: int) -> Tensor:
        """Return a text's tokens with the tokenizer's own start and end, (1, T).

        Raises
        ------
        UsageError
            ``text_too_long`` if fewer than ``room`` tokens are left to write.
        """
        found = self._tokenizer(text, return_tensors="pt", return_token_type_ids=False)
        tokens: Tensor = found["input_ids"]
        room_after(tokens.shape[1], self.max_tokens, least=room)
        return tokens.to(self.info.device)

    def write(
        self,
        start: Tensor,
        context: Tensor,
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> Tensor:
        """Let the decoder write.

        Parameters
        ----------
        start : (N, T) Tensor
            What each text begins with, no padding.
        context : (N, S, C) Tensor
            What it looks at.
        options : GenerationOptions
        token : CancelToken

        Returns
        -------
        (N, L) Tensor
            Tokens, ``start`` included.

        Raises
        ------
        JobCancelledError
            Between two tokens, if ``token`` is cancelled.
        """
        token.check()
        ones = torch.ones(context.shape[:-1], dtype=torch.long, device=context.device)
        room = self.max_tokens - start.shape[1]
        with drawing(options):
            written = self.model.text_decoder.generate(
                input_ids=start,
                attention_mask=torch.ones_like(start),
                eos_token_id=self.end_id,
                pad_token_id=self.pad_id,
                encoder_hidden_states=context,
                encoder_attention_mask=ones,
                **settings_of(options, token, room),
            )
        token.check()
        return written

    def texts_of(self, written: Tensor) -> list[str]:
        """Return the words of tokens, without the marks of start, end and padding."""
        marks = {self.start_id, self.end_id, self.pad_id}
        rows = [[number for number in row if number not in marks] for row in written.tolist()]
        return [_tidy(str(self._tokenizer.decode(row, skip_special_tokens=True))) for row in rows]

    def first_scores(self, start: Tensor, context: Tensor) -> NDArray[np.float32]:
        """Return the scores of every word as the next one, (N, V)."""
        with torch.inference_mode():
            output = self.model.text_decoder(
                input_ids=start, encoder_hidden_states=context, is_decoder=True
            )
            scores: NDArray[np.float32] = output.logits[:, -1].float().cpu().numpy()
        return scores

    def batches(self, count: int, options: GenerationOptions) -> list[slice]:
        """Cut ``count`` texts into what is written at once.

        What is drawn by chance must not depend on a text's neighbours, so then each is alone.
        """
        size = 1 if options.do_sample else MAX_BATCH
        return [slice(start, start + size) for start in range(0, count, size)]

    def _load(self) -> BlipModel:
        model = load_weights(self._load_model, self._folder)
        return cast("BlipModel", model.to(self.info.device))

    def _to_input(self, crop: NDArray[np.uint8]) -> Tensor:
        prepared = self._processor(
            images=crop, input_data_format="channels_last", return_tensors="pt"
        )
        pixels: Tensor = prepared["pixel_values"]
        return pixels.to(self.info.device, getattr(torch, self.info.dtype))


def _key_of(crop: NDArray[np.uint8]) -> bytes:
    check_crop(crop)
    digest = hashlib.sha256(repr(crop.shape).encode())
    digest.update(np.ascontiguousarray(crop).data)
    return digest.digest()


def _tidy(text: str) -> str:
    """Close the gaps that a tokenizer leaves before punctuation and around hyphens."""
    return _SPACED_HYPHEN.sub("-", _SPACED_MARK.sub(r"\1", text)).strip()
