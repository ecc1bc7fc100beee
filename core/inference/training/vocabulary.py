"""The tokenizer of the starter's own language: one token a word, in an ordinary BERT tokenizer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from transformers import BertTokenizer

PAD: Final = "[PAD]"
UNKNOWN: Final = "[UNK]"
CLASS: Final = "[CLS]"
END: Final = "[SEP]"
MASKED: Final = "[MASK]"
BEGIN: Final = "[DEC]"
QUESTION: Final = "[ENC]"
SPECIAL: Final = (PAD, UNKNOWN, CLASS, END, MASKED, BEGIN, QUESTION)
"""The names that BLIP checkpoints use, in the order of their ids."""
MAX_WORDS: Final = 32


def make_tokenizer(words: Sequence[str]) -> BertTokenizer:
    """Return a tokenizer with one token for each word and the special ones in front.

    Parameters
    ----------
    words : sequence of str
        Lower case, without spaces; punctuation stands for itself.

    Raises
    ------
    ValueError
        If a word is not lower case, holds a space or comes twice.
    """
    wrong = [word for word in words if word != word.lower() or len(word.split()) != 1]
    if wrong or len(set(words)) != len(words):
        message = f"not a vocabulary: {wrong or 'words come twice'}"
        raise ValueError(message)
    vocabulary = {word: at for at, word in enumerate((*SPECIAL, *words))}
    return BertTokenizer(
        vocab=vocabulary,
        bos_token=BEGIN,
        additional_special_tokens=[QUESTION],
        model_max_length=MAX_WORDS,
    )


def save_vocabulary(tokenizer: BertTokenizer, folder: Path) -> None:
    """Write the tokenizer's files and the plain list of words beside them."""
    tokenizer.save_pretrained(folder)
    ordered = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    text = "".join(f"{word}\n" for word, _ in ordered)
    (folder / "vocab.txt").write_text(text, encoding="utf-8", newline="\n")
