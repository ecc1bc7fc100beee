"""How small a ROI may be before its scores mean nothing."""

from __future__ import annotations

import pytest

from core.classify.outcome import OutcomeInput, decide
from core.classify.roi_size import too_small
from core.domain.categories import Role
from core.domain.inspections import AnomalyScore, CategoryScore
from core.domain.outcomes import Outcome, ReasonCode
from core.domain.regions import BoxPx, CocoRle, Region, RegionKind, RegionSource
from core.domain.teaching import DecisionRules
from core.inference.adapters.starter import LONGEST_SIDE_PX, input_size
from core.inference.nets.efficientnet_lite import MAX_STRIDE


def roi(width_px: float, height_px: float) -> Region:
    return Region(BoxPx(3, 5, width_px, height_px), source=RegionSource.DRAWN)


@pytest.mark.parametrize("size", [(7, 7), (15.9, 15.9), (1, 1), (15, 4), (200, 3.9)])
def test_that_a_roi_of_too_few_pixels_is_too_small(size: tuple[float, float]) -> None:
    reason = too_small(roi(*size))
    assert reason is not None
    assert reason.code is ReasonCode.ROI_TOO_SMALL
    assert reason.params["roi_w"] == max(1, round(size[0]))
    assert (reason.params["least_long"], reason.params["least_short"]) == (16, 4)


@pytest.mark.parametrize("size", [(16, 16), (16, 4), (4, 16), (200, 4), (640, 480)])
def test_that_a_larger_roi_is_judged(size: tuple[float, float]) -> None:
    assert too_small(roi(*size)) is None


def test_that_what_the_program_found_and_a_mask_have_no_least_size() -> None:
    box = BoxPx(3, 5, 2, 2)
    mask = Region(box, RegionKind.MASK, RegionSource.DRAWN, mask=CocoRle((10, 10), (53, 2, 45)))
    assert too_small(Region(box, source=RegionSource.PROPOSED)) is None
    assert too_small(mask) is None


def test_that_even_a_sure_label_or_a_good_roi_is_held_when_it_is_too_small() -> None:
    sure = (CategoryScore("scratch", Role.DEFECT, 0.99), CategoryScore("good", Role.CLEAN, 0.01))
    good = (CategoryScore("scratch", Role.DEFECT, 0.01), CategoryScore("good", Role.CLEAN, 0.99))
    for scores in (sure, good):
        evidence = OutcomeInput(
            quality=too_small(roi(7, 7)),
            scores=scores,
            anomaly=AnomalyScore(0.1, 1.0),
            has_references=True,
        )
        decision = decide(evidence, DecisionRules())
        assert (decision.outcome, decision.reason.code) == (
            Outcome.HOLD,
            ReasonCode.ROI_TOO_SMALL,
        )


def test_that_the_least_longer_side_fills_the_cells_of_the_network_with_pixels() -> None:
    height, width = input_size(16, 16)
    assert 16 / (max(height, width) / MAX_STRIDE) > 1 > 13 / (LONGEST_SIDE_PX / MAX_STRIDE)
