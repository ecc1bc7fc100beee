"""Questions about a picture and their answers in the closed language, in English and Korean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.dataset.toml_files import read_toml
from core.describe.appearance import Appearance, SeenMark, Tone
from core.describe.captions import korean_mark, mark_phrase, read_mark
from core.describe.grammar import English, Korean, Phrase, shared_grammar, value_of
from core.texts.language import Language
from core.texts.program_folder import prompts_dir
from core.texts.templates import fill

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")
_WORD: Final = re.compile(r"[a-z]+")


class QuestionId(StrEnum):
    """What can be asked."""

    PRESENCE = "presence"
    LOOK = "look"
    TONE = "tone"
    PLACE = "place"
    SIZE = "size"
    COUNT = "count"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """A question in English, as a person would type it, and the true answer."""

    question_id: QuestionId
    question: str
    answer: str


class QuestionWords(BaseModel):
    """How one question is asked; the first English form is the canonical one."""

    model_config = _MODEL
    asked: tuple[Annotated[str, Field(pattern=r"^[a-z]+(,? [a-z]+)*\??$")], ...] = Field(
        min_length=2
    )
    asked_ko: Korean
    answer_ko: Korean


class YesNo(BaseModel):
    """Answers to whether there is a mark."""

    model_config = _MODEL
    yes: Phrase
    no: Phrase


class NoDirection(BaseModel):
    """Answer for a mark that runs nowhere."""

    model_config = _MODEL
    none: Phrase


class Answers(BaseModel):
    """Answers that are not phrases of a caption."""

    model_config = _MODEL
    presence: YesNo
    tone: dict[Tone, Phrase]
    direction: NoDirection


class Recognition(BaseModel):
    """Words by which a free question is recognised."""

    model_config = _MODEL
    question: QuestionId
    en: tuple[English, ...] = Field(min_length=1)
    ko: tuple[Korean, ...] = Field(min_length=1)


class Questions(BaseModel):
    """Everything about questions that stands in ``prompts/questions.toml``."""

    model_config = _MODEL
    schema_version: Literal[1]
    no_mark: Phrase
    people_say: str
    question: dict[QuestionId, QuestionWords]
    answer: Answers
    recognise: tuple[Recognition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _covers_every_question(self) -> Self:
        lacking = [one.value for one in QuestionId if one not in self.question]
        lacking += [tone.value for tone in Tone if tone not in self.answer.tone]
        if lacking:
            message = f"no words for {', '.join(lacking)}"
            raise ValueError(message)
        return self


@lru_cache(maxsize=1)
def shared_questions() -> Questions:
    """Return the program's own questions, read once; SettingsError if the file is damaged."""
    return read_toml(prompts_dir() / "questions.toml", Questions)


def question_text(question_id: QuestionId, lang: Language) -> str:
    """Return a question as it is shown; the English one is what the model is to be asked."""
    words = shared_questions().question[question_id]
    return words.asked_ko if lang == "ko" else words.asked[0]


def questions_of(appearance: Appearance, variant: int = 0) -> list[QuestionAnswer]:
    """Return every question with its true answer.

    Parameters
    ----------
    appearance : Appearance
        What is seen.
    variant : int
        0 asks in the canonical words, other numbers choose in turn from the other phrasings.

    Returns
    -------
    list of QuestionAnswer
        One for each of `QuestionId`, in that order. On a clean picture presence is answered by
        "no" and everything else by "there is no mark".
    """
    questions = shared_questions()
    asked = {one: questions.question[one].asked for one in QuestionId}
    return [
        QuestionAnswer(one, asked[one][variant % len(asked[one])], _answer(one, appearance.mark))
        for one in QuestionId
    ]


def question_id_of(text: str, lang: Language) -> QuestionId | None:
    """Return the known question that comes nearest to free text.

    Parameters
    ----------
    text : str
        As typed by a person.
    lang : {"ko", "en"}
        Language of the text. Both are searched, this one first: people mix them.

    Returns
    -------
    QuestionId or None
        None when nothing in the text is known.
    """
    korean = " ".join(text.split())
    english = f" {' '.join(_WORD.findall(text.lower()))} "

    def in_korean(rule: Recognition) -> bool:
        return any(key in korean for key in rule.ko)

    def in_english(rule: Recognition) -> bool:
        return any(f" {key} " in english for key in rule.en)

    first, second = (in_korean, in_english) if lang == "ko" else (in_english, in_korean)
    return _first(first) or _first(second)


def korean_answer(question_id: QuestionId, answer: str) -> str | None:
    """Return the exact Korean counterpart of an answer.

    Parameters
    ----------
    question_id : QuestionId
        What was asked.
    answer : str
        As a model wrote it; case, spaces and a full stop at the end do not matter.

    Returns
    -------
    str or None
        A sentence; None when the answer is not in the language of that question.
    """
    questions = shared_questions()
    english = " ".join(answer.lower().split()).removesuffix(".").rstrip()
    if question_id is not QuestionId.PRESENCE and english == questions.no_mark.en:
        return questions.no_mark.ko
    if question_id is QuestionId.DIRECTION and english == questions.answer.direction.none.en:
        return questions.answer.direction.none.ko
    korean = _KOREAN[question_id](english)
    if korean is None:
        return None
    return fill(questions.question[question_id].answer_ko, {"answer": korean})


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """Return all English words of captions, questions and answers and what people often say.

    Returns
    -------
    tuple of str
        Sorted, lower case, letters only, and the punctuation of questions. A tokenizer has one
        token for each; text is to be split at spaces and around punctuation.
    """
    words = set(_WORD.findall(shared_questions().people_say))
    for phrase in _english_texts():
        words.update(_WORD.findall(phrase))
    return (",", ".", "?", *sorted(words))


def _first(occurs: Callable[[Recognition], bool]) -> QuestionId | None:
    return next((rule.question for rule in shared_questions().recognise if occurs(rule)), None)


def _answer(question_id: QuestionId, mark: SeenMark | None) -> str:
    questions = shared_questions()
    if question_id is QuestionId.PRESENCE:
        answers = questions.answer.presence
        return (answers.no if mark is None else answers.yes).en
    return questions.no_mark.en if mark is None else _ENGLISH[question_id](mark)


def _english_direction(mark: SeenMark) -> str:
    if mark.direction is None:
        return shared_questions().answer.direction.none.en
    return shared_grammar().direction[mark.direction].en


# The caption's word for one is the article; alone it has to be the number, the value itself.
_ENGLISH: Final[dict[QuestionId, Callable[[SeenMark], str]]] = {
    QuestionId.LOOK: mark_phrase,
    QuestionId.TONE: lambda mark: shared_questions().answer.tone[mark.tone].en,
    QuestionId.PLACE: lambda mark: shared_grammar().place[mark.place].en,
    QuestionId.SIZE: lambda mark: shared_grammar().size(mark.size, is_line=mark.is_line).en,
    QuestionId.COUNT: lambda mark: mark.count.value,
    QuestionId.DIRECTION: _english_direction,
}


def _korean_presence(english: str) -> str | None:
    answers = shared_questions().answer.presence
    return {answers.yes.en: answers.yes.ko, answers.no.en: answers.no.ko}.get(english)


def _korean_look(english: str) -> str | None:
    return next((korean_mark(mark) for mark in read_mark(english)), None)


def _korean_tone(english: str) -> str | None:
    table = shared_questions().answer.tone
    tone = value_of(table, english)
    return None if tone is None else table[tone].ko


def _korean_place(english: str) -> str | None:
    table = shared_grammar().place
    place = value_of(table, english)
    return None if place is None else table[place].ko


def _korean_size(english: str) -> str | None:
    grammar = shared_grammar()
    tables = (grammar.spot_size, grammar.line_size)
    return next((p.ko for table in tables for p in table.values() if p.en == english), None)


def _korean_count(english: str) -> str | None:
    return {count.value: phrase.ko for count, phrase in shared_grammar().count.items()}.get(english)


def _korean_direction(english: str) -> str | None:
    table = shared_grammar().direction
    direction = value_of(table, english)
    return None if direction is None else table[direction].ko


_KOREAN: Final[dict[QuestionId, Callable[[str], str | None]]] = {
    QuestionId.PRESENCE: _korean_presence,
    QuestionId.LOOK: _korean_look,
    QuestionId.TONE: _korean_tone,
    QuestionId.PLACE: _korean_place,
    QuestionId.SIZE: _korean_size,
    QuestionId.COUNT: _korean_count,
    QuestionId.DIRECTION: _korean_direction,
}


def _english_texts() -> Iterator[str]:
    grammar, questions = shared_grammar(), shared_questions()
    yield from (*grammar.caption.marked, *grammar.caption.clean, grammar.caption.running)
    yield grammar.caption.surface.en
    yield from (phrase.en for phrase in grammar.phrases())
    yield from (noun.en_plural for noun in grammar.shape.values())
    yield from (count.value for count in grammar.count)
    yield questions.no_mark.en
    answers = questions.answer
    yield from (answers.presence.yes.en, answers.presence.no.en, answers.direction.none.en)
    yield from (phrase.en for phrase in answers.tone.values())
    for words in questions.question.values():
        yield from words.asked
    for rule in questions.recognise:
        yield from rule.en
