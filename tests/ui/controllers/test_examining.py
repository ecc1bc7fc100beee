from __future__ import annotations

import pytest

from core.domain.outcomes import Outcome, ReasonCode
from core.domain.regions import BoxPx
from core.jobs.events import Failure
from core.services.requests import InspectItem
from tests.ui.controllers.place import PRODUCT, ROI, Place
from ui.values import SeenState, ShownImage

_OTHER_ROI = BoxPx(60, 40, 30, 30)


def _items(place: Place) -> list[InspectItem]:
    values = [job.items[0].value for job in place.client.examined()]
    return [value for value in values if isinstance(value, InspectItem)]


def test_that_an_image_is_scored_and_recorded_once_when_it_is_shown(place: Place) -> None:
    first, second = place.open(2)
    place.go_to(second)
    place.go_to(first)
    lines = place.lines()
    assert [line.file for line in lines] == [str(second), str(first)]
    assert place.state(first).outcome is lines[1].program_outcome
    assert place.state(first).record_id == lines[1].record_id
    assert lines[0].product == PRODUCT
    assert (lines[0].operator, lines[0].station) == ("김하늘", "2라인")


def test_that_rois_are_scored_at_once_but_recorded_only_when_asked_for(place: Place) -> None:
    (path,) = place.open(1)
    place.draw(ROI)
    assert not place.work.examining.is_ready  # the score on the screen is not that of the ROI
    place.wait_ready(path)
    assert _items(place)[-1].rois == (ROI,)
    assert len(place.lines()) == 1
    place.work.examining.inspect_now()
    place.wait_ready(path)
    assert len(place.lines()) == 2
    place.work.examining.inspect_now()
    place.wait_ready(path)
    assert len(place.lines()) == 2  # the same image in the same configuration


def test_that_a_verdict_records_the_rois_it_is_about(place: Place) -> None:
    (path,) = place.open(1)
    place.draw(ROI, _OTHER_ROI)
    place.wait_ready(path)
    place.judge(Outcome.NG)
    newest = place.lines()[0]
    assert newest.finding_count == 2
    assert newest.current_verdict is Outcome.NG


def test_that_inspecting_is_not_forgotten_when_a_roi_is_drawn_before_the_answer(
    place: Place,
) -> None:
    (path,) = place.open(1)
    place.client.is_prompt = False
    place.work.examining.inspect_now()
    place.draw(ROI)
    place.wait(lambda: len(place.client.examined()) == 3)
    place.client.work()
    place.wait_ready(path)
    assert place.lines()[0].finding_count == 1
    assert len(place.lines()) == 2


def test_that_inspecting_one_image_does_not_record_the_next_ones_rois(place: Place) -> None:
    first, second = place.open(2)
    place.client.is_prompt = False
    place.work.examining.inspect_now()
    place.client.is_prompt = True
    place.go_to(second)
    place.draw(ROI)
    place.wait_ready(second)
    assert [line.file for line in place.lines()] == [str(second), str(first)]


def test_that_rois_of_the_image_before_do_not_make_the_next_one_be_scored_twice(
    place: Place,
) -> None:
    first, second = place.open(2)
    place.draw(ROI)
    place.wait_ready(first)
    asked = len(place.client.examined())
    place.go_to(second)
    place.qtbot.wait(150)
    assert len(place.client.examined()) == asked + 1
    assert _items(place)[-1] == InspectItem(second)


def test_that_a_late_answer_about_another_image_is_dropped(place: Place) -> None:
    first, second = place.open(2)
    place.client.is_prompt = False
    place.work.browser.select(second)
    job = place.client.examined()[-1]
    stale = place.client.result_of(job)
    place.client.is_prompt = True
    place.go_to(first)
    place.client.late(job, [stale])
    place.qtbot.wait(50)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    assert shown.inspection.sighting.path == str(first)
    assert place.state(second).seen is SeenState.NOT_SEEN
    assert len(place.lines()) == 1


def test_that_an_answer_about_rois_that_changed_meanwhile_is_dropped(place: Place) -> None:
    (path,) = place.open(1)
    place.client.is_prompt = False
    place.draw(ROI)
    place.wait(lambda: len(place.client.examined()) == 2)
    old = place.client.examined()[-1]
    result = place.client.result_of(old)
    place.draw(_OTHER_ROI)
    place.wait(lambda: len(place.client.examined()) == 3)
    place.client.late(old, [result])
    place.client.work()
    place.wait_ready(path)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    assert len(shown.inspection.findings) == 2


def test_that_an_unreadable_image_is_recorded_as_hold_and_marked(place: Place) -> None:
    (good,) = place.write(1)
    broken = place.folder / "깨진 부품.png"
    broken.write_bytes(good.read_bytes()[:300])
    place.open_folder(2)
    assert place.work.browser.select(broken)
    place.wait(lambda: place.state(broken).seen is SeenState.UNREADABLE)
    place.wait(lambda: bool(place.state(broken).record_id))
    line = next(line for line in place.lines() if line.file == str(broken))
    assert line.program_outcome is Outcome.HOLD
    assert line.reason.code is ReasonCode.UNREADABLE
    words = place.state(broken).problem
    assert words
    place.desk.set_language("en")
    assert place.state(broken).problem not in {"", words}
    place.wait(lambda: place.work.examining.is_ready)  # the part itself can be judged


def test_that_a_file_that_is_gone_is_named_and_not_recorded(place: Place) -> None:
    first, second = place.open(2)
    second.unlink()
    place.work.browser.select(second)
    place.wait(lambda: place.state(second).seen is SeenState.UNREADABLE)
    assert second.name in place.state(second).problem
    assert not place.work.examining.is_ready
    assert [line.file for line in place.lines()] == [str(first)]


def test_that_a_failure_of_the_host_is_no_fault_of_the_image(place: Place) -> None:
    (path,) = place.open(1)
    place.client.is_prompt = False
    place.work.examining.inspect_now()
    place.client.fail(Failure("host_keeps_dying", {"count": 6}))
    place.wait(lambda: not place.work.examining.is_ready)
    place.qtbot.wait(20)
    assert place.state(path).seen is SeenState.DONE
    place.client.is_prompt = True
    place.work.examining.inspect_now()
    place.wait_ready(path)


def test_that_a_verdict_of_an_earlier_day_is_shown_again(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    assert place.lines()[0].current_verdict is Outcome.NG
    place.work.browser.set_state(path, type(place.state(path))())  # as after a restart
    place.work.examining.show_image(path)
    place.wait(lambda: place.state(path).verdict is Outcome.NG)
    assert place.work.verdict_bar.subject.may_accept
    assert len(place.lines()) == 1


def test_that_the_next_undecided_image_is_decoded_ahead(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: list[ShownImage] = []
    monkeypatch.setattr(place.work.canvas, "prefetch", ahead.append)
    first, second, third = place.open(3)
    place.go_to(second)
    place.judge(Outcome.NG)
    place.go_to(first)
    assert [image.path for image in ahead] == [second, third, third]
