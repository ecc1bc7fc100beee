from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.inspections import Caption
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.host.messages import Job
from core.records.values import StoredCaption
from core.services.describing import Describer
from core.services.requests import PlaceItem
from tests.support.fake_captioner import SPOT_KO
from tests.support.window_engine import FakeDescribers
from tests.ui.controllers.client import ScriptedClient
from tests.ui.controllers.place import ROI, Place
from ui.dialogs.record_story import RecordStoryDialog

SEEN = "어두운 둥근 반점 1개가 있습니다"


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return an entry for each time that a model is asked to describe."""
    times: list[str] = []
    make = FakeDescribers.describer

    def counted(self: FakeDescribers) -> Describer:
        times.append("described")
        return make(self)

    monkeypatch.setattr(FakeDescribers, "describer", counted)
    return times


def _is_seen(place: Place) -> bool:
    return SEEN in place.work.description.shown_text()


def _captions(place: Place, name: str = "") -> list[StoredCaption]:
    """Return the captions that were added to the records of an image, or of all."""
    lines = [line for line in place.lines() if line.file.endswith(name)]
    return [each for line in lines for each in place.story(line.record_id).captions]


def _wait_kept(place: Place, n: int) -> list[StoredCaption]:
    place.wait(lambda: len(_captions(place)) == n)
    return _captions(place)


def _known(job: Job) -> tuple[Caption, ...]:
    item = job.items[0].value
    assert isinstance(item, PlaceItem)
    return item.known


def test_that_a_caption_is_added_to_the_record_that_was_there_before_it(place: Place) -> None:
    place.open(1)
    place.wait(lambda: _is_seen(place))
    (kept,) = _wait_kept(place, 1)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    assert (kept.checked.caption.ko, kept.checked.lang) == (SPOT_KO, "ko")
    assert kept.checked.caption.model.fingerprint == "1" * 64
    assert kept.place == shown.inspection.findings[0].region.box
    assert kept.context.operator == "김하늘"
    (line,) = place.lines()
    assert str(line.captions).startswith("[fake-captioner] ")
    assert line.conversation is None
    assert place.story(line.record_id).inspection.findings[0].caption is None
    assert place.is_intact()


def test_that_a_known_caption_is_shown_again_and_not_computed(
    place: Place, computed: list[str]
) -> None:
    first, second = place.open(2)
    place.wait(lambda: _is_seen(place))
    place.wait_written()
    place.go_to(second)
    place.wait(lambda: _is_seen(place))
    place.wait_written()
    assert len(computed) == 2
    place.go_to(first)
    place.wait(lambda: _is_seen(place))
    assert len(_known(place.client.describing[-1])) == 1
    place.wait_written()
    assert len(computed) == 2
    assert len(_captions(place)) == 2


def test_that_another_model_describes_anew(
    place: Place, computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = place.open(2)
    place.wait(lambda: _is_seen(place))
    place.go_to(second)
    place.wait(lambda: _is_seen(place))
    monkeypatch.setattr(FakeDescribers, "fingerprint", lambda _: "9" * 64)
    place.go_to(first)
    place.wait(lambda: len(computed) == 3)
    place.wait(lambda: _is_seen(place))


def test_that_another_way_into_korean_asks_for_the_shown_caption_again(
    place: Place, computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        FakeDescribers,
        "said_before",
        lambda _self, known, _token: replace(known[0], ko="다시 옮긴 반점") if known else None,
    )
    place.open(1)
    place.wait(lambda: _is_seen(place))
    _wait_kept(place, 1)
    asked = len(place.client.describing)
    place.desk.change_settings({"describing": {"korean": "translator"}})
    place.wait(lambda: "다시 옮긴 반점" in place.work.description.shown_text())
    assert len(place.client.describing) == asked + 1
    assert len(computed) == 1
    newest, before = sorted(_wait_kept(place, 2), key=lambda each: each.moment.utc, reverse=True)
    assert (newest.checked.caption.ko, before.checked.caption.ko) == ("다시 옮긴 반점", SPOT_KO)
    place.desk.change_settings({"operator": "이바다"})
    place.wait_written()
    assert len(place.client.describing) == asked + 1


def test_that_a_roi_is_described_anew_and_kept_only_with_a_verdict(
    place: Place, computed: list[str]
) -> None:
    place.open(1)
    _wait_kept(place, 1)
    place.draw(ROI)
    place.wait(lambda: len(computed) == 2)
    place.wait(lambda: _is_seen(place) and place.work.examining.is_ready)
    assert _known(place.client.describing[-1]) == ()
    # A ROI that is tried out makes no record.
    assert len(_captions(place)) == 1
    place.judge(Outcome.NG, reason="실제 스크래치")
    kept = _wait_kept(place, 2)
    assert ROI in {each.place for each in kept}
    assert place.is_intact()


def test_that_a_described_roi_does_not_come_back_by_its_caption_alone(place: Place) -> None:
    first, second = place.open(2)
    place.wait(lambda: _is_seen(place))
    place.draw(ROI)
    place.wait(lambda: _box_of_first(place) == ROI and place.work.examining.is_ready)
    place.work.examining.inspect_now()
    place.wait(lambda: ROI in {each.place for each in _captions(place)})
    place.go_to(second)
    place.work.outlines._restored.clear()  # noqa: SLF001 - as in a later session
    place.go_to(first)
    place.wait_written()
    place.qtbot.wait(150)
    assert place.work.canvas.rois() == ()


def _box_of_first(place: Place) -> BoxPx | None:
    shown = place.work.examining.shown
    inspection = shown.inspection if shown else None
    return inspection.findings[0].region.box if inspection and inspection.findings else None


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Hold the first caption back, whatever is cancelled, and return what asks for it."""
    jobs: list[Job] = []
    work = ScriptedClient.work

    def later(self: ScriptedClient, n_items: int = 1_000_000, *, job: Job | None = None) -> None:
        if job in self.describing and not jobs:
            jobs.extend(self.describing)
        else:
            work(self, n_items, job=job)

    def cancel(_: ScriptedClient, _job: object) -> None:
        """Come too late."""

    monkeypatch.setattr(ScriptedClient, "work", later)
    monkeypatch.setattr(ScriptedClient, "cancel", cancel)
    return jobs


def test_that_a_caption_that_comes_when_another_image_is_shown_stays_with_its_own(
    place: Place, held: list[Job]
) -> None:
    first, second = place.open(2)
    place.wait(lambda: bool(held))
    place.go_to(second)
    place.wait(lambda: _is_seen(place))
    caption = place.client.result_of(held[0])
    assert isinstance(caption, Caption)
    place.client.late(held[0], [replace(caption, ko="다른 이미지의 반점", said="late")])
    place.wait(lambda: len(_captions(place, first.name)) == 1)
    assert "다른 이미지" not in place.work.description.shown_text()
    (kept,) = _captions(place, first.name)
    assert kept.checked.caption.said == "late"
    assert all(each.checked.caption.said != "late" for each in _captions(place, second.name))


def test_that_a_caption_that_cannot_be_saved_is_said_in_one_sentence_and_not_lost(
    impatient_place: Place, held: list[Job]
) -> None:
    place, said = impatient_place, list[str]()
    (first,) = place.open(1)
    place.wait(lambda: bool(held))
    assert len(place.lines()) == 1
    place.desk.failed.connect(lambda error: said.append(error.code))
    with place.locked():
        place.client.late(held[0], [place.client.result_of(held[0])])
        place.wait(lambda: _is_seen(place))
        place.wait(lambda: f"{first.name}: 설명" in place.desk.storage.state.unsaved)
        assert said == ["records_locked"]
    place.desk.storage.retry()
    assert len(_wait_kept(place, 1)) == 1
    assert said == ["records_locked"]
    assert place.is_intact()


def test_that_the_record_tells_what_the_model_saw(place: Place) -> None:
    place.open(1)
    _wait_kept(place, 1)
    (line,) = place.lines()
    place.work.history.show_story(line.record_id)
    dialog = place.dialog(RecordStoryDialog)
    assert isinstance(dialog, RecordStoryDialog)
    place.wait(lambda: SEEN in dialog.as_text())
    assert "모델의 설명" in dialog.as_text()
    assert "fake-captioner" in dialog.as_text()
    dialog.close()
