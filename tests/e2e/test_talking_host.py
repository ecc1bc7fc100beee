"""An explaining model of the user's in the real inference host."""

from __future__ import annotations

import time
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
from core.host.messages import Job, WorkItem
from core.jobs.engine import Task
from core.jobs.events import ItemPartial, JobCancelled, JobSucceeded
from core.services.requests import EXPLAIN, ChatBegun, ChatItem, ChatReply, PlaceItem
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.support.service_host import service_host
from tests.support.tiny_large import make_llava


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
    again = Job(task=Task(EXPLAIN), items=(WorkItem(path.name, replace(_item(path), seed=1)),))
    with service_host(data_dir) as host:
        host.client.submit(job)
        assert isinstance(host.end_of(job.job_id), JobSucceeded)
        begun, first = (each.value for each in host.of(ItemPartial, job.job_id)[:2])
        assert isinstance(begun, ChatBegun)
        assert begun.model.id == "내 라바"
        (reply,) = host.results(job.job_id)
        assert isinstance(reply, ChatReply)
        assert reply.said.startswith(str(first).strip())
        assert len(reply.said.split()) > 200
        host.client.submit(again)
        host.wait(ItemPartial, again.job_id)
        asked = time.monotonic()
        host.client.cancel(again.job_id)
        assert isinstance(host.end_of(again.job_id), JobCancelled)
        assert time.monotonic() - asked < 1.0
