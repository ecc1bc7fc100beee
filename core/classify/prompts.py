"""Prompt sets: several prompts per category, per language, editable, in immutable versions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.dataset.glossary import Glossary
from core.domain.categories import CategorySet, Combine, Role
from core.texts.language import Language


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """The prompts of one category.

    ``prompts`` is what the model reads, in English; ``sources`` has, at the same index, what was
    written (Korean or mixed).
    """

    category_id: str
    role: Role
    name_ko: str
    name_en: str
    prompts: tuple[str, ...]
    sources: tuple[str, ...]
    combine: Combine = Combine.MEAN


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

    ``hash`` is the sha256 over everything that changes a score: categories, combination, English
    prompts in their order. ``id`` names language and overlaid files.
    """

    id: str
    hash: str
    lang: Language
    groups: tuple[PromptGroup, ...]
    unknown: tuple[UnknownWords, ...] = ()

    def merged_into(self, categories: CategorySet) -> CategorySet:
        """Give categories their prompts; a category known only here is added at the end."""
        raise NotImplementedError(categories)


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
        ``toml_*`` as `load_defect_book`; ``prompts_missing`` if there is no prompt file;
        ``prompt_category_twice`` if two files give prompts for one category.
    """
    raise NotImplementedError(program_dir, overlay_dir, lang, glossary)
