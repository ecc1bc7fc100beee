"""Values typed on the command line that need more than a conversion."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.domain.regions import BoxPx
from core.domain.scales import ProductScales, given_scale
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
        ``roi_malformed``, ``roi_too_small``.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
        if len(numbers) != _PARTS:
            raise UsageError("roi_malformed", roi=text)
        box = BoxPx(*numbers)
    except ValueError as error:
        raise UsageError("roi_malformed", roi=text) from error
    if min(box.w, box.h) < 1:
        # Nothing can be seen in a part of a pixel; such numbers were meant as shares of the image.
        raise UsageError("roi_too_small", roi=text)
    return box


def parse_scale(mm_per_px: float | None) -> ProductScales | None:
    """Read ``--mm-per-px``; None leaves the product's own calibrations.

    Raises
    ------
    UsageError
        ``mm_per_px_invalid``.
    """
    if mm_per_px is None:
        return None
    try:
        return ProductScales((given_scale(mm_per_px),))
    except ValueError as error:
        raise UsageError("mm_per_px_invalid", value=f"{mm_per_px:g}") from error


def parse_columns(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Read ``id,id,...``: the columns of a table, in the order typed.

    Parameters
    ----------
    text : str
        Each id once; spaces round it do not matter.
    known : sequence of str
        Which there are.

    Raises
    ------
    UsageError
        ``columns_unknown``, ``columns_repeated``.
    """
    names = tuple(part.strip() for part in text.split(","))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError("columns_unknown", columns=", ".join(unknown), known=", ".join(known))
    if len(set(names)) < len(names):
        raise UsageError("columns_repeated", columns=text)
    return names
