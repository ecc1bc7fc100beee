from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.measure.outline_trust import doubt_of, trust_of


def bar(length: int, *, likely: float = 0.99) -> NDArray[np.float32]:
    vote = np.full((40, 100), 0.01, np.float32)
    vote[18:22, 10 : 10 + length] = likely
    return vote


def test_that_votes_that_agree_are_trusted() -> None:
    assert trust_of([bar(60)] * 4) > 0.9
    assert doubt_of([bar(60)] * 4) == 0


def test_that_votes_of_different_lengths_are_not_trusted() -> None:
    assert trust_of([bar(60), bar(20), bar(80), bar(35)]) < 0.2


def test_that_an_end_that_fades_away_costs_trust() -> None:
    vote = bar(40)
    vote[18:22, 50:90] = np.linspace(0.7, 0.3, 40)
    assert trust_of([vote] * 4) < trust_of([bar(60)] * 4) / 2


def test_that_nothing_likely_has_a_trust_too() -> None:
    assert 0 <= trust_of([np.zeros((9, 9), np.float32)] * 4) <= 1
