"""A small version of the benchmark of the same name: one kill each."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.host.client import HostClient
from core.host.messages import ClientEvent, HostReady
from core.settings.paths import DataDir
from tests.benchmarks.window_kills import Result, kill_windows, write_images
from tests.support.window_engine import FACTORY, WindowEngineConfig
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.widgets.job_values import RunPhase
from ui.workers.host_thread import Client, Deliver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is meant")

_N_IMAGES = 30


def test_that_a_run_goes_on_when_its_host_is_killed(
    tmp_path: Path, qapp: QApplication, expected_warnings: list[object]
) -> None:
    root, folder = tmp_path / "데이터", tmp_path / "검사 대상"
    write_images(folder, _N_IMAGES)

    def make_client(deliver: Deliver) -> Client:
        data_dir = DataDir.open(root)
        return HostClient(
            engine=FACTORY,
            config=WindowEngineConfig(data_dir.root, item_s=0.02),
            log_dir=data_dir.logs,
            deliver=deliver,
        )

    play = Play(root, make_client)
    hosts: list[int] = []

    def note(event: ClientEvent) -> None:
        if isinstance(event, HostReady):
            hosts.append(event.pid)

    def scene() -> Scene:
        place = play.place
        play.desk.host.event_arrived.connect(note)
        yield lambda: bool(hosts)
        yield play.is_ready
        yield lambda: len(place.browser.shown_paths()) == _N_IMAGES
        place.runs.start(place.browser.shown_paths())
        run = place.runs.current
        assert run is not None
        yield lambda: run.done >= _N_IMAGES // 3
        os.kill(hosts[-1], signal.SIGKILL)
        yield lambda: run.trouble is not None
        assert run.phase is RunPhase.RUNNING
        yield lambda: not place.runs.is_running
        assert (run.phase, run.done, run.failed) == (RunPhase.DONE, _N_IMAGES, 0)
        yield play.is_written
        play.close()

    assert play.run(scene, folder) == DONE
    files = sorted(line.file for line in play.lines())
    assert files == sorted(str(path) for path in folder.iterdir())
    assert play.is_intact()


def test_that_nothing_saved_is_lost_when_the_window_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "검사 대상"
    write_images(folder, 60)
    result = Result(images=60)
    kill_windows(tmp_path, folder, result, kills=1, seed=3)
    assert result.is_good, result
    assert result.window_kills == 1
    assert result.records_told >= 60
