from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.settings import files
from core.settings.files import write_atomically


def test_that_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    target = tmp_path / "설정.json"
    write_atomically(target, b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_full_disk_leaves_the_old_content_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "settings.json"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_file_held_for_a_moment_is_replaced_after_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = [PermissionError("held by a scanner")] * 2
    replace = Path.replace

    def held(source: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_REPLACE_WAIT_S", 0.001)
    write_atomically(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_that_a_file_held_for_good_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path, __: Path) -> Path:
        message = "held"
        raise PermissionError(message)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_REPLACE_WAIT_S", 0.001)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []
