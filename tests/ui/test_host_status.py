from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.inspections import Configuration, ModelInfo
from core.errors import RecordsError, UsageError
from core.host.messages import (
    HostDied,
    HostLoading,
    HostPhaseChanged,
    HostReady,
    HostStarting,
    HostStopped,
)
from core.jobs.engine import Phase
from core.jobs.events import Failure, JobSucceeded
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, save_profile
from tests.core.host.fake_engine import Answer
from tests.core.host.rig import job_of
from ui.desk import Desk
from ui.host_status import HostStatus
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.status import HostKind, HostView, StatusPanel
from ui.workers.storage_tasks import StorageState


class _Rig:
    """A desk whose threads never start, and the status bar it is shown in."""

    def __init__(self, root: Path) -> None:
        self.data_dir = DataDir.open(root)
        self.desk = Desk(self.data_dir, AppSettings(station="1라인"), product="커버")
        self.status = StatusPanel()
        self.presenter = HostStatus(self.desk, self.status)

    def tell(self, event: object) -> HostView:
        self.desk.host.event_arrived.emit(event)
        return self.status.host


@pytest.fixture
def rig(tmp_path: Path, looks: QApplication, qtbot: QtBot) -> _Rig:
    rig = _Rig(tmp_path / "데이터")
    qtbot.addWidget(rig.status)
    return rig


def test_that_starting_loading_and_ready_are_shown_at_once(rig: _Rig) -> None:
    shown = [rig.tell(event).kind for event in (HostStarting(), HostLoading(0, 1), HostReady(7))]
    assert shown == [HostKind.STARTING, HostKind.LOADING, HostKind.READY]


def test_that_a_moment_of_loading_for_each_image_does_not_flicker(rig: _Rig, qtbot: QtBot) -> None:
    rig.tell(HostReady(7))
    for _ in range(20):
        assert rig.tell(HostPhaseChanged(Phase.LOADING)).kind is HostKind.READY
        assert rig.tell(HostPhaseChanged(Phase.WORKING)).kind is HostKind.READY
    rig.tell(HostPhaseChanged(Phase.GENERATING))
    qtbot.waitUntil(lambda: rig.status.host.kind is HostKind.GENERATING)


def test_that_the_end_of_the_engine_says_why_and_whether_it_comes_back(rig: _Rig) -> None:
    failure = Failure("host_died", {"exit_code": 9})
    comes_back = rig.tell(HostDied(failure, restarts=True))
    assert comes_back.kind is HostKind.DIED
    assert comes_back.hint
    assert rig.tell(HostDied(failure, restarts=False)).kind is HostKind.STOPPED
    assert rig.tell(HostStarting()).hint == ""
    assert rig.tell(HostStopped()).kind is HostKind.STOPPED


def test_that_the_model_of_the_product_is_shown_and_then_where_it_ran(rig: _Rig) -> None:
    assert rig.status.host.model == "starter"
    save_profile(ProductProfile(name="다른 품번", model_id="clip-b32"), rig.data_dir)
    rig.desk.choose_product("다른 품번")
    assert (rig.status.host.model, rig.status.host.device) == ("clip-b32", "")
    model = ModelInfo(id="clip-b32", fingerprint="f", dtype="float32", device="cuda")
    rig.desk.note_configuration(Configuration(app_version="1", models=(model,)))
    assert rig.status.host.device == "cuda"


def test_that_a_profile_that_cannot_be_read_does_not_stop_the_window(rig: _Rig) -> None:
    rig.data_dir.profile_file("고장").write_text("{", encoding="utf-8")
    rig.desk.choose_product("고장")
    assert rig.status.host.model == ""


def test_that_unsaved_work_is_shown_with_its_reason(rig: _Rig) -> None:
    error = RecordsError("records_full", file="a", problem="b")
    rig.desk.storage.state_changed.emit(StorageState(unsaved=("a.png: NG",), trouble=error))
    assert list(rig.status.unsaved) == ["a.png: NG"]
    rig.desk.storage.state_changed.emit(StorageState())
    assert list(rig.status.unsaved) == []


def test_that_settings_are_checked_before_they_hold(rig: _Rig) -> None:
    with pytest.raises(ValueError, match="language"):
        rig.desk.change_settings({"language": "fr"})
    assert rig.desk.settings.language == "ko"


def test_that_looks_that_make_no_sense_are_passed_over(rig: _Rig) -> None:
    rig.desk.store.setValue("look/text_percent", "9999")
    rig.desk.store.setValue("look/theme", "pink")
    rig.desk.apply_looks()
    assert rig.desk.text_percent == 100
    assert rig.desk.theme_choice == "system"


def _queue_words(rig: _Rig) -> list[str]:
    labels = rig.status.findChildren(ElidedLabel)
    return [label.text for label in labels if "대기" in label.text]


def test_that_jobs_behind_a_long_one_are_counted(rig: _Rig, qtbot: QtBot) -> None:
    jobs = [job_of(Answer("하나")) for _ in range(3)]
    for job in jobs:
        rig.desk.host.submit(job)
    qtbot.waitUntil(lambda: _queue_words(rig) == ["대기 2건"])
    for job in jobs[:2]:
        rig.tell(JobSucceeded(job.job_id, 1, 0))
    qtbot.waitUntil(lambda: _queue_words(rig) == [])


def test_that_a_click_that_is_answered_at_once_does_not_flicker(rig: _Rig, qtbot: QtBot) -> None:
    shown: list[list[str]] = []
    rig.desk.host.submit(job_of(Answer("폴더")))
    for _ in range(5):
        click = job_of(Answer("하나"))
        rig.desk.host.submit(click)
        shown.append(_queue_words(rig))
        rig.tell(JobSucceeded(click.job_id, 1, 0))
    qtbot.wait(400)
    assert [*shown, _queue_words(rig)] == [[]] * 6


def test_that_a_job_that_is_refused_does_not_wait_for_ever(rig: _Rig, qtbot: QtBot) -> None:
    job = job_of(Answer("하나"))
    counts: list[int] = []
    rig.desk.host.waiting_changed.connect(counts.append)
    rig.desk.host.submit(job)
    with pytest.raises(UsageError):
        rig.desk.host.submit(job)
    rig.desk.host.submit(job_of(Answer("둘")))
    rig.tell(JobSucceeded(job.job_id, 1, 0))
    assert counts == [0, 1, 0]
