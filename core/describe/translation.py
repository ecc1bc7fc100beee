"""How an English text of a model becomes Korean, and which way it did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from core.describe.terms import Term, TermBook
from core.domain.korean import ASKED_IN_KOREAN, KoreanOrigin, KoreanStrategy

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS: Final = "one two three four five six seven eight nine ten eleven twelve"
_SPELLED: Final = {word: str(place) for place, word in enumerate(_NUMBER_WORDS.split(), start=1)}
_ARTICLE: Final = "1"
"""``a scratch`` may rightly be 스크래치 1개."""
_HANGUL: Final = re.compile(r"[가-힣]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_LETTERS_A_SYLLABLE: Final = 2
"""A syllable says about as much as two or three Latin letters."""
_STUCK: Final = re.compile(r"([^\W\d_][^\W_]{0,11})(?:\s*\1){4,}")
"""The same said five times on end: what translation models do when they lose the thread."""


@dataclass(frozen=True, slots=True)
class KoreanText:
    """A text for a Korean reader.

    Attributes
    ----------
    text : str
        Korean; with :attr:`KoreanStrategy.GLOSSARY` English with the important words in Korean.
    made_by : KoreanStrategy
        The way it was made, which may be another than was asked for.
    restored : tuple of str
        Korean words of the glossary that the model had left in English or put otherwise.
    lost : tuple of Term
        Words of the glossary that stand in the English text and not in this one: to be marked.
    numbers_differ : bool
        Whether the numbers are not those of the English text: to be marked.
    """

    text: str
    made_by: KoreanStrategy
    restored: tuple[str, ...] = ()
    lost: tuple[Term, ...] = ()
    numbers_differ: bool = False

    def origin(self, translator: str | None, way: str = "") -> KoreanOrigin:
        """Return what is told with the text; ``translator`` is the id of the one that was used."""
        lost = tuple(term.ko[0] for term in self.lost)
        return KoreanOrigin(self.made_by, translator, lost, self.numbers_differ, way)


def translated(english: str, terms: TermBook, translate: Callable[[str], str]) -> KoreanText:
    """Translate with a model, then check the words of the glossary.

    A word that the translation lost is put into the English text in Korean, and that is translated
    again: models copy such words more often than they keep placeholders. What is still English is
    replaced afterwards, what is still lost is named.

    Parameters
    ----------
    english : str
        As the describing model said it.
    terms : TermBook
        The glossary.
    translate : callable
        The model; called once or twice.

    Returns
    -------
    KoreanText
        By the glossary alone if the model wrote no Korean or lost the thread.
    """
    wanted = terms.found_in(english)
    first = _Attempt.of(translate(english), wanted, terms)
    best = first
    if first.lost and first.is_usable:
        second = _Attempt.of(translate(terms.mixed(english, first.lost)), wanted, terms)
        if second.is_usable and len(second.lost) < len(first.lost):
            best = second
    if not best.is_usable:
        return by_glossary(english, terms)
    restored = [*best.restored]
    if best is not first:
        restored += [term for term in first.lost if term not in best.lost]
    return KoreanText(
        best.text,
        KoreanStrategy.TRANSLATOR,
        restored=tuple(dict.fromkeys(term.ko[0] for term in restored)),
        lost=best.lost,
        numbers_differ=_numbers_differ(english, best.text),
    )


def as_said(said: str, terms: TermBook, asked: KoreanStrategy) -> KoreanText:
    """Take the text of a model that was asked for Korean.

    Parameters
    ----------
    said : str
        What it wrote.
    terms : TermBook
        The glossary: English words of it are replaced.
    asked : KoreanStrategy
        ``MIXED_PROMPT`` or ``KOREAN_MODEL``.

    Returns
    -------
    KoreanText
        By the glossary alone if the model answered in English after all.
    """
    if not is_korean(said):
        return by_glossary(said, terms)
    text, replaced = terms.replaced(said)
    return KoreanText(text, asked, restored=tuple(term.ko[0] for term in replaced))


def by_glossary(english: str, terms: TermBook) -> KoreanText:
    """Put the Korean word behind each important English one."""
    return KoreanText(terms.explained(english), KoreanStrategy.GLOSSARY)


def korean_of(
    said: str,
    strategy: KoreanStrategy,
    terms: TermBook,
    translate: Callable[[str], str] | None = None,
) -> KoreanText:
    """Make a text Korean in the way that was chosen, or in the next best one.

    Parameters
    ----------
    said : str
        The model's text.
    strategy : KoreanStrategy
        What was chosen.
    terms : TermBook
        The glossary.
    translate : callable, optional
        A translation model: for ``TRANSLATOR``, and for a model that was asked for Korean and
        wrote English after all. Without one the glossary stands in.
    """
    way = way_into_korean(said, strategy, can_translate=translate is not None)
    if way in ASKED_IN_KOREAN:
        return as_said(said, terms, way)
    if way is KoreanStrategy.TRANSLATOR and translate is not None:
        return translated(said, terms, translate)
    return by_glossary(said, terms)


def way_into_korean(said: str, strategy: KoreanStrategy, *, can_translate: bool) -> KoreanStrategy:
    """Return the way that is tried with a text where ``strategy`` was chosen."""
    if strategy in ASKED_IN_KOREAN and is_korean(said):
        return strategy
    if strategy is not KoreanStrategy.GLOSSARY and can_translate:
        return KoreanStrategy.TRANSLATOR
    return KoreanStrategy.GLOSSARY


def in_english(korean: str, terms: TermBook, translate: Callable[[str], str]) -> str | None:
    """Translate a question with a model, then check the words of the glossary.

    As :func:`translated` does, the other way round: a word that the translation lost is put into
    the Korean text in English, and that is translated again; what is still lost then stands in
    brackets behind the question.

    Parameters
    ----------
    korean : str
        As a person asked it.
    terms : TermBook
        The glossary.
    translate : callable
        The model; called once or twice.

    Returns
    -------
    str or None
        None if the model wrote no English or lost the thread.
    """
    wanted = terms.found_in_korean(korean)
    tries = [translate(korean).strip()]
    lost = _lost_in_english(tries[0], wanted, terms)
    if lost:
        tries.append(translate(terms.mixed_english(korean, lost)).strip())
    usable = [each for each in tries if _is_english(each)]
    if not usable:
        return None
    best = min(usable, key=lambda each: len(_lost_in_english(each, wanted, terms)))
    words = [wanted[word][0].en for word in _lost_in_english(best, wanted, terms)]
    return f"{best} ({', '.join(words)})" if words else best


def _lost_in_english(
    english: str, wanted: Mapping[str, tuple[Term, ...]], terms: TermBook
) -> list[str]:
    said = set(terms.found_in(english))
    return [word for word, known in wanted.items() if said.isdisjoint(known)]


def _is_english(text: str) -> bool:
    return bool(_LATIN.search(text)) and not _HANGUL.search(text) and not _STUCK.search(text)


def is_korean(text: str) -> bool:
    """Tell whether a text says more in Hangul than in Latin letters."""
    hangul = len(_HANGUL.findall(text))
    return hangul > 0 and hangul * _LETTERS_A_SYLLABLE >= len(_LATIN.findall(text))


@dataclass(frozen=True, slots=True)
class _Attempt:
    text: str
    restored: tuple[Term, ...]
    lost: tuple[Term, ...]

    @staticmethod
    def of(said: str, wanted: tuple[Term, ...], terms: TermBook) -> _Attempt:
        text, replaced = terms.replaced(said.strip())
        lost = tuple(term for term in wanted if not term.is_said_in(text))
        return _Attempt(text, replaced, lost)

    @property
    def is_usable(self) -> bool:
        return is_korean(self.text) and not _STUCK.search(self.text)


def _numbers_differ(english: str, korean: str) -> bool:
    """Compare the digits; what English spells out or says by an article may be one in Korean."""
    wanted, found = Counter(_NUMBER.findall(english)), Counter(_NUMBER.findall(korean))
    words = english.lower().split()
    spelled = {_SPELLED[word] for word in words if word in _SPELLED} | {_ARTICLE}
    return bool(wanted - found) or not set(found - wanted) <= spelled
