"""The head that guesses a type: its numbers, its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.errors import ModelError
from core.inference.manifest import write_manifest
from core.inference.type_head import WEIGHTS, TypeHead, load_type_head

TYPES = ("line", "disc", "patch")


@pytest.fixture
def head() -> TypeHead:
    rng = np.random.default_rng(0)

    def drawn(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return rng.normal(size=shape).astype(np.float32)

    return TypeHead(
        types=TYPES,
        mean=drawn(5),
        scale=np.abs(drawn(5)) + 1,
        weights_in=drawn(2, 5, 4),
        bias_in=drawn(2, 4),
        weights_out=drawn(2, 4, 3),
        bias_out=drawn(2, 3),
    )


def _saved(head: TypeHead, folder: Path) -> Path:
    head.save(folder)
    write_manifest(folder, "type_proposal", {"types": list(head.types)})
    return folder


def test_that_shares_sum_to_one(head: TypeHead) -> None:
    found = head.probabilities(np.random.default_rng(1).normal(size=(7, 5)).astype(np.float32))
    assert found.shape == (7, 3)
    assert found.sum(axis=1) == pytest.approx(np.ones(7), abs=1e-5)


def test_that_the_networks_are_averaged_as_written(head: TypeHead) -> None:
    x = np.random.default_rng(2).normal(size=(1, 5)).astype(np.float32)
    scaled = np.clip((x[0] - head.mean) / head.scale, -4, 4)
    shares = []
    for member in range(2):
        hidden = np.maximum(scaled @ head.weights_in[member] + head.bias_in[member], 0)
        powers = np.exp(hidden @ head.weights_out[member] + head.bias_out[member])
        shares.append(powers / powers.sum())
    assert head.probabilities(x)[0] == pytest.approx(np.mean(shares, axis=0), abs=1e-5)


def test_that_what_is_far_out_counts_no_more_than_what_is_out(head: TypeHead) -> None:
    far = np.full((1, 5), 1e9, np.float32)
    assert head.probabilities(far) == pytest.approx(head.probabilities(far * 10))


def test_that_a_saved_head_comes_back(head: TypeHead, tmp_path: Path) -> None:
    again = load_type_head(_saved(head, tmp_path / "유형"))
    x = np.ones((1, 5), np.float32)
    assert again.types == TYPES
    assert np.array_equal(again.probabilities(x), head.probabilities(x))


def test_that_changed_weights_are_refused(head: TypeHead, tmp_path: Path) -> None:
    folder = _saved(head, tmp_path / "head")
    content = bytearray((folder / WEIGHTS).read_bytes())
    content[-1] ^= 1
    (folder / WEIGHTS).write_bytes(content)
    with pytest.raises(ModelError) as caught:
        load_type_head(folder)
    assert caught.value.code == "model_manifest_mismatch"


@pytest.mark.parametrize("types", [["line"], None])
def test_that_weights_of_something_else_are_refused(
    head: TypeHead, tmp_path: Path, types: list[str] | None
) -> None:
    folder = tmp_path / "head"
    head.save(folder)
    write_manifest(folder, "type_proposal", {"types": types})
    with pytest.raises(ModelError) as caught:
        load_type_head(folder)
    assert caught.value.code == "model_weights_broken"


def test_that_a_file_without_the_tensors_is_refused(tmp_path: Path) -> None:
    save_file({"mean": np.zeros(2, np.float32)}, tmp_path / WEIGHTS)
    write_manifest(tmp_path, "type_proposal", {"types": ["line"]})
    with pytest.raises(ModelError) as caught:
        load_type_head(tmp_path)
    assert caught.value.code == "model_weights_broken"
