"""The closed language of captions, read from ``prompts/appearance.toml`` and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.dataset.toml_files import read_toml
from core.describe.appearance import (
    Count,
    Direction,
    GroundTone,
    Hue,
    LineWidth,
    MarkShape,
    Size,
    Tone,
)
from core.domain.measurements import Zone
from core.synthesis.ground_words import Texture
from core.texts.program_folder import prompts_dir

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")

English = Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)*$")]
"""Words of letters only: one token each, whatever splits the text."""
Korean = Annotated[str, Field(min_length=1)]
Template = Annotated[str, Field(min_length=1)]

KeyT = TypeVar("KeyT", bound=StrEnum)
PhraseT = TypeVar("PhraseT", bound="Phrase")


class Phrase(BaseModel):
    """One phrase in both languages."""

    model_config = _MODEL
    en: English
    ko: Korean


class Adjective(Phrase):
    """``ko`` stands before a noun, ``ko_and`` before another adjective."""

    ko_and: Korean


class Noun(Phrase):
    """``en`` is the singular."""

    en_plural: English


class CaptionForms(BaseModel):
    """How phrases are put together; the first English form of each list is the canonical one."""

    model_config = _MODEL
    marked: tuple[Template, ...] = Field(min_length=1)
    clean: tuple[Template, ...] = Field(min_length=1)
    running: Template
    surface: Phrase
    marked_ko: Template
    clean_ko: Template
    running_ko: Template


class Grammar(BaseModel):
    """Every phrase by the value it stands for."""

    model_config = _MODEL
    schema_version: Literal[1]
    count: dict[Count, Phrase]
    spot_size: dict[Size, Adjective]
    line_size: dict[Size, Adjective]
    width: dict[LineWidth, Adjective]
    tone: dict[Tone, Adjective]
    hue: dict[Hue, Adjective]
    shape: dict[MarkShape, Noun]
    direction: dict[Direction, Phrase]
    place: dict[Zone, Phrase]
    texture: dict[Texture, Phrase]
    ground_tone: dict[GroundTone, Phrase]
    caption: CaptionForms

    @model_validator(mode="after")
    def _covers_every_value_once(self) -> Self:
        _check(self.count, Count)
        _check(self.spot_size, Size)
        _check(self.line_size, Size)
        _check(self.width, LineWidth)
        _check(self.tone, Tone)
        _check(self.hue, Hue)
        _check(self.shape, MarkShape)
        _check(self.direction, Direction)
        _check(self.place, Zone)
        _check(self.texture, Texture)
        _check(self.ground_tone, GroundTone)
        sizes = [
            phrase.en for table in (self.spot_size, self.line_size) for phrase in table.values()
        ]
        if len(set(sizes)) < len(sizes):
            message = "a size of spots and one of lines have the same words"
            raise ValueError(message)
        return self

    def phrases(self) -> Iterator[Phrase]:
        """Return every phrase that stands for a value."""
        yield from self.count.values()
        yield from self.spot_size.values()
        yield from self.line_size.values()
        yield from self.width.values()
        yield from self.tone.values()
        yield from self.hue.values()
        yield from self.shape.values()
        yield from self.direction.values()
        yield from self.place.values()
        yield from self.texture.values()
        yield from self.ground_tone.values()

    def size(self, size: Size, *, is_line: bool) -> Adjective:
        """Return the words of a size: of a line it is a length."""
        return (self.line_size if is_line else self.spot_size)[size]


@lru_cache(maxsize=1)
def shared_grammar() -> Grammar:
    """Return the program's own grammar, read once.

    It is part of the models that were trained on it, so a data folder does not overlay it.

    Raises
    ------
    SettingsError
        As in `core.dataset.toml_files.read_toml`.
    """
    return read_toml(prompts_dir() / "appearance.toml", Grammar)


def value_of(table: Mapping[KeyT, PhraseT], english: str) -> KeyT | None:
    """Return the value whose English words these are; None for other words."""
    return next((value for value, phrase in table.items() if phrase.en == english), None)


def _check(table: Mapping[KeyT, PhraseT], values: type[KeyT]) -> None:
    lacking = [value.value for value in values if value not in table]
    if lacking:
        message = f"{values.__name__}: no words for {', '.join(lacking)}"
        raise ValueError(message)
    for language in ({p.en for p in table.values()}, {p.ko for p in table.values()}):
        if len(language) < len(table):
            message = f"{values.__name__}: two values have the same words"
            raise ValueError(message)
