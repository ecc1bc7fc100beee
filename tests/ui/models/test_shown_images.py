from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.browsing import FOLDER, decomposed, done, item, items
from ui.models.catalogue_model import CatalogueModel, CatalogueRole
from ui.models.entry_filter import EntryFilter, EntryOrder
from ui.models.shown_images import ShownImages

_STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot) -> CatalogueModel:
    return CatalogueModel()


@pytest.fixture
def shown(model: CatalogueModel) -> ShownImages:
    images = ShownImages(model)
    QAbstractItemModelTester(images, _STRICT, images)
    return images


def _names(shown: ShownImages) -> list[str]:
    return [path.name for path in shown.paths()]


def test_that_batches_are_appended_in_the_order_of_the_folder(
    model: CatalogueModel, shown: ShownImages
) -> None:
    model.append(items(3))
    model.append(items(2, first=3))
    assert shown.paths() == tuple(entry.entry.path for entry in items(5))
    assert shown.index(1, 0).data(CatalogueRole.NAME) == "part_00001.png"


def test_that_a_batch_is_filtered_as_it_arrives(model: CatalogueModel, shown: ShownImages) -> None:
    shown.set_search("part_0001")
    model.append(items(30))
    assert _names(shown) == [f"part_000{n}.png" for n in range(10, 20)]


def test_that_korean_names_are_found_in_either_unicode_form(
    model: CatalogueModel, shown: ShownImages
) -> None:
    model.append([item(decomposed("스크래치 1.png")), item("스크래치 2.PNG"), item("오염 1.png")])
    shown.set_search("스크래치")
    assert shown.rowCount() == 2
    shown.set_search(decomposed("스크래치") + " png 2")
    assert _names(shown) == ["스크래치 2.PNG"]
    shown.set_search("")
    assert shown.rowCount() == 3


def test_that_orders_are_by_name_time_and_suspicion(
    model: CatalogueModel, shown: ShownImages
) -> None:
    model.append([item("b", mtime_ns=2), item("a", mtime_ns=3), item("c", mtime_ns=1)])
    model.set_state(FOLDER / "b", done(Outcome.OK, suspicion=0.2))
    model.set_state(FOLDER / "c", done(Outcome.NG, suspicion=1.7))
    shown.set_order(EntryOrder.NEWEST)
    assert _names(shown) == ["a", "b", "c"]
    shown.set_order(EntryOrder.OLDEST)
    assert _names(shown) == ["c", "b", "a"]
    shown.set_order(EntryOrder.SUSPICION)
    assert _names(shown) == ["c", "b", "a"]
    shown.set_order(EntryOrder.NAME)
    assert _names(shown) == ["b", "a", "c"]


def test_that_new_scores_move_images_up_without_losing_the_place(
    qtbot: QtBot, model: CatalogueModel, shown: ShownImages
) -> None:
    model.append(items(5))
    shown.set_order(EntryOrder.SUSPICION)
    place = QPersistentModelIndex(shown.index(1, 0))
    model.set_state(model.path_at(4), done(Outcome.NG, suspicion=2.0))
    qtbot.waitUntil(lambda: shown.path_at(0) == model.path_at(4))
    assert place.row() == 2
    assert place.data(CatalogueRole.PATH) == model.path_at(1)


def test_that_images_come_into_time_order_while_they_arrive(
    qtbot: QtBot, model: CatalogueModel, shown: ShownImages
) -> None:
    shown.set_order(EntryOrder.NEWEST)
    model.append(items(3))
    model.append(items(3, first=3))
    qtbot.waitUntil(lambda: shown.rowCount() == 6)
    assert shown.path_at(0) == model.path_at(5)


def test_that_an_image_leaves_the_list_when_its_state_passes_no_more(
    qtbot: QtBot, model: CatalogueModel, shown: ShownImages
) -> None:
    model.append(items(4))
    shown.set_filter(EntryFilter.NOT_SEEN)
    model.set_state(model.path_at(1), done(Outcome.NG))
    qtbot.waitUntil(lambda: shown.rowCount() == 3)
    shown.set_filter(EntryFilter.NG)
    assert shown.paths() == (model.path_at(1),)
    model.set_state(model.path_at(0), done(Outcome.NG))
    qtbot.waitUntil(lambda: shown.rowCount() == 2)


def test_that_the_held_image_stays_until_another_is_held(
    qtbot: QtBot, model: CatalogueModel, shown: ShownImages
) -> None:
    model.append(items(4))
    shown.set_filter(EntryFilter.UNDECIDED)
    shown.hold(model.path_at(1))
    for row in (0, 1):
        model.set_state(model.path_at(row), done(Outcome.OK, Outcome.OK))
    qtbot.waitUntil(lambda: shown.rowCount() == 3)
    assert shown.paths() == (model.path_at(1), model.path_at(2), model.path_at(3))
    shown.hold(model.path_at(2))
    qtbot.waitUntil(lambda: shown.rowCount() == 2)
    assert shown.position_of(model.path_at(1)) is None


def test_that_the_next_of_a_group_goes_round_and_ends(
    model: CatalogueModel, shown: ShownImages
) -> None:
    model.append(items(4))
    for row in (1, 2):
        model.set_state(model.path_at(row), done(None, Outcome.OK))
    assert shown.next_in(EntryFilter.UNDECIDED, -1) == 0
    assert shown.next_in(EntryFilter.UNDECIDED, 0) == 3
    assert shown.next_in(EntryFilter.UNDECIDED, 3) == 0
    for row in (0, 3):
        model.set_state(model.path_at(row), done(None, Outcome.OK))
    assert shown.next_in(EntryFilter.UNDECIDED, 0) is None


def test_that_a_new_listing_empties_the_list(model: CatalogueModel, shown: ShownImages) -> None:
    model.append(items(4))
    shown.hold(model.path_at(3))
    model.restart()
    assert shown.rowCount() == 0
    model.append(items(1))
    assert shown.rowCount() == 1


@pytest.mark.parametrize("n", [40, 500])
def test_that_any_row_of_changes_leads_to_what_filter_and_order_say(
    model: CatalogueModel, shown: ShownImages, n: int
) -> None:
    """Small changes go through row signals, large ones through a reset; both must be right."""
    rng = np.random.default_rng(n)
    model.append(items(n))
    choices = [done(outcome, suspicion=rng.random()) for outcome in (*Outcome, None)]
    for _ in range(12):
        for row in rng.choice(n, 7, replace=False).tolist():
            model.set_state(model.path_at(row), choices[rng.integers(len(choices))])
        shown.set_filter(list(EntryFilter)[rng.integers(len(EntryFilter))])
        shown.set_order(list(EntryOrder)[rng.integers(len(EntryOrder))])
        expected = [row for row in range(n) if model.is_in(row, shown.filter)]
        match shown.order:
            case EntryOrder.NEWEST:
                expected.sort(key=lambda row: -model.mtime_ns_at(row))
            case EntryOrder.SUSPICION:
                expected.sort(
                    key=lambda row: -s if (s := model.state_at(row).suspicion) is not None else 9
                )
        assert shown.paths() == tuple(model.path_at(row) for row in expected)
