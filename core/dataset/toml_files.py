"""Hand-edited TOML files read into models, with mistakes named by file and place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.errors import SettingsError

ModelT = TypeVar("ModelT", bound=BaseModel)

_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_CODES: Final = {"missing": "toml_field_missing", "extra_forbidden": "toml_field_unknown"}
_SHOWN_LENGTH: Final = 60


def read_toml(path: Path, model: type[ModelT]) -> ModelT:
    """Read and check one file.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte order mark.
    model : type of BaseModel
        What the file must hold.

    Raises
    ------
    SettingsError
        ``toml_missing``, ``toml_unreadable``, ``toml_not_utf8``, ``toml_syntax`` (with line and
        column), ``toml_field_missing``, ``toml_field_unknown``, ``toml_choice_wrong`` or
        ``toml_value_wrong`` (with the place); of several mistakes the first.
    """
    return parse_toml(read_text(path), model, file=str(path))


def read_text(path: Path) -> str:
    """Read the text of a file; SettingsError as in `read_toml`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError("toml_missing", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise SettingsError("toml_not_utf8", file=str(path)) from error
    except OSError as error:
        problem = error.strerror or str(error)
        raise SettingsError("toml_unreadable", file=str(path), problem=problem) from error


def parse_toml(text: str, model: type[ModelT], *, file: str) -> ModelT:
    """Check the text of a file; ``file`` is its name in messages; errors as in `read_toml`."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, column = _position(error, text)
        raise SettingsError("toml_syntax", file=file, line=line, column=column) from error
    except ValidationError as error:
        raise _named(error.errors()[0], file) from error


def _position(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int]:
    """Return line and column from 1; the end of the text when the error is "at end of document"."""
    match = _AT.search(str(error))
    if match:
        return int(match[1]), int(match[2])
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1]) + 1


def _named(problem: ErrorDetails, file: str) -> SettingsError:
    place = _place(problem["loc"])
    code = _CODES.get(problem["type"])
    if code is not None:
        return SettingsError(code, file=file, place=place)
    value = _shown(problem["input"])
    allowed = problem.get("ctx", {}).get("expected")
    if allowed is not None:
        return SettingsError(
            "toml_choice_wrong", file=file, place=place, value=value, allowed=_listed(str(allowed))
        )
    return SettingsError("toml_value_wrong", file=file, place=place, value=value)


def _place(loc: tuple[int | str, ...]) -> str:
    """Name a place as people count: the first entry of a list is number 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "-"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"


def _listed(expected: str) -> str:
    """Turn pydantic's "'a', 'b' or 'c'" into a list that reads in any language."""
    return expected.replace(" or ", ", ").replace("'", "")
