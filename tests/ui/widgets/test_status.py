from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from ui.i18n import translation
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.status import HostKind, HostView, ProgressView, StatusPanel


@pytest.fixture
def status(looks: QApplication, qtbot: QtBot) -> StatusPanel:
    panel = StatusPanel()
    qtbot.addWidget(panel)
    panel.resize(1280, 28)
    panel.show()
    return panel


def _lines(status: StatusPanel) -> list[str]:
    return [label.text for label in status.findChildren(ElidedLabel) if label.isVisible()]


def _button(status: StatusPanel, name: str) -> QAbstractButton:
    buttons = status.findChildren(QAbstractButton)
    return next(button for button in buttons if button.accessibleName() == name)


def test_that_model_device_and_state_stand_in_one_line(status: StatusPanel) -> None:
    status.show_host(HostView(HostKind.READY, model="starter", device="cpu"))
    assert "starter · CPU · 준비됨" in _lines(status)


@pytest.mark.parametrize("kind", list(HostKind))
def test_that_every_state_of_the_engine_has_words_in_both_languages(
    status: StatusPanel, looks: QApplication, qtbot: QtBot, kind: HostKind
) -> None:
    status.show_host(HostView(kind))
    korean = _lines(status)
    translation.install(looks, "en")
    qtbot.waitUntil(lambda: _lines(status) != korean)
    assert all(_lines(status)[:1])


def test_that_progress_tells_rate_and_time_left_and_can_be_cancelled(
    status: StatusPanel, qtbot: QtBot
) -> None:
    status.show_progress(ProgressView("폴더 검사", 12, 40, rate_per_s=3.14, left_s=8.9))
    assert "폴더 검사 · 12/40 · 3.1장/초 · 9초 남음" in _lines(status)
    bar = status.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (12, 40)
    with qtbot.waitSignal(status.cancel_requested):
        _button(status, "실행 중인 작업 취소").click()
    status.show_progress(None)
    assert not bar.isVisible()
    assert not _button(status, "실행 중인 작업 취소").isVisible()


def test_that_long_times_are_told_in_minutes(status: StatusPanel) -> None:
    status.show_progress(ProgressView("폴더 검사", 1, 5000, left_s=1234))
    assert "폴더 검사 · 1/5000 · 21분 남음" in _lines(status)


def test_that_the_queue_is_shown_only_when_somebody_waits(status: StatusPanel) -> None:
    status.show_queue(3)
    assert "대기 3건" in _lines(status)
    status.show_queue(0)
    assert not any("대기" in line for line in _lines(status))


def test_that_unsaved_work_is_named_and_can_be_saved_again(
    status: StatusPanel, qtbot: QtBot
) -> None:
    button = _button(status, "다시 저장")
    assert not button.isVisible()
    status.show_unsaved(("a.png: NG", "b.png: OK"), "디스크가 가득 찼습니다")
    assert button.isVisible()
    assert "2건" in button.text()
    assert "a.png: NG" in button.toolTip()
    assert "디스크" in button.toolTip()
    with qtbot.waitSignal(status.retry_requested):
        button.click()
    status.show_unsaved(())
    assert not button.isVisible()


_Clicked = Callable[[StatusPanel], SignalInstance]


@pytest.mark.parametrize(
    ("name", "signal_of"),
    [("스테이션", lambda s: s.station_clicked), ("검사자", lambda s: s.operator_clicked)],
)
def test_that_station_and_inspector_can_be_changed_with_one_click(
    status: StatusPanel, qtbot: QtBot, name: str, signal_of: _Clicked
) -> None:
    status.show_people("", "")
    assert "설정" in _button(status, name).text()
    status.show_people("1라인", "김검사")
    assert _button(status, name).text() in {"1라인", "김검사"}
    with qtbot.waitSignal(signal_of(status)):
        _button(status, name).click()


def test_that_a_long_line_gives_way_and_stays_readable_as_a_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.set_text("아주 긴 모델 이름 " * 20)
    label.resize(120, 20)
    label.show()
    assert label.minimumSizeHint().width() < 120 < label.sizeHint().width()
    assert label.toolTip() == label.text
    label.resize(4000, 20)
    assert label.toolTip() == ""
