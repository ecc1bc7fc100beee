from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from core.inference.adapters.outliner import Outliner
from core.inference.manifest import verify_manifest
from core.inference.nets.outline_input import GRID, N_CHANNELS, PICTURE_PX
from core.inference.nets.outline_network import OutlineNetwork
from core.inference.training.outline_examples import draw_drawing, draw_example
from core.inference.training.outline_pictures import Stock, draw_picture, make_stocks
from core.inference.training.outline_training import FULL, SMOKE, begin, main, train


@pytest.fixture(scope="module")
def stock() -> list[Stock]:
    return make_stocks(0, 9)


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    file = tmp_path_factory.mktemp("탑") / "model.safetensors"
    state = OutlineNetwork().eyes.state_dict()
    save_file({**state, "head.conv.bias": torch.zeros(3)}, file)
    return file


def test_that_an_example_holds_a_mark_inside_its_region(stock: list[Stock]) -> None:
    rng = np.random.default_rng(5)
    for _ in range(12):
        example = draw_example(rng, stock)
        assert example.channels.shape == (N_CHANNELS, GRID, GRID)
        assert example.picture.shape == (3, PICTURE_PX, PICTURE_PX)
        assert np.isfinite(example.channels).all()
        assert example.wanted.max() > 0.2
        assert example.wanted[example.channels[6] == 0].max() == 0


def test_that_pictures_and_masks_fit(stock: list[Stock]) -> None:
    rng = np.random.default_rng(6)
    for _ in range(12):
        rgb, mask = draw_picture(rng, stock)
        assert rgb.dtype == np.uint8
        assert rgb.shape == (*mask.shape, 3)


def test_that_often_the_middle_of_a_region_is_ground(stock: list[Stock]) -> None:
    """Or the network would learn that a mark lies in the middle."""
    rng = np.random.default_rng(7)
    middles = []
    for _ in range(60):
        drawing = draw_drawing(rng, stock)
        left, top, right, bottom = drawing.roi
        middles.append(bool(drawing.mask[(top + bottom) // 2, (left + right) // 2]))
    assert 0.2 < np.mean(middles) < 0.75


def test_that_all_of_an_example_turns_alike(stock: list[Stock]) -> None:
    example = draw_example(np.random.default_rng(8), stock)
    for turn in range(8):
        turned = example.turned(turn)
        known = np.asarray(turned.picture[0, ::2, ::2], dtype=np.float64)
        plain = np.asarray(example.picture[0, ::2, ::2], dtype=np.float64)
        assert turned.wanted.sum() == pytest.approx(example.wanted.sum(), rel=1e-5)
        assert np.corrcoef(known.ravel(), turned.channels[0].ravel())[0, 1] == pytest.approx(
            np.corrcoef(plain.ravel(), example.channels[0].ravel())[0, 1], abs=0.15
        )
    quarter = example.turned(4)
    assert np.array_equal(quarter.channels[7], example.channels[8])


def test_that_the_rate_is_constant_and_then_falls() -> None:
    rates = [FULL.rate_at(step) for step in (0, FULL.falls_from // 2, FULL.falls_from, FULL.steps)]
    assert rates[0] < rates[1] == rates[2]
    assert rates[3] < 0.02 * rates[2]


def test_that_the_early_stages_stay_and_all_else_learns(tower: Path, tmp_path: Path) -> None:
    network = begin(tower)
    before = {name: values.clone() for name, values in network.named_parameters()}
    train(network, SMOKE, tmp_path)
    for name, values in network.named_parameters():
        assert torch.equal(values, before[name]) is name.startswith("eyes."), name


def test_that_a_stopped_run_goes_on_to_the_same_weights(tower: Path, tmp_path: Path) -> None:
    whole, going_on = begin(tower), begin(tower)
    start = {name: values.clone() for name, values in whole.state_dict().items()}
    for folder in ("하나", "둘"):
        (tmp_path / folder).mkdir()
    plan = replace(SMOKE, save_every=1)
    train(whole, plan, tmp_path / "하나")
    going_on.load_state_dict(start)
    train(going_on, replace(plan, steps=2, falls_from=2), tmp_path / "둘")  # as if stopped early
    assert not torch.equal(going_on.o.weight, whole.o.weight)
    train(begin(tower), replace(plan, falls_from=plan.steps), tmp_path / "둘")
    going_on.load_state_dict(start)
    steady = replace(plan, falls_from=plan.steps)
    (tmp_path / "셋").mkdir()
    train(going_on, steady, tmp_path / "셋")
    found = torch.load(tmp_path / "둘" / "checkpoint.pt", weights_only=True)
    assert torch.allclose(found["network"]["o.weight"], going_on.o.weight, atol=1e-6)


def test_that_a_run_writes_weights_that_can_be_used(tower: Path, tmp_path: Path) -> None:
    out = tmp_path / "한글"
    work = tmp_path / "work"
    said = main(["--smoke", "--tower", str(tower), "--out", str(out), "--work", str(work)])
    assert said == 0
    manifest = verify_manifest(out)
    assert manifest["licence"] == "Apache-2.0"
    assert "EfficientNet" in (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    channels = np.zeros((2, N_CHANNELS, GRID, GRID), np.float32)
    pictures = np.zeros((2, 3, PICTURE_PX, PICTURE_PX), np.uint8)
    likely = Outliner(out).probabilities(channels, pictures)
    assert likely.shape == (2, GRID, GRID)
    assert ((likely > 0) & (likely < 1)).all()
