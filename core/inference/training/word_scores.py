"""One score of a word in a saved BLIP folder: how readily it is said, whatever is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer

_WEIGHTS: Final = "model.safetensors"
_SCORES: Final = "text_decoder.cls.predictions.bias"
_METADATA: Final = {"format": "pt"}
"""Transformers refuses weights without it."""


def word_score(folder: Path, word: str) -> float:
    """Return the constant part of a word's score.

    Parameters
    ----------
    folder : Path
        A transformers directory of BLIP with a vocabulary of whole words.
    word : str
        One of them.

    Raises
    ------
    ValueError
        If the vocabulary does not hold it.
    """
    return float(load_file(folder / _WEIGHTS)[_SCORES][_number_of(folder, word)])


def set_word_score(folder: Path, word: str, score: float) -> None:
    """Write the constant part of a word's score; all other weights stay as they are.

    The folder stays an ordinary one. See `word_score`.
    """
    file = folder / _WEIGHTS
    weights, mode = load_file(file), file.stat().st_mode
    weights[_SCORES][_number_of(folder, word)] = score
    save_file(weights, file, metadata=_METADATA)
    # A new file is for its owner alone; installed models are for everybody.
    file.chmod(mode)


def _number_of(folder: Path, word: str) -> int:
    numbers: dict[str, int] = AutoTokenizer.from_pretrained(folder).get_vocab()
    if word not in numbers:
        message = f"not a word of {folder.name}: {word}"
        raise ValueError(message)
    return numbers[word]
