"""The dialog of calibrations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from core.domain.scales import ScaleSource
from core.errors import ImageError
from core.measure.scale.points import FoundScale
from core.services.requests import BoardScale
from core.settings.calibrations import Calibration, MillimetreSettings, Retirement
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.scale import ScaleDialog
from ui.dialogs.scale_values import PickedPoints, ScaleRequest, ScaleState
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

SIZE = (1280, 960)
PICKED = PickedPoints(((10.0, 20.0), (810.0, 20.0)), 1.6)
BOARD = BoardScale(
    FoundScale(
        0.05,
        0.006,
        {
            "square_mm": 5.0,
            "corners": 48.0,
            "mm_per_px_least": 0.0498,
            "mm_per_px_most": 0.0502,
            "tilt": 0.008,
        },
    ),
    (2000, 1500),
)


def calibration(days_ago: int = 3, size_px: tuple[int, int] = SIZE) -> Calibration:
    return Calibration(
        id="mm-20260301-a1b2c3",
        made_at=datetime.now(UTC) - timedelta(days=days_ago, hours=1),
        made_by="홍길동",
        source=ScaleSource.POINTS,
        mm_per_px=0.0488,
        uncertainty=0.004,
        camera="1호기 카메라",
        size_px=size_px,
    )


def make_dialog(
    qtbot: QtBot,
    *made: Calibration,
    size_px: tuple[int, int] | None = SIZE,
    retired: tuple[Retirement, ...] = (),
) -> ScaleDialog:
    dialog = ScaleDialog()
    qtbot.addWidget(dialog)
    settings = MillimetreSettings(calibrations=made, retirements=retired)
    dialog.show_state(ScaleState("브래킷", settings, size_px))
    settle(qtbot, dialog)
    return dialog


def words(dialog: ScaleDialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def button(dialog: ScaleDialog, text: str) -> QPushButton:
    (found,) = [each for each in dialog.findChildren(QPushButton) if each.text() == text]
    return found


def camera(dialog: ScaleDialog) -> QLineEdit:
    (found,) = [each for each in dialog.findChildren(QLineEdit) if each.placeholderText()]
    return found


def test_that_the_calibration_of_the_image_size_is_shown(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, calibration(3, (640, 480)), calibration())
    assert "1 px = 0.0488 mm (± 0.4 %)" in words(dialog)
    for part in ("두 점으로 교정", "1호기 카메라", "3일 전", "홍길동", "1280×960 px"):
        assert part in words(dialog)
    assert button(dialog, "폐기").isEnabled()


def test_that_an_image_of_another_size_has_none(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, calibration(size_px=(640, 480)))
    assert "이 이미지 크기의 교정이 없습니다(640×480 px용" in words(dialog)
    assert not button(dialog, "폐기").isEnabled()


def test_that_an_old_calibration_is_called_out_of_date(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, calibration(181))
    assert any("유효기간이 지났습니다" in line.words for line in dialog.findChildren(MessageLine))
    fresh = make_dialog(qtbot, calibration(180))
    assert not any(line.words for line in fresh.findChildren(MessageLine))


def test_that_only_a_calibration_of_the_image_size_is_called_out_of_date(qtbot: QtBot) -> None:
    for size_px in ((640, 480), None):
        dialog = make_dialog(qtbot, calibration(181), size_px=size_px)
        assert not any(line.words for line in dialog.findChildren(MessageLine))


def test_that_no_calibration_is_out_of_date_without_an_age_limit(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    endless = MillimetreSettings(limit_days=None, calibrations=(calibration(4000),))
    dialog.show_state(ScaleState("브래킷", endless, SIZE))
    assert not any(line.words for line in dialog.findChildren(MessageLine))


def test_that_two_points_and_a_distance_are_a_calibration(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    with qtbot.waitSignal(dialog.pick_wanted):
        dialog.points.pick.click()
    dialog.show_points(PICKED)
    assert not button(dialog, "교정").isEnabled()
    dialog.points.distance.setValue(40.0)
    camera(dialog).setText("  2호기   카메라 ")
    with qtbot.waitSignal(dialog.calibration_wanted) as told:
        button(dialog, "교정").click()
    (request,) = told.args
    assert isinstance(request, ScaleRequest)
    assert request.found.mm_per_px == pytest.approx(0.05)
    assert (request.source, request.size_px) == (ScaleSource.POINTS, SIZE)
    assert request.camera == "2호기 카메라"


def test_that_points_are_forgotten_with_the_image_size_they_were_picked_on(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_points(PICKED)
    dialog.points.distance.setValue(40.0)
    for size, is_kept in ((None, True), (SIZE, True), ((640, 480), False)):
        dialog.show_state(ScaleState("브래킷", MillimetreSettings(), size))
        assert (dialog.points.found is not None) is is_kept


def test_that_points_too_close_are_refused_in_words(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_points(PickedPoints(((0.0, 0.0), (15.0, 0.0)), 0.5))
    dialog.points.distance.setValue(3.0)
    assert "너무 가까워" in dialog.points.message.words
    assert not button(dialog, "교정").isEnabled()


def test_that_a_number_needs_no_uncertainty(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.pages.setCurrentWidget(dialog.number)
    dialog.number.number.setValue(0.05)
    with qtbot.waitSignal(dialog.calibration_wanted) as told:
        button(dialog, "교정").click()
    assert told.args[0].found == FoundScale(0.05, None, {})
    dialog.number.uncertainty.setValue(2.5)
    with qtbot.waitSignal(dialog.calibration_wanted) as told:
        button(dialog, "교정").click()
    assert told.args[0].found.uncertainty == pytest.approx(0.025)


def test_that_a_checkerboard_is_for_the_size_of_its_picture(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make_dialog(qtbot, size_px=None)
    dialog.pages.setCurrentWidget(dialog.board)
    assert not dialog.board.choose.isEnabled()
    dialog.board.square.setValue(5.0)
    path = tmp_path / "체커보드 1.png"
    with qtbot.waitSignal(dialog.board_wanted) as asked:
        dialog.board.take(path)
    assert asked.args == [path, 5.0]
    dialog.show_board(BOARD)
    assert "모서리 48개" in words(dialog)
    with qtbot.waitSignal(dialog.calibration_wanted) as told:
        button(dialog, "교정").click()
    assert told.args[0] == ScaleRequest(BOARD.found, ScaleSource.CHECKERBOARD, (2000, 1500), "")


def test_that_another_side_of_the_square_asks_for_the_picture_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = make_dialog(qtbot)
    dialog.pages.setCurrentWidget(dialog.board)
    dialog.board.square.setValue(5.0)
    dialog.board.take(tmp_path / "a.png")
    dialog.show_board(BOARD)
    dialog.board.square.setValue(6.0)
    assert not button(dialog, "교정").isEnabled()


def test_that_a_tilted_board_is_refused_with_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make_dialog(qtbot)
    dialog.pages.setCurrentWidget(dialog.board)
    dialog.board.square.setValue(5.0)
    dialog.board.take(tmp_path / "a.png")
    dialog.show_board_error(ImageError("checkerboard_tilted", file="a.png", percent=4.1))
    assert "4.1 %" in dialog.board.message.words
    assert not button(dialog, "교정").isEnabled()


def test_that_retiring_and_the_age_limit_are_told(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, calibration())
    with qtbot.waitSignal(dialog.retire_wanted) as told:
        button(dialog, "폐기").click()
    assert told.args == ["mm-20260301-a1b2c3"]
    (limit,) = dialog.findChildren(QSpinBox)
    assert limit.value() == 180
    for days, wanted in ((30, 30), (0, None)):
        with qtbot.waitSignal(dialog.limit_wanted) as asked:
            limit.setValue(days)
        assert asked.args == [wanted]


def test_that_without_an_image_points_cannot_be_picked(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, size_px=None)
    assert not dialog.points.pick.isEnabled()
    assert "먼저 이미지를 여세요" in words(dialog)


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    speak(language, percent)
    dialog = make_dialog(qtbot, calibration(300))
    dialog.show_points(PICKED)
    dialog.board.show_board(BOARD)
    for page in (dialog.points, dialog.number, dialog.board):
        dialog.pages.setCurrentWidget(page)
        settle(qtbot, dialog)
        assert cut_off(dialog) == []
        assert unnamed(dialog) == []
