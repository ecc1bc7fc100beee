"""Numbers as sentences say them: rounded to what is known of them."""

from __future__ import annotations

import math
from typing import Final

_BASE: Final = 10
_TINY: Final = 1e-9
_MOST_ADDED: Final = 1.25
"""Rounding up may not make an uncertainty much larger: 0.16 stays 0.16 and is not 0.2."""


def two_digits(value: float) -> str:
    """Write a positive number with two significant digits, whole from ten on, no exponent."""
    if value <= 0:
        return "0"
    decimals = min(max(1 - math.floor(math.log10(value)), 0), 6)
    return f"{value:.{decimals}f}"


def pixel_size(mm_per_px: float) -> str:
    """Write what a pixel measures, such as ``1 px = 0.05 mm``."""
    return f"1 px = {mm_per_px:.4g} mm"


def plus_minus(value: float, uncertainty: float | None) -> str | None:
    """Write a number with its uncertainty, such as ``3.2 ± 0.1``.

    The uncertainty is rounded up to one significant digit, or to two where one would make it much
    larger; the number ends where it does.

    Returns
    -------
    str or None
        None where this says nothing: the uncertainty is not known, or as large as the number.
    """
    if uncertainty is None or uncertainty <= 0 or uncertainty >= value:
        return None
    exponent = math.floor(math.log10(uncertainty))
    if math.ceil(uncertainty / 10**exponent - _TINY) * 10**exponent > _MOST_ADDED * uncertainty:
        exponent -= 1
    digit = math.ceil(uncertainty / 10**exponent - _TINY)
    if digit == _BASE:
        exponent, digit = exponent + 1, 1
    decimals = max(0, -exponent)
    shown, rounded = round(value, -exponent), digit * 10.0**exponent
    if shown <= rounded:
        return None
    return f"{shown:.{decimals}f} ± {rounded:.{decimals}f}"
