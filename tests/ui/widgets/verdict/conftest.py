from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.dataset.defect_book import load_defect_book
from core.texts.program_folder import resources_dir
from tests.ui.inspections import CATEGORIES
from tests.ui.widgets.verdict.on_bar import show_image
from ui.widgets.verdict.bar import VerdictBar


@pytest.fixture
def bar(qtbot: QtBot) -> VerdictBar:
    made = VerdictBar()
    qtbot.addWidget(made)
    made.set_book(load_defect_book(resources_dir() / "defect_book.toml"), CATEGORIES)
    made.show_context(operator="김민수", station="라인 2", recent=["김민수", "이서연"])
    made.resize(1000, 100)
    made.show()
    show_image(made)
    return made
