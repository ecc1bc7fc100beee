"""The tree of errors; each carries a code that resources/texts puts into words."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from core.domain.outcomes import TextValue


class DefectScribeError(Exception):
    """Base of every error the program raises on purpose.

    Parameters
    ----------
    code : str, optional
        Key under ``error.`` in resources/texts; the class's ``default_code`` if None.
    **details : str, int or float
        Values for the named placeholders of the text.
    """

    default_code: ClassVar[str] = "internal"

    def __init__(self, code: str | None = None, /, **details: TextValue) -> None:
        self.code: str = code or self.default_code
        self.details: dict[str, TextValue] = details
        super().__init__(self.code, details)

    @override
    def __str__(self) -> str:
        """Return code and details for logs; people read the rendered text instead."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({shown})"

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling with code and details."""
        return _rebuild, (type(self), self.code, self.details)


def _rebuild(
    kind: type[DefectScribeError], code: str, details: dict[str, TextValue]
) -> DefectScribeError:
    return kind(code, **details)


class UsageError(DefectScribeError):
    """The call cannot be carried out as asked (exit code 2)."""

    default_code = "usage"


class ImageError(DefectScribeError):
    """One image cannot be used; others go on (exit code 1)."""

    default_code = "image_unreadable"


class JobCancelledError(DefectScribeError):
    """The person cancelled; nothing partial is returned."""

    default_code = "cancelled"


class ModelError(DefectScribeError):
    """A model is missing, broken or does not fit."""

    default_code = "model_unusable"


class SettingsError(DefectScribeError):
    """Settings, a profile, the defect book or a prompt set cannot be read or written."""

    default_code = "settings_unreadable"


class RecordsError(DefectScribeError):
    """The history cannot be read or written: locked, full, read-only, newer, damaged."""

    default_code = "records_unusable"


class HostError(DefectScribeError):
    """The inference host died or does not answer."""

    default_code = "host_died"
