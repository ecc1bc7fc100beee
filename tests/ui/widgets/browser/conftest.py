from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.browsing import shut_down_after, write_images
from ui.widgets.browser.panel import BrowserPanel

Open = Callable[[Path], list[Path]]
_NAMES = [f"{number}.png" for number in range(6)]


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> Iterator[BrowserPanel]:
    one = BrowserPanel(tmp_path / "thumbnail cache")
    qtbot.addWidget(one)
    one.resize(300, 700)
    one.show()
    qtbot.waitExposed(one)
    with shut_down_after(one):
        yield one


@pytest.fixture
def opened(qtbot: QtBot, panel: BrowserPanel) -> Open:
    def open_folder(path: Path) -> list[Path]:
        with qtbot.waitSignal(panel.folder_listed):
            panel.open_folder(path)
        return list(panel.shown_paths())

    return open_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "검사 폴더"
    write_images(path, _NAMES)
    return path
