"""A describing model of the user's in the real inference host."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from core.domain.inspections import Caption
from core.domain.regions import BoxPx
from core.host.messages import Job, WorkItem
from core.jobs.engine import Task
from core.jobs.events import JobFailed
from core.services.requests import ASK, DESCRIBE, PlaceItem, QuestionItem, SpokenAnswer
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.support.service_host import service_host
from tests.support.tiny_blip import make_answerer, make_captioner


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
    with service_host(data_dir) as host:
        for job in jobs:
            host.client.submit(job)
        *_, refusal = [host.end_of(job.job_id) for job in jobs]
        (caption,), (answer,) = (host.results(job.job_id) for job in jobs[:2])
    assert isinstance(caption, Caption)
    assert (caption.model.id, caption.model.role) == ("내 블립", "captioner")
    assert caption.view_px == BoxPx(0, 0, 96, 96)
    assert isinstance(answer, SpokenAnswer)
    assert (answer.question_id, answer.model.id) == ("presence", "내 질문 블립")
    assert answer.said
    assert isinstance(refusal, JobFailed)
    assert refusal.failure.code == "text_too_long"
