"""Grounds that are not metal: leather, woven cloth, moulded plastic, wood."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from core.synthesis.fields import (
    Colour,
    Field,
    Shape,
    axes,
    blur,
    fractal,
    resize,
    smoothstep,
    turned,
    turned_shape,
    white,
)
from core.synthesis.grounds.base import (
    cells,
    chosen_tint,
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

_HIDES: Final = (
    (208, 192, 170),
    (214, 200, 182),
    (200, 178, 152),
    (150, 148, 146),
    (128, 126, 124),
    (186, 152, 112),
    (112, 113, 118),
    (92, 94, 100),
    (66, 74, 90),
    (64, 70, 72),
    (84, 74, 72),
    (172, 170, 163),
    (38, 36, 38),
    (112, 62, 46),
)
_CLOTHS: Final = (
    (180, 172, 156),
    (122, 118, 112),
    (58, 66, 92),
    (40, 42, 46),
    (206, 204, 198),
    (138, 52, 48),
    (70, 98, 78),
    (150, 126, 92),
)
_PLASTICS: Final = (
    (30, 31, 33),
    (58, 60, 64),
    (120, 122, 124),
    (176, 177, 175),
    (224, 223, 218),
    (196, 188, 168),
    (40, 70, 128),
    (168, 42, 36),
    (206, 160, 44),
)
_EARLY_WOODS: Final = (
    (204, 148, 100),
    (196, 138, 90),
    (186, 146, 96),
    (170, 118, 78),
    (214, 182, 136),
)
_ALIKE: Final = 0.3


def leather(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a hide: one colour, pebbled, from almost plain to coarse and peppered."""
    unit = unit_of(shape)
    away = cells(rng, shape, float(rng.uniform(1.6, 4.5)) * unit)
    crease = blur(smoothstep(away, 0.45, 1.25), 0.5 * unit)
    speck = blur(white(rng, shape), float(rng.uniform(0.2, 0.45)) * unit)
    fold = fractal(rng, shape, cell_px=40 * unit, octaves=4, gain=0.6)
    worn = np.maximum(oblong(rng, shape, (60 * unit, 60 * unit)) + rng.uniform(-0.5, 1.5), 0.0)
    wrinkle = np.exp(-((fold / 0.05) ** 2)) * np.minimum(worn, 1.5)
    coarse = rng.random() < _ALIKE
    depth = float(rng.uniform(0.02, 0.25) if coarse else rng.uniform(0.02, 0.14))
    tone = textured(
        1.0,
        (-depth, crease),
        (float(rng.uniform(0.25, 0.6) if coarse else rng.uniform(0.04, 0.13)), speck),
        (float(rng.uniform(0.0, 0.012)), fold),
        (-float(rng.uniform(0.0, 0.14)), np.asarray(wrinkle, dtype=np.float32)),
    )
    relief = (0.15 + 1.2 * depth) * (1.0 - crease) - 0.1 * wrinkle
    return piece(
        "leather",
        painted_with(tone, chosen_tint(rng, _HIDES)),
        height_px=np.asarray(0.5 * unit * relief, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.06),
        gloss=float(rng.uniform(0.0, 0.03)),
    )


def woven(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make cloth of two sets of threads in plain weave or twill, at any angle."""
    unit, angle = unit_of(shape), float(rng.choice([0.0, 45.0]) + rng.normal(0.0, 6.0))
    wide = turned_shape(shape, angle)
    pitch = float(rng.uniform(3.0, 9.0)) * unit
    x, y = axes(wide)
    column, row = np.floor(x / pitch), np.floor(y / pitch)
    over = _over(rng, column, row)
    across = np.abs(np.sin(np.pi * x / pitch))
    along = np.abs(np.sin(np.pi * y / pitch))
    round_ = np.where(over, across * (0.55 + 0.45 * along), along * (0.55 + 0.45 * across))
    warp, weft = _threads(rng, wide, pitch)
    tone = np.where(over, warp, weft) * (0.45 + 0.55 * round_)
    fibre = 1.0 + rng.uniform(0.03, 0.15) * white(rng, wide)
    drawn = turned(np.asarray(tone * fibre, dtype=np.float32), angle, shape)
    first = chosen_tint(rng, _CLOTHS)
    second = first if rng.random() < _EVEN else chosen_tint(rng, _CLOTHS)
    share = turned(np.asarray(over, dtype=np.float32), angle, shape)
    return piece(
        "woven",
        painted_with(drawn, first) * share[..., None]
        + painted_with(drawn, second) * (1.0 - share[..., None]),
        height_px=np.asarray(0.5 * drawn, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.35),
        gloss=0.0,
    )


_EVEN: Final = 0.5


def _over(
    rng: np.random.Generator, column: Field, row: Field
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where the upright thread lies on top."""
    repeat = int(rng.choice([2, 2, 3, 4]))
    shed = int(rng.integers(1, repeat))
    return np.asarray((column + row) % repeat < shed, dtype=np.bool_)


def _threads(rng: np.random.Generator, shape: Shape, pitch: float) -> tuple[Field, Field]:
    """Tone of the upright and of the lying threads: no two are quite the same."""
    uneven = float(rng.uniform(0.03, 0.14))
    columns = 1.0 + uneven * white(rng, (1, int(shape[1] / pitch) + 2))
    rows = 1.0 + uneven * white(rng, (int(shape[0] / pitch) + 2, 1))
    at_x = (np.arange(shape[1]) / pitch).astype(np.intp)
    at_y = (np.arange(shape[0]) / pitch).astype(np.intp)
    return np.asarray(columns[:, at_x], np.float32), np.asarray(rows[at_y], np.float32)


def moulded_plastic(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make plastic from a spark-eroded mould: one colour, even fine bumps, soft shine."""
    unit, size = unit_of(shape), float(rng.uniform(0.8, 2.4))
    noise = white(rng, shape)
    bumps = blur(noise, size * unit) - blur(noise, 2.2 * size * unit)
    bumps = bumps / np.float32(max(float(bumps.std()), 1e-6))
    depth = float(rng.uniform(0.03, 0.16))
    return piece(
        "moulded_plastic",
        painted_with(textured(1.0, (depth, bumps)), chosen_tint(rng, _PLASTICS)),
        height_px=np.asarray(unit * size * depth * 1.5 * bumps, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.4),
        gloss=float(rng.uniform(0.02, 0.2)),
        spread=(float(rng.uniform(0.3, 0.7)), float(rng.uniform(0.3, 0.7))),
    )


def wood(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a plank: bent year rings cut lengthways, dark pores along them."""
    return lying(_upright_wood, rng, shape, share=0.25)


def _upright_wood(rng: np.random.Generator, shape: Shape) -> Surface:
    unit = unit_of(shape)
    bend = _bend(rng, shape, unit)
    line = profile(rng, 2 * shape[1], ((24 * unit, 0.5), (8 * unit, 0.7), (3.0 * unit, 0.9)))
    rings = _read_along(line, bend)
    fibre = oblong(rng, shape, (1.0 * unit, 22 * unit))
    pores = _pores(rng, shape, bend, unit)
    tone = textured(
        1.0,
        (float(rng.uniform(0.06, 0.22)), rings),
        (float(rng.uniform(0.05, 0.12)), fibre),
        (0.1, blur(white(rng, shape), 0.45 * unit)),
    )
    albedo = painted_with(tone, chosen_tint(rng, _EARLY_WOODS))
    return piece(
        "wood",
        _stained(albedo, pores * np.float32(rng.uniform(0.5, 1.0))),
        height_px=np.asarray(-0.3 * pores, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.2),
        gloss=float(rng.uniform(0.0, 0.05)),
        grain_deg=90.0,
    )


def _bend(rng: np.random.Generator, shape: Shape, unit: float) -> Field:
    """How far to the side the grain runs at each pixel, in pixels."""
    wide = resize(white(rng, (4, 4)), shape) * np.float32(rng.uniform(2.0, 9.0) * unit)
    tight = oblong(rng, shape, (16 * unit, 28 * unit)) * np.float32(rng.uniform(0.3, 1.7) * unit)
    lean = (axes(shape)[1] - shape[0] / 2) * np.float32(rng.normal(0.0, 0.06))
    return np.asarray(wide + tight + lean, dtype=np.float32)


def _read_along(line: Field, bend: Field) -> Field:
    """Draw one line of tones down the picture, moved aside by the bend."""
    height, width = bend.shape
    x = np.arange(width, dtype=np.float32)[None, :] + bend + np.float32(width / 2)
    row = np.zeros((height, width), dtype=np.float32)
    return np.asarray(cv2.remap(line, x, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _pores(rng: np.random.Generator, shape: Shape, bend: Field, unit: float) -> Field:
    """Coverage of the dark, thin, long vessels of the wood, crowded in some rings."""
    height, width = shape
    length = float(np.exp(rng.uniform(np.log(12.0), np.log(110.0)))) * unit
    raw = oblong(rng, (height, 2 * width), (1.3 * unit, length))
    crowd = profile(rng, 2 * width, ((14 * unit, 0.6), (5 * unit, 0.6)))
    dense = smoothstep(raw + crowd, float(rng.uniform(0.5, 1.3)), 2.3)
    x = np.arange(width, dtype=np.float32)[None, :] + bend + np.float32(width / 2)
    y = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], shape)
    seen = cv2.remap(dense, x, np.ascontiguousarray(y), cv2.INTER_LINEAR)
    return np.asarray(seen, dtype=np.float32)


def _stained(albedo: Colour, amount: Field) -> Colour:
    """Darken towards deep brown."""
    brown = np.asarray([0.16, 0.055, 0.022], dtype=np.float32)
    weight = amount[..., None]
    return np.asarray(albedo * (1.0 - weight) + brown * weight, dtype=np.float32)
