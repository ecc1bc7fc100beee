"""Texts with named placeholders.

The form is ``{name}``, ``{name:spec}``, ``{name|이/가}`` or ``{name:spec|이/가}``:

- ``spec`` ``%`` shows a fraction as percent with a space (0.93 gives ``93 %``), ``.2f`` and other
  format specs are Python's. ``%!other`` and ``.2f!other`` add decimals until the number can be
  told from the parameter ``other`` (79.96 % against a threshold of 80 %, not "80 % under 80 %").
- After ``|`` stand two forms of a Korean particle: after a consonant, after a vowel.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from core.domain.outcomes import TextValue
from core.texts.particles import with_particle

_PLACEHOLDER: Final = re.compile(
    r"\{(?P<name>[a-z][a-z0-9_]*)"
    r"(?::(?P<spec>[^{}|!]+)(?:!(?P<other>[a-z][a-z0-9_]*))?)?"
    r"(?:\|(?P<consonant>[가-힣]+)/(?P<vowel>[가-힣]+))?\}",
)
_MAX_DECIMALS: Final = 4
_NEARLY_ALL: Final = 99.9


def placeholders(template: str) -> frozenset[str]:
    """Return the names a template needs."""
    names: set[str] = set()
    for match in _PLACEHOLDER.finditer(template):
        names.update(name for name in (match["name"], match["other"]) if name)
    return frozenset(names)


def stray_braces(template: str) -> str:
    """Return the braces that belong to no placeholder: a misspelt template; empty if none."""
    return re.sub(r"[^{}]", "", _PLACEHOLDER.sub("", template))


def fill(template: str, params: Mapping[str, TextValue]) -> str:
    """Put values into a template.

    Parameters
    ----------
    template : str
        See the module's text for the form.
    params : mapping of str to str, int or float
        Values by name; more than the template needs is fine.

    Returns
    -------
    str
        Ready to read.

    Raises
    ------
    KeyError
        If a value is missing.
    """

    def put(match: re.Match[str]) -> str:
        shown = _show(params[match["name"]], match["spec"] or "", _other(match, params))
        if match["consonant"] is None:
            return shown
        return with_particle(shown, match["consonant"], match["vowel"])

    return _PLACEHOLDER.sub(put, template)


def _other(match: re.Match[str], params: Mapping[str, TextValue]) -> float | None:
    if match["other"] is None:
        return None
    value = params[match["other"]]
    return None if isinstance(value, str) else float(value)


def _show(value: TextValue, spec: str, other: float | None) -> str:
    if isinstance(value, str) or not spec:
        return str(value)
    if not math.isfinite(value):
        return "–"
    show = _percent if spec == "%" else _decimal
    start = 0 if spec == "%" else _decimals_of(spec)
    if start is None:
        return format(value, spec)
    if other is None or value == other:
        return show(value, start)
    for decimals in range(start, _MAX_DECIMALS):
        if show(value, decimals) != show(other, decimals):
            return show(value, decimals)
    return show(value, _MAX_DECIMALS)


def _decimals_of(spec: str) -> int | None:
    """Return n of ``.nf``; None for any other spec."""
    match = re.fullmatch(r"\.(\d)f", spec)
    return int(match[1]) if match else None


def _percent(fraction: float, decimals: int) -> str:
    """Never "100 %" for less than one: a softmax that is nearly sure is not sure."""
    nearly_one = 1 - 0.5 / 10 ** (decimals + 2) <= fraction < 1
    percent = min(fraction * 100, _NEARLY_ALL) if nearly_one else fraction * 100
    return f"{_decimal(percent, decimals or int(nearly_one))} %"


def _decimal(value: float, decimals: int) -> str:
    """Round half up as people do; never "-0"."""
    scale = 10**decimals
    rounded = math.floor(abs(value) * scale + 0.5 + 1e-9) / scale
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{rounded:.{decimals}f}"
