"""Boxes in image pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.regions import BoxPx

BOX = BoxPx(40.25, 30.5, 120.0, 16.0)


@pytest.mark.parametrize("side", ["x", "y", "w", "h"])
def test_that_a_place_is_the_same_but_for_rounding(side: str) -> None:
    value = getattr(BOX, side)
    for step in (-0.75, 0.75):
        assert BOX.is_same_place(replace(BOX, **{side: value + step}))
    for step in (-1.0, 1.0):
        other = replace(BOX, **{side: value + step})
        assert not BOX.is_same_place(other)
        assert not other.is_same_place(BOX)
