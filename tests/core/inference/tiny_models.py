"""Random checkpoints of the real architectures, small enough to make in a test."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import (
    CLIPConfig,
    CLIPModel,
    PreTrainedModel,
    SiglipConfig,
    SiglipModel,
)

IMAGE_PX = 32
PATCH_PX = 8
_WORDS = ("a", "the", "photo", "of", "scratch", "dent", "metal", "surface", "good", "part", "long")
_SPECIAL = ("<pad>", "<unk>", "<start>", "<end>")
_MAX_TOKENS = 12
_LAYERS = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
}
_VISION = {**_LAYERS, "image_size": IMAGE_PX, "patch_size": PATCH_PX}
_TEXT = {
    **_LAYERS,
    "vocab_size": len(_SPECIAL) + len(_WORDS),
    "max_position_embeddings": _MAX_TOKENS,
    "pad_token_id": 0,
    "bos_token_id": 2,
    "eos_token_id": 3,
}


def make_clip(folder: Path) -> None:
    """Save a random CLIP with image processor and tokenizer."""
    torch.manual_seed(1)
    config = CLIPConfig(text_config=_TEXT, vision_config=_VISION, projection_dim=24)
    model = CLIPModel(config)
    _spread(model)
    model.save_pretrained(folder)
    _save_processor(
        folder,
        image_processor_type="CLIPImageProcessor",
        size={"shortest_edge": IMAGE_PX},
        crop_size={"height": IMAGE_PX, "width": IMAGE_PX},
        do_center_crop=True,
    )
    _save_tokenizer(folder)


def make_siglip(folder: Path) -> None:
    """Save a random SigLIP with image processor and tokenizer."""
    torch.manual_seed(2)
    model = SiglipModel(SiglipConfig(text_config=_TEXT, vision_config=_VISION))
    _spread(model)
    model.save_pretrained(folder)
    _save_processor(
        folder,
        image_processor_type="SiglipImageProcessor",
        size={"height": IMAGE_PX, "width": IMAGE_PX},
    )
    _save_tokenizer(folder)


def _spread(model: PreTrainedModel) -> None:
    """Make weights large enough that different inputs give clearly different outputs."""
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.normal_(0.0, 0.2)


def _save_processor(folder: Path, **settings: object) -> None:
    common = {"image_mean": [0.48, 0.46, 0.41], "image_std": [0.27, 0.26, 0.28], "resample": 3}
    text = json.dumps({**common, **settings})
    (folder / "preprocessor_config.json").write_text(text, encoding="utf-8")


def _save_tokenizer(folder: Path) -> None:
    vocabulary = {word: number for number, word in enumerate((*_SPECIAL, *_WORDS))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token=_SPECIAL[1]))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<start> $A <end>", special_tokens=[("<start>", 2), ("<end>", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": _MAX_TOKENS,
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "bos_token": "<start>",
        "eos_token": "<end>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
