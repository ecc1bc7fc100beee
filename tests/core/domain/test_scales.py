"""Which calibration holds for an image, and whether it still does."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.scales import ProductScales, Scale, ScaleProblem, ScaleUse, given_scale

MADE = datetime(2026, 3, 1, 8, tzinfo=UTC)
SMALL = Scale("mm-1", 0.05, 0.01, camera="카메라 1", size_px=(640, 480), made_at=MADE.isoformat())
LARGE = replace(SMALL, id="mm-2", mm_per_px=0.02, size_px=(1280, 960))


def test_that_the_calibration_of_the_image_size_is_used() -> None:
    scales = ProductScales((LARGE, SMALL), now=MADE + timedelta(days=3), limit_days=30)
    assert scales.use_for((640, 480)) == ScaleUse(SMALL, 3, 30)
    assert scales.use_for((1280, 960)) == ScaleUse(LARGE, 3, 30)


def test_that_another_image_size_is_refused_even_with_its_sides_changed() -> None:
    scales = ProductScales((SMALL,), now=MADE)
    for size in ((480, 640), (641, 480), (1280, 960)):
        use = scales.use_for(size)
        assert use is not None
        assert use.problem is ScaleProblem.OTHER_SIZE


def test_that_nothing_is_used_where_nothing_was_calibrated() -> None:
    assert ProductScales().use_for((640, 480)) is None
    assert ProductScales().as_mapping() == {}


@pytest.mark.parametrize(("days", "problem"), [(30, None), (31, ScaleProblem.OUT_OF_DATE)])
def test_that_a_calibration_is_out_of_date_after_its_last_day(
    days: int, problem: ScaleProblem | None
) -> None:
    scales = ProductScales((SMALL,), now=MADE + timedelta(days=days, hours=5), limit_days=30)
    assert scales.use_for((640, 480)) == ScaleUse(SMALL, days, 30, problem)


def test_that_without_a_limit_a_calibration_only_grows_old() -> None:
    use = ProductScales((SMALL,), now=MADE + timedelta(days=900)).use_for((640, 480))
    assert use == ScaleUse(SMALL, 900)


def test_that_a_clock_that_went_back_makes_no_negative_age() -> None:
    assert SMALL.age_days(MADE - timedelta(days=9)) == 0


def test_that_a_snapshot_keeps_every_calibration_with_its_hash() -> None:
    kept = ProductScales((LARGE, SMALL), now=MADE, limit_days=30).as_mapping()
    assert list(kept) == ["limit_days", "mm-2", "mm-1"]
    assert kept["limit_days"] == 30
    assert kept["mm-1"] == {**asdict(SMALL), "hash": SMALL.hash}
    assert kept["mm-2"] == {**asdict(LARGE), "hash": LARGE.hash}


def test_that_a_number_given_for_the_images_at_hand_fits_them_all() -> None:
    scale = given_scale(0.05)
    use = ProductScales((scale,), now=MADE).use_for((17, 4))
    assert use == ScaleUse(scale)
    assert scale.uncertainty is None


@pytest.mark.parametrize("number", [0.0, -0.1, float("nan"), float("inf")])
def test_that_only_a_number_above_zero_is_a_scale(number: float) -> None:
    with pytest.raises(ValueError, match="mm per px"):
        given_scale(number)


def test_that_the_hash_tells_any_change() -> None:
    changed = (
        replace(SMALL, mm_per_px=0.0500001),
        replace(SMALL, camera="카메라 2"),
        replace(SMALL, size_px=(480, 640)),
        replace(SMALL, uncertainty=None),
    )
    assert len({SMALL.hash, *(scale.hash for scale in changed)}) == 5
    assert replace(SMALL).hash == SMALL.hash
