from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

import pytest

from core.inference import model_facts
from core.inference.fingerprint import fingerprint_of
from core.inference.model_facts import ModelFacts


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "가중치.safetensors"
    path.write_bytes(b"first")
    return path


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the files that were really read."""
    found: list[Path] = []

    def read(path: Path) -> str:
        found.append(path)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    monkeypatch.setattr(model_facts, "sha256_of", read)
    return found


def test_that_a_file_is_hashed_once_until_it_changes(
    weights: Path, tmp_path: Path, hashed: list[Path]
) -> None:
    file = tmp_path / "cache" / "models.json"
    first = ModelFacts(file).sha256_of(weights)
    assert ModelFacts(file).sha256_of(weights) == first
    assert len(hashed) == 1
    weights.write_bytes(b"other")
    os.utime(weights, ns=(1, 1))
    assert ModelFacts(file).sha256_of(weights) != first
    assert len(hashed) == 2


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "hashes": {"a": 3}, "dtypes": {}}']
)
def test_that_a_damaged_file_costs_time_only(
    weights: Path, tmp_path: Path, content: str, expected_warnings: list[logging.LogRecord]
) -> None:
    file = tmp_path / "models.json"
    file.write_text(content, encoding="utf-8")
    facts = ModelFacts(file)
    assert facts.sha256_of(weights) == hashlib.sha256(b"first").hexdigest()
    assert facts.dtype_of("f", "cpu") is None
    facts.remember_dtype("f", "cpu", "bfloat16")
    assert ModelFacts(file).dtype_of("f", "cpu") == "bfloat16"
    assert len(expected_warnings) == 1


def test_that_facts_of_a_newer_program_are_found_out_anew(weights: Path, tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    file.write_text('{"format": 2, "hashes": 7}', encoding="utf-8")
    assert ModelFacts(file).sha256_of(weights) == hashlib.sha256(b"first").hexdigest()


def test_that_facts_that_cannot_be_kept_are_no_error(
    weights: Path, tmp_path: Path, expected_warnings: list[logging.LogRecord]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    facts = ModelFacts(tmp_path / "file" / "models.json")
    assert facts.sha256_of(weights) == hashlib.sha256(b"first").hexdigest()
    assert expected_warnings


def test_that_a_fingerprint_follows_names_and_content_only(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "text").mkdir(parents=True)
        (folder / "a.json").write_bytes(b"a")
        (folder / "text" / "b.json").write_bytes(b"b")

    def of(folder: Path) -> str:
        return fingerprint_of(folder, [folder / "text" / "b.json", folder / "a.json"])

    assert of(one) == of(other) == fingerprint_of(one, sorted(one.rglob("*.json")))
    (other / "a.json").write_bytes(b"c")
    assert of(one) != of(other)
