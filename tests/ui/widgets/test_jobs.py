"""The jobs panel: folder runs and other jobs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QProgressBar, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.widgets.job_card import JobCard
from ui.widgets.jobs import FolderRunState, JobsPanel, JobState, RunPhase, WorstImage
from ui.widgets.notices import EmptyState, MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

JOB = JobState(
    7, "판정 폴더", RunPhase.RUNNING, done=1200, total=5000, rate_per_s=8.34, remaining_s=455.0,
    can_pause=True,
)  # fmt: skip
RUN = FolderRunState(JOB, n_ok=800, n_ng=300, n_hold=90, n_failed=10)
WORST = (
    WorstImage(Path("한글/나쁨.png"), Outcome.NG, 1.9, "불합격: 스크래치"),
    WorstImage(Path("b.png"), Outcome.HOLD, None, "읽을 수 없습니다"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> JobsPanel:
    made = JobsPanel()
    qtbot.addWidget(made)
    made.resize(420, 700)
    settle(qtbot, made)
    return made


def card_of(panel: JobsPanel, job_id: int = 7) -> JobCard:
    card = panel.card(job_id)
    assert card is not None
    return card


def words_of(card: JobCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def button(card: JobCard, tooltip: str) -> QToolButton:
    found = [b for b in card.findChildren(QToolButton) if b.toolTip().startswith(tooltip)]
    return found[0]


def test_that_nothing_running_says_what_can_be_done(panel: JobsPanel) -> None:
    (empty,) = panel.findChildren(EmptyState)
    assert empty.isVisible()
    assert "폴더 검사" in empty.words[1]


def test_that_a_run_shows_progress_rate_and_time_left(panel: JobsPanel) -> None:
    panel.show_run(RUN)
    card = card_of(panel)
    assert "5,000장 중 1,200장 · 초당 8.3장 · 약 8분 남음" in words_of(card)
    assert {"합격 800", "불합격 300", "보류 90", "읽을 수 없음 10"} <= set(words_of(card))
    (bar,) = card.findChildren(QProgressBar)
    assert (bar.value(), bar.maximum()) == (1200, 5000)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "약 1초"), (59, "약 59초"), (455, "약 8분"), (7500, "약 2시간 5분")],
)
def test_that_the_time_left_is_said_as_people_do(
    panel: JobsPanel, seconds: float, words: str
) -> None:
    panel.show_job(replace(JOB, remaining_s=seconds))
    assert any(words in line for line in words_of(card_of(panel)))


def test_that_an_unknown_total_moves_without_end_and_a_waiting_job_stands_still(
    panel: JobsPanel,
) -> None:
    panel.show_job(JobState(7, "모델", RunPhase.RUNNING))
    (bar,) = card_of(panel).findChildren(QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    panel.show_job(JobState(7, "모델", RunPhase.WAITING))
    assert bar.maximum() == 1


def test_that_a_newer_state_replaces_the_card_of_its_job(panel: JobsPanel) -> None:
    panel.show_run(RUN)
    card = card_of(panel)
    panel.show_run(replace(RUN, job=replace(JOB, done=1300)))
    assert card_of(panel) is card
    assert any("1,300장" in line for line in words_of(card))


def test_that_pause_and_cancel_tell_which_job(qtbot: QtBot, panel: JobsPanel) -> None:
    panel.show_run(RUN)
    with qtbot.waitSignal(panel.pause_toggled) as told:
        button(card_of(panel), "일시 정지").click()
    assert told.args == [7]
    with qtbot.waitSignal(panel.cancel_wanted) as told:
        button(card_of(panel), "취소").click()
    assert told.args == [7]


def test_that_a_paused_run_can_go_on_and_shows_no_rate(panel: JobsPanel) -> None:
    panel.show_run(replace(RUN, job=replace(JOB, phase=RunPhase.PAUSED)))
    card = card_of(panel)
    assert button(card, "계속").isVisible()
    assert "5,000장 중 1,200장" in words_of(card)


def test_that_a_run_being_cancelled_cannot_be_cancelled_twice(panel: JobsPanel) -> None:
    panel.show_run(replace(RUN, job=replace(JOB, phase=RunPhase.CANCELLING)))
    assert not button(card_of(panel), "취소").isEnabled()


def test_that_a_failure_is_said_in_its_words(panel: JobsPanel) -> None:
    panel.show_job(replace(JOB, phase=RunPhase.FAILED, message="메모리가 부족합니다."))
    (message,) = card_of(panel).findChildren(MessageLine)
    assert message.words == "메모리가 부족합니다."
    assert not button(card_of(panel), "취소").isVisible()


def test_that_a_finished_run_shows_the_worst_first(panel: JobsPanel) -> None:
    panel.show_run(RUN)
    (worst,) = card_of(panel).findChildren(QListWidget)
    assert not worst.isVisible()
    panel.show_run(replace(RUN, job=replace(JOB, phase=RunPhase.DONE), worst=WORST))
    assert worst.isVisible()
    assert [worst.item(row).text() for row in range(2)] == [
        "나쁨.png\n불합격: 스크래치",
        "b.png\n읽을 수 없습니다",
    ]
    assert "의심도 1.90" in worst.item(0).toolTip()


def test_that_a_click_on_a_worst_image_wants_it(qtbot: QtBot, panel: JobsPanel) -> None:
    panel.show_run(replace(RUN, job=replace(JOB, phase=RunPhase.DONE), worst=WORST))
    settle(qtbot, panel)
    (worst,) = card_of(panel).findChildren(QListWidget)
    at = worst.visualItemRect(worst.item(0)).center()
    with qtbot.waitSignal(panel.image_wanted) as told:
        QTest.mouseClick(worst.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [Path("한글/나쁨.png")]


def test_that_finished_jobs_are_cleared_and_running_ones_stay(panel: JobsPanel) -> None:
    panel.show_run(RUN)
    panel.show_job(replace(JOB, job_id=8, phase=RunPhase.DONE))
    (clear,) = [b for b in panel.findChildren(QPushButton) if b.text() == "끝난 작업 지우기"]
    clear.click()
    assert panel.card(8) is None
    assert panel.card(7) is not None
    assert not clear.isVisible()


def test_that_a_job_taken_off_the_list_leaves_the_empty_state(panel: JobsPanel) -> None:
    panel.show_job(replace(JOB, phase=RunPhase.CANCELLED))
    button(card_of(panel), "목록").click()
    assert panel.card(7) is None
    (empty,) = panel.findChildren(EmptyState)
    assert empty.isVisible()


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(
    qtbot: QtBot, panel: JobsPanel, language: Language, percent: int
) -> None:
    speak(language, percent)
    panel.resize(480, 700)
    panel.show_run(RUN)
    panel.show_run(replace(RUN, job=replace(JOB, job_id=8, phase=RunPhase.DONE), worst=WORST))
    settle(qtbot, panel)
    assert cut_off(panel) == []
    assert unnamed(panel) == []
