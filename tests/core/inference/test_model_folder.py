from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import ModelError
from core.inference.manifest import verify_manifest, write_manifest
from core.inference.model_folder import check_weights, read_config, settings_files


@pytest.fixture
def folder(clip_dir: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "내 모델"
    shutil.copytree(clip_dir, copy)
    return copy


def _code_of(caught: pytest.ExceptionInfo[ModelError]) -> str:
    return caught.value.code


def test_that_a_whole_model_passes(folder: Path) -> None:
    assert read_config(folder)["model_type"] == "clip"
    assert [path.name for path in check_weights(folder)] == ["model.safetensors"]
    names = {path.name for path in settings_files(folder)}
    assert names == {
        "config.json",
        "preprocessor_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    }


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        read_config(tmp_path / "없음")
    assert _code_of(caught) == "model_folder_missing"


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b"\xff\xfe{}"])
def test_that_an_unreadable_config_is_named(folder: Path, content: bytes | None) -> None:
    if content is None:
        (folder / "config.json").unlink()
    else:
        (folder / "config.json").write_bytes(content)
    with pytest.raises(ModelError) as caught:
        read_config(folder)
    assert _code_of(caught) == "model_config_unreadable"
    assert caught.value.details["problem"]


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.ckpt"])
def test_that_pickled_weights_are_refused(folder: Path, name: str) -> None:
    (folder / "model.safetensors").rename(folder / name)
    with pytest.raises(ModelError) as caught:
        check_weights(folder)
    assert _code_of(caught) == "model_pickle_only"
    assert caught.value.details["file"] == name


def test_that_a_folder_without_weights_is_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError) as caught:
        check_weights(folder)
    assert _code_of(caught) == "model_weights_missing"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[:50],
        lambda content: content[:5],
        lambda content: b"",
        lambda content: content + b"\0",
        lambda content: b"\xff" * len(content),
        lambda content: b"\2\0\0\0\0\0\0\0[]",
        lambda content: b"\x0b\0\0\0\0\0\0\0" + b'{"a":{"b":1',
        lambda content: b"\x0d\0\0\0\0\0\0\0" + b'{"a":{"b":1}}',
    ],
)
def test_that_broken_weights_are_noticed_without_any_library(
    folder: Path, spoil: Callable[[bytes], bytes]
) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ModelError) as caught:
        check_weights(folder)
    assert _code_of(caught) == "model_weights_broken"
    assert caught.value.details["file"] == str(path)


def test_that_a_missing_shard_is_named(folder: Path) -> None:
    shards = {"a": "model.safetensors", "b": "model-00002-of-00002.safetensors"}
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": shards}), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        check_weights(folder)
    assert _code_of(caught) == "model_weights_broken"
    assert "00002" in str(caught.value.details["file"])
    index.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        check_weights(folder)
    assert _code_of(caught) == "model_weights_broken"


def test_that_a_manifest_tells_of_every_change(folder: Path) -> None:
    write_manifest(folder, "tiny", {"licence": "MIT"})
    assert verify_manifest(folder)["licence"] == "MIT"
    settings = folder / "preprocessor_config.json"
    original = settings.read_bytes()
    for changed in (original.replace(b"0.48", b"0.49"), original + b" "):
        settings.write_bytes(changed)
        with pytest.raises(ModelError) as caught:
            verify_manifest(folder)
        assert _code_of(caught) == "model_manifest_mismatch"
        assert caught.value.details["file"] == settings.name
    settings.unlink()
    with pytest.raises(ModelError):
        verify_manifest(folder)
    settings.write_bytes(original)
    verify_manifest(folder)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"format": 99}', '{"format": 1}', '{"format": 1, "files": {"a": 1}}']
)
def test_that_a_manifest_that_tells_nothing_is_no_proof(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        verify_manifest(folder)
    assert _code_of(caught) == "model_manifest_mismatch"
