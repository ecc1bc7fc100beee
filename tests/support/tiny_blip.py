"""Random BLIP folders laid out as published ones are, small enough to make in a test if unsaid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import torch
from transformers import (
    BlipConfig,
    BlipForConditionalGeneration,
    BlipForQuestionAnswering,
    PreTrainedModel,
)

IMAGE_PX: Final = 32
MAX_TOKENS: Final = 24
START_ID: Final = 5
_SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]")
_WORDS: Final = (
    *("a", "thin", "bright", "dark", "straight", "line", "spot", "no", "yes", "is", "there"),
    *("mark", "on", "the", "surface", "at", "upper", "left", "what", "where", "many", "how"),
    *(",", "?", "-"),
)
_LAYERS: Final = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "projection_dim": 16,
}
_TEXT: Final = {
    **_LAYERS,
    "vocab_size": len(_SPECIAL) + len(_WORDS),
    "encoder_hidden_size": 32,
    "max_position_embeddings": MAX_TOKENS,
    "bos_token_id": START_ID,
    "eos_token_id": 3,
    "sep_token_id": 3,
    "pad_token_id": 0,
}
_VISION: Final = {**_LAYERS, "image_size": IMAGE_PX, "patch_size": 8}


def make_captioner(folder: Path, *, seed: int = 1, config: BlipConfig | None = None) -> None:
    """Save a random ``BlipForConditionalGeneration`` with image processor and tokenizer."""
    torch.manual_seed(seed)
    _save(BlipForConditionalGeneration(config or _tiny()), folder)


def make_answerer(folder: Path, *, seed: int = 2, config: BlipConfig | None = None) -> None:
    """Save a random ``BlipForQuestionAnswering`` with image processor and tokenizer."""
    torch.manual_seed(seed)
    _save(BlipForQuestionAnswering(config or _tiny()), folder)


def _tiny() -> BlipConfig:
    return BlipConfig(
        text_config=_TEXT, vision_config=_VISION, projection_dim=16, image_text_hidden_size=16
    )


def _save(model: PreTrainedModel, folder: Path) -> None:
    _spread(model)
    model.save_pretrained(folder)
    vision, text = model.config.vision_config, model.config.text_config
    known = (*_SPECIAL, *_WORDS)
    words = (*known, *(f"word{number}" for number in range(text.vocab_size - len(known))))
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8", newline="\n")
    _write(folder / "tokenizer_config.json", tokenizer_class="BertTokenizer", do_lower_case=True)
    _write(
        folder / "preprocessor_config.json",
        image_processor_type="BlipImageProcessor",
        processor_class="BlipProcessor",
        size={"height": vision.image_size, "width": vision.image_size},
        image_mean=[0.48, 0.46, 0.41],
        image_std=[0.27, 0.26, 0.28],
        resample=3,
    )


def _spread(model: PreTrainedModel) -> None:
    """Make weights such that different pictures and questions give different words.

    The configuration starts the image side with a spread of 1e-10. Tiny models need far larger
    weights than others, but words small beside the rest: the same table scores the next word, which
    would else always be the last one again.
    """
    text = model.config.text_config
    is_tiny = text.hidden_size == _LAYERS["hidden_size"]
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                is_word = name.startswith("text") and "embeddings" in name
                tiny = 0.1 if is_word else 0.6
                parameter.normal_(0.0, tiny if is_tiny else text.initializer_range)


def _write(path: Path, **settings: object) -> None:
    path.write_text(json.dumps(settings), encoding="utf-8")
