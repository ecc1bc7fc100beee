from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.inspections import Caption
from core.domain.regions import BoxPx
from core.errors import ModelError
from core.host.messages import Priority
from core.services.describing import Asker, Describer
from core.services.requests import DESCRIBE, PlaceItem
from tests.support.window_engine import FakeDescribers
from tests.ui.controllers.place import ROI, Place

SEEN = "어두운 둥근 반점 1개가 있습니다"


def _line(place: Place) -> str:
    return place.work.description.foot.captioner_text


def _text(place: Place) -> str:
    return place.work.description.shown_text()


def test_that_the_caption_follows_the_scores(place: Place) -> None:
    place.open(2)
    place.wait(lambda: SEEN in _text(place))
    assert _line(place) == "설명 모델: fake-captioner"
    job = place.client.describing[-1]
    assert (job.task.name, job.priority) == (DESCRIBE, Priority.VIEW)
    item = job.items[0].value
    assert isinstance(item, PlaceItem)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    assert item.box == shown.inspection.findings[0].region.box


def test_that_each_image_and_each_finding_gets_its_own_caption(place: Place) -> None:
    paths = place.open(2)
    place.wait(lambda: SEEN in _text(place))
    place.go_to(paths[1])
    place.wait(lambda: SEEN in _text(place))
    place.draw(ROI, BoxPx(70, 50, 30, 30))
    place.wait(lambda: "반점" in _text(place) and len(place.client.describing) == 3)
    place.work.canvas.finding_chosen.emit(1)
    place.wait(lambda: len(place.client.describing) == 4)
    place.work.canvas.finding_chosen.emit(0)
    place.wait(lambda: "반점" in _text(place))
    assert len(place.client.describing) == 4


def test_that_a_late_caption_of_another_image_is_dropped(place: Place) -> None:
    paths = place.open(2)
    place.wait(lambda: SEEN in _text(place))
    first = place.client.describing[-1]
    caption = place.client.result_of(first)
    assert isinstance(caption, Caption)
    place.go_to(paths[1])
    place.wait(lambda: SEEN in _text(place))
    place.client.late(first, [replace(caption, ko="다른 이미지")])
    place.qtbot.wait(50)
    assert "다른 이미지" not in _text(place)


def test_that_a_question_is_answered_about_the_shown_finding(place: Place) -> None:
    place.open(1)
    place.wait(lambda: SEEN in _text(place))
    place.work.description.question_asked.emit("자국이 있습니까?")
    place.wait(lambda: place.work.description.ask.answer_text.endswith("자국이 보입니다"))
    place.work.description.question_asked.emit("공장 전화번호")
    place.wait(lambda: bool(place.work.description.ask.problem_text))
    assert "배우지 않은 질문" in place.work.description.ask.problem_text


def test_that_a_missing_model_is_said_once_and_not_asked_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: FakeDescribers) -> Describer:
        raise ModelError("captioner_missing", folder="모델")

    monkeypatch.setattr(FakeDescribers, "describer", missing)
    paths = place.open(2)
    place.wait(lambda: _line(place) == "설명 모델 없음: 측정 사실만 표시")
    place.go_to(paths[1])
    place.qtbot.wait(50)
    assert len(place.client.describing) == 1
    assert SEEN not in _text(place)


def test_that_a_broken_model_says_why(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: FakeDescribers) -> Describer:
        raise ModelError("model_weights_broken", file="model.safetensors", problem="header")

    monkeypatch.setattr(FakeDescribers, "describer", broken)
    place.open(1)
    place.wait(lambda: "model.safetensors" in _line(place))


def test_that_a_failed_question_says_why(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: FakeDescribers) -> Asker:
        raise ModelError("captioner_missing", folder="질문 모델")

    place.open(1)
    place.wait(lambda: SEEN in _text(place))
    monkeypatch.setattr(FakeDescribers, "asker", missing)
    place.work.description.question_asked.emit("place")
    place.wait(lambda: "질문 모델" in place.work.description.ask.problem_text)
