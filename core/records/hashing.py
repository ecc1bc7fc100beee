"""Canonical JSON: the same values always give the same bytes, hence the same hash."""

from __future__ import annotations

import hashlib
import json
import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from core.domain.inspections import Configuration


def clean_text(text: str) -> str:
    r"""Make text storable as UTF-8; a byte that was no UTF-8 in a file name becomes ``\udcXX``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def plain(value: object) -> object:
    """Turn domain values into what JSON knows.

    Dataclasses and mappings become objects, enums their values, tuples lists, NumPy scalars Python
    numbers; a number that is not finite becomes None, because JSON has no such numbers.

    Raises
    ------
    TypeError
        If a value has no JSON form.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, numbers.Real):
        return _plain_number(value)
    return _plain_container(value)


def _plain_number(value: numbers.Real) -> int | float | None:
    if isinstance(value, numbers.Integral):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None


def _plain_container(value: object) -> object:
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {clean_text(str(key)): plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(part) for part in value]
    msg = f"no JSON form for {type(value).__name__}"
    raise TypeError(msg)


def canonical_json(value: object) -> str:
    """Return JSON with sorted keys, no spaces and letters as they are."""
    return json.dumps(
        plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def sha256_of(content: str | bytes) -> str:
    """Return the sha256 of bytes, or of text in UTF-8, as 64 hex digits."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def configuration_hash(configuration: Configuration) -> str:
    """Return the sha256 that names a settings snapshot; equal configurations hash alike."""
    return sha256_of(canonical_json(configuration))
