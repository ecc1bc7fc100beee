from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.errors import RecordsError, UsageError
from core.host.client import HostClient
from core.records.history import History
from core.settings.app_settings import load_settings
from core.settings.paths import DataDir
from tests.core.host.fake_engine import ENGINE, Answer, FakeConfig
from tests.core.host.rig import QUICK, job_of
from tests.ui.panels_of_words import WordsWorkplace
from ui.app import DONE, USAGE, Parts, run_gui
from ui.closing import Closing
from ui.desk import Desk
from ui.i18n import translation
from ui.instance import claim
from ui.theme import theme_choice
from ui.widgets.status import HostKind, StatusPanel
from ui.workers.host_thread import Client, Deliver
from ui.workers.storage_tasks import StorageTask

_PATIENCE_MS = 30_000


class _FakeHistory:
    """Takes words, unless it is told to fail."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.trouble: Exception | None = None

    def write(self, word: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.written.append(word)

    def close(self) -> None:
        return


@dataclass
class _Stage:
    """One run of the program, with scenes that are played while it runs."""

    root: Path
    history: _FakeHistory = field(default_factory=_FakeHistory)
    places: list[WordsWorkplace] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def run(self, *scenes: tuple[Callable[[], bool], Callable[[], object]], **options: Path) -> int:
        """Run the program; each scene waits for its condition, then acts; the last should close."""
        timer = QTimer(interval=5)
        waiting = list(scenes)

        def play() -> None:
            if self.places and waiting and waiting[0][0]():
                waiting.pop(0)[1]()

        timer.timeout.connect(play)
        timer.start()
        QTimer.singleShot(_PATIENCE_MS, timer, partial(self._give_up, waiting))
        parts = Parts(self._make_place, self._make_client, lambda: cast(History, self.history))
        code = run_gui(self.root, "커버", options.get("folder"), parts=parts)
        timer.stop()
        assert waiting == []
        assert self.problems == []
        return code

    @property
    def place(self) -> WordsWorkplace:
        return self.places[-1]

    @property
    def desk(self) -> Desk:
        return self.place.desk

    @property
    def closing(self) -> Closing:
        found = self.place.window.findChild(Closing)
        assert isinstance(found, Closing)
        return found

    def close(self) -> None:
        self.place.window.close()

    def is_shown(self) -> bool:
        return self.place.window.isVisible()

    def is_open(self) -> bool:
        return self.desk.storage.state.is_open

    def write(self, word: str) -> None:
        self.desk.storage.submit(
            StorageTask(
                work=lambda history: cast(_FakeHistory, history).write(word), name=word, keep=True
            )
        )

    def press(self, words: str) -> None:
        """Press a button of the question."""
        question = self.closing.question
        assert question is not None
        buttons = question.findChildren(QAbstractButton)
        next(button for button in buttons if button.text() == words).click()

    def is_asking(self) -> bool:
        return self.closing.question is not None

    def _make_place(self, desk: Desk) -> WordsWorkplace:
        self.places.append(WordsWorkplace(desk))
        return self.place

    def _make_client(self, deliver: Deliver) -> Client:
        return HostClient(
            engine=ENGINE,
            config=FakeConfig(),
            log_dir=self.root / "logs",
            deliver=deliver,
            limits=QUICK,
        )

    def _give_up(self, waiting: Sequence[object]) -> None:
        self.problems.append(f"{len(waiting)} scenes were never played")
        QApplication.exit(9)


@pytest.fixture
def stage(tmp_path: Path, looks: QApplication) -> _Stage:
    return _Stage(tmp_path / "데이터 폴더")


def _host_words(stage: _Stage) -> str:
    status = stage.place.window.findChild(StatusPanel)
    assert isinstance(status, StatusPanel)
    return status.host.kind


def test_that_the_window_opens_loads_its_model_visibly_and_closes(stage: _Stage) -> None:
    seen: list[str] = []
    code = stage.run(
        (stage.is_shown, lambda: seen.append(_host_words(stage))),
        (lambda: _host_words(stage) == HostKind.READY, stage.close),
    )
    assert code == DONE
    assert seen == [HostKind.STARTING]
    assert stage.place.is_closed
    assert stage.desk.host.isFinished()
    assert stage.desk.storage.isFinished()


def test_that_a_folder_of_the_command_line_is_opened(stage: _Stage, tmp_path: Path) -> None:
    stage.run((lambda: bool(stage.place.opened), stage.close), folder=tmp_path / "이미지")
    assert stage.place.opened == [tmp_path / "이미지"]
    assert stage.desk.product == "커버"


def test_that_closing_at_once_is_in_order_too(stage: _Stage) -> None:
    assert stage.run((stage.is_shown, stage.close)) == DONE


def test_that_closing_stops_running_jobs(stage: _Stage) -> None:
    events: list[object] = []

    def begin() -> None:
        stage.desk.host.event_arrived.connect(events.append)
        stage.desk.host.submit(job_of(Answer(after_s=60), Answer(after_s=60)))

    def has_begun() -> bool:
        return any(type(event).__name__ == "JobStarted" for event in events)

    assert stage.run((stage.is_shown, begin), (has_begun, stage.close)) == DONE
    assert [type(event).__name__ for event in events][-2:] == ["JobCancelled", "HostStopped"]


def test_that_closing_writes_what_waits(stage: _Stage) -> None:
    def write_and_close() -> None:
        for number in range(30):
            stage.write(str(number))
        stage.close()

    stage.run((stage.is_open, write_and_close))
    assert stage.history.written == [str(number) for number in range(30)]


def test_that_closing_asks_when_a_verdict_cannot_be_written(
    stage: _Stage, expected_warnings: list[logging.LogRecord]
) -> None:
    stage.history.trouble = RecordsError("records_full", file="a", problem="b")
    asked: list[str] = []

    def look_and_stay() -> None:
        question = stage.closing.question
        assert question is not None
        asked.append(question.informativeText())
        stage.press("닫지 않기")

    code = stage.run(
        (stage.is_open, lambda: stage.write("a.png: NG")),
        (lambda: bool(stage.desk.storage.state.unsaved), stage.close),
        (stage.is_asking, look_and_stay),
        (stage.is_shown, stage.close),
        (stage.is_asking, partial(stage.press, "저장하지 않고 닫기")),
    )
    assert code == DONE
    assert "a.png: NG" in asked[0]
    assert "디스크" in asked[0]
    assert any("a.png: NG" in record.getMessage() for record in expected_warnings)


def test_that_trying_again_while_closing_saves_and_closes(stage: _Stage) -> None:
    stage.history.trouble = RecordsError("records_locked", file="a", problem="b")

    def mend_and_press() -> None:
        stage.history.trouble = None
        stage.press("다시 저장")

    code = stage.run(
        (stage.is_open, lambda: stage.write("a.png: NG")),
        (lambda: bool(stage.desk.storage.state.unsaved), stage.close),
        (stage.is_asking, mend_and_press),
    )
    assert code == DONE
    assert stage.history.written == ["a.png: NG"]


def test_that_the_question_goes_when_everything_is_saved_meanwhile(stage: _Stage) -> None:
    stage.history.trouble = RecordsError("records_locked", file="a", problem="b")

    def mend_and_retry() -> None:
        stage.history.trouble = None
        stage.desk.storage.retry()

    code = stage.run(
        (stage.is_open, lambda: stage.write("a.png: NG")),
        (lambda: bool(stage.desk.storage.state.unsaved), stage.close),
        (stage.is_asking, mend_and_retry),
    )
    assert code == DONE
    assert stage.history.written == ["a.png: NG"]


def test_that_looks_are_remembered(stage: _Stage) -> None:
    def choose() -> None:
        actions = stage.place.window.actions_
        actions.languages["en"].trigger()
        actions.themes["dark"].trigger()
        actions.text_sizes[125].trigger()

    stage.run(
        (stage.is_open, choose),
        (lambda: stage.place.window.docks.history.windowTitle() == "History", stage.close),
    )
    assert load_settings(DataDir(stage.root)).language == "en"
    looks: list[tuple[str, str, int]] = []

    def look() -> None:
        looks.append((translation.current_language(), theme_choice(), stage.desk.text_percent))
        stage.close()

    places = len(stage.places)
    stage.run((lambda: len(stage.places) > places and stage.is_shown(), look))
    assert looks == [("en", "dark", 125)]


def test_that_a_second_start_raises_the_window_and_hands_over_its_folder(
    stage: _Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start_again() -> None:
        # As the second process would, but without waiting for the answer of this one.
        monkeypatch.setattr("ui.instance._WAIT_MS", 1)
        with pytest.raises(UsageError, match="window_not_answering"):
            claim(stage.root, tmp_path / "다른 폴더")

    stage.run((stage.is_shown, start_again), (lambda: bool(stage.place.opened), stage.close))
    assert stage.place.opened == [tmp_path / "다른 폴더"]


def test_that_something_unforeseen_is_logged_and_said(
    stage: _Stage, expected_warnings: list[logging.LogRecord], capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def stumble() -> None:
        QTimer.singleShot(0, stage.desk, lambda: 1 / 0)

    def look() -> None:
        said.append(stage.place.window.status.currentMessage())
        stage.close()

    stage.run(
        (stage.is_shown, stumble),
        (lambda: bool(stage.place.window.status.currentMessage()), look),
    )
    assert "ZeroDivisionError" in (stage.root / "logs" / "gui.log").read_text(encoding="utf-8")
    assert said
    assert expected_warnings


def test_that_an_unusable_data_folder_is_said_in_one_line(
    tmp_path: Path, looks: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert run_gui(file, None, None) == USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_that_damaged_settings_are_said_and_left_alone(
    tmp_path: Path, looks: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir = DataDir.open(tmp_path / "data")
    data_dir.settings_file.write_text("{nonsense", encoding="utf-8")
    assert run_gui(data_dir.root, None, None) == USAGE
    assert "settings.json" in capsys.readouterr().err
    assert data_dir.settings_file.read_text(encoding="utf-8") == "{nonsense"
