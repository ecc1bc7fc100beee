"""The product of the sample: a brushed cover plate with four countersunk holes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.synthesis.fields import Field, Shape, fractal
from core.synthesis.ink import Stroke, draw_strokes
from core.synthesis.machining import Cut, cut_out, mat
from core.synthesis.optics import Camera, Light, station_camera, station_light
from core.synthesis.parts import Hole, Pose, disc, rounded_rectangle
from core.synthesis.surfaces import brushing, grey
from core.synthesis.values import Surface

SHAPE: Final[Shape] = (360, 480)
PLATE_SIZE: Final = (404.0, 284.0)
HOLES: Final = tuple(
    Hole(centre=(sx * 164.0, sy * 104.0), radius=12.5, sink_radius=19.5)
    for sx in (-1, 1)
    for sy in (-1, 1)
)
LABEL: Final = "DS-204"
_LETTER_WIDTH, _LETTER_HEIGHT, _LETTER_PITCH, _LETTER_TOP = 8.5, 14.0, 13.0, 82.0
# Own strokes on a 1 x 1 cell: the fonts of cv2 are not the same in every version.
_GLYPHS: Final[Mapping[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "D": (((0, 0), (0.6, 0), (1, 0.25), (1, 0.75), (0.6, 1), (0, 1), (0, 0)),),
    "S": (
        ((1, 0.12), (0.8, 0), (0.2, 0), (0, 0.2), (0.2, 0.45), (0.8, 0.55)),
        ((0.8, 0.55), (1, 0.8), (0.8, 1), (0.2, 1), (0, 0.88)),
    ),
    "-": (((0.15, 0.5), (0.85, 0.5)),),
    "2": (((0, 0.2), (0.2, 0), (0.8, 0), (1, 0.22), (0.9, 0.45), (0, 1), (1, 1)),),
    "0": (
        ((0.3, 0), (0.7, 0), (1, 0.3), (1, 0.7), (0.7, 1), (0.3, 1)),
        ((0.3, 1), (0, 0.7), (0, 0.3), (0.3, 0)),
    ),
    "4": (((0.75, 1), (0.75, 0), (0, 0.68), (1, 0.68)),),
}
_CORNER = 24.0
_BOSS_RADIUS = 46.0
_GROOVE_KEEP_OUT = 8.0


@dataclass(frozen=True, slots=True)
class Setup:
    """How one piece lies under the camera."""

    pose: Pose
    light: Light
    camera: Camera


def random_setup(rng: np.random.Generator) -> Setup:
    """Draw the small changes of a fixed inspection station: pose, light, exposure."""
    # A part on a mat with stops: it can shift and turn a little, never a lot.
    pose = Pose(
        centre_px=(240.0 + float(rng.uniform(-3.5, 3.5)), 180.0 + float(rng.uniform(-3.0, 3.0))),
        angle_deg=float(rng.uniform(-0.9, 0.9)),
        scale=1.0 + float(rng.uniform(-0.006, 0.006)),
    )
    return Setup(pose, station_light(rng), station_camera(rng))


def cover_plate(rng: np.random.Generator, pose: Pose) -> Surface:
    """Make one piece: its own grain, the same drawing.

    Parameters
    ----------
    rng : Generator
        Decides grain, tone clouds and the mat.
    pose : Pose
        Where the piece lies.

    Returns
    -------
    Surface
        (360, 480); marks may be centred on the plane faces.
    """
    lettering = _lettering(pose)
    grain = brushing(rng, SHAPE, pose.angle_deg)
    cloud = fractal(rng, SHAPE, cell_px=170.0, octaves=2)
    u, v = pose.to_part(SHAPE)
    ring = disc(u, v, (0.0, 0.0), _BOSS_RADIUS) * np.float32(pose.scale)
    groove = np.exp(-((ring / 2.0) ** 2)).astype(np.float32)
    albedo = 0.40 * (1.0 + 0.055 * grain + 0.02 * cloud) * (1.0 - 0.12 * groove)
    albedo = albedo * (1.0 - 0.62 * lettering)
    panel = Surface(
        name="cover_plate",
        albedo=grey(albedo.astype(np.float32), (1.0, 0.99, 0.965)),
        height_px=np.asarray(0.03 * grain - 0.8 * groove, dtype=np.float32),
        gloss=np.asarray(1.0 - 0.5 * lettering, dtype=np.float32),
        irradiance=np.ones(SHAPE, dtype=np.float32),
        glare=np.zeros(SHAPE, dtype=np.float32),
        markable=np.ones(SHAPE, dtype=np.bool_),
        body=np.ones(SHAPE, dtype=np.float32),
        metallic=1.0,
        spread=(0.34, 0.9),
        grain_deg=pose.angle_deg % 180.0,
    )
    outline = rounded_rectangle(u, v, PLATE_SIZE, _CORNER) * np.float32(pose.scale)
    cut = Cut(outline.astype(np.float32), pose, HOLES, edge_px=6.0, shadow=(4.0, 5.0))
    plate = cut_out(panel, cut, mat(rng, SHAPE, (0.022, 0.025, 0.030)))
    return replace(plate, markable=plate.markable & (np.abs(ring) > _GROOVE_KEEP_OUT))


def _lettering(pose: Pose) -> Field:
    """Coverage of the laser-marked type code under the ring."""
    first = -(len(LABEL) - 1) * _LETTER_PITCH / 2 - _LETTER_WIDTH / 2
    strokes = []
    for i, letter in enumerate(LABEL):
        left = first + i * _LETTER_PITCH
        for path in _GLYPHS[letter]:
            at = [(left + x * _LETTER_WIDTH, _LETTER_TOP + y * _LETTER_HEIGHT) for x, y in path]
            corners = np.asarray([pose.to_image(corner) for corner in at], dtype=np.float32)
            even = np.ones(len(corners), dtype=np.float32)
            strokes.append(Stroke(corners, 1.5 * even, even))
    return draw_strokes(SHAPE, strokes)
