from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.inference.nets.outline_input import GRID, N_CHANNELS
from core.inference.nets.outline_net import load_outline_net
from core.inference.training.outline_examples import Stock, draw_example, draw_picture, make_stock
from core.inference.training.outline_training import OutlineTrainer, main


@pytest.fixture(scope="module")
def stock() -> list[Stock]:
    made = (make_stock(seed) for seed in range(12))
    return [one for one in made if one is not None]


def test_that_numpy_says_what_torch_says(tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = OutlineTrainer()
    seen = torch.randn(4, N_CHANNELS, GRID, GRID)
    network(seen)  # the norms keep statistics that have to be folded in
    file = tmp_path / "outline.npz"
    np.savez_compressed(file, allow_pickle=False, **network.eval().folded())
    with torch.no_grad():
        wanted = network(seen[:1]).sigmoid()[0].numpy()
    said = load_outline_net(file).probability(seen[0].numpy())
    assert np.abs(said - wanted).max() < 5e-3  # half precision in the file


def test_that_an_example_holds_a_mark_inside_its_region(stock: list[Stock]) -> None:
    rng = np.random.default_rng(5)
    for _ in range(12):
        seen, wanted = draw_example(rng, stock)
        assert seen.shape == (N_CHANNELS, GRID, GRID)
        assert np.isfinite(seen).all()
        assert wanted.max() > 0.2
        assert wanted[seen[6] == 0].max() == 0


def test_that_pictures_and_masks_fit(stock: list[Stock]) -> None:
    rng = np.random.default_rng(6)
    for _ in range(12):
        rgb, mask = draw_picture(rng, stock)
        assert rgb.dtype == np.uint8
        assert rgb.shape == (*mask.shape, 3)


def test_that_a_run_writes_weights_that_can_be_used(tmp_path: Path) -> None:
    assert main(["--minutes", "0.01", "--out", str(tmp_path / "한글")]) == 0
    net = load_outline_net(tmp_path / "한글" / "outline.npz")
    likely = net.probability(np.zeros((N_CHANNELS, GRID, GRID), np.float32))
    assert likely.shape == (GRID, GRID)
    assert np.isfinite(likely).all()
