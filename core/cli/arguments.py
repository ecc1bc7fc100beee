"""Global options may stand before or after the command: bring them to the front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

_WITH_VALUE: Final = ("--data-dir", "--product", "--lang")
_JSON: Final = "--json"
_OWN_JSON_FILE: Final = "evaluate"
"""The command whose own ``--json OUT`` names a file."""


def _is_folder(text: str) -> bool:
    return Path(text).is_dir()


def hoist_globals(
    arguments: Sequence[str], *, is_folder: Callable[[str], bool] = _is_folder
) -> list[str]:
    """Move global options in front of the command.

    ``evaluate --json OUT`` names a file, so it stays behind the command, unless nothing, another
    option or an existing folder (which is then what to evaluate) follows.

    Parameters
    ----------
    arguments : sequence of str
        As typed, without the program's name.
    is_folder : callable
        Whether a word names an existing folder.

    Returns
    -------
    list of str
        The same words in the order the parser expects.
    """
    front: list[str] = []
    rest: list[str] = []
    words = list(arguments)
    at = 0
    while at < len(words):
        word = words[at]
        if word == "--":
            rest.extend(words[at:])
            break
        taken = _global_length(words, at, rest, is_folder)
        (front if taken else rest).extend(words[at : at + max(taken, 1)])
        at += max(taken, 1)
    return front + rest


def _global_length(
    words: Sequence[str], at: int, before: Sequence[str], is_folder: Callable[[str], bool]
) -> int:
    """How many words the global option at this place has; 0 if there is none."""
    word = words[at]
    if word in _WITH_VALUE:
        return 2
    if word.partition("=")[0] in _WITH_VALUE:
        return 1
    if word != _JSON:
        return 0
    following = words[at + 1] if at + 1 < len(words) else None
    names_file = (
        _OWN_JSON_FILE in before
        and following is not None
        and not following.startswith("-")
        and not is_folder(following)
    )
    return 0 if names_file else 1
