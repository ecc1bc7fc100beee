from __future__ import annotations

from PySide6.QtWidgets import QMenu

from core.domain.outcomes import Outcome
from core.settings.profiles import ProductProfile, save_profile
from tests.ui.controllers.place import PRODUCT, Place
from ui.values import EntryState

_OTHER = "다른 제품"


def test_that_another_product_starts_with_a_clean_list_and_its_own_records(place: Place) -> None:
    first, second = place.open(2)
    place.judge(Outcome.NG)
    place.go_to(second)
    place.wait_written()
    place.desk.choose_product(_OTHER)
    place.wait(lambda: place.state(second).record_id != "" and len(place.lines()) == 3)
    assert place.state(first) == EntryState()
    newest = place.lines()[0]
    assert (newest.product, newest.file) == (_OTHER, str(second))
    place.desk.choose_product(PRODUCT)
    place.wait(lambda: place.state(second).outcome is not None)
    place.go_to(first)
    place.wait(lambda: place.state(first).verdict is Outcome.NG)


def test_that_taking_back_a_verdict_on_another_product_leaves_this_ones_list_alone(
    place: Place,
) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.desk.choose_product(_OTHER)
    place.wait(lambda: len(place.lines()) == 2)
    place.wait_ready(path)
    place.judge(Outcome.HOLD)
    place.wait_written()
    place.work.verdicts.undo()
    place.work.verdicts.undo()
    assert {line.current_verdict for line in place.lines()} == {None}
    assert place.state(path).verdict is None


def test_that_a_product_that_cannot_be_read_is_refused_in_words(place: Place) -> None:
    (path,) = place.open(1)
    save_profile(ProductProfile(name=_OTHER), place.data_dir)
    (place.data_dir.profiles / f"{_OTHER}.json").write_text("{nonsense", encoding="utf-8")
    place.work.window.toolbar.product_chosen.emit(_OTHER)
    place.wait(lambda: bool(place.work.window.status.currentMessage()))
    place.wait(lambda: place.desk.product == PRODUCT)
    place.wait_ready(path)
    assert {line.product for line in place.lines()} == {PRODUCT}


def test_that_a_language_switch_renews_words_and_scores_nothing_again(place: Place) -> None:
    place.open(1)
    asked = len(place.client.jobs)
    place.work.window.language_chosen.emit("en")
    assert place.desk.language == "en"
    menu = place.work.window.menu("product")
    words = [action.text() for action in menu.actions()]
    assert "Take back last teaching" in words
    below = [each for action in menu.actions() if isinstance(each := action.menu(), QMenu)]
    taught = [action.text().lower() for each in below for action in each.actions()]
    assert "scratch" in taught
    place.qtbot.wait(50)
    assert len(place.client.jobs) == asked
