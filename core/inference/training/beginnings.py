"""Where the image side begins: patches as frequencies, positions as waves.

A small vision transformer that begins at random spends much of a short training on learning to see
edges and to tell where a patch lies. Both can be given to it. Position embeddings as fixed waves in
two dimensions: Beyer, Zhai, Kolesnikov, "Better plain ViT baselines for ImageNet-1k", 2022.
"""

from __future__ import annotations

import math
from typing import Final

import torch
from torch import Tensor
from transformers.models.blip.modeling_blip import BlipVisionModel

from core.inference.training.plans import BlipShape

_GREY_SHARE: Final = 0.625
"""Of the channels; the others see the two differences of colour."""
_COLOURS: Final = (
    (0.577, 0.577, 0.577),
    (0.707, 0.0, -0.707),
    (0.408, -0.816, 0.408),
)
"""Grey, red against blue, green against both: orthonormal."""
_COLOUR_GAIN: Final = 4.0
"""Colours differ less than tones."""
_BASE: Final = 10_000.0
_POSITION_SIZE: Final = 0.5


def begin_vision(vision: BlipVisionModel, shape: BlipShape) -> None:
    """Give an untrained image side frequencies and positions; all other weights stay as they are.

    Parameters
    ----------
    vision : BlipVisionModel
        Of that shape.
    shape : BlipShape
        Its width must be divisible by 4.
    """
    weights = dict(vision.embeddings.named_parameters())
    with torch.no_grad():
        weights["patch_embedding.weight"].copy_(frequency_filters(shape.width, shape.patch_px))
        weights["patch_embedding.bias"].zero_()
        places = weights["position_embedding"]
        places[:, 1:].copy_(_POSITION_SIZE * position_waves(shape.grid, shape.width))
        places[:, :1].zero_()


def frequency_filters(width: int, patch_px: int) -> Tensor:
    """Return (width, 3, P, P) filters: the lowest frequencies of a patch, grey and in colour.

    Natural pictures have amplitudes that fall with the frequency, so each filter is weighed by it:
    about the same strength comes out of all.
    """
    waves = _waves(patch_px)
    n_grey = min(round(width * _GREY_SHARE), len(waves))
    n_colour = (width - n_grey + 1) // 2
    chosen = [(0, at) for at in range(n_grey)]
    chosen += [(1 + at % 2, at // 2) for at in range(2 * n_colour)]
    filters = []
    for colour, at in chosen[:width]:
        frequency, wave = waves[at % len(waves)]
        gain = (1 + frequency) / patch_px * (_COLOUR_GAIN if colour else 1.0)
        filters.append(gain * torch.tensor(_COLOURS[colour])[:, None, None] * wave)
    return torch.stack(filters)


def position_waves(side: int, width: int) -> Tensor:
    """Return (side * side, width): sines and cosines of row and column in many wavelengths."""
    quarter = width // 4
    scale = _BASE ** -(torch.arange(quarter) / max(1, quarter - 1))
    rows, columns = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    angles = [place.flatten()[:, None] * scale for place in (columns, rows)]
    return torch.cat([wave for angle in angles for wave in (angle.sin(), angle.cos())], dim=1)


def _waves(patch_px: int) -> list[tuple[float, Tensor]]:
    """Return the orthonormal cosine waves of a patch with their frequency, lowest first."""
    at = torch.arange(patch_px)
    rows = [torch.cos(math.pi * (2 * at + 1) * n / (2 * patch_px)) for n in range(patch_px)]
    unit = [row / row.norm() for row in rows]
    found = [
        (math.hypot(down, across), torch.outer(unit[down], unit[across]))
        for down in range(patch_px)
        for across in range(patch_px)
    ]
    return sorted(found, key=lambda entry: entry[0])
