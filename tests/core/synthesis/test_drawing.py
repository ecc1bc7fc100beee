"""The tools that marks and surfaces are drawn with."""

from __future__ import annotations

import numpy as np
import pytest

from core.synthesis.fields import axes, fractal, inside, slopes, turned, turned_shape
from core.synthesis.ink import Blob, Stroke, draw_blobs, draw_strokes
from core.synthesis.optics import Camera, Light, expose, shade
from core.synthesis.parts import Hole, Pose, disc, opening, rounded_rectangle
from core.synthesis.surfaces import SURFACES, grey
from core.synthesis.values import Surface


def flat_surface(height_px: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Surface:
    shape = (height_px.shape[0], height_px.shape[1])
    ones, zeros = np.ones(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    return Surface(
        name="flat",
        albedo=grey(0.5 * ones),
        height_px=height_px,
        gloss=ones,
        irradiance=ones,
        glare=zeros,
        markable=np.ones(shape, dtype=np.bool_),
        body=ones,
        metallic=0.0,
        spread=(0.4, 0.4),
    )


def test_that_a_stroke_covers_its_length_times_its_width() -> None:
    points = np.asarray([(10, 20), (30, 20), (50, 20)], dtype=np.float32)
    ones = np.ones(3, dtype=np.float32)
    ink = draw_strokes((40, 60), [Stroke(points, 2 * ones, ones)])
    assert ink.sum() == pytest.approx(40 * 2, rel=0.2)
    assert ink[19:21, 30] == pytest.approx([1.0, 1.0], abs=0.3)
    assert ink[24:].max() == 0.0


def test_that_the_stronger_of_two_crossing_strokes_shows() -> None:
    ones = np.ones(2, dtype=np.float32)
    strong = Stroke(np.asarray([(5, 10), (25, 10)], dtype=np.float32), 3 * ones, ones)
    weak = Stroke(np.asarray([(15, 2), (15, 18)], dtype=np.float32), 3 * ones, 0.3 * ones)
    ink = draw_strokes((20, 30), [strong, weak])
    assert ink[10, 15] == pytest.approx(1.0)
    assert ink[4, 15] == pytest.approx(0.3, abs=0.05)


@pytest.mark.parametrize("away", [(-500.0, 0.0), (0.0, 500.0), (400.0, 400.0)])
def test_that_drawing_outside_the_image_changes_nothing(away: tuple[float, float]) -> None:
    outline = np.asarray([(0, 0), (9, 0), (9, 9), (0, 9)], dtype=np.float32)
    ink = draw_blobs((30, 40), [Blob(outline + np.asarray(away, dtype=np.float32))])
    assert ink.shape == (30, 40)
    assert ink.max() == 0.0


def test_that_drawing_nothing_gives_an_empty_field() -> None:
    assert draw_strokes((8, 9), []).sum() == 0.0


def test_that_a_blob_covers_its_area() -> None:
    outline = np.asarray([(10, 10), (20, 10), (20, 16), (10, 16)], dtype=np.float32)
    assert draw_blobs((30, 40), [Blob(outline)]).sum() == pytest.approx(60.0, rel=0.1)


def test_that_a_pose_leads_to_the_image_and_back() -> None:
    pose = Pose(centre_px=(33.0, 21.0), angle_deg=25.0, scale=1.3)
    u, v = pose.to_part((50, 60))
    row, column = 17, 42
    x, y = pose.to_image((float(u[row, column]), float(v[row, column])))
    assert (x, y) == pytest.approx((column + 0.5, row + 0.5), abs=1e-3)


def test_that_a_pose_turns_counter_clockwise_on_the_screen() -> None:
    x, y = Pose(centre_px=(50.0, 50.0), angle_deg=90.0).to_image((10.0, 0.0))
    assert (x, y) == pytest.approx((50.0, 40.0))


def test_that_distances_cover_the_area_of_the_shape() -> None:
    x, y = axes((100, 120))
    u, v = (x - 60.0) + 0 * y, (y - 50.0) + 0 * x
    assert inside(disc(u, v, (0.0, 0.0), 20.0)).sum() == pytest.approx(np.pi * 400, rel=0.01)
    plate = inside(rounded_rectangle(u, v, (80.0, 60.0), 10.0))
    assert plate.sum() == pytest.approx(80 * 60 - (4 - np.pi) * 100, rel=0.01)
    hole = Hole(centre=(10.0, 5.0), radius=8.0, sink_radius=12.0)
    assert opening(u, v, [hole]).sum() == pytest.approx(np.pi * 64, rel=0.02)


def test_that_a_turned_field_leaves_no_empty_corner() -> None:
    field = np.full(turned_shape((40, 70), 33.0), 5.0, dtype=np.float32)
    cut = turned(field, 33.0, (40, 70))
    assert cut.shape == (40, 70)
    assert cut == pytest.approx(np.full((40, 70), 5.0), abs=1e-3)


def test_that_noise_has_zero_mean_and_unit_variance() -> None:
    noise = fractal(np.random.default_rng(0), (90, 110), cell_px=12.0)
    assert noise.shape == (90, 110)
    assert noise.mean() == pytest.approx(0.0, abs=1e-4)
    assert noise.std() == pytest.approx(1.0, abs=1e-3)


def test_that_the_side_of_a_bump_towards_the_lamp_is_brighter() -> None:
    x, y = axes((60, 60))
    bump = (3.0 * np.exp(-((x - 30) ** 2 + (y - 30) ** 2) / 80.0)).astype(np.float32)
    light = Light(direction=(-0.7, 0.0), spot=(0.1, 0.5))
    seen = shade(flat_surface(bump), light).mean(axis=2)
    level = shade(flat_surface(np.zeros_like(bump)), light).mean(axis=2)
    assert seen[30, 24] > level[30, 24] * 1.03
    assert seen[30, 36] < level[30, 36] * 0.97


def test_that_slopes_are_those_of_a_plane() -> None:
    x, y = axes((20, 30))
    gx, gy = slopes((0.5 * x - 0.25 * y).astype(np.float32))
    assert gx[5:15, 5:25] == pytest.approx(np.full((10, 20), 0.5))
    assert gy[5:15, 5:25] == pytest.approx(np.full((10, 20), -0.25))


def test_that_noise_free_grey_is_encoded_as_srgb() -> None:
    camera = Camera(exposure=1.0, blur_px=0.0, vignette=0.0, noise=0.0)
    exposure = expose(np.random.default_rng(0), (4, 5), camera)
    light = np.zeros((4, 5, 3), dtype=np.float32)
    light[0], light[1], light[2] = 0.2140, 1.0, 7.0
    rgb = exposure.develop(light)
    assert rgb[0, 0].tolist() == [127, 127, 127] or rgb[0, 0].tolist() == [128, 128, 128]
    assert rgb[1:3].min() == 255
    assert rgb[3].max() == 0


def test_that_a_defocused_camera_loses_detail() -> None:
    surface = SURFACES["brushed"](np.random.default_rng(3), (96, 96))
    radiance = shade(surface, Light())
    sharpness = []
    for blur_px in (0.5, 3.0):
        camera = Camera(blur_px=blur_px, noise=0.0)
        rgb = expose(np.random.default_rng(0), (96, 96), camera).develop(radiance)
        levels = rgb.mean(axis=2)
        sharpness.append(sum(np.abs(np.diff(levels, axis=axis)).mean() for axis in (0, 1)))
    assert sharpness[1] < 0.5 * sharpness[0]


@pytest.mark.parametrize("name", SURFACES)
def test_that_a_surface_reflects_no_more_light_than_it_gets(name: str) -> None:
    for seed in range(4):
        surface = SURFACES[name](np.random.default_rng(seed), (80, 100))
        assert surface.name == name
        assert surface.shape == (80, 100)
        assert 0.0 <= surface.irradiance.min() <= surface.irradiance.max() <= 1.0
        assert 0.0 <= surface.body.min() <= surface.body.max() <= 1.0
        assert surface.albedo.min() > -0.05
        assert surface.albedo.max() < 1.2
        assert surface.markable.any()
        for field in (surface.albedo, surface.height_px, surface.gloss, surface.irradiance):
            assert field.dtype == np.float32
            assert np.isfinite(field).all()
