"""The catalogue of everything the core can say, in every language."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from core.domain.outcomes import TextValue
from core.errors import SettingsError
from core.texts.language import LANGUAGES, Language
from core.texts.program_folder import resources_dir
from core.texts.templates import fill, placeholders

_log = logging.getLogger(__name__)


class Texts:
    """Templates by language and key, e.g. ``zone.top-left``.

    Parameters
    ----------
    templates : mapping of language to mapping of str to str
        Keys are ``table.name``.
    """

    def __init__(self, templates: Mapping[Language, Mapping[str, str]]) -> None:
        self._templates = templates

    def text(self, lang: Language, key: str, /, **params: TextValue) -> str:
        """Put a text into words.

        A missing key or value is a mistake of ours that the tests look for; at run time people
        still get the key or the bare template instead of a crash, and the log has an error.

        Parameters
        ----------
        lang : {"ko", "en"}
            Language.
        key : str
            ``table.name``.
        **params : str, int or float
            Values of the named placeholders; more than needed is fine.
        """
        template = self._templates[lang].get(key)
        if template is None:
            _log.error("no text for %s in %s", key, lang)
            return key
        try:
            return fill(template, params)
        except KeyError as missing:
            _log.error("text %s in %s lacks a value for %s", key, lang, missing)
            return template

    def has(self, lang: Language, key: str) -> bool:
        """Return whether there is a text for a key."""
        return key in self._templates[lang]

    def keys(self, lang: Language, table: str | None = None) -> tuple[str, ...]:
        """Return all keys, or those of one table, in the order of the file."""
        keys = self._templates[lang]
        return tuple(key for key in keys if table is None or key.startswith(f"{table}."))

    def template(self, lang: Language, key: str) -> str:
        """Return the text before values are put in.

        Raises
        ------
        KeyError
            If there is no such key.
        """
        return self._templates[lang][key]

    def placeholders(self, lang: Language, key: str) -> frozenset[str]:
        """Return the names of the values a text needs."""
        return placeholders(self.template(lang, key))


def load_texts(folder: Path) -> Texts:
    """Read ``ko.toml`` and ``en.toml``.

    Raises
    ------
    SettingsError
        ``texts_unreadable`` if a file is missing or no valid TOML.
    """
    return Texts({lang: _read(folder / f"{lang}.toml") for lang in LANGUAGES})


@lru_cache(maxsize=1)
def shared_texts() -> Texts:
    """Return the program's own texts, read once."""
    return load_texts(resources_dir() / "texts")


def _read(path: Path) -> dict[str, str]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("texts_unreadable", file=str(path), problem=str(error)) from error
    return {
        f"{table}.{name}": str(value)
        for table, entries in tables.items()
        for name, value in entries.items()
    }
