from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fitting import settle
from ui import theme
from ui.widgets.bounded_scroll import BoundedScroll
from ui.widgets.flow_layout import FlowLayout


class Place(QWidget):
    """An image, and buttons below it that break into lines."""

    def __init__(self) -> None:
        super().__init__()
        self.content = QWidget()
        row = FlowLayout(self.content)
        self.buttons = [QPushButton(f"button {number}") for number in range(12)]
        for button in self.buttons:
            row.addWidget(button)
        self.below = BoundedScroll(self.content, 0.4)
        self.image = QWidget()
        column = QVBoxLayout(self)
        column.addWidget(self.image, 1)
        column.addWidget(self.below)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    shown = Place()
    qtbot.addWidget(shown)
    shown.resize(1200, 500)
    with qtbot.waitExposed(shown):
        shown.show()
    settle()
    return shown


def test_that_content_that_has_room_is_shown_whole(place: Place) -> None:
    assert place.below.height() == place.content.heightForWidth(place.below.width())
    assert not place.below.verticalScrollBar().isVisible()


def test_that_narrower_content_gets_higher(place: Place) -> None:
    before = place.below.height()
    place.resize(600, 500)
    settle()
    assert place.below.height() > before
    assert not place.below.verticalScrollBar().isVisible()


def test_that_large_text_is_scrolled_and_leaves_the_image_its_part(
    place: Place, looks: QApplication
) -> None:
    place.resize(420, 500)
    theme.apply_text_size(looks, 200)
    settle()
    assert place.below.height() == round(0.4 * place.height())
    assert place.below.verticalScrollBar().isVisible()
    assert place.image.height() >= 0.5 * place.height()


def test_that_a_higher_parent_gives_more_room(place: Place, looks: QApplication) -> None:
    place.resize(420, 500)
    theme.apply_text_size(looks, 200)
    settle()
    before = place.below.height()
    place.resize(420, 900)
    settle()
    assert place.below.height() > before


def test_that_content_that_shrinks_gives_room_back(place: Place) -> None:
    place.resize(420, 500)
    settle()
    before = place.below.height()
    for button in place.buttons[2:]:
        button.hide()
    settle()
    assert place.below.height() < before


def test_that_what_has_the_keyboard_is_scrolled_into_view(
    place: Place, looks: QApplication
) -> None:
    place.resize(420, 300)
    theme.apply_text_size(looks, 200)
    settle()
    place.buttons[-2].setFocus()
    QTest.keyClick(place.buttons[-2], Qt.Key.Key_Tab)
    settle()
    last = place.buttons[-1]
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()
