from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.measure.outline_trust import SIGNS, signs_of, trust_of


def bar(length: int, *, likely: float = 0.99) -> NDArray[np.float32]:
    vote = np.full((40, 100), 0.01, np.float32)
    vote[18:22, 10 : 10 + length] = likely
    return vote


def trust(votes: list[NDArray[np.float32]]) -> float:
    return trust_of(votes, np.asarray(np.mean(votes, axis=0), dtype=np.float32))


def sign(name: str, votes: list[NDArray[np.float32]], likely: NDArray[np.float32]) -> float:
    return float(signs_of(votes, likely)[SIGNS.index(name)])


def test_that_votes_that_agree_are_trusted() -> None:
    assert trust([bar(60)] * 4) > 0.5
    assert sign("spread of the votes", [bar(60)] * 4, bar(60)) == 0


def test_that_votes_of_different_lengths_are_not_trusted() -> None:
    assert trust([bar(60), bar(20), bar(80), bar(35)]) < 0.3


def test_that_an_end_that_fades_away_costs_trust() -> None:
    vote = bar(40)
    vote[18:22, 50:90] = np.linspace(0.7, 0.3, 40)
    assert trust([vote] * 4) < trust([bar(60)] * 4)
    assert sign("longer if drawn generously", [vote] * 4, vote) > 0
    assert sign("shorter if drawn strictly", [vote] * 4, vote) > 0


def test_that_an_outline_that_colours_changed_much_costs_trust() -> None:
    assert sign("changed by colours", [bar(60)] * 4, bar(85)) > 0.3
    assert trust_of([bar(60)] * 4, bar(85)) < trust_of([bar(60)] * 4, bar(60))


def test_that_a_faint_mark_is_trusted_less_than_a_clear_one() -> None:
    faint = [bar(60, likely=0.45)] * 4
    assert sign("highest likelihood", faint, faint[0]) < 0.5
    assert sign("how sure inside", faint, faint[0]) < 0.5
    assert trust(faint) < trust([bar(60)] * 4)


def test_that_nothing_likely_has_a_trust_too() -> None:
    assert 0 <= trust([np.zeros((9, 9), np.float32)] * 4) <= 1
