from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from core.errors import ImageError
from tests.ui.browsing import FOLDER, done, item, items
from ui.models.catalogue_model import FLUSH_MS, CatalogueModel, CatalogueRole
from ui.models.entry_filter import EntryFilter
from ui.values import EntryState

_STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_that_images_arrive_in_batches_and_none_twice(qtbot: QtBot) -> None:
    model = CatalogueModel()
    tester = QAbstractItemModelTester(model, _STRICT)
    model.append(items(3))
    model.append(items(3, first=2))
    assert model.rowCount() == 5
    assert model.data(model.index(4, 0)) == "part_00004.png"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert tester.model() is model


def test_that_roles_give_path_name_state_thumbnail_and_problem(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append([item("한글 이름.png", mtime_ns=7)])
    path = FOLDER / "한글 이름.png"
    error = ImageError("image_empty", file=path.name, path=str(path))
    model.set_state(path, done(Outcome.NG))
    model.set_thumbnail(path, QPixmap(4, 4))
    model.set_problem(path, error)
    index = model.index(0, 0)
    assert index.data(CatalogueRole.PATH) == path
    assert index.data(CatalogueRole.NAME) == index.data(Qt.ItemDataRole.DisplayRole) == path.name
    assert index.data(CatalogueRole.STATE) == done(Outcome.NG)
    assert index.data(CatalogueRole.THUMBNAIL).width() == 4
    assert index.data(CatalogueRole.PROBLEM) is error
    assert index.data(CatalogueRole.PLACE) == ""
    assert index.data(CatalogueRole.MTIME_NS) == 7
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None


def test_that_a_state_set_before_its_image_is_listed_is_shown(qtbot: QtBot) -> None:
    model = CatalogueModel()
    path = FOLDER / "part_00001.png"
    model.set_state(path, done(Outcome.NG))
    model.append(items(2))
    assert model.state_of(path) == model.state_at(1) == done(Outcome.NG)
    assert model.state_of(FOLDER / "unknown.png") == EntryState()
    assert model.count(EntryFilter.NG) == 1


def test_that_a_flood_of_results_is_told_at_most_ten_times_a_second(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append(items(1000))
    told: list[tuple[float, tuple[int, ...]]] = []
    model.entries_changed.connect(lambda rows, _: told.append((time.monotonic(), rows)))
    start = time.monotonic()
    for row in range(1000):
        model.set_state(model.path_at(row), done(Outcome.OK))
        if row % 20 == 0:
            qtbot.wait(5)
    qtbot.waitUntil(lambda: sum(len(rows) for _, rows in told) == 1000)
    took_s = time.monotonic() - start
    assert took_s > 2 * FLUSH_MS / 1000
    assert len(told) <= took_s * 1000 / FLUSH_MS + 2


def test_that_a_single_change_is_told_at_once(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append(items(3))
    model.set_state(model.path_at(0), done(Outcome.OK))
    with qtbot.waitSignal(model.entries_changed, timeout=FLUSH_MS // 2) as told:
        pass
    assert told.args == [(0,), True]


def test_that_counts_follow_states_and_problems(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append(items(4))
    model.set_states(
        {
            model.path_at(0): done(Outcome.NG),
            model.path_at(1): done(Outcome.NG, Outcome.OK, corrected=True),
        }
    )
    model.set_problem(model.path_at(3), ImageError("image_empty", file="x", path="x"))
    model.set_state(model.path_at(0), done(Outcome.HOLD))
    assert model.counts() == {
        EntryFilter.ALL: 4,
        EntryFilter.NOT_SEEN: 1,
        EntryFilter.NG: 0,
        EntryFilter.HOLD: 1,
        EntryFilter.OK: 1,
        EntryFilter.UNDECIDED: 2,
        EntryFilter.CORRECTED: 1,
        EntryFilter.UNREADABLE: 1,
    }
    model.clear_problems()
    assert model.count(EntryFilter.UNREADABLE) == 0
    assert model.count(EntryFilter.NOT_SEEN) == 2


def test_that_the_same_state_again_changes_nothing(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append(items(1))
    model.set_state(model.path_at(0), done(Outcome.OK))
    with qtbot.waitSignal(model.entries_changed):
        pass
    with qtbot.assertNotEmitted(model.entries_changed, wait=2 * FLUSH_MS):
        model.set_state(model.path_at(0), done(Outcome.OK))


def test_that_a_new_listing_keeps_states_of_its_folder_only(qtbot: QtBot) -> None:
    model = CatalogueModel()
    inside, beside = FOLDER / "a.png", FOLDER.with_name("없는 폴더2") / "a.png"
    model.set_state(inside, done(Outcome.OK))
    model.set_state(beside, done(Outcome.NG))
    model.append([item("a.png")])
    model.keep_states_below(FOLDER)
    model.restart()
    assert model.rowCount() == 0
    assert model.counts()[EntryFilter.ALL] == 0
    assert model.state_of(inside) == done(Outcome.OK)
    assert model.state_of(beside) == EntryState()


def test_that_a_thumbnail_of_another_folder_is_not_kept(qtbot: QtBot) -> None:
    model = CatalogueModel()
    model.append(items(1))
    model.set_thumbnail(FOLDER / "gone.png", QPixmap(4, 4))
    assert len(model.thumbnails) == 0
