"""Which model explains findings, found out without loading it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import ModelError
from core.services.requests import EXPLAINER_MISSING
from core.settings.app_settings import DescribingSettings


@dataclass(frozen=True, slots=True)
class FoundExplainer:
    """The model that answers, and how Korean is said to it."""

    name: str
    understands_korean: bool
    translator: str
    """What puts Korean questions into English; empty where nothing does."""


def find_explainer(models: Path, chosen: DescribingSettings) -> FoundExplainer | ModelError:
    """Return the model that answers, or what is missing; in the storage thread."""
    from core.inference.languages import declared_languages, translators_into, understands_korean
    from core.inference.loader import EXPLAINERS, TRANSLATORS
    from core.inference.model_folder import installed_models

    name = chosen.explainer or next(iter(installed_models(models, EXPLAINERS)), "")
    if not name:
        return ModelError(EXPLAINER_MISSING, folder=str(models))
    if not (models / name).is_dir():
        return ModelError("model_folder_missing", folder=str(models / name))
    into_english = translators_into(models, TRANSLATORS, "en")
    is_chosen = chosen.translator in into_english
    return FoundExplainer(
        name,
        understands_korean(declared_languages(models / name), chosen.korean),
        chosen.translator if is_chosen else next(iter(into_english), ""),
    )
