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
        ``toml_missing``, ``toml_unreadable``, ``toml_syntax`` (line), ``toml_field_missing``,
        ``toml_field_unknown`` or ``toml_value_wrong`` (place); of several mistakes the first.
    """
    return parse_toml(read_text(path), model, file=str(path))


def read_text(path: Path) -> str:
    """Read the text of a file; SettingsError as in `read_toml`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError("toml_missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("toml_unreadable", file=str(path), problem=str(error)) from error


def parse_toml(text: str, model: type[ModelT], *, file: str) -> ModelT:
    """Check the text of a file; ``file`` is its name in messages; errors as in `read_toml`."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("toml_syntax", file=file, place=_line(error)) from error
    except ValidationError as error:
        raise _named(error.errors()[0], file) from error


def _line(error: tomllib.TOMLDecodeError) -> str:
    match = _AT.search(str(error))
    return f"{match[1]}:{match[2]}" if match else "EOF"


def _named(problem: ErrorDetails, file: str) -> SettingsError:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    code = _CODES.get(problem["type"])
    if code is not None:
        return SettingsError(code, file=file, place=place)
    value = repr(problem["input"])
    if len(value) > _SHOWN_LENGTH:
        value = value[:_SHOWN_LENGTH] + "…"
    return SettingsError(
        "toml_value_wrong", file=file, place=place or "-", value=value, problem=problem["msg"]
    )
