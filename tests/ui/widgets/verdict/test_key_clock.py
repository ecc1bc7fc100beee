from __future__ import annotations

import itertools

import pytest

from ui.widgets.verdict.key_clock import KeyClock


def test_that_keys_without_a_stamp_are_pressed_when_they_arrive() -> None:
    assert KeyClock().time_of(0, 5000.0) == 5000.0


def test_that_keys_that_were_stuck_in_a_stall_keep_their_distance() -> None:
    clock = KeyClock()
    clock.time_of(1000, 10_000.0)
    times = [clock.time_of(stamp, 12_500.0) for stamp in (3000, 3150, 3300, 3450)]
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert gaps == pytest.approx([150] * 3)
    assert times[0] == pytest.approx(12_000, abs=5)


def test_that_no_key_lies_in_the_future() -> None:
    clock = KeyClock()
    clock.time_of(1000, 5300.0)
    assert clock.time_of(1500, 5500.0) == 5500.0


def test_that_clocks_that_part_slowly_are_followed() -> None:
    clock = KeyClock()
    for hour in range(1, 9):
        stamp = 3_600_000.0 * hour
        now = stamp * 1.0001
        assert clock.time_of(stamp, now) == pytest.approx(now)


def test_that_a_clock_that_wraps_round_starts_anew() -> None:
    clock = KeyClock()
    clock.time_of(2**32 - 5, 5000.0)
    assert clock.time_of(10, 5020.0) == 5020.0
