from __future__ import annotations

import pytest

from core.domain.outcomes import Outcome
from tests.ui.browsing import decomposed, done
from ui.models.entry_filter import (
    BITS,
    FILTERS,
    EntryFilter,
    groups_of,
    search_text,
    search_words,
)
from ui.values import EntryState, SeenState

F = EntryFilter


def _groups(state: EntryState, *, is_broken: bool = False) -> set[EntryFilter]:
    bits = groups_of(state, is_broken=is_broken)
    return {group for group in FILTERS if bits & BITS[group]}


@pytest.mark.parametrize(
    ("state", "groups"),
    [
        (EntryState(), {F.ALL, F.NOT_SEEN, F.UNDECIDED}),
        (EntryState(SeenState.RUNNING), {F.ALL, F.NOT_SEEN, F.UNDECIDED}),
        (done(Outcome.NG), {F.ALL, F.NG, F.UNDECIDED}),
        (done(Outcome.NG, Outcome.NG), {F.ALL, F.NG}),
        (done(Outcome.NG, Outcome.OK, corrected=True), {F.ALL, F.OK, F.CORRECTED}),
        (done(None, Outcome.HOLD), {F.ALL, F.HOLD}),
        (EntryState(SeenState.UNREADABLE, Outcome.HOLD), {F.ALL, F.HOLD, F.UNREADABLE}),
        (EntryState(SeenState.UNREADABLE), {F.ALL, F.UNREADABLE}),
    ],
)
def test_that_an_image_is_in_the_groups_of_its_state(
    state: EntryState, groups: set[EntryFilter]
) -> None:
    assert _groups(state) == groups


def test_that_an_image_whose_thumbnail_cannot_be_decoded_counts_as_unreadable() -> None:
    assert _groups(EntryState(), is_broken=True) == {F.ALL, F.UNREADABLE}


def test_that_every_group_has_its_own_bit_of_a_byte() -> None:
    assert len(set(BITS.values())) == len(FILTERS)
    assert max(BITS.values()) < 256


def test_that_composed_and_decomposed_korean_are_searched_alike() -> None:
    assert search_words("스크래치 NG") == search_words(decomposed("스크래치  ng "))
    assert search_words("스크래치")[0] in search_text(decomposed("표면 스크래치.PNG"))
