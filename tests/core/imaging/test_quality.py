"""Useless pictures are refused; plain, dark-field and bright-field pictures are not."""

from __future__ import annotations

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.domain.outcomes import ReasonCode
from core.domain.teaching import QualityLimits
from core.imaging.quality import QualityFigures, assess, default_limits, judge

SIZE = (640, 480)


def _verdict(rgb: NDArray[np.uint8]) -> ReasonCode | None:
    height, width = rgb.shape[:2]
    return judge(assess(rgb), default_limits(), size_px=(width, height))


def _rgb(grey: NDArray[np.floating], *, noise: float = 0.0) -> NDArray[np.uint8]:
    noisy = grey + np.random.default_rng(0).normal(0, noise, grey.shape) if noise else grey
    plane = np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
    return np.repeat(plane[:, :, np.newaxis], 3, axis=2)


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.mgrid[: SIZE[1], : SIZE[0]].astype(np.float64)
    return x, y


def _machined_part() -> NDArray[np.float64]:
    """Draw a part with outlines in every direction, bores and a textured face."""
    canvas = np.full((SIZE[1], SIZE[0]), 60, np.uint8)
    cv2.circle(canvas, (320, 240), 200, 150, -1)
    for angle in range(0, 360, 45):
        centre = (
            round(320 + 140 * np.cos(np.radians(angle))),
            round(240 + 140 * np.sin(np.radians(angle))),
        )
        cv2.circle(canvas, centre, 24, 30, -1)
    cv2.rectangle(canvas, (280, 210), (360, 270), 220, -1)
    texture = np.random.default_rng(1).normal(0, 8, canvas.shape)
    return canvas.astype(np.float64) + _blurred(texture, 1.0)


def _blurred(grey: NDArray[np.float64], sigma_px: float) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma_px), np.float64)


@pytest.mark.parametrize("noise", [0.0, 3.0])
def test_that_a_black_picture_is_dark(noise: float) -> None:
    assert _verdict(_rgb(np.full((480, 640), 1.0), noise=noise)) is ReasonCode.RETAKE_DARK


def test_that_a_white_picture_is_overexposed() -> None:
    assert _verdict(np.full((480, 640, 3), 255, np.uint8)) is ReasonCode.RETAKE_OVEREXPOSED


@pytest.mark.parametrize("noise", [0.0, 1.0, 2.5])
@pytest.mark.parametrize("sigma_px", [8.0, 12.0])
def test_that_a_part_out_of_focus_is_blurred(sigma_px: float, noise: float) -> None:
    rgb = _rgb(_blurred(_machined_part(), sigma_px), noise=noise)
    assert _verdict(rgb) is ReasonCode.RETAKE_BLURRED


@pytest.mark.parametrize("sigma_px", [0.0, 1.0, 2.0])
def test_that_a_part_in_focus_or_slightly_soft_passes(sigma_px: float) -> None:
    grey = _machined_part()
    assert _verdict(_rgb(_blurred(grey, sigma_px) if sigma_px else grey, noise=1.0)) is None


def test_that_sharpness_falls_as_the_blur_grows() -> None:
    grey = _machined_part()
    figures = [assess(_rgb(_blurred(grey, sigma), noise=1)).sharpness for sigma in (1, 2, 4, 8)]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] > 2 * figures[-1]


def test_that_the_same_scene_is_as_sharp_at_a_higher_resolution() -> None:
    rgb = _rgb(_blurred(_machined_part(), 4.0))
    large = np.asarray(cv2.resize(rgb, (2560, 1920), interpolation=cv2.INTER_CUBIC), np.uint8)
    assert assess(large).sharpness == pytest.approx(assess(rgb).sharpness, rel=0.05)
    assert assess(large).brightness == pytest.approx(assess(rgb).brightness, abs=2)


def _plain_surfaces() -> dict[str, NDArray[np.float64]]:
    x, y = _grid()
    rng = np.random.default_rng(2)
    drum = 30 + 200 * np.sqrt(np.clip(1 - ((x - 320) / 330) ** 2, 0, 1))
    scratched = drum.copy()
    scratched[200:202, 100:260] += 40
    brushed = 130 + cv2.GaussianBlur(rng.normal(0, 1, x.shape), (0, 0), sigmaX=30, sigmaY=0.8) * 60
    return {
        "flat": np.full(x.shape, 140.0),
        "lit from one side": 60 + 150 * x / SIZE[0],
        "vignette": 220 * (1 - 0.6 * ((x - 320) ** 2 + (y - 240) ** 2) / (320**2 + 240**2)),
        "cylinder with a highlight": 70 + 160 * np.exp(-(((x - 300) / 20) ** 2) / 2),
        "cylinder with a wide highlight": 70 + 160 * np.exp(-(((x - 300) / 60) ** 2) / 2),
        "ball with a highlight": 70 + 160 * np.exp(-((x - 300) ** 2 + (y - 220) ** 2) / 800),
        "drum": drum,
        "drum with a scratch": scratched,
        "brushed metal": brushed,
    }


@pytest.mark.parametrize("surface", _plain_surfaces())
@pytest.mark.parametrize("noise", [0.0, 1.0, 2.5])
def test_that_a_plain_surface_is_not_called_blurred(surface: str, noise: float) -> None:
    assert _verdict(_rgb(_plain_surfaces()[surface], noise=noise)) is None


def test_that_a_plain_surface_says_focus_was_not_judged() -> None:
    figures = assess(_rgb(np.full((480, 640), 140.0), noise=1))
    assert (figures.sharpness, figures.edge_coverage) == (1.0, 0.0)


def test_that_a_small_part_on_black_is_not_dark_and_on_white_not_overexposed() -> None:
    on_black = np.zeros((480, 640, 3), np.uint8)
    on_black[200:260, 300:360] = 120
    on_white = np.full((480, 640, 3), 255, np.uint8)
    on_white[180:280, 280:380] = 90
    assert _verdict(on_black) is None
    assert _verdict(on_white) is None


@pytest.mark.parametrize("shape", [(16, 16, 3), (16, 900, 3), (900, 16, 3)])
def test_that_the_smallest_images_can_be_assessed(shape: tuple[int, int, int]) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    assert _verdict(rgb) is None


def test_that_limits_decide_one_by_one_and_none_switches_off() -> None:
    bad = QualityFigures(
        sharpness=0.1, edge_coverage=1.0, brightness=5.0, overexposed_fraction=0.99
    )
    limits = replace(default_limits(), expected_size_px=(640, 480))
    assert judge(bad, limits, size_px=(480, 640)) is ReasonCode.RETAKE_SIZE
    limits = replace(limits, expected_size_px=None)
    assert judge(bad, limits, size_px=SIZE) is ReasonCode.RETAKE_DARK
    limits = replace(limits, min_brightness=None)
    assert judge(bad, limits, size_px=SIZE) is ReasonCode.RETAKE_OVEREXPOSED
    limits = replace(limits, max_overexposed_fraction=None)
    assert judge(bad, limits, size_px=SIZE) is ReasonCode.RETAKE_BLURRED
    limits = replace(limits, min_sharpness=None)
    assert limits == QualityLimits()
    assert judge(bad, limits, size_px=SIZE) is None


def test_that_figures_can_be_recorded() -> None:
    recorded = assess(_rgb(_machined_part())).as_mapping()
    assert list(recorded) == ["sharpness", "edge_coverage", "brightness", "overexposed_fraction"]
    assert json.loads(json.dumps(recorded)) == recorded
