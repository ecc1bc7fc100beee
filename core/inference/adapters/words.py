"""Whether a tokenizer belongs to a model, which transformers would not notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.errors import ModelError


def check_words(folder: Path, tokenizer: Any, known: int, vocabulary: int) -> None:  # noqa: ANN401 - tokenizers share no typed base
    """Refuse a tokenizer that knows only its own marks, or more words than the model.

    Parameters
    ----------
    folder : Path
        Of the model, to be named.
    tokenizer : PreTrainedTokenizerBase
        Gives the marks.
    known : int
        Words of the tokenizer that the model must know.
    vocabulary : int
        Words of the model.

    Raises
    ------
    ModelError
        ``model_words_missing``.
    """
    if not len(set(tokenizer.all_special_ids)) < known <= vocabulary:
        raise _missing(folder, known, vocabulary)


def check_picture_word(folder: Path, tokenizer: Any, word: str, config: Any) -> None:  # noqa: ANN401 - see above
    """Refuse a tokenizer whose word for the picture is another word of the model, or none.

    Parameters
    ----------
    folder : Path
        Of the model, to be named.
    tokenizer : PreTrainedTokenizerBase
        Gives the word its place.
    word : str
        Stands for the picture.
    config : PretrainedConfig
        Of the model.

    Raises
    ------
    ModelError
        ``model_words_missing``.
    """
    vocabulary = config.get_text_config().vocab_size
    place = tokenizer.convert_tokens_to_ids(word)
    if place != config.image_token_index or place >= vocabulary:
        raise _missing(folder, len(tokenizer), vocabulary)


def _missing(folder: Path, count: int, expected: int) -> ModelError:
    return ModelError("model_words_missing", folder=str(folder), count=count, expected=expected)
