"""Several images of one product: one surface, lamp and camera, each piece with its own grain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.synthesis.fields import Field, Shape
from core.synthesis.grounds.finish import Finish, random_finish
from core.synthesis.grounds.registry import KINDS
from core.synthesis.grounds.scenes import (
    GroundScene,
    draw_ground,
    workshop_camera,
    workshop_light,
)
from core.synthesis.optics import Camera, Light, expose
from core.synthesis.training_samples import (
    DEFAULT_SHAPE,
    clean_image,
    draw_appearance,
    marked_image,
)
from core.synthesis.values import Sample, Surface

_STREAM = 43
_PLAY_PX: Final = 12
"""How far a piece may lie off its place in the fixture."""
_MOST_MARKS = 4
_SEVERAL_SHARE = 0.15


class _Grain(np.random.Generator):
    """Draws the choices of a surface from the product's numbers, its noise from the piece's own."""

    def __init__(self, product: list[int], piece: np.random.Generator) -> None:
        super().__init__(np.random.PCG64(product))
        # All texture is made of normal noise, all choices are drawn otherwise. Set on the
        # instance, because the overloads of the method cannot be overridden in one signature.
        vars(self)["standard_normal"] = piece.standard_normal


@dataclass(frozen=True, slots=True)
class Product:
    """What all pieces of a product share.

    Attributes
    ----------
    seed : int
        Every choice about the surface.
    ground : str
        Name of the ground.
    light, camera, finish
        The station: its lamp, camera and way of storing.
    """

    seed: int
    ground: str
    light: Light
    camera: Camera
    finish: Finish


def draw_product(seed: int, shape: Shape = DEFAULT_SHAPE) -> Product:
    """Draw a product and its inspection station."""
    rng = np.random.default_rng([seed, _STREAM])
    ground = draw_ground(rng)
    return Product(
        seed=seed,
        ground=ground,
        light=workshop_light(rng),
        camera=workshop_camera(rng, shape),
        finish=random_finish(rng, grey_share=KINDS[ground].grey_share),
    )


def make_product_series(
    seed: int, n_good: int, n_marked: int, shape: Shape = DEFAULT_SHAPE
) -> list[Sample]:
    """Make images of one product, the good ones first.

    Parameters
    ----------
    seed : int
        The product; the same seed gives the same pixels.
    n_good, n_marked : int
        How many without and with marks.
    shape : (height, width)
        Size in pixels.

    Returns
    -------
    list of Sample
        ``n_good`` clean images, then ``n_marked`` with a visible mark each; a longer series of
        one kind begins with the shorter one.
    """
    product = draw_product(seed, shape)
    good = [_piece(product, shape, (0, i)) for i in range(n_good)]
    marked = [_piece(product, shape, (1, i)) for i in range(n_marked)]
    return good + marked


def _piece(product: Product, shape: Shape, number: tuple[int, int]) -> Sample:
    rng = np.random.default_rng([product.seed, _STREAM, *number])
    scene = piece_scene(rng, product, shape)
    if number[0] == 0:
        return clean_image(rng, scene, look_alike=False)
    several = bool(rng.random() < _SEVERAL_SHARE)
    appearance = draw_appearance(rng, several=several)
    count = int(rng.integers(2, _MOST_MARKS + 1)) if several else 1
    return marked_image(rng, scene, appearance, count=count)


def piece_scene(rng: np.random.Generator, product: Product, shape: Shape) -> GroundScene:
    """Lay another piece of a product before its camera.

    Parameters
    ----------
    rng : Generator
        Grain, place and noise of this piece.
    product : Product
        What it shares with the others.
    shape : (height, width)
        Size in pixels.
    """
    kind = KINDS[product.ground]
    room = (shape[0] + _PLAY_PX, shape[1] + _PLAY_PX)
    surface = _cropped(kind.make(_Grain([product.seed, _STREAM], rng), room), rng, shape)
    turn = product.light
    light = replace(
        turn,
        direction=(
            turn.direction[0] + float(rng.normal(0.0, 0.02)),
            turn.direction[1] + float(rng.normal(0.0, 0.02)),
        ),
        power=turn.power * float(np.exp(rng.normal(0.0, 0.02))),
    )
    exposure = product.camera.exposure * float(np.exp(rng.normal(0.0, 0.02)))
    shot = expose(rng, shape, replace(product.camera, exposure=exposure))
    return GroundScene(surface, light, shot, product.finish, product.ground, kind.texture)


def _cropped(surface: Surface, rng: np.random.Generator, shape: Shape) -> Surface:
    top, left = (int(start) for start in rng.integers(0, _PLAY_PX + 1, 2))
    rows, columns = slice(top, top + shape[0]), slice(left, left + shape[1])

    def cut(field: Field) -> Field:
        return np.ascontiguousarray(field[rows, columns])

    return replace(
        surface,
        albedo=cut(surface.albedo),
        height_px=cut(surface.height_px),
        gloss=cut(surface.gloss),
        irradiance=cut(surface.irradiance),
        glare=cut(surface.glare),
        markable=np.ascontiguousarray(surface.markable[rows, columns]),
        body=cut(surface.body),
    )
