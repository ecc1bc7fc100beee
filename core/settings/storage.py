"""Reading and writing settings files without ever losing what a person wrote."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import SettingsError
from core.settings.files import write_atomically


class SettingsModel(BaseModel):
    """Base of every group of settings: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class StoredModel(SettingsModel):
    """Base of every settings file."""

    schema_version: int = Field(default=1, ge=1)


_ASIDE: Final = ".damaged-"

ModelT = TypeVar("ModelT", bound=StoredModel)


def load_model(kind: type[ModelT], path: Path) -> ModelT | None:
    """Read one settings file.

    Parameters
    ----------
    kind : type
        Model of the file; the default of its ``schema_version`` is the newest one known.
    path : Path
        UTF-8 JSON, with or without byte order mark (Windows editors add one).

    Returns
    -------
    StoredModel or None
        None if the file does not exist.

    Raises
    ------
    SettingsError
        ``settings_file_unreadable`` if it cannot be read, ``settings_damaged`` if it is no JSON
        object (a copy is kept beside it and named), ``settings_newer`` if a newer program wrote it,
        ``settings_invalid`` if a value is not allowed.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _io_error("settings_file_unreadable", path, problem) from problem
    values = _parse(path, content)
    _refuse_newer(kind, path, values)
    try:
        return kind.model_validate(values)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise SettingsError(
            "settings_invalid",
            file=str(path),
            field=".".join(str(part) for part in first["loc"]) or "-",
            problem=first["msg"],
        ) from problem


def save_model(model: StoredModel, path: Path) -> None:
    """Write one settings file; Korean stays readable in it.

    An existing file that :func:`load_model` refuses is not overwritten: the same error is raised.

    Raises
    ------
    SettingsError
        ``settings_unwritable`` if the file cannot be written; the old content then still stands.
    """
    load_model(type(model), path)
    text = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as problem:
        raise _io_error("settings_unwritable", path, problem) from problem


def is_aside(path: Path) -> bool:
    """Tell whether a file is a kept copy of a damaged settings file."""
    return _ASIDE in path.name


def _parse(path: Path, content: bytes) -> dict[str, object]:
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise _damaged(path, content) from problem
    if not isinstance(values, dict):
        raise _damaged(path, content)
    return values


def _damaged(path: Path, content: bytes) -> SettingsError:
    """Keep a copy, named by its content so that repeated starts keep one copy, and tell of it."""
    digest = hashlib.sha256(content).hexdigest()[:8]
    copy = path.with_name(f"{path.stem}{_ASIDE}{digest}{path.suffix}")
    try:
        if not copy.exists():
            write_atomically(copy, content)
    except OSError as problem:
        return _io_error("settings_unwritable", copy, problem)
    return SettingsError("settings_damaged", file=str(path), copy=str(copy))


def _refuse_newer(kind: type[StoredModel], path: Path, values: dict[str, object]) -> None:
    known: int = kind.model_fields["schema_version"].default
    found = values.get("schema_version", known)
    if isinstance(found, int) and found > known:
        raise SettingsError("settings_newer", file=str(path), found=found, known=known)


def _io_error(code: str, path: Path, problem: OSError) -> SettingsError:
    return SettingsError(code, file=str(path), problem=problem.strerror or str(problem))
