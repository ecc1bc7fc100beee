"""Translation models from a local transformers folder: Marian, M2M100 and NLLB."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from typing_extensions import override

from core.domain.inspections import ModelInfo
from core.domain.precision import Precision
from core.errors import ModelError
from core.inference.adapters.large import LargeClass, info_in, load_large
from core.inference.adapters.pretrained import load_part
from core.inference.adapters.words import check_words
from core.inference.adapters.writing import drawing, forget_habits, room_after, settings_of
from core.inference.generation import GenerationOptions
from core.inference.protocols import Translator
from core.jobs.cancel import CancelToken

_ENGLISH: Final = ("eng_Latn", "en", "eng")
_KOREAN: Final = ("kor_Hang", "ko", "kor")
"""Names of the languages in NLLB, in M2M100 and Marian, and in Marian's groups of languages."""
_KIND: Final = LargeClass(AutoModelForSeq2SeqLM.from_pretrained, AutoModelForSeq2SeqLM.from_config)


class SequenceTranslator(Translator):
    """A model that reads English and writes Korean.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings and tokenizer.
    info : ModelInfo
        Id, fingerprint, role and device.
    precision : Precision
        How to keep the weights.

    Raises
    ------
    ModelError
        ``translator_language_wrong`` if it does not translate from English into Korean; if the
        folder does not hold a complete model; ``quantiser_missing``.
    """

    def __init__(
        self, folder: Path, info: ModelInfo, precision: Precision = Precision.FULL
    ) -> None:
        self._info = info_in(info, precision)
        self._tokenizer = _tokenizer_of(folder)
        self._model = load_large(_KIND, folder, self._info, precision)
        forget_habits(self._model)
        self._limit = int(self._model.config.max_position_embeddings)
        words = self._tokenizer.vocab_size
        check_words(folder, self._tokenizer, words, self._model.config.vocab_size)
        self._names = set(getattr(self._tokenizer, "lang_code_to_id", {}).values())
        """M2M100's tokens of languages, which its tokenizer does not know for marks."""
        if self._model.config.model_type == "marian":
            self._begin, self._mark = None, _marian_mark(folder, self._tokenizer)
        else:
            self._begin, self._mark = _target_token(folder, self._tokenizer), ""

    @property
    @override
    def info(self) -> ModelInfo:
        return self._info

    @override
    def translate(
        self, texts: Sequence[str], *, options: GenerationOptions, token: CancelToken
    ) -> list[str]:
        return [self._translate(text.strip(), options, token) for text in texts]

    def _translate(self, text: str, options: GenerationOptions, token: CancelToken) -> str:
        token.check()
        if not text:
            return ""
        inputs = self._tokenizer(f"{self._mark}{text}", return_tensors="pt")
        read = {
            name: inputs[name].to(self._info.device) for name in ("input_ids", "attention_mask")
        }
        room_after(read["input_ids"].shape[1], self._limit, least=0)
        settings = settings_of(options, token, self._limit - 2)
        if self._begin is not None:
            settings["forced_bos_token_id"] = self._begin
        with drawing(options):
            written = self._model.generate(**read, **settings)
        token.check()
        words = [number for number in written[0].tolist() if number not in self._names]
        return str(self._tokenizer.decode(words, skip_special_tokens=True)).strip()


def load_translator(folder: Path, info: ModelInfo, precision: Precision) -> SequenceTranslator:
    """Load a translator; ModelError as :class:`SequenceTranslator`."""
    return SequenceTranslator(folder, info, precision)


def _tokenizer_of(folder: Path) -> Any:  # noqa: ANN401 - tokenizers of several classes
    with warnings.catch_warnings():
        # Marian's own tidying of punctuation, which changes nothing in our plain sentences.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return load_part(AutoTokenizer.from_pretrained, folder)


def _marian_mark(folder: Path, tokenizer: Any) -> str:  # noqa: ANN401 - see above
    """Return what a text must begin with; a model of one target language needs nothing."""
    marks = [f">>{name}<<" for name in _KOREAN]
    found = next((mark for mark in marks if mark in tokenizer.supported_language_codes), None)
    if found is not None:
        return f"{found} "
    source, target = tokenizer.source_lang, tokenizer.target_lang
    if not (_is(source, _ENGLISH) and _is(target, _KOREAN)):
        raise _wrong_language(folder, f"{source} – {target}")
    return ""


def _target_token(folder: Path, tokenizer: Any) -> int:  # noqa: ANN401 - see above
    """Tell the tokenizer that it reads English; returns the token that Korean begins with."""
    names = getattr(tokenizer, "lang_code_to_id", None) or tokenizer.get_vocab()
    english = next((name for name in _ENGLISH if name in names), None)
    korean = next((name for name in _KOREAN if name in names), None)
    if english is None or korean is None:
        raise _wrong_language(folder, "–")
    tokenizer.src_lang = english
    return int(names[korean])


def _is(found: object, names: Sequence[str]) -> bool:
    return str(found).lower() in {name.lower() for name in names}


def _wrong_language(folder: Path, found: str) -> ModelError:
    return ModelError("translator_language_wrong", folder=str(folder), found=found)
