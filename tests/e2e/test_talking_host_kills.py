"""The window while the real inference host is killed in the middle of an answer."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.korean import KoreanStrategy
from core.host.client import HostClient
from core.host.messages import ClientEvent, HostReady
from core.jobs.events import ItemPartial
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.benchmarks.window_kills import write_images
from tests.support.tiny_large import make_llava
from tests.support.window_engine import FACTORY, WindowEngineConfig
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.workers.host_thread import Client, Deliver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is meant")


def test_that_a_host_killed_while_it_answers_leaves_what_it_wrote_and_answers_again(
    tmp_path: Path, qapp: QApplication, expected_warnings: list[object]
) -> None:
    root, folder = tmp_path / "데이터", tmp_path / "검사 대상"
    write_images(folder, 1)
    data_dir = DataDir.open(root)
    make_llava(data_dir.models / "라바", max_tokens=4096, never_ends=True)
    describing = DescribingSettings(explainer="라바", korean=KoreanStrategy.GLOSSARY)
    save_settings(AppSettings(operator="김하늘", describing=describing), data_dir)

    def make_client(deliver: Deliver) -> Client:
        return HostClient(
            engine=FACTORY,
            config=WindowEngineConfig(root),
            log_dir=data_dir.logs,
            deliver=deliver,
        )

    play = Play(root, make_client)
    hosts: list[int] = []
    killed: list[int] = []

    def kill_at_the_first_words(event: ClientEvent) -> None:
        if isinstance(event, HostReady):
            hosts.append(event.pid)
        is_text = isinstance(event, ItemPartial) and isinstance(event.value, str)
        if is_text and not killed:
            killed.append(hosts[-1])
            os.kill(hosts[-1], signal.SIGKILL)

    def scene() -> Scene:
        box = play.place.description.explain
        play.desk.host.event_arrived.connect(kill_at_the_first_words)
        yield lambda: bool(hosts)
        yield play.is_ready
        box.asked.emit("왜 어둡습니까?")
        yield lambda: bool(killed)
        yield lambda: "예기치 않게 종료" in box.problem_text
        assert "작성된 부분은 보관" in box.problem_text
        assert not box.waiting_text
        assert "중단됨: 추론 프로세스가 종료되었습니다" in box.conversation_text
        box.asked.emit("원인은 무엇으로 추정됩니까?")
        yield lambda: bool(box.waiting_text)
        yield lambda: not box.waiting_text and box.conversation_text.count("미검증") == 2
        assert box.problem_text == ""
        yield play.is_written
        play.close()

    assert play.run(scene, folder) == DONE
    assert len(hosts) == 2
    (line,) = play.lines()
    broken, whole = (each.exchange for each in play.story(line).exchanges)
    assert (broken.is_stopped, broken.broke_off, whole.is_stopped) == (True, True, False)
    assert broken.text
    assert whole.question == "원인은 무엇으로 추정됩니까?"
    assert len(whole.said.split()) > len(broken.said.split())
    assert play.is_intact()
