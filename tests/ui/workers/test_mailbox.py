from __future__ import annotations

import threading
import time

from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from ui.workers.mailbox import Mailbox


def _put_all(mailbox: Mailbox, numbers: range) -> None:
    for number in numbers:
        mailbox.put(number)


def test_that_values_of_a_thread_arrive_in_order_in_the_owners_thread(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    arrived: list[object] = []
    threads: set[QThread] = set()

    def note(value: object) -> None:
        arrived.append(value)
        threads.add(QThread.currentThread())

    mailbox.arrived.connect(note)
    sender = threading.Thread(target=_put_all, args=(mailbox, range(5000)))
    sender.start()
    qtbot.waitUntil(lambda: len(arrived) == 5000, timeout=10_000)
    sender.join()
    assert arrived == list(range(5000))
    assert threads == {mailbox.thread()}


def test_that_nothing_is_lost_when_many_threads_put_at_once(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    arrived: list[object] = []
    mailbox.arrived.connect(arrived.append)
    ranges = [range(base, base + 500) for base in (0, 1000, 2000, 3000)]
    senders = [threading.Thread(target=_put_all, args=(mailbox, part)) for part in ranges]
    for sender in senders:
        sender.start()
    qtbot.waitUntil(lambda: len(arrived) == 2000, timeout=10_000)
    for sender in senders:
        sender.join()
    assert set(arrived) == {number for part in ranges for number in part}


def test_that_a_flood_lets_the_window_breathe(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    turns: list[int] = []
    arrived = 0

    def work(_: object) -> None:
        nonlocal arrived
        arrived += 1
        time.sleep(0.002)

    mailbox.arrived.connect(work)
    for number in range(100):
        mailbox.put(number)
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: turns.append(arrived))
    timer.start()
    qtbot.waitUntil(lambda: arrived == 100, timeout=10_000)
    timer.stop()
    assert len(set(turns)) > 5


def test_that_emptying_hands_over_everything_at_once(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    arrived: list[object] = []
    mailbox.arrived.connect(arrived.append)
    mailbox.put("a")
    mailbox.put("b")
    mailbox.empty()
    assert arrived == ["a", "b"]
    qtbot.wait(20)
    assert arrived == ["a", "b"]
