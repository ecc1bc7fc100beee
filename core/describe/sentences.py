"""Sentences about one finding, in both languages from one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.describe.facts import SentenceFacts, facts_of
from core.domain.categories import CategorySet
from core.domain.images import ImageFacts
from core.domain.inspections import Finding, Sentences, SentenceSet
from core.domain.outcomes import TextValue
from core.domain.suggestions import Suggestion
from core.texts.catalogue import Texts, shared_texts
from core.texts.language import Language
from core.texts.templates import fill
from core.texts.wording import category_name, params_in_words, render_reason, words_in

_PLACES: Final = ("at", "spot", "within")


def describe_finding(
    finding: Finding, facts: ImageFacts, categories: CategorySet, texts: Texts | None = None
) -> Sentences:
    """Describe a decided finding.

    Parameters
    ----------
    finding : Finding
        With outcome, reason, scores, measurement; its ``sentences`` are not read.
    facts : ImageFacts
        Size of the image.
    categories : CategorySet
        Names of the categories.
    texts : Texts, optional
        The program's own if None.

    Returns
    -------
    Sentences
        The same facts in Korean and English. ``short`` is one line: outcome, what, where, how sure.
        ``normal`` says what, where, how large, the outcome and, for HOLD, why and what to do next.
        ``report`` adds position, anomaly and scores, and at its end the most probable cause with
        what to check and to do, marked as a suggestion. A finding that is the whole image has no
        place, and an anomaly peak within its limit is only called the most unusual place. Where
        nothing was outlined, the size is that of the marked area and called so.
    """
    chosen = facts_of(finding, facts)
    source = texts or shared_texts()
    korean = _Speaker(chosen, categories, source, "ko")
    english = _Speaker(chosen, categories, source, "en")
    likely = finding.suggestions[0] if finding.suggestions else None
    return Sentences(ko=korean.say(likely), en=english.say(likely))


class _Speaker:
    """Puts the chosen facts into one language."""

    def __init__(
        self, facts: SentenceFacts, categories: CategorySet, texts: Texts, lang: Language
    ) -> None:
        self._facts = facts
        self._texts = texts
        self._lang = lang
        self._categories = categories
        self._values = self._words()

    def say(self, likely: Suggestion | None) -> SentenceSet:
        kind = self._facts.kind
        opening = self._text("sentence_opening", kind)
        sizes = self._parts(self._facts.parts)
        conclusion = self._text("sentence_conclusion", kind)
        action = [self._text("sentence_action", kind)] if self._has("sentence_action", kind) else []
        details = self._parts(self._facts.details)
        return SentenceSet(
            short=self._text("sentence_short", kind),
            normal=_joined([opening, *sizes, conclusion, *action]),
            report=_joined(
                [opening, *sizes, *details, conclusion, *action, *self._suggested(likely)]
            ),
        )

    def _suggested(self, likely: Suggestion | None) -> list[str]:
        """Say the most probable cause, why, what to check first and what to do first."""
        if likely is None:
            return []
        values: dict[str, TextValue] = {"cause": words_in(likely.cause, self._lang)}
        values["why"] = ", ".join(words_in(fact, self._lang) for fact in likely.why)
        if likely.process is not None:
            values["process"] = words_in(likely.process, self._lang)
        names = _said_of_cause(likely)
        for name, phrases in (("check", likely.checks), ("action", likely.actions)):
            if phrases:
                values[name] = words_in(phrases[0], self._lang)
                names.append(name)
        return [self._texts.text(self._lang, f"suggestion.{name}", **values) for name in names]

    def _words(self) -> dict[str, TextValue]:
        facts = self._facts
        words = params_in_words(facts.values, self._categories, self._lang, self._texts)
        for name in facts.about:
            words[name] = self._texts.text(self._lang, "sentence_hedge.about", value=words[name])
        words["outcome"] = self._texts.text(self._lang, f"outcome.{facts.values['outcome']}")
        if facts.kind == "retake":
            words["reason"] = render_reason(facts.reason, self._categories, self._lang, self._texts)
        words["zones"] = ", ".join(self._texts.text(self._lang, f"zone.{z}") for z in facts.spanned)
        words["scores"] = ", ".join(
            f"{category_name(self._categories, score.id, self._lang)} "
            f"{fill('{p:%}', {'p': score.probability})}"
            for score in facts.scores
        )
        if facts.rule is not None:
            words["conditions"] = words_in(facts.rule, self._lang)
        if facts.zone is not None:
            words["zone"] = self._texts.text(self._lang, f"zone.{facts.zone}")
        for place in _PLACES:
            key = place if facts.is_placed else f"{place}_whole"
            words[place] = self._texts.text(self._lang, f"sentence_place.{key}", **words)
        return words

    def _parts(self, names: Iterable[str]) -> list[str]:
        return [self._text("sentence_part", name) for name in names]

    def _has(self, table: str, name: str) -> bool:
        return self._texts.has(self._lang, f"{table}.{name}")

    def _text(self, table: str, name: str) -> str:
        return self._texts.text(self._lang, f"{table}.{name}", **self._values)


def _said_of_cause(likely: Suggestion) -> list[str]:
    """Return the sentences on a cause: without a measured fact nothing is probable."""
    if likely.process is not None:
        return ["cause_if", "why" if likely.why else "common"]
    return ["cause", "why"] if likely.why else ["cause_common"]


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
