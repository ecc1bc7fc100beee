"""The benchmark of other ways to score what is unusual, on made-up features."""

from __future__ import annotations

import numpy as np

from core.inference.protocols import ImageFeatures, PatchGrid
from tests.benchmarks.anomaly_looks import measure

SHAPES = ((8, 16, 6), (16, 8, 8), (32, 4, 10))
"""Stride, side, channels."""


def _features(seed: int, *, mark: float) -> ImageFeatures:
    """Make an even image whose second row of coarse cells holds a mark."""
    random = np.random.default_rng(seed)
    grids = []
    for stride, side, channels in SHAPES:
        cells = 1.0 + 0.05 * random.standard_normal((side, side, channels))
        cells[side // 4 : side // 2, side // 4 : side // 2, 0] += mark
        grids.append(PatchGrid(stride, cells.astype(np.float32)))
    embedding = random.standard_normal(4).astype(np.float32)
    return ImageFeatures(embedding, np.zeros(0, np.float32), tuple(grids))


def _figures(mark: float) -> dict[tuple[str, str], float]:
    images = {
        "good": [_features(seed, mark=0.0) for seed in range(12)],
        "scratch": [_features(100 + seed, mark=mark) for seed in range(12)],
    }
    return measure(images, references=6, repeats=2)


def test_that_every_way_finds_a_strong_mark() -> None:
    figures = _figures(mark=2.0)
    assert {figures[way, label] for way, label in figures if label == "scratch"} == {1.0}
    assert figures["limit x 1.00", "escape"] == 0.0


def test_that_no_way_finds_a_mark_that_is_not_there() -> None:
    figures = _figures(mark=0.0)
    found = [value for (_, label), value in figures.items() if label == "scratch"]
    assert 0.2 < min(found) <= max(found) < 0.8


def test_that_a_laxer_limit_lets_more_defects_and_more_good_parts_pass() -> None:
    figures = _figures(mark=0.1)
    strict, lax = "limit x 0.90", "limit x 1.06"
    assert figures[strict, "escape"] < figures[lax, "escape"]
    assert figures[strict, "overkill"] > figures[lax, "overkill"]
