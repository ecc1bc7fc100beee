"""Forms that are areas: stains, smears, drips, scuffs, soft and hard patches."""

from __future__ import annotations

import math

import numpy as np

from core.synthesis.appearances.form import (
    Form,
    angle_of,
    filled,
    log_uniform,
    oval,
    rotated_axes,
)
from core.synthesis.appearances.paths import Path, bent_line, draw_paths
from core.synthesis.fields import Field, blur, fractal, streaks, turned, turned_shape
from core.synthesis.placing import centre_of, choose, extent_px
from core.synthesis.values import MarkRequest, Surface

_HALF = 0.5
_CLOSED_PX = 2.5
"""An outline is drawn around frayed ends and crumbs, not around each of them."""


def stain(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Dried or wet liquid: lobed outline, uneven inside, often with a stronger rim; drips."""
    variant = request.variant or choose(rng, ("dried", "cloudy", "wet", "drip"))
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    distance = _lobed(rng, surface, centre, half, angle_of(rng, request))
    if variant == "drip":
        distance = np.minimum(distance, _runs(rng, surface, centre, half))
    soft = half * log_uniform(rng, 0.035, 0.15 if variant in {"wet", "drip"} else 0.45)
    body = filled(distance, soft)
    ink = body
    if variant == "dried":
        rim = np.exp(-(((distance + np.float32(1.5 * soft)) / np.float32(max(1.2, soft))) ** 2))
        ink = body * np.clip(np.float32(rng.uniform(0.35, 0.8)) + 0.6 * rim, 0.0, 1.0)
    if variant == "cloudy":
        cloud = fractal(rng, surface.shape, cell_px=max(4.0, half * 0.7), octaves=4, gain=0.6)
        ink = body * np.clip(0.75 + 0.22 * cloud, 0.25, 1.0)
    swell = float(rng.uniform(0.6, 2.0)) if variant in {"wet", "drip"} else 0.0
    return Form(
        variant=variant,
        ink=np.asarray(ink, dtype=np.float32),
        coverage=body,
        relief=np.asarray(swell * blur(body, 1.2), dtype=np.float32),
    )


def smear(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Wiped film: an oval with streaks along the direction of wiping and frayed ends."""
    shape = surface.shape
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    angle = angle_of(rng, request)
    flat = float(rng.uniform(1.8, 3.5))
    wide = turned_shape(shape, angle)
    wiped = blur(turned(streaks(rng, wide, length_px=max(4.0, half)), angle, shape), 0.7)
    distance = oval(rng, shape, centre, (half, half / flat), angle, ragged=0.12, cell=0.8)
    # The ends of single streaks reach out by different lengths.
    frayed = np.asarray(distance + np.float32(0.22 * half / flat) * wiped, dtype=np.float32)
    body = filled(frayed, half / flat * log_uniform(rng, 0.15, 0.6))
    ink = body * np.clip(0.72 + 0.3 * wiped, 0.08, 1.0)
    return Form(
        variant="smear", ink=np.asarray(ink, dtype=np.float32), coverage=blur(body, _CLOSED_PX)
    )


def scuff(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Chafed area: many fine short strokes in about one direction; the area is the mark."""
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    angle, flat = angle_of(rng, request), log_uniform(rng, 1.2, 7.0)
    count = round(log_uniform(rng, 14, 45))
    turn = math.radians(angle)
    paths = []
    for u, v in rng.standard_normal((count, 2)) * np.asarray([extent, extent / flat]) / 4.5:
        at = (
            centre[0] + float(u) * math.cos(turn) + float(v) * math.sin(turn),
            centre[1] - float(u) * math.sin(turn) + float(v) * math.cos(turn),
        )
        reach = max(4.0, extent * float(rng.uniform(0.04, 0.3)))
        points = bent_line(rng, at, reach, angle + float(rng.normal(0.0, 9.0)))
        n = len(points)
        width = np.full(n, float(rng.uniform(0.5, 1.6)), dtype=np.float32)
        force = np.asarray(rng.uniform(0.3, 1.0) * np.hanning(n + 2)[1:-1], dtype=np.float32)
        paths.append(Path(points, width, force))
    ink, seen = draw_paths(surface.shape, paths)
    area = blur(seen, max(1.2, extent / 26))
    haze = np.float32(rng.uniform(0.0, 0.35)) * area
    full = np.asarray(np.clip(ink + haze, 0.0, 1.0), dtype=np.float32)
    coverage = np.asarray(np.clip(area * 2.0, 0.0, 1.0), dtype=np.float32)
    return Form(variant="scuff", ink=full, coverage=coverage, relief=-0.25 * blur(ink, 0.6))


def patch(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Large area of another tone: blob, strip or everything beyond a border; soft or hard."""
    variant = request.variant or choose(rng, ("blob", "strip", "side", "ragged", "crumbly"))
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    distance = _area(rng, surface, variant, centre, half, angle_of(rng, request))
    soft = log_uniform(rng, 0.9, max(2.0, 0.4 * half))
    if variant == "crumbly":
        distance, soft = _crumbled(rng, distance, half), 1.5
    body = filled(distance, soft)
    cloud = fractal(rng, surface.shape, cell_px=max(4.0, half * 0.6), octaves=4, gain=0.7)
    uneven = np.clip(0.85 + float(rng.uniform(0.0, 0.2)) * cloud, 0.3, 1.0)
    ink = np.asarray(body * uneven, dtype=np.float32)
    coverage = blur(body, _CLOSED_PX) if variant == "crumbly" else body
    return Form(variant=variant, ink=ink, coverage=coverage)


def _crumbled(rng: np.random.Generator, distance_px: Field, half: float) -> Field:
    """Let an outline dissolve into grains over a wide border."""
    shape = (distance_px.shape[0], distance_px.shape[1])
    grains = fractal(rng, shape, cell_px=log_uniform(rng, 2.0, 6.0), octaves=2)
    wide = half * float(rng.uniform(0.06, 0.2))
    return np.asarray(distance_px + np.float32(wide) * grains, dtype=np.float32)


def _area(
    rng: np.random.Generator,
    surface: Surface,
    variant: str,
    centre: tuple[float, float],
    half: float,
    angle: float,
) -> Field:
    if variant in {"strip", "side"}:
        _, v = rotated_axes(surface.shape, centre, angle)
        waves = fractal(rng, surface.shape, cell_px=max(8.0, half), octaves=3, gain=0.5)
        bent = v + np.float32(rng.uniform(0.0, 0.08) * half) * waves
        if variant == "side":
            return _beyond(surface, bent)
        return np.asarray(np.abs(bent) - np.float32(half * 0.5), dtype=np.float32)
    if variant == "ragged":
        ratio = float(rng.uniform(1.0, 1.8))
        return oval(rng, surface.shape, centre, (half, half / ratio), angle, ragged=0.3, cell=0.5)
    return _lobed(rng, surface, centre, half, angle)


def _beyond(surface: Surface, aside_px: Field) -> Field:
    """Take the smaller side of a border."""
    larger = float((aside_px > 0).mean()) > _HALF
    return np.asarray(aside_px if larger else -aside_px, dtype=np.float32)


def _lobed(
    rng: np.random.Generator,
    surface: Surface,
    centre: tuple[float, float],
    half: float,
    angle: float,
) -> Field:
    """Union of one to three bent ovals."""
    ratio, ragged = float(rng.uniform(1.0, 2.0)), float(rng.uniform(0.06, 0.2))
    distance = oval(
        rng, surface.shape, centre, (half, half / ratio), angle, ragged=ragged, cell=1.2
    )
    for _ in range(int(rng.integers(0, 3))):
        away, turn = half * float(rng.uniform(0.3, 0.8)), float(rng.uniform(0.0, 2 * math.pi))
        at = (centre[0] + away * math.cos(turn), centre[1] + away * math.sin(turn))
        size = half * float(rng.uniform(0.25, 0.55))
        lobe = oval(rng, surface.shape, at, (size, size * 0.8), angle, ragged=0.0)
        distance = np.minimum(distance, lobe)
    return np.asarray(distance, dtype=np.float32)


def _runs(
    rng: np.random.Generator, surface: Surface, centre: tuple[float, float], half: float
) -> Field:
    """One to three runs that flow down from the middle."""
    nearest = np.full(surface.shape, np.float32(1e3))
    for _ in range(int(rng.integers(1, 4))):
        reach = half * float(rng.uniform(0.6, 1.6))
        at = (centre[0] + half * float(rng.uniform(-0.6, 0.6)), centre[1] + reach / 2 + half * 0.3)
        thin = max(1.2, half * float(rng.uniform(0.07, 0.16)))
        u, v = rotated_axes(surface.shape, at, 90.0 + float(rng.normal(0.0, 3.0)))
        ends = np.maximum(np.abs(u) - np.float32(reach / 2), 0.0)
        nearest = np.minimum(nearest, np.hypot(ends, v) - np.float32(thin))
    return np.asarray(nearest, dtype=np.float32)
