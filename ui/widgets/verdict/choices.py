"""What the verdict bar offers and how its fields become a verdict; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from core.dataset.defect_book import DefectBook, SubGrade
from core.domain.categories import Category, CategorySet, Role
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode, Severity
from core.texts.language import Language
from ui.values import ChosenVerdict, SavedVerdict

MAX_DIGIT: Final = 9
_ROLE_ORDER: Final = (Role.DEFECT, Role.LOOK_ALIKE)


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category the inspector can choose; the first nine have a digit."""

    id: str
    name: str
    digit: int | None


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the fields of the bar.

    ``is_touched`` tells that the user chose the category, so that an OK keeps it.
    """

    category_id: str | None = None
    severity: Severity | None = None
    sub_grade: str | None = None
    note: str = ""
    is_touched: bool = False


def category_choices(categories: CategorySet, lang: Language) -> tuple[CategoryChoice, ...]:
    """Return defects, then look-alikes; good parts have no category to choose."""
    ordered = [c for role in _ROLE_ORDER for c in categories if c.role is role]
    return tuple(
        CategoryChoice(c.id, _name(c, lang), number if number <= MAX_DIGIT else None)
        for number, c in enumerate(ordered, start=1)
    )


def sub_grades_of(book: DefectBook, category_id: str | None) -> tuple[SubGrade, ...]:
    """Return the finer grades of a category; empty if it has none."""
    entry = book.find(category_id) if category_id else None
    return entry.sub_grades if entry else ()


def proposed_fields(inspection: Inspection | None) -> Fields:
    """Return what the program would write into the fields.

    A category that is not the most probable label (good is) is no proposal: it would be recorded
    by whoever presses NG without looking.
    """
    worst = inspection.worst if inspection else None
    if inspection is None or worst is None or worst.category is None:
        return Fields()
    is_clean = inspection.outcome is Outcome.OK
    if is_clean and inspection.reason.code is not ReasonCode.WITHIN_LIMIT:
        return Fields()
    if any(score.probability > worst.category.probability for score in worst.scores):
        return Fields()
    return Fields(worst.category.id, worst.severity)


def saved_fields(saved: SavedVerdict) -> Fields:
    """Return what a person chose before; it is theirs, so an OK keeps its category."""
    chosen = saved.chosen
    return Fields(
        chosen.category_id,
        chosen.severity,
        chosen.sub_grade,
        chosen.note,
        is_touched=chosen.category_id is not None,
    )


def verdict_of(outcome: Outcome, fields: Fields, inspection: Inspection | None) -> ChosenVerdict:
    """Put a verdict together.

    An OK has no category, severity and sub-grade, unless the user chose one (this is a shadow) or
    the defect is within its acceptance limit by the program.
    """
    chosen = ChosenVerdict(
        outcome, fields.category_id, fields.severity, fields.sub_grade, fields.note.strip()
    )
    if outcome is not Outcome.OK or fields.is_touched:
        return chosen
    if inspection is not None and inspection.reason.code is ReasonCode.WITHIN_LIMIT:
        return chosen
    return replace(chosen, category_id=None, severity=None, sub_grade=None)


def needs_reason(verdict: Outcome, program: Outcome, earlier: Outcome | None) -> bool:
    """Tell whether a verdict overrides the program or an earlier one."""
    return verdict is not program or (earlier is not None and verdict is not earlier)


def _name(category: Category, lang: Language) -> str:
    return category.name_ko if lang == "ko" else category.name_en
