"""An outline corrected by hand, through the program's own host process and records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.domain.inspections import Finding
from core.domain.regions import BoxPx
from core.host.client import HostClient
from core.settings.paths import DataDir
from tests.e2e.conftest import COLOURS, picture
from tests.support.window_engine import FACTORY, WindowEngineConfig
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.workers.host_thread import Client, Deliver

_ROI = BoxPx(20, 20, 60, 40)


@pytest.fixture
def play(tmp_path: Path, qapp: QApplication) -> Play:
    """Return the program with a real host process that needs no torch."""
    root = tmp_path / "데이터 폴더"

    def make_client(deliver: Deliver) -> Client:
        data_dir = DataDir.open(root)
        return HostClient(
            engine=FACTORY,
            config=WindowEngineConfig(data_dir.root),
            log_dir=data_dir.logs,
            deliver=deliver,
        )

    return Play(root, make_client)


def test_that_a_corrected_outline_is_there_again_in_the_next_shift(
    play: Play, tmp_path: Path
) -> None:
    folder = tmp_path / "검사 대상"
    folder.mkdir()
    picture(COLOURS["good"], 1).save(folder / "부품 1.png")
    play.set_people()
    applied: list[Finding] = []

    def correct() -> Scene:
        yield play.is_ready
        play.draw(_ROI)
        yield lambda: play.place.canvas.rois() == (_ROI,) and play.is_ready()
        yield lambda: play.place.canvas.view.findings[0].region.box == _ROI
        yield play.has_keys
        yield play.place.window.actions_.outline.isEnabled
        play.key(Qt.Key.Key_L, "l")
        yield lambda: play.place.canvas.outline.is_on
        _paint(play)
        play.key(Qt.Key.Key_B, "b")
        play.key(Qt.Key.Key_Return, "\r")
        yield lambda: any(each.is_corrected for each in play.place.canvas.view.findings)
        applied.append(play.place.canvas.view.findings[0])
        yield play.is_written
        play.close()

    def look_again() -> Scene:
        yield play.is_ready
        yield lambda: any(each.is_corrected for each in play.place.canvas.view.findings)
        assert play.place.canvas.view.findings[0].outline == applied[0].outline
        play.close()

    assert play.run(correct, folder) == DONE
    (line, *_) = play.lines()
    assert line.outline_corrected_by == "김하늘"
    assert line.corrected_length_px == pytest.approx(applied[0].measurement.length_px)
    assert play.run(look_again, folder) == DONE
    assert play.is_intact()


def _paint(play: Play) -> None:
    tool = play.place.canvas.outline.tool
    assert tool.editor is not None
    tool.editor.begin_stroke((30.0, 40.0), adds=True, diameter_px=6)
    tool.editor.stroke_to((60.0, 40.0))
    tool.finish_drag()
