from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.images import Sighting
from core.domain.inspections import AnomalyScore, Configuration, Finding, Inspection
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region
from core.imaging.decode import read_image
from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage, finding, is_whole
from ui.i18n import translation
from ui.values import ShownImage
from ui.widgets.canvas import CanvasPanel

BOX = BoxPx(40, 30, 80, 60)


def inspected(file: Path, *findings: Finding) -> ShownImage:
    inspection = Inspection(
        sighting=Sighting(str(file), 1, 1),
        sha256="0" * 64,
        page=0,
        product="default",
        outcome=Outcome.NG,
        reason=Reason(ReasonCode.SURE_DEFECT),
        configuration=Configuration("0"),
        findings=findings,
    )
    return ShownImage(file, inspection=inspection)


class SlowDecoding:
    """Holds the decoding of files with these names until told to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self._names = names
        self._decode = read_image
        monkeypatch.setattr("core.imaging.decode.read_image", self._read)

    def _read(self, path: Path, *, page: int = 0) -> object:
        if path.name in self._names:
            self.begun.set()
            assert self.go_on.wait(10)
        return self._decode(path, page=page)


def test_that_the_empty_canvas_says_what_to_do(qtbot: QtBot, canvas: CanvasPanel) -> None:
    assert canvas.message is not None
    title, hint = canvas.message
    assert title
    assert hint
    with qtbot.waitSignal(canvas.folder_wanted):
        canvas.messages.open_button.click()


def test_that_painted_names_the_image_once(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture
) -> None:
    file = make_picture()
    painted: list[Path] = []
    canvas.painted.connect(painted.append)
    canvas.show_image(ShownImage(file))
    assert painted == []
    qtbot.waitUntil(lambda: painted == [file])
    canvas.view.viewport().repaint()
    qtbot.wait(20)
    assert painted == [file]
    assert canvas.message is None


def test_that_showing_the_same_image_again_is_painted_again_and_keeps_rois(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    file = make_picture()
    show(file)
    canvas.set_rois((BOX,))
    canvas.zoom_by(2)
    zoomed = canvas.view.zoom
    with qtbot.waitSignal(canvas.painted):
        canvas.show_image(inspected(file, finding(BOX)))
    assert canvas.rois() == (BOX,)
    assert canvas.view.zoom == zoomed
    assert len(canvas.view.findings) == 1


def test_that_a_canvas_that_is_not_seen_reports_no_painting(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture
) -> None:
    file = make_picture()
    canvas.hide()
    painted: list[Path] = []
    canvas.painted.connect(painted.append)
    canvas.show_image(ShownImage(file))
    qtbot.waitUntil(lambda: is_whole(canvas, file))
    qtbot.wait(30)
    assert painted == []
    canvas.show()
    qtbot.waitUntil(lambda: painted == [file])


def test_that_the_image_before_goes_with_its_overlays_before_the_next_is_there(
    qtbot: QtBot,
    canvas: CanvasPanel,
    make_picture: MakePicture,
    show: ShowImage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(make_picture("a.png"))
    canvas.set_rois((BOX,))
    canvas.set_heat_map(np.ones((4, 4)), limit=1.0)
    slow = SlowDecoding(monkeypatch, "b.png")
    painted: list[Path] = []
    canvas.painted.connect(painted.append)
    gone: list[object] = []
    canvas.rois_changed.connect(gone.append)
    second = make_picture("b.png")
    canvas.show_image(inspected(second, finding(BOX)))
    assert slow.begun.wait(10)
    assert gone == [()]
    assert canvas.rois() == ()
    assert not canvas.view.is_current
    canvas.view.viewport().repaint()
    qtbot.waitUntil(lambda: canvas.view.image.loaded is None)
    assert canvas.view.note
    assert painted == []
    slow.go_on.set()
    qtbot.waitUntil(lambda: painted == [second])
    assert not canvas.view.note
    assert canvas.view.heat.boundingRect().isEmpty()


def test_that_an_image_that_comes_too_late_is_not_shown(
    qtbot: QtBot,
    canvas: CanvasPanel,
    make_picture: MakePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = SlowDecoding(monkeypatch, "a.png")
    painted: list[Path] = []
    canvas.painted.connect(painted.append)
    canvas.show_image(ShownImage(make_picture("a.png", 100, 100)))
    assert slow.begun.wait(10)
    second = make_picture("b.png", 200, 100)
    canvas.show_image(ShownImage(second))
    slow.go_on.set()
    qtbot.waitUntil(lambda: painted == [second])
    qtbot.wait(30)
    assert painted == [second]
    assert canvas.view.image.boundingRect().width() == 200


def test_that_an_unreadable_image_says_why_in_the_language_in_force(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture, tmp_path: Path
) -> None:
    file = tmp_path / "깨진 파일.png"
    file.write_bytes(make_picture().read_bytes()[:200])
    with qtbot.waitSignal(canvas.image_failed) as failed:
        canvas.show_image(ShownImage(file))
    assert failed.args is not None
    assert failed.args[0] == file
    assert canvas.message is not None
    assert canvas.message[1].startswith("깨진 파일.png:")
    assert "다시" in canvas.message[1]
    assert canvas.rois() == ()


def test_that_after_an_unreadable_image_the_next_one_is_shown(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage, tmp_path: Path
) -> None:
    file = tmp_path / "x.png"
    file.write_text("no image", encoding="utf-8")
    with qtbot.waitSignal(canvas.image_failed):
        canvas.show_image(ShownImage(file))
    show(make_picture())
    assert canvas.message is None


def test_that_a_repaired_file_is_read_again(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage, tmp_path: Path
) -> None:
    file = tmp_path / "x.png"
    file.write_text("no image", encoding="utf-8")
    with qtbot.waitSignal(canvas.image_failed):
        canvas.show_image(ShownImage(file))
    file.write_bytes(make_picture().read_bytes())
    show(file)
    assert canvas.message is None


def test_that_rois_set_before_the_image_is_there_are_on_it(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture
) -> None:
    file = make_picture()
    canvas.show_image(ShownImage(file))
    canvas.set_rois((BOX, BoxPx(300, 200, 100, 100)))
    assert canvas.rois() == (BOX, BoxPx(300, 200, 100, 100))
    qtbot.waitUntil(lambda: is_whole(canvas, file))
    assert canvas.rois() == (BOX, BoxPx(300, 200, 20, 40))
    assert not canvas.undo_roi()


def test_that_reloading_keeps_the_rois(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage
) -> None:
    file = make_picture()
    show(file)
    canvas.set_rois((BOX,))
    with qtbot.waitSignal(canvas.painted):
        canvas.reload()
    qtbot.waitUntil(lambda: is_whole(canvas, file))
    assert canvas.rois() == (BOX,)


def test_that_a_cleared_canvas_shows_nothing_of_an_image_under_way(
    qtbot: QtBot,
    canvas: CanvasPanel,
    make_picture: MakePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = SlowDecoding(monkeypatch, "a.png")
    painted: list[Path] = []
    canvas.painted.connect(painted.append)
    canvas.show_image(ShownImage(make_picture("a.png")))
    assert slow.begun.wait(10)
    canvas.clear()
    slow.go_on.set()
    qtbot.wait(200)
    assert painted == []
    assert canvas.message is not None
    assert canvas.shown_key is None


def test_that_a_huge_image_does_not_hold_the_window_up(
    qtbot: QtBot, canvas: CanvasPanel, make_picture: MakePicture
) -> None:
    """A small version; neighbours on the machine can delay single ticks, hence the quantile."""
    file = make_picture("huge.jpg", 4000, 3000)
    ticks = [time.perf_counter()]
    timer = QTimer(canvas, interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    canvas.show_image(ShownImage(file))
    qtbot.waitUntil(lambda: is_whole(canvas, file))
    timer.stop()
    assert len(ticks) > 5
    assert np.quantile(np.diff(ticks), 0.9) < 0.05


def _is_preview(canvas: CanvasPanel) -> bool:
    loaded = canvas.view.image.loaded
    return loaded is not None and loaded.is_preview


def test_that_the_whole_image_takes_the_place_of_its_preview_without_a_jump(
    qtbot: QtBot,
    canvas: CanvasPanel,
    make_picture: MakePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = SlowDecoding(monkeypatch, "huge.jpg")
    file = make_picture("huge.jpg", 2000, 1500)
    canvas.show_image(ShownImage(file))
    qtbot.waitUntil(lambda: _is_preview(canvas))
    canvas.set_rois((BOX,))
    canvas.one_to_one()
    before = canvas.view.viewportTransform()
    slow.go_on.set()
    qtbot.waitUntil(lambda: is_whole(canvas, file))
    assert canvas.view.viewportTransform() == before
    assert canvas.rois() == (BOX,)


def test_that_the_limit_of_the_inspection_scales_the_heat_map(
    canvas: CanvasPanel, make_picture: MakePicture
) -> None:
    judged = Finding(
        Region(BOX),
        Outcome.HOLD,
        Reason(ReasonCode.UNKNOWN_DEFECT),
        anomaly=AnomalyScore(2.0, 1.5),
    )
    canvas.set_heat_map_shown(True)
    canvas.show_image(inspected(make_picture(), judged))
    canvas.set_heat_map(np.ones((4, 4)))
    assert canvas.view.legend is not None
    assert canvas.view.legend[1]
    canvas.clear()
    assert canvas.view.legend is None


def test_that_words_follow_the_language(canvas: CanvasPanel, looks: QApplication) -> None:
    translation.install(looks, "en")
    QApplication.sendPostedEvents()
    assert canvas.message == (
        "No image is open",
        "Open a folder, then choose an image in the list.",
    )
    assert "whole image" in canvas.view.accessibleDescription()
