"""The defect book: what each category is, what it is not, and how severe it is, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.dataset.toml_files import read_toml
from core.domain.categories import Category, CategorySet, Role
from core.domain.measurements import Zone
from core.domain.outcomes import Severity
from core.errors import SettingsError
from core.texts.language import Language

Measure = Literal[
    "length_px",
    "path_length_px",
    "width_px",
    "width_max_px",
    "area_px",
    "area_percent",
    "count",
    "contrast",
    "length_mm",
    "width_mm",
    "area_mm2",
]
"""Measured facts that a severity rule may look at, named as in Measurement; contrast unsigned."""

CategoryId = Annotated[str, Field(pattern=r"^[^\s/\\.]+$", max_length=64)]
"""Also a folder name: no blanks, slashes or dots."""

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")


class BothLanguages(BaseModel):
    """A short text in Korean and English."""

    model_config = _MODEL
    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self, lang: Language) -> str:
        """Return it in one language."""
        return self.ko if lang == "ko" else self.en


class Lists(BaseModel):
    """Lines or words in Korean and English."""

    model_config = _MODEL
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def lines(self, lang: Language) -> tuple[str, ...]:
        """Return them in one language."""
        return self.ko if lang == "ko" else self.en


class Surface(BaseModel):
    """A kind of surface that a product may show; which one it is, is set per product."""

    model_config = _MODEL
    id: CategoryId
    name: BothLanguages


class SeverityRule(BaseModel):
    """From ``at_least`` on, a measure means this severity, in these zones if any are named.

    Where ``surfaces`` are named, the rule holds only for products whose surface is one of them.
    """

    model_config = _MODEL
    id: str = Field(min_length=1)
    severity: Severity
    measure: Measure | None = None
    at_least: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    zones: tuple[Zone, ...] = ()
    surfaces: tuple[CategoryId, ...] = ()

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if (self.measure is None) != (self.at_least is None):
            msg = "measure and at_least belong together"
            raise ValueError(msg)
        if self.measure is None and not self.zones and not self.surfaces:
            msg = "a rule needs measure and at_least, zones, or surfaces"
            raise ValueError(msg)
        return self


class SeverityRules(BaseModel):
    """The highest severity whose rule is met, else ``otherwise``."""

    model_config = _MODEL
    otherwise: Severity = Severity.MINOR
    rules: tuple[SeverityRule, ...] = ()

    def find(self, rule_id: str | None) -> SeverityRule | None:
        """Return the rule of an id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


class SubGrade(BaseModel):
    """A finer grade that the inspector chooses and the program never computes."""

    model_config = _MODEL
    id: str = Field(min_length=1)
    name: BothLanguages
    criterion: BothLanguages


class BookEntry(BaseModel):
    """One category of the book."""

    model_config = _MODEL
    id: CategoryId
    role: Role = Role.DEFECT
    name: BothLanguages
    synonyms: Lists = Lists()
    inclusion: Lists = Lists()
    exclusion: Lists = Lists()
    severity: SeverityRules | None = None
    sub_grades: tuple[SubGrade, ...] = ()

    def category(self) -> Category:
        """Return the category without prompts."""
        return Category(self.id, self.role, name_ko=self.name.ko, name_en=self.name.en)


class DefectBook(BaseModel):
    """All categories of a plant, in their order."""

    model_config = _MODEL
    schema_version: Literal[1]
    category: tuple[BookEntry, ...] = Field(min_length=1)
    surface: tuple[Surface, ...] = ()

    def category_set(self) -> CategorySet:
        """Return the categories with names and roles; prompts come from the prompt set."""
        return CategorySet(tuple(entry.category() for entry in self.category))

    def find(self, category_id: str) -> BookEntry | None:
        """Return the entry of a category, or None."""
        return next((entry for entry in self.category if entry.id == category_id), None)

    def severity_rules(self, category_id: str) -> SeverityRules | None:
        """Return the severity rules of a category; None if it has none or is not in the book."""
        entry = self.find(category_id)
        return entry.severity if entry else None


def load_defect_book(path: Path) -> DefectBook:
    """Read a defect book.

    Parameters
    ----------
    path : Path
        TOML; ``resources/defect_book.toml`` is the default one.

    Raises
    ------
    SettingsError
        ``toml_*`` (see `read_toml`) with file and place; ``book_category_twice``;
        ``book_surface_twice``; ``book_surface_unknown`` if a rule names a surface that the book
        does not define.
    """
    book = read_toml(path, DefectBook)
    twice = _twice([entry.id for entry in book.category])
    if twice is not None:
        raise SettingsError("book_category_twice", file=str(path), category=twice)
    twice = _twice([surface.id for surface in book.surface])
    if twice is not None:
        raise SettingsError("book_surface_twice", file=str(path), surface=twice)
    _check_surfaces(book, path)
    return book


def _twice(ids: list[str]) -> str | None:
    return next((i for i in ids if ids.count(i) > 1), None)


def _check_surfaces(book: DefectBook, path: Path) -> None:
    known = {surface.id for surface in book.surface}
    for entry in book.category:
        for rule in entry.severity.rules if entry.severity else ():
            strange = next((surface for surface in rule.surfaces if surface not in known), None)
            if strange is not None:
                raise SettingsError(
                    "book_surface_unknown", file=str(path), rule=rule.id, surface=strange
                )
