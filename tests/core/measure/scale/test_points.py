"""A calibration from two points."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.errors import UsageError
from core.measure.scale.points import scale_from_points


def test_that_two_points_of_a_known_distance_give_the_scale() -> None:
    found = scale_from_points(((10, 20), (310, 420)), 25.0)
    assert found.mm_per_px == pytest.approx(0.05)
    assert found.evidence["distance_px"] == 500
    assert found.evidence["distance_mm"] == 25


def test_that_the_uncertainty_is_that_of_many_clicks() -> None:
    rng = np.random.default_rng(1)
    true = np.array([[100.0, 100.0], [260.0, 220.0]])
    clicks = true + rng.normal(0, 1.5, (4000, 2, 2))
    lengths = np.linalg.norm(clicks[:, 0] - clicks[:, 1], axis=1)
    found = scale_from_points(((100, 100), (260, 220)), 10.0, click_px=1.5)
    assert found.uncertainty == pytest.approx(2 * lengths.std() / 200, rel=0.05)


def test_that_an_inexact_ruler_counts_too() -> None:
    exact = scale_from_points(((0, 0), (400, 0)), 10.0, click_px=1.0)
    inexact = scale_from_points(((0, 0), (400, 0)), 10.0, click_px=1.0, distance_error_mm=0.1)
    assert exact.uncertainty is not None
    assert inexact.uncertainty == pytest.approx(math.hypot(exact.uncertainty, 0.02))


@pytest.mark.parametrize("distance_mm", [0.0, -3.0, float("nan"), float("inf")])
def test_that_a_length_that_is_none_is_refused(distance_mm: float) -> None:
    with pytest.raises(UsageError, match="scale_distance_invalid"):
        scale_from_points(((0, 0), (400, 0)), distance_mm)


@pytest.mark.parametrize(
    ("end", "click_px"), [((0.0, 0.0), 0.5), ((19.0, 0.0), 0.5), ((100.0, 0.0), 4.0)]
)
def test_that_points_too_close_for_the_click_are_refused(
    end: tuple[float, float], click_px: float
) -> None:
    with pytest.raises(UsageError, match="scale_points_close"):
        scale_from_points(((0, 0), end), 5.0, click_px=click_px)
