from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.widgets.scores.panel import ScorePanel


@pytest.fixture
def panel(qtbot: QtBot) -> ScorePanel:
    made = ScorePanel()
    qtbot.addWidget(made)
    made.resize(280, 640)
    made.show()
    return made
