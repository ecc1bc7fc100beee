"""Reading a JSON schema as pydantic writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from core.dataset.defect_book import Surface
from core.domain.categories import CategorySet
from ui.dialogs.settings_words import FieldWords

Schema: TypeAlias = Mapping[str, Any]
"""JSON: what a key holds depends on the key."""


@dataclass(frozen=True, slots=True)
class SettingsChoices:
    """What can be chosen where a field holds a name.

    Attributes
    ----------
    models, prompt_sets : tuple of str
        Ids that exist; the one in use is offered in any case.
    surfaces : tuple of Surface
        Of the defect book.
    categories : CategorySet
        Keys of thresholds and acceptance limits.
    """

    models: tuple[str, ...] = ("starter",)
    prompt_sets: tuple[str, ...] = ("",)
    surfaces: tuple[Surface, ...] = ()
    categories: CategorySet = field(default_factory=lambda: CategorySet(()))


@dataclass(frozen=True, slots=True, eq=False)
class FormContext:
    """What editors need besides their own schema."""

    defs: Mapping[str, Schema]
    words: Mapping[str, FieldWords]
    choice_words: Mapping[str, str]
    part_words: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[tuple[str, str], ...]]
    """(value, words) of text fields that are chosen from a list, by field."""
    keys: tuple[tuple[str, str], ...]
    """(id, name) of what mappings are keyed by."""
    read_only: frozenset[str]
    hidden: frozenset[str]

    def resolve(self, schema: Schema) -> Schema:
        """Follow a reference."""
        ref = schema.get("$ref")
        return self.defs[cast("str", ref).rpartition("/")[2]] if ref else schema

    def without_null(self, schema: Schema) -> Schema | None:
        """Return what an optional schema holds when it is set; None if it is not optional."""
        options = schema.get("anyOf")
        if options is None:
            return None
        return next(self.resolve(option) for option in options if option.get("type") != "null")


def field_names(schema: Schema, prefix: str = "") -> list[str]:
    """Return ``<model>.<field>`` of everything a model's schema holds, definitions included."""
    models = {schema["title"]: schema, **schema.get("$defs", {})}
    return [
        f"{title}.{name}"
        for title, model in models.items()
        for name in model.get("properties", {})
        if title.startswith(prefix)
    ]
