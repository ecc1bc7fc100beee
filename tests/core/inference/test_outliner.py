from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.errors import ModelError
from core.inference.adapters.outliner import Outliner
from core.inference.nets.outline_input import outline_view
from core.inference.nets.outline_net import WEIGHTS_FILE, flipped, shared_outline_net
from core.inference.nets.outline_network import Tap
from core.texts.program_folder import resources_dir

SHIPPED = resources_dir() / "models" / "outline"


def spotted() -> NDArray[np.uint8]:
    rng = np.random.default_rng(2)
    values = 140 + rng.normal(0, 4, (120, 150))
    drawn = np.zeros((120, 150), np.uint8)
    cv2.ellipse(drawn, (70, 60), (20, 12), 15, 0, 360, 1, -1)
    grey = np.clip(values - 50 * drawn, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def test_that_the_shipped_network_finds_a_spot() -> None:
    view = outline_view(spotted(), 35, 35, 105, 85)
    likely = shared_outline_net().probabilities(view.channels[None], view.picture[None])[0]
    assert likely[44:52, 44:52].min() > 0.8
    assert likely[:8].max() < 0.2


def test_that_views_of_a_batch_do_not_disturb_each_other() -> None:
    net = shared_outline_net()
    view = outline_view(spotted(), 35, 35, 105, 85)
    both = net.probabilities(
        np.stack([view.channels, flipped(view.channels, 1)]),
        np.stack([view.picture, flipped(view.picture, 1)]),
    )
    alone = net.probabilities(view.channels[None], view.picture[None])
    assert np.allclose(both[0], alone[0], atol=1e-4)
    assert not np.allclose(both[0], both[1], atol=1e-2)


def test_that_features_count_against_the_ground_around_the_region() -> None:
    """The same step from the ground means the same on any ground."""
    tap = Tap(2, 3).eval()
    features = torch.zeros(1, 2, 12, 12)
    features[..., 5:7, 5:7] = 4.0
    seen: list[torch.Tensor] = []
    tap.mix.register_forward_hook(lambda _module, inputs, _output: seen.append(inputs[0]))
    tap(features)
    tap(features + 30.0)
    assert torch.allclose(seen[0][:, 2:], seen[1][:, 2:], atol=1e-3)
    assert not torch.allclose(seen[0][:, :2], seen[1][:, :2])


def test_that_changed_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "외곽선"
    shutil.copytree(SHIPPED, folder)
    data = bytearray((folder / WEIGHTS_FILE).read_bytes())
    data[-1] ^= 1
    (folder / WEIGHTS_FILE).write_bytes(bytes(data))
    with pytest.raises(ModelError) as caught:
        Outliner(folder)
    assert caught.value.code == "model_manifest_mismatch"


def test_that_missing_weights_are_told() -> None:
    with pytest.raises(ModelError):
        Outliner(SHIPPED.parent / "nothing")
