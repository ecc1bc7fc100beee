"""Where the image side begins: patches as frequencies, positions as waves.

A small vision transformer that begins at random spends much of a short training on learning to see
edges and to tell where a patch lies. Both can be given to it. Position embeddings as fixed waves in
two dimensions: Beyer, Zhai, Kolesnikov, "Better plain ViT baselines for ImageNet-1k", 2022.
Attention as trained models have it, which here means taking away what lies around: Trockman,
Kolter, "Mimetic initialization of self-attention layers", 2023.
"""

from __future__ import annotations

import math
from typing import Final

import torch
from torch import Tensor, nn
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
_SHORTEST: Final = 3.0
_LONGEST: Final = 4.0
"""Wavelengths of positions: of patches the shortest, of sides of the picture the longest."""
POSITION_SIZE: Final = 0.3
"""Of position embeddings beside patches of a spread of about one."""
_TOKEN_SPREAD: Final = 0.02
_ALIKE: Final = 0.7
"""Of the product of queries and keys: as much of the unit matrix as of noise."""
_GIVEN: Final = 0.4
"""Of the product of values and projection; the unit matrix counts as negative."""


def begin_vision(vision: BlipVisionModel, shape: BlipShape) -> None:
    """Give an untrained image side frequencies, positions and layers that let something through.

    The configuration of BLIP starts the image side with a spread of 1e-10, as it is meant to be
    loaded, not trained: from there it learns for long that there is a mark, and never where.

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
        places[:, 1:].copy_(POSITION_SIZE * position_waves(shape.grid, shape.width))
        places[:, :1].zero_()
        weights["class_embedding"].normal_(std=_TOKEN_SPREAD)
        for name, weight in vision.encoder.named_parameters():
            if weight.ndim > 1:
                nn.init.xavier_uniform_(weight)
            if name.endswith("fc2.weight"):
                weight.mul_((2 * shape.depth) ** -0.5)
        for layer in range(shape.depth):
            _begin_attention(vision.get_submodule(f"encoder.layers.{layer}.self_attn"), shape)


def _begin_attention(attention: nn.Module, shape: BlipShape) -> None:
    """Let tokens look at what is like them, which is what lies beside them, and subtract it."""
    width, size = shape.width, shape.width // shape.n_heads
    weights = dict(attention.named_parameters())
    queries, keys, values = weights["qkv.weight"].chunk(3)
    for head in range(shape.n_heads):
        rows = slice(head * size, (head + 1) * size)
        alike = _ALIKE * _noise(width) + _ALIKE * torch.eye(width)
        left, strengths, right = torch.linalg.svd(alike)
        root = strengths[:size].sqrt()
        queries[rows] = root[:, None] * left[:, :size].T
        keys[rows] = root[:, None] * right[:size]
    given = _GIVEN * _noise(width) - _GIVEN * torch.eye(width)
    left, strengths, right = torch.linalg.svd(given)
    values.copy_(strengths.sqrt()[:, None] * right)
    weights["projection.weight"].copy_(left * strengths.sqrt())


def _noise(width: int) -> Tensor:
    noise: Tensor = torch.randn(width, width) / width**0.5
    return noise


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
    longest = torch.tensor(_LONGEST * side)
    steps = torch.arange(quarter) / max(1, quarter - 1)
    scale = 2 * math.pi / (_SHORTEST * (longest / _SHORTEST) ** steps)
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
