"""Numbers as sentences say them: rounded to what is known of them."""

from __future__ import annotations

import math
from typing import Final

_BASE: Final = 10


def two_digits(value: float) -> str:
    """Write a positive number with two significant digits, whole from ten on, no exponent."""
    if value <= 0:
        return "0"
    decimals = min(max(1 - math.floor(math.log10(value)), 0), 6)
    return f"{value:.{decimals}f}"


def plus_minus(value: float, uncertainty: float | None) -> str | None:
    """Write a number with its uncertainty, such as ``3.2 ± 0.1``.

    The uncertainty has one significant digit and is rounded up, the number ends where it does.

    Returns
    -------
    str or None
        None where this says nothing: the uncertainty is not known, or as large as the number.
    """
    if uncertainty is None or uncertainty <= 0 or uncertainty >= value:
        return None
    exponent = math.floor(math.log10(uncertainty))
    digit = math.ceil(uncertainty / 10**exponent - 1e-9)
    if digit == _BASE:
        exponent, digit = exponent + 1, 1
    decimals = max(0, -exponent)
    shown, rounded = round(value, -exponent), digit * 10.0**exponent
    if shown <= rounded:
        return None
    return f"{shown:.{decimals}f} ± {rounded:.{decimals}f}"
