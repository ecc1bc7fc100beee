from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.measure.outline_trust import SIGNS, signs_of, threshold_of, trust_of


def bar(length: int, *, likely: float = 0.99) -> NDArray[np.float32]:
    vote = np.full((40, 100), 0.01, np.float32)
    vote[18:22, 10 : 10 + length] = likely
    return vote


def drawn(likely: NDArray[np.float32]) -> NDArray[np.bool_]:
    return np.asarray(likely >= threshold_of(likely))


def trust(votes: list[NDArray[np.float32]], likely: NDArray[np.float32] | None = None) -> float:
    if likely is None:
        likely = np.asarray(np.mean(votes, axis=0), dtype=np.float32)
    return trust_of(votes, likely, drawn(likely))


def sign(name: str, votes: list[NDArray[np.float32]], likely: NDArray[np.float32]) -> float:
    return float(signs_of(votes, likely, drawn(likely))[SIGNS.index(name)])


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


def test_that_one_unsure_end_costs_trust_though_the_rest_is_sure() -> None:
    unsure = bar(60)
    unsure[18:22, 62:70] = 0.55
    assert sign("how sure at the less sure end", [bar(60)] * 4, bar(60)) > 0.98
    assert sign("how sure at the less sure end", [unsure] * 4, unsure) < 0.6
    assert trust([bar(60)] * 4, unsure) < trust([bar(60)] * 4) - 0.2


def test_that_the_less_sure_end_is_found_whichever_way_the_mark_lies() -> None:
    unsure = bar(60)
    unsure[18:22, 62:70] = 0.55
    for turned in (unsure, unsure[:, ::-1].copy(), unsure.T.copy(), unsure.T[::-1].copy()):
        assert sign("how sure at the less sure end", [turned] * 4, turned) < 0.6


def test_that_an_end_of_a_few_pixels_costs_trust() -> None:
    tailed = bar(50)
    tailed[19, 60:70] = 0.99
    whole = sign("share at the slighter end", [bar(60)] * 4, bar(60))
    assert 0.1 < whole < 0.2
    assert sign("share at the slighter end", [tailed] * 4, tailed) < whole / 2
    assert trust([tailed] * 4) < trust([bar(60)] * 4)


def test_that_an_outline_that_differs_from_what_was_seen_costs_trust() -> None:
    assert sign("changed by colours", [bar(60)] * 4, bar(85)) > 0.3
    assert trust([bar(60)] * 4, bar(85)) < trust([bar(60)] * 4, bar(60))


def test_that_a_faint_mark_is_trusted_less_than_a_clear_one() -> None:
    faint = [bar(60, likely=0.45)] * 4
    assert sign("how sure inside", faint, faint[0]) < 0.5
    assert trust(faint) < trust([bar(60)] * 4)


def test_that_a_single_pixel_and_nothing_likely_have_a_trust_too() -> None:
    pixel = np.zeros((9, 9), np.float32)
    assert 0 <= trust([pixel] * 4) <= 1
    pixel[4, 4] = 0.9
    assert 0 <= trust([pixel] * 4) <= 1
