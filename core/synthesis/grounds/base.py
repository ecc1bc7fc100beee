"""What every ground is made of: tones, oblong noise, cells, uneven light, a bare piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import cv2
import numpy as np

from core.synthesis.fields import Colour, Field, Shape, axes, inside, resize, standardised, white
from core.synthesis.values import Surface

Maker: TypeAlias = Callable[[np.random.Generator, Shape], Surface]
"""Makes one ground of a size from one stream of random numbers."""

Tint: TypeAlias = tuple[float, float, float]

_DRAWN_FOR_PX: Final = 192.0
"""Short side that all sizes in pixels are meant for; larger pictures show the same piece larger."""

_KNEE: Final = 0.04045
_CELL_PACKING: Final = 2.6
"""Area of a cell of random centres as a multiple of its radius squared."""


def unit_of(shape: Shape) -> float:
    """Return how many pixels one drawn pixel takes in a picture of this size."""
    return min(shape) / _DRAWN_FOR_PX


def linear(level: float) -> float:
    """Return the linear light (0-1) of a grey level (0-255)."""
    encoded = level / 255.0
    if encoded <= _KNEE:
        return encoded / 12.92
    return float(((encoded + 0.055) / 1.055) ** 2.4)


def linear_tint(levels: Sequence[float]) -> Tint:
    """Return the linear colour of three grey levels (0-255)."""
    return linear(levels[0]), linear(levels[1]), linear(levels[2])


def painted_with(tone: Field, tint: Tint) -> Colour:
    """Return a brightness field in one linear colour."""
    return np.asarray(tone[..., None] * np.asarray(tint, dtype=np.float32), dtype=np.float32)


def grey_tint(rng: np.random.Generator, low: float, high: float) -> Tint:
    """Draw a linear grey between two grey levels with a trace of warmth or cold."""
    light, warm = linear(float(rng.uniform(low, high))), float(rng.normal(0.0, 0.015))
    return light * (1.0 + warm), light, light * (1.0 - warm)


def chosen_tint(
    rng: np.random.Generator, palette: Sequence[tuple[float, float, float]], spread: float = 9.0
) -> Tint:
    """Draw a colour of a palette of grey levels (0-255), each level moved by about ``spread``."""
    levels = np.asarray(palette[int(rng.integers(len(palette)))])
    moved = levels + rng.normal(0.0, spread) + rng.normal(0.0, spread / 3.0, 3)
    return linear_tint([float(level) for level in np.clip(moved, 4.0, 250.0)])


def oblong(rng: np.random.Generator, shape: Shape, cell_px: tuple[float, float]) -> Field:
    """Smooth noise with cells of a width and a height; zero mean and unit variance."""
    columns = int(shape[1] / max(1.0, cell_px[0])) + 3
    rows = int(shape[0] / max(1.0, cell_px[1])) + 3
    return standardised(resize(white(rng, (rows, columns)), shape))


def profile(
    rng: np.random.Generator, length: int, cells_px: Sequence[tuple[float, float]]
) -> Field:
    """Sum smooth noise along one line, ``(1, length)``; pairs are cell size and amplitude."""
    total = np.zeros((1, length), dtype=np.float32)
    for cell, amplitude in cells_px:
        coarse = white(rng, (1, int(length / max(1.0, cell)) + 3))
        total += np.float32(amplitude) * resize(coarse, (1, length))
    return total


def cells(rng: np.random.Generator, shape: Shape, radius_px: float) -> Field:
    """Distance to the nearest of random centres in multiples of the cells' radius."""
    count = max(4, int(shape[0] * shape[1] / (_CELL_PACKING * radius_px * radius_px)))
    empty = np.ones(shape, dtype=np.uint8)
    empty[rng.integers(0, shape[0], count), rng.integers(0, shape[1], count)] = 0
    away = cv2.distanceTransform(empty, cv2.DIST_L2, 3)
    return np.asarray(away / np.float32(radius_px), dtype=np.float32)


def uneven_light(rng: np.random.Generator, shape: Shape, depth: float) -> Field:
    """Share of the light that arrives: falls off across the picture by at most ``depth``."""
    x, y = axes(shape)
    u, v = x / shape[1] - 0.5, y / shape[0] - 0.5
    turn = float(rng.uniform(0.0, 2.0 * np.pi))
    ramp = np.cos(turn) * u + np.sin(turn) * v + 0.5
    bow = (u - rng.uniform(-0.3, 0.3)) ** 2 + (v - rng.uniform(-0.3, 0.3)) ** 2
    share = float(rng.uniform(0.0, 1.0))
    loss = np.float32(depth * rng.uniform(0.2, 1.0)) * (share * ramp + (1.0 - share) * bow)
    return np.asarray(np.clip(1.0 - loss, 0.1, 1.0), dtype=np.float32)


def piece(
    name: str,
    albedo: Colour,
    *,
    height_px: Field | None = None,
    irradiance: Field | None = None,
    gloss: float = 0.05,
    metallic: float = 0.0,
    spread: tuple[float, float] = (0.6, 0.6),
    grain_deg: float | None = None,
) -> Surface:
    """Return a piece that fills the picture and may be marked anywhere."""
    shape: Shape = (albedo.shape[0], albedo.shape[1])
    full = np.ones(shape, dtype=np.float32)
    flat = np.zeros(shape, dtype=np.float32)
    return Surface(
        name=name,
        albedo=np.asarray(np.clip(albedo, 0.001, 1.4), dtype=np.float32),
        height_px=flat if height_px is None else np.asarray(height_px, dtype=np.float32),
        gloss=np.asarray(gloss * full, dtype=np.float32),
        irradiance=full if irradiance is None else irradiance,
        glare=flat,
        markable=np.ones(shape, dtype=np.bool_),
        body=full,
        metallic=metallic,
        spread=spread,
        grain_deg=grain_deg,
    )


def laid_on(
    surface: Surface, distance_px: Field, backdrop: Colour, *, keep_out_px: float = 4.0
) -> Surface:
    """End a piece at an outline (signed distance, negative on it) before a backdrop."""
    solid = inside(distance_px)
    cover = solid[..., None]
    return replace(
        surface,
        albedo=np.asarray(surface.albedo * cover + backdrop * (1.0 - cover), dtype=np.float32),
        height_px=np.asarray(surface.height_px * solid, dtype=np.float32),
        gloss=np.asarray(surface.gloss * solid, dtype=np.float32),
        markable=np.asarray(surface.markable & (distance_px < -keep_out_px), dtype=np.bool_),
        body=np.asarray(surface.body * solid, dtype=np.float32),
    )


def lying(maker: Maker, rng: np.random.Generator, shape: Shape, share: float = 0.35) -> Surface:
    """Make a piece drawn with upright lines, now and then with lying ones."""
    if rng.random() >= share:
        return maker(rng, shape)
    upright = maker(rng, (shape[1], shape[0]))
    grain = None if upright.grain_deg is None else (90.0 - upright.grain_deg) % 180.0
    return replace(
        upright,
        albedo=np.ascontiguousarray(upright.albedo.transpose(1, 0, 2)),
        height_px=np.ascontiguousarray(upright.height_px.T),
        gloss=np.ascontiguousarray(upright.gloss.T),
        irradiance=np.ascontiguousarray(upright.irradiance.T),
        glare=np.ascontiguousarray(upright.glare.T),
        markable=np.ascontiguousarray(upright.markable.T),
        body=np.ascontiguousarray(upright.body.T),
        spread=(upright.spread[1], upright.spread[0]),
        grain_deg=grain,
    )


def textured(base: Field | float, *parts: tuple[float, Field]) -> Field:
    """Return a tone of mean about ``base`` with log-normal texture: amplitude times field each."""
    total = sum(np.float32(amplitude) * field for amplitude, field in parts)
    return np.asarray(base * np.exp(total), dtype=np.float32)
