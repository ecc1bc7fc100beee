"""Grounds of steel and ferrite: ground tiles, rolled strip, scaled plate, dark sintered grain."""

from __future__ import annotations

import numpy as np

from core.synthesis.fields import Field, Shape, axes, blur, fractal, smoothstep, white
from core.synthesis.grounds.base import (
    grey_tint,
    laid_on,
    lying,
    oblong,
    painted_with,
    piece,
    profile,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.values import Surface


def tile(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a ground ferrite tile: upright grinding lines, dark sides, fine grain."""
    return lying(_upright_tile, rng, shape, share=0.25)


def _upright_tile(rng: np.random.Generator, shape: Shape) -> Surface:
    unit = unit_of(shape)
    lines = profile(rng, shape[1], ((1.0, 0.8), (2.5 * unit, 0.6), (9 * unit, 0.3)))
    zones = profile(rng, shape[1], ((16 * unit, 0.5), (45 * unit, 0.9)))
    patches = oblong(rng, shape, (22 * unit, 80 * unit))
    long = oblong(rng, shape, (1.2 * unit, 70 * unit))
    short = oblong(rng, shape, (1.0, 8 * unit))
    grain = blur(white(rng, shape), float(rng.uniform(0.3, 0.55)) * unit)
    cloud = fractal(rng, shape, cell_px=50 * unit, octaves=3)
    vivid = float(rng.uniform(0.35, 0.95))
    tone = textured(
        1.0,
        (0.14 * vivid, lines),
        (float(rng.uniform(0.0, 0.22)), zones),
        (float(rng.uniform(0.0, 0.1)), patches),
        (0.1 * vivid, long),
        (0.016 * vivid, np.maximum(long, 0.0) ** 3),
        (0.14 * vivid, short),
        (float(rng.uniform(0.08, 0.26)), grain),
        (float(rng.uniform(0.02, 0.12)), cloud),
        (-float(rng.uniform(0.0, 0.1)), _smudges(rng, shape)),
    )
    tint = grey_tint(rng, 60, 140) if rng.random() < _MOSTLY else grey_tint(rng, 125, 210)
    light = _dark_sides(rng, shape) * _step(rng, shape)
    bare = piece(
        "tile",
        painted_with(tone, tint),
        height_px=np.asarray(0.02 * long, dtype=np.float32),
        irradiance=np.asarray(light, dtype=np.float32),
        gloss=0.08,
        metallic=0.3,
        spread=(0.5, 1.2),
        grain_deg=90.0,
    )
    return _ended(rng, bare, share=0.4, reach=0.07)


_MOSTLY = 0.65


def _smudges(rng: np.random.Generator, shape: Shape) -> Field:
    """Faint blots and dust that a good piece may show; sparse, 0 to about 1."""
    unit = unit_of(shape)
    blot = oblong(rng, shape, (13 * unit, 17 * unit)) + 0.5 * oblong(
        rng, shape, (4 * unit, 5 * unit)
    )
    dust = blur(white(rng, shape), 0.7 * unit)
    dust = smoothstep(dust, 3.3 * float(dust.std()), 4.2 * float(dust.std()))
    return np.asarray(smoothstep(blot, 1.4, 2.6) + 1.5 * dust, dtype=np.float32)


def _dark_sides(rng: np.random.Generator, shape: Shape) -> Field:
    """Light across a tile: a curved face is darker towards its sides."""
    x, _ = axes(shape)
    middle = float(rng.uniform(0.4, 0.6))
    away = np.abs(x / shape[1] - middle) / max(middle, 1.0 - middle)
    loss = rng.uniform(0.0, 0.85) * away ** float(rng.uniform(1.5, 7.0))
    tilt = 1.0 - rng.uniform(0.0, 0.3) * (x / shape[1])
    return np.asarray(np.broadcast_to((1.0 - loss) * tilt, shape), dtype=np.float32)


def _step(rng: np.random.Generator, shape: Shape) -> Field:
    """Let some tiles be ground in two passes: another brightness beyond a line across."""
    y = axes(shape)[1] / shape[0]
    amount = float(rng.uniform(-0.2, 0.2)) if rng.random() < _TWO_PASSES else 0.0
    beyond = np.clip((y - rng.uniform(0.15, 0.85)) / rng.uniform(0.01, 0.08) + 0.5, 0.0, 1.0)
    return np.asarray(1.0 + amount * beyond, dtype=np.float32)


_TWO_PASSES = 0.3


def _ended(rng: np.random.Generator, surface: Surface, *, share: float, reach: float) -> Surface:
    """Let some pieces end before the side of the picture, at a dark gap."""
    if rng.random() >= share:
        return surface
    shape = surface.shape
    x, y = axes(shape)
    edge = shape[1] * float(rng.uniform(0.0, reach))
    lean = float(rng.normal(0.0, 0.008)) * (y - shape[0] / 2)
    side = x if rng.random() < _EVEN else shape[1] - x
    wave = unit_of(shape) * profile(rng, shape[0], ((14.0, 0.2), (90.0, 0.6))).T
    outline = np.asarray(edge + lean + wave - side, dtype=np.float32)
    dark = painted_with(np.ones(shape, dtype=np.float32), grey_tint(rng, 4, 32))
    return laid_on(surface, outline, dark, keep_out_px=5.0 * unit_of(shape))


_EVEN = 0.5


def rolled_strip(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make rolled strip: grey, even, with wide soft bands, faint streaks and fine grain."""
    return lying(_upright_strip, rng, shape, share=0.25)


def _upright_strip(rng: np.random.Generator, shape: Shape) -> Surface:
    unit = unit_of(shape)
    bands = profile(rng, shape[1], ((shape[1] / 3, 1.0), (shape[1] / 10, 0.4)))
    lines = profile(rng, shape[1], ((1.0, 0.5), (3 * unit, 0.8)))
    streak = oblong(rng, shape, (1.5 * unit, 45 * unit))
    grain = blur(white(rng, shape), float(rng.uniform(0.4, 0.9)) * unit)
    cloud = fractal(rng, shape, cell_px=45 * unit, octaves=4, gain=0.7)
    tone = textured(
        1.0,
        (float(rng.uniform(0.0, 0.16)), bands),
        (float(rng.uniform(0.0, 0.035)), lines),
        (float(rng.uniform(0.0, 0.05)), streak),
        (float(rng.uniform(0.04, 0.26)), grain),
        (float(rng.uniform(0.0, 0.08)), cloud),
        (-float(rng.uniform(0.0, 0.06)), _smudges(rng, shape)),
    )
    bare = piece(
        "rolled_strip",
        painted_with(tone, grey_tint(rng, 65, 185)),
        height_px=np.asarray(0.03 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.85),
        gloss=float(rng.uniform(0.0, 0.12)),
        metallic=0.4,
        spread=(0.5, 1.0),
    )
    return _ended(rng, bare, share=0.2, reach=0.3)


def scaled_plate(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make hot-rolled plate with its mill scale: cloudy, coarse, high contrast."""
    unit, stretch = unit_of(shape), float(rng.choice([0.5, 1.0, 1.0, 1.4, 2.2]))
    layers = []
    for cell, weight in ((50.0, 0.7), (16.0, 0.5), (6.0, 0.5), (2.2, 0.8)):
        size = (cell * unit * max(stretch, 1.0), cell * unit * max(1.0 / stretch, 1.0))
        layers.append((weight, oblong(rng, shape, size)))
    speck = blur(white(rng, shape), 0.5 * unit)
    bands = profile(rng, shape[1], ((shape[1] / 5, 0.7), (6 * unit, 0.4)))
    vivid = float(rng.uniform(0.05, 0.35))
    parts = [(vivid * weight, layer) for weight, layer in layers]
    parts = [*parts, (float(rng.uniform(0.08, 0.35)), speck), (float(rng.uniform(0, 0.15)), bands)]
    tone = textured(1.0, *parts)
    bright = rng.random() < _BLEACHED
    return piece(
        "scaled_plate",
        painted_with(tone, grey_tint(rng, 195, 245) if bright else grey_tint(rng, 75, 185)),
        height_px=np.asarray(0.08 * speck, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.6),
        gloss=0.03,
        metallic=0.2,
    )


_BLEACHED = 0.2


def ferrite(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a dark sintered face: mottled grain without a direction."""
    unit = unit_of(shape)
    mottle = fractal(rng, shape, cell_px=float(rng.uniform(4, 12)) * unit, octaves=3, gain=0.8)
    cloud = fractal(rng, shape, cell_px=60 * unit, octaves=2)
    speck = blur(white(rng, shape), 0.6 * unit)
    tone = textured(
        1.0,
        (float(rng.uniform(0.06, 0.22)), mottle),
        (float(rng.uniform(0.02, 0.12)), cloud),
        (float(rng.uniform(0.12, 0.35)), speck),
    )
    return piece(
        "ferrite",
        painted_with(tone, grey_tint(rng, 38, 125)),
        height_px=np.asarray(0.1 * mottle + 0.1 * speck, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.5),
        gloss=0.04,
    )
