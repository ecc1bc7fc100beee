"""Numbers with what is known of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.quantities import plus_minus


@pytest.mark.parametrize(
    ("value", "uncertainty", "said"),
    [
        (3.24, 0.1, "3.2 ± 0.1"),
        (3.24, 0.11, "3.24 ± 0.11"),
        (3.246, 0.0192, "3.25 ± 0.02"),
        (3.246, 0.97, "3 ± 1"),
        (12.4, 3.0, "12 ± 3"),
        (123.4, 11.0, "123 ± 11"),
        (0.0123, 0.00042, "0.0123 ± 0.0005"),
        (3.2, None, None),
        (3.2, 0.0, None),
        (3.2, 3.2, None),
        (0.3, 0.29, None),
        (7.61, 1.52, "7.6 ± 1.6"),
        (412.0, 95.5, "400 ± 100"),
        (3.3, 0.999, "3 ± 1"),
    ],
)
def test_that_the_number_ends_where_its_uncertainty_does(
    value: float, uncertainty: float | None, said: str | None
) -> None:
    assert plus_minus(value, uncertainty) == said


@given(st.floats(1e-3, 1e4), st.floats(1e-4, 0.9))
def test_that_the_number_said_is_right_within_what_is_said_of_it(
    value: float, share: float
) -> None:
    said = plus_minus(value, share * value)
    if said is None:
        return
    number, uncertainty = (float(part) for part in said.split(" ± "))
    assert share * value <= uncertainty * (1 + 1e-9)
    assert uncertainty <= 2 * share * value * (1 + 1e-9)
    assert abs(number - value) <= uncertainty
