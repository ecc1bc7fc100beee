"""Values typed on the command line that need more than a conversion."""

from __future__ import annotations

from pathlib import Path

from core.domain.regions import BoxPx
from core.errors import UsageError

_PARTS = 4


def data_folder(text: str) -> Path:
    """Read ``--data-dir``; an empty word is an unset variable of a script, not this folder.

    Raises
    ------
    UsageError
        ``data_dir_empty``.
    """
    if not text.strip():
        raise UsageError("data_dir_empty")
    return Path(text)


def label_of(text: str) -> str:
    """Read the name of a category.

    Raises
    ------
    UsageError
        ``category_name_empty``.
    """
    name = text.strip()
    if not name:
        raise UsageError("category_name_empty")
    return name


def parse_roi(text: str) -> BoxPx:
    """Read ``x,y,w,h`` in pixels.

    Raises
    ------
    UsageError
        ``roi_malformed``.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
        if len(numbers) != _PARTS:
            raise UsageError("roi_malformed", roi=text)
        return BoxPx(*numbers)
    except ValueError as error:
        raise UsageError("roi_malformed", roi=text) from error
