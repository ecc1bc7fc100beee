"""Clean structure on any ground: ribs, pockets, grooves, holes, lettering, lamps mirrored in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from core.synthesis.fields import Field
from core.synthesis.grounds.base import laid_on, painted_with, unit_of
from core.synthesis.grounds.relief import (
    embossed,
    ended,
    hole_circle,
    hole_grid,
    lit_rim,
    shone_on,
    stepped,
    toned,
)
from core.synthesis.parts import Pose, rounded_rectangle
from core.synthesis.placing import choose
from core.synthesis.values import Surface

Feature: TypeAlias = Callable[[np.random.Generator, Surface], Surface]
_COUNTS: Final = (1, 1, 2, 2, 3)
_EVEN: Final = 0.5
_FAR: Final = 1e4


def with_features(rng: np.random.Generator, surface: Surface) -> Surface:
    """Return a clean surface with one to three features; it keeps its name."""
    for _ in range(choose(rng, _COUNTS)):
        surface = _before(surface, choose(rng, FEATURES)(rng, surface))
    return surface


def _before(surface: Surface, shaped: Surface) -> Surface:
    """Leave what lies behind the piece as it was: a feature ends with the piece."""
    body, cover = surface.body, surface.body[..., None]
    return replace(
        shaped,
        albedo=surface.albedo + cover * (shaped.albedo - surface.albedo),
        height_px=surface.height_px + body * (shaped.height_px - surface.height_px),
        irradiance=surface.irradiance + body * (shaped.irradiance - surface.irradiance),
    )


def _lying(rng: np.random.Generator, surface: Surface) -> tuple[Field, Field]:
    """Draw part coordinates, mostly along the picture's sides."""
    height, width = surface.shape
    middle = (width * float(rng.uniform(0.2, 0.8)), height * float(rng.uniform(0.2, 0.8)))
    turn = float(rng.choice([0.0, 90.0]) + rng.normal(0.0, 4.0))
    if rng.random() < _ASLANT:
        turn = float(rng.uniform(0.0, 180.0))
    return Pose(centre_px=middle, angle_deg=turn).to_part(surface.shape)


_ASLANT: Final = 0.2


def _flank(rng: np.random.Generator, surface: Surface) -> tuple[float, float]:
    """Draw rise and width of a flank in pixels."""
    unit = unit_of(surface.shape)
    wide = float(rng.uniform(1.5, 8.0)) * unit
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(0.25, 1.1)) * wide, wide


def _raised(rng: np.random.Generator, surface: Surface, outline: Field) -> Surface:
    rise, wide = _flank(rng, surface)
    return stepped(
        surface,
        outline,
        rise_px=rise,
        wide_px=wide,
        tone=float(rng.normal(0.0, 0.35)),
        shade=float(rng.uniform(0.0, 0.6)),
    )


def step(rng: np.random.Generator, surface: Surface) -> Surface:
    """Let one side of the piece lie higher."""
    _, v = _lying(rng, surface)
    return _raised(rng, surface, v)


def pocket(rng: np.random.Generator, surface: Surface) -> Surface:
    """Mill a pocket or leave a pad: oblong with round corners, or round."""
    side = min(surface.shape)
    u, v = _lying(rng, surface)
    size = (side * float(rng.uniform(0.25, 0.9)), side * float(rng.uniform(0.25, 0.9)))
    outline = rounded_rectangle(u, v, size, min(size) * float(rng.uniform(0.02, 0.5)))
    return _raised(rng, surface, outline)


def ribs(rng: np.random.Generator, surface: Surface) -> Surface:
    """Draw ribs, corrugation or a thread: alike lines side by side over all or a band of it."""
    side, unit = min(surface.shape), unit_of(surface.shape)
    u, v = _lying(rng, surface)
    pitch = side * float(np.exp(rng.uniform(math.log(0.03), math.log(0.3))))
    share = float(rng.uniform(0.2, 0.8))
    aside = np.abs(np.mod(v, np.float32(pitch)) - np.float32(pitch / 2))
    outline = aside - np.float32(pitch * share / 2)
    if rng.random() < _BANDED:
        half = side * float(rng.uniform(0.1, 0.4))
        outline = np.maximum(outline, np.abs(u) - np.float32(half))
    wide = pitch * float(rng.uniform(0.08, 0.25))
    return stepped(
        surface,
        np.asarray(outline, dtype=np.float32),
        rise_px=float(rng.uniform(0.2, 0.9)) * wide,
        wide_px=max(wide, 1.2 * unit),
        tone=float(rng.normal(0.0, 0.4)),
        shade=float(rng.uniform(0.0, 0.7)),
    )


_BANDED: Final = 0.4


def groove(rng: np.random.Generator, surface: Surface) -> Surface:
    """Mill two to four alike slots from border to border, or one to three rings.

    One thin straight line alone would look like a scratch.
    """
    unit, side = unit_of(surface.shape), min(surface.shape)
    u, v = _lying(rng, surface)
    ringed = bool(rng.random() < _EVEN)
    away = np.hypot(u, v) - np.float32(side * rng.uniform(0.2, 0.9)) if ringed else v
    half, gap = (float(rng.uniform(low, high)) * unit for low, high in ((0.8, 4.0), (7.0, 30.0)))
    count = int(rng.integers(1, 4)) if ringed else int(rng.integers(2, 5))
    slots = [np.abs(away - np.float32(line * gap)) - np.float32(half) for line in range(count)]
    return stepped(
        surface,
        np.asarray(np.minimum.reduce(slots), dtype=np.float32),
        rise_px=-float(rng.uniform(0.3, 1.0)) * half,
        wide_px=max(half, 1.2 * unit),
        tone=float(rng.uniform(-1.5, 0.3)),
        shade=float(rng.uniform(0.0, 0.6)),
    )


def edge_light(rng: np.random.Generator, surface: Surface) -> Surface:
    """Chamfer the contour: a light edge where it faces the lamp, a dark one behind."""
    unit = unit_of(surface.shape)
    u, v = _lying(rng, surface)
    far = min(surface.shape) * float(rng.uniform(0.2, 0.45))
    outline = np.abs(v) - np.float32(far) if rng.random() < _EVEN else v - np.float32(far)
    wide = float(rng.uniform(1.0, 5.0)) * unit
    lit = lit_rim(np.asarray(outline + wide, dtype=np.float32), wide, float(rng.uniform(-1.2, 1.2)))
    part = toned(surface, np.asarray(lit + 0.0 * u, dtype=np.float32))
    grey = np.full(surface.shape, rng.uniform(0.005, 0.06), dtype=np.float32)
    behind = painted_with(grey, (1.0, 1.0, 1.0))
    end = np.asarray(outline + 0.0 * u, dtype=np.float32)
    return laid_on(part, end, behind, keep_out_px=wide)


def holes(rng: np.random.Generator, surface: Surface) -> Surface:
    """Drill or punch a circle, a row or a grid of openings, with light or dark edges."""
    side, unit = min(surface.shape), unit_of(surface.shape)
    u, v = _lying(rng, surface)
    if rng.random() < _EVEN:
        polar = (np.hypot(u, v), np.arctan2(v, u))
        radius = side * float(rng.uniform(0.2, 0.5))
        openings = hole_circle(rng, polar, radius, radius * float(rng.uniform(0.06, 0.2)))
    else:
        pitch = side * float(np.exp(rng.uniform(math.log(0.07), math.log(0.4))))
        openings = hole_grid(rng, u, v, pitch)
        if rng.random() < _BANDED:
            openings = np.maximum(openings, np.abs(v) - np.float32(pitch / 2))
    rim = lit_rim(openings, float(rng.uniform(1.0, 3.0)) * unit, float(rng.uniform(-0.9, 0.9)))
    nowhere = np.full(surface.shape, -_FAR, dtype=np.float32)
    # What lies behind the piece already stays as it is.
    drilled = ended(
        rng, toned(surface, rim), nowhere, (0.02, 0.02, 0.02), openings_px=_on(surface, openings)
    )
    return drilled if float(drilled.body.mean()) > _EVEN * float(surface.body.mean()) else surface


def _on(surface: Surface, openings: Field) -> Field:
    off = surface.body < _EVEN
    return np.asarray(np.where(off, np.float32(_FAR), openings), dtype=np.float32)


FEATURES: Final[Sequence[Feature]] = (
    step,
    pocket,
    pocket,
    ribs,
    groove,
    edge_light,
    holes,
    embossed,
    embossed,
    shone_on,
    shone_on,
)
"""Features, the common ones more than once."""
