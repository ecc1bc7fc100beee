"""Cut a panel into a part: outline with a broken edge, countersunk holes, the mat behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from core.synthesis.fields import Colour, Field, Shape, blur, fractal, inside, smoothstep, white
from core.synthesis.parts import Hole, Pose, chamfer, countersink, opening
from core.synthesis.values import Surface

_KEEP_OUT_PX = 5.0
_EVEN = 0.5
_HOLE_LIGHT = 0.22
"""Share of the light that reaches the mat through a hole."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """How a part is cut out of a panel, in image pixels.

    Attributes
    ----------
    outline_px : (H, W) float32
        Signed distance to the part's outline, negative on the part.
    pose : Pose
        Where the part lies; holes are given in its coordinates.
    holes : sequence of Hole
        Round holes.
    edge_px : float
        Width of the broken edge.
    shadow : tuple of float
        (x, y) in pixels: how far the part's shadow falls on the mat.
    """

    outline_px: Field
    pose: Pose
    holes: Sequence[Hole] = ()
    edge_px: float = 5.0
    shadow: tuple[float, float] = (3.0, 4.0)


def mat(rng: np.random.Generator, shape: Shape, tone: tuple[float, float, float]) -> Colour:
    """Draw the dark rubber mat under a part: fine weave, dust-like specks, uneven tone."""
    x, y = np.arange(shape[1], dtype=np.float32), np.arange(shape[0], dtype=np.float32)
    weave = 0.10 * np.sin(x * 1.9)[None, :] * np.sin(y * 1.9)[:, None]
    cloud = fractal(rng, shape, cell_px=shape[0] / 2, octaves=3)
    tones = 1.0 + weave + 0.06 * cloud + 0.14 * blur(white(rng, shape), 0.7)
    return np.asarray(
        np.maximum(tones, 0.2)[..., None] * np.asarray(tone, dtype=np.float32), dtype=np.float32
    )


def cut_out(panel: Surface, cut: Cut, backdrop: Colour) -> Surface:
    """Cut a part out of a panel and lay it on a mat.

    Parameters
    ----------
    panel : Surface
        Fills the image.
    cut : Cut
        Outline, holes, edge.
    backdrop : (H, W, 3) float32
        Albedo of the mat.

    Returns
    -------
    Surface
        ``body`` is the part, ``markable`` its plane faces.
    """
    u, v = cut.pose.to_part(panel.shape)
    solid = inside(cut.outline_px)
    through = opening(u, v, cut.holes) * solid
    body = np.asarray(solid * (1.0 - through), dtype=np.float32)
    relief = panel.height_px * body + chamfer(cut.outline_px, cut.edge_px, 0.8)
    for hole in cut.holes:
        relief = relief + cut.pose.scale * countersink(u, v, hole, 0.55)
    cover = body[..., None]
    return replace(
        panel,
        albedo=np.asarray(panel.albedo * cover + backdrop * (1.0 - cover), dtype=np.float32),
        height_px=np.asarray(relief, dtype=np.float32),
        gloss=np.asarray(panel.gloss * body, dtype=np.float32),
        irradiance=_light_on_mat(solid, through, cut.shadow),
        markable=_plane_faces(cut, u, v),
        body=body,
    )


def _light_on_mat(solid: Field, through: Field, shadow: tuple[float, float]) -> Field:
    """Less light beside the part (its shadow) and in its holes; all of it on the part."""
    move = np.asarray([[1, 0, shadow[0]], [0, 1, shadow[1]]], dtype=np.float32)
    cast = cv2.warpAffine(blur(solid, 3.0), move, (solid.shape[1], solid.shape[0]))
    near = blur(solid, 7.0)
    beside = (1.0 - 0.55 * cast) * (1.0 - 0.35 * near)
    deep = np.float32(_HOLE_LIGHT) + 0.25 * (1.0 - smoothstep(blur(through, 4.0), 0.0, 0.8))
    light = solid + (1.0 - solid) * beside
    return np.asarray(light * (1.0 - through) + deep * through, dtype=np.float32)


def _plane_faces(cut: Cut, u: Field, v: Field) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    faces = cut.outline_px < -(cut.edge_px + _KEEP_OUT_PX)
    for hole in cut.holes:
        away = np.hypot(u - np.float32(hole.centre[0]), v - np.float32(hole.centre[1]))
        faces &= away > hole.sink_radius + _KEEP_OUT_PX / cut.pose.scale
    return np.asarray(faces, dtype=np.bool_)


def machined(rng: np.random.Generator, panel: Surface) -> Surface:
    """Let a panel end at a machined edge or carry a hole or two, at random."""
    edge, holes = bool(rng.random() < _EVEN), int(rng.choice([0, 0, 1, 2]))
    if not edge and not holes:
        return panel
    height, width = panel.shape
    pose = Pose(centre_px=(width / 2, height / 2), angle_deg=float(rng.normal(0.0, 4.0)))
    u, v = pose.to_part(panel.shape)
    side = v if rng.random() < _EVEN else u
    far = height * (rng.uniform(0.3, 0.42) if edge else 2.0)
    outline = np.asarray(side * np.float32(rng.choice([-1.0, 1.0])) - far, dtype=np.float32)
    first = float(rng.uniform(0.0, 2.0 * np.pi))
    # Opposite one another: two holes must not run into each other.
    room = min(far, 0.45 * height)
    bores = tuple(_random_hole(rng, room, first + np.pi * i) for i in range(holes))
    dark = float(rng.uniform(0.015, 0.05))
    backdrop = mat(rng, panel.shape, (dark, dark * 1.05, dark * 1.15))
    return cut_out(panel, Cut(outline, pose, bores, edge_px=float(rng.uniform(3, 7))), backdrop)


def _random_hole(rng: np.random.Generator, far_px: float, angle: float) -> Hole:
    """Draw a hole whose countersink stays clear of an edge ``far_px`` from the middle."""
    radius = float(rng.uniform(0.14, 0.24) * far_px)
    sink = radius * float(rng.uniform(1.05, 1.5))
    reach = far_px * float(rng.uniform(0.85, 1.0)) - sink - _KEEP_OUT_PX
    centre = (float(reach * np.cos(angle)), float(reach * np.sin(angle)))
    return Hole(centre=centre, radius=radius, sink_radius=sink)
