"""A training card: what a category is, what it is not, how it looks, where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median
from typing import Final

from core.dataset.defect_book import BookEntry, SeverityRule, Surface
from core.describe.knowledge import CauseEntry, KnowledgeBase
from core.describe.severity_words import rule_in_words
from core.domain.measurements import Measurement
from core.domain.outcomes import Severity, TextValue
from core.domain.suggestions import Process
from core.texts.catalogue import shared_texts
from core.texts.language import Language

FEWEST_CASES: Final = 3
"""Fewer cases are an anecdote, not a typical look."""

_WORST_FIRST: Final = tuple(reversed(Severity))
_LOOKS: Final = {
    "length_mm": 1,
    "width_mm": 2,
    "length_px": 0,
    "width_px": 1,
    "area_percent": 2,
    "elongation": 1,
    "count": 0,
}
"""Measures that tell how a defect looks, with the decimals that are shown."""


@dataclass(frozen=True, slots=True)
class CardSection:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A card in one language; sections without lines are left out.

    Attributes
    ----------
    category_id : str
        Of the defect book.
    title : str
        Name of the category, with what it is called on the floor.
    sections : tuple of CardSection
        In the order in which a new operator reads them.
    """

    category_id: str
    title: str
    sections: tuple[CardSection, ...]

    def as_markdown(self) -> str:
        """Return the card for reading and printing."""
        parts = [f"## {self.title}"]
        for section in self.sections:
            lines = "\n".join(f"- {line}" for line in section.lines)
            parts.append(f"### {section.heading}\n\n{lines}")
        return "\n\n".join(parts) + "\n"


def training_card(
    entry: BookEntry,
    knowledge: KnowledgeBase,
    lang: Language,
    *,
    cases: Sequence[Measurement] = (),
    process: Process | None = None,
    surfaces: Sequence[Surface] = (),
) -> TrainingCard:
    """Make the card of a category from the defect book, real cases and the knowledge base.

    Parameters
    ----------
    entry : BookEntry
        The category.
    knowledge : KnowledgeBase
        Causes and actions.
    lang : {"ko", "en"}
        Language.
    cases : sequence of Measurement
        Measured facts of real defects of the category; with fewer than `FEWEST_CASES` the card
        says that there are too few to tell the typical look.
    process : Process, optional
        How the product is made; None: any process.
    surfaces : sequence of Surface
        Of the defect book: their names in severity rules.
    """
    writer = _Writer(lang, tuple(surfaces))
    name = entry.name.text(lang)
    sections = (
        writer.section("inclusion", entry.inclusion.lines(lang)),
        writer.section("exclusion", entry.exclusion.lines(lang)),
        writer.section("severity", writer.severity(entry)),
        writer.section("sub_grades", writer.sub_grades(entry)),
        writer.section("look", writer.look(cases) if entry.severity else ()),
        writer.section("causes", writer.causes(knowledge.causes_of(entry.id, process), process)),
        writer.section("synonyms", (", ".join(entry.synonyms.lines(lang)),)),
    )
    title = name[:1].upper() + name[1:]
    return TrainingCard(entry.id, title, tuple(s for s in sections if any(s.lines)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of a card in one language."""

    lang: Language
    surfaces: tuple[Surface, ...] = ()

    def text(self, key: str, **values: TextValue) -> str:
        return shared_texts().text(self.lang, key, **values)

    def section(self, name: str, lines: Iterable[str]) -> CardSection:
        return CardSection(self.text(f"card_heading.{name}"), tuple(lines))

    def severity(self, entry: BookEntry) -> list[str]:
        rules = entry.severity
        if rules is None:
            return []
        said: list[str] = []
        for severity in _WORST_FIRST:
            ways = [self._rule(rule) for rule in rules.rules if rule.severity is severity]
            if ways:
                said.append(self._severity_line(severity, self._joined("or", ways)))
        said.append(self._severity_line(rules.otherwise, self.text("card.otherwise")))
        return said

    def sub_grades(self, entry: BookEntry) -> list[str]:
        said = []
        for grade in entry.sub_grades:
            name, words = grade.name.text(self.lang), grade.criterion.text(self.lang)
            said.append(self.text("card.line", name=name, words=words))
        return [*said, self.text("card.by_inspector")] if said else []

    def look(self, cases: Sequence[Measurement]) -> list[str]:
        trusted = [case for case in cases if case.outline_trust is not None and case.is_trusted]
        if len(trusted) < FEWEST_CASES:
            return [self.text("card.few_cases", count=len(trusted), fewest=FEWEST_CASES)]
        said = [self.text("card.cases", count=len(trusted))]
        is_in_mm = all(case.length_mm is not None for case in trusted)
        for name, digits in _LOOKS.items():
            known = [float(v) for v in (getattr(c, name) for c in trusted) if v is not None]
            is_other_unit = name.endswith("_px" if is_in_mm else "_mm")
            if len(known) == len(trusted) and not is_other_unit:
                said.append(self._range(name, known, digits))
        return [*said, *self._usual_place(trusted)]

    def causes(self, causes: Sequence[CauseEntry], process: Process | None) -> list[str]:
        ordered = sorted(causes, key=lambda entry: process not in entry.processes)
        said = [self._cause(entry) for entry in (ordered if process else causes)]
        return [self.text("card.cause_to_check"), *said] if said else []

    def _severity_line(self, severity: Severity, words: str) -> str:
        name = self.text(f"severity.{severity.value}")
        return self.text("card.line", name=name, words=words)

    def _joined(self, key: str, parts: Sequence[str]) -> str:
        return reduce(lambda one, other: self.text(f"card.{key}", one=one, other=other), parts)

    def _rule(self, rule: SeverityRule) -> str:
        return rule_in_words(rule, self.surfaces, self.lang, shared_texts())

    def _range(self, name: str, known: Sequence[float], digits: int) -> str:
        shown = (f"{value:.{digits}f}" for value in (median(known), min(known), max(known)))
        values = dict(zip(("mid", "low", "high"), shown, strict=True))
        return self.text(f"card_look.{name}", **values)

    def _usual_place(self, cases: Sequence[Measurement]) -> list[str]:
        zones = Counter(case.zone for case in cases if case.zone is not None)
        if not zones:
            return []
        zone, count = zones.most_common(1)[0]
        place = self.text(f"zone.{zone.value}")
        return [self.text("card_look.zone", zone=place, count=count, of=len(cases))]

    def _cause(self, entry: CauseEntry) -> str:
        named = ", ".join(self.text(f"process.{process.value}") for process in entry.processes)
        return self.text(
            "card.cause",
            process=named or self.text("card.any_process"),
            cause=entry.cause.text(self.lang),
            actions="; ".join(action.text(self.lang) for action in entry.actions),
        )
