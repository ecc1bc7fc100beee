from __future__ import annotations

import subprocess
import sys

_EMIT = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QObject, Signal
from ui.interpreter import guard_true
class Source(QObject):
    changed = Signal(object)
guard_true()
guard_true()
source = Source()
for number in range(200_000):
    source.changed.emit(number)
print("alive")
"""


def test_that_a_day_of_signals_does_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _EMIT], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "alive", done.stderr


_CALL = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QObject
from ui.interpreter import guard_true
guard_true()
thing = QObject()
for number in range(200_000):
    thing.setObjectName("name")
print("alive")
"""


def test_that_a_day_of_calls_that_return_nothing_does_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CALL], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "alive", done.stderr
