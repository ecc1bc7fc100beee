"""What tiny random folders of several kinds are made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer, decoders
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Metaspace
from transformers import PreTrainedModel

WORDS: Final = (
    *("▁a", "▁the", "▁thin", "▁dark", "▁line", "▁spot", "▁scratch", "▁on", "▁metal", "▁is"),
    *("▁there", "▁where", "▁it", "▁what", "▁caused", "▁this", "▁to", "▁do", "▁Question:"),
    *("▁Answer:", "▁USER:", "▁ASSISTANT:", "▁SYSTEM:", "▁length", "▁12", "▁mm", "▁yes", "▁no"),
    *("▁스크래치가", "▁있습니다", "▁원인은", "▁무엇인가요"),
)
WIDTH: Final = 64
"""Rows of whole blocks, so that 4 bit has something to round."""


def save_random(
    model: PreTrainedModel, folder: Path, *, spread: float = 0.35, words: float = 0.1
) -> None:
    """Make weights such that different inputs give different words; save."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                is_word = "embed" in name or "shared" in name or "lm_head" in name
                parameter.normal_(0.0, words if is_word else spread)
    model.save_pretrained(folder)


def word_tokenizer(words: tuple[str, ...]) -> Tokenizer:
    """Return a tokenizer of whole words."""
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordLevel(numbers, unk_token="<unk>"))  # noqa: S106 - a token of a vocabulary
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    return tokenizer


def write_json(path: Path, **settings: object) -> None:
    """Write settings as a file of a model folder."""
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
