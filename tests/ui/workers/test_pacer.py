from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.workers.pacer import Pacer


def test_that_the_first_news_is_told_at_once(qtbot: QtBot) -> None:
    pacer = Pacer()
    told: list[object] = []
    pacer.due.connect(told.append)
    pacer.put("job", 1)
    assert told == [{"job": 1}]


def test_that_a_flood_is_told_ten_times_a_second_and_its_last_value_is_not_lost(
    qtbot: QtBot,
) -> None:
    pacer = Pacer(interval_ms=50)
    told: list[dict[str, int]] = []
    pacer.due.connect(told.append)
    for number in range(1000):
        pacer.put("job", number)
    assert told == [{"job": 0}]
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[-1] == {"job": 999}


def test_that_each_subject_keeps_its_own_latest_value(qtbot: QtBot) -> None:
    pacer = Pacer(interval_ms=20)
    told: list[dict[str, int]] = []
    pacer.due.connect(told.append)
    for key, value in (("a", 1), ("a", 2), ("b", 1), ("a", 3)):
        pacer.put(key, value)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[-1] == {"a": 3, "b": 1}


def test_that_news_of_what_is_over_is_dropped(qtbot: QtBot) -> None:
    pacer = Pacer(interval_ms=20)
    told: list[dict[str, int]] = []
    pacer.due.connect(told.append)
    pacer.put("a", 1)
    pacer.put("a", 2)
    pacer.drop("a")
    qtbot.wait(60)
    assert told == [{"a": 1}]
