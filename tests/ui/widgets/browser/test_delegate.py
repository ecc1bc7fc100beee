from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from core.errors import ImageError
from tests.ui.browsing import FOLDER, done, item, n_colors
from ui import theme
from ui.models.catalogue_model import CatalogueModel
from ui.models.shown_images import ShownImages
from ui.values import EntryState, SeenState
from ui.widgets.browser.delegate import RowDelegate
from ui.widgets.browser.image_list import ImageList
from ui.widgets.browser.words import BrowserWords

_STATES = {
    "not_seen": EntryState(),
    "running": EntryState(SeenState.RUNNING),
    "ok": done(Outcome.OK),
    "ng": done(Outcome.NG),
    "hold": done(Outcome.HOLD),
    "agreed": done(Outcome.NG, Outcome.NG),
    "corrected": done(Outcome.NG, Outcome.OK, corrected=True),
    "person_only": done(None, Outcome.HOLD),
    "unreadable": EntryState(SeenState.UNREADABLE, problem="0바이트"),
}


def _list_of(qtbot: QtBot, states: dict[str, EntryState], width_px: int = 300) -> ImageList:
    model = CatalogueModel()
    model.append([item(f"{name}.png") for name in states])
    for name, state in states.items():
        model.set_state(FOLDER / f"{name}.png", state)
    images = ShownImages(model, model)
    view = ImageList(images, BrowserWords(model))
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(width_px, 900)
    view.show()
    qtbot.waitExposed(view)
    return view


def _row(view: ImageList, row: int) -> QImage:
    rect = view.visualRect(view.model().index(row, 0))
    return view.viewport().grab(rect).toImage()


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("width_px", [150, 300])
def test_that_every_state_looks_different(
    qtbot: QtBot, qapp: QApplication, choice: theme.ThemeChoice, width_px: int
) -> None:
    theme.apply_theme(qapp, choice)
    # The same name for all, so that only the state differs.
    view = _list_of(qtbot, {"a": EntryState()}, width_px)
    source = FOLDER / "a.png"
    pictures = set()
    for state in _STATES.values():
        model = view.findChild(CatalogueModel)
        assert model is not None
        model.set_state(source, state)
        pictures.add(bytes(_row(view, 0).constBits()))
    theme.apply_theme(qapp, "light")
    assert len(pictures) == len(_STATES)


def test_that_verdicts_are_said_in_colour_shape_and_word(qtbot: QtBot) -> None:
    delegate = RowDelegate(BrowserWords())
    badges = delegate.badges(done(Outcome.NG, Outcome.OK), is_broken=False)
    assert [badge.signs for badge in badges] == [("inspect", "ng-cross"), ("person", "ok-check")]
    assert [badge.word for badge in badges] == ["불합격", "합격"]
    assert badges[0].ink == theme.colors().ng
    assert badges[1].ink == theme.colors().ok


def test_that_a_thumbnail_takes_the_place_of_the_sign(qtbot: QtBot) -> None:
    view = _list_of(qtbot, {"a": EntryState()})
    model = view.findChild(CatalogueModel)
    assert model is not None
    before = n_colors(_row(view, 0))
    red = QPixmap(160, 100)
    red.fill("#ff0000")
    model.set_thumbnail(FOLDER / "a.png", red)
    picture = _row(view, 0)
    assert picture.pixelColor(30, picture.height() // 2).name() == "#ff0000"
    assert before > 2


def test_that_an_image_that_cannot_be_decoded_is_marked(qtbot: QtBot) -> None:
    view = _list_of(qtbot, {"a": EntryState()})
    model = view.findChild(CatalogueModel)
    assert model is not None
    error = ImageError("image_empty", file="a.png", path=str(Path("a.png")))
    model.set_problem(FOLDER / "a.png", error)
    picture = _row(view, 0)
    colors = {picture.pixelColor(x, picture.height() // 2).name() for x in range(70)}
    assert theme.colors().error.name() in colors


def test_that_rows_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    view = _list_of(qtbot, {"a": EntryState()})
    heights = []
    for points in (12.0, 24.0):
        font = view.font()
        font.setPointSizeF(points)
        view.setFont(font)
        heights.append(view.rowHeight(0))
    assert heights[1] > 1.5 * heights[0]
