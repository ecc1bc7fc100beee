"""Forms that are lines: straight, parallel, broken, curved, irregular, branching, creased."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.synthesis.appearances.form import Form, angle_of, log_uniform, rotated_axes
from core.synthesis.appearances.paths import Path, bent_line, draw_paths, slow, wander
from core.synthesis.fields import Field, blur
from core.synthesis.placing import centre_of, choose, extent_px
from core.synthesis.values import MarkRequest, Surface

_THINNEST_PX = 0.8
_WIDEST_SHARE = 0.13
_WIDEST_PX = 16.0
_GROOVE = 0.45


def line(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Straight line: alone, several in parallel, broken, or a soft band."""
    variant = request.variant or choose(rng, ("single", "single", "parallel", "broken", "band"))
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    angle, width = angle_of(rng, request), _width(rng, length)
    if variant == "broken":
        width = max(_THINNEST_PX, width * 0.6)
    if variant == "band":
        width = max(3.0, min(_WIDEST_PX, length * float(rng.uniform(0.06, 0.14))))
    count = int(rng.integers(2, 6)) if variant == "parallel" else 1
    apart = width * float(rng.uniform(2.2, 6.0)) + 3.5
    paths = []
    for i in range(count):
        at = _aside(
            centre,
            angle,
            along=float(rng.normal(0.0, 0.08)) * length * (count > 1),
            aside=(i - (count - 1) / 2) * apart * float(rng.uniform(0.8, 1.2)),
        )
        reach = length * (float(rng.uniform(0.5, 1.0)) if i else 1.0)
        lean = angle + float(rng.normal(0.0, 1.0)) * (count > 1)
        points = bent_line(rng, at, reach, lean, wobble_px=float(rng.uniform(0.0, 0.5)))
        paths.append(_drawn(rng, points, width, broken=variant == "broken"))
    soft = width * (0.33 if variant == "band" else float(rng.uniform(0.0, 0.25)))
    return _finished(rng, surface, paths, variant, soft_px=soft)


def curved_line(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Arc, wave or curl (a hair or thread), sometimes with a second one beside it."""
    variant = request.variant or choose(rng, ("arc", "arc", "wave", "curl"))
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    angle, width = angle_of(rng, request), _width(rng, length)
    low, high = (150.0, 320.0) if variant == "curl" else (30.0, 120.0)
    turn = float(rng.choice([-1.0, 1.0]) * rng.uniform(low, high)) * (variant != "wave")
    wobble = length * float(rng.uniform(0.05, 0.12)) if variant == "wave" else 0.3
    path_px = length * (1.5 if variant == "curl" else 1.1)
    points = bent_line(rng, centre, path_px, angle, turn_deg=turn, wobble_px=wobble)
    paths = [_drawn(rng, points, width, broken=False)]
    return _finished(rng, surface, paths, variant, soft_px=width * float(rng.uniform(0.0, 0.22)))


def irregular_line(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Kinked line of uneven width, as an unbranched crack or a tear."""
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    width = _width(rng, length) * 1.2
    angle = angle_of(rng, request)
    points = _centred(
        wander(rng, (0.0, 0.0), length * 1.1, angle, kink_deg=float(rng.uniform(14, 45))), centre
    )
    paths = [_torn(rng, points, width)]
    return _finished(
        rng, surface, paths, "irregular", soft_px=width * float(rng.uniform(0.0, 0.22))
    )


def branching_line(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Irregular line with two to five branches."""
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    width, angle = _width(rng, length) * 1.1, angle_of(rng, request)
    kink = float(rng.uniform(14, 40))
    trunk = _centred(wander(rng, (0.0, 0.0), length * 1.1, angle, kink_deg=kink), centre)
    paths = [_torn(rng, trunk, width)]
    for _ in range(int(rng.integers(2, 6))):
        fork = int(rng.integers(len(trunk) // 6, max(len(trunk) * 5 // 6, 2)))
        heading = angle + float(rng.choice([-1, 1]) * rng.uniform(25, 75))
        at = (float(trunk[fork, 0]), float(trunk[fork, 1]))
        reach = length * float(rng.uniform(0.18, 0.5))
        branch = wander(rng, at, reach, heading, kink_deg=kink)
        paths.append(_torn(rng, branch, width * float(rng.uniform(0.5, 0.9))))
    return _finished(
        rng, surface, paths, "branching", soft_px=width * float(rng.uniform(0.0, 0.22))
    )


def crease(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Fold or wrinkle: a ridge or furrow that only light and shade show."""
    centre, length = centre_of(rng, surface, request), extent_px(surface, request)
    angle = angle_of(rng, request)
    half = max(1.6, length * log_uniform(rng, 0.015, 0.05))
    u, v = rotated_axes(surface.shape, centre, angle)
    bend = np.float32(rng.uniform(-0.25, 0.25) / length) * u * u
    aside = v + bend + np.float32(half * 0.4) * blur_wave(rng, u)
    ends = np.clip((np.float32(length / 2) - np.abs(u)) / np.float32(0.2 * length), 0.0, 1.0)
    profile = np.exp(-((aside / np.float32(half)) ** 2)) * np.sqrt(ends)
    sign = float(rng.choice([-1.0, 1.0]))
    depth = half * (0.4 + 1.2 * request.strength)
    ridge = np.asarray(profile, dtype=np.float32)
    return Form(
        variant="ridge" if sign > 0 else "furrow",
        ink=ridge,
        coverage=np.asarray(np.clip(ridge * 1.1, 0.0, 1.0), dtype=np.float32),
        relief=np.asarray(sign * depth * ridge, dtype=np.float32),
    )


def blur_wave(rng: np.random.Generator, u: Field) -> Field:
    """Slow wave along a coordinate, about unit size."""
    span = float(np.abs(u).max()) + 1.0
    phase, turns = float(rng.uniform(0, 2 * math.pi)), float(rng.uniform(1.0, 3.0))
    return np.asarray(np.sin(u * np.float32(turns * math.pi / span) + phase), dtype=np.float32)


def _width(rng: np.random.Generator, length_px: float) -> float:
    widest = max(_THINNEST_PX * 1.5, min(_WIDEST_PX, length_px * _WIDEST_SHARE))
    return log_uniform(rng, _THINNEST_PX, widest)


def _aside(
    centre: tuple[float, float], angle_deg: float, *, along: float, aside: float
) -> tuple[float, float]:
    turn = math.radians(angle_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    return centre[0] + along * cos + aside * sin, centre[1] - along * sin + aside * cos


def _centred(points: NDArray[np.float32], centre: tuple[float, float]) -> NDArray[np.float32]:
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return np.asarray(points - middle + np.asarray(centre), dtype=np.float32)


def _drawn(
    rng: np.random.Generator, points: NDArray[np.float32], width_px: float, *, broken: bool
) -> Path:
    """Give a smooth line its ends, its unsteady force and its gaps."""
    n = len(points)
    t = np.linspace(0.0, 1.0, n)
    start, tail = rng.uniform(0.01, 0.12), rng.uniform(0.01, 0.4)
    ends = np.sqrt(np.clip(t / start, 0, 1) * np.clip((1 - t) / tail, 0, 1))
    force = ends * (0.85 + float(rng.uniform(0.0, 0.2)) * slow(rng, n, waves=10.0))
    if broken:
        gaps = slow(rng, n, waves=float(rng.uniform(3.0, 8.0))) < rng.uniform(-0.4, 0.2)
        force = np.where(gaps, 0.0, force)
    width = width_px * (0.75 + 0.25 * ends) * (1.0 + 0.12 * slow(rng, n))
    return Path(points, np.asarray(width, np.float32), np.asarray(force, np.float32))


def _torn(rng: np.random.Generator, points: NDArray[np.float32], width_px: float) -> Path:
    n = len(points)
    t = np.linspace(0.0, 1.0, n)
    taper = np.sqrt(np.clip(1.0 - float(rng.uniform(0.4, 0.9)) * t, 0.05, 1.0))
    width = width_px * taper * np.clip(1.0 + 0.3 * slow(rng, n, waves=9.0), 0.4, 1.8)
    force = np.clip(1.1 - 0.5 * t**2, 0.4, 1.0) * rng.uniform(0.85, 1.0, n)
    return Path(points, np.asarray(width, np.float32), np.asarray(force, np.float32))


def _finished(
    rng: np.random.Generator, surface: Surface, paths: list[Path], variant: str, *, soft_px: float
) -> Form:
    ink, seen = draw_paths(surface.shape, paths)
    lips = blur(ink, 1.6) - blur(ink, 0.6)
    deep = float(rng.uniform(0.0, _GROOVE))
    return Form(
        variant=variant,
        ink=blur(ink, soft_px),
        coverage=blur(seen, soft_px),
        relief=np.asarray(deep * (lips - 0.6 * blur(ink, 0.5)), dtype=np.float32),
    )
