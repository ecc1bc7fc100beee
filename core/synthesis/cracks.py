"""Cracks: branching, kinked, tapering lines that light does not reach into."""

from __future__ import annotations

import numpy as np

from core.synthesis.fields import blur
from core.synthesis.ink import Points, Stroke, draw_strokes
from core.synthesis.placing import centre_of, choose, extent_px, towards
from core.synthesis.values import Mark, MarkRequest, Surface

_STEP_PX = 3.5
_KINK_RATE = 0.16


def crack(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Mark:
    """Irregular crack, alone or with branches; it starts at ``at_px`` and runs to ``angle_deg``."""
    variant = request.variant or choose(rng, ("branching", "branching", "single"))
    start, length = centre_of(rng, surface, request), extent_px(surface, request)
    heading = float(rng.uniform(0, 360)) if request.angle_deg is None else request.angle_deg
    width = 1.1 + 1.5 * request.strength
    trunk = _walk(rng, start, heading, length)
    strokes = [_taper(rng, trunk, width)]
    if variant == "branching":
        for _ in range(int(rng.integers(2, 5))):
            fork = int(rng.integers(len(trunk) // 5 + 1, max(len(trunk) * 4 // 5, 3)))
            aside = heading + float(rng.choice([-1, 1]) * rng.uniform(30, 65))
            at = (float(trunk[fork, 0]), float(trunk[fork, 1]))
            reach = length * float(rng.uniform(0.12, 0.4))
            strokes.append(_taper(rng, _walk(rng, at, aside, reach), width * 0.6))
    ink = draw_strokes(surface.shape, strokes)
    coverage = draw_strokes(surface.shape, [stroke.footprint for stroke in strokes])
    lips = blur(ink, 1.5) - ink
    dark = ink * np.float32(0.4 + 0.58 * request.strength)
    return Mark(
        category="crack",
        variant=variant,
        coverage=coverage,
        height_px=np.asarray(0.6 * lips, dtype=np.float32),
        albedo=towards(surface, dark, (0.012, 0.011, 0.01)),
        gloss=np.asarray(1.0 - 0.95 * dark, dtype=np.float32),
    )


def _walk(
    rng: np.random.Generator, start: tuple[float, float], heading_deg: float, length_px: float
) -> Points:
    """Walk that keeps its general heading, with small turns and sudden kinks."""
    n = max(4, int(length_px / _STEP_PX))
    kinks = np.where(rng.random(n) < _KINK_RATE, rng.normal(0.0, 42.0, n), 0.0)
    drift = np.cumsum(rng.normal(0.0, 7.0, n))
    drift -= np.linspace(0.0, drift[-1] * 0.7, n)
    heading = np.deg2rad(heading_deg + drift + kinks + rng.normal(0.0, 13.0, n))
    step = _STEP_PX * rng.uniform(0.55, 1.35, n)
    moves = np.stack([step * np.cos(heading), -step * np.sin(heading)], axis=1)
    points = np.asarray(start) + np.concatenate([np.zeros((1, 2)), np.cumsum(moves, axis=0)])
    return np.asarray(points, dtype=np.float32)


def _taper(rng: np.random.Generator, points: Points, width_px: float) -> Stroke:
    n = len(points)
    t = np.linspace(0.0, 1.0, n)
    width = width_px * np.sqrt(1.0 - 0.85 * t) * rng.uniform(0.65, 1.3, n)
    force = np.clip(1.15 - 0.7 * t**2, 0.3, 1.0) * rng.uniform(0.85, 1.0, n)
    return Stroke(points, np.asarray(width, np.float32), np.asarray(force, np.float32))
