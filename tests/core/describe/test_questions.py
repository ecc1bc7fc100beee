from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.appearance import Appearance
from core.describe.questions import (
    QuestionAnswer,
    QuestionId,
    korean_answer,
    question_id_of,
    question_text,
    questions_of,
    shared_questions,
    vocabulary,
)
from core.domain.measurements import Zone
from tests.core.describe.appearances import DARK_GREY, SCRATCH, appearances, marks_at

SCRATCHED = Appearance(SCRATCH, DARK_GREY)
CLEAN = Appearance(None, DARK_GREY)


def test_that_the_answers_about_a_scratch_are_those_of_its_caption() -> None:
    assert {one.question_id.value: one.answer for one in questions_of(SCRATCHED)} == {
        "presence": "yes",
        "look": "a long thin bright straight line",
        "tone": "brighter",
        "place": "upper left",
        "size": "long",
        "count": "one",
        "direction": "diagonally upward",
    }


def test_that_on_a_clean_picture_every_answer_says_so() -> None:
    answers = {one.question_id: one.answer for one in questions_of(CLEAN)}
    assert answers.pop(QuestionId.PRESENCE) == "no"
    assert set(answers.values()) == {"there is no mark"}


def test_that_korean_answers_are_whole_sentences() -> None:
    answers = {one.question_id.value: _korean(one.question_id, one.answer) for one in _asked()}
    assert answers == {
        "presence": "자국이 보입니다",
        "look": "길고 가늘고 밝은 직선 1개로 보입니다",
        "tone": "주변보다 밝습니다",
        "place": "좌측 상단에 있습니다",
        "size": "이미지에 비해 긴 편입니다",
        "count": "자국이 1개 있습니다",
        "direction": "우상향 대각선 방향으로 뻗어 있습니다",
    }


def test_that_different_answers_never_share_a_korean_one() -> None:
    for question in QuestionId:
        answers = {
            answer.answer
            for mark in marks_at(Zone.TOP)
            for answer in questions_of(Appearance(mark, None))
            if answer.question_id is question
        } | {"there is no mark" if question is not QuestionId.PRESENCE else "no"}
        assert len({_korean(question, answer) for answer in answers}) == len(answers)


@given(appearance=appearances(), variant=st.integers(0, 9))
def test_that_every_answer_has_a_korean_one_and_every_word_is_known(
    appearance: Appearance, variant: int
) -> None:
    asked = questions_of(appearance, variant)
    assert [one.question_id for one in asked] == list(QuestionId)
    for one in asked:
        assert not re.search(r"[A-Za-z{}]", _korean(one.question_id, one.answer))
        words = re.findall(r"[a-z]+|[^a-z\s]", f"{one.question} {one.answer}")
        assert set(words) <= set(vocabulary())
        assert question_id_of(one.question, "en") is one.question_id


def test_that_an_answer_outside_the_language_has_no_korean_one() -> None:
    assert korean_answer(QuestionId.PLACE, "behind the moon") is None
    assert korean_answer(QuestionId.COUNT, "upper left") is None
    assert korean_answer(QuestionId.LOOK, "two small dark round spot") is None
    assert korean_answer(QuestionId.PRESENCE, "there is no mark") is None


def test_that_every_question_as_shown_is_recognised() -> None:
    for question in QuestionId:
        assert question_id_of(question_text(question, "ko"), "ko") is question
        assert question_id_of(question_text(question, "en"), "en") is question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("불량이 있나요?", "presence"),
        ("어두운 반점이 있나요?", "presence"),
        ("이 제품 양품인가요", "presence"),
        ("스크래치 위치는?", "place"),
        ("결함이 어느 쪽에 있어?", "place"),
        ("색이 어떤가요?", "tone"),
        ("배경보다 어두운가요?", "tone"),
        ("이게 뭐예요?", "look"),
        ("어떤 모양이야", "look"),
        ("결함 크기가 얼마나 되나요?", "size"),
        ("길이는?", "size"),
        ("스크래치가 몇 개야?", "count"),
        ("가로로 나 있나요?", "direction"),
        ("Where is the scratch?", "place"),
    ],
)
def test_that_free_korean_questions_find_the_nearest_known_one(text: str, question: str) -> None:
    assert question_id_of(text, "ko") is QuestionId(question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Is there any scratch?", "presence"),
        ("WHERE is the crack", "place"),
        ("How many holes do you see?", "count"),
        ("how big is the stain", "size"),
        ("What colour is it?", "tone"),
        ("What is this?", "look"),
        ("Does it run vertically?", "direction"),
        ("몇 개?", "count"),
    ],
)
def test_that_free_english_questions_find_the_nearest_known_one(text: str, question: str) -> None:
    assert question_id_of(text, "en") is QuestionId(question)


@pytest.mark.parametrize("text", ["", "hello", "안녕하세요", "123"])
def test_that_other_talk_is_no_question(text: str) -> None:
    assert question_id_of(text, "ko") is None
    assert question_id_of(text, "en") is None


def test_that_the_vocabulary_has_each_word_once() -> None:
    words = vocabulary()
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[a-z]+|[?.,]", word) for word in words)
    assert {"scratch", "dent", "crack", "?"} <= set(words)


def test_that_phrasings_differ_between_questions() -> None:
    asked = [text for words in shared_questions().question.values() for text in words.asked]
    assert len(set(asked)) == len(asked)


def _asked() -> list[QuestionAnswer]:
    return questions_of(SCRATCHED)


def _korean(question: QuestionId, answer: str) -> str:
    korean = korean_answer(question, answer)
    assert korean is not None, (question, answer)
    return korean
