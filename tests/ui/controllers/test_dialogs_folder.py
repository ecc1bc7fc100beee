from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.controllers.dialogs import ask_folder


def test_that_the_choice_of_a_folder_tells_it_and_stops_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chosen: list[Path] = []
    dialog = ask_folder(window, "폴더", tmp_path, chosen.append)
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(tmp_path / "부품"))
    assert chosen == [tmp_path / "부품"]
    dialog.reject()
    assert len(chosen) == 1
