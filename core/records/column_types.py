"""Column types that keep what SQLite alone would lose: time zones, JSON, enum values."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Dialect, Enum, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from core.records.hashing import canonical_json, clean_text

_ENUM_LENGTH = 32


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC as ISO text of fixed width, so that text order is time order."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return (
            None if value is None else _aware(value).astimezone(UTC).isoformat(" ", "microseconds")
        )

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class LocalDateTime(TypeDecorator[datetime]):
    """An aware datetime as ISO text with the offset that held where it was recorded."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else _aware(value).isoformat(" ", "microseconds")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class CleanText(TypeDecorator[str]):
    """Text; what cannot be stored as UTF-8 is escaped instead of refused."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value


class JsonText(TypeDecorator[object]):
    """Canonical JSON; takes domain values, gives back what JSON knows."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:
        return None if value is None else json.loads(value)


def enum_by_value(kind: type[StrEnum]) -> Enum:
    """Return a type that stores the values of an enum; SQLAlchemy would store the names."""
    return Enum(
        kind,
        native_enum=False,
        length=_ENUM_LENGTH,
        values_callable=lambda members: [member.value for member in members],
    )


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        msg = f"time without a zone: {value}"
        raise ValueError(msg)
    return value
