"""From px to mm."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.measurements import Measurement
from core.domain.scales import Scale, ScaleProblem, ScaleUse
from core.measure.scale.applying import in_millimetres

FACTS = Measurement(length_px=64.0, width_px=3.0, area_px=180.0, outline_trust=1.0)
USE = ScaleUse(Scale("mm-1", 0.05, 0.01, size_px=(640, 480)))


def _px(top: float = 5000.0) -> st.SearchStrategy[float]:
    return st.floats(0.5, top)


@given(_px(), _px(200), st.floats(1, 1e6), st.floats(1e-4, 10), st.booleans())
def test_that_mm_is_px_times_scale(
    length: float, width: float, area: float, scale: float, is_given: bool
) -> None:
    facts = Measurement(length_px=length, width_px=width, area_px=area, outline_trust=0.7)
    found = in_millimetres(facts, ScaleUse(Scale("mm-1", scale, 0.01)), is_given=is_given)
    assert found.length_mm == pytest.approx(length * scale)
    assert found.width_mm == pytest.approx(width * scale)
    assert found.area_mm2 == pytest.approx(area * scale**2)
    assert found.length_mm_uncertainty is not None
    assert found.length_mm_uncertainty >= 0.01 * length * scale


def test_that_measures_in_px_stay() -> None:
    found = in_millimetres(FACTS, USE, is_given=True)
    names = ("length_px", "width_px", "area_px", "outline_trust")
    assert [getattr(found, name) for name in names] == [getattr(FACTS, name) for name in names]


def test_that_what_was_not_measured_is_not_in_mm_either() -> None:
    assert in_millimetres(Measurement(), USE, is_given=True) == Measurement()


@pytest.mark.parametrize("use", [None, replace(USE, problem=ScaleProblem.OTHER_SIZE)])
def test_that_without_a_fitting_calibration_there_are_no_mm(use: ScaleUse | None) -> None:
    assert in_millimetres(FACTS, use, is_given=True) == FACTS


def test_that_a_calibration_out_of_date_still_gives_lengths() -> None:
    old = replace(USE, problem=ScaleProblem.OUT_OF_DATE)
    assert in_millimetres(FACTS, old, is_given=True).length_mm == pytest.approx(3.2)


def test_that_a_scale_of_unknown_uncertainty_states_none() -> None:
    use = ScaleUse(Scale("given-0.05", 0.05))
    found = in_millimetres(FACTS, use, is_given=True)
    assert found.length_mm == pytest.approx(3.2)
    assert found.length_mm_uncertainty is None
    assert found.width_mm_uncertainty is None


def test_that_the_program_s_own_outline_is_less_certain_than_a_given_one() -> None:
    drawn = in_millimetres(FACTS, USE, is_given=True)
    sure = in_millimetres(FACTS, USE, is_given=False)
    unsure = in_millimetres(replace(FACTS, outline_trust=0.5), USE, is_given=False)
    sizes = [found.length_mm_uncertainty for found in (drawn, sure, unsure)]
    assert all(sizes)
    assert sizes == sorted(sizes, key=lambda size: size or 0)
    assert sizes[2] == pytest.approx(0.40 * 3.2, rel=0.05)
    # How wide a mark is depends on where the program draws its edge.
    assert (sure.width_mm_uncertainty, sure.area_mm2_uncertainty) == (None, None)
    assert drawn.width_mm_uncertainty is not None


def test_that_width_and_area_of_a_given_outline_are_off_by_scale_and_edges() -> None:
    rough = ScaleUse(Scale("mm-1", 0.05, 0.2))
    found = in_millimetres(FACTS, rough, is_given=True)
    # 0.82 px of 0.05 mm are the edges; a stroke of 3 px is off in its area as in its width.
    assert found.width_mm_uncertainty == pytest.approx(math.hypot(0.15 * 0.2, 0.041))
    of_edges = 0.45 * 0.041 / 0.15
    assert found.area_mm2_uncertainty == pytest.approx(math.hypot(0.45 * 0.4, of_edges))
    flat = in_millimetres(replace(FACTS, width_px=0.0), rough, is_given=True)
    assert flat.area_mm2_uncertainty == pytest.approx(0.45 * 0.4)
