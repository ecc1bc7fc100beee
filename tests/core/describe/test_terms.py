from __future__ import annotations

import pytest

from core.dataset.defect_book import load_defect_book
from core.describe.terms import Term, TermBook, load_terms
from core.texts.program_folder import resources_dir

SCRATCH = Term("scratch", ("스크래치", "긁힘"))
DENT = Term("dent", ("찍힘", "압흔"))
OIL = Term("oil stain", ("기름때",))
STAIN = Term("stain", ("얼룩",))
TERMS = TermBook((SCRATCH, DENT, OIL, STAIN))


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("a scratch and two dents", (SCRATCH, DENT)),
        ("Scratches, scratched, scratchy", (SCRATCH,)),
        ("an oil stain", (OIL,)),
        ("a stain beside an oil stain", (STAIN, OIL)),
        ("identity, accidental, rodents", ()),
        ("", ()),
    ],
)
def test_that_terms_are_whole_words_and_the_longest_wins(
    english: str, expected: tuple[Term, ...]
) -> None:
    assert TERMS.found_in(english) == expected


def test_that_any_korean_word_of_a_term_says_it() -> None:
    assert SCRATCH.is_said_in("긴 긁힘이 있습니다")
    assert OIL.is_said_in("기름 때가 있습니다")
    assert not SCRATCH.is_said_in("긴 자국이 있습니다")


@pytest.mark.parametrize(
    ("korean", "expected"),
    [
        ("표면에 dent가 있습니다", "표면에 찍힘이 있습니다"),
        ("표면에 scratch 자국이", "표면에 스크래치 자국이"),
        ("dent로 보입니다", "찍힘으로 보입니다"),
        ("dents와 stain을", "찍힘과 얼룩을"),
        ("스크래치(scratch)가 있습니다", "스크래치(scratch)가 있습니다"),
        ("accident가 있습니다", "accident가 있습니다"),
    ],
)
def test_that_english_words_left_in_korean_are_replaced_with_right_particles(
    korean: str, expected: str
) -> None:
    assert TERMS.replaced(korean)[0] == expected


def test_that_only_the_terms_asked_for_are_mixed_in() -> None:
    assert TERMS.mixed("a scratch on a dent", (SCRATCH,)) == "a 스크래치 on a dent"
    assert TERMS.explained("Dents and a scratch") == "Dents(찍힘) and a scratch(스크래치)"


def test_that_without_terms_nothing_is_found() -> None:
    empty = TermBook(())
    assert empty.found_in("a scratch") == ()
    assert empty.explained("a scratch") == "a scratch"


def test_that_the_programs_own_words_prefer_the_defect_book() -> None:
    book = load_defect_book(resources_dir() / "defect_book.toml")
    terms = load_terms(resources_dir() / "glossary.toml", book)
    found = {term.en: term for term in terms.found_in("contamination, a scratch, a metal surface")}
    assert found["scratch"].ko[0] == "스크래치"
    assert found["contamination"].ko[0] == "오염"
    assert "긁힘" in found["scratch"].ko
    assert found["surface"].is_said_in("금속 표면")
