"""Training of the outline network.

``python -m core.inference.training.outline_training --minutes 40 --out resources/models/outline``
draws generated marks only, needs one core, and writes ``outline.npz``.
"""

from __future__ import annotations

import argparse
import logging
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from core.inference.nets.outline_input import N_CHANNELS
from core.inference.nets.outline_net import WEIGHTS_FILE
from core.inference.training.outline_examples import Stock, draw_example, make_stock

_log = logging.getLogger(__name__)

_WIDTHS: Final = (12, 24, 40, 56)
_BATCH: Final = 16
_RATE: Final = 2.5e-3
_LAST_RATE: Final = 0.01
_WARM_UP: Final = 50
_SMOOTH: Final = 20.0
_FIRST_STOCK: Final = 60
_STOCK: Final = 2500
_FIRST_SEED: Final = 20_000_000
_LOG_EVERY: Final = 50


class OutlineTrainer(nn.Module):
    """The network of `core.inference.nets.outline_net`, with batch norm, in torch."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = _WIDTHS
        self.e0 = _block(N_CHANNELS, one, 2)
        self.e1 = _block(one, two, 2)
        self.e2 = _block(two, three, 2)
        self.e3 = _block(three, four, 3, dilation=2)
        self.d2 = _block(four + three, three, 1)
        self.d1 = _block(three + two, two, 1)
        self.d0 = _block(two + one, one, 2)
        self.o = nn.Conv2d(one, 1, 1)

    @override
    def forward(self, channels: Tensor) -> Tensor:
        """Return logits (N, 96, 96) of (N, 9, 96, 96)."""
        fine = self.e0(channels)
        half = self.e1(functional.max_pool2d(fine, 2))
        quarter = self.e2(functional.max_pool2d(half, 2))
        deep = self.e3(functional.max_pool2d(quarter, 2))
        quarter = self.d2(torch.cat([_doubled(deep), quarter], 1))
        half = self.d1(torch.cat([_doubled(quarter), half], 1))
        fine = self.d0(torch.cat([_doubled(half), fine], 1))
        logits: Tensor = self.o(fine)
        return logits[:, 0]

    def folded(self) -> dict[str, NDArray[np.float16]]:
        """Return the arrays of the weights file, batch norm folded into the convolutions."""
        bias = torch.zeros(1) if self.o.bias is None else self.o.bias
        arrays: dict[str, Tensor] = {"o.0/w": self.o.weight, "o.0/b": bias}
        for name, block in self.named_children():
            if isinstance(block, nn.Sequential):
                for number, (weight, bias) in enumerate(_folded(block)):
                    arrays[f"{name}.{number}/w"], arrays[f"{name}.{number}/b"] = weight, bias
        return {name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()}


def _block(n_in: int, n_out: int, n_layers: int, *, dilation: int = 1) -> nn.Sequential:
    layers: list[nn.Module] = []
    for number in range(n_layers):
        layers += [
            nn.Conv2d(
                n_in if number == 0 else n_out,
                n_out,
                3,
                padding=dilation,
                dilation=dilation,
                bias=False,
            ),
            nn.BatchNorm2d(n_out),
            nn.ReLU(inplace=True),
        ]
    return nn.Sequential(*layers)


def _doubled(values: Tensor) -> Tensor:
    return functional.interpolate(values, scale_factor=2, mode="nearest")


def _folded(block: nn.Sequential) -> list[tuple[Tensor, Tensor]]:
    pairs = []
    for layer, norm in zip(list(block)[::3], list(block)[1::3], strict=True):
        if not isinstance(layer, nn.Conv2d) or not isinstance(norm, nn.BatchNorm2d):
            message = "a block is convolution, norm, rectifier in turn"
            raise TypeError(message)
        mean, variance = norm.running_mean, norm.running_var
        if mean is None or variance is None:
            message = "the norm keeps no statistics"
            raise TypeError(message)
        factor = norm.weight / torch.sqrt(variance + norm.eps)
        pairs.append((layer.weight * factor[:, None, None, None], norm.bias - mean * factor))
    return pairs


def train(*, minutes: float, seed: int = 7) -> OutlineTrainer:
    """Train for a time; the rate falls along half a cosine.

    Parameters
    ----------
    minutes : float
    seed : int
        Of the draws; how many there are depends on the machine.
    """
    cv2.setNumThreads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    stock: list[Stock] = []
    next_seed = _grow(stock, _FIRST_SEED, _FIRST_STOCK)
    network = OutlineTrainer()
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=1e-4)
    began, step, running = time.monotonic(), 0, 0.0
    while (done := (time.monotonic() - began) / (60 * minutes)) < 1:
        next_seed = _grow(stock, next_seed, min(_STOCK, len(stock) + 5))
        fall = 0.5 * (1 + math.cos(math.pi * done)) + _LAST_RATE
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(1.0, (step + 1) / _WARM_UP) * fall
        loss = _loss(network, [draw_example(rng, stock) for _ in range(_BATCH)])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        running = loss.item() if step == 0 else 0.98 * running + 0.02 * loss.item()
        step += 1
        if step % _LOG_EVERY == 0:
            _log.info("step %d, loss %.4f, %.0f %% of the time", step, running, 100 * done)
    return network.eval()


def _grow(stock: list[Stock], next_seed: int, size: int) -> int:
    while len(stock) < size:
        made = make_stock(next_seed)
        next_seed += 1
        if made is not None:
            stock.append(made)
    return next_seed


def _loss(
    network: OutlineTrainer,
    examples: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]],
) -> Tensor:
    """Return cross-entropy plus what two outlines do not share (Dice)."""
    seen = torch.from_numpy(np.stack([channels for channels, _ in examples]))
    wanted = torch.from_numpy(np.stack([target for _, target in examples]))
    logits = network(seen)
    likely = logits.sigmoid()
    shared = (likely * wanted).sum((1, 2))
    overlap = (2 * shared + _SMOOTH) / ((likely + wanted).sum((1, 2)) + _SMOOTH)
    loss: Tensor = functional.binary_cross_entropy_with_logits(logits, wanted)
    both: Tensor = loss + 1 - overlap.mean()
    return both


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=40.0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO)
    network = train(minutes=chosen.minutes)
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.out / WEIGHTS_FILE, allow_pickle=False, **network.folded())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
