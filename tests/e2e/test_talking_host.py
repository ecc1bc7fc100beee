"""An explaining model of the user's in the real inference host."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image

from core.classify.outcome import OutcomeInput, decide
from core.domain.categories import Role
from core.domain.dialogue import ChatTurn, Speaker
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding
from core.domain.korean import KoreanStrategy
from core.domain.regions import BoxPx, Region
from core.domain.teaching import DecisionRules
from core.host.client import HostClient
from core.host.messages import ClientEvent, Job, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemPartial, ItemSucceeded, JobCancelled, JobFailed, JobSucceeded
from core.services.requests import EXPLAIN, FACTORY, ChatItem, ChatReply, EngineConfig, PlaceItem
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.support.tiny_large import make_llava

_PATIENCE_S = 120.0


@contextmanager
def _host(data_dir: DataDir) -> Iterator[tuple[HostClient, queue.SimpleQueue[ClientEvent]]]:
    events: queue.SimpleQueue[ClientEvent] = queue.SimpleQueue()
    client = HostClient(
        engine=FACTORY,
        config=EngineConfig(data_dir.root),
        log_dir=data_dir.logs,
        deliver=events.put,
    )
    thread = threading.Thread(target=client.run_forever, name="host-client")
    thread.start()
    try:
        yield client, events
    finally:
        client.stop()
        thread.join(_PATIENCE_S)


def _item(path: Path) -> ChatItem:
    decision = decide(
        OutcomeInput(scores=(CategoryScore("scratch", Role.DEFECT, 0.93),)), DecisionRules()
    )
    box = BoxPx(10, 10, 30, 20)
    return ChatItem(
        PlaceItem(path, box=box),
        Finding(Region(box), decision.outcome, decision.reason),
        ImageFacts(ImageIdentity("0" * 64), 120, 90),
        (ChatTurn(Speaker.PERSON, "what caused this"),),
        "en",
    )


def test_that_the_host_shows_an_answer_while_it_is_written_and_stops_when_cancelled(
    data_dir: DataDir, tmp_path: Path
) -> None:
    make_llava(data_dir.models / "내 라바", max_tokens=4096, never_ends=True)
    describing = DescribingSettings(explainer="내 라바", korean=KoreanStrategy.GLOSSARY)
    save_settings(AppSettings(describing=describing), data_dir)
    path = tmp_path / "부품.png"
    Image.effect_noise((120, 90), 60).convert("RGB").save(path)
    job = Job(task=Task(EXPLAIN), items=(WorkItem(path.name, _item(path)),))
    with _host(data_dir) as (client, events):
        client.submit(job)
        first, reply = _followed(events, job)
        assert isinstance(reply, ChatReply)
        assert reply.said.startswith(str(first).strip())
        assert len(reply.said.split()) > 200
        again = Job(task=Task(EXPLAIN), items=(WorkItem(path.name, replace(_item(path), seed=1)),))
        client.submit(again)
        while not isinstance(events.get(timeout=_PATIENCE_S), ItemPartial):
            continue
        asked = time.monotonic()
        client.cancel(again.job_id)
        while not isinstance(event := events.get(timeout=_PATIENCE_S), JobCancelled):
            assert not isinstance(event, JobSucceeded | JobFailed)
        assert time.monotonic() - asked < 1.0


def _followed(events: queue.SimpleQueue[ClientEvent], job: Job) -> tuple[object, object]:
    """Return the first partial text and the result."""
    first: object = None
    found: object = None
    while True:
        event = events.get(timeout=_PATIENCE_S)
        if getattr(event, "job_id", None) != job.job_id:
            continue
        assert not isinstance(event, JobFailed), event
        if isinstance(event, ItemPartial):
            first = first or event.value
        elif isinstance(event, ItemSucceeded):
            found = event.result
        elif isinstance(event, JobSucceeded):
            return first, found
