from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn

from core.inference import starter_pack
from core.inference.adapters.pretrained import load_state
from core.inference.nets.efficientnet_lite import (
    TAP_CHANNELS,
    EfficientNetLite2,
    SameConv,
    fold_batch_norm,
)
from tests.core.inference.pictures import pattern, plain

DATA = Path(__file__).parent / "data"
ESPRESSO = 967
"""Class of ImageNet-1k."""


def _tower(starter_dir: Path) -> EfficientNetLite2:
    tower = EfficientNetLite2().eval()
    load_state(tower, starter_dir / starter_pack.VISION_WEIGHTS)
    tower.prefer_channels_last()
    return tower


def _to_input(rgb: NDArray[np.uint8]) -> Tensor:
    return ((torch.from_numpy(rgb.astype(np.float32)) - 127) / 128).permute(2, 0, 1).unsqueeze(0)


def _logits(tower: EfficientNetLite2, starter_dir: Path, rgb: NDArray[np.uint8]) -> Tensor:
    head = load_file(starter_dir / starter_pack.VISION_HEAD)
    with torch.inference_mode():
        features: Tensor = tower(_to_input(rgb)).head
    return (features @ head["weight"].float().T + head["bias"].float())[0]


def test_that_the_tower_gives_the_logits_of_the_original_network(starter_dir: Path) -> None:
    stored = json.loads((DATA / "reference_logits.json").read_text(encoding="utf-8"))["logits"]
    found = _logits(_tower(starter_dir), starter_dir, pattern(260))
    expected = torch.tensor(stored)
    assert (found - expected).abs().max() < 0.05  # weights were rounded to float16
    assert torch.cosine_similarity(found, expected, dim=0) > 0.9999
    assert expected.std() > 1


def test_that_a_photo_of_an_espresso_is_called_espresso(
    starter_dir: Path,
) -> None:
    with Image.open(DATA / "espresso.jpg") as photo:
        rgb = np.array(photo)
    logits = _logits(_tower(starter_dir), starter_dir, rgb)
    assert int(logits.argmax()) == ESPRESSO
    assert float(logits.softmax(0)[ESPRESSO]) > 0.7


def test_that_the_fused_convolution_equals_the_plain_one() -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 8, 21, 32).contiguous(memory_format=torch.channels_last)
    for stride, depthwise in [(1, False), (1, True), (2, False), (2, True)]:
        layer = SameConv(8, 8, kernel=5, stride=stride, depthwise=depthwise)
        with torch.inference_mode():
            fused = layer(x)
        plain_result = layer(x).detach()  # with gradients on: the plain operators
        assert fused.shape == (1, 8, 21 // stride + 21 % stride, 32 // stride)
        assert torch.allclose(fused, plain_result, atol=1e-5)
        assert plain_result.max() > 0


def test_that_an_even_side_is_padded_behind_as_in_tensorflow() -> None:
    layer = SameConv(1, 1, kernel=3, stride=2, activated=False)
    layer.load_state_dict({"conv.weight": torch.ones(1, 1, 3, 3), "conv.bias": torch.zeros(1)})
    found = layer(torch.arange(16.0).reshape(1, 1, 4, 4)).detach()[0, 0]
    # Windows start at 0 and 2, not at -1 and 1.
    assert found.tolist() == [[45.0, 39.0], [66.0, 50.0]]


def test_that_a_folded_batch_norm_equals_the_two_steps() -> None:
    torch.manual_seed(3)
    conv = nn.Conv2d(5, 7, 3, bias=False)
    norm = nn.BatchNorm2d(7, eps=1e-3).eval()
    for values in (norm.weight, norm.bias, norm.running_mean):
        assert values is not None
        nn.init.normal_(values)
    assert norm.running_var is not None
    nn.init.uniform_(norm.running_var, 0.1, 2.0)
    folded = nn.Conv2d(5, 7, 3)
    folded.load_state_dict(fold_batch_norm(conv.weight, norm.state_dict(), 1e-3))
    x = torch.randn(2, 5, 9, 9)
    assert torch.allclose(folded(x), norm(conv(x)), atol=1e-4)


def test_that_cells_lie_where_they_say(starter_dir: Path) -> None:
    """A dot changes the cells around its place by as much on every side."""
    tower = _tower(starter_dir)
    shifts: dict[int, list[NDArray[np.float64]]] = {8: [], 16: [], 32: []}
    with torch.inference_mode():
        clean = tower(_to_input(plain(448, 448))).taps
    for x, y in [(100, 200), (237, 93), (310, 333), (171, 290), (271, 180), (150, 140)]:
        marked = plain(448, 448)
        marked[y - 4 : y + 4, x - 4 : x + 4] = 20
        with torch.inference_mode():
            taps = tower(_to_input(marked)).taps
        for stride, tap in taps.items():
            change = (tap - clean[stride])[0].square().sum(dim=0).numpy()
            rows, columns = np.mgrid[0 : change.shape[0], 0 : change.shape[1]] + 0.5
            center = np.array([(columns * change).sum(), (rows * change).sum()]) / change.sum()
            shifts[stride].append(center - np.array([x, y]) / stride)
    worst = {stride: np.abs(np.mean(found, axis=0)).max() for stride, found in shifts.items()}
    assert worst[8] < 0.15
    assert worst[16] < 0.3
    assert worst[32] < 0.4


def test_that_taps_have_the_promised_channels_and_grids(starter_dir: Path) -> None:
    with torch.inference_mode():
        taps = _tower(starter_dir)(_to_input(plain(96, 224))).taps
    found = {stride: tuple(tap.shape) for stride, tap in taps.items()}
    assert found == {s: (1, TAP_CHANNELS[s], 96 // s, 224 // s) for s in (8, 16, 32)}


def test_that_the_centred_twin_shares_its_weights_and_sees_something_else(
    starter_dir: Path,
) -> None:
    tower = _tower(starter_dir)
    twin = tower.centred_twin()
    x = torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(3))
    with torch.inference_mode():
        ours, theirs = tower(x), twin(x)
    assert [p.data_ptr() for p in twin.parameters()] == [p.data_ptr() for p in tower.parameters()]
    assert ours.taps[16].shape == theirs.taps[16].shape
    assert not torch.allclose(ours.head, theirs.head, atol=1e-3)


def test_that_a_centred_layer_pads_both_sides_of_an_even_picture() -> None:
    layer = SameConv(1, 1, kernel=3, stride=2, activated=False)
    layer.centred = True
    x = torch.randn(1, 1, 8, 6, generator=torch.Generator().manual_seed(4))
    with torch.inference_mode():
        padded = torch.nn.functional.pad(x, (1, 1, 1, 1))
        expected = torch.nn.functional.conv2d(padded, layer.conv.weight, layer.conv.bias, 2)
        assert torch.allclose(layer(x), expected[:, :, :4, :3], atol=1e-5)
