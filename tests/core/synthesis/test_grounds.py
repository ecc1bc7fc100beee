"""Grounds: every kind is drawn from its seed alone, fills its size and looks like itself."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.synthesis.compose import marked_sample
from core.synthesis.contact_sheet import main, write_sheets
from core.synthesis.ground_words import TEXTURES, Texture
from core.synthesis.grounds.base import cells, linear, linear_tint, lying, piece
from core.synthesis.grounds.contours import contoured, cut_at_times
from core.synthesis.grounds.finish import Finish, random_finish
from core.synthesis.grounds.registry import GROUNDS, KINDS, TEXTURE_OF
from core.synthesis.grounds.scenes import draw_ground, make_ground_scene
from core.synthesis.values import MarkRequest, Surface

SHAPE = (192, 192)
NAMES = sorted(GROUNDS)


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _arrays(surface: Surface) -> dict[str, NDArray[np.generic]]:
    values = {field.name: getattr(surface, field.name) for field in fields(surface)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def _picture(name: str, seed: int, shape: tuple[int, int] = SHAPE) -> NDArray[np.uint8]:
    scene = make_ground_scene(_rng(seed), shape, name)
    return scene.seen(scene.surface)


def _statistics(name: str) -> NDArray[np.float64]:
    """Tone, texture at three sizes, colour and direction, averaged over some pieces."""
    rows = []
    for seed in range(6):
        albedo = GROUNDS[name](_rng(seed), SHAPE).albedo
        grey = np.log(albedo.mean(axis=2) + 0.01).astype(np.float32)
        fine = grey - cv2.GaussianBlur(grey, (0, 0), 1.2)
        middle = grey - cv2.GaussianBlur(grey, (0, 0), 6.0)
        colour = float(np.ptp(albedo.mean(axis=(0, 1))))
        way = np.abs(np.diff(grey, axis=1)).mean() / np.abs(np.diff(grey, axis=0)).mean()
        rows.append((grey.mean(), fine.std(), middle.std(), grey.std(), colour, np.log(way)))
    return np.asarray(np.mean(rows, axis=0), dtype=np.float64)


@pytest.mark.parametrize("name", NAMES)
def test_that_the_same_seed_gives_the_same_pixels(name: str) -> None:
    assert np.array_equal(_picture(name, 3), _picture(name, 3))


@pytest.mark.parametrize("name", NAMES)
def test_that_another_seed_gives_another_piece(name: str) -> None:
    assert not np.array_equal(_picture(name, 3), _picture(name, 4))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(192, 192), (96, 250), (448, 336)])
def test_that_a_ground_fills_its_size_with_sound_values(name: str, shape: tuple[int, int]) -> None:
    surface = GROUNDS[name](_rng(11), shape)
    assert surface.shape == shape
    for field, values in _arrays(surface).items():
        assert values.shape[:2] == shape, field
        assert np.isfinite(values).all(), field
    assert surface.albedo.shape == (*shape, 3)
    assert surface.albedo.min() >= 0.0
    assert surface.irradiance.min() > 0.0
    assert 0.0 <= surface.body.min() <= surface.body.max() <= 1.0
    assert surface.gloss.min() >= 0.0
    assert surface.markable.mean() > 0.1


@pytest.mark.parametrize("name", NAMES)
def test_that_fields_are_of_single_precision(name: str) -> None:
    arrays = _arrays(GROUNDS[name](_rng(5), SHAPE))
    assert arrays.pop("markable").dtype == np.bool_
    assert {values.dtype for values in arrays.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("name", NAMES)
def test_that_marks_may_lie_only_on_the_piece(name: str) -> None:
    for seed in range(6):
        surface = GROUNDS[name](_rng(seed), SHAPE)
        assert not np.any(surface.markable & (surface.body < 0.5))


@pytest.mark.parametrize("name", NAMES)
def test_that_a_ground_is_neither_black_nor_burnt_out(name: str) -> None:
    tones = [float(np.median(_picture(name, seed))) for seed in range(8)]
    assert 20.0 < float(np.mean(tones)) < 235.0


@pytest.mark.parametrize("name", NAMES)
def test_that_a_ground_calls_itself_by_its_name(name: str) -> None:
    assert GROUNDS[name](_rng(0), SHAPE).name == name


def test_that_no_two_grounds_have_the_same_statistics() -> None:
    found = {name: _statistics(name) for name in NAMES}
    scale = np.std(list(found.values()), axis=0)
    for first, second in combinations(NAMES, 2):
        apart = np.abs(found[first] - found[second]) / scale
        assert apart.max() > 0.2, (first, second)


def test_that_every_texture_word_has_a_ground() -> None:
    assert set(TEXTURE_OF.values()) == set(TEXTURES) == set(Texture)


def test_that_all_grounds_are_drawn_in_the_long_run() -> None:
    rng = _rng(1)
    assert {draw_ground(rng) for _ in range(1500)} == set(KINDS)


def test_that_a_marked_scene_differs_from_its_unmarked_one_only_by_the_mark() -> None:
    scene = make_ground_scene(_rng(8), SHAPE, "rolled_strip")
    sample = marked_sample(_rng(9), scene, "scratch", MarkRequest(strength=1.0))
    assert np.array_equal(sample.unmarked, scene.seen(scene.surface))
    assert sample.mask.any()
    change = np.abs(sample.rgb.astype(float) - sample.unmarked)
    assert change[sample.mask].mean() > 5.0 * change[~sample.mask].mean()


def test_that_an_unknown_ground_is_refused() -> None:
    with pytest.raises(KeyError):
        make_ground_scene(_rng(0), SHAPE, "cheese")


def _upright_stripes(rng: np.random.Generator, shape: tuple[int, int]) -> Surface:
    stripes = np.broadcast_to(rng.uniform(0.2, 0.8, (1, shape[1], 1)), (*shape, 3))
    return piece("stripes", stripes.astype(np.float32), grain_deg=80.0)


def test_that_lines_lie_when_a_piece_is_laid_down() -> None:
    laid = lying(_upright_stripes, _rng(2), (120, 200), share=1.0)
    upright = lying(_upright_stripes, _rng(2), (120, 200), share=0.0)
    assert laid.shape == upright.shape == (120, 200)
    assert np.ptp(laid.albedo, axis=1).max() == np.ptp(upright.albedo, axis=0).max() == 0.0
    assert (laid.grain_deg, upright.grain_deg) == (10.0, 80.0)


def test_that_contours_stand_out_and_marks_keep_clear_of_them() -> None:
    for seed in range(60):
        whole = GROUNDS["ferrite"](_rng(seed), SHAPE)
        part = contoured(_rng(seed), whole)
        grey = part.albedo.mean(axis=2)
        inside, outside = part.body > 0.95, part.body < 0.05
        if outside.any() and inside.any():
            ratio = float(grey[outside].mean() / grey[inside].mean())
            assert ratio < 0.7 or ratio > 1.2, seed
        assert part.body[part.markable].min(initial=1.0) == 1.0


def test_that_a_share_of_the_pieces_is_cut() -> None:
    always, never = cut_at_times(_upright_stripes, 1.0), cut_at_times(_upright_stripes, 0.0)
    assert always(_rng(1), SHAPE).body.min() < 1.0
    assert never(_rng(1), SHAPE).body.min() == 1.0


def test_that_cells_are_about_as_large_as_asked() -> None:
    away = cells(_rng(0), SHAPE, 6.0)
    assert 0.3 < float(away.mean()) < 1.2
    assert float(away.min()) == 0.0


def test_that_grey_levels_become_linear_light() -> None:
    assert linear(0.0) == 0.0
    assert linear(255.0) == pytest.approx(1.0)
    assert linear(128.0) == pytest.approx(0.2158, abs=1e-3)
    assert linear_tint((0.0, 255.0, 128.0))[2] == pytest.approx(linear(128.0))


def test_that_a_finish_without_wishes_leaves_the_pixels_alone() -> None:
    rgb = _rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    assert np.array_equal(Finish()(rgb), rgb)


def test_that_a_grey_camera_sees_no_colour() -> None:
    rgb = _rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    grey = Finish(grey=True, jpeg_quality=70, enlarged=2.0)(rgb)
    assert grey.shape == rgb.shape
    assert np.array_equal(grey[..., 0], grey[..., 1])
    assert np.array_equal(grey[..., 0], grey[..., 2])


def test_that_an_enlarged_crop_is_softer() -> None:
    rgb = _rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    assert Finish(enlarged=2.5)(rgb).std() < 0.7 * rgb.std()


def test_that_a_higher_contrast_spreads_the_levels() -> None:
    rgb = _rng(0).integers(100, 156, (64, 64, 3), dtype=np.uint8)
    assert Finish(contrast=1.4)(rgb).std() > 1.3 * rgb.std()


def test_that_ways_of_storing_stay_in_their_range() -> None:
    drawn = [random_finish(_rng(seed)) for seed in range(200)]
    assert {finish.grey for finish in drawn} == {False, True}
    assert all(1.0 <= finish.enlarged <= 2.6 for finish in drawn)
    assert all(55 <= finish.jpeg_quality <= 100 for finish in drawn)


def _height(path: Path) -> int:
    with Image.open(path) as image:
        return image.height


def test_that_contact_sheets_are_written_a_row_for_each_ground(tmp_path: Path) -> None:
    written = write_sheets(tmp_path / "대조표", ["tile", "wood", "woven"], rows=2)
    assert [path.name for path in written] == ["grounds_1.png", "grounds_2.png"]
    assert [_height(path) for path in written] == [2 * 196, 196]


def test_that_other_pictures_lie_over_the_grounds(tmp_path: Path) -> None:
    real = tmp_path / "실제" / "양품"
    real.mkdir(parents=True)
    Image.new("RGB", (300, 200), (10, 200, 30)).save(real / "하나.png")
    out = tmp_path / "out"
    code = main(["--out", str(out), "--ground", "tile", "--beside", str(tmp_path / "실제")])
    with Image.open(out / "grounds_1.png") as sheet:
        assert code == 0
        assert sheet.height == 2 * 196
        assert sheet.getpixel((90, 90)) == (10, 200, 30)
