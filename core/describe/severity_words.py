"""Severity rules in words: what one asks for, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from core.dataset.defect_book import DefectBook, SeverityRule, Surface
from core.domain.suggestions import Words
from core.texts.catalogue import Texts, shared_texts
from core.texts.language import Language


def rule_in_words(
    rule: SeverityRule, surfaces: Sequence[Surface], lang: Language, texts: Texts
) -> str:
    """Say what a rule asks for, such as "area of at least 2 % of the image".

    Parameters
    ----------
    rule : SeverityRule
    surfaces : sequence of Surface
        Of the defect book, for their names; others are called by their ids.
    lang : {"ko", "en"}
        Language.
    texts : Texts
        The program's words.
    """
    parts = []
    if rule.measure is not None and rule.at_least is not None:
        value = f"{rule.at_least:g}"
        parts.append(texts.text(lang, f"card_rule.{rule.measure}", value=value))
    if rule.zones:
        zones = ", ".join(texts.text(lang, f"zone.{zone.value}") for zone in rule.zones)
        parts.append(texts.text(lang, "card_rule.zones", zones=zones))
    if rule.surfaces:
        names = {surface.id: surface.name.text(lang) for surface in surfaces}
        said = ", ".join(names.get(surface, surface) for surface in rule.surfaces)
        parts.append(texts.text(lang, "card_rule.surfaces", surfaces=said))
    return reduce(lambda one, other: texts.text(lang, "card.and", one=one, other=other), parts)


def words_of_rule(book: DefectBook, category_id: str, rule_id: str | None) -> Words | None:
    """Return what the rule of a category asks for; None where there is no such rule."""
    rules = book.severity_rules(category_id)
    rule = rules.find(rule_id) if rules else None
    if rule is None:
        return None
    texts = shared_texts()
    korean = rule_in_words(rule, book.surface, "ko", texts)
    return Words(korean, rule_in_words(rule, book.surface, "en", texts))
