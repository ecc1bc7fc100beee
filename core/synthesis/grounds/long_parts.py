"""Ground blocks, shafts and panels with ribs or holes: parts with a direction."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from core.synthesis.fields import Field, Shape, axes, blur, fractal, smoothstep, white
from core.synthesis.grounds.base import (
    chosen_tint,
    grey_tint,
    linear,
    lying,
    oblong,
    painted_with,
    piece,
    profile,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.grounds.relief import ended, hole_grid, lit_rim, shone_on, stepped, toned
from core.synthesis.parts import Pose, rounded_rectangle
from core.synthesis.values import Surface

_BEHIND: Final = ((10, 10, 12), (24, 25, 28), (60, 62, 66), (140, 142, 146), (236, 236, 236))
_COLOURS: Final = (
    (188, 190, 192),
    (120, 122, 126),
    (66, 68, 72),
    (34, 35, 38),
    (206, 196, 170),
    (40, 84, 140),
    (150, 40, 36),
)


def ground_block(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a ground block: lines from end to end, uneven shine, dark and worn sides."""
    return lying(_upright_block, rng, shape, share=0.2)


def _upright_block(rng: np.random.Generator, shape: Shape) -> Surface:
    unit = unit_of(shape)
    lines = profile(rng, shape[1], ((1.0, 0.6), (2.5 * unit, 0.7), (8 * unit, 0.4)))
    vivid = oblong(rng, shape, (1.3 * unit, 90 * unit))
    cloud = fractal(rng, shape, cell_px=float(rng.uniform(40, 90)) * unit, octaves=2)
    bands = profile(rng, shape[1], ((shape[1] / 4, 0.8), (shape[1] / 12, 0.3)))
    grain = blur(white(rng, shape), 0.6 * unit)
    tone = textured(
        1.0,
        (float(rng.uniform(0.02, 0.2)), lines * (1.0 + 0.5 * cloud)),
        (float(rng.uniform(0.0, 0.03)), vivid**3),
        (float(rng.uniform(0.0, 0.3)), cloud),
        (float(rng.uniform(0.0, 0.3)), bands),
        (float(rng.uniform(0.04, 0.2)), grain),
        (1.0, _side_bands(rng, shape)),
    )
    block = piece(
        "ground_block",
        painted_with(tone, grey_tint(rng, 50, 190)),
        height_px=np.asarray(0.05 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.7),
        gloss=float(rng.uniform(0.0, 0.15)),
        metallic=0.4,
        grain_deg=90.0,
    )
    outline = _worn_sides(rng, shape)
    wide = float(rng.uniform(0.8, 3.0)) * unit
    burr = np.float32(rng.uniform(0, 0.8)) * np.maximum(
        oblong(rng, shape, (6 * unit, 18 * unit)), np.float32(0.0)
    )
    lit = toned(block, lit_rim(np.asarray(outline + 2 * wide, np.float32), wide, burr))
    return ended(rng, shone_on(rng, lit) if rng.random() < _SHONE else lit, outline, _dark(rng))


_SHONE: Final = 0.5


def _dark(rng: np.random.Generator) -> tuple[float, float, float]:
    return (linear(float(rng.uniform(4.0, 40.0))),) * 3


def _side_bands(rng: np.random.Generator, shape: Shape) -> Field:
    """Darken bands along the lines, soft or with a sharp border: steps, shade of the sides."""
    x, _ = axes(shape)
    u = np.broadcast_to(x / shape[1], shape)
    tone = np.zeros(shape, dtype=np.float32)
    for side in (u, 1.0 - u):
        if rng.random() < _SIDED:
            at, soft = float(rng.uniform(0.02, 0.22)), float(rng.uniform(0.005, 0.15))
            rise = smoothstep(np.asarray(side, np.float32), at - soft, at + soft)
            tone += np.float32(rng.uniform(-1.5, 0.4)) * (1.0 - rise)
    return tone


_SIDED: Final = 0.6
_WORN: Final = 0.38


def _worn_sides(rng: np.random.Generator, shape: Shape) -> Field:
    """Outline of a block that ends in view at some sides, with rounded and uneven corners."""
    unit = unit_of(shape)
    away = [float(rng.uniform(0.005, 0.07)) if rng.random() < _WORN else -0.3 for _ in range(4)]
    left, right = away[0] * shape[1], (1.0 - away[1]) * shape[1]
    top, bottom = away[2] * shape[0], (1.0 - away[3]) * shape[0]
    x, y = axes(shape)
    lean = float(rng.normal(0.0, 0.02))
    u = x + np.float32(lean) * (y - shape[0] / 2) - np.float32((left + right) / 2)
    v = y - np.float32((top + bottom) / 2) + 0.0 * x
    corner = float(rng.uniform(0.0, 0.07)) * min(shape)
    outline = rounded_rectangle(u, v, (right - left, bottom - top), corner)
    # Long smooth sides with a nick here and there, not a torn edge.
    ragged = float(rng.uniform(0.0, 0.9)) * unit
    uneven = fractal(rng, shape, cell_px=80 * unit, octaves=4, gain=0.4)
    return np.asarray(outline + np.float32(ragged) * uneven, dtype=np.float32)


def shaft(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a shaft, bolt or tube from the side: long lamps in it, steps, a thread, grooves."""
    unit, side = unit_of(shape), min(shape)
    middle = (shape[1] / 2 + side * rng.normal(0, 0.06), shape[0] / 2 + side * rng.normal(0, 0.06))
    turn = float(rng.choice([0.0, 90.0]) + rng.normal(0.0, 5.0))
    if rng.random() < _ASLANT:
        turn = float(rng.uniform(0.0, 180.0))
    u, v = Pose(centre_px=(float(middle[0]), float(middle[1])), angle_deg=turn).to_part(shape)
    half, steps = _diameters(rng, u, side)
    across = np.clip(v / half, -1.0, 1.0)
    tone = _round_shade(rng, across) + steps
    tone += _turnings(rng, u, v, side, unit)
    grain = blur(white(rng, shape), 0.6 * unit)
    part = piece(
        "shaft",
        painted_with(
            textured(1.0, (1.0, tone), (float(rng.uniform(0.01, 0.1)), grain)),
            chosen_tint(rng, _COLOURS),
        ),
        irradiance=uneven_light(rng, shape, 0.3),
        gloss=0.05,
        metallic=0.6,
    )
    outline = np.asarray(np.abs(v) - half, dtype=np.float32)
    if rng.random() < _HEADED:
        outline = np.maximum(outline, u - np.float32(side * rng.uniform(0.1, 0.45)))
    return ended(rng, part, outline, chosen_tint(rng, _BEHIND))


_ASLANT: Final = 0.15
_HEADED: Final = 0.3


def _diameters(rng: np.random.Generator, u: Field, side: float) -> tuple[Field, Field]:
    """Return half the diameter along a shaft and the lines at its shoulders."""
    half = np.full_like(u, side * float(rng.uniform(0.2, 0.42)))
    lines = np.zeros_like(u)
    for _ in range(int(rng.integers(0, 4))):
        at, wide = side * float(rng.uniform(-0.45, 0.45)), side * float(rng.uniform(0.004, 0.03))
        rise = smoothstep(u, at - wide, at + wide)
        half = half * (1.0 + np.float32(rng.uniform(-0.35, 0.2)) * rise)
        lines += lit_rim(u - np.float32(at), wide, float(rng.normal(-0.3, 0.8)))
    return np.asarray(np.maximum(half, 0.08 * side), dtype=np.float32), lines


def _round_shade(rng: np.random.Generator, across: Field) -> Field:
    """Draw the tone across a round bar: dark at both sides, some long lamps in it."""
    tone = np.float32(rng.uniform(0.3, 1.2)) * np.log(1.05 - across * across)
    for _ in range(int(rng.integers(1, 5))):
        at, wide = float(rng.uniform(-0.9, 0.9)), float(rng.uniform(0.03, 0.3))
        tone += lit_rim(np.asarray(across - at, np.float32), wide, float(rng.normal(0.3, 0.7)))
    return np.asarray(tone, dtype=np.float32)


def _turnings(rng: np.random.Generator, u: Field, v: Field, side: float, unit: float) -> Field:
    """Draw fine turning marks, and a thread or knurl along a part of the shaft."""
    pitch = float(rng.uniform(3.0, 14.0)) * unit
    lean = float(rng.normal(0.0, 0.12))
    wave = np.cos((u + np.float32(lean) * v) * np.float32(2 * math.pi / pitch))
    if rng.random() < _KNURLED:
        wave = wave * np.cos(v * np.float32(2 * math.pi / pitch))
    ends = np.sort(rng.uniform(-0.6, 0.6, 2)) * side
    along = smoothstep(u, float(ends[0]), float(ends[0]) + 2.0) * (
        1.0 - smoothstep(u, float(ends[1]), float(ends[1]) + 2.0)
    )
    amount = float(rng.uniform(0.2, 1.0)) if rng.random() < _THREADED else 0.0
    fine = np.float32(rng.uniform(0.0, 0.08)) * np.cos(u * np.float32(2 * math.pi / (2.6 * unit)))
    return np.asarray(np.float32(amount) * wave * along + fine, dtype=np.float32)


_THREADED: Final = 0.6
_KNURLED: Final = 0.3


def ribbed_panel(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a fin block, louvre, grid or perforated panel with a frame."""
    unit, side = unit_of(shape), min(shape)
    turn = float(rng.choice([0.0, 90.0]) + rng.normal(0.0, 6.0))
    u, v = Pose(centre_px=(shape[1] / 2, shape[0] / 2), angle_deg=turn).to_part(shape)
    grain = blur(white(rng, shape), 0.6 * unit)
    cloud = fractal(rng, shape, cell_px=60 * unit, octaves=2)
    tone = textured(1.0, (float(rng.uniform(0.01, 0.12)), grain), (0.06, cloud))
    panel = piece(
        "ribbed_panel",
        painted_with(tone, chosen_tint(rng, _COLOURS)),
        height_px=np.asarray(0.06 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.35),
        gloss=float(rng.uniform(0.02, 0.3)),
        metallic=0.4,
    )
    size = (side * float(rng.uniform(0.55, 1.5)), side * float(rng.uniform(0.55, 1.5)))
    field = rounded_rectangle(u, v, size, min(size) * float(rng.uniform(0.02, 0.3)))
    pitch = side * float(np.exp(rng.uniform(math.log(0.05), math.log(0.22))))
    nowhere = np.full(shape, -1e4, dtype=np.float32)
    if rng.random() < _PERFORATED:
        openings = np.maximum(hole_grid(rng, u, v, pitch), field)
        rim = lit_rim(openings, 1.5 * unit, float(rng.normal(0.0, 0.6)))
        return ended(
            rng,
            toned(panel, rim),
            nowhere,
            _dark(rng),
            openings_px=np.asarray(openings, np.float32),
        )
    return _finned(rng, panel, field, v, pitch)


_PERFORATED: Final = 0.4


def _finned(
    rng: np.random.Generator, panel: Surface, field: Field, v: Field, pitch: float
) -> Surface:
    """Sink deep slots between fins inside a frame; marks may lie in them too."""
    share = float(rng.uniform(0.25, 0.75))
    aside = np.abs(np.mod(v, np.float32(pitch)) - np.float32(pitch / 2))
    slots = np.maximum(aside - np.float32(pitch * share / 2), field)
    wide = pitch * float(rng.uniform(0.06, 0.3))
    sunk = stepped(
        panel,
        np.asarray(slots, dtype=np.float32),
        rise_px=-float(rng.uniform(0.2, 0.9)) * wide,
        wide_px=wide,
        tone=-float(rng.uniform(0.0, 2.4)),
        shade=float(rng.uniform(0.0, 0.7)),
    )
    return replace(sunk, markable=np.asarray(sunk.markable & (slots > 0), dtype=np.bool_))
