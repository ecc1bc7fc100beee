"""Round grounds: turned faces, bottle rims, stamped nuts; whole or seen from near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from core.synthesis.fields import Colour, Field, Shape, axes, blur, fractal, smoothstep, white
from core.synthesis.grounds.base import (
    Tint,
    chosen_tint,
    grey_tint,
    laid_on,
    linear_tint,
    painted_with,
    piece,
    profile,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.values import Surface

_WHOLE: Final = 0.5
_BACKDROPS: Final = (
    (222, 222, 224),
    (160, 162, 166),
    (96, 98, 100),
    (40, 41, 44),
    (18, 19, 26),
)
_COATINGS: Final = ((104, 128, 108), (120, 122, 120), (136, 124, 92), (88, 96, 104))
_GLASSES: Final = ((62, 62, 72), (40, 58, 46), (84, 60, 40), (96, 98, 104))


@dataclass(frozen=True, slots=True, eq=False)
class Polar:
    """Where each pixel lies round a centre; radii in pixels."""

    radius: Field
    cos: Field
    sin: Field
    outer_px: float
    """Radius of the whole part."""
    whole: bool
    """Whether all of it is in the picture."""

    @property
    def share(self) -> Field:
        """Radius as a share of the outer one."""
        return np.asarray(self.radius / np.float32(self.outer_px), dtype=np.float32)

    def bow_tie(self, turn: float) -> Field:
        """-1 to 1: how the grooves of a turned face mirror a lamp, twice round."""
        double = (self.cos**2 - self.sin**2) * np.cos(2 * turn)
        return np.asarray(double + 2 * self.cos * self.sin * np.sin(2 * turn), dtype=np.float32)


def _round_the_middle(rng: np.random.Generator, shape: Shape) -> Polar:
    """Draw how a round part lies: all of it in view, or a sector from near."""
    whole = bool(rng.random() < _WHOLE)
    outer = min(shape) * float(rng.uniform(0.36, 0.49) if whole else rng.uniform(0.6, 2.2))
    turn = float(rng.uniform(0.0, 2.0 * np.pi))
    off = 0.03 * min(shape) if whole else outer * float(rng.uniform(0.2, 0.85))
    x, y = axes(shape)
    dx = x - np.float32(shape[1] / 2 + off * np.cos(turn))
    dy = y - np.float32(shape[0] / 2 + off * np.sin(turn))
    radius = np.hypot(dx, dy) + np.float32(0.5)
    return Polar(
        np.asarray(radius, np.float32),
        np.asarray(dx / radius, np.float32),
        np.asarray(dy / radius, np.float32),
        outer,
        whole,
    )


def _along_radius(line: Field, radius_px: Field) -> Field:
    """Read a line of tones, one a pixel, at every radius."""
    places = np.arange(line.shape[1], dtype=np.float32)
    return np.asarray(np.interp(radius_px, places, line[0]), dtype=np.float32)


def _zones(rng: np.random.Generator, share: Field, soft: float, depth: float) -> Field:
    """Draw steps of tone at some radii, natural logarithm."""
    tone = np.zeros_like(share)
    for edge in np.sort(rng.uniform(0.15, 0.95, int(rng.integers(1, 5)))):
        rise = smoothstep(share, float(edge) - soft, float(edge) + soft)
        tone += np.float32(rng.normal(0.0, depth)) * rise
    return tone


def turned_face(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a face turned on a lathe: fine rings, steps, grooves, a bore, a bow tie of light."""
    unit, polar = unit_of(shape), _round_the_middle(rng, shape)
    reach = int(polar.radius.max()) + 3
    fine = ((1.0, 0.5), (2.5 * unit, 0.7), (9 * unit, 0.5), (30 * unit, 0.4))
    rings = _along_radius(profile(rng, reach, fine), polar.radius)
    grain = blur(white(rng, shape), 0.6 * unit)
    tone = textured(
        1.0,
        (float(rng.uniform(0.03, 0.16)), rings),
        (float(rng.uniform(0.05, 0.5)), polar.bow_tie(float(rng.uniform(0.0, np.pi)))),
        (float(rng.uniform(0.02, 0.1)), grain),
        (1.0, _zones(rng, polar.share, 0.012, 0.4)),
        (-1.0, _hollow(rng, polar)),
    )
    bare = piece(
        "turned_face",
        painted_with(tone * (1.0 - 0.75 * _grooves(rng, polar, unit)), grey_tint(rng, 95, 195)),
        height_px=np.asarray(0.1 * rings, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.35),
        gloss=float(rng.uniform(0.1, 0.4)),
        metallic=0.8,
        spread=(0.6, 0.6),
    )
    return _bored(rng, bare, polar, unit)


def _hollow(rng: np.random.Generator, polar: Polar) -> Field:
    """Depth of shade in a ring sunk below the face; some parts have one."""
    if rng.random() > _SUNK:
        return np.zeros_like(polar.radius)
    inner = float(rng.uniform(0.15, 0.4))
    outer = inner + float(rng.uniform(0.1, 0.3))
    ring = smoothstep(polar.share, inner, inner + 0.02) - smoothstep(
        polar.share, outer, outer + 0.02
    )
    return np.asarray(ring * np.float32(rng.uniform(0.5, 2.2)), dtype=np.float32)


_SUNK: Final = 0.45


def _grooves(rng: np.random.Generator, polar: Polar, unit: float) -> Field:
    """Coverage of a few dark grooves."""
    dark = np.zeros_like(polar.radius)
    for _ in range(int(rng.integers(0, 4))):
        at, wide = polar.outer_px * rng.uniform(0.2, 0.95), unit * rng.uniform(0.8, 3.5)
        np.maximum(dark, smoothstep(-np.abs(polar.radius - at), -1.4 * wide, -0.6 * wide), out=dark)
    return dark


def _bored(rng: np.random.Generator, surface: Surface, polar: Polar, unit: float) -> Surface:
    """End a round part at its rim and, mostly, at its bore."""
    outline = polar.radius - np.float32(polar.outer_px)
    if rng.random() < _HAS_BORE:
        bore = np.float32(polar.outer_px * rng.uniform(0.1, 0.45))
        outline = np.maximum(outline, bore - polar.radius)
    flat = np.ones(surface.shape, dtype=np.float32)
    shadow = 1.0 - 0.45 * np.exp(-np.maximum(outline, 0.0) / np.float32(6.0 * unit))
    ground = painted_with(np.asarray(flat * shadow, dtype=np.float32), chosen_tint(rng, _BACKDROPS))
    inner = (polar.radius < polar.outer_px * _INNER) & (outline > 0)
    ground = np.where(inner[..., None], np.float32(0.02), ground).astype(np.float32)
    rim = np.exp(-(((outline + 1.5 * unit) / (1.2 * unit)) ** 2)) * np.float32(
        rng.uniform(-0.5, 1.2)
    )
    surface.albedo[...] *= np.exp(rim)[..., None]
    return laid_on(surface, np.asarray(outline, dtype=np.float32), ground, keep_out_px=4.0 * unit)


_HAS_BORE: Final = 0.75
_INNER: Final = 0.5


def bottle_rim(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a bottle's mouth from above: dark glass in rings, coloured glints, bright behind."""
    unit, polar = unit_of(shape), _round_the_middle(rng, shape)
    share = polar.share
    tone = np.exp(_zones(rng, share, 0.04, 0.45))
    line = profile(rng, 256, ((9.0, 0.5), (24.0, 0.6)))
    tone *= np.exp(0.45 * _along_radius(line, np.minimum(share * 230.0, 255.0)) * (share > _INNER))
    core = smoothstep(share, 0.44, 0.56)
    tint = chosen_tint(rng, _GLASSES, 5.0)
    albedo = painted_with(np.asarray(tone * (0.35 + 0.65 * core), np.float32), tint)
    for _ in range(int(rng.integers(2, 6))):
        albedo += _glint(rng, polar, unit)
    bare = piece(
        "bottle_rim",
        np.asarray(albedo, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.2),
        gloss=0.1,
        spread=(0.3, 0.3),
    )
    bright = grey_tint(rng, 225, 253) if rng.random() < _LIT_FROM_BEHIND else grey_tint(rng, 20, 90)
    behind = painted_with(np.ones(shape, dtype=np.float32), bright)
    return laid_on(bare, polar.radius - np.float32(polar.outer_px), behind, keep_out_px=5.0 * unit)


_LIT_FROM_BEHIND: Final = 0.75
_GLINTS: Final = ((206, 140, 84), (200, 204, 210), (230, 210, 150), (150, 156, 166))


def _glint(rng: np.random.Generator, polar: Polar, unit: float) -> Colour:
    """Light mirrored by a ring of glass along a part of its turn."""
    at, wide = float(rng.uniform(0.5, 0.97)), unit * float(rng.uniform(0.5, 2.0))
    ring = np.exp(-(((polar.radius - at * polar.outer_px) / wide) ** 2))
    turn, tight = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0.3, 6.0))
    facing = polar.cos * np.cos(turn) + polar.sin * np.sin(turn)
    arc = np.exp(tight * (facing - 1.0)) * np.float32(rng.uniform(0.2, 0.9))
    return painted_with(np.asarray(ring * arc, np.float32), chosen_tint(rng, _GLINTS))


def stamped_nut(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a stamped and coated nut: lobes round a bore, glittering grain, dark behind."""
    unit, polar = unit_of(shape), _round_the_middle(rng, shape)
    angle = np.arctan2(polar.sin, polar.cos)
    swirl = angle * float(rng.integers(3, 7)) + 2.0 * polar.share * float(rng.normal(0, 1.0))
    lobes = np.tanh(3.5 * np.cos(swirl + rng.uniform(0.0, 6.3)) + 0.6)
    reach = polar.outer_px * (1.0 - rng.uniform(0.05, 0.2) * (1.0 - lobes))
    outline = np.maximum(0.8 * (polar.radius - reach), polar.outer_px * 0.24 - polar.radius)
    grain = blur(white(rng, shape), 0.7 * unit)
    patch = fractal(rng, shape, cell_px=26 * unit, octaves=2)
    glitter = smoothstep(grain + 0.5 * patch, 0.5, 1.6)
    ring = _zones(rng, polar.share, 0.02, 0.35) + 0.3 * _swirls(rng, polar, angle, unit)
    tone = textured(0.7, (0.55, grain), (0.25, patch), (1.0, ring)) + np.float32(2.0) * glitter
    edge = np.exp(-((outline / (4.0 * unit)) ** 2)) * np.maximum(patch + 0.6, 0.0)
    edge += _collar(rng, polar, unit)
    tint: Tint = chosen_tint(rng, _COATINGS)
    bare = piece(
        "stamped_nut",
        painted_with(np.asarray(tone + 1.1 * edge, dtype=np.float32), tint),
        height_px=np.asarray(0.15 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.3),
        gloss=0.15,
        metallic=0.5,
    )
    behind = painted_with(np.ones(shape, dtype=np.float32), linear_tint((18.0, 18.0, 26.0)))
    return laid_on(bare, np.asarray(outline, np.float32), behind, keep_out_px=5.0 * unit)


def _swirls(rng: np.random.Generator, polar: Polar, angle: Field, unit: float) -> Field:
    """Draw the marks of the tool: arcs that leave the middle slowly."""
    drift = polar.radius + np.float32(unit * rng.normal(0.0, 3.0)) * angle
    line = profile(
        rng, int(polar.radius.max() + 24 * unit) + 3, ((2.5 * unit, 0.7), (9 * unit, 0.8))
    )
    return _along_radius(line, np.maximum(drift + np.float32(10 * unit), 0.0))


def _collar(rng: np.random.Generator, polar: Polar, unit: float) -> Field:
    """Bright edges of the rings round a bore."""
    bright = np.zeros_like(polar.radius)
    for at in (0.26, float(rng.uniform(0.3, 0.36)), float(rng.uniform(0.5, 0.6))):
        away = (polar.radius - np.float32(at * polar.outer_px)) / np.float32(1.3 * unit)
        bright += np.float32(rng.uniform(0.1, 1.2)) * np.exp(-(away**2))
    return bright
