"""Round parts from above: cast wheels, glass mouths, cogs and nuts, whole or from near."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.synthesis.fields import Field, Shape, axes, blur, fractal, smoothstep, white
from core.synthesis.grounds.base import (
    chosen_tint,
    painted_with,
    piece,
    profile,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.grounds.relief import ended, hole_circle, lit_rim, stepped, toned
from core.synthesis.placing import choose
from core.synthesis.values import Surface

_WHOLE: Final = 0.75
_TURN: Final = 2.0 * math.pi
_BEHIND: Final = (
    (236, 236, 236),
    (252, 252, 252),
    (190, 192, 194),
    (150, 151, 153),
    (110, 111, 113),
    (60, 61, 64),
    (16, 17, 22),
)
_METALS: Final = (
    (206, 206, 204),
    (172, 174, 176),
    (140, 142, 146),
    (104, 106, 110),
    (196, 168, 110),
)
_GLASSES: Final = ((62, 62, 74), (40, 58, 46), (84, 60, 40), (100, 102, 110), (30, 30, 38))
_GLINTS: Final = ((232, 150, 80), (214, 218, 224), (244, 220, 150), (160, 166, 178))


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """Radius (1 at the rim of the part) and angle of each pixel; ``side_px`` is its radius."""

    share: Field
    angle: Field
    side_px: float

    def distance(self, share: float) -> Field:
        """Signed distance in pixels to a circle, negative inside."""
        away = (self.share - np.float32(share)) * np.float32(self.side_px)
        return np.asarray(away, dtype=np.float32)

    def facing(self, turn: float, times: int = 1) -> Field:
        """-1 to 1: how much each place faces a direction, ``times`` times round."""
        return np.asarray(np.cos(times * (self.angle - np.float32(turn))), dtype=np.float32)


def _laid(rng: np.random.Generator, shape: Shape, near: tuple[float, float] = (0.6, 1.8)) -> _Round:
    """Draw how a round part lies: whole or a sector, now and then seen from aside."""
    whole = bool(rng.random() < _WHOLE)
    side = min(shape) * float(rng.uniform(0.38, 0.5) if whole else rng.uniform(*near))
    turn, off = float(rng.uniform(0.0, _TURN)), side * float(rng.uniform(0.0, 0.1))
    if not whole:
        off = side * float(rng.uniform(0.2, 0.8))
    x, y = axes(shape)
    dx = x - np.float32(shape[1] / 2 + off * math.cos(turn))
    dy = y - np.float32(shape[0] / 2 + off * math.sin(turn))
    tilt, flat = float(rng.uniform(0.0, math.pi)), float(rng.uniform(0.0, 1.0)) ** 3 * 0.35
    across = (dx * math.cos(tilt) + dy * math.sin(tilt)) * np.float32(flat)
    dx, dy = dx + across * math.cos(tilt), dy + across * math.sin(tilt)
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    share = radius / np.float32(side)
    # Seen from aside the inner rings lie deeper and shift.
    lean = float(rng.normal(0.0, 0.035))
    share = share + np.float32(lean) * np.clip(1.0 - share, 0.0, 1.0) * np.cos(angle - turn)
    return _Round(np.asarray(share, np.float32), np.asarray(angle, np.float32), side)


def _rings(rng: np.random.Generator, lie: _Round, unit: float) -> Field:
    """Draw the fine rings a lathe leaves."""
    places = np.maximum(lie.share * np.float32(lie.side_px), 0.0)
    fine = ((1.0, 0.5), (2.5 * unit, 0.7), (9 * unit, 0.5), (30 * unit, 0.4))
    line = profile(rng, int(places.max()) + 3, fine)[0]
    at = np.arange(len(line), dtype=np.float32)
    return np.asarray(np.interp(places, at, line), dtype=np.float32)


def _between(lie: _Round, inner: float, outer: float, soft: float) -> Field:
    rise = smoothstep(lie.share, inner - soft, inner + soft)
    return np.asarray(
        rise * (1.0 - smoothstep(lie.share, outer - soft, outer + soft)), dtype=np.float32
    )


def cast_wheel(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a wheel, cover or impeller: turned and cast rings, dark recesses, vanes, a hub."""
    unit, lie = unit_of(shape), _laid(rng, shape)
    grain = blur(white(rng, shape), float(rng.uniform(0.5, 1.0)) * unit)
    shine = lie.facing(float(rng.uniform(0, _TURN)), 2) ** 3
    shine += 0.5 * lie.facing(float(rng.uniform(0, _TURN)), int(rng.integers(1, 4)))
    tone = textured(
        1.0,
        (float(rng.uniform(0.0, 0.12)), _rings(rng, lie, unit)),
        (float(rng.uniform(0.0, 0.3)), shine),
        (float(rng.uniform(0.01, 0.12)), grain),
    )
    part = piece(
        "cast_wheel",
        painted_with(tone, chosen_tint(rng, _METALS)),
        height_px=np.asarray(0.08 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.4),
        gloss=float(rng.uniform(0.05, 0.35)),
        metallic=0.7,
    )
    borders = np.sort(rng.uniform(0.12, 0.97, int(rng.integers(2, 7))))[::-1]
    sun = float(rng.uniform(0.0, _TURN))
    for inner, outer in zip(borders, [1.0, *borders[:-1]], strict=True):
        part = _zoned(rng, part, lie, (float(inner), float(outer)), sun)
    part = _hubbed(rng, part, lie, float(borders[-1]), sun)
    rim = lit_rim(lie.distance(1.0) + 2 * unit, 2 * unit, _round_light(rng, lie, sun))
    return ended(
        rng,
        toned(part, rim),
        lie.distance(1.0),
        chosen_tint(rng, _BEHIND),
        openings_px=_openings(rng, lie),
    )


def _round_light(rng: np.random.Generator, lie: _Round, sun: float) -> Field:
    """Draw the tone of a round edge: light towards the lamp, dark away from it, or all alike."""
    even, sided = float(rng.normal(0.0, 0.5)), float(rng.normal(0.0, 0.5))
    return np.asarray(even + np.float32(sided) * lie.facing(sun), dtype=np.float32)


def _zoned(
    rng: np.random.Generator, part: Surface, lie: _Round, zone: tuple[float, float], sun: float
) -> Surface:
    """Draw one ring: a face, a rough casting, a dark recess with vanes, a cone, a bead."""
    unit, (inner, outer) = unit_of(part.shape), zone
    soft = float(rng.uniform(0.3, 2.5)) * unit / lie.side_px
    over = _between(lie, inner, outer, soft)
    kind = choose(rng, ("face", "rough", "recess", "recess", "cone", "bead"))
    if kind == "recess":
        tone = np.float32(-rng.uniform(0.6, 2.8)) * np.ones_like(over)
        tone += _vanes(rng, lie) + 0.2 * lie.facing(sun)
    elif kind == "rough":
        cell = float(rng.uniform(3.0, 9.0)) * unit
        tone = 0.15 * fractal(rng, part.shape, cell_px=cell, octaves=3, gain=0.7)
        tone += float(rng.normal(-0.2, 0.25))
    elif kind == "cone":
        ramp = np.clip((lie.share - inner) / max(outer - inner, 1e-3), 0.0, 1.0)
        tone = np.float32(rng.uniform(0.2, 1.0)) * lie.facing(sun) - rng.uniform(0.0, 1.0) * ramp
    elif kind == "bead":
        middle, wide = (inner + outer) / 2, max((outer - inner) / 3, 0.008)
        tone = np.exp(-(((lie.share - middle) / wide) ** 2)) * _round_light(rng, lie, sun) * 1.5
    else:
        tone = np.float32(rng.normal(0.0, 0.15)) * np.ones_like(over)
    edge = lit_rim(
        lie.distance(inner), float(rng.uniform(0.8, 2.5)) * unit, _round_light(rng, lie, sun)
    )
    return toned(part, np.asarray(over * tone + edge, dtype=np.float32))


def _vanes(rng: np.random.Generator, lie: _Round) -> Field:
    """Draw curved blades in the dark, seen as streaks that leave the middle."""
    if rng.random() < _PLAIN:
        return np.zeros_like(lie.share)
    count = int(rng.integers(3, 14))
    swirl = np.float32(rng.normal(0.0, 6.0)) * lie.share + np.float32(rng.uniform(0.0, _TURN))
    wave = np.cos(count * lie.angle + swirl)
    sharp = smoothstep(wave, float(rng.uniform(-0.2, 0.9)), 1.0)
    return np.asarray(np.float32(rng.uniform(0.3, 1.6)) * sharp, dtype=np.float32)


_PLAIN: Final = 0.4


def _hubbed(
    rng: np.random.Generator, part: Surface, lie: _Round, inner: float, sun: float
) -> Surface:
    """Draw the middle: a bright hub round a shaded bore, or a plain boss."""
    unit, hub = unit_of(part.shape), inner * float(rng.uniform(0.5, 0.95))
    high = stepped(
        part,
        lie.distance(hub),
        rise_px=float(rng.uniform(-2.0, 3.0)) * unit,
        wide_px=float(rng.uniform(1.5, 4.0)) * unit,
        tone=float(rng.uniform(-0.2, 0.7)),
        shade=float(rng.uniform(0.0, 0.6)),
    )
    bore = hub * float(rng.uniform(0.35, 0.85))
    inside = 1.0 - smoothstep(lie.share, bore - 0.01, bore + 0.01)
    depth = float(rng.uniform(-2.2, 0.1)) + np.float32(rng.uniform(0.0, 1.2)) * lie.facing(
        sun
    ) * np.minimum(lie.share / np.float32(bore), 1.0)
    edge = lit_rim(
        lie.distance(bore), float(rng.uniform(0.8, 2.0)) * unit, float(rng.normal(0, 0.8))
    )
    return toned(high, np.asarray(inside * depth + edge, dtype=np.float32))


def _openings(rng: np.random.Generator, lie: _Round) -> Field | None:
    """Draw a circle of bolt holes, a bore, both or none."""
    polar = (lie.share * np.float32(lie.side_px), lie.angle)
    found = []
    if rng.random() < _BOLTED:
        radius = lie.side_px * float(rng.uniform(0.45, 0.85))
        found.append(hole_circle(rng, polar, radius, lie.side_px * float(rng.uniform(0.02, 0.09))))
    if rng.random() < _BORED:
        found.append(lie.distance(float(rng.uniform(0.05, 0.35))))
    return np.asarray(np.minimum.reduce(found), dtype=np.float32) if found else None


_BOLTED: Final = 0.35
_BORED: Final = 0.35


def glass_mouth(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a glass or cup mouth: many rings, broken glints, a dark or light inside."""
    unit, lie = unit_of(shape), _laid(rng, shape)
    core, outer = float(rng.uniform(0.3, 0.7)), np.ones(shape, dtype=np.float32)
    log_tone = np.float32(rng.normal(0.0, 0.3)) * outer
    # Thick glass is never round to the last: its rings waver.
    waver = np.float32(rng.uniform(0.0, 0.007)) * np.cos(
        lie.angle * float(rng.integers(2, 6)) + rng.uniform(0, _TURN)
    )
    waved = _Round(np.asarray(lie.share + waver, np.float32), lie.angle, lie.side_px)
    for _ in range(int(rng.integers(4, 14))):
        where = waved if rng.random() < _WAVERING else lie
        at, wide = float(rng.uniform(core, 1.0)), float(rng.uniform(0.6, 4.5)) * unit
        arc = _arc(rng, lie) if rng.random() < _BROKEN else 1.0
        log_tone += lit_rim(where.distance(at), wide, arc * float(rng.normal(0.0, 0.9)))
    dark = float(rng.normal(-0.5, 0.6))
    log_tone += np.float32(dark) * (1.0 - smoothstep(lie.share, core - 0.02, core + 0.02))
    albedo = painted_with(np.exp(log_tone), chosen_tint(rng, _GLASSES, 6.0))
    for _ in range(int(rng.integers(2, 9))):
        at, wide = float(rng.uniform(core, 0.99)), float(rng.uniform(0.4, 1.6)) * unit
        glint = lit_rim(waved.distance(at), wide, _arc(rng, lie) * float(rng.uniform(0.2, 1.2)))
        albedo = albedo + painted_with(glint, chosen_tint(rng, _GLINTS))
    part = piece(
        "glass_mouth",
        np.asarray(albedo, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.2),
        gloss=0.08,
        spread=(0.3, 0.3),
    )
    behind = _BEHIND[:2] if rng.random() < _LIT_FROM_BEHIND else _BEHIND
    return ended(rng, part, lie.distance(1.0), chosen_tint(rng, behind))


_LIT_FROM_BEHIND: Final = 0.5
_WAVERING: Final = 0.4
_BROKEN: Final = 0.6


def _arc(rng: np.random.Generator, lie: _Round) -> Field:
    """Draw along which part of the turn a ring is lit, with soft or hard ends."""
    facing = lie.facing(float(rng.uniform(0.0, _TURN)))
    far = float(rng.uniform(-0.6, 0.97))
    return smoothstep(facing, far, far + float(rng.uniform(0.01, 0.6)))


def cog(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a cog, a lobed or a hexagon nut: teeth, a collar, a bore, glitter or plain metal."""
    unit, lie = unit_of(shape), _laid(rng, shape)
    reach, teeth = _toothed(rng, lie)
    outline = np.asarray(0.85 * (lie.share - reach) * lie.side_px, dtype=np.float32)
    grain = blur(white(rng, shape), float(rng.uniform(0.5, 1.0)) * unit)
    patch = fractal(rng, shape, cell_px=24 * unit, octaves=2)
    tone = textured(
        1.0,
        (float(rng.uniform(0.02, 0.5)), grain),
        (float(rng.uniform(0.0, 0.25)), patch),
        (float(rng.uniform(0.0, 0.2)), _rings(rng, lie, unit)),
        (float(rng.uniform(-0.3, 0.3)), teeth * smoothstep(lie.share, 0.6, 0.9)),
    )
    part = piece(
        "cog",
        painted_with(tone, chosen_tint(rng, (*_METALS, (100, 128, 106), (52, 53, 56)))),
        height_px=np.asarray(0.12 * grain, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.35),
        gloss=float(rng.uniform(0.05, 0.3)),
        metallic=0.6,
    )
    sun, bore = float(rng.uniform(0.0, _TURN)), float(rng.uniform(0.18, 0.42))
    for at in rng.uniform(bore, 0.8, int(rng.integers(1, 5))):
        part = _zoned(rng, part, lie, (bore, float(at)), sun)
    wide = float(rng.uniform(1.2, 5.0)) * unit
    burr = np.maximum(patch + 0.5, 0.0) * float(rng.uniform(-0.6, 1.2))
    part = toned(part, lit_rim(np.asarray(outline + wide, np.float32), wide, burr))
    return ended(
        rng,
        _threaded(rng, part, lie, bore),
        outline,
        chosen_tint(rng, _BEHIND),
        openings_px=lie.distance(bore),
    )


def _toothed(rng: np.random.Generator, lie: _Round) -> tuple[Field, Field]:
    """Return the reach of the rim at each angle and the teeth (-1 to 1)."""
    count, first = int(rng.integers(3, 9)), float(rng.uniform(0.0, _TURN))
    kind = choose(rng, ("lobes", "lobes", "cog", "hexagon"))
    if kind == "hexagon":
        sides = choose(rng, (6, 6, 6, 4, 8))
        turn = np.mod(lie.angle + np.float32(first), np.float32(_TURN / sides))
        flat = math.cos(math.pi / sides) / np.cos(turn - np.float32(math.pi / sides))
        return np.asarray(np.minimum(flat, 0.985), np.float32), np.zeros_like(lie.share)
    lean = float(rng.normal(0.0, 1.5)) if kind == "lobes" else 0.0
    many = count if kind == "lobes" else int(rng.integers(12, 49))
    depth = float(rng.uniform(0.06, 0.24) if kind == "lobes" else rng.uniform(0.04, 0.12))
    wave = np.cos(many * lie.angle + np.float32(lean) * lie.share + np.float32(first))
    teeth = np.tanh(np.float32(rng.uniform(1.5, 5.0)) * (wave + float(rng.uniform(-0.4, 0.5))))
    return (
        np.asarray(1.0 - depth * (1.0 - teeth), dtype=np.float32),
        np.asarray(teeth, dtype=np.float32),
    )


def _threaded(rng: np.random.Generator, part: Surface, lie: _Round, bore: float) -> Surface:
    """Draw the first turns of a thread or bright collars round a bore."""
    unit = unit_of(part.shape)
    tone = np.zeros_like(lie.share)
    gap = float(rng.uniform(2.0, 5.0)) * unit / lie.side_px
    for turn in range(int(rng.integers(0, 4))):
        at = bore + gap * (turn + 0.4)
        tone += lit_rim(lie.distance(at), 0.25 * gap * lie.side_px, float(rng.normal(0.4, 0.6)))
    return toned(part, tone)
