"""What a model wrote, told with what in it is not so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.describe.questions import QuestionId
from core.describe.truth.checking import check_text
from core.describe.truth.records import record_of_finding
from core.describe.truth.translations import check_translation
from core.domain.categories import CategorySet
from core.domain.contradictions import ClaimKind, Contradiction, marked
from core.domain.inspections import Caption, Finding
from core.texts.catalogue import shared_texts
from core.texts.language import Language
from core.texts.wording import render_caption, words_in

_WHOLE: Final = frozenset({ClaimKind.OFF_TOPIC, ClaimKind.REPETITION, ClaimKind.TRANSLATION})


@dataclass(frozen=True, slots=True)
class ToldText:
    """A text and its contradictions, in the order of the text.

    Attributes
    ----------
    text : str
    found : tuple of Contradiction
        ``start`` and ``end`` count in ``text``.
    lang : {"ko", "en"}
        Language of the notes.
    """

    text: str
    found: tuple[Contradiction, ...]
    lang: Language

    @property
    def notes(self) -> tuple[str, ...]:
        """Return one line for each contradiction: the words, and what is wrong with them."""
        return tuple(self._note(one) for one in self.found)

    @property
    def plain(self) -> str:
        """Return the text with a sign after the words in question, and the notes below it."""
        return "\n".join([self.marked, *self.notes])

    @property
    def marked(self) -> str:
        """Return the text with a sign after each of the words in question."""
        return marked(self.text, self.found)

    def _note(self, one: Contradiction) -> str:
        words = words_in(one.words, self.lang)
        if one.kind in _WHOLE:
            return shared_texts().text(self.lang, "truth.note_whole", words=words)
        said = self.text[one.start : one.end]
        if said.lower() in words.lower():
            return shared_texts().text(self.lang, "truth.note_short", words=words)
        return shared_texts().text(self.lang, "truth.note", said=said, words=words)


def tell_caption(
    caption: Caption, finding: Finding | None, categories: CategorySet, lang: Language
) -> ToldText:
    """Tell what a model sees, that it is unchecked, and what of it is not so.

    Parameters
    ----------
    caption : Caption
        Told in English where it has no Korean.
    finding : Finding or None
        What it is about; nothing is held against it if None.
    categories : CategorySet
        Of the product.
    lang : {"ko", "en"}
        Of the words around it.
    """
    text = render_caption(caption, lang)
    words = words_in(caption, lang)
    found = check_caption(caption, finding, categories, lang)
    offset = text.rfind(words)
    moved = (replace(one, start=one.start + offset, end=one.end + offset) for one in found)
    return ToldText(text, tuple(moved), lang)


def check_caption(
    caption: Caption, finding: Finding | None, categories: CategorySet, lang: Language
) -> tuple[Contradiction, ...]:
    """Return what is not so in a caption; ``start`` and ``end`` count in its text of a language."""
    words = words_in(caption, lang)
    found = tell(words, finding, categories, lang).found
    if lang == "en":
        return found
    return (*found, *check_translation(words, caption.korean))


def tell(words: str, finding: Finding | None, categories: CategorySet, lang: Language) -> ToldText:
    """Tell what a model wrote about a finding, and what of it is not so."""
    found = check_text(words, record_of_finding(finding), categories) if finding else ()
    return ToldText(words, found, lang)


def tell_answer(
    answer: str,
    question: QuestionId | None,
    finding: Finding | None,
    categories: CategorySet,
    *,
    lang: Language,
) -> ToldText:
    """Tell what a model answered, and what of it is not so.

    Parameters
    ----------
    answer : str
        "two", "darker", "no" are understood by what was asked.
    question : QuestionId or None
        None for a question in free words.
    finding : Finding or None
        What was asked about.
    categories : CategorySet
        Of the product.
    lang : {"ko", "en"}
        Of the notes.
    """
    before, after = _ASKED.get(question, ("", "")) if question and answer.isascii() else ("", "")
    told = tell(f"{before}{answer}{after}", finding, categories, lang)
    found = (_inside(one, len(before), len(answer)) for one in told.found)
    return ToldText(answer, tuple(found), lang)


def _inside(one: Contradiction, offset: int, length: int) -> Contradiction:
    """Bring a contradiction to the answer alone; one that lies beside it is about all of it."""
    start, end = max(one.start - offset, 0), min(one.end - offset, length)
    return replace(one, start=start, end=end) if start < end else replace(one, start=0, end=length)


_ASKED: Final[Mapping[QuestionId, tuple[str, str]]] = {
    QuestionId.COUNT: ("there are ", " marks"),
    QuestionId.PRESENCE: ("there is ", " mark"),
    QuestionId.TONE: ("the mark is ", " than the surface"),
}
"""What makes a sentence of a short English answer; Korean answers are sentences."""
