"""A ground in its light before its camera, from one stream of random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.synthesis.compose import Scene
from core.synthesis.fields import Shape
from core.synthesis.ground_words import Texture
from core.synthesis.grounds.features import with_features
from core.synthesis.grounds.finish import Finish, random_finish
from core.synthesis.grounds.registry import KINDS, PART_KINDS, GroundKind
from core.synthesis.optics import Camera, Light, expose, shade
from core.synthesis.values import Surface

_OUT_OF_FOCUS = 0.15
_WHOLE_PARTS: Final = 0.62
"""Share of whole parts among structured scenes; the others are grounds with features."""


@dataclass(frozen=True, slots=True)
class GroundScene(Scene):
    """A scene whose pictures are also stored the way a station stores them."""

    finish: Finish
    ground: str
    texture: Texture

    @override
    def seen(self, surface: Surface) -> NDArray[np.uint8]:
        """Photograph a surface in this scene's light and store it this scene's way."""
        return self.finish(self.exposure.develop(shade(surface, self.light)))


def draw_ground(rng: np.random.Generator, kinds: Mapping[str, GroundKind] = KINDS) -> str:
    """Draw the name of a ground, the common ones more often."""
    weights = np.asarray([kind.weight for kind in kinds.values()])
    return list(kinds)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def make_structured_scene(rng: np.random.Generator, shape: Shape) -> GroundScene:
    """Draw a structured part, or a ground with features that are no marks.

    Parameters
    ----------
    rng : Generator
        The same state gives the same scene.
    shape : (height, width)
        Size in pixels.
    """
    if rng.random() < _WHOLE_PARTS:
        return make_ground_scene(rng, shape, draw_ground(rng, PART_KINDS))
    scene = make_ground_scene(rng, shape)
    return replace(scene, surface=with_features(rng, scene.surface))


def make_ground_scene(
    rng: np.random.Generator, shape: Shape, ground: str | None = None
) -> GroundScene:
    """Draw a ground, its light, camera and way of storing.

    Parameters
    ----------
    rng : Generator
        The same state gives the same scene.
    shape : (height, width)
        Size in pixels.
    ground : str, optional
        Name of a ground or part; if None, one of the plain grounds is drawn.

    Returns
    -------
    GroundScene
        Works everywhere a ``Scene`` does.

    Raises
    ------
    KeyError
        If there is no such ground.
    """
    name = ground or draw_ground(rng)
    kind = PART_KINDS[name] if name in PART_KINDS else KINDS[name]
    surface = kind.make(rng, shape)
    exposure = expose(rng, shape, workshop_camera(rng, shape, kind.unevenness))
    finish = random_finish(rng, grey_share=kind.grey_share)
    return GroundScene(
        surface, workshop_light(rng, kind.unevenness), exposure, finish, name, kind.texture
    )


def workshop_light(rng: np.random.Generator, unevenness: float = 1.0) -> Light:
    """Draw a lamp: from low and hard to all around and even."""
    turn, reach = float(rng.uniform(0.0, 2.0 * np.pi)), float(rng.uniform(0.25, 1.1))
    warm = float(rng.normal(0.0, 0.03))
    away = float(rng.uniform(0.1, 0.6))
    return Light(
        direction=(reach * float(np.cos(turn)), reach * float(np.sin(turn))),
        ambient=float(rng.uniform(0.25, 0.65)),
        power=float(rng.uniform(0.1, 0.6)) * unevenness,
        spot=(0.5 + away * float(np.cos(turn)), 0.5 + away * float(np.sin(turn))),
        colour=(1.0 + warm, 1.0, 1.0 - warm),
    )


def workshop_camera(rng: np.random.Generator, shape: Shape, unevenness: float = 1.0) -> Camera:
    """Draw a camera: mostly sharp and quiet, sometimes soft or noisy."""
    soft = rng.random() < _OUT_OF_FOCUS
    unit = max(1.0, min(shape) / 192.0)
    return Camera(
        exposure=float(np.exp(rng.normal(0.0, 0.15))),
        blur_px=float(rng.uniform(0.8, 1.5) if soft else rng.uniform(0.25, 0.6)) * unit,
        vignette=float(rng.uniform(0.0, 0.3)) * unevenness,
        noise=float(np.exp(rng.uniform(np.log(0.002), np.log(0.02)))),
    )
