from __future__ import annotations

import pytest

from core.describe.terms import Term, TermBook
from core.describe.translation import (
    KoreanText,
    as_said,
    by_glossary,
    is_korean,
    korean_of,
    translated,
)
from core.domain.korean import KoreanStrategy

SCRATCH = Term("scratch", ("스크래치", "긁힘"))
METAL = Term("metal", ("금속",))
TERMS = TermBook((SCRATCH, METAL))
ENGLISH = "a thin scratch of 12 mm on the metal"


class FakeTranslator:
    """Answers in turn and keeps what it was asked."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, text: str) -> str:
        self.asked.append(text)
        return self._answers.pop(0)


def test_that_a_translation_that_keeps_every_word_stands() -> None:
    model = FakeTranslator("금속에 12 mm의 얇은 긁힘이 있습니다")
    found = translated(ENGLISH, TERMS, model)
    assert found == KoreanText("금속에 12 mm의 얇은 긁힘이 있습니다", KoreanStrategy.TRANSLATOR)
    assert model.asked == [ENGLISH]


def test_that_a_lost_word_is_translated_again_with_its_korean_put_in() -> None:
    model = FakeTranslator("금속에 12 mm의 자국이 있습니다", "금속에 12 mm의 스크래치가 있습니다")
    found = translated(ENGLISH, TERMS, model)
    assert model.asked[1] == "a thin 스크래치 of 12 mm on the metal"
    assert (found.text, found.restored, found.lost) == (
        "금속에 12 mm의 스크래치가 있습니다",
        ("스크래치",),
        (),
    )


def test_that_a_word_lost_twice_is_named() -> None:
    lost = "금속에 12 mm의 자국이 있습니다"
    found = translated(ENGLISH, TERMS, FakeTranslator(lost, lost))
    assert (found.text, found.lost) == (lost, (SCRATCH,))


def test_that_a_worse_second_translation_is_not_taken() -> None:
    model = FakeTranslator("금속에 12 mm의 자국이 있습니다", "스크래치 스크래치 " * 5)
    assert translated(ENGLISH, TERMS, model).text == "금속에 12 mm의 자국이 있습니다"


def test_that_english_words_left_by_the_model_are_replaced() -> None:
    found = translated(ENGLISH, TERMS, FakeTranslator("금속에 12 mm의 얇은 scratch가 있습니다"))
    assert (found.text, found.restored) == (
        "금속에 12 mm의 얇은 스크래치가 있습니다",
        ("스크래치",),
    )


@pytest.mark.parametrize(
    "said", ["금속에 긴 스크래치가 있습니다", "금속에 21 mm의 스크래치가 있습니다"]
)
def test_that_other_numbers_are_marked(said: str) -> None:
    assert translated(ENGLISH, TERMS, FakeTranslator(said)).numbers_differ


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("three dark spots", "어두운 반점 3개"),
        ("a dark spot", "어두운 반점 1개"),
        ("a spot of 1000000 px", "1000000 px의 반점"),
    ],
)
def test_that_a_number_told_otherwise_is_no_other_number(english: str, korean: str) -> None:
    found = translated(english, TERMS, FakeTranslator(korean))
    assert (found.text, found.numbers_differ) == (korean, False)


@pytest.mark.parametrize(
    "said", ["", "a thin scratch of 12 mm", "금속 금속 금속 금속 금속 금속", "가가가가가가가가"]
)
def test_that_a_model_that_writes_no_korean_leaves_the_glossary(said: str) -> None:
    found = translated(ENGLISH, TERMS, FakeTranslator(said, said))
    assert found.made_by is KoreanStrategy.GLOSSARY
    assert found.text == "a thin scratch(스크래치) of 12 mm on the metal(금속)"


@pytest.mark.parametrize("asked", [KoreanStrategy.MIXED_PROMPT, KoreanStrategy.KOREAN_MODEL])
def test_that_a_model_asked_for_korean_is_believed_only_if_it_writes_korean(
    asked: KoreanStrategy,
) -> None:
    said = "metal 표면에 얇은 긁힘이 있습니다"
    assert as_said(said, TERMS, asked) == KoreanText(
        "금속 표면에 얇은 긁힘이 있습니다", asked, restored=("금속",)
    )
    assert as_said(ENGLISH, TERMS, asked).made_by is KoreanStrategy.GLOSSARY


def test_that_every_strategy_says_which_one_made_the_text() -> None:
    korean = "금속에 12 mm의 스크래치가 있습니다"
    made = {
        strategy: korean_of(
            ENGLISH if strategy in {KoreanStrategy.TRANSLATOR, KoreanStrategy.GLOSSARY} else korean,
            strategy,
            TERMS,
            lambda _: korean,
        ).made_by
        for strategy in KoreanStrategy
    }
    assert made == {strategy: strategy for strategy in KoreanStrategy}


@pytest.mark.parametrize("asked", [KoreanStrategy.MIXED_PROMPT, KoreanStrategy.KOREAN_MODEL])
def test_that_english_of_a_model_asked_for_korean_is_translated_where_possible(
    asked: KoreanStrategy,
) -> None:
    model = FakeTranslator("금속에 12 mm의 얇은 긁힘이 있습니다")
    assert korean_of(ENGLISH, asked, TERMS, model).made_by is KoreanStrategy.TRANSLATOR
    assert korean_of(ENGLISH, asked, TERMS).made_by is KoreanStrategy.GLOSSARY
    assert korean_of(ENGLISH, KoreanStrategy.GLOSSARY, TERMS, model).made_by is (
        KoreanStrategy.GLOSSARY
    )


def test_that_without_a_translation_model_the_glossary_stands_in() -> None:
    found = korean_of(ENGLISH, KoreanStrategy.TRANSLATOR, TERMS)
    assert found == by_glossary(ENGLISH, TERMS)
    assert found.made_by is KoreanStrategy.GLOSSARY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("스크래치가 있습니다", True),
        ("스크래치(scratch)가 있습니다", True),
        ("12 mm", False),
        ("a thin scratch(스크래치) on metal", False),
        ("", False),
    ],
)
def test_that_korean_is_told_by_its_letters(text: str, *, expected: bool) -> None:
    assert is_korean(text) is expected
