"""How a mark looks against the ground beside it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.look import MarkLook, look_of


def disc(*, radius: int = 15, at: tuple[int, int] = (60, 60)) -> NDArray[np.bool_]:
    drawn = cv2.circle(np.zeros((120, 120), np.uint8), at, radius, 1, -1)
    inside: NDArray[np.bool_] = drawn > 0
    return inside


def painted(
    mask: NDArray[np.bool_], *, mark: tuple[int, int, int], ground: tuple[int, int, int]
) -> NDArray[np.uint8]:
    return np.where(mask[..., None], mark, ground).astype(np.uint8)


def test_that_a_darker_mark_has_a_negative_contrast_and_no_noise_around_it() -> None:
    look = look_of(painted(disc(), mark=(80, 80, 80), ground=(140, 140, 140)), disc())
    assert look.contrast == pytest.approx(-60)
    assert look.ring_noise == pytest.approx(0)
    assert look.lab_shift is not None
    assert look.lab_shift[0] < -15
    assert look.lab_shift[1:] == pytest.approx((0, 0), abs=0.1)
    assert (look.n_parts, look.n_branches) == (1, 0)


def test_that_a_red_mark_of_equal_grey_shifts_in_colour_only() -> None:
    look = look_of(painted(disc(), mark=(200, 74, 74), ground=(112, 112, 112)), disc())
    assert look.contrast == pytest.approx(0, abs=1)
    assert look.colour_shift is not None
    assert look.colour_shift > 30
    assert look.lab_shift is not None
    assert look.lab_shift[1] > 30


def test_that_a_blurred_mark_has_a_softer_edge_and_the_same_sign() -> None:
    hard = painted(disc(), mark=(200, 200, 200), ground=(90, 90, 90))
    soft = cv2.GaussianBlur(hard, (0, 0), 5).astype(np.uint8)
    hard_look, soft_look = look_of(hard, disc()), look_of(soft, disc())
    assert hard_look.edge_sharpness == pytest.approx(1)
    assert soft_look.edge_sharpness is not None
    assert soft_look.edge_sharpness < 0.5
    assert soft_look.contrast is not None
    assert soft_look.contrast > 20


def test_that_the_ring_is_beside_the_mark_and_not_the_whole_ground() -> None:
    picture = painted(disc(), mark=(80, 80, 80), ground=(140, 140, 140))
    picture[:, :20] = 255
    picture[:20] = 0
    assert look_of(picture, disc()).contrast == pytest.approx(-60)


def test_that_noise_of_the_ground_is_measured() -> None:
    rng = np.random.default_rng(3)
    noise = rng.normal(0, 6, (120, 120, 1))
    ground = painted(disc(), mark=(80, 80, 80), ground=(140, 140, 140))
    picture = np.clip(ground + noise, 0, 255).astype(np.uint8)
    assert look_of(picture, disc()).ring_noise == pytest.approx(6, rel=0.15)


def test_that_a_mark_at_the_border_is_compared_with_what_is_left_of_the_ring() -> None:
    mask = disc(at=(0, 60))
    look = look_of(painted(mask, mark=(80, 80, 80), ground=(140, 140, 140)), mask)
    assert look.contrast == pytest.approx(-60)
    assert look.edge_sharpness == pytest.approx(1)


def test_that_nothing_is_compared_where_no_ground_is_left() -> None:
    full = np.ones((40, 50), bool)
    assert look_of(np.full((40, 50, 3), 90, np.uint8), full) == MarkLook(n_parts=1)
    full[0, 0] = False
    assert look_of(np.full((40, 50, 3), 90, np.uint8), full).contrast is None


def test_that_an_empty_mask_has_no_look() -> None:
    assert look_of(np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9), bool)) == MarkLook()


def test_that_branches_and_parts_are_counted() -> None:
    drawn = np.zeros((120, 120), np.uint8)
    for end in ((10, 20), (110, 30), (60, 110)):
        cv2.line(drawn, (60, 60), end, 1, 3)
    cv2.circle(drawn, (20, 100), 6, 1, -1)
    look = look_of(np.full((120, 120, 3), 90, np.uint8), drawn > 0)
    assert (look.n_branches, look.n_parts) == (1, 2)
    assert look.edge_sharpness is None


def test_that_image_and_mask_must_have_the_same_size() -> None:
    with pytest.raises(ValueError, match="differ in size"):
        look_of(np.zeros((9, 9, 3), np.uint8), np.zeros((9, 8), bool))
