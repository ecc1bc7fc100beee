from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.texts.language import Language
from tests.ui.fitting import settle, sticking_out, words_without_room
from ui import theme
from ui.i18n import translation
from ui.widgets.description.foot import CaptionerState, PaneFoot

LONG = "Salesforce--blip-image-captioning-large_finetuned"
WHY = f"The weights of the model in /srv/models/{LONG}/model.safetensors are damaged: get it anew."


class Pane(QWidget):
    """A foot below a page that takes what is left, as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.foot = PaneFoot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QWidget(), 1)
        column.addWidget(self.foot)

    def show_at(self, width: int) -> None:
        self.resize(width, 300)
        settle()

    @property
    def line(self) -> QLabel:
        found = self.foot.findChild(QLabel)
        assert isinstance(found, QLabel)
        return found

    @property
    def is_stacked(self) -> bool:
        buttons = self.foot.findChildren(QToolButton)
        top = min(button.mapTo(self, button.rect().topLeft()).y() for button in buttons)
        return self.line.geometry().bottom() + self.foot.y() < top


@pytest.fixture
def pane(qtbot: QtBot) -> Pane:
    made = Pane()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(
    ("state", "detail"),
    [
        (CaptionerState.ABSENT, ""),
        (CaptionerState.LOADING, LONG),
        (CaptionerState.READY, "starter"),
        (CaptionerState.READY, LONG),
        (CaptionerState.FAILED, WHY),
    ],
)
@pytest.mark.parametrize("width", [300, 480])
def test_that_nothing_said_of_the_model_is_cut_off(
    pane: Pane, *, lang: Language, percent: int, state: CaptionerState, detail: str, width: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translation.install(app, lang)
    theme.apply_text_size(app, percent)
    try:
        pane.foot.show_captioner(state, detail)
        pane.show_at(width if percent == 100 else 2 * width)
        assert words_without_room(pane) == []
        assert sticking_out(pane) == []
        shown = pane.line.text().split("\u200b")
        metrics = pane.line.fontMetrics()
        parts = [part for words in shown for part in words.split()]
        assert max(metrics.horizontalAdvance(part) for part in parts) <= pane.line.width()
        assert detail in pane.foot.captioner_text
    finally:
        theme.apply_text_size(app, 100)
        translation.install(app, "ko")


def test_that_short_words_stand_beside_the_buttons_and_long_ones_above(pane: Pane) -> None:
    pane.foot.show_captioner(CaptionerState.READY, "starter")
    pane.show_at(300)
    assert not pane.is_stacked
    pane.foot.show_captioner(CaptionerState.READY, LONG)
    pane.show_at(300)
    assert pane.is_stacked
    pane.show_at(900)
    assert not pane.is_stacked
    pane.foot.show_captioner(CaptionerState.WAITING, "")
    pane.show_at(300)
    assert not pane.is_stacked


def test_that_the_pane_does_not_grow_wider_with_the_name_of_the_model(pane: Pane) -> None:
    pane.foot.show_captioner(CaptionerState.READY, "starter")
    settle()
    least = pane.foot.minimumSizeHint().width()
    pane.foot.show_captioner(CaptionerState.READY, LONG)
    settle()
    assert pane.foot.minimumSizeHint().width() <= least
