from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import (
    AutoTokenizer,
    M2M100ForConditionalGeneration,
    M2M100Tokenizer,
    MarianMTModel,
)

from core.domain.precision import Precision
from core.errors import JobCancelledError, ModelError, UsageError
from core.inference.adapters.translator import SequenceTranslator
from core.inference.generation import GenerationOptions
from core.jobs.cancel import CancelToken
from tests.core.inference.large_models import (
    EXACT,
    FREE,
    GREEDY,
    Notes,
    info_of,
    plain_model,
    plain_settings,
)
from tests.support.tiny_translators import make_marian

KINDS = ("marian", "m2m100", "nllb")
TEXTS = (
    "a thin dark scratch on the metal",
    "there is a dent of 12 mm",
    "dark metal",
    "where is it",
    "a scratch",
)
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


def _translator(folder: Path, precision: Precision = Precision.FULL) -> SequenceTranslator:
    return SequenceTranslator(folder, info_of("translator"), precision)


def _plain(folder: Path, text: str, options: GenerationOptions) -> list[int]:
    auto: Any = AutoTokenizer
    settings = plain_settings(options)
    if folder.name == "marian":
        model = plain_model(MarianMTModel.from_pretrained, folder)
        tokenizer = auto.from_pretrained(folder)
    elif folder.name == "m2m100":
        model = plain_model(M2M100ForConditionalGeneration.from_pretrained, folder)
        tokenizer = M2M100Tokenizer.from_pretrained(folder, src_lang="en")
        settings["forced_bos_token_id"] = tokenizer.get_lang_id("ko")
    else:
        model = plain_model(M2M100ForConditionalGeneration.from_pretrained, folder)
        tokenizer = auto.from_pretrained(folder, src_lang="eng_Latn")
        settings["forced_bos_token_id"] = tokenizer.convert_tokens_to_ids("kor_Hang")
    inputs = tokenizer(text, return_tensors="pt")
    inputs.pop("token_type_ids", None)
    found: list[int] = model.generate(**inputs, **settings)[0].tolist()
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [EXACT, GREEDY, FREE], ids=["exact", "greedy", "free"])
def test_that_translations_equal_the_plain_call_token_by_token(
    large_dirs: Path, kind: str, options: GenerationOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator = _translator(large_dirs / kind)
    notes = Notes(translator._model)  # noqa: SLF001 - tokens are compared
    monkeypatch.setattr(translator._model, "generate", notes)  # noqa: SLF001 - see above
    found = translator.translate(TEXTS, options=options, token=CancelToken())
    expected = [_plain(large_dirs / kind, text, options) for text in TEXTS]
    assert notes.rows == expected
    assert len({tuple(row) for row in expected}) > 1
    assert not any(mark in text for text in found for mark in ("__", "kor_Hang", "</s>"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("precision", [Precision.SHORT, Precision.INT8, Precision.INT4])
def test_that_fewer_bits_load_and_translate_on_a_cpu(
    large_dirs: Path, kind: str, precision: Precision
) -> None:
    translator = _translator(large_dirs / kind, precision)
    assert len(translator.translate(TEXTS, options=EXACT, token=CancelToken())) == len(TEXTS)


def test_that_nothing_is_translated_to_nothing(large_dirs: Path) -> None:
    translator = _translator(large_dirs / "marian")
    assert translator.translate(["", "  "], options=EXACT, token=CancelToken()) == ["", ""]
    assert translator.translate([], options=EXACT, token=CancelToken()) == []


def test_that_a_cancelled_translation_is_not_begun(large_dirs: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        _translator(large_dirs / "nllb").translate(TEXTS, options=EXACT, token=token)


def test_that_a_text_longer_than_the_model_reads_is_refused(large_dirs: Path) -> None:
    with pytest.raises(UsageError) as caught:
        _translator(large_dirs / "nllb").translate(
            ["a scratch " * 60], options=GREEDY, token=CancelToken()
        )
    assert caught.value.code == "text_too_long"


def _with_tokenizer(folder: Path, target: Path, **settings: object) -> Path:
    shutil.copytree(folder, target)
    path = target / "tokenizer_config.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | settings), encoding="utf-8")
    return target


def test_that_a_model_of_other_languages_is_refused(large_dirs: Path, tmp_path: Path) -> None:
    german = _with_tokenizer(large_dirs / "marian", tmp_path / "독일어", target_lang="de")
    with pytest.raises(ModelError) as caught:
        _translator(german)
    assert caught.value.code == "translator_language_wrong"
    assert caught.value.details["found"] == "en – de"


def test_that_a_tokenizer_of_a_larger_model_is_refused(large_dirs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "낱말이 많음"
    shutil.copytree(large_dirs / "marian", folder)
    path = folder / "vocab.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**words, "superfluous": len(words)}), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        _translator(folder)
    assert caught.value.code == "model_words_missing"


def test_that_a_model_of_many_targets_is_told_korean(
    large_dirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _with_tokenizer(large_dirs / "marian", tmp_path / "여럿", target_lang="mul")
    path = folder / "vocab.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    pad = words.pop("<pad>")
    last = next(word for word, number in words.items() if number == pad - 1)
    words[">>kor<<"] = words.pop(last)
    path.write_text(json.dumps({**words, "<pad>": pad}), encoding="utf-8")
    translator = _translator(folder)
    asked: list[list[int]] = []
    generate = translator._model.generate  # noqa: SLF001 - what it reads shows only inside

    def note(*, input_ids: torch.Tensor, **inputs: object) -> object:
        asked.extend(input_ids.tolist())
        return generate(input_ids=input_ids, **inputs)

    monkeypatch.setattr(translator._model, "generate", note)  # noqa: SLF001 - see above
    translator.translate(["dark metal"], options=GREEDY, token=CancelToken())
    assert asked[0][0] == words[">>kor<<"]


@pytest.mark.parametrize("kind", ["m2m100", "nllb"])
def test_that_a_model_of_many_languages_translates_both_ways_as_the_plain_call(
    large_dirs: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator = _translator(large_dirs / kind)
    assert translator.writes == {"ko", "en"}
    notes = Notes(translator._model)  # noqa: SLF001 - tokens are compared
    monkeypatch.setattr(translator._model, "generate", notes)  # noqa: SLF001 - see above
    texts = ("금속 표면에 스크래치가 있습니다", "a scratch")
    for text, into in ((texts[0], "en"), (texts[1], "ko"), (texts[0], "en")):
        translator.translate(
            [text], options=GREEDY, token=CancelToken(), into="en" if into == "en" else "ko"
        )
    model = plain_model(M2M100ForConditionalGeneration.from_pretrained, large_dirs / kind)
    auto: Any = AutoTokenizer
    korean, english = ("ko", "en") if kind == "m2m100" else ("kor_Hang", "eng_Latn")
    tokenizer = auto.from_pretrained(large_dirs / kind, src_lang=korean)
    names = getattr(tokenizer, "lang_code_to_id", None) or tokenizer.get_vocab()
    inputs = tokenizer(texts[0], return_tensors="pt")
    inputs.pop("token_type_ids", None)
    settings = {**plain_settings(GREEDY), "forced_bos_token_id": names[english]}
    expected: list[int] = model.generate(**inputs, **settings)[0].tolist()
    assert notes.rows == [expected, _plain(large_dirs / kind, texts[1], GREEDY), expected]


def test_that_a_marian_translates_the_one_way_that_it_was_made_for(tmp_path: Path) -> None:
    make_marian(tmp_path / "ko-en", source="ko", target="en")
    folder, info = tmp_path / "ko-en", info_of("translator")
    with pytest.raises(ModelError) as caught:
        SequenceTranslator(folder, info)
    assert caught.value.code == "translator_language_wrong"
    translator = SequenceTranslator(folder, info, into="en")
    assert translator.writes == {"en"}
    make_marian(tmp_path / "en-ko")
    with pytest.raises(ModelError) as caught:
        SequenceTranslator(tmp_path / "en-ko", info, into="en")
    assert caught.value.code == "translator_language_wrong"
