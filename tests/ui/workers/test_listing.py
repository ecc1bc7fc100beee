from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.errors import UsageError
from core.imaging import catalogue
from core.imaging.catalogue import CatalogueEntry
from tests.ui.browsing import decomposed, write_images
from ui.workers import listing as listing_module
from ui.workers.listing import FolderListing, ListedBatch, ListingEnd


class _Heard:
    """Everything a listing said."""

    def __init__(self, listing: FolderListing) -> None:
        self.batches: list[ListedBatch] = []
        self.ends: list[ListingEnd] = []
        listing.batch_listed.connect(self.batches.append)
        listing.ended.connect(self.ends.append)

    def names(self) -> list[str]:
        return [item.entry.path.name for batch in self.batches for item in batch.items]


@pytest.fixture
def listing(qtbot: QtBot) -> Iterator[FolderListing]:
    one = FolderListing()
    yield one
    assert one.shut_down()


def test_that_images_come_in_natural_order_with_subfolders_but_no_masks(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path
) -> None:
    write_images(tmp_path, ["10.png", "2.png"])
    write_images(tmp_path / "긁힘", ["1.png"])
    write_images(tmp_path / "masks", ["1.png"])
    heard = _Heard(listing)
    listing.start(tmp_path)
    assert listing.is_running
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.names() == ["2.png", "10.png", "1.png"]
    assert [item.place for batch in heard.batches for item in batch.items] == ["", "", "긁힘"]
    assert heard.ends == [ListingEnd(tmp_path, None)]
    assert not listing.is_running


def test_that_names_are_searched_in_composed_form(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path
) -> None:
    write_images(tmp_path / decomposed("불량"), [decomposed("스크래치.PNG")])
    heard = _Heard(listing)
    listing.start(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.batches[0].items[0].search_text == "불량/스크래치.png"


def test_that_the_first_batch_is_small_and_later_ones_are_not(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path
) -> None:
    for number in range(1300):
        (tmp_path / f"{number}.jpg").touch()
    heard = _Heard(listing)
    listing.start(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert len(heard.batches[0].items) <= 100
    assert sum(len(batch.items) for batch in heard.batches) == 1300
    assert len(heard.batches) < 20


def test_that_a_file_lists_its_folder_and_is_named(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path
) -> None:
    paths = write_images(tmp_path, ["1.png", "2.png"])
    heard = _Heard(listing)
    listing.start(paths[1])
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.ends == [ListingEnd(tmp_path, paths[1])]
    assert len(heard.names()) == 2


def test_that_a_folder_that_is_not_there_is_named(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path
) -> None:
    heard = _Heard(listing)
    listing.start(tmp_path / "없음")
    qtbot.waitUntil(lambda: bool(heard.ends))
    problem = heard.ends[0].problem
    assert problem is not None
    assert problem.code == "folder_missing"
    assert heard.batches == []


def test_that_a_folder_unplugged_while_it_is_read_keeps_what_was_found(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "usb"
    write_images(folder, ["1.png", "2.png"])

    def pulled_out(root: Path, **_: object) -> Iterator[CatalogueEntry]:
        for entry in catalogue.iter_images(root):
            yield entry
            shutil.rmtree(folder, ignore_errors=True)

    monkeypatch.setattr(listing_module, "iter_images", pulled_out)
    heard = _Heard(listing)
    listing.start(folder)
    qtbot.waitUntil(lambda: bool(heard.ends))
    problem = heard.ends[0].problem
    assert problem is not None
    assert problem.code == "folder_missing"
    assert heard.names() == ["1.png", "2.png"]


def test_that_an_unreadable_subfolder_is_told_and_the_rest_listed(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_images(tmp_path, ["1.png"])
    write_images(tmp_path / "closed", ["2.png"])
    write_images(tmp_path / "open", ["3.png"])
    scandir = os.scandir

    def refused(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refused)
    heard = _Heard(listing)
    listing.start(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.names() == ["1.png", "3.png"]
    assert [error.code for error in heard.ends[0].skipped] == ["folder_no_permission"]
    assert heard.ends[0].problem is None


class _SlowDisk:
    """A folder without end that goes on when it is let."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()

    def iter_images(self, root: Path, **_: object) -> Iterator[CatalogueEntry]:
        for number in range(100):
            yield CatalogueEntry(root / f"{number}.png", 1, 1)
        assert self.may_go_on.wait(10)
        for number in range(100, 10_000_000):
            yield CatalogueEntry(root / f"{number}.png", 1, 1)


def test_that_reading_can_be_stopped_and_what_came_stays(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = _SlowDisk()
    monkeypatch.setattr(listing_module, "iter_images", disk.iter_images)
    heard = _Heard(listing)
    listing.start(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.batches))
    listing.cancel()
    disk.may_go_on.set()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.ends[0].was_cancelled
    assert len(heard.names()) == 100


def test_that_nothing_of_a_folder_left_behind_arrives(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_images(tmp_path / "b", ["b.png"])
    disk = _SlowDisk()
    monkeypatch.setattr(listing_module, "iter_images", disk.iter_images)
    heard = _Heard(listing)
    listing.start(tmp_path / "a")
    monkeypatch.setattr(listing_module, "iter_images", catalogue.iter_images)
    listing.start(tmp_path / "b")
    disk.may_go_on.set()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert [end.root for end in heard.ends] == [tmp_path / "b"]
    assert {batch.root for batch in heard.batches} == {tmp_path / "b"}


def test_that_shutting_down_ends_the_walk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = _SlowDisk()
    disk.may_go_on.set()
    monkeypatch.setattr(listing_module, "iter_images", disk.iter_images)
    listing = FolderListing()
    listing.start(tmp_path)
    assert listing.shut_down()
    assert not listing.is_running


def test_that_an_error_of_the_walk_ends_it_in_words(
    qtbot: QtBot, listing: FolderListing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(root: Path, **_: object) -> Iterator[CatalogueEntry]:
        yield CatalogueEntry(root / "1.png", 1, 1)
        raise UsageError("folder_unreadable", folder=str(root), problem="I/O error")

    monkeypatch.setattr(listing_module, "iter_images", broken)
    heard = _Heard(listing)
    listing.start(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.ends))
    problem = heard.ends[0].problem
    assert problem is not None
    assert problem.code == "folder_unreadable"
