"""Where marks go, how large they are, and how they colour a surface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from core.synthesis.fields import Colour, Field
from core.synthesis.values import MarkRequest, Surface

T = TypeVar("T")


def choose(rng: np.random.Generator, options: Sequence[T]) -> T:
    """Draw one of several options."""
    return options[int(rng.integers(len(options)))]


def centre_of(
    rng: np.random.Generator, surface: Surface, request: MarkRequest
) -> tuple[float, float]:
    """Return the wanted centre, or draw one from the surface's plane faces.

    The middle three quarters are preferred: a mark cut by the image border is the exception.
    """
    if request.at_px is not None:
        return request.at_px
    height, width = surface.shape
    middle = np.zeros(surface.shape, dtype=np.bool_)
    middle[height // 8 : height - height // 8, width // 8 : width - width // 8] = True
    places = surface.markable & middle
    flat = np.flatnonzero(places if places.any() else np.ones_like(places))
    row, column = divmod(int(flat[rng.integers(len(flat))]), width)
    return column + 0.5, row + 0.5


def extent_px(surface: Surface, request: MarkRequest) -> float:
    """Return the wanted extent in pixels."""
    return request.size * min(surface.shape)


def towards(surface: Surface, weight: Field, colour: tuple[float, float, float]) -> Colour:
    """Return the factor on the albedo that covers it with ``colour`` by ``weight`` (0-1)."""
    target = np.asarray(colour, dtype=np.float32) / np.maximum(surface.albedo, 0.01)
    return np.asarray(1.0 + weight[..., None] * (target - 1.0), dtype=np.float32)
