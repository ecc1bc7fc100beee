from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.contradictions import ClaimKind
from core.domain.inspections import ModelInfo
from core.domain.regions import BoxPx
from core.host.messages import HostDied, Job
from core.jobs.events import Failure, ItemPartial, ItemSucceeded, JobFailed, JobStarted
from core.records.values import HistoryLine
from core.services.requests import EXPLAIN, ChatBegun, ChatItem, ChatReply
from tests.core.records.builders import exchange
from tests.ui.controllers.client import DIED
from tests.ui.controllers.place import PRODUCT, ROI, Place
from ui.dialogs.record_story import RecordStoryDialog
from ui.widgets.description.explain import ExplainBox

MODEL = ModelInfo("라바", "a" * 64, "bfloat16", role="explainer")
BEGUN = ChatBegun("ko", "facts", BoxPx(0, 0, 9, 9), MODEL, "balanced")
ANSWER = "클램프 때문에 생긴 것으로 추정됩니다."
REPLY = ChatReply(
    ANSWER, ANSWER, "ko", None, (), 0, "facts", BoxPx(0, 0, 9, 9), MODEL, None, "balanced"
)


@pytest.fixture
def with_model(place: Place) -> Place:
    """Show an image with a finding, with a model installed."""
    folder = place.data_dir.models / "라바"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"model_type": "llava"}', encoding="utf-8")
    place.open(2)
    place.work.description.explain_opened.emit()
    place.wait(lambda: "라바" in _note(place))
    return place


def _box(place: Place) -> ExplainBox:
    return place.work.description.explain


def _note(place: Place) -> str:
    return _box(place)._note.text()  # noqa: SLF001 - a line without an interface of its own


def _asked(place: Place) -> list[Job]:
    return [job for job in place.client.jobs if job.task.name == EXPLAIN]


def _ask(place: Place, question: str = "원인은?") -> Job:
    before = len(_asked(place))
    _box(place).asked.emit(question)
    place.wait(lambda: len(_asked(place)) > before)
    return _asked(place)[-1]


def _begin(place: Place, job: Job, *texts: str) -> None:
    for event in (JobStarted(job.job_id), ItemPartial(job.job_id, 0, "", BEGUN)):
        place.client.tell(event)
    for text in texts:
        place.client.tell(ItemPartial(job.job_id, 0, "", text))
    if texts:
        place.wait(lambda: _box(place).text_so_far == texts[-1])


def _asked_of(line: HistoryLine) -> str:
    """Return the first exchange of a record; captions stand beside it."""
    said = (line.conversation or "").split("\n\n")
    return next((each for each in said if each.startswith("? ")), "")


def _answer(place: Place, job: Job, reply: ChatReply = REPLY) -> None:
    place.client.tell(ItemSucceeded(job.job_id, 0, "", reply))
    place.wait(lambda: reply.text[-9:] in _box(place).conversation_text)


def test_that_a_conversation_is_kept_and_shown_again(with_model: Place) -> None:
    place, (first, second) = with_model, sorted(with_model.folder.iterdir())
    job = _ask(place)
    item = job.items[0].value
    assert isinstance(item, ChatItem)
    assert [turn.text for turn in item.turns] == ["원인은?"]
    assert item.finding.sentences is not None
    _answer(place, job)
    again = _ask(place, "조치는?").items[0].value
    assert isinstance(again, ChatItem)
    assert [turn.text for turn in again.turns] == ["원인은?", ANSWER, "조치는?"]
    place.go_to(second)
    assert ANSWER not in _box(place).conversation_text
    place.go_to(first)
    place.wait(lambda: ANSWER in _box(place).conversation_text)
    assert "김하늘" in _box(place).conversation_text
    line = next(line for line in place.lines() if line.file == str(first))
    assert _asked_of(line) == f"? 원인은?\n[라바] {ANSWER}"
    (stored,) = place.story(line.record_id).exchanges
    assert stored.exchange == REPLY.exchange("원인은?")
    assert place.is_intact()


def test_that_what_was_said_about_a_drawn_place_comes_back_with_it(with_model: Place) -> None:
    place, (first, second) = with_model, sorted(with_model.folder.iterdir())
    place.draw(ROI)
    place.wait(lambda: _box_of_first(place) == ROI)
    _answer(place, _ask(place))
    place.wait_written()
    place.go_to(second)
    # As in a later session.
    place.work.explaining._given.clear()  # noqa: SLF001
    place.work.outlines._restored.clear()  # noqa: SLF001
    place.go_to(first)
    place.wait(lambda: _box_of_first(place) == ROI)
    place.wait(lambda: ANSWER in _box(place).conversation_text)


def _box_of_first(place: Place) -> BoxPx | None:
    shown = place.work.examining.shown
    inspection = shown.inspection if shown else None
    return inspection.findings[0].region.box if inspection and inspection.findings else None


def test_that_a_stopped_answer_is_kept_as_stopped_and_checked(with_model: Place) -> None:
    place = with_model
    job = _ask(place)
    _begin(place, job, "The mark", "The mark at three o'clock")
    assert _box(place).waiting_text
    _box(place).stop_wanted.emit()
    place.wait(lambda: "끝나기 전에 중단했습니다" in _box(place).conversation_text)
    assert job.job_id not in {each.job_id for each in place.client.unfinished()}
    assert not _box(place).waiting_text
    (stored,) = place.story(place.lines()[0].record_id).exchanges
    assert stored.exchange.is_stopped
    assert (stored.exchange.text, stored.exchange.model) == ("The mark at three o'clock", MODEL)
    assert _asked_of(place.lines()[0]).endswith("[…]")


def test_that_a_question_stopped_before_any_answer_goes_back_into_the_line(
    with_model: Place,
) -> None:
    place = with_model
    _ask(place, "왜?")
    _box(place).stop_wanted.emit()
    assert not _box(place).waiting_text
    assert _box(place)._line.text() == "왜?"  # noqa: SLF001
    assert not _asked_of(place.lines()[0])


@pytest.mark.parametrize("leave", ["image", "rois"])
def test_that_leaving_stops_the_answer_and_keeps_it(with_model: Place, leave: str) -> None:
    place, (_, second) = with_model, sorted(with_model.folder.iterdir())
    job = _ask(place)
    _begin(place, job, "It was probably")
    leaving: dict[str, Callable[[], object]] = {
        "image": lambda: place.go_to(second),
        "rois": lambda: place.draw(ROI),
    }
    leaving[leave]()
    assert job.job_id not in {each.job_id for each in place.client.unfinished()}
    place.wait(lambda: any(_asked_of(line) for line in place.lines()))


def test_that_a_host_that_ends_is_one_clear_sentence(with_model: Place) -> None:
    place = with_model
    job = _ask(place)
    _begin(place, job)
    place.client.tell(HostDied(DIED, restarts=True))
    place.wait(lambda: "다시 시작하고 같은 질문을 다시" in _box(place).waiting_text)
    assert _box(place).text_so_far == ""
    poison = Failure("host_poison_input", {"name": "부품"})
    place.client.tell(JobFailed(job.job_id, poison))
    place.wait(lambda: "두 번 종료되었습니다" in _box(place).problem_text)
    assert not _box(place).waiting_text
    assert not _asked_of(place.lines()[0])


def test_that_what_was_written_when_the_host_ended_is_kept_as_broken_off(
    with_model: Place,
) -> None:
    place = with_model
    job = _ask(place)
    _begin(place, job, "The mark at three o'clock")
    place.client.tell(HostDied(DIED, restarts=True))
    place.wait(lambda: "작성된 부분은 보관" in _box(place).problem_text)
    assert not _box(place).waiting_text
    assert "The mark at three o'clock" in _box(place).conversation_text
    assert "중단됨: 추론 프로세스가 종료되었습니다" in _box(place).conversation_text
    assert job.job_id not in {each.job_id for each in place.client.unfinished()}
    assert _asked_of(place.lines()[0]).endswith("[…]")
    (kept,) = place.story(place.lines()[0].record_id).exchanges
    assert (kept.exchange.is_stopped, kept.exchange.broke_off) == (True, True)
    _answer(place, _ask(place))
    assert _box(place).problem_text == ""
    assert ANSWER in _box(place).conversation_text


def test_that_without_a_model_the_page_says_where_to_put_one(place: Place) -> None:
    place.open(1)
    place.work.description.explain_opened.emit()
    place.wait(lambda: str(place.data_dir.models) in _box(place).problem_text)
    assert "LLaVA" in _box(place).problem_text
    place.desk.change_settings(
        {"describing": {**place.desk.settings.describing.model_dump(), "explainer": "없는 모델"}}
    )
    place.wait(lambda: "없는 모델" in _box(place).problem_text)


def test_that_an_answer_shows_its_marks_and_how_it_came_about(with_model: Place) -> None:
    place, made = with_model, exchange()
    wrong = replace(REPLY, text=made.text, contradictions=made.contradictions)
    _answer(place, _ask(place), wrong)
    shown = _box(place).conversation_text
    assert "좌측 하단 [!]" in shown
    assert "! 좌측 하단이라고 함; 측정은 좌측 상단" in shown
    assert "라바(미검증)" in shown
    assert made.contradictions[0].kind is ClaimKind.PLACE


def test_that_the_record_tells_the_conversation(with_model: Place) -> None:
    place = with_model
    _answer(place, _ask(place))
    (line, *_) = place.lines()
    place.work.history.show_story(line.record_id)
    dialog = place.dialog(RecordStoryDialog)
    assert isinstance(dialog, RecordStoryDialog)
    place.wait(lambda: ANSWER in dialog.as_text())
    assert "질문: 원인은?" in dialog.as_text()
    dialog.close()


def test_that_product_and_folder_are_those_of_the_image(with_model: Place) -> None:
    place = with_model
    _answer(place, _ask(place))
    assert {line.product for line in place.lines()} == {PRODUCT}
    assert all(Path(line.file).parent == place.folder for line in place.lines())
