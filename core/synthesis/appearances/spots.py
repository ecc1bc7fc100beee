"""Forms that are spots: one, elongated, many; pits and holes with light and shade."""

from __future__ import annotations

import math

import numpy as np

from core.synthesis.appearances.form import Form, angle_of, filled, log_uniform, oval, rotated_axes
from core.synthesis.fields import Field, blur, fractal, smoothstep
from core.synthesis.ink import Blob, draw_blobs, ragged_disc
from core.synthesis.placing import centre_of, choose, extent_px
from core.synthesis.values import MarkRequest, Surface

_OFTEN_HALO = 0.4


def spot(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Compact spot: round, irregular, or long and pointed like an inclusion."""
    variant = request.variant or choose(rng, ("round", "irregular", "long"))
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    ratio = {"round": 1.0, "irregular": 1.4, "long": 3.2}[variant] * float(rng.uniform(0.9, 1.25))
    ragged = 0.03 if variant == "round" else float(rng.uniform(0.08, 0.28))
    distance = oval(
        rng, surface.shape, centre, (half, half / ratio), angle_of(rng, request), ragged=ragged
    )
    soft = half / ratio * log_uniform(rng, 0.05, 0.7)
    ink = filled(distance, soft)
    return Form(variant=variant, ink=ink, coverage=ink, relief=_lift(rng, ink))


def spots(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Draw many grains: a loose cluster, a row, or an even scatter."""
    variant = request.variant or choose(rng, ("cluster", "scatter", "row"))
    centre, extent = centre_of(rng, surface, request), extent_px(surface, request)
    count = round(log_uniform(rng, 5, 40))
    turn = math.radians(angle_of(rng, request))
    places = _places(rng, variant, count, extent)
    typical = max(1.1, extent * log_uniform(rng, 0.012, 0.06))
    unlike = float(rng.uniform(0.05, 0.5))
    blobs = []
    for u, v in places:
        at = (
            centre[0] + u * math.cos(turn) - v * math.sin(turn),
            centre[1] - u * math.sin(turn) - v * math.cos(turn),
        )
        radius = typical * float(np.exp(rng.normal(0.0, unlike)))
        outline = ragged_disc(rng, at, max(0.8, radius), stretch=float(rng.uniform(1.0, 1.3)))
        blobs.append(Blob(outline, float(rng.uniform(0.7, 1.0))))
    ink = blur(draw_blobs(surface.shape, blobs), float(rng.uniform(0.0, 0.25)) * typical)
    seen = np.asarray(np.minimum(1.0, ink * 1.3), dtype=np.float32)
    return Form(variant=variant, ink=ink, coverage=seen, relief=_lift(rng, ink))


def _places(
    rng: np.random.Generator, variant: str, count: int, extent: float
) -> list[tuple[float, float]]:
    if variant == "cluster":
        drawn = rng.standard_normal((count, 2)) * extent / 5.0
    else:
        drawn = (rng.random((count, 2)) - 0.5) * extent
    if variant == "row":
        drawn[:, 1] *= 0.1
    return [(float(u), float(v)) for u, v in drawn]


def pit(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Deep round hollow or hole: dark inside, a lit far wall, often a bright or raised rim."""
    variant = request.variant or choose(rng, ("pit", "pit", "hole"))
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    ratio = float(rng.uniform(1.0, 1.45))
    distance = oval(
        rng,
        surface.shape,
        centre,
        (half * math.sqrt(ratio), half / math.sqrt(ratio)),
        angle_of(rng, request),
        ragged=float(rng.uniform(0.02, 0.2)),
    )
    wall = half * (0.12 if variant == "hole" else float(rng.uniform(0.3, 0.8)))
    ink = filled(distance + np.float32(0.4 * wall), max(0.7, wall))
    rim = np.exp(-(((distance - np.float32(0.1 * half)) / np.float32(max(1.0, 0.16 * half))) ** 2))
    depth = half * (0.2 + 0.6 * request.strength)
    raised = float(rng.uniform(0.0, 0.2)) * half
    halo = float(rng.uniform(0.2, 0.8)) * rim * (rng.random() < _OFTEN_HALO)
    shade = (0.45 + 0.5 * request.strength) * (1.0 if variant == "hole" else 0.7)
    return Form(
        variant=variant,
        ink=ink,
        coverage=filled(distance, 0.7),
        relief=np.asarray(raised * rim - depth * ink, dtype=np.float32),
        light=np.asarray((1.0 - shade * ink) * (1.0 + halo), dtype=np.float32),
    )


def bump(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Blister, drop or weld spatter: lit on one side, in shade on the other."""
    return _dome(rng, surface, request, sign=1.0, variant="bump")


def dent(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Shallow hollow that only light and shade show; round, oval or a blow with a crest."""
    return _dome(rng, surface, request, sign=-1.0, variant="dent")


def _dome(
    rng: np.random.Generator, surface: Surface, request: MarkRequest, *, sign: float, variant: str
) -> Form:
    centre, half = centre_of(rng, surface, request), extent_px(surface, request) / 2
    ratio = math.sqrt(float(rng.uniform(1.0, 2.2)))
    u, v = rotated_axes(surface.shape, centre, angle_of(rng, request))
    r = np.hypot(u / np.float32(half * ratio), v / np.float32(half / ratio))
    bend = fractal(rng, surface.shape, cell_px=max(3.0, half), octaves=2)
    r = np.asarray(r * (1.0 + np.float32(rng.uniform(0.02, 0.14)) * bend), dtype=np.float32)
    bowl = 0.5 + 0.5 * np.cos(np.pi * np.clip(r, 0.0, 1.0))
    rim = np.exp(-(((r - 1.0) / 0.2) ** 2)) * float(rng.uniform(0.0, 0.12))
    depth = half * (0.2 + 0.8 * request.strength)
    inside = np.asarray(1.0 - smoothstep(r, 0.85, 1.05), dtype=np.float32)
    return Form(
        variant=variant,
        ink=inside,
        coverage=inside,
        relief=np.asarray(depth * (sign * bowl - sign * rim), dtype=np.float32),
    )


def _lift(rng: np.random.Generator, ink: Field) -> Field:
    """Foreign matter stands out a little, a missing bit of coating lies deeper."""
    height = float(rng.choice([0.0, 0.0, 0.5, 0.9, -0.7]))
    return np.asarray(np.float32(height) * blur(ink, 0.8), dtype=np.float32)
