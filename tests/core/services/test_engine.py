from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from core.domain.inspections import Caption
from core.domain.regions import BoxPx
from core.errors import ImageError, ModelError, UsageError
from core.inference.protocols import Answerer, Captioner
from core.jobs.engine import QuietContext, Task
from core.services.engine import ServiceEngine
from core.services.requests import (
    ASK,
    BOARD,
    DESCRIBE,
    BoardItem,
    BoardScale,
    PlaceItem,
    QuestionItem,
    SpokenAnswer,
)
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from tests.core.measure.scale.boards import board
from tests.support.fake_captioner import SPOT, FakeAnswerer, FakeCaptioner


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "부품.png"
    Image.new("RGB", (120, 90), (90, 90, 90)).save(path)
    return path


@pytest.fixture
def engine(data_dir: DataDir, monkeypatch: pytest.MonkeyPatch) -> ServiceEngine:
    def load_captioner(_model_id: str, **_options: object) -> Captioner:
        return FakeCaptioner()

    def load_answerer(_model_id: str, **_options: object) -> Answerer:
        return FakeAnswerer()

    monkeypatch.setattr("core.services.describers.load_captioner", load_captioner)
    monkeypatch.setattr("core.services.describers.load_answerer", load_answerer)
    return ServiceEngine(Workshop(data_dir, AppSettings()))


def test_that_a_place_is_described_on_request(engine: ServiceEngine, image: Path) -> None:
    found = engine.run_item(Task(DESCRIBE), PlaceItem(image), QuietContext())
    assert isinstance(found, Caption)
    assert found.en == SPOT


def test_that_a_question_about_a_place_is_answered(engine: ServiceEngine, image: Path) -> None:
    item = QuestionItem(PlaceItem(image, box=BoxPx(5, 5, 8, 8)), "자국이 있나요?", "ko")
    found = engine.run_item(Task(ASK), item, QuietContext())
    assert isinstance(found, SpokenAnswer)
    assert (found.en, found.ko) == ("yes", "자국이 보입니다")


def test_that_a_checkerboard_is_measured_in_the_size_of_its_picture(
    engine: ServiceEngine, tmp_path: Path
) -> None:
    path = tmp_path / "보드 1.png"
    Image.fromarray(board(side_px=30, size_px=(500, 400))).save(path)
    found = engine.run_item(Task(BOARD), BoardItem(path, 3.0), QuietContext())
    assert isinstance(found, BoardScale)
    assert found.size_px == (500, 400)
    assert found.found.mm_per_px == pytest.approx(0.1, rel=0.003)


def test_that_a_tilted_checkerboard_is_refused_by_its_name(
    engine: ServiceEngine, tmp_path: Path
) -> None:
    path = tmp_path / "기울어진 보드.png"
    Image.fromarray(board(tilt_deg=20)).save(path)
    with pytest.raises(ImageError) as caught:
        engine.run_item(Task(BOARD), BoardItem(path, 3.0), QuietContext())
    assert caught.value.code == "checkerboard_tilted"
    assert caught.value.details["file"] == "기울어진 보드.png"


@pytest.mark.parametrize("task", [DESCRIBE, ASK, BOARD])
def test_that_a_malformed_request_is_refused(engine: ServiceEngine, task: str) -> None:
    with pytest.raises(UsageError) as caught:
        engine.run_item(Task(task), "부품.png", QuietContext())
    assert caught.value.code == "task_malformed"


def test_that_a_missing_model_is_told_at_every_request(
    data_dir: DataDir, image: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.describers.captioner_dir", lambda: tmp_path / "없음")
    engine = ServiceEngine(Workshop(data_dir, AppSettings()))
    for _ in range(2):
        with pytest.raises(ModelError) as caught:
            engine.run_item(Task(DESCRIBE), PlaceItem(image), QuietContext())
        assert caught.value.code == "captioner_missing"
