"""Random translation folders, small enough to make in a test."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, Final

import sentencepiece
import torch
from transformers import M2M100Config, M2M100ForConditionalGeneration, MarianConfig, MarianMTModel

from tests.support.tiny_parts import WIDTH, WORDS, save_random, word_tokenizer, write_json

_SENTENCES: Final = (
    "a thin dark scratch on the metal surface",
    "there is a dent of 12 mm at the upper left",
    "금속 표면에 스크래치가 있습니다 찍힘 균열 어두운 얼룩",
)
_SPREAD: Final = 0.6
_M2M: Final[dict[str, Any]] = {
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
}


def make_marian(folder: Path, *, source: str = "en", target: str = "ko", seed: int = 17) -> None:
    """Save a random Marian."""
    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    pieces = _write_pieces(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    words = ("</s>", "<unk>", *pieces, "<pad>")
    _write_numbers(folder / "vocab.json", words)
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="MarianTokenizer",
        source_lang=source,
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
    save_random(MarianMTModel(config), folder, spread=_SPREAD, words=0.5)


def make_m2m100(folder: Path, *, seed: int = 17) -> None:
    """Save a random M2M100."""
    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    pieces = _write_pieces(folder / "sentencepiece.bpe.model")
    words = ("<s>", "<pad>", "</s>", "<unk>", *pieces)
    _write_numbers(folder / "vocab.json", words)
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="M2M100Tokenizer",
        src_lang="en",
        tgt_lang="ko",
        num_madeup_words=0,
    )
    languages = 100
    config = M2M100Config(vocab_size=len(words) + languages, **_translating(), **_M2M)
    save_random(M2M100ForConditionalGeneration(config), folder, spread=_SPREAD, words=0.5)


def make_nllb(folder: Path, *, seed: int = 22) -> None:
    """Save a random NLLB: the network of M2M100 with another tokenizer."""
    torch.manual_seed(seed)
    words = ("<s>", "<pad>", "</s>", "<unk>", *WORDS, "eng_Latn", "kor_Hang")
    tokenizer = word_tokenizer(words)
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "eng_Latn", "kor_Hang"])
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="NllbTokenizer",
        src_lang="eng_Latn",
        extra_special_tokens=["eng_Latn", "kor_Hang"],
        unk_token="<unk>",  # noqa: S106 - a token of a vocabulary
    )
    config = M2M100Config(vocab_size=len(words), **_translating(), **_M2M)
    save_random(M2M100ForConditionalGeneration(config), folder, spread=_SPREAD, words=0.5)


def _translating() -> dict[str, Any]:
    return {
        "d_model": WIDTH,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 128,
        "decoder_ffn_dim": 128,
        "max_position_embeddings": 64,
    }


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
