"""Defects: scratch, contamination, dent, crack, discoloration; a registry that grows.

Every mark changes relief, colour and gloss, and the light does the rest: a dent has no drawn
highlight, it bends the one that is there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from core.synthesis.cracks import crack
from core.synthesis.fields import (
    Colour,
    Field,
    axes,
    blur,
    fractal,
    smoothstep,
    streaks,
    turned,
    turned_shape,
)
from core.synthesis.ink import Blob, Stroke, draw_blobs, draw_strokes, line, pressure, ragged_disc
from core.synthesis.placing import centre_of, choose, extent_px, towards
from core.synthesis.values import Mark, MarkRequest, Surface

MarkMaker = Callable[[np.random.Generator, Surface, MarkRequest], Mark]

_FRESH_METAL = (0.86, 0.86, 0.84)
_PRIMER = (0.55, 0.55, 0.52)
_GROOVE_SHADE = (0.04, 0.04, 0.04)
_DIRT: Final = ((0.03, 0.025, 0.02), (0.07, 0.045, 0.025), (0.10, 0.09, 0.08))
_HEAT_TINTS: Final = (
    (0.0, (1.0, 1.0, 1.0)),
    (0.25, (0.98, 0.84, 0.52)),
    (0.5, (0.74, 0.42, 0.20)),
    (0.75, (0.40, 0.24, 0.40)),
    (1.0, (0.26, 0.36, 0.62)),
)
"""Oxide colours of heated steel from straw over brown and purple to blue."""


def scratch(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Thin groove with raised lips: single, parallel or curved."""
    variant = request.variant or choose(rng, ("single", "single", "parallel", "curved"))
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    angle = _scratch_angle(rng, surface, request)
    count = int(rng.integers(2, 5)) if variant == "parallel" else 1
    turn = float(rng.choice([-1, 1]) * rng.uniform(25, 80)) if variant == "curved" else 0.0
    apart = rng.uniform(3.0, 6.5)
    strokes = []
    for i in range(count):
        shift = (i - (count - 1) / 2) * apart * rng.uniform(0.8, 1.2)
        along = rng.normal(0.0, 0.06) * length if count > 1 else 0.0
        move = _offset(angle, along, shift)
        points = line(
            rng,
            (centre[0] + move[0], centre[1] + move[1]),
            length_px=length * (rng.uniform(0.6, 1.0) if i else 1.0),
            angle_deg=angle + rng.normal(0.0, 0.8),
            turn_deg=turn,
        )
        n = len(points)
        force = pressure(rng, n, start=rng.uniform(0.02, 0.1), tail=rng.uniform(0.1, 0.4))
        width = (0.8 + 1.5 * request.strength) * (0.7 + 0.5 * force) * rng.uniform(0.85, 1.15)
        strokes.append(Stroke(points, np.asarray(width, dtype=np.float32), force))
    return _groove(rng, surface, strokes, request.strength, variant)


def _groove(
    rng: np.random.Generator,
    surface: Surface,
    strokes: list[Stroke],
    strength: float,
    variant: str,
) -> Mark:
    ink = draw_strokes(surface.shape, strokes)
    coverage = draw_strokes(surface.shape, [stroke.footprint for stroke in strokes])
    lips = blur(ink, 1.6) - blur(ink, 0.7)
    depth = np.float32(0.5 + 1.2 * strength)
    bare = _FRESH_METAL if surface.metallic > 0 else _PRIMER
    cut = ink * np.float32(0.25 + 0.6 * strength)
    # Seen against the lamp a groove is dark: its walls send the light elsewhere.
    colour = choose(rng, (bare, bare, bare, _GROOVE_SHADE))
    return Mark(
        category="scratch",
        variant=variant,
        coverage=coverage,
        height_px=np.asarray(depth * (0.8 * lips - 0.7 * blur(ink, 0.5)), dtype=np.float32),
        albedo=towards(surface, cut, colour),
    )


def contamination(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Foreign matter lying on the surface: grains or a smear."""
    variant = request.variant or choose(rng, ("grains", "smear"))
    return (_grains if variant == "grains" else _smear)(rng, surface, request)


def _grains(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    count = int(rng.integers(16, 44))
    scatter = rng.standard_normal((count, 2)) * extent / 4.5
    blobs = []
    for dx, dy in scatter:
        radius = min(0.7 + rng.gamma(0.8, 0.022 * extent), 0.09 * extent + 1.0)
        at = (centre[0] + float(dx), centre[1] + float(dy))
        outline = ragged_disc(rng, at, radius, stretch=float(rng.uniform(1.0, 1.35)))
        blobs.append(Blob(outline, float(rng.uniform(0.75, 1.0))))
    ink = draw_blobs(surface.shape, blobs)
    coverage = np.minimum(1.0, ink * 1.35)
    texture = 1.0 + 0.35 * fractal(rng, surface.shape, cell_px=5.0, octaves=2)
    cover = np.clip(ink * np.float32(0.45 + 0.5 * request.strength) * (0.75 + 0.25 * texture), 0, 1)
    dirt = towards(surface, cover.astype(np.float32), choose(rng, _DIRT))
    return Mark(
        category="contamination",
        variant="grains",
        coverage=np.asarray(coverage, dtype=np.float32),
        height_px=np.asarray(0.5 * blur(ink, 0.8) * texture, dtype=np.float32),
        albedo=dirt,
        gloss=np.asarray(1.0 - 0.85 * ink, dtype=np.float32),
    )


def _smear(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    shape = surface.shape
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    angle = _angle(rng, request)
    film = _soft_oval(rng, surface, centre, (extent, extent * rng.uniform(0.3, 0.5)), angle)
    wide = turned_shape(shape, angle)
    wiped = turned(streaks(rng, wide, length_px=extent / 2), angle, shape)
    ridges = np.clip(0.75 + 0.3 * blur(wiped, 0.8), 0.15, 1.25)
    ink = np.asarray(np.clip(film * ridges, 0.0, 1.0), dtype=np.float32)
    dirt = towards(surface, ink * np.float32(0.25 + 0.55 * request.strength), choose(rng, _DIRT))
    return Mark(
        category="contamination",
        variant="smear",
        coverage=film,
        height_px=np.asarray(0.25 * blur(ink, 1.5), dtype=np.float32),
        albedo=dirt,
        gloss=np.asarray(1.0 - 0.5 * ink, dtype=np.float32),
    )


def dent(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Round or oval hollow with a slightly raised rim; nothing is coloured."""
    variant = request.variant or choose(rng, ("round", "round", "oval"))
    cx, cy = centre_of(rng, surface, request)
    radius = extent_px(surface, request) / 2
    oval = rng.uniform(1.25, 1.7) if variant == "oval" else rng.uniform(1.0, 1.12)
    turn = math.radians(_angle(rng, request))
    x, y = axes(surface.shape)
    u = (x - cx) * math.cos(turn) - (y - cy) * math.sin(turn)
    v = (x - cx) * math.sin(turn) + (y - cy) * math.cos(turn)
    uneven = 1.0 + 0.06 * fractal(rng, surface.shape, cell_px=radius * 1.5, octaves=2)
    r = np.hypot(u / math.sqrt(oval), v * math.sqrt(oval)) / radius * uneven
    bowl = 0.5 + 0.5 * np.cos(np.pi * np.clip(r / 0.9, 0.0, 1.0))
    rim = np.exp(-(((r - 0.88) / 0.16) ** 2))
    depth = radius * np.float32(0.08 + 0.2 * request.strength)
    bruised = np.asarray(np.exp(-((r / 0.55) ** 2)), dtype=np.float32)
    return Mark(
        category="dent",
        variant=variant,
        coverage=np.asarray(1.0 - smoothstep(r, 0.9, 1.1), dtype=np.float32),
        height_px=np.asarray(depth * (0.07 * rim - bowl), dtype=np.float32),
        albedo=towards(surface, bruised * np.float32(0.3 * request.strength), (0.05, 0.05, 0.05)),
    )


def discoloration(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Soft patch of another colour with the surface's texture unchanged."""
    variant = request.variant or choose(rng, ("heat", "rust", "stain"))
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    size = (extent, extent * rng.uniform(0.55, 0.9))
    patch = _soft_oval(rng, surface, centre, size, _angle(rng, request), soft=0.6)
    amount = np.float32(0.3 + 0.7 * request.strength)
    if variant == "heat":
        colour = _heat(patch * amount)
    else:
        tint = (0.62, 0.36, 0.18) if variant == "rust" else (0.6, 0.58, 0.5)
        cloud = 0.85 + 0.2 * fractal(rng, surface.shape, cell_px=extent / 4, octaves=3)
        weight = np.clip(patch * amount * cloud, 0.0, 1.0)[..., None]
        colour = np.asarray(1.0 - weight * (1.0 - np.asarray(tint, dtype=np.float32)), np.float32)
    return Mark(
        category="discoloration",
        variant=variant,
        coverage=patch,
        albedo=colour,
        gloss=np.asarray(1.0 - 0.2 * patch, dtype=np.float32),
    )


def _heat(level: Field) -> Colour:
    stops = [stop for stop, _ in _HEAT_TINTS]
    bands = [np.interp(level, stops, [tint[i] for _, tint in _HEAT_TINTS]) for i in range(3)]
    return np.asarray(np.stack(bands, axis=-1), dtype=np.float32)


def _soft_oval(
    rng: np.random.Generator,
    surface: Surface,
    centre: tuple[float, float],
    size_px: tuple[float, float],
    angle_deg: float,
    *,
    soft: float = 0.35,
) -> Field:
    """Patch with a ragged, soft edge: an oval bent by noise."""
    x, y = axes(surface.shape)
    turn = math.radians(angle_deg)
    u = (x - centre[0]) * math.cos(turn) - (y - centre[1]) * math.sin(turn)
    v = (x - centre[0]) * math.sin(turn) + (y - centre[1]) * math.cos(turn)
    r = np.hypot(u / (size_px[0] / 2), v / (size_px[1] / 2))
    bent = r + 0.2 * fractal(
        rng, surface.shape, cell_px=max(6.0, min(size_px) / 1.5), octaves=4, gain=0.4
    )
    return np.asarray(1.0 - smoothstep(bent.astype(np.float32), 1.0 - soft, 1.0 + soft), np.float32)


def _angle(rng: np.random.Generator, request: MarkRequest) -> float:
    return float(rng.uniform(0.0, 180.0)) if request.angle_deg is None else request.angle_deg


def _scratch_angle(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> float:
    """Any direction but that of the brushing, along which a scratch is only more grain."""
    if request.angle_deg is not None or surface.grain_deg is None:
        return _angle(rng, request)
    return surface.grain_deg + float(rng.uniform(20.0, 160.0))


def _offset(angle_deg: float, along_px: float, aside_px: float) -> tuple[float, float]:
    turn = math.radians(angle_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    return along_px * cos + aside_px * sin, -along_px * sin + aside_px * cos


MARKS: Final[Mapping[str, MarkMaker]] = {
    "scratch": scratch,
    "contamination": contamination,
    "dent": dent,
    "crack": crack,
    "discoloration": discoloration,
}
"""Every defect the generator knows, by category id."""
