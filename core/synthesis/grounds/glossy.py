"""Shining and rough grounds: polished, car paint, glazed ceramic, linished and blasted metal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from core.synthesis.fields import (
    Field,
    Shape,
    axes,
    blur,
    fractal,
    smoothstep,
    turned,
    turned_shape,
    white,
)
from core.synthesis.grounds.base import (
    chosen_tint,
    grey_tint,
    oblong,
    painted_with,
    piece,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.machining import machined
from core.synthesis.values import Surface

_CAR_PAINTS: Final = (
    (196, 24, 36),
    (168, 18, 24),
    (26, 28, 34),
    (44, 60, 90),
    (150, 156, 164),
    (196, 198, 202),
    (108, 112, 108),
    (232, 232, 230),
    (214, 178, 24),
    (60, 84, 70),
    (30, 60, 130),
)
_GLAZES: Final = ((226, 222, 212), (206, 196, 176), (188, 198, 196), (120, 128, 130), (84, 70, 62))
_SEAM: Final = 0.3
_PLAIN: Final = 0.5


def polished(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a polished face: the room mirrored softly, hardly any grain."""
    unit = unit_of(shape)
    room = _mirrored_room(rng, shape, float(rng.uniform(0.1, 0.45)))
    hair = oblong(rng, shape, (60 * unit, 1.0 * unit))
    haze = fractal(rng, shape, cell_px=12 * unit, octaves=2)
    tone = textured(room, (float(rng.uniform(0.0, 0.03)), hair), (0.012, haze))
    return piece(
        "polished",
        painted_with(tone, grey_tint(rng, 80, 215)),
        irradiance=uneven_light(rng, shape, 0.4),
        gloss=float(rng.uniform(0.2, 0.8)),
        metallic=0.9,
        spread=(float(rng.uniform(0.15, 0.5)), float(rng.uniform(0.15, 0.5))),
    )


def _mirrored_room(rng: np.random.Generator, shape: Shape, depth: float) -> Field:
    """Soft bands of light and dark, bent by the curve of the face."""
    x, y = axes(shape)
    u, v = x / shape[1] - 0.5, y / shape[0] - 0.5
    turn, bow = float(rng.uniform(0, 2 * np.pi)), float(rng.normal(0.0, 0.6))
    along = np.cos(turn) * u + np.sin(turn) * v
    across = -np.sin(turn) * u + np.cos(turn) * v
    t = np.asarray(along + bow * across * across, dtype=np.float32)
    tone = np.zeros(shape, dtype=np.float32)
    for _ in range(int(rng.integers(1, 5))):
        at, soft = float(rng.uniform(-0.5, 0.5)), float(np.exp(rng.uniform(np.log(0.04), 0.0)))
        tone += np.float32(rng.normal(0.0, depth)) * smoothstep(t, at - soft, at + soft)
    return np.asarray(np.exp(np.clip(tone - tone.mean(), -1.2, 0.7)), dtype=np.float32)


def car_paint(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a body panel: saturated paint over a curve, the sky in it, flakes, perhaps a seam."""
    unit = unit_of(shape)
    shade = _mirrored_room(rng, shape, float(rng.uniform(0.1, 0.5)))
    flake = blur(white(rng, shape), 0.5 * unit)
    body = textured(shade, (float(rng.uniform(0.0, 0.06)), flake))
    sky = np.maximum(_mirrored_room(rng, shape, 0.5) - 1.0, 0.0)
    albedo = painted_with(body, chosen_tint(rng, _CAR_PAINTS))
    albedo = albedo + np.float32(rng.uniform(0.0, 0.35)) * sky[..., None]
    peel = fractal(rng, shape, cell_px=18 * unit, octaves=2, gain=0.4)
    panel = piece(
        "car_paint",
        albedo,
        height_px=np.asarray(float(rng.uniform(0.0, 0.07)) * peel, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.5),
        gloss=float(rng.uniform(0.1, 0.6)),
        spread=(float(rng.uniform(0.15, 0.6)), float(rng.uniform(0.1, 0.5))),
    )
    return _seamed(rng, panel, unit) if rng.random() < _SEAM else panel


def _seamed(rng: np.random.Generator, panel: Surface, unit: float) -> Surface:
    """Cut the dark gap between two panels, with a light edge beside it."""
    x, y = axes(panel.shape)
    turn = float(rng.choice([0.0, np.pi / 2])) + float(rng.normal(0.0, 0.12))
    u, v = x - panel.shape[1] / 2, y - panel.shape[0] / 2
    along, across = np.cos(turn) * u + np.sin(turn) * v, -np.sin(turn) * u + np.cos(turn) * v
    bow = float(rng.normal(0.0, 0.0012)) / unit * along * along
    at = min(panel.shape) * float(rng.choice([-1, 1]) * rng.uniform(0.2, 0.45))
    away = np.asarray(across + bow - at, dtype=np.float32)
    wide = unit * float(rng.uniform(0.8, 2.6))
    gap = smoothstep(-np.abs(away), -1.5 * wide, -0.5 * wide)
    lip = np.exp(-(((away - 2.5 * wide) / wide) ** 2)) * np.float32(rng.uniform(0.0, 0.9))
    albedo = panel.albedo * (1.0 - 0.93 * gap + lip)[..., None]
    return replace(
        panel,
        albedo=np.asarray(albedo, dtype=np.float32),
        gloss=np.asarray(panel.gloss * (1.0 - gap), dtype=np.float32),
        markable=np.asarray(np.abs(away) > 4.0 * wide, dtype=np.bool_),
    )


def glazed_ceramic(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make glazed stoneware: pale, shining, evenly sprinkled with fine darker grains."""
    unit = unit_of(shape)
    noise = blur(white(rng, shape), float(rng.uniform(0.5, 1.1)) * unit)
    noise = noise / np.float32(noise.std())
    sprinkle = smoothstep(noise, 1.0, 2.2) * np.float32(rng.uniform(0.1, 0.8))
    pale = smoothstep(-noise, 1.0, 2.2) * np.float32(rng.uniform(0.0, 0.25))
    cloud = fractal(rng, shape, cell_px=50 * unit, octaves=2)
    tone = textured(1.0, (-1.0, sprinkle), (1.0, pale), (0.03, cloud))
    return piece(
        "glazed_ceramic",
        painted_with(tone, chosen_tint(rng, _GLAZES)),
        height_px=np.asarray(0.05 * cloud, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.3),
        gloss=float(rng.uniform(0.05, 0.5)),
        spread=(0.3, 0.3),
    )


def linished(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make belt-ground metal: long fine lines at any angle, often with an edge or a hole."""
    unit, angle = unit_of(shape), float(rng.choice([0.0, 90.0, rng.uniform(0.0, 180.0)]))
    wide = turned_shape(shape, angle)
    lines = 0.5 * oblong(rng, wide, (8 * unit, 1.0)) + 0.6 * oblong(rng, wide, (50 * unit, 1.2))
    lines = lines + 0.6 * oblong(rng, wide, (200 * unit, 1.2 * unit))
    grain = turned(np.asarray(lines, dtype=np.float32), angle, shape)
    cloud = oblong(rng, shape, (70 * unit, 70 * unit))
    depth = float(rng.uniform(0.04, 0.22))
    upright = abs(np.sin(np.deg2rad(angle))) > np.sqrt(0.5)
    sheet = piece(
        "linished",
        painted_with(textured(1.0, (depth, grain), (0.05, cloud)), grey_tint(rng, 80, 190)),
        height_px=np.asarray(0.15 * depth * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.3),
        gloss=float(rng.uniform(0.1, 0.7)),
        metallic=0.9,
        spread=(0.9, 0.3) if upright else (0.3, 0.9),
        grain_deg=angle % 180.0,
    )
    return sheet if rng.random() < _PLAIN else machined(rng, sheet)


def blasted(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a blasted or stone-like face: coarse relief that takes light and shade."""
    unit = unit_of(shape)
    rough = fractal(rng, shape, cell_px=float(rng.uniform(3.0, 9.0)) * unit, octaves=3, gain=0.8)
    cloud = fractal(rng, shape, cell_px=60 * unit, octaves=3)
    tone = textured(
        1.0, (float(rng.uniform(0.03, 0.14)), rough), (float(rng.uniform(0.02, 0.1)), cloud)
    )
    return piece(
        "blasted",
        painted_with(tone, grey_tint(rng, 60, 205)),
        height_px=np.asarray(unit * float(rng.uniform(0.15, 0.7)) * rough, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.5),
        gloss=float(rng.uniform(0.0, 0.1)),
    )
