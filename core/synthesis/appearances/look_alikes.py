"""What a clean image may show: shadow, reflection, tool lines, a band of light."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from core.synthesis.appearances.form import log_uniform, rotated_axes
from core.synthesis.fields import fractal
from core.synthesis.look_alikes import reflection, shadow
from core.synthesis.marks import MarkMaker
from core.synthesis.placing import centre_of
from core.synthesis.values import Mark, MarkRequest, Surface

_EVEN = 0.5


def tool_lines(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Draw regular lines of a cutter over the whole piece, straight or about a centre."""
    height, width = surface.shape
    pitch = log_uniform(rng, 4.0, 26.0)
    if rng.random() < _EVEN:
        _, aside = rotated_axes(surface.shape, (width / 2, height / 2), float(rng.uniform(0, 180)))
    else:
        centre = (width * float(rng.uniform(-0.6, 1.6)), height * float(rng.uniform(-0.6, 1.6)))
        aside = np.hypot(*rotated_axes(surface.shape, centre, 0.0))
    drift = 0.5 * fractal(rng, surface.shape, cell_px=width / 2, octaves=2)
    wave = np.cos(aside * np.float32(2 * math.pi / pitch) + drift)
    amount = np.float32(0.02 + 0.1 * request.strength)
    tone = np.asarray(1.0 + amount * wave, dtype=np.float32)
    return Mark(
        category="tool_lines",
        variant="lines",
        coverage=np.ones(surface.shape, dtype=np.float32),
        height_px=np.asarray(amount * wave * min(2.0, pitch / 6.0), dtype=np.float32),
        albedo=np.repeat(tone[..., None], 3, axis=2),
    )


def light_band(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Brighten or darken a wide band without any border, as uneven light does."""
    centre = centre_of(rng, surface, request)
    _, v = rotated_axes(surface.shape, centre, float(rng.uniform(0.0, 180.0)))
    wide = min(surface.shape) * float(rng.uniform(0.25, 0.6))
    band = np.exp(-((v / np.float32(wide)) ** 2))
    amount = float(rng.choice([-1.0, 1.0])) * (0.1 + 0.35 * request.strength)
    return Mark(
        category="light_band",
        variant="band",
        coverage=np.asarray(band, dtype=np.float32),
        irradiance=np.asarray(1.0 + amount * band, dtype=np.float32),
    )


CLEAN_LOOKS: Final[Mapping[str, MarkMaker]] = {
    "shadow": shadow,
    "reflection": reflection,
    "tool_lines": tool_lines,
    "light_band": light_band,
}
"""Look-alikes that a training image may show and still be clean, by name."""
