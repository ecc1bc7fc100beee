"""The program finds its own files from source and when frozen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.texts.program_folder import program_dir, prompts_dir, resources_dir


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    program_dir.cache_clear()
    yield
    program_dir.cache_clear()


def _freeze(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "DefectScribe"))
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "_internal"), raising=False)


def _put_texts(folder: Path) -> None:
    (folder / "resources" / "texts").mkdir(parents=True)
    (folder / "resources" / "texts" / "en.toml").write_text("", encoding="utf-8")


def test_that_source_files_are_found_wherever_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (program_dir() / "core" / "texts" / "program_folder.py").is_file()
    assert prompts_dir() == program_dir() / "prompts"


def test_that_a_frozen_program_prefers_the_files_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = (tmp_path / "불량 검사").resolve()
    _put_texts(folder)
    _put_texts(folder / "_internal")
    _freeze(monkeypatch, folder)
    assert resources_dir() == folder / "resources"


def test_that_a_frozen_program_falls_back_to_its_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = (tmp_path / "불량 검사").resolve()
    _put_texts(folder / "_internal")
    _freeze(monkeypatch, folder)
    assert program_dir() == folder / "_internal"
