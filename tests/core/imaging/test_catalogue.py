"""Folders are listed in the order people count in, and problems are named."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from core.imaging.catalogue import (
    CatalogueEntry,
    is_image_name,
    iter_images,
    labelled_folder,
    natural_key,
)
from tests.core.imaging.pictures import code_with_words


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * len(name))


def _names(entries: Iterator[CatalogueEntry], folder: Path) -> list[str]:
    return [entry.path.relative_to(folder).as_posix() for entry in entries]


def _failure(folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        list(iter_images(folder))
    return code_with_words(caught.value)


def test_that_numbers_sort_by_value_in_any_language(tmp_path: Path) -> None:
    names = [
        "img1.png",
        "img2.png",
        "IMG3.PNG",
        "img10.png",
        "나사 9.jpg",
        "나사 10.jpg",
        "너트.bmp",
    ]
    _make(tmp_path, *reversed(names))
    assert _names(iter_images(tmp_path), tmp_path) == names


def test_that_korean_from_a_mac_sorts_with_other_korean() -> None:
    names = ["나1", unicodedata.normalize("NFD", "가10"), "가2"]
    assert sorted(names, key=natural_key) == names[::-1]


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=12))
def test_that_any_names_can_be_put_in_one_order(names: list[str]) -> None:
    in_order = sorted(names, key=natural_key)
    names.reverse()
    assert sorted(names, key=natural_key) == in_order


def test_that_size_and_mtime_come_along(tmp_path: Path) -> None:
    _make(tmp_path, "a.tif")
    (entry,) = iter_images(tmp_path)
    info = entry.path.stat()
    assert (entry.size_bytes, entry.mtime_ns) == (info.st_size, info.st_mtime_ns)


def test_that_hidden_and_other_files_are_left_out_and_the_latter_reported(tmp_path: Path) -> None:
    _make(tmp_path, "a.png", ".hidden.png", "notes.txt", "Thumbs.db", ".cache/b.png", "no_suffix")
    ignored: list[Path] = []
    found = iter_images(tmp_path, recursive=True, on_ignored=ignored.append)
    assert _names(found, tmp_path) == ["a.png"]
    assert [path.name for path in ignored] == ["no_suffix", "notes.txt", "Thumbs.db"]


@pytest.mark.parametrize(
    "name", ["a.JPG", "a.jpeg", "a.tiff", "a.TIF", "a.webp", "a.bmp", "a.b.png"]
)
def test_that_extensions_of_images_are_known(name: str) -> None:
    assert is_image_name(name)


@pytest.mark.parametrize("name", ["png", "a.png.txt", "a.gif", "a", ".png"])
def test_that_other_names_are_no_images(name: str) -> None:
    assert not is_image_name(name)


def test_that_subfolders_are_walked_only_when_asked(tmp_path: Path) -> None:
    _make(tmp_path, "z.png", "lot10/a.png", "lot2/b.png", "lot2/masks/b.png", "lot2/Masks2/c.png")
    assert _names(iter_images(tmp_path), tmp_path) == ["z.png"]
    everything = ["z.png", "lot2/b.png", "lot2/masks/b.png", "lot2/Masks2/c.png", "lot10/a.png"]
    assert _names(iter_images(tmp_path, recursive=True), tmp_path) == everything
    everything.remove("lot2/masks/b.png")
    assert _names(iter_images(tmp_path, recursive=True, skip_masks=True), tmp_path) == everything


def test_that_a_folder_linked_into_itself_ends(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.png")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert _names(iter_images(tmp_path, recursive=True), tmp_path) == ["a/b.png"]


def test_that_a_link_to_nowhere_is_listed_for_the_decoder_to_name(tmp_path: Path) -> None:
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere.png")
    assert list(iter_images(tmp_path)) == [CatalogueEntry(tmp_path / "gone.png", 0, 0)]


def test_that_a_large_folder_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, *(f"{number}.png" for number in range(200)))
    asked: list[Path] = []
    original = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        asked.append(path)
        return original(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    entries = iter_images(tmp_path)
    assert [next(entries).path.name for _ in range(3)] == ["0.png", "1.png", "2.png"]
    assert len(asked) == 3


def test_that_folder_problems_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _failure(tmp_path / "없음") == "folder_missing"
    assert _failure(Path("a\0b")) == "folder_missing"
    _make(tmp_path, "file.png")
    assert _failure(tmp_path / "file.png") == "folder_not_a_folder"
    for problem, code in (
        (PermissionError(13, "denied"), "folder_no_permission"),
        (OSError(5, "I/O error"), "folder_unreadable"),
    ):
        _break_scandir(monkeypatch, tmp_path, problem)
        assert _failure(tmp_path) == code


def test_that_an_unreadable_subfolder_stops_or_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(tmp_path, "a/1.png", "b/2.png", "c/3.png")
    _break_scandir(monkeypatch, tmp_path / "b", PermissionError(13, "denied"))
    with pytest.raises(UsageError):
        list(iter_images(tmp_path, recursive=True))
    errors: list[UsageError] = []
    found = iter_images(tmp_path, recursive=True, on_error=errors.append)
    assert _names(found, tmp_path) == ["a/1.png", "c/3.png"]
    assert [error.details["folder"] for error in errors] == [str(tmp_path / "b")]


def test_that_a_labelled_folder_maps_categories_to_images(tmp_path: Path) -> None:
    _make(
        tmp_path,
        "good/2.png",
        "good/10.png",
        "good/readme.txt",
        "스크래치/1.jpg",
        "스크래치/deeper/9.jpg",
        "masks/1.png",
        ".git/x.png",
        "loose.png",
    )
    (tmp_path / "empty").mkdir()
    labels = labelled_folder(tmp_path)
    assert list(labels) == ["empty", "good", "스크래치"]
    assert labels["empty"] == ()
    assert [path.name for path in labels["good"]] == ["2.png", "10.png"]
    assert [path.name for path in labels["스크래치"]] == ["1.jpg"]


def test_that_labels_from_a_mac_equal_labels_from_windows(tmp_path: Path) -> None:
    _make(tmp_path, unicodedata.normalize("NFD", "찍힘") + "/1.png")
    assert list(labelled_folder(tmp_path)) == ["찍힘"]


def test_that_a_folder_that_is_not_labelled_is_named(tmp_path: Path) -> None:
    _make(tmp_path, "1.png", "masks/1.png")
    assert _labelled_failure(tmp_path) == "folder_no_classes"
    (tmp_path / "good").mkdir()
    assert _labelled_failure(tmp_path) == "folder_no_images"
    assert _labelled_failure(tmp_path / "missing") == "folder_missing"
    assert _labelled_failure(tmp_path / "1.png") == "folder_not_a_folder"


def _labelled_failure(folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        labelled_folder(folder)
    assert caught.value.details["folder"] == str(folder)
    return code_with_words(caught.value)


def _break_scandir(monkeypatch: pytest.MonkeyPatch, folder: Path, problem: OSError) -> None:
    original = os.scandir

    def scandir(path: Path) -> object:
        if path == folder:
            raise problem
        return original(path)

    monkeypatch.setattr("core.imaging.catalogue.os.scandir", scandir)
