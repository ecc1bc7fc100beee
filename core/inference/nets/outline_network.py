"""The outline network: early features of an ImageNet tower and fine channels, joined in a U."""

from __future__ import annotations

from typing import Final, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from core.inference.nets.efficientnet_lite import STAGES, EfficientNetLite2
from core.inference.nets.outline_input import N_CHANNELS

_TAPPED: Final = (0, 1, 2, 4)
"""Stages whose maps are used: 96, 48, 24 and 12 cells a side of a picture of 192 pixels."""
_TAP_WIDTHS: Final = (8, 24, 32, 48)
_WIDTHS: Final = (16, 32, 48, 64)
_RING: Final = 6
"""The outer sixth of a view on each side counts as ground."""
_LEAST_SPREAD: Final = 0.3
_MOST_STEPS: Final = 6.0
_KERNEL_AXES: Final = 4
_MIDDLE, _HALF_RANGE = 127.0, 128.0


class EarlyStages(nn.Module):
    """The first five stages of `EfficientNetLite2`, never trained here."""

    def __init__(self) -> None:
        super().__init__()
        tower = EfficientNetLite2()
        self.stem = tower.stem
        self.stages = nn.ModuleList(list(tower.stages)[: _TAPPED[-1] + 1])
        self.requires_grad_(requires_grad=False)

    @override
    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Map (N, 3, 192, 192) of 0-255 to four maps of 96, 48, 24 and 12 cells a side."""
        values = (pictures - _MIDDLE) / _HALF_RANGE
        values = self.stem(values.contiguous(memory_format=torch.channels_last))
        maps = []
        for number, stage in enumerate(self.stages):
            values = stage(values)
            if number in _TAPPED:
                maps.append(values)
        return maps


class Tap(nn.Module):
    """Features as they are, and as steps of spread away from those of the ground around a region.

    What a feature means differs from surface to surface; that it differs from the ground is what
    an outline asks for.
    """

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(n_in, affine=False)
        self.mix = nn.Sequential(
            nn.Conv2d(2 * n_in, n_out, 1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU(inplace=True)
        )

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Map (N, n_in, side, side) to (N, n_out, side, side)."""
        features = self.norm(features.float())
        side = features.shape[-1]
        inner = slice(side // _RING, side - side // _RING)
        ring = features.new_ones(side, side)
        ring[inner, inner] = 0
        ring = ring / ring.sum()
        mean = (features * ring).sum((2, 3), keepdim=True)
        spread = ((features - mean).square() * ring).sum((2, 3), keepdim=True).sqrt()
        steps = (features - mean) / (spread + _LEAST_SPREAD)
        mixed: Tensor = self.mix(torch.cat([features, steps.clamp(-_MOST_STEPS, _MOST_STEPS)], 1))
        return mixed


class OutlineNetwork(nn.Module):
    """9 channels of 96 x 96 and a picture of 192 x 192 in, one logit per cell out."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = _WIDTHS
        self.eyes = EarlyStages()
        taps = zip(_TAPPED, _TAP_WIDTHS, strict=True)
        self.taps = nn.ModuleList(Tap(STAGES[stage].channels, width) for stage, width in taps)
        self.e0 = _block(N_CHANNELS + _TAP_WIDTHS[0], one, 2)
        self.e1 = _block(one + _TAP_WIDTHS[1], two, 2)
        self.e2 = _block(two + _TAP_WIDTHS[2], three, 2)
        self.e3 = _block(three + _TAP_WIDTHS[3], four, 3, dilation=2)
        self.d2 = _block(four + three, three, 1)
        self.d1 = _block(three + two, two, 1)
        self.d0 = _block(two + one, one, 2)
        self.o = nn.Conv2d(one, 1, 1)

    @override
    def forward(self, channels: Tensor, pictures: Tensor) -> Tensor:
        """Return logits.

        Parameters
        ----------
        channels : (N, 9, 96, 96) float32
        pictures : (N, 3, 192, 192) float32
            RGB, 0-255.

        Returns
        -------
        (N, 96, 96)
        """
        with torch.no_grad():
            maps = self.eyes(pictures)
        seen = [cast("Tap", tap)(features) for tap, features in zip(self.taps, maps, strict=True)]
        fine = self.e0(torch.cat([channels, seen[0]], 1))
        half = self.e1(torch.cat([functional.max_pool2d(fine, 2), seen[1]], 1))
        quarter = self.e2(torch.cat([functional.max_pool2d(half, 2), seen[2]], 1))
        deep = self.e3(torch.cat([functional.max_pool2d(quarter, 2), seen[3]], 1))
        quarter = self.d2(torch.cat([_doubled(deep), quarter], 1))
        half = self.d1(torch.cat([_doubled(quarter), half], 1))
        fine = self.d0(torch.cat([_doubled(half), fine], 1))
        logits: Tensor = self.o(fine)
        return logits[:, 0]


def prefer_channels_last(network: OutlineNetwork) -> None:
    """Lay the weights out as (N, H, W, C), which is faster on a CPU; the values stay."""
    for parameter in network.parameters():
        if parameter.dim() == _KERNEL_AXES:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)


def _block(n_in: int, n_out: int, n_layers: int, *, dilation: int = 1) -> nn.Sequential:
    layers: list[nn.Module] = []
    for number in range(n_layers):
        before = n_in if number == 0 else n_out
        layers += [
            nn.Conv2d(before, n_out, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(n_out),
            nn.ReLU(inplace=True),
        ]
    return nn.Sequential(*layers)


def _doubled(values: Tensor) -> Tensor:
    return functional.interpolate(values, scale_factor=2, mode="nearest")
