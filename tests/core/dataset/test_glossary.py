"""Korean and mixed text becomes the English the model knows."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dataset.defect_book import load_defect_book
from core.dataset.glossary import Glossary, Mapped, load_glossary
from core.errors import SettingsError
from core.texts.program_folder import resources_dir

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
GLOSSARY = load_glossary(resources_dir() / "glossary.toml", BOOK)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("스크래치", "scratch"),
        ("오염", "contamination"),
        ("금속 표면의 스크래치", "metal surface scratch"),
        ("금속표면의 스크래치", "metal surface scratch"),
        # longest match: 갈라진 틈 before 갈라진, 녹슨 자국 before 녹
        ("갈라진 틈", "fissure"),
        ("갈라진 표면", "cracked surface"),
        ("녹슨자국", "rust mark"),
        ("녹색 반점", "green spot"),
        # a term of the file wins over the synonym of the book
        ("녹", "rust"),
        ("기스", "scratch"),
        # mixed text
        ("scratch on 금속", "scratch on metal"),
        ("metal 표면에 있는 얼룩", "metal surface stain"),
        ("scratch가 있는 표면", "scratch surface"),
        ("스크래치(scratch)", "scratch"),
        # English alone is left as it is
        ("a thin, dark crack!", "a thin, dark crack!"),
        ("손상 없는 제품", "damage-free product"),
        ("긁힌 자국, 얼룩", "scratch mark, stain"),
    ],
)
def test_that_known_words_become_english(text: str, english: str) -> None:
    assert GLOSSARY.to_english(text) == Mapped(english)


@pytest.mark.parametrize(
    ("text", "english", "unknown"),
    [
        ("반도체 표면", "surface", ("반도체",)),
        # 금 means crack, but not inside another word
        ("금고", "", ("금고",)),
        ("금속제", "", ("금속제",)),
        ("없는 것", "", ()),
        ("웨이퍼와 리드프레임의 스크래치", "scratch", ("웨이퍼와", "리드프레임의")),
    ],
)
def test_that_unknown_words_are_reported_and_not_guessed(
    text: str, english: str, unknown: tuple[str, ...]
) -> None:
    assert GLOSSARY.to_english(text) == Mapped(english, unknown)


def test_that_hangul_in_separate_letters_is_known() -> None:
    text = unicodedata.normalize("NFD", "금속 표면")
    assert GLOSSARY.to_english(text).english == "metal surface"


@given(st.text(alphabet="금속표면 스크래치의가a1,.()가나다", max_size=40))
def test_that_no_hangul_is_left_and_nothing_is_lost_silently(text: str) -> None:
    mapped = GLOSSARY.to_english(text)
    assert not any("가" <= sign <= "힣" for sign in mapped.english)
    for word in mapped.unknown:
        assert word in text


@given(st.text(alphabet="abcXYZ019 ,.;/'-", max_size=40))
def test_that_english_words_and_numbers_survive(text: str) -> None:
    mapped = Glossary({"금속": "metal"}).to_english(f"x {text} 금속")
    letters = [sign for sign in f"x{text}metal" if sign.isalnum()]
    assert [sign for sign in mapped.english if sign.isalnum()] == letters


def test_that_every_name_and_synonym_of_the_book_is_known() -> None:
    for entry in BOOK.category:
        for word in (entry.name.ko, *entry.synonyms.ko):
            mapped = GLOSSARY.to_english(word)
            assert mapped.english, word
            assert mapped.unknown == (), word


def test_that_a_term_with_two_meanings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "용어집.toml"
    terms = "".join(f"[[term]]\nen = '{en}'\nko = ['칩']\n" for en in ("chip", "die"))
    path.write_text("schema_version = 1\n" + terms, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_glossary(path, BOOK)
    assert caught.value.code == "glossary_term_twice"
    assert caught.value.details["term"] == "칩"


@pytest.mark.parametrize("term", ["ko = ['chip']", "ko = ['칩  조각']", "ko = []"])
def test_that_a_term_that_can_never_match_is_refused(tmp_path: Path, term: str) -> None:
    path = tmp_path / "용어집.toml"
    path.write_text(f"schema_version = 1\n[[term]]\nen = 'chip'\n{term}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_glossary(path, BOOK)
    assert caught.value.code == "toml_value_wrong"


def test_that_an_empty_glossary_knows_nothing() -> None:
    assert Glossary({}).to_english("금속 surface") == Mapped("surface", ("금속",))
