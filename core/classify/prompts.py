"""Prompt sets: several prompts per category, per language, editable, in immutable versions.

A language's prompts are all ``*.toml`` files of its folder. What the model reads is always English:
Korean and mixed prompts go through the glossary.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.dataset.defect_book import BothLanguages, CategoryId
from core.dataset.glossary import Glossary
from core.dataset.toml_files import parse_toml, read_toml
from core.domain.categories import Category, CategorySet, Combine, Role, category_of_label
from core.errors import SettingsError
from core.settings.files import write_atomically
from core.texts.language import Language

VERSIONS: Final = "versions"
"""Folder of saved versions beside the prompt files of a language; its files never change."""

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")
_HASH_LENGTH: Final = 12

Template = Annotated[str, Field(pattern=r"^[^{}]*\{\}[^{}]*$")]
"""Text with one ``{}`` where the prompt goes."""
PromptText = Annotated[str, Field(min_length=1, pattern=r"^[^{}]*\S[^{}]*$")]


class PromptEntry(BaseModel):
    """The prompts of one category as they stand in a file.

    ``role`` and ``name`` are for a category that the defect book lacks: a new defect type from a
    text alone.
    """

    model_config = _MODEL
    prompts: tuple[PromptText, ...] = Field(min_length=1)
    combine: Combine = Combine.MEAN
    templates: tuple[Template, ...] | None = Field(default=None, min_length=1)
    role: Role = Role.DEFECT
    name: BothLanguages | None = None


class PromptFile(BaseModel):
    """One file of prompts."""

    model_config = _MODEL
    schema_version: Literal[1]
    templates: tuple[Template, ...] = Field(default=("{}",), min_length=1)
    category: dict[CategoryId, PromptEntry] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """The prompts of one category.

    ``prompts`` is what the model reads, in English; ``sources`` has, at the same index, what was
    written (Korean or mixed). ``category`` carries the prompts too; its name and role hold only if
    the defect book lacks the category.
    """

    category: Category
    sources: tuple[str, ...]

    @property
    def prompts(self) -> tuple[str, ...]:
        """English prompts."""
        return self.category.prompts


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """Korean words of a prompt that the glossary does not know: left out of its English form."""

    file: str
    category_id: str
    prompt: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromptSet:
    """All prompts of one language.

    Attributes
    ----------
    id : str
        Language and the overlaid files, e.g. ``ko`` or ``en+defects``.
    hash : str
        sha256 over everything that changes a score: categories, combination, English prompts in
        their order.
    groups : tuple of PromptGroup
        In the order of files and categories.
    unknown : tuple of UnknownWords
        What the glossary could not map; to be shown to the person who edits prompts.
    """

    id: str
    hash: str
    lang: Language
    groups: tuple[PromptGroup, ...]
    unknown: tuple[UnknownWords, ...] = ()

    def find(self, category_id: str) -> PromptGroup | None:
        """Return the prompts of a category, or None."""
        return next((group for group in self.groups if group.category.id == category_id), None)

    def merged_into(self, categories: CategorySet) -> CategorySet:
        """Give categories their prompts.

        Parameters
        ----------
        categories : CategorySet
            Usually the defect book's; names and roles are kept.

        Returns
        -------
        CategorySet
            Categories without prompts here keep their own; those known only here are added at the
            end.
        """
        known = tuple(_with_prompts(category, self.find(category.id)) for category in categories)
        added = tuple(g.category for g in self.groups if categories.find(g.category.id) is None)
        return CategorySet(known + added)


def load_prompt_set(
    program_dir: Path, overlay_dir: Path | None, lang: Language, *, glossary: Glossary
) -> PromptSet:
    """Read all prompt files of a language.

    Parameters
    ----------
    program_dir : Path
        The program's ``prompts`` folder, with ``en`` and ``ko``.
    overlay_dir : Path or None
        The same layout in the data folder; a file there replaces the program's file of that name,
        other files are added.
    lang : {"ko", "en"}
        Language of the prompts; scored is always the English they map to.
    glossary : Glossary
        Maps Korean words.

    Raises
    ------
    SettingsError
        ``toml_*`` as `read_toml`; ``prompts_missing`` if there is no prompt file;
        ``prompt_category_twice`` if two files have one category; ``prompt_not_mapped`` if no word
        of a prompt is known.
    """
    files = {path.name: path for path in _files(program_dir / lang)}
    overlaid = {path.name: path for path in _files(overlay_dir / lang)} if overlay_dir else {}
    files.update(overlaid)
    if not files:
        raise SettingsError("prompts_missing", folder=str(program_dir / lang))
    reader = _Reader(glossary)
    for name in sorted(files):
        reader.read(files[name])
    groups = tuple(reader.groups)
    set_id = "+".join([lang, *(Path(name).stem for name in sorted(overlaid))])
    return PromptSet(set_id, _hash(groups), lang, groups, tuple(reader.unknown))


def save_prompt_file(
    overlay_dir: Path, lang: Language, name: str, text: str, *, glossary: Glossary
) -> Path:
    """Save an edited prompt file and keep it as a version for good.

    Parameters
    ----------
    overlay_dir : Path
        ``prompts`` in the data folder.
    lang : {"ko", "en"}
        Language.
    name : str
        File name, e.g. ``defects.toml``; the same name overlays the program's file.
    text : str
        The new content; checked before anything is written.
    glossary : Glossary
        Maps Korean words.

    Returns
    -------
    Path
        The version, named by its content: the same content is the same version, and a version is
        never written twice.

    Raises
    ------
    SettingsError
        As `load_prompt_set`; nothing is written then.
    """
    target = overlay_dir / lang / name
    file = parse_toml(text, PromptFile, file=str(target))
    _Reader(glossary).take(file, str(target))
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]
    version = target.parent / VERSIONS / f"{target.stem}.{digest}.toml"
    version.parent.mkdir(parents=True, exist_ok=True)
    if not version.exists():
        write_atomically(version, content)
    write_atomically(target, content)
    return version


class _Reader:
    """Collects groups over files and refuses a category that comes twice."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._file_of: dict[str, str] = {}
        self.groups: list[PromptGroup] = []
        self.unknown: list[UnknownWords] = []

    def read(self, path: Path) -> None:
        self.take(read_toml(path, PromptFile), str(path))

    def take(self, content: PromptFile, file: str) -> None:
        for category_id, entry in content.category.items():
            if category_id in self._file_of:
                raise SettingsError(
                    "prompt_category_twice",
                    file=file,
                    category=category_id,
                    other=self._file_of[category_id],
                )
            self._file_of[category_id] = file
            self._take_entry(category_id, entry, entry.templates or content.templates, file)

    def _take_entry(
        self, category_id: str, entry: PromptEntry, templates: Sequence[str], file: str
    ) -> None:
        prompts: dict[str, str] = {}
        for prompt in entry.prompts:
            self._check(prompt, category_id, file)
            for template in templates:
                source = template.replace("{}", prompt)
                prompts.setdefault(self._glossary.to_english(source).english, source)
        category = replace(
            _category(category_id, entry), prompts=tuple(prompts), combine=entry.combine
        )
        self.groups.append(PromptGroup(category, tuple(prompts.values())))

    def _check(self, prompt: str, category_id: str, file: str) -> None:
        mapped = self._glossary.to_english(prompt)
        if not any(sign.isalnum() for sign in mapped.english):
            raise SettingsError("prompt_not_mapped", file=file, category=category_id, prompt=prompt)
        if mapped.unknown:
            self.unknown.append(UnknownWords(file, category_id, prompt, mapped.unknown))


def _category(category_id: str, entry: PromptEntry) -> Category:
    named = replace(category_of_label(category_id), role=entry.role)
    if entry.name is None:
        return named
    return replace(named, name_ko=entry.name.ko, name_en=entry.name.en)


def _with_prompts(category: Category, group: PromptGroup | None) -> Category:
    if group is None:
        return category
    return replace(category, prompts=group.prompts, combine=group.category.combine)


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("*.toml")


def _hash(groups: Sequence[PromptGroup]) -> str:
    content = [[g.category.id, g.category.combine.value, list(g.prompts)] for g in groups]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
