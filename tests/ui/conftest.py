"""What holds for every test of the window: fonts, looks, no thread left running."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import wraps
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QThread
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui import fonts, theme
from ui.i18n import translation

_END_MS = 2000


@pytest.fixture(scope="session")
def looks(qapp: QApplication) -> QApplication:
    """Give the application its font, and return it."""
    fonts.install_fonts(qapp)
    return qapp


@pytest.fixture(scope="session")
def _earlier_objects_kept() -> Iterator[None]:
    """Leave what earlier tests have loaded out of every collection.

    A model library alone has so many objects that looking at them took longer than most tests.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _widgets_die_in_their_own_thread(_earlier_objects_kept: None) -> Iterator[None]:
    """Keep the collector out of worker threads, where it would destroy widgets left in cycles."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _first_looks(looks: QApplication) -> None:
    """Begin in Korean and light, whatever the test before did."""
    if translation.current_language() != "ko" or not translation.is_installed():
        translation.install(looks, "ko")
    theme.apply_theme(looks, "light")
    theme.apply_text_size(looks, 100)


@pytest.fixture(autouse=True)
def _no_thread_left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a QThread that the test started still runs: destroying it would abort."""
    started: list[QThread] = []
    start = QThread.start

    @wraps(start)
    def remember(
        thread: QThread, priority: QThread.Priority = QThread.Priority.InheritPriority
    ) -> None:
        started.append(thread)
        start(thread, priority)

    monkeypatch.setattr(QThread, "start", remember)
    yield
    left = [thread for thread in started if isValid(thread) and not thread.wait(_END_MS)]
    if left:
        names = ", ".join(thread.objectName() or type(thread).__name__ for thread in left)
        pytest.fail(f"left running: {names}", pytrace=False)


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    """Return a fresh place for layout and looks."""
    return QSettings(str(tmp_path / "창.ini"), QSettings.Format.IniFormat)
