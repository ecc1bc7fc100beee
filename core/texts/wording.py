"""Errors, reasons and captions put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from core.domain.categories import CategorySet
from core.domain.inspections import Caption, Finding, Sentences, SentenceSet
from core.domain.korean import KoreanOrigin
from core.domain.outcomes import Reason, TextValue
from core.domain.suggestions import Suggestion
from core.errors import DefectScribeError
from core.texts.catalogue import Texts, shared_texts
from core.texts.language import Language
from core.texts.templates import fill

# Parameters of a reason that hold an id: the table of the texts that has its words.
_WORD_TABLES: Final = {"severity": "severity", "accepted": "severity", "cause": "cause"}


class Bilingual(Protocol):
    """What was said in English, and in Korean where it could be."""

    @property
    def en(self) -> str:
        """In English."""

    @property
    def ko(self) -> str | None:
        """In Korean; None if there is none."""


def render_error(error: DefectScribeError, lang: Language, texts: Texts | None = None) -> str:
    """Say what is wrong and what to do.

    Parameters
    ----------
    error : DefectScribeError
        Its code is the key under ``error.``, its details fill the placeholders.
    lang : {"ko", "en"}
        Language.
    texts : Texts, optional
        The program's own if None.
    """
    return (texts or shared_texts()).text(lang, f"error.{error.code}", **error.details)


def render_caption(caption: Caption, lang: Language, texts: Texts | None = None) -> str:
    """Say what a model sees, and that it is unchecked; in English where there is no Korean."""
    words, source = words_in(caption, lang), texts or shared_texts()
    seen = source.text(lang, "caption.seen", caption=words, model=caption.model.id)
    if lang == "en" or caption.korean is None:
        return seen
    return f"{seen} ({render_korean(caption.korean, lang, source)})"


def render_korean(origin: KoreanOrigin, lang: Language, texts: Texts | None = None) -> str:
    """Say which way a Korean text came about."""
    key = f"korean.{origin.made_by.value}"
    if origin.translator is None:
        return (texts or shared_texts()).text(lang, key)
    return (texts or shared_texts()).text(lang, key, model=origin.translator)


def render_suggestions(
    suggestions: Sequence[Suggestion], lang: Language, texts: Texts | None = None, *, first: int = 1
) -> str:
    """Say what probably caused it and what to do, one line each, under a heading; always marked.

    Parameters
    ----------
    suggestions : sequence of Suggestion
        The most probable first; without any the text is empty.
    lang : {"ko", "en"}
        Language.
    texts : Texts, optional
        The program's own if None.
    first : int
        The one to begin with, counted from 1: a report has named the first one already.
    """
    source = texts or shared_texts()
    if len(suggestions) < first:
        return ""
    lines = [source.text(lang, "suggestion.heading")]
    for number, suggestion in enumerate(suggestions[first - 1 :], start=first):
        lines.append(_cause_line(suggestion, number, lang, source))
        if suggestion.why:
            why = ", ".join(words_in(fact, lang) for fact in suggestion.why)
            lines.append(source.text(lang, "suggestion.list_why", why=why))
        checks = "; ".join(words_in(check, lang) for check in suggestion.checks)
        actions = "; ".join(words_in(action, lang) for action in suggestion.actions)
        lines.append(source.text(lang, "suggestion.list_checks", checks=checks))
        lines.append(source.text(lang, "suggestion.list_actions", actions=actions))
    return "\n".join(lines)


def _cause_line(suggestion: Suggestion, number: int, lang: Language, texts: Texts) -> str:
    cause = words_in(suggestion.cause, lang)
    if suggestion.process is None:
        key = "list_cause" if suggestion.why else "list_cause_common"
        return texts.text(lang, f"suggestion.{key}", number=number, cause=cause)
    process = words_in(suggestion.process, lang)
    return texts.text(lang, "suggestion.list_cause_if", number=number, cause=cause, process=process)


def render_severity_rule(finding: Finding, lang: Language) -> str:
    """Name the severity rule that was met: what it asks for, if that was kept, and its id."""
    words, rule_id = finding.severity_rule_words, finding.severity_rule
    if words is None:
        return rule_id or ""
    return f"{words_in(words, lang)}; {rule_id}" if rule_id else words_in(words, lang)


def words_in(words: Bilingual, lang: Language) -> str:
    """Return words in one language; in English where there is no Korean."""
    return (words.ko if lang == "ko" else None) or words.en


def sentences_in(sentences: Sentences, lang: Language) -> SentenceSet:
    """Return the sentences of one language."""
    return sentences.ko if lang == "ko" else sentences.en


def render_reason(
    reason: Reason, categories: CategorySet, lang: Language, texts: Texts | None = None
) -> str:
    """Say why an outcome was reached.

    Parameters
    ----------
    reason : Reason
        Category ids among its parameters (``category``, ``second_category``) become names.
    categories : CategorySet
        Where the names come from; an unknown id is shown as it is.
    lang : {"ko", "en"}
        Language.
    texts : Texts, optional
        The program's own if None.
    """
    source = texts or shared_texts()
    params = params_in_words(reason.params, categories, lang, source)
    return source.text(lang, f"reason.{reason.code.value}", **params)


def category_name(categories: CategorySet, category_id: str, lang: Language) -> str:
    """Return the name people read; an id no defect book knows is shown without underscores."""
    category = categories.find(category_id)
    if category is None:
        return category_id.replace("_", " ")
    return category.name_ko if lang == "ko" else category.name_en


def percent(fraction: float) -> str:
    """Show a probability as sentences do: never "100 %" for less than one."""
    return fill("{fraction:%}", {"fraction": fraction})


def params_in_words(
    params: Mapping[str, TextValue], categories: CategorySet, lang: Language, texts: Texts
) -> dict[str, TextValue]:
    """Replace ids among the parameters of a reason by words; numbers stay numbers.

    ``category`` and ``*_category`` are category ids, ``severity``, ``accepted`` (the limit) and
    ``cause`` are keys of the texts.
    """
    shown: dict[str, TextValue] = {}
    for name, value in params.items():
        if name == "category" or name.endswith("_category"):
            shown[name] = category_name(categories, str(value), lang)
        elif name in _WORD_TABLES:
            shown[name] = texts.text(lang, f"{_WORD_TABLES[name]}.{value}")
        else:
            shown[name] = value
    return shown
