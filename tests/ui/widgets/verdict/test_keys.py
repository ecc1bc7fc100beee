from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.outcomes import Outcome
from ui.widgets.verdict.key_names import ENTER, SPACE
from ui.widgets.verdict.keys import (
    MAX_TYPED,
    SCAN_PAUSE_MS,
    STILL_DOWN_MS,
    WINDOW_MS,
    AcceptKeyed,
    Action,
    CategoryKeyed,
    KeyPress,
    PartIdScanned,
    PassedOn,
    Refusal,
    Refused,
    Subject,
    VerdictKeyed,
    VerdictKeys,
)

READY = Subject(number=1, ready=True, may_accept=True)
DONE = 1e9


def _press(time_ms: float, name: str, *, modified: bool = False, token: int = 0) -> KeyPress:
    text = "" if name == ENTER else name.upper() if modified else name
    return KeyPress(time_ms, name, text, modified=modified, token=token)


def _type(keys: VerdictKeys, names: str, *, start_ms: float, gap_ms: float) -> list[Action]:
    actions: list[Action] = []
    for place, name in enumerate(names):
        actions += keys.press(_press(start_ms + place * gap_ms, name))
        keys.release(name)
    return actions


@pytest.fixture
def keys() -> VerdictKeys:
    machine = VerdictKeys()
    machine.set_subject(READY)
    return machine


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("o", VerdictKeyed(Outcome.OK)),
        ("n", VerdictKeyed(Outcome.NG)),
        ("h", VerdictKeyed(Outcome.HOLD)),
        ("1", CategoryKeyed(1)),
        ("9", CategoryKeyed(9)),
        (SPACE, AcceptKeyed()),
    ],
)
def test_that_a_key_means_its_action_after_the_window(
    keys: VerdictKeys, name: str, action: Action
) -> None:
    assert keys.press(_press(1000, name)) == []
    assert keys.pass_time(1000 + WINDOW_MS) == []
    assert keys.pass_time(1001 + WINDOW_MS) == [action]
    assert keys.deadline_ms is None


def test_that_the_deadline_is_the_end_of_the_window_of_the_first_key(keys: VerdictKeys) -> None:
    keys.press(_press(1000, "n"))
    keys.press(_press(1030, "1"))
    assert keys.deadline_ms == 1000 + WINDOW_MS


def test_that_a_key_is_decided_before_a_later_one_even_if_the_timer_is_late(
    keys: VerdictKeys,
) -> None:
    keys.press(_press(1000, "1"))
    assert keys.press(_press(1100, "n")) == [CategoryKeyed(1)]
    assert keys.pass_time(DONE) == [VerdictKeyed(Outcome.NG)]


def test_that_a_burst_of_four_keys_is_a_scan_and_no_verdict(keys: VerdictKeys) -> None:
    assert _type(keys, "no1h", start_ms=1000, gap_ms=20) == []
    assert keys.press(_press(1065, ENTER)) == [PartIdScanned("no1h")]
    assert keys.pass_time(DONE) == []


def test_that_three_keys_in_the_window_are_a_persons(keys: VerdictKeys) -> None:
    assert _type(keys, "1n2", start_ms=1000, gap_ms=20) == []
    assert keys.pass_time(DONE) == [CategoryKeyed(1), VerdictKeyed(Outcome.NG), CategoryKeyed(2)]


def test_that_enter_counts_in_a_burst(keys: VerdictKeys) -> None:
    _type(keys, "n12", start_ms=1000, gap_ms=10)
    assert keys.press(_press(1035, ENTER)) == [PartIdScanned("n12")]


def test_that_a_scan_without_enter_ends_after_a_pause(keys: VerdictKeys) -> None:
    _type(keys, "abc123", start_ms=1000, gap_ms=10)
    last = 1050
    assert keys.deadline_ms == last + SCAN_PAUSE_MS
    assert keys.pass_time(last + SCAN_PAUSE_MS) == []
    assert keys.pass_time(last + SCAN_PAUSE_MS + 1) == [PartIdScanned("abc123")]


def test_that_a_scanner_that_stutters_in_the_middle_gives_one_part_id(keys: VerdictKeys) -> None:
    _type(keys, "abcd", start_ms=1000, gap_ms=10)
    _type(keys, "on", start_ms=1150, gap_ms=10)
    assert keys.press(_press(1170, ENTER)) == [PartIdScanned("abcdon")]


def test_that_a_person_can_go_on_after_a_scan(keys: VerdictKeys) -> None:
    _type(keys, "abcd", start_ms=1000, gap_ms=10)
    keys.press(_press(1040, ENTER))
    keys.press(_press(1500, "o"))
    assert keys.pass_time(DONE) == [VerdictKeyed(Outcome.OK)]


def test_that_a_key_typed_after_a_scan_without_enter_is_a_verdict(keys: VerdictKeys) -> None:
    _type(keys, "abcd", start_ms=1000, gap_ms=10)
    assert keys.press(_press(1600, "n")) == [PartIdScanned("abcd")]
    assert keys.pass_time(DONE) == [VerdictKeyed(Outcome.NG)]


def test_that_a_scan_keeps_capitals_and_signs(keys: VerdictKeys) -> None:
    for place, (name, text) in enumerate([("d", "D"), ("s", "S"), ("-", "-"), ("2", "2")]):
        keys.press(KeyPress(1000 + place, name, text, modified=text.isupper()))
    assert keys.press(_press(1005, ENTER)) == [PartIdScanned("DS-2")]


def test_that_a_scan_of_enters_alone_gives_no_part_id(keys: VerdictKeys) -> None:
    actions: list[Action] = []
    for place in range(6):
        actions += keys.press(_press(1000 + place, ENTER))
        keys.release(ENTER)
    assert actions + keys.pass_time(DONE) == []


def test_that_a_repeat_that_is_not_marked_as_one_gives_one_verdict(keys: VerdictKeys) -> None:
    actions: list[Action] = []
    for place in range(100):
        actions += keys.press(_press(1000 + 30 * place, SPACE))
    assert actions + keys.pass_time(DONE) == [AcceptKeyed()]


def test_that_a_key_pressed_again_after_its_release_acts_again(keys: VerdictKeys) -> None:
    actions = _type(keys, "hh", start_ms=1000, gap_ms=100) + keys.pass_time(DONE)
    assert actions == [VerdictKeyed(Outcome.HOLD)] * 2


def test_that_a_lost_release_blocks_a_key_only_for_a_while(keys: VerdictKeys) -> None:
    keys.press(_press(1000, "n"))
    assert keys.press(_press(1000 + STILL_DOWN_MS, "n")) == [VerdictKeyed(Outcome.NG)]
    assert keys.pass_time(DONE) == [VerdictKeyed(Outcome.NG)]


def test_that_keys_count_as_up_when_the_focus_goes(keys: VerdictKeys) -> None:
    keys.press(_press(1000, "n"))
    keys.release_all()
    keys.press(_press(1200, "n"))
    assert keys.pass_time(DONE) == [VerdictKeyed(Outcome.NG)]


@pytest.mark.parametrize("name", ["o", "n", "h", "5", SPACE])
def test_that_nothing_acts_before_the_image_is_painted_and_scored(
    keys: VerdictKeys, name: str
) -> None:
    keys.set_subject(Subject(number=1, ready=False, may_accept=True))
    keys.press(_press(1000, name))
    assert keys.pass_time(DONE) == [Refused(Refusal.NOT_READY)]


def test_that_a_key_pressed_too_early_does_not_act_when_the_image_gets_ready(
    keys: VerdictKeys,
) -> None:
    keys.set_subject(Subject(number=1, ready=False))
    keys.press(_press(1000, "n"))
    keys.set_subject(READY)
    assert keys.pass_time(DONE) == [Refused(Refusal.NOT_READY)]


def test_that_a_key_for_the_last_image_does_not_act_on_this_one(keys: VerdictKeys) -> None:
    keys.press(_press(1000, "n"))
    keys.set_subject(Subject(number=2, ready=True, may_accept=True))
    assert keys.pass_time(DONE) == [Refused(Refusal.IMAGE_CHANGED)]


def test_that_space_does_not_accept_a_hold(keys: VerdictKeys) -> None:
    keys.set_subject(Subject(number=1, ready=True, may_accept=False))
    keys.press(_press(1000, SPACE))
    assert keys.pass_time(DONE) == [Refused(Refusal.HOLD_NEEDS_PERSON)]


def test_that_a_scan_is_taken_although_the_image_is_not_ready(keys: VerdictKeys) -> None:
    keys.set_subject(Subject(number=1, ready=False))
    _type(keys, "abcd", start_ms=1000, gap_ms=10)
    assert keys.press(_press(1045, ENTER)) == [PartIdScanned("abcd")]


@pytest.mark.parametrize("name", ["d", "a", "0", "+", ENTER])
def test_that_other_keys_go_on_to_the_widget(keys: VerdictKeys, name: str) -> None:
    keys.press(_press(1000, name, token=7))
    assert keys.pass_time(DONE) == [PassedOn(7)]


def test_that_a_capital_is_no_verdict(keys: VerdictKeys) -> None:
    keys.press(_press(1000, "n", modified=True, token=3))
    assert keys.pass_time(DONE) == [PassedOn(3)]


_names = st.sampled_from(["o", "n", "h", "1", "9", SPACE, "a", "d", "z", ENTER])


@given(names=st.lists(_names, min_size=MAX_TYPED + 1, max_size=30), gap=st.floats(0, 20))
def test_that_no_scanner_ever_gives_a_verdict(names: list[str], gap: float) -> None:
    keys = VerdictKeys()
    keys.set_subject(READY)
    actions: list[Action] = []
    for place, name in enumerate(name for name in names if name != ENTER):
        actions += keys.press(_press(1000 + place * gap, name))
        keys.release(name)
    if len([name for name in names if name != ENTER]) <= MAX_TYPED:
        return
    actions += keys.pass_time(DONE)
    typed = "".join(name for name in names if name != ENTER).strip()
    assert actions == ([PartIdScanned(typed)] if typed else [])


@given(typed=st.lists(st.tuples(_names, st.floats(WINDOW_MS / MAX_TYPED + 0.1, 500)), max_size=30))
def test_that_every_key_of_a_person_has_exactly_one_meaning_in_order(
    typed: list[tuple[str, float]],
) -> None:
    keys = VerdictKeys()
    keys.set_subject(READY)
    now, actions = 1000.0, list[Action]()
    for token, (name, gap) in enumerate(typed):
        now += gap
        actions += keys.press(_press(now, name, token=token))
        keys.release(name)
    actions += keys.pass_time(DONE)
    assert len(actions) == len(typed)
    passed = [action.token for action in actions if isinstance(action, PassedOn)]
    assert passed == [t for t, (name, _) in enumerate(typed) if name in {"a", "d", "z", ENTER}]


@given(
    typed=st.lists(st.tuples(_names, st.floats(0, 300)), max_size=40),
    ticks=st.lists(st.floats(0, 300), max_size=40),
)
def test_that_the_timing_of_the_timer_never_matters(
    typed: list[tuple[str, float]], ticks: list[float]
) -> None:
    results = []
    for with_ticks in (False, True):
        keys = VerdictKeys()
        keys.set_subject(READY)
        now, actions = 1000.0, list[Action]()
        for place, (name, gap) in enumerate(typed):
            if with_ticks and place < len(ticks):
                actions += keys.pass_time(now + min(ticks[place], gap))
            now += gap
            actions += keys.press(_press(now, name, token=place))
            keys.release(name)
        results.append(actions + keys.pass_time(DONE))
    assert results[0] == results[1]
