"""Placeholders, number forms and particles of templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.outcomes import TextValue
from core.texts.templates import fill, placeholders, stray_braces


@pytest.mark.parametrize(
    ("template", "params", "expected"),
    [
        ("{name}", {"name": "한글"}, "한글"),
        ("{n}", {"n": 3}, "3"),
        ("{p:%}", {"p": 0.93}, "93 %"),
        ("{p:%}", {"p": 0.985}, "99 %"),
        ("{p:%}", {"p": 1.0}, "100 %"),
        ("{p:%}", {"p": 0.9999999}, "99.9 %"),
        ("{p:%}", {"p": 0.996}, "99.6 %"),
        ("{p:%}", {"p": 0.0}, "0 %"),
        ("{s:.2f}", {"s": 0.125}, "0.13"),
        ("{s:.2f}", {"s": -0.001}, "0.00"),
        ("{s:.1f}", {"s": -1.25}, "-1.3"),
        ("{s:.2f}", {"s": float("nan")}, "–"),
        ("{s:>4}", {"s": 7}, "   7"),
        ("{name|이/가}", {"name": "균열"}, "균열이"),
        ("{p:%|으로/로}", {"p": 0.8}, "80 %로"),
        ("{s:.2f|을/를}", {"s": 0.5}, "0.50을"),
        ("{p:%!t|이/가}", {"p": 0.7996, "t": 0.8}, "79.96 %가"),
    ],
)
def test_that_values_are_shown_as_people_write_them(
    template: str, params: dict[str, TextValue], expected: str
) -> None:
    assert fill(template, params) == expected


def test_that_a_number_is_told_from_the_one_it_is_compared_with() -> None:
    template = "{p:%!t} < {t:%!p}"
    assert fill(template, {"p": 0.62, "t": 0.8}) == "62 % < 80 %"
    assert fill(template, {"p": 0.7996, "t": 0.8}) == "79.96 % < 80.00 %"
    assert fill(template, {"p": 0.8, "t": 0.8}) == "80 % < 80 %"


@given(
    st.floats(min_value=0, max_value=10, allow_nan=False),
    st.floats(min_value=0, max_value=10, allow_nan=False),
)
def test_that_shown_numbers_never_contradict_their_order(low: float, high: float) -> None:
    low, high = sorted((low, high))
    shown_low, shown_high = fill("{a:.2f!b} {b:.2f!a}", {"a": low, "b": high}).split()
    assert float(shown_low) <= float(shown_high)


def test_that_the_names_of_both_numbers_are_placeholders() -> None:
    assert placeholders("{a} {b:%!c} {d|은/는}") == {"a", "b", "c", "d"}


def test_that_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match="name"):
        fill("{name}", {})


@pytest.mark.parametrize("template", ["{Name}", "{name", "{name|이가}", "{}"])
def test_that_a_misspelt_placeholder_leaves_its_braces(template: str) -> None:
    assert stray_braces(template)


def test_that_braces_in_a_value_are_kept() -> None:
    assert fill("{file}", {"file": "a{b}.png"}) == "a{b}.png"
