"""Which languages a model's folder says it knows; no model library is imported."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final, Literal

from core.domain.korean import KoreanStrategy
from core.inference.model_folder import installed_models, read_config

Written = Literal["ko", "en"]

ENGLISH: Final = ("eng_Latn", "en", "eng")
KOREAN: Final = ("kor_Hang", "ko", "kor")
"""Names of the languages in NLLB, in M2M100 and Marian, and in Marian's groups of languages."""
_NAMES: Final[dict[Written, tuple[str, ...]]] = {"ko": KOREAN, "en": ENGLISH}
_BOTH: Final[frozenset[Written]] = frozenset(("ko", "en"))
_CARD: Final = "README.md"
_HEAD: Final = re.compile(r"\A\ufeff?---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_LANGUAGES: Final = re.compile(
    r"^language:[ \t]*(?P<line>[^\n]*)(?P<list>(?:\n[ \t]*-[ \t]*[^\n]+)*)", re.MULTILINE
)
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z_-]*")


def declared_languages(folder: Path) -> frozenset[str]:
    """Return the languages in the head of a model's card, as codes in small letters.

    Parameters
    ----------
    folder : Path
        With a ``README.md`` as model hubs have it; empty where there is none, or it does not say.
    """
    try:
        card = (folder / _CARD).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset()
    head = _HEAD.match(card)
    said = _LANGUAGES.search(head[1]) if head else None
    if said is None:
        return frozenset()
    return frozenset(code.lower() for code in _CODE.findall(f"{said['line']} {said['list']}"))


def understands_korean(languages: frozenset[str], strategy: KoreanStrategy) -> bool:
    """Tell whether Korean may be said to a model that talks.

    Parameters
    ----------
    languages : frozenset of str
        As :func:`declared_languages`.
    strategy : KoreanStrategy
        A person who chose ``KOREAN_MODEL`` says so of the model.
    """
    declared = not languages.isdisjoint(name.lower() for name in KOREAN)
    return declared or strategy is KoreanStrategy.KOREAN_MODEL


def translators_into(models_dir: Path, kinds: frozenset[str], into: Written) -> tuple[str, ...]:
    """Return the names of the translation models whose folders say that they write a language."""
    names = installed_models(models_dir, kinds)
    return tuple(name for name in names if into in written_languages(models_dir / name))


def written_languages(folder: Path) -> frozenset[Written]:
    """Return into which of Korean and English a translation model's folder says it translates.

    The other one of the two is what it reads. Only loading it tells for certain.

    Raises
    ------
    ModelError
        See :func:`core.inference.model_folder.read_config`.
    """
    if str(read_config(folder).get("model_type")) == "marian":
        return _of_marian(folder)
    said = _json(folder / "tokenizer_config.json")
    if said.get("tokenizer_class") == "M2M100Tokenizer":
        return _BOTH
    tokens = json.dumps([said, _json(folder / "tokenizer.json").get("added_tokens")])
    return _BOTH if f'"{ENGLISH[0]}"' in tokens and f'"{KOREAN[0]}"' in tokens else frozenset()


def _of_marian(folder: Path) -> frozenset[Written]:
    said, words = _json(folder / "tokenizer_config.json"), _json(folder / "vocab.json")
    reads, writes = str(said.get("source_lang")).lower(), str(said.get("target_lang")).lower()
    found: set[Written] = set()
    ways: tuple[tuple[Written, Written], ...] = (("ko", "en"), ("en", "ko"))
    for into, other in ways:
        is_marked = any(f">>{name}<<" in words for name in _NAMES[into])
        if reads in _NAMES[other] and (is_marked or writes in _NAMES[into]):
            found.add(into)
    return frozenset(found)


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # What is wrong with the folder is said when it is loaded.
        return {}
    return found if isinstance(found, dict) else {}
