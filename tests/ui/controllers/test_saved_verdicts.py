from __future__ import annotations

from core.domain.outcomes import Outcome
from tests.ui.controllers.place import Place
from tests.ui.widgets.verdict.on_bar import field
from ui.widgets.verdict.save_line import SaveState


def test_that_a_judged_image_comes_back_with_its_note_and_who_gave_it(place: Place) -> None:
    first, second = place.open(2)
    note = field(place.work.verdict_bar, "메모")
    note.setText("가장자리 확인")
    place.judge(Outcome.NG, reason="실제 스크래치")
    place.go_to(second)
    assert note.text() == ""
    place.go_to(first)
    assert note.text() == "가장자리 확인"
    assert "김하늘" in place.save_words


def test_that_the_note_of_an_earlier_session_comes_from_the_records(place: Place) -> None:
    first, second = place.open(2)
    note = field(place.work.verdict_bar, "메모")
    note.setText("가장자리 확인")
    place.judge(Outcome.NG, reason="실제 스크래치")
    place.wait_written()
    place.go_to(second)
    place.wait_written()
    own = place.desk.product
    place.desk.choose_product("다른 제품")
    place.wait(lambda: place.state(first).verdict is None)
    place.desk.choose_product(own)  # all that was known in this window is forgotten by now
    place.wait(lambda: place.state(first).verdict is Outcome.NG)
    place.go_to(first)
    place.wait(lambda: note.text() == "가장자리 확인")
    assert "김하늘" in place.save_words


def test_that_a_verdict_stays_when_the_image_is_scored_anew(place: Place) -> None:
    place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.teach()
    place.wait(lambda: place.work.examining.is_ready)
    place.work.examining.inspect_now()
    place.wait(lambda: len(place.lines()) == 2)
    (path,) = place.work.browser.shown_paths()
    assert place.state(path).verdict is Outcome.NG
    assert "김하늘" in place.save_words or place.is_save_line(SaveState.SAVED)


def test_that_a_person_judges_a_picture_that_cannot_be_read(place: Place) -> None:
    place.write(1)
    broken = place.folder / "부품 900.png"
    broken.write_bytes(b"no image")
    place.open_folder(2)
    place.wait(lambda: place.work.examining.is_ready)
    place.go_to(broken)
    field(place.work.verdict_bar, "메모").setText("실물에 균열")
    place.judge(Outcome.OK)
    place.judge(Outcome.NG, reason="실물 확인")
    (line,) = [line for line in place.lines() if line.file == str(broken)]
    assert (line.program_outcome, line.current_verdict) == (Outcome.HOLD, Outcome.NG)
    (verdict,) = place.story(line.record_id).verdicts
    assert (verdict.note, verdict.reason) == ("실물에 균열", "실물 확인")
    assert place.state(broken).verdict is Outcome.NG
