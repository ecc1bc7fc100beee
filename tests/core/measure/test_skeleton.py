"""Thinning and tracing."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from core.measure.inscribed import distances_inside
from core.measure.paths import count_ends, without_spurs
from core.measure.skeleton import thin, trace

MASKS = arrays(np.bool_, st.tuples(st.integers(1, 16), st.integers(1, 16)))


def n_parts(mask: NDArray[np.bool_]) -> int:
    return cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)[0] - 1


def n_holes(mask: NDArray[np.bool_]) -> int:
    ground = np.pad(~mask, 1, constant_values=True).astype(np.uint8)
    return cv2.connectedComponents(ground, connectivity=4)[0] - 2


@settings(max_examples=200, deadline=None)
@given(MASKS)
def test_that_thinning_keeps_parts_and_holes(mask: NDArray[np.bool_]) -> None:
    lines = thin(mask)
    assert not (lines & ~mask).any()
    assert n_parts(lines) == n_parts(mask)
    assert n_holes(lines) == n_holes(mask)


@settings(max_examples=200, deadline=None)
@given(MASKS)
def test_that_the_paths_go_through_every_pixel_of_the_lines(mask: NDArray[np.bool_]) -> None:
    lines = thin(mask)
    passed = np.zeros_like(lines)
    for path in trace(lines):
        passed[path[:, 0], path[:, 1]] = True
        assert (np.abs(np.diff(path, axis=0)) <= 1).all()
    assert (passed == lines).all()


def test_that_a_broad_stroke_with_square_ends_has_one_path() -> None:
    mask = np.zeros((60, 120), bool)
    mask[20:41, 10:110] = True
    paths = without_spurs(trace(thin(mask)), distances_inside(mask))
    assert len(paths) == 1


def test_that_the_arms_of_a_fork_stay() -> None:
    drawn = np.zeros((120, 120), np.uint8)
    for end in ((10, 20), (110, 30), (60, 110)):
        cv2.line(drawn, (60, 60), end, 1, 5)
    mask = drawn > 0
    paths = without_spurs(trace(thin(mask)), distances_inside(mask))
    degrees = sorted(count_ends(paths).values())
    assert degrees == [1, 1, 1, 3]


def test_that_a_ring_is_one_path_back_to_its_start() -> None:
    drawn = cv2.circle(np.zeros((80, 80), np.uint8), (40, 40), 25, 1, 5)
    paths = trace(thin(drawn > 0))
    assert len(paths) == 1
    assert (paths[0][0] == paths[0][-1]).all()
