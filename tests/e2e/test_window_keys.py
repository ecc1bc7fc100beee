"""Keys and clicks of a person, a scanner and an input method: nothing is judged by accident."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.domain.outcomes import Outcome
from tests.e2e.taught_window import plates_to_judge, taught_play, verdicts_of
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.widgets.verdict.button import VerdictButton


@pytest.fixture
def play(tmp_path: Path, qapp: QApplication) -> Play:
    """Return a taught product with an operator at work."""
    return taught_play(tmp_path)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Return three good plates and a scratched one."""
    return plates_to_judge(tmp_path)


def _answer(play: Play) -> None:
    dialog = play.dialog(OverrideReasonDialog)
    if dialog is not None:
        dialog.findChildren(QLineEdit)[0].setText("현미경 확인")
        dialog.accept()


def test_that_held_space_accepts_one_image_only(play: Play, paths: list[Path]) -> None:
    def scene() -> Scene:
        yield play.is_ready
        yield play.has_keys
        play.key(Qt.Key.Key_Space, " ", repeats=20)
        yield lambda: play.is_ready(paths[1])
        end_s = time.monotonic() + 0.3
        yield lambda: time.monotonic() > end_s
        assert play.is_ready(paths[1])
        yield play.is_written
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    assert verdicts_of(play) == {paths[0].name: Outcome.OK, paths[1].name: None}


def test_that_space_goes_through_what_is_good_and_stops_at_a_hold(
    play: Play, paths: list[Path]
) -> None:
    def scene() -> Scene:
        for path in paths[:3]:
            yield play.when_ready(path)
            yield play.has_keys
            play.key(Qt.Key.Key_Space, " ")
        yield lambda: play.is_ready(paths[3])
        yield play.is_written
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    assert verdicts_of(play) == {**dict.fromkeys((p.name for p in paths[:3]), Outcome.OK),
                               paths[3].name: None}  # fmt: skip


def test_that_a_scanner_fills_the_part_id_and_judges_nothing(play: Play, paths: list[Path]) -> None:
    def scene() -> Scene:
        yield play.is_ready
        yield play.has_keys
        play.type_quickly("ONH1-NO77")
        end_s = time.monotonic() + 0.4
        yield lambda: time.monotonic() > end_s
        assert play.place.browser.state_of(paths[0]).verdict is None
        yield play.has_keys
        play.key(Qt.Key.Key_O, "o")
        yield lambda: play.place.browser.state_of(paths[0]).verdict is Outcome.OK
        yield play.is_written
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    (line,) = play.lines()
    (verdict,) = play.story(line).verdicts
    assert verdict.context.part_id == "ONH1-NO77"


def test_that_the_verdict_keys_work_while_hangul_is_typed(play: Play, paths: list[Path]) -> None:
    def scene() -> Scene:
        yield play.is_ready
        yield play.has_keys
        composed = QInputMethodEvent("ㅐ", [])  # the key O on a Korean keyboard
        QApplication.sendEvent(play.place.canvas.view, composed)
        yield lambda: play.place.browser.state_of(paths[0]).verdict is Outcome.OK
        yield play.is_written
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    assert verdicts_of(play) == {paths[0].name: Outcome.OK}


def test_that_a_double_click_on_ng_is_one_verdict(play: Play, paths: list[Path]) -> None:
    def scene() -> Scene:
        yield play.is_ready
        place = play.place
        place.browser.select(paths[3])
        yield lambda: play.is_ready(paths[3])
        shown = place.examining.shown
        assert shown is not None
        assert shown.inspection is not None
        assert shown.inspection.outcome is not Outcome.OK
        button = next(
            each
            for each in place.verdict_bar.findChildren(VerdictButton)
            if each.outcome is Outcome.NG
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        _answer(play)
        yield lambda: place.browser.state_of(paths[3]).verdict is Outcome.NG
        yield play.is_written
        assert play.dialog(OverrideReasonDialog) is None
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    (line,) = [line for line in play.lines() if line.current_verdict is not None]
    assert len(play.story(line).verdicts) == 1
