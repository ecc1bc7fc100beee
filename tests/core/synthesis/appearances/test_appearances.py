"""Forms, looks and edges of marks by appearance."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.synthesis.appearances.edges import has_contour, with_contour
from core.synthesis.appearances.form import Form, merged
from core.synthesis.appearances.look import NO_COLOUR, draw_look
from core.synthesis.appearances.look_alikes import CLEAN_LOOKS
from core.synthesis.appearances.paths import Path, draw_paths
from core.synthesis.appearances.registry import APPEARANCES
from core.synthesis.grounds.scenes import make_ground_scene
from core.synthesis.training_samples import clean_image, marked_image, mask_of
from core.synthesis.values import MarkRequest, Surface, with_mark

SHAPE = (128, 160)
NAMES = sorted(APPEARANCES)


def plain(seed: int = 1, ground: str = "moulded_plastic") -> Surface:
    return make_ground_scene(np.random.default_rng(seed), SHAPE, ground).surface


def level(surface: Surface, mask: NDArray[np.bool_]) -> float:
    return float(surface.albedo[mask].mean())


@pytest.mark.parametrize("name", NAMES)
def test_that_a_mark_is_finite_and_its_footprint_lies_between_nothing_and_all(name: str) -> None:
    surface = with_contour(np.random.default_rng(3), plain())
    for seed in range(4):
        rng = np.random.default_rng(seed)
        mark = APPEARANCES[name].mark(rng, surface, MarkRequest(size=0.3, strength=0.8))
        changed = with_mark(surface, mark)
        assert mark.category == name
        assert mark.coverage.shape == SHAPE
        assert 0.0 <= mark.coverage.min() <= mark.coverage.max() <= 1.0 + 1e-5
        assert all(
            np.isfinite(field).all()
            for field in (changed.albedo, changed.height_px, changed.gloss, changed.irradiance)
        )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("corner", [(0.0, 0.0), (159.5, 127.5), (80.0, 0.5)])
def test_that_a_mark_at_the_border_is_cut_there(name: str, corner: tuple[float, float]) -> None:
    rng = np.random.default_rng(11)
    request = MarkRequest(size=0.5, at_px=corner, strength=1.0)
    mark = APPEARANCES[name].mark(rng, plain(), request)
    assert mark.coverage.shape == SHAPE
    assert np.isfinite(mark.coverage).all()


@pytest.mark.parametrize("name", ["line", "spot", "curved_line", "irregular_line", "spots"])
@pytest.mark.parametrize(("tone", "sign"), [("darker", -1.0), ("brighter", 1.0)])
def test_that_a_mark_has_the_wanted_tone(name: str, tone: str, sign: float) -> None:
    surface = plain(5)
    request = MarkRequest(size=0.5, strength=0.8, tone=tone, at_px=(80.0, 64.0))
    mark = APPEARANCES[name].mark(np.random.default_rng(2), surface, request)
    mask = mask_of(surface, mark)
    assert mask.any()
    assert sign * (level(with_mark(surface, mark), mask) - level(surface, mask)) > 0


def test_that_a_coloured_mark_changes_the_colours_unequally() -> None:
    look = draw_look(np.random.default_rng(4), tone="coloured", strength=0.8)
    assert max(look.shift) - min(look.shift) > 0.2


def test_that_a_larger_request_gives_a_larger_spot() -> None:
    areas = []
    for size in (0.1, 0.2, 0.4, 0.8):
        request = MarkRequest(size=size, at_px=(80.0, 64.0), variant="round")
        mark = APPEARANCES["spot"].mark(np.random.default_rng(9), plain(), request)
        areas.append(int(mask_of(plain(), mark).sum()))
    assert areas == sorted(areas)
    assert areas[0] == pytest.approx(np.pi * (0.05 * 128) ** 2, rel=0.5)


def test_that_pure_relief_leaves_the_colour_alone() -> None:
    surface = plain()
    dent = APPEARANCES["dent"].mark(np.random.default_rng(1), surface, MarkRequest())
    assert dent.albedo is None
    assert dent.height_px is not None
    assert NO_COLOUR.shift == (0.0, 0.0, 0.0)


def test_that_several_forms_lie_side_by_side_in_one_mark() -> None:
    left, right = np.zeros(SHAPE, np.float32), np.zeros(SHAPE, np.float32)
    left[10:20, 10:20], right[50:60, 90:100] = 1.0, 1.0
    both = merged([Form("a", left, left, relief=left), Form("a", right, right)])
    assert both.coverage.sum() == 200
    assert both.relief is left
    assert both.light is None


def test_that_the_thinnest_line_leaves_no_gap_in_its_footprint() -> None:
    points = np.asarray([[5.3, 5.1], [90.7, 70.2], [150.1, 120.9]], dtype=np.float32)
    thin = Path(points, np.full(3, 0.3, np.float32), np.full(3, 1.0, np.float32))
    _, seen = draw_paths(SHAPE, [thin])
    columns = np.asarray(seen.max(axis=0) > 0.3)
    assert columns[6:150].all()


def test_that_a_plain_ground_gets_a_contour_and_a_bite_lies_on_the_part() -> None:
    surface = plain()
    assert not has_contour(surface)
    ended = with_contour(np.random.default_rng(6), surface)
    assert has_contour(ended)
    sample = marked_image(
        np.random.default_rng(6),
        make_ground_scene(np.random.default_rng(6), SHAPE, "moulded_plastic"),
        APPEARANCES["edge_loss"],
    )
    assert sample.category == "edge_loss"
    assert sample.mask.any()


@pytest.mark.parametrize("name", sorted(CLEAN_LOOKS))
def test_that_a_look_alike_changes_the_image_and_marks_nothing(name: str) -> None:
    surface = plain()
    mark = CLEAN_LOOKS[name](np.random.default_rng(8), surface, MarkRequest(size=0.5))
    changed = with_mark(surface, mark)
    differs = (changed.irradiance != surface.irradiance).any()
    differs |= (changed.glare != surface.glare).any() | (changed.albedo != surface.albedo).any()
    assert differs
    rng = np.random.default_rng(8)
    sample = clean_image(rng, make_ground_scene(rng, SHAPE), look_alike=True)
    assert not sample.mask.any()


def test_that_several_marks_of_an_appearance_are_separate_places() -> None:
    parts = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        scene = make_ground_scene(rng, (192, 192), "moulded_plastic")
        mask = marked_image(rng, scene, APPEARANCES["pit"], count=5).mask
        parts.append(cv2.connectedComponents(mask.astype(np.uint8))[0] - 1)
    assert max(parts) >= 4
    assert min(parts) >= 2
