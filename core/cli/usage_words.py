"""Mistakes in the words typed, in Korean: the parser itself knows English only."""

from __future__ import annotations

import re
from typing import Final, Protocol, runtime_checkable

from core.texts.catalogue import shared_texts
from core.texts.language import Language

_QUOTED: Final = r"'(?P<name>[^']+)'"
_SAYINGS: Final = (
    ("option_unknown", r"No such option: (?P<name>\S+)(?: Did you mean (?P<near>.+)\?| \(.+\))?"),
    ("command_unknown", rf"No such command {_QUOTED}\.(?: Did you mean (?P<near>.+)\?)?"),
    ("argument_missing", rf"Missing argument {_QUOTED}\..*"),
    ("option_missing", rf"Missing option {_QUOTED}\..*"),
    ("command_missing", r"Missing command\."),
    ("value_missing", rf"Option {_QUOTED} requires (?:an argument|\d+ arguments)\."),
    ("value_refused", rf"Option {_QUOTED} does not take a value\."),
    ("too_many", r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)"),
    (
        "no_choice",
        rf"Invalid value for {_QUOTED}: (?:Value error, )?'(?P<value>.*)' is not one of "
        r"(?P<choices>.+)\.",
    ),
    ("no_integer", rf"Invalid value for {_QUOTED}: Input should be a valid integer.*"),
    ("no_number", rf"Invalid value for {_QUOTED}: Input should be a valid number.*"),
    (
        "too_small",
        rf"Invalid value for {_QUOTED}: Input should be greater than (?:or equal to )?"
        r"(?P<limit>\S+)",
    ),
    ("value_wrong", rf"Invalid value for {_QUOTED}: (?P<problem>.+)"),
)
"""Text key and the parser's sentence; the first that fits counts."""

_PATTERNS: Final = tuple((key, re.compile(saying, re.DOTALL)) for key, saying in _SAYINGS)


@runtime_checkable
class UsageContext(Protocol):
    """What the parser knows of the command that was typed; its own class is private."""

    @property
    def command_path(self) -> str:
        """The words before the mistake, such as ``main.py bank``."""

    def get_usage(self) -> str:
        """Return such as ``Usage: main.py bank [OPTIONS] COMMAND``."""


def usage_words(message: str, language: Language) -> str:
    """Say a complaint of the parser in a language; as it stands if it is none of the common ones.

    Parameters
    ----------
    message : str
        What the parser says, without the line of usage.
    """
    if language == "en":
        return message
    for key, pattern in _PATTERNS:
        found = pattern.fullmatch(message.strip())
        if found is not None:
            given = {name: value for name, value in found.groupdict().items() if value}
            near = given.pop("near", "")
            said = shared_texts().text(language, f"usage.{key}", **given)
            hint = shared_texts().text(language, "usage.near", name=near) if near else ""
            return f"{said} {hint}".strip()
    return message


def usage_lines(context: UsageContext, message: str, language: Language) -> str:
    """Return the line of usage, where help is, and the complaint.

    Parameters
    ----------
    context : UsageContext
        Of the command that was typed wrongly.
    message : str
        The parser's complaint.
    """
    texts = shared_texts()
    how = context.get_usage().partition(":")[2].strip()
    return "\n".join(
        (
            texts.text(language, "usage.usage", usage=how),
            texts.text(language, "usage.help", command=context.command_path),
            "",
            usage_words(message, language),
        )
    )
