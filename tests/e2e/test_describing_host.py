"""A describing model of the user's in the real inference host."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from core.domain.inspections import Caption
from core.domain.regions import BoxPx
from core.host.client import HostClient
from core.host.messages import ClientEvent, Job, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemSucceeded, JobFailed, JobSucceeded
from core.services.requests import (
    ASK,
    DESCRIBE,
    FACTORY,
    EngineConfig,
    PlaceItem,
    QuestionItem,
    SpokenAnswer,
)
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.support.tiny_blip import make_answerer, make_captioner

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


def _outcome(events: queue.SimpleQueue[ClientEvent], job: Job) -> object:
    """Return the result of the job's item, or the code of its failure."""
    found: object = None
    while True:
        event = events.get(timeout=_PATIENCE_S)
        if getattr(event, "job_id", None) != job.job_id:
            continue
        if isinstance(event, ItemSucceeded):
            found = event.result
        elif isinstance(event, JobFailed):
            return event.failure.code
        elif isinstance(event, JobSucceeded):
            return found


def test_that_the_host_describes_and_answers_with_the_models_of_the_settings(
    data_dir: DataDir, tmp_path: Path
) -> None:
    make_captioner(data_dir.models / "내 블립")
    make_answerer(data_dir.models / "내 질문 블립")
    describing = DescribingSettings(captioner="내 블립", answerer="내 질문 블립")
    save_settings(AppSettings(describing=describing), data_dir)
    path = tmp_path / "부품.png"
    Image.effect_noise((300, 200), 60).convert("RGB").save(path)
    place = PlaceItem(path, box=BoxPx(10, 10, 30, 20))
    jobs = [
        Job(task=Task(DESCRIBE), items=(WorkItem(path.name, place),)),
        Job(task=Task(ASK), items=(WorkItem(path.name, QuestionItem(place, "presence", "ko")),)),
        Job(task=Task(ASK), items=(WorkItem(path.name, QuestionItem(place, "a " * 99, "en")),)),
    ]
    with _host(data_dir) as (client, events):
        for job in jobs:
            client.submit(job)
        caption, answer, refusal = [_outcome(events, job) for job in jobs]
    assert isinstance(caption, Caption)
    assert (caption.model.id, caption.model.role) == ("내 블립", "captioner")
    assert caption.view_px == BoxPx(0, 0, 96, 96)
    assert isinstance(answer, SpokenAnswer)
    assert (answer.question_id, answer.model.id) == ("presence", "내 질문 블립")
    assert answer.said
    assert refusal == "text_too_long"
