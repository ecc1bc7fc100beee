"""Product surfaces: brushed metal, cast grey, painted; a registry that grows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

import cv2
import numpy as np

from core.synthesis.fields import (
    Colour,
    Field,
    Shape,
    blur,
    fractal,
    streaks,
    turned,
    turned_shape,
    white,
)
from core.synthesis.machining import machined
from core.synthesis.values import Surface

SurfaceMaker = Callable[[np.random.Generator, Shape], Surface]

_PAINTS: Final = (
    (0.55, 0.04, 0.03),
    (0.03, 0.10, 0.36),
    (0.05, 0.24, 0.10),
    (0.62, 0.61, 0.57),
    (0.24, 0.26, 0.28),
    (0.66, 0.42, 0.04),
)
"""Linear colours of common paints."""


def brushing(rng: np.random.Generator, shape: Shape, angle_deg: float) -> Field:
    """Grain of brushed metal: many faint long lines, few vivid ones; unit variance."""
    wide = turned_shape(shape, angle_deg)
    fine = sum(
        weight * streaks(rng, wide, length_px=length)
        for length, weight in ((5.0, 0.35), (24.0, 0.6), (90.0, 0.7), (400.0, 0.5))
    )
    vivid = streaks(rng, wide, length_px=140.0)
    # The cube makes the rare strong strokes of a coarse abrasive grain stand out.
    grain = np.asarray(fine + 0.12 * vivid**3, dtype=np.float32)
    grain = np.asarray(cv2.GaussianBlur(grain, (1, 3), 0.45), dtype=np.float32)
    return turned(grain / np.float32(grain.std()), angle_deg, shape)


def grey(field: Field, tint: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Colour:
    """Turn a brightness field into a colour of one tint."""
    return np.asarray(field[..., None] * np.asarray(tint, dtype=np.float32), dtype=np.float32)


def brushed_sheet(
    rng: np.random.Generator, shape: Shape, *, angle_deg: float = 0.0, tone: float = 0.4
) -> Surface:
    """Make a plain sheet of brushed steel or aluminium.

    Parameters
    ----------
    angle_deg : float
        Direction of the brushing.
    tone : float
        Mean albedo.
    """
    grain = brushing(rng, shape, angle_deg)
    cloud = fractal(rng, shape, cell_px=shape[0] / 2, octaves=2)
    albedo = np.asarray(tone * (1.0 + 0.07 * grain + 0.03 * cloud), dtype=np.float32)
    # Brushing smears the mirror image of the lamp across its lines.
    upright = abs(math.sin(math.radians(angle_deg))) > math.sqrt(0.5)
    return Surface(
        name="brushed",
        albedo=grey(albedo, (1.0, 0.99, 0.97)),
        height_px=np.asarray(0.035 * grain, dtype=np.float32),
        gloss=np.ones(shape, dtype=np.float32),
        irradiance=np.ones(shape, dtype=np.float32),
        glare=np.zeros(shape, dtype=np.float32),
        markable=np.ones(shape, dtype=np.bool_),
        body=np.ones(shape, dtype=np.float32),
        metallic=1.0,
        spread=(0.9, 0.28) if upright else (0.28, 0.9),
        grain_deg=angle_deg % 180.0,
    )


def brushed(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a brushed panel, often with a machined edge or a hole in view."""
    angle = float(rng.choice([0.0, 0.0, 90.0]) + rng.normal(0.0, 3.0))
    tone = float(rng.uniform(0.28, 0.5))
    return machined(rng, brushed_sheet(rng, shape, angle_deg=angle, tone=tone))


def cast_sheet(
    rng: np.random.Generator, shape: Shape, *, cell_px: float = 7.0, tone: float = 0.22
) -> Surface:
    """Make a plain sand- or die-cast grey face: rough, matt, with specks and tone clouds.

    Parameters
    ----------
    cell_px : float
        Size of the coarsest grain.
    tone : float
        Mean albedo.
    """
    rough = fractal(rng, shape, cell_px=cell_px, octaves=3, gain=0.7)
    cloud = fractal(rng, shape, cell_px=shape[0] / 3, octaves=3)
    speck = blur(white(rng, shape), 0.8)
    albedo = np.asarray(tone * (1.0 + 0.05 * rough + 0.06 * cloud + 0.12 * speck), np.float32)
    return Surface(
        name="cast",
        albedo=grey(albedo, (0.98, 1.0, 1.01)),
        height_px=np.asarray(0.15 * rough + 0.15 * speck, dtype=np.float32),
        gloss=np.full(shape, 0.35, dtype=np.float32),
        irradiance=np.ones(shape, dtype=np.float32),
        glare=np.zeros(shape, dtype=np.float32),
        markable=np.ones(shape, dtype=np.bool_),
        body=np.ones(shape, dtype=np.float32),
        metallic=0.7,
        spread=(0.7, 0.7),
    )


def cast(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a cast face, often with a machined edge or a hole in view."""
    cell, tone = float(rng.uniform(5.0, 9.0)), float(rng.uniform(0.14, 0.3))
    return machined(rng, cast_sheet(rng, shape, cell_px=cell, tone=tone))


def painted(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a painted panel: even colour, orange peel, the lamp mirrored in the clear coat."""
    peel = fractal(rng, shape, cell_px=rng.uniform(14.0, 24.0), octaves=2, gain=0.4)
    cloud = fractal(rng, shape, cell_px=shape[0] / 2, octaves=2)
    paint = np.asarray(_PAINTS[int(rng.integers(len(_PAINTS)))]) * rng.uniform(0.8, 1.2)
    tone = np.asarray(1.0 + 0.015 * cloud, dtype=np.float32)
    return Surface(
        name="painted",
        albedo=grey(tone, (float(paint[0]), float(paint[1]), float(paint[2]))),
        height_px=np.asarray(rng.uniform(0.04, 0.1) * peel, dtype=np.float32),
        gloss=np.full(shape, rng.uniform(0.25, 0.5), dtype=np.float32),
        irradiance=np.ones(shape, dtype=np.float32),
        glare=np.zeros(shape, dtype=np.float32),
        markable=np.ones(shape, dtype=np.bool_),
        body=np.ones(shape, dtype=np.float32),
        metallic=0.0,
        spread=(float(rng.uniform(0.25, 0.5)), float(rng.uniform(0.2, 0.4))),
    )


SURFACES: Final[Mapping[str, SurfaceMaker]] = {
    "brushed": brushed,
    "cast": cast,
    "painted": painted,
}
"""Every surface the generator knows, by name."""
