"""Random BLIP-2, LLaVA and translation folders, small enough to make in a test."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sentencepiece
import torch
from tokenizers import AddedToken, Tokenizer, decoders
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Metaspace
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
    M2M100Config,
    M2M100ForConditionalGeneration,
    MarianConfig,
    MarianMTModel,
    PreTrainedModel,
)

IMAGE_PX: Final = 32
PATCH_PX: Final = 8
MAX_TOKENS: Final = 320
_SPECIAL: Final = ("<pad>", "<s>", "</s>", "<unk>", "<image>", "<video>")
_WORDS: Final = (
    *("▁a", "▁the", "▁thin", "▁dark", "▁line", "▁spot", "▁scratch", "▁on", "▁metal", "▁is"),
    *("▁there", "▁where", "▁it", "▁what", "▁caused", "▁this", "▁to", "▁do", "▁Question:"),
    *("▁Answer:", "▁USER:", "▁ASSISTANT:", "▁SYSTEM:", "▁length", "▁12", "▁mm", "▁yes", "▁no"),
    *("▁스크래치가", "▁있습니다", "▁원인은", "▁무엇인가요"),
)
VOCABULARY: Final = (*_SPECIAL, *_WORDS)
_WIDTH: Final = 64
"""Rows of whole blocks, so that 4 bit has something to round."""
TEMPLATE: Final = (
    "{% for message in messages %}"
    "{% if message['role'] == 'system' %} SYSTEM: {% elif message['role'] == 'user' %} USER: "
    "{% else %} ASSISTANT: {% endif %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %} {{ part['text'] }}{% endif %}"
    "{% endfor %}{% endfor %}{% if add_generation_prompt %} ASSISTANT: {% endif %}"
)
_VISION: Final[dict[str, Any]] = {
    "hidden_size": _WIDTH,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": IMAGE_PX,
    "patch_size": PATCH_PX,
}
_TEXT: Final[dict[str, Any]] = {
    "model_type": "llama",
    "vocab_size": len(VOCABULARY),
    "hidden_size": _WIDTH,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "max_position_embeddings": MAX_TOKENS,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
_SENTENCES: Final = (
    "a thin dark scratch on the metal surface",
    "there is a dent of 12 mm at the upper left",
    "금속 표면에 스크래치가 있습니다 찍힘 균열 어두운 얼룩",
)


def make_blip2(folder: Path, *, with_encoder: bool = False, seed: int = 11) -> None:
    """Save a random BLIP-2: its language model is OPT, or T5 ``with_encoder``."""
    torch.manual_seed(seed)
    opt = {
        **_TEXT,
        "model_type": "opt",
        "ffn_dim": 128,
        "word_embed_proj_dim": _WIDTH,
    }
    t5 = {
        "model_type": "t5",
        "vocab_size": len(VOCABULARY),
        "d_model": _WIDTH,
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
            "encoder_hidden_size": _WIDTH,
            "vocab_size": 10,
        },
        text_config=t5 if with_encoder else opt,
        num_query_tokens=5,
        image_token_index=VOCABULARY.index("<image>"),
    )
    _save(Blip2ForConditionalGeneration(config), folder)
    _write_images(folder, "BlipImageProcessor")
    _write_words(folder)
    _write(folder / "processor_config.json", processor_class="Blip2Processor", num_query_tokens=5)


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
    _save(LlavaForConditionalGeneration(config), folder)
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
    _save(LlavaNextForConditionalGeneration(config), folder)
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
    _save(LlavaOnevisionForConditionalGeneration(config), folder)
    _write_images(folder, "LlavaOnevisionImageProcessor", image_grid_pinpoints=grid)
    _write(
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


def make_marian(folder: Path, *, target: str = "ko", seed: int = 17) -> None:
    """Save a random Marian that translates from English."""
    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    pieces = _write_pieces(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    words = ("</s>", "<unk>", *pieces, "<pad>")
    _write_numbers(folder / "vocab.json", words)
    _write(
        folder / "tokenizer_config.json",
        tokenizer_class="MarianTokenizer",
        source_lang="en",
        target_lang=target,
        model_max_length=64,
    )
    config = MarianConfig(
        vocab_size=len(words),
        **_translating(),
        pad_token_id=len(words) - 1,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=len(words) - 1,
    )
    _save(MarianMTModel(config), folder, spread=_SPREAD, words=0.5)


def make_m2m100(folder: Path, *, seed: int = 17) -> None:
    """Save a random M2M100."""
    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    pieces = _write_pieces(folder / "sentencepiece.bpe.model")
    words = ("<s>", "<pad>", "</s>", "<unk>", *pieces)
    _write_numbers(folder / "vocab.json", words)
    _write(
        folder / "tokenizer_config.json",
        tokenizer_class="M2M100Tokenizer",
        src_lang="en",
        tgt_lang="ko",
        num_madeup_words=0,
    )
    languages = 100
    config = M2M100Config(vocab_size=len(words) + languages, **_translating(), **_M2M)
    _save(M2M100ForConditionalGeneration(config), folder, spread=_SPREAD, words=0.5)


def make_nllb(folder: Path, *, seed: int = 22) -> None:
    """Save a random NLLB: the network of M2M100 with another tokenizer."""
    torch.manual_seed(seed)
    words = ("<s>", "<pad>", "</s>", "<unk>", *_WORDS, "eng_Latn", "kor_Hang")
    tokenizer = _word_tokenizer(words)
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "eng_Latn", "kor_Hang"])
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    _write(
        folder / "tokenizer_config.json",
        tokenizer_class="NllbTokenizer",
        src_lang="eng_Latn",
        extra_special_tokens=["eng_Latn", "kor_Hang"],
        unk_token="<unk>",  # noqa: S106 - a token of a vocabulary
    )
    config = M2M100Config(vocab_size=len(words), **_translating(), **_M2M)
    _save(M2M100ForConditionalGeneration(config), folder, spread=_SPREAD, words=0.5)


_SPREAD: Final = 0.6
_M2M: Final[dict[str, Any]] = {
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
}


def _translating() -> dict[str, Any]:
    return {
        "d_model": _WIDTH,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 128,
        "decoder_ffn_dim": 128,
        "max_position_embeddings": 64,
    }


def _save(
    model: PreTrainedModel, folder: Path, *, spread: float = 0.35, words: float = 0.1
) -> None:
    """Make weights such that different inputs give different words; save."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                is_word = "embed" in name or "shared" in name or "lm_head" in name
                parameter.normal_(0.0, words if is_word else spread)
    model.save_pretrained(folder)


def _write_images(folder: Path, kind: str, **settings: object) -> None:
    common: dict[str, object] = {
        "image_processor_type": kind,
        "size": {"height": IMAGE_PX, "width": IMAGE_PX},
        "image_mean": [0.48, 0.46, 0.41],
        "image_std": [0.27, 0.26, 0.28],
        "resample": 3,
    }
    _write(folder / "preprocessor_config.json", **(common | settings))


def _word_tokenizer(words: tuple[str, ...]) -> Tokenizer:
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordLevel(numbers, unk_token="<unk>"))  # noqa: S106 - a token of a vocabulary
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    return tokenizer


def _write_words(folder: Path, **settings: object) -> None:
    tokenizer = _word_tokenizer(VOCABULARY)
    tokenizer.post_processor = TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    tokenizer.add_special_tokens(
        [AddedToken(word, special=True, normalized=False) for word in _SPECIAL]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    _write(
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
    _write(folder / "processor_config.json", processor_class=kind, **settings)


def _write_pieces(path: Path) -> list[str]:
    """Learn word pieces from a few sentences; returns those that are no marks."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 10),
        model_writer=model,
        vocab_size=80,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())
    learnt = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [learnt.id_to_piece(number) for number in range(len(learnt))]
    return [piece for piece in pieces if piece not in {"<s>", "</s>", "<unk>"}]


def _write_numbers(path: Path, words: tuple[str, ...]) -> None:
    numbers = {word: number for number, word in enumerate(words)}
    path.write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")


def _write(path: Path, **settings: object) -> None:
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


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
