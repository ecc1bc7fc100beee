"""Translation models from a local transformers folder: Marian, M2M100 and NLLB."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
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
from core.inference.languages import ENGLISH, KOREAN, Written
from core.inference.protocols import Translator
from core.jobs.cancel import CancelToken

_OTHER: Final[dict[Written, Written]] = {"ko": "en", "en": "ko"}
_NAMES: Final[dict[Written, tuple[str, ...]]] = {"ko": KOREAN, "en": ENGLISH}
_KIND: Final = LargeClass(AutoModelForSeq2SeqLM.from_pretrained, AutoModelForSeq2SeqLM.from_config)


@dataclass(frozen=True, slots=True)
class _Way:
    """What a model needs to be told to translate into a language."""

    mark: str = ""
    """What a text must begin with."""
    begin: int | None = None
    """The token that the translation begins with."""
    reads: str = ""
    """What the tokenizer calls the other language; empty where it knows only one."""


class SequenceTranslator(Translator):
    """A model that reads English and writes Korean, or the other way round, or both.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings and tokenizer.
    info : ModelInfo
        Id, fingerprint, role and device.
    precision : Precision
        How to keep the weights.
    into : {"ko", "en"}
        What it must be able to write.

    Raises
    ------
    ModelError
        ``translator_language_wrong`` if it does not translate into ``into`` from the other one; if
        the folder does not hold a complete model; ``quantiser_missing``.
    """

    def __init__(
        self,
        folder: Path,
        info: ModelInfo,
        precision: Precision = Precision.FULL,
        *,
        into: Written = "ko",
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
        is_marian = self._model.config.model_type == "marian"
        find = _marian_way if is_marian else _many_way
        found = {each: find(self._tokenizer, each) for each in _NAMES}
        self._ways = {each: way for each, way in found.items() if way is not None}
        if into not in self._ways:
            raise _wrong_language(folder, self._tokenizer if is_marian else None)

    @property
    @override
    def info(self) -> ModelInfo:
        return self._info

    @property
    @override
    def writes(self) -> frozenset[Written]:
        return frozenset(self._ways)

    @override
    def translate(
        self,
        texts: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
        into: Written = "ko",
    ) -> list[str]:
        way = self._ways[into]
        if way.reads:
            self._tokenizer.src_lang = way.reads
        return [self._translate(text.strip(), way, options, token) for text in texts]

    def _translate(
        self, text: str, way: _Way, options: GenerationOptions, token: CancelToken
    ) -> str:
        token.check()
        if not text:
            return ""
        inputs = self._tokenizer(f"{way.mark}{text}", return_tensors="pt")
        read = {
            name: inputs[name].to(self._info.device) for name in ("input_ids", "attention_mask")
        }
        room_after(read["input_ids"].shape[1], self._limit, least=0)
        settings = settings_of(options, token, self._limit - 2)
        if way.begin is not None:
            settings["forced_bos_token_id"] = way.begin
        with drawing(options):
            written = self._model.generate(**read, **settings)
        token.check()
        words = [number for number in written[0].tolist() if number not in self._names]
        return str(self._tokenizer.decode(words, skip_special_tokens=True)).strip()


def load_translator(
    folder: Path, info: ModelInfo, precision: Precision, into: Written = "ko"
) -> SequenceTranslator:
    """Load a translator; ModelError as :class:`SequenceTranslator`."""
    return SequenceTranslator(folder, info, precision, into=into)


def _tokenizer_of(folder: Path) -> Any:  # noqa: ANN401 - tokenizers of several classes
    with warnings.catch_warnings():
        # Marian's own tidying of punctuation, which changes nothing in our plain sentences.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return load_part(AutoTokenizer.from_pretrained, folder)


def _marian_way(tokenizer: Any, into: Written) -> _Way | None:  # noqa: ANN401 - see above
    """Return how a Marian translates into a language; one of one target language needs nothing."""
    reads_other = _is(tokenizer.source_lang, _NAMES[_OTHER[into]])
    marks = [f">>{name}<<" for name in _NAMES[into]]
    found = next((mark for mark in marks if mark in tokenizer.supported_language_codes), None)
    if found is not None and (reads_other or into == "ko"):
        # Groups of languages that Marians read have names of their own; English is among them.
        return _Way(f"{found} ")
    return _Way() if reads_other and _is(tokenizer.target_lang, _NAMES[into]) else None


def _many_way(tokenizer: Any, into: Written) -> _Way | None:  # noqa: ANN401 - see above
    """Return how a model of many languages translates; None if it lacks one of the two."""
    names = getattr(tokenizer, "lang_code_to_id", None) or tokenizer.get_vocab()
    reads = next((name for name in _NAMES[_OTHER[into]] if name in names), None)
    writes = next((name for name in _NAMES[into] if name in names), None)
    if reads is None or writes is None:
        return None
    return _Way(begin=int(names[writes]), reads=reads)


def _is(found: object, names: Sequence[str]) -> bool:
    return str(found).lower() in {name.lower() for name in names}


def _wrong_language(folder: Path, marian: Any) -> ModelError:  # noqa: ANN401 - see above
    found = f"{marian.source_lang} – {marian.target_lang}" if marian is not None else "–"
    return ModelError("translator_language_wrong", folder=str(folder), found=found)
