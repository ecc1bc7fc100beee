from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain.korean import KoreanStrategy
from core.inference.languages import (
    declared_languages,
    translators_into,
    understands_korean,
    written_languages,
)
from core.inference.loader import TRANSLATORS


@pytest.mark.parametrize(
    ("card", "declared"),
    [
        ("---\nlanguage:\n- en\n- ko\nlicense: mit\n---\n# 모델", {"en", "ko"}),
        ("---\nlicense: mit\nlanguage: en\n---\n", {"en"}),
        ("---\r\nlanguage: [en, 'zh']\r\ntags: [ko]\r\n---\r\n", {"en", "zh"}),
        ("---\nlanguage:\n  - kor_Hang\ntags:\n  - en\n---\n", {"kor_hang"}),
        ("---\ntags:\n- ko\n---\n", set()),
        ("# A model\n\nlanguage: ko\n", set()),
        ("", set()),
    ],
)
def test_that_a_card_declares_languages_in_its_head_alone(
    tmp_path: Path, card: str, declared: set[str]
) -> None:
    (tmp_path / "README.md").write_text(card, encoding="utf-8", newline="")
    assert declared_languages(tmp_path) == declared


def test_that_a_model_without_a_card_declares_nothing(tmp_path: Path) -> None:
    assert declared_languages(tmp_path) == frozenset()


def test_that_a_model_understands_korean_if_it_is_declared_or_chosen_as_such() -> None:
    assert understands_korean(frozenset({"en", "ko"}), KoreanStrategy.GLOSSARY)
    assert understands_korean(frozenset({"kor_hang"}), KoreanStrategy.MIXED_PROMPT)
    assert understands_korean(frozenset(), KoreanStrategy.KOREAN_MODEL)
    assert not understands_korean(frozenset({"en"}), KoreanStrategy.MIXED_PROMPT)
    assert not understands_korean(frozenset(), KoreanStrategy.TRANSLATOR)


def _folder(models: Path, name: str, **files: dict[str, object]) -> Path:
    folder = models / name
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / f"{file}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_that_the_direction_of_a_translation_model_is_read_from_its_files(tmp_path: Path) -> None:
    def marian(name: str, source: str, target: str, *words: str) -> None:
        _folder(
            tmp_path,
            name,
            config={"model_type": "marian"},
            tokenizer_config={"source_lang": source, "target_lang": target},
            vocab=dict.fromkeys(words, 0),
        )

    marian("1 en-ko", "en", "ko")
    marian("2 ko-en", "ko", "en")
    marian("3 en-mul", "eng", "mul", ">>kor<<", ">>deu<<")
    marian("4 ko-de", "ko", "de")
    marian("5 de-en", "de", "en", ">>eng<<")
    many: dict[str, object] = {"model_type": "m2m_100"}
    _folder(tmp_path, "6 m2m", config=many, tokenizer_config={"tokenizer_class": "M2M100Tokenizer"})
    tokens: list[object] = [{"content": "eng_Latn"}, {"content": "kor_Hang"}]
    nllb: dict[str, object] = {"tokenizer_class": "NllbTokenizer"}
    _folder(
        tmp_path, "7 nllb", config=many, tokenizer_config=nllb, tokenizer={"added_tokens": tokens}
    )
    _folder(
        tmp_path,
        "8 nllb",
        config=many,
        tokenizer_config={**nllb, "additional_special_tokens": ["eng_Latn", "deu_Latn"]},
    )
    _folder(tmp_path, "9 broken", config={"model_type": "marian"})
    into_korean = translators_into(tmp_path, TRANSLATORS, "ko")
    assert [name[0] for name in into_korean] == ["1", "3", "6", "7"]
    assert [name[0] for name in translators_into(tmp_path, TRANSLATORS, "en")] == ["2", "6", "7"]
    assert written_languages(tmp_path / "9 broken") == frozenset()
