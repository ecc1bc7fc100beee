from __future__ import annotations

import gc

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageCollection


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def test_that_nothing_is_collected_behind_the_window_and_everything_in_it(qtbot: QtBot) -> None:
    collection = GarbageCollection()
    try:
        assert not gc.isenabled()
        gc.collect()
        for _ in range(2 * gc.get_threshold()[0]):
            Cycle()
        due = gc.get_count()[0]
        assert due > gc.get_threshold()[0]
        qtbot.waitUntil(lambda: gc.get_count()[0] < due, timeout=5000)
    finally:
        collection.close()


@pytest.mark.parametrize("enabled", [True, False])
def test_that_closing_leaves_the_collector_as_it_was(qtbot: QtBot, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        GarbageCollection().close()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
