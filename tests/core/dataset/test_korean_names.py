"""Korean names of categories that were taught under an English folder name."""

from __future__ import annotations

import pytest

from core.dataset.defect_book import load_defect_book
from core.dataset.glossary import GlossaryFile
from core.dataset.korean_names import KoreanNames, nameless, with_korean_names
from core.dataset.toml_files import read_toml
from core.domain.categories import CategorySet
from core.texts.program_folder import resources_dir

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
NAMES = KoreanNames(BOOK, read_toml(resources_dir() / "glossary.toml", GlossaryFile))


@pytest.mark.parametrize(
    ("label", "korean"),
    [
        ("Scratches", "스크래치"),
        ("scratch", "스크래치"),
        ("SCUFF", "스크래치"),
        ("machining-marks", "가공 무늬"),
        ("surface scratch", "표면 스크래치"),
        ("surface_scratches", "표면 스크래치"),
        ("SurfaceCrack", "표면 균열"),
        ("cracked paint", "갈라진 도장"),
    ],
)
def test_that_a_folder_whose_words_are_known_has_a_korean_name(label: str, korean: str) -> None:
    assert NAMES.of(label) == korean


@pytest.mark.parametrize(
    "label", ["blib", "type 7", "surface blib", "스크래치", "찍힘 dent", "__", ""]
)
def test_that_a_folder_with_a_word_nobody_knows_keeps_its_name(label: str) -> None:
    assert NAMES.of(label) is None


def categories(*labels: str) -> CategorySet:
    known = BOOK.category_set()
    return with_korean_names(known.with_labels((*known.ids, *labels)), NAMES)


def test_that_taught_folders_are_named_and_the_rest_is_left_as_it_is() -> None:
    named = categories("surface scratch", "blib", "눌림자국")
    assert {c.id: (c.name_ko, c.name_en) for c in named if BOOK.find(c.id) is None} == {
        "surface scratch": ("표면 스크래치", "surface scratch"),
        "blib": ("blib", "blib"),
        "눌림자국": ("눌림자국", "눌림자국"),
    }
    assert nameless(named) == ("blib",)
    assert CategorySet(named.categories[: len(BOOK.category)]) == BOOK.category_set()


def test_that_two_categories_never_have_the_same_korean_name() -> None:
    named = categories("Scratches", "scuff", "dents")
    assert [c.name_ko for c in named][-3:] == [
        "스크래치(Scratches)",
        "스크래치(scuff)",
        "찍힘(dents)",
    ]
    alone = with_korean_names(CategorySet(()).with_labels(("Scratches", "scuff")), NAMES)
    assert [c.name_ko for c in alone] == ["스크래치", "스크래치(scuff)"]
