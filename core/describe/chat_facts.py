"""What a model that talks about pictures is told: the facts of the record, the rules, questions."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.dataset.defect_book import BookEntry, BothLanguages
from core.dataset.toml_files import read_toml
from core.describe.sentences import describe_finding
from core.describe.terms import TermBook
from core.domain.categories import CategorySet, Role
from core.domain.images import ImageFacts
from core.domain.inspections import Finding
from core.texts.language import Language
from core.texts.program_folder import prompts_dir
from core.texts.templates import fill, placeholders
from core.texts.wording import sentences_in

_MODEL: Final = ConfigDict(frozen=True, extra="forbid")
_Template = Annotated[str, Field(min_length=1)]


class SuggestedId(StrEnum):
    """The questions that are offered for a finding."""

    CAUSE = "cause"
    ACTION = "action"
    EXPLAIN = "explain"


class SuggestedQuestion(BothLanguages):
    """A question as it is offered and asked."""

    id: SuggestedId


class MixedPrompt(BaseModel):
    """How Korean is mixed into an English prompt."""

    model_config = _MODEL
    prompt: _Template
    pair: _Template


class ChatPrompts(BaseModel):
    """Everything that stands in ``prompts/chat.toml``."""

    model_config = _MODEL
    schema_version: Literal[1]
    system: BothLanguages
    definition: BothLanguages
    mixed: MixedPrompt
    question: tuple[SuggestedQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _needs_its_places(self) -> Self:
        needed = (
            (self.system, {"facts", "definition"}),
            (self.definition, {"name", "inclusion", "exclusion"}),
        )
        templates = [(text, names) for both, names in needed for text in (both.ko, both.en)]
        templates += [(self.mixed.prompt, {"prompt", "words"}), (self.mixed.pair, {"en", "ko"})]
        for text, names in templates:
            if placeholders(text) != names:
                message = f"needs the places {', '.join(sorted(names))}: {text[:40]}"
                raise ValueError(message)
        lacking = [one.value for one in SuggestedId if one not in {q.id for q in self.question}]
        if lacking:
            message = f"no words for {', '.join(lacking)}"
            raise ValueError(message)
        return self


@lru_cache(maxsize=1)
def shared_chat_prompts() -> ChatPrompts:
    """Return the program's own prompts, read once; SettingsError if the file is damaged."""
    return read_toml(prompts_dir() / "chat.toml", ChatPrompts)


def suggested_questions(prompts: ChatPrompts | None = None) -> tuple[SuggestedQuestion, ...]:
    """Return the questions to offer, in their order."""
    return (prompts or shared_chat_prompts()).question


def system_prompt(
    finding: Finding,
    image: ImageFacts,
    categories: CategorySet,
    lang: Language,
    *,
    entry: BookEntry | None = None,
    prompts: ChatPrompts | None = None,
) -> str:
    """Say what is known of a finding, and that nothing else may be claimed.

    Parameters
    ----------
    finding : Finding
        Decided and measured; a person's correction of the facts is among its facts.
    image : ImageFacts
        Size of the image.
    categories : CategorySet
        Names of the categories.
    lang : {"ko", "en"}
        In which language the model is told.
    entry : BookEntry, optional
        What the defect book says of the finding's category.
    prompts : ChatPrompts, optional
        The program's own if None.
    """
    chosen = prompts or shared_chat_prompts()
    sentences = finding.sentences or describe_finding(finding, image, categories)
    text = fill(
        chosen.system.text(lang),
        {
            "facts": sentences_in(sentences, lang).report,
            "definition": _definition(entry, lang, chosen),
        },
    )
    return "\n".join(line for line in text.splitlines() if line.strip())


def mixed_prompt(prompt: str, terms: TermBook, prompts: ChatPrompts | None = None) -> str:
    """Mix Korean into an English prompt: ask for Korean, and give the words that it needs.

    Parameters
    ----------
    prompt : str
        English.
    terms : TermBook
        The glossary; all of it would drown the prompt, so only its words are given.
    prompts : ChatPrompts, optional
        The program's own if None.
    """
    chosen = (prompts or shared_chat_prompts()).mixed
    pairs = [
        fill(chosen.pair, {"en": term.en, "ko": term.ko[0]}) for term in terms.found_in(prompt)
    ]
    return fill(chosen.prompt, {"prompt": prompt, "words": ", ".join(pairs) or "–"}).strip()


def _definition(entry: BookEntry | None, lang: Language, prompts: ChatPrompts) -> str:
    if entry is None or entry.role is not Role.DEFECT:
        return ""
    inclusion, exclusion = entry.inclusion.lines(lang), entry.exclusion.lines(lang)
    if not (inclusion and exclusion):
        return ""
    return fill(
        prompts.definition.text(lang),
        {
            "name": entry.name.text(lang),
            "inclusion": "; ".join(inclusion),
            "exclusion": "; ".join(exclusion),
        },
    )
