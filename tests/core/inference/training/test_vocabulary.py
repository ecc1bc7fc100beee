"""The tokenizer of the closed language."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import AutoTokenizer

from core.inference.training.vocabulary import BEGIN, SPECIAL, make_tokenizer, save_vocabulary

_WORDS = ("a", "dark", "wood-grained", "spot", "?")


def test_that_every_word_is_one_token() -> None:
    tokenizer = make_tokenizer([word for word in _WORDS if "-" not in word])
    ids = tokenizer("a dark spot ?")["input_ids"]
    assert tokenizer.convert_ids_to_tokens(ids) == ["[CLS]", "a", "dark", "spot", "?", "[SEP]"]


def test_that_an_unknown_word_is_one_unknown_token() -> None:
    tokenizer = make_tokenizer(["a"])
    ids = tokenizer("a giraffe")["input_ids"]
    assert tokenizer.convert_ids_to_tokens(ids) == ["[CLS]", "a", "[UNK]", "[SEP]"]


def test_that_a_saved_vocabulary_is_an_ordinary_tokenizer(tmp_path: Path) -> None:
    tokenizer = make_tokenizer(["a", "spot"])
    save_vocabulary(tokenizer, tmp_path)
    loaded = AutoTokenizer.from_pretrained(tmp_path)
    assert loaded("A spot")["input_ids"] == tokenizer("a spot")["input_ids"]
    assert loaded.bos_token == BEGIN
    listed = (tmp_path / "vocab.txt").read_text(encoding="utf-8").split()
    assert listed == [*SPECIAL, "a", "spot"]


@pytest.mark.parametrize("words", [["A"], ["two words"], ["a", "a"], [""]])
def test_that_words_that_cannot_be_tokens_are_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="not a vocabulary"):
        make_tokenizer(words)
