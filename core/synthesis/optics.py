"""Light on a surface, and the camera that looks at it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.fields import Colour, Field, Shape, axes, blur, slopes, white
from core.synthesis.values import Surface

_TILT_GAIN = 1.6
"""How far a slope of 1 moves the highlight, in image widths: mirrors turn light twice as far."""

_LEVELS = 8191
_KNEE = 0.0031308
"""Linear light under which sRGB is a straight line."""


def _srgb_table() -> NDArray[np.uint8]:
    """Grey level (0-255) of linear light in steps of 1/8191; ten times faster than the power."""
    light = np.arange(_LEVELS + 1) / _LEVELS
    encoded = np.where(light <= _KNEE, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(encoded * 255.0), dtype=np.uint8)


_SRGB = _srgb_table()


@dataclass(frozen=True, slots=True)
class Light:
    """One large lamp and light from all around.

    Attributes
    ----------
    direction : tuple of float
        (x, y) towards the lamp, as a multiple of its height over the surface.
    ambient : float
        Share of the light that comes from all sides, 0-1.
    power : float
        Strength of the highlight.
    spot : tuple of float
        Where a flat mirror shows the lamp, as fractions of the image's width and height.
    colour : tuple of float
        White balance error, one factor per colour.
    """

    direction: tuple[float, float] = (-0.45, -0.6)
    ambient: float = 0.45
    power: float = 0.5
    spot: tuple[float, float] = (0.35, 0.3)
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Camera:
    """Exposure, sharpness and noise.

    Attributes
    ----------
    exposure : float
        Factor on linear light.
    blur_px : float
        Sigma of the lens; about 0.6 is sharp, 3 is out of focus.
    vignette : float
        Loss of light in the corners, 0-1.
    noise : float
        Noise of mid grey as a fraction of full scale.
    """

    exposure: float = 1.0
    blur_px: float = 0.6
    vignette: float = 0.08
    noise: float = 0.008


def random_light(rng: np.random.Generator) -> Light:
    """Draw a lamp somewhere above the surface."""
    turn = rng.uniform(0.0, 2.0 * np.pi)
    reach = rng.uniform(0.35, 0.9)
    warm = rng.normal(0.0, 0.02)
    return Light(
        direction=(float(reach * np.cos(turn)), float(reach * np.sin(turn))),
        ambient=float(rng.uniform(0.35, 0.55)),
        power=float(rng.uniform(0.25, 0.6)),
        spot=(
            float(0.5 + 0.35 * np.cos(turn) + rng.normal(0, 0.1)),
            float(0.5 + 0.35 * np.sin(turn) + rng.normal(0, 0.1)),
        ),
        colour=(float(1.0 + warm), 1.0, float(1.0 - warm)),
    )


def station_light(rng: np.random.Generator) -> Light:
    """Draw the small changes of the lamp of a fixed inspection station."""
    warm = float(rng.normal(0.0, 0.006))
    return Light(
        direction=(-0.5 + float(rng.normal(0, 0.03)), -0.62 + float(rng.normal(0, 0.03))),
        ambient=0.42,
        power=0.5 + float(rng.normal(0, 0.02)),
        spot=(0.36 + float(rng.normal(0, 0.02)), 0.3 + float(rng.normal(0, 0.02))),
        colour=(1.0 + warm, 1.0, 1.0 - warm),
    )


def station_camera(rng: np.random.Generator) -> Camera:
    """Draw the small changes of exposure of a fixed inspection station."""
    exposure = 1.0 + float(rng.normal(0, 0.025))
    return Camera(exposure=exposure, blur_px=0.62, vignette=0.1, noise=0.005)


def random_camera(rng: np.random.Generator) -> Camera:
    """Draw a sharp camera with ordinary exposure and noise."""
    return Camera(
        exposure=float(rng.uniform(0.85, 1.15)),
        blur_px=float(rng.uniform(0.45, 0.8)),
        vignette=float(rng.uniform(0.03, 0.16)),
        noise=float(rng.uniform(0.005, 0.014)),
    )


def shade(surface: Surface, light: Light) -> Colour:
    """Light a surface.

    Returns
    -------
    (H, W, 3) float32
        Linear light, about 0-1, not clipped.
    """
    gx, gy = slopes(surface.height_px)
    diffuse = _diffuse(gx, gy, light)
    mirrored = surface.gloss * np.float32(light.power) * _highlight(surface, light, gx, gy)
    matt = np.float32(1.0 - 0.45 * surface.metallic)
    body = surface.albedo * (diffuse * matt)[..., None]
    tint = surface.metallic * surface.albedo + np.float32(1.0 - surface.metallic)
    radiance = (body + tint * mirrored[..., None]) * surface.irradiance[..., None]
    radiance += surface.glare[..., None]
    return np.asarray(radiance * np.asarray(light.colour, dtype=np.float32), dtype=np.float32)


def _diffuse(gx: Field, gy: Field, light: Light) -> Field:
    """Matt reflection, 1 on a flat surface."""
    lx, ly = light.direction
    facing = (1.0 - gx * np.float32(lx) - gy * np.float32(ly)) / np.sqrt(1.0 + gx * gx + gy * gy)
    return np.asarray(
        light.ambient + (1.0 - light.ambient) * np.maximum(facing, 0.0), dtype=np.float32
    )


def _highlight(surface: Surface, light: Light, gx: Field, gy: Field) -> Field:
    """Soft mirror image of the lamp; a slope towards the lamp brings it nearer."""
    height, width = surface.shape
    x, y = axes(surface.shape)
    u = x / width - np.float32(light.spot[0]) - np.float32(_TILT_GAIN) * gx
    v = y / width - np.float32(light.spot[1] * height / width) - np.float32(_TILT_GAIN) * gy
    su, sv = surface.spread
    return np.asarray(np.exp(-((u / su) ** 2) - (v / sv) ** 2), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """The noise of one shot, so that a piece can be seen twice with the same noise."""

    grain: NDArray[np.float32]
    camera: Camera

    def develop(self, radiance: Colour) -> NDArray[np.uint8]:
        """Turn linear light into an sRGB image.

        Parameters
        ----------
        radiance : (H, W, 3) float32
            Linear light.

        Returns
        -------
        (H, W, 3) uint8
            RGB.
        """
        camera = self.camera
        seen = blur(radiance, camera.blur_px) * np.float32(camera.exposure)
        seen = seen * _falloff(self.grain.shape[:2], camera.vignette)[..., None]
        # Photon noise grows with the root of the light; a small floor is the read-out.
        sigma = camera.noise * np.sqrt(np.maximum(seen, 0.0) / 0.25 + 0.04)
        noisy = np.clip(seen + sigma * self.grain, 0.0, 1.0)
        return _SRGB[np.asarray(noisy * _LEVELS + 0.5, dtype=np.int32)]


def expose(rng: np.random.Generator, shape: Shape, camera: Camera) -> Exposure:
    """Draw the noise of one shot; colour noise is coarser, as de-mosaicing leaves it."""
    luma = white(rng, shape)[..., None]
    half = (shape[0] // 2 + 1, shape[1] // 2 + 1, 3)
    coarse = rng.standard_normal(half, dtype=np.float32)
    chroma = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return Exposure(grain=np.asarray(0.8 * luma + 0.5 * chroma, dtype=np.float32), camera=camera)


def _falloff(shape: tuple[int, ...], vignette: float) -> Field:
    height, width = shape[0], shape[1]
    x, y = axes((height, width))
    radius = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) / 0.5
    return np.asarray(1.0 - np.float32(vignette) * radius, dtype=np.float32)
