"""What looks like a defect and is none: a shadow, a reflection."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from core.synthesis.fields import Field, axes, blur, fractal, smoothstep
from core.synthesis.marks import MarkMaker
from core.synthesis.placing import centre_of, choose, extent_px
from core.synthesis.values import Mark, MarkRequest, Surface


def shadow(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Something between lamp and part: a straight rod or a rounded thing, with half-shade."""
    variant = request.variant or choose(rng, ("rod", "blob"))
    centre, width = centre_of(rng, surface, request), extent_px(surface, request)
    angle = float(rng.uniform(0, 180)) if request.angle_deg is None else request.angle_deg
    length = 3.0 * max(surface.shape) if variant == "rod" else width * float(rng.uniform(1.2, 2.0))
    dark = blur(_bar(surface, centre, (length, width), angle, variant), max(2.0, width * 0.14))
    return Mark(
        category="shadow",
        variant=variant,
        coverage=dark,
        irradiance=np.asarray(1.0 - (0.25 + 0.5 * request.strength) * dark, dtype=np.float32),
    )


def reflection(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Mirror a second lamp in the surface: a soft bright bar or patch."""
    variant = request.variant or choose(rng, ("bar", "patch"))
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    angle = float(rng.uniform(0, 180)) if request.angle_deg is None else request.angle_deg
    wide = extent * (0.14 if variant == "bar" else 0.6)
    bright = blur(_bar(surface, centre, (extent, wide), angle, "blob"), max(1.5, wide * 0.22))
    uneven = 1.0 + 0.08 * fractal(rng, surface.shape, cell_px=12.0, octaves=2)
    return Mark(
        category="reflection",
        variant=variant,
        coverage=bright,
        glare=np.asarray(bright * uneven * (0.12 + 0.45 * request.strength), dtype=np.float32),
    )


def _bar(
    surface: Surface,
    centre: tuple[float, float],
    size_px: tuple[float, float],
    angle_deg: float,
    variant: str,
) -> Field:
    """Coverage of a bar; a rod is cut straight, anything else has round ends."""
    x, y = axes(surface.shape)
    turn = math.radians(angle_deg)
    u = (x - centre[0]) * math.cos(turn) - (y - centre[1]) * math.sin(turn)
    v = (x - centre[0]) * math.sin(turn) + (y - centre[1]) * math.cos(turn)
    half = (size_px[0] / 2, size_px[1] / 2)
    round_end = 0.0 if variant == "rod" else min(half)
    du = np.maximum(np.abs(u) - (half[0] - round_end), 0.0)
    dv = np.maximum(np.abs(v) - (half[1] - round_end), 0.0)
    away = np.maximum(du, dv) if variant == "rod" else np.hypot(du, dv) - round_end
    return np.asarray(1.0 - smoothstep(away.astype(np.float32), -0.5, 0.5), dtype=np.float32)


LOOK_ALIKES: Final[Mapping[str, MarkMaker]] = {"shadow": shadow, "reflection": reflection}
"""Every look-alike the generator knows, by category id."""
