"""The knowledge base: what usually causes a category of defect, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.dataset.defect_book import BothLanguages, CategoryId
from core.dataset.toml_files import read_toml
from core.domain.suggestions import Process
from core.errors import SettingsError

FactName = Literal[
    "across",
    "along",
    "edge",
    "repeats",
    "elongation",
    "straightness",
    "count",
    "area_percent",
]
"""What a cause may look at; the measures are named as in Measurement."""

MEASURES: Final = frozenset({"elongation", "straightness", "count", "area_percent"})
"""Facts that are numbers and need a bound."""

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")


class Fit(BaseModel):
    """A measured fact that speaks for a cause when it holds, and against it when it does not."""

    model_config = _MODEL
    fact: FactName
    at_least: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    at_most: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class CauseEntry(BaseModel):
    """One probable cause of a category; without ``processes`` it may come from any process."""

    model_config = _MODEL
    id: str = Field(min_length=1, max_length=64)
    category: CategoryId
    processes: tuple[Process, ...] = ()
    cause: BothLanguages
    checks: tuple[BothLanguages, ...] = Field(min_length=1)
    actions: tuple[BothLanguages, ...] = Field(min_length=1)
    fits: tuple[Fit, ...] = ()

    def concerns(self, process: Process | None) -> bool:
        """Tell whether a part of this process may have it; every part is handled."""
        if process is None or not self.processes:
            return True
        return process in self.processes or Process.HANDLING in self.processes


class KnowledgeBase(BaseModel):
    """All causes, in the order in which equal ones are offered."""

    model_config = _MODEL
    schema_version: Literal[1] = 1
    cause: tuple[CauseEntry, ...] = ()

    def causes_of(self, category_id: str, process: Process | None = None) -> tuple[CauseEntry, ...]:
        """Return the causes of a category that a part of this process may have.

        Parameters
        ----------
        category_id : str
            Of the defect book.
        process : Process, optional
            None: of any process.
        """
        return tuple(
            entry
            for entry in self.cause
            if entry.category == category_id and entry.concerns(process)
        )


def load_knowledge(path: Path) -> KnowledgeBase:
    """Read a knowledge base.

    Parameters
    ----------
    path : Path
        TOML; ``resources/knowledge.toml`` is the program's own, a file of this name in the data
        folder holds instead of it.

    Raises
    ------
    SettingsError
        ``toml_*`` (see `read_toml`) with file and place; ``knowledge_cause_twice``,
        ``knowledge_bound_missing``, ``knowledge_bound_needless`` or ``knowledge_bounds_crossed``
        with file, cause and fact.
    """
    knowledge = read_toml(path, KnowledgeBase)
    ids = [entry.id for entry in knowledge.cause]
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice is not None:
        raise SettingsError("knowledge_cause_twice", file=str(path), cause=twice)
    for entry in knowledge.cause:
        code, fact = _misfit(entry.fits)
        if code:
            raise SettingsError(code, file=str(path), cause=entry.id, fact=fact)
    return knowledge


def _misfit(fits: Sequence[Fit]) -> tuple[str, str]:
    """Return the first mistake in the bounds and the fact it is about; empty if there is none."""
    for fit in fits:
        bounds = [bound for bound in (fit.at_least, fit.at_most) if bound is not None]
        if fit.fact in MEASURES and not bounds:
            return "knowledge_bound_missing", fit.fact
        if fit.fact not in MEASURES and bounds:
            return "knowledge_bound_needless", fit.fact
        if bounds != sorted(bounds):
            return "knowledge_bounds_crossed", fit.fact
    return "", ""
