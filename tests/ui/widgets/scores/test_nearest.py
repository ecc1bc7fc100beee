from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.inspections import CATEGORIES, RULES, make_finding, make_inspection
from ui.widgets.scores.nearest import NearestExamples
from ui.widgets.scores.panel import ScorePanel

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str) -> Path:
        file = tmp_path / "예시" / name
        file.parent.mkdir(exist_ok=True)
        rgb = np.full((90, 120, 3), 90, dtype=np.uint8)
        rgb[40:50] = (220, 220, 230)
        Image.fromarray(rgb).save(file)
        return file

    return written


def _show(panel: ScorePanel, outcome: Outcome = Outcome.NG) -> None:
    panel.show_inspection(make_inspection(make_finding(outcome)), CATEGORIES, RULES)


def test_that_nearest_examples_are_shown_as_pictures(
    panel: ScorePanel, qtbot: QtBot, write: Write
) -> None:
    _show(panel)
    nearest = panel.findChild(NearestExamples)
    assert isinstance(nearest, NearestExamples)
    assert not nearest.isVisible()
    panel.set_nearest([(write("스크래치 1.png"), "scratch", 0.91), (write("b.png"), "dent", 0.5)])
    assert nearest.isVisible()
    qtbot.waitUntil(lambda: nearest.picture(1) is not None)
    picture = nearest.picture(0)
    assert picture is not None
    assert (picture.width(), picture.height()) == (120, 90)
    assert nearest.accessibleDescription() == "스크래치, 유사도 0.91, 찍힘, 유사도 0.50"


def test_that_an_example_that_cannot_be_read_does_no_harm(
    panel: ScorePanel, qtbot: QtBot, tmp_path: Path
) -> None:
    _show(panel)
    panel.set_nearest([(tmp_path / "없음.png", "scratch", 0.9)])
    nearest = panel.findChild(NearestExamples)
    assert isinstance(nearest, NearestExamples)
    qtbot.waitUntil(lambda: nearest.picture(0) is not None)
    picture = nearest.picture(0)
    assert picture is not None
    assert picture.isNull()
    assert not panel.grab().isNull()


def test_that_pictures_of_the_last_image_are_dropped(
    panel: ScorePanel, qtbot: QtBot, write: Write
) -> None:
    panel.set_nearest([(write(f"{n}.png"), "scratch", 0.9) for n in range(6)])
    panel.set_nearest([(write("neu.png"), "dent", 0.4)])
    nearest = panel.findChild(NearestExamples)
    assert isinstance(nearest, NearestExamples)
    qtbot.waitUntil(lambda: nearest.picture(0) is not None)
    assert [example.category_id for example in nearest.examples] == ["dent"]
    assert nearest.picture(1) is None


def test_that_a_new_image_starts_without_nearest_examples(
    panel: ScorePanel, write: Write, qtbot: QtBot
) -> None:
    _show(panel)
    panel.set_nearest([(write("a.png"), "scratch", 0.9)])
    _show(panel, Outcome.OK)
    nearest = panel.findChild(NearestExamples)
    assert isinstance(nearest, NearestExamples)
    assert nearest.examples == ()
    assert not nearest.isVisible()


def test_that_an_example_has_a_tooltip(panel: ScorePanel, qtbot: QtBot, write: Write) -> None:
    _show(panel)
    panel.set_nearest([(write("스크래치 1.png"), "scratch", 0.91)])
    nearest = panel.findChild(NearestExamples)
    assert isinstance(nearest, NearestExamples)
    QApplication.processEvents()
    at = nearest.cell_rect(0).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, nearest.mapToGlobal(at))
    QApplication.sendEvent(nearest, event)
    assert "스크래치 1.png" in QToolTip.text()
    away = QHelpEvent(QEvent.Type.ToolTip, QPoint(-5, -5), QPoint(0, 0))
    QApplication.sendEvent(nearest, away)
