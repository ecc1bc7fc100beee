"""The canvas pixel by pixel; see conftest.py for how to write the pictures anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx, Region, RegionKind
from core.texts.language import Language
from tests.ui.widgets.canvas.conftest import CompareSnapshot, MakePicture, ShowImage, finding
from ui import theme
from ui.i18n import translation
from ui.theme import ThemeChoice
from ui.values import ShownImage
from ui.widgets.canvas import CanvasPanel

OUTLINE = ((230.0, 150.0), (280.0, 160.0), (300.0, 200.0), (240.0, 190.0))


@pytest.fixture(params=["ko", "en"])
def language(request: pytest.FixtureRequest, looks: QApplication) -> Language:
    chosen: Language = request.param
    translation.install(looks, chosen)
    return chosen


@pytest.fixture(params=["light", "dark"])
def looks_chosen(request: pytest.FixtureRequest, looks: QApplication) -> ThemeChoice:
    choice: ThemeChoice = request.param
    theme.apply_theme(looks, choice)
    return choice


def test_that_findings_and_rois_look_as_before(
    canvas: CanvasPanel,
    make_picture: MakePicture,
    show: ShowImage,
    compare_snapshot: CompareSnapshot,
    language: Language,
    looks_chosen: ThemeChoice,
) -> None:
    show(make_picture())
    polygon = Region(BoxPx(230, 150, 70, 50), RegionKind.POLYGON, polygon=OUTLINE)
    traced = finding(BoxPx(1, 1, 1, 1), Outcome.OK)
    canvas.set_findings(
        (
            finding(BoxPx(30, 40, 60, 20)),
            finding(BoxPx(200, 30, 50, 60), Outcome.HOLD),
            type(traced)(polygon, traced.outcome, traced.reason),
        )
    )
    canvas.set_rois((BoxPx(30, 40, 60, 20), BoxPx(60, 120, 120, 80)))
    canvas.view.editor.select(1)
    compare_snapshot(canvas, f"findings-{language}-{looks_chosen}")


def test_that_the_heat_map_looks_as_before(
    canvas: CanvasPanel,
    make_picture: MakePicture,
    show: ShowImage,
    compare_snapshot: CompareSnapshot,
    language: Language,
    looks_chosen: ThemeChoice,
) -> None:
    show(make_picture())
    down, across = np.mgrid[0:24, 0:32] / 24
    canvas.set_heat_map_shown(True)
    canvas.set_heat_map(
        0.2 + 1.7 * np.exp(-((across - 0.4) ** 2 + (down - 0.4) ** 2) / 0.03), limit=1.0
    )
    compare_snapshot(canvas, f"heat-{language}-{looks_chosen}")


def test_that_the_empty_canvas_looks_as_before(
    canvas: CanvasPanel,
    compare_snapshot: CompareSnapshot,
    language: Language,
    looks_chosen: ThemeChoice,
) -> None:
    compare_snapshot(canvas, f"empty-{language}-{looks_chosen}")


def test_that_an_unreadable_image_looks_as_before(
    qtbot: QtBot,
    canvas: CanvasPanel,
    tmp_path: Path,
    compare_snapshot: CompareSnapshot,
    language: Language,
    looks_chosen: ThemeChoice,
) -> None:
    file = tmp_path / "부품 7.jpg"
    file.write_text("no image", encoding="utf-8")
    with qtbot.waitSignal(canvas.image_failed):
        canvas.show_image(ShownImage(file))
    compare_snapshot(canvas, f"unreadable-{language}-{looks_chosen}")
