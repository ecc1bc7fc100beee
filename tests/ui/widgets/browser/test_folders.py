from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.browsing import done, write_images
from ui.widgets.browser.panel import BrowserPanel

Open = Callable[[Path], list[Path]]


def test_that_opening_a_folder_selects_its_first_image(
    qtbot: QtBot, panel: BrowserPanel, folder: Path
) -> None:
    with qtbot.waitSignals([panel.folder_opened, panel.image_selected, panel.folder_listed]):
        panel.open_folder(folder)
    assert panel.current_path() == folder / "0.png"
    assert panel.folder() == folder
    assert panel.header.words[0] == "검사 폴더"
    assert panel.steps.words == "1 / 6"
    assert not panel.empty.isVisible()


def test_that_opening_a_file_selects_it_in_its_folder(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    selected: list[Path] = []
    panel.image_selected.connect(selected.append)
    assert len(opened(folder / "3.png")) == 6
    assert selected == [folder / "3.png"]


def test_that_no_folder_leads_to_one(qtbot: QtBot, panel: BrowserPanel) -> None:
    assert panel.empty.isVisible()
    assert panel.empty.words[0]
    with qtbot.waitSignal(panel.folder_wanted):
        panel.empty.button.click()
    with qtbot.waitSignal(panel.folder_wanted):
        panel.header.open_button.click()
    assert not panel.select_next()
    assert not panel.select_next_undecided()


def test_that_a_folder_without_images_says_so(
    panel: BrowserPanel, opened: Open, tmp_path: Path
) -> None:
    (tmp_path / "빈 폴더").mkdir()
    opened(tmp_path / "빈 폴더")
    assert panel.empty.isVisible()
    assert panel.folder() == tmp_path / "빈 폴더"


def test_that_a_missing_folder_keeps_the_list_and_is_named(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path, tmp_path: Path
) -> None:
    opened(folder)
    panel.open_folder(tmp_path / "뽑힌 USB")
    qtbot.waitUntil(panel.message.isVisible)
    assert "뽑힌 USB" in panel.message.words
    assert len(panel.shown_paths()) == 6
    assert panel.folder() == folder


def test_that_a_missing_folder_without_a_list_is_explained_in_its_place(
    qtbot: QtBot, panel: BrowserPanel, tmp_path: Path
) -> None:
    panel.open_folder(tmp_path / "없음")
    qtbot.waitUntil(lambda: "없음" in panel.empty.words[1])
    assert not panel.message.isVisible()


def test_that_a_folder_unplugged_later_is_noticed_by_its_thumbnails(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    opened(folder)
    qtbot.waitUntil(lambda: len(panel.model.thumbnails) == 6)
    shutil.rmtree(folder)
    panel.model.thumbnails.clear()
    panel.view.look_again()
    qtbot.waitUntil(panel.message.isVisible)
    assert folder.name in panel.message.words
    assert len(panel.shown_paths()) == 6


def test_that_reading_again_keeps_states_and_the_image_and_finds_new_files(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.select(paths[2])
    panel.set_state(paths[1], done(Outcome.NG))
    write_images(folder, ["7.png"])
    selected: list[Path] = []
    panel.image_selected.connect(selected.append)
    with qtbot.waitSignal(panel.folder_listed):
        panel.refresh()
    assert len(panel.shown_paths()) == 7
    assert panel.state_of(paths[1]) == done(Outcome.NG)
    assert panel.view.currentIndex().row() == 2
    assert selected == []


def test_that_the_first_image_is_taken_when_the_current_one_was_deleted(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.select(paths[2])
    paths[2].unlink()
    with qtbot.waitSignal(panel.folder_listed):
        panel.refresh()
    assert panel.current_path() == paths[0]


def test_that_a_dropped_folder_is_opened(qtbot: QtBot, panel: BrowserPanel, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    with warnings.catch_warnings():
        # There is no other way to make one in every version of Qt.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(9, 9), copy, data, buttons, modifiers)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(panel.folder_listed):
        panel.dropEvent(QDropEvent(QPointF(9, 9), copy, data, buttons, modifiers))
    assert panel.folder() == folder


def test_that_two_thousand_files_are_usable_at_once(
    qtbot: QtBot, panel: BrowserPanel, tmp_path: Path
) -> None:
    """A small version of tests/benchmarks/browser_speed.py, with room for a slow machine."""
    folder = tmp_path / "large"
    data = write_images(folder, ["00000.png"])[0].read_bytes()
    for number in range(1, 2000):
        (folder / f"{number:05}.png").write_bytes(data)
    with qtbot.waitSignal(panel.image_selected, timeout=1000):
        panel.open_folder(folder)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2000)
    assert panel.images.rowCount() == 2000
