"""Random BLIP-2 and LLaVA folders, small enough to make in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import AddedToken
from tokenizers.processors import TemplateProcessing
from transformers import (
    Blip2Config,
    Blip2ForConditionalGeneration,
    LlavaConfig,
    LlavaForConditionalGeneration,
    LlavaNextConfig,
    LlavaNextForConditionalGeneration,
    LlavaOnevisionConfig,
    LlavaOnevisionForConditionalGeneration,
)

from tests.support.tiny_parts import WIDTH, WORDS, save_random, word_tokenizer, write_json
from tests.support.tiny_translators import make_m2m100, make_marian, make_nllb

IMAGE_PX: Final = 32
PATCH_PX: Final = 8
MAX_TOKENS: Final = 320
_SPECIAL: Final = ("<pad>", "<s>", "</s>", "<unk>", "<image>", "<video>")
VOCABULARY: Final = (*_SPECIAL, *WORDS)
TEMPLATE: Final = (
    "{% for message in messages %}"
    "{% if message['role'] == 'system' %} SYSTEM: {% elif message['role'] == 'user' %} USER: "
    "{% else %} ASSISTANT: {% endif %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %} {{ part['text'] }}{% endif %}"
    "{% endfor %}{% endfor %}{% if add_generation_prompt %} ASSISTANT: {% endif %}"
)
_VISION: Final[dict[str, Any]] = {
    "hidden_size": WIDTH,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": IMAGE_PX,
    "patch_size": PATCH_PX,
}
_TEXT: Final[dict[str, Any]] = {
    "model_type": "llama",
    "vocab_size": len(VOCABULARY),
    "hidden_size": WIDTH,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "max_position_embeddings": MAX_TOKENS,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


def make_blip2(folder: Path, *, with_encoder: bool = False, seed: int = 11) -> None:
    """Save a random BLIP-2: its language model is OPT, or T5 ``with_encoder``."""
    torch.manual_seed(seed)
    opt = {
        **_TEXT,
        "model_type": "opt",
        "ffn_dim": 128,
        "word_embed_proj_dim": WIDTH,
    }
    t5 = {
        "model_type": "t5",
        "vocab_size": len(VOCABULARY),
        "d_model": WIDTH,
        "d_kv": 16,
        "d_ff": 128,
        "num_layers": 2,
        "num_heads": 4,
        "pad_token_id": 0,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "decoder_start_token_id": 0,
    }
    config = Blip2Config(
        vision_config={**_VISION, "model_type": "blip_2_vision_model"},
        qformer_config={
            **{name: _VISION[name] for name in ("hidden_size", "num_hidden_layers")},
            "intermediate_size": 96,
            "num_attention_heads": 4,
            "encoder_hidden_size": WIDTH,
            "vocab_size": 10,
        },
        text_config=t5 if with_encoder else opt,
        num_query_tokens=5,
        image_token_index=VOCABULARY.index("<image>"),
    )
    save_random(Blip2ForConditionalGeneration(config), folder)
    _write_images(folder, "BlipImageProcessor")
    _write_words(folder)
    write_json(
        folder / "processor_config.json", processor_class="Blip2Processor", num_query_tokens=5
    )


def make_llava(
    folder: Path, *, seed: int = 12, max_tokens: int = MAX_TOKENS, never_ends: bool = False
) -> None:
    """Save a random LLaVA 1.5; one that ``never_ends`` writes as long as it may."""
    torch.manual_seed(seed)
    text = {**_TEXT, "max_position_embeddings": max_tokens}
    config = LlavaConfig(
        vision_config={**_VISION, "model_type": "clip_vision_model"},
        text_config={**text, "eos_token_id": None} if never_ends else text,
        image_token_index=VOCABULARY.index("<image>"),
    )
    save_random(LlavaForConditionalGeneration(config), folder)
    _write_images(folder, "CLIPImageProcessor", crop_size={"height": IMAGE_PX, "width": IMAGE_PX})
    _write_chat(folder, "LlavaProcessor")


def make_llava_next(folder: Path, *, seed: int = 13) -> None:
    """Save a random LLaVA-NeXT."""
    torch.manual_seed(seed)
    grid = [[IMAGE_PX, 2 * IMAGE_PX], [2 * IMAGE_PX, IMAGE_PX], [2 * IMAGE_PX, 2 * IMAGE_PX]]
    config = LlavaNextConfig(
        vision_config={**_VISION, "model_type": "clip_vision_model"},
        text_config=_TEXT,
        image_token_index=VOCABULARY.index("<image>"),
        image_grid_pinpoints=grid,
    )
    save_random(LlavaNextForConditionalGeneration(config), folder)
    _write_images(
        folder,
        "LlavaNextImageProcessor",
        crop_size={"height": IMAGE_PX, "width": IMAGE_PX},
        size={"shortest_edge": IMAGE_PX},
        image_grid_pinpoints=grid,
    )
    _write_chat(folder, "LlavaNextProcessor")


def make_llava_onevision(folder: Path, *, seed: int = 14) -> None:
    """Save a random LLaVA-OneVision; its video processor is named as published folders do."""
    torch.manual_seed(seed)
    grid = [[IMAGE_PX, IMAGE_PX], [IMAGE_PX, 2 * IMAGE_PX], [2 * IMAGE_PX, IMAGE_PX]]
    config = LlavaOnevisionConfig(
        vision_config={**_VISION, "model_type": "siglip_vision_model"},
        text_config={**_TEXT, "model_type": "qwen2"},
        image_token_index=VOCABULARY.index("<image>"),
        video_token_index=VOCABULARY.index("<video>"),
        image_grid_pinpoints=grid,
    )
    save_random(LlavaOnevisionForConditionalGeneration(config), folder)
    _write_images(folder, "LlavaOnevisionImageProcessor", image_grid_pinpoints=grid)
    write_json(
        folder / "video_preprocessor_config.json",
        video_processor_type="LlavaOnevisionVideoProcessor",
    )
    tokens = (IMAGE_PX // PATCH_PX) ** 2
    _write_chat(
        folder,
        "LlavaOnevisionProcessor",
        num_image_tokens=tokens,
        vision_feature_select_strategy="full",
    )


def _write_images(folder: Path, kind: str, **settings: object) -> None:
    common: dict[str, object] = {
        "image_processor_type": kind,
        "size": {"height": IMAGE_PX, "width": IMAGE_PX},
        "image_mean": [0.48, 0.46, 0.41],
        "image_std": [0.27, 0.26, 0.28],
        "resample": 3,
    }
    write_json(folder / "preprocessor_config.json", **(common | settings))


def _write_words(folder: Path, **settings: object) -> None:
    tokenizer = word_tokenizer(VOCABULARY)
    tokenizer.post_processor = TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    tokenizer.add_special_tokens(
        [AddedToken(word, special=True, normalized=False) for word in _SPECIAL]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="PreTrainedTokenizerFast",
        bos_token="<s>",  # noqa: S106 - tokens of a vocabulary
        eos_token="</s>",  # noqa: S106
        pad_token="<pad>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
        **settings,
    )


def _write_chat(folder: Path, kind: str, **settings: object) -> None:
    names = {"image_token": "<image>", "video_token": "<video>"}
    _write_words(folder, extra_special_tokens=names)
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")
    write_json(folder / "processor_config.json", processor_class=kind, **settings)


def _make_blip2_t5(folder: Path) -> None:
    make_blip2(folder, with_encoder=True)


MAKERS: Final[dict[str, Callable[[Path], None]]] = {
    "blip2": make_blip2,
    "blip2-t5": _make_blip2_t5,
    "llava": make_llava,
    "llava-next": make_llava_next,
    "llava-onevision": make_llava_onevision,
    "marian": make_marian,
    "m2m100": make_m2m100,
    "nllb": make_nllb,
}
"""All of them by name."""
