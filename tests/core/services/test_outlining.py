from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.domain.inspections import AnomalyScore
from core.domain.measurements import Measurement, Zone
from core.domain.regions import BoxPx, Region, RegionKind, RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleUse
from core.errors import ImageError
from core.imaging.decode import DecodeLimits
from core.measure.look import contrast_of
from core.measure.mask_facts import measure_mask
from core.measure.run_lengths import decode_mask, region_of_mask
from core.services.outlining import MeasuredPlace, box_around_mask, measure_place, read_mask
from core.services.scoring import ScoredPlace

ROI = BoxPx(60, 50, 90, 62)


def spot() -> NDArray[np.bool_]:
    drawn = np.zeros((160, 220), np.uint8)
    cv2.ellipse(drawn, (100, 80), (22, 14), 20, 0, 360, 1, -1)
    return drawn > 0


def picture() -> NDArray[np.uint8]:
    values = 130 + np.random.default_rng(4).normal(0, 3, (160, 220)) - 45 * spot()
    grey = cv2.GaussianBlur(values, (0, 0), 0.7).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def place(
    source: RegionSource, *, score: float | None = None, limit: float | None = None
) -> ScoredPlace:
    return ScoredPlace(Region(ROI, source=source), (), AnomalyScore(score, limit))


def test_that_a_drawn_region_is_outlined_and_measured() -> None:
    found = measure_place(picture(), place(RegionSource.DRAWN))
    assert found.outline is not None
    assert found.outline.mask is not None
    assert (found.outline.kind, found.outline.source) == (RegionKind.MASK, RegionSource.MEASURED)
    measured, again = found.measurement, measure_mask(decode_mask(found.outline.mask))
    assert measured.length_px == again.length_px
    assert measured.length_px == pytest.approx(measure_mask(spot()).length_px, rel=0.15)
    assert measured.bbox_px == found.outline.box.as_tuple()
    assert measured.outline_trust is not None
    assert 0 <= measured.outline_trust <= 1


def test_that_an_anomaly_over_its_limit_is_outlined_and_one_within_it_is_not() -> None:
    over = measure_place(picture(), place(RegionSource.PROPOSED, score=2.0, limit=1.0))
    within = measure_place(picture(), place(RegionSource.PROPOSED, score=0.5, limit=1.0))
    whole = measure_place(picture(), place(RegionSource.PROPOSED))
    assert over.outline is not None
    for nothing in (within, whole):
        assert nothing.outline is None
        assert nothing.measurement.length_px is None
        assert nothing.measurement.bbox_px == ROI.as_tuple()


def test_that_a_given_mask_is_measured_as_it_is() -> None:
    mask = np.zeros((160, 220), bool)
    mask[10:14, 20:50] = True
    region = region_of_mask(mask, RegionSource.DRAWN)
    found = measure_place(picture(), ScoredPlace(region, (), AnomalyScore()))
    contrast = contrast_of(picture(), mask)
    assert contrast is not None
    assert found == MeasuredPlace(replace(measure_mask(mask), contrast=contrast))
    assert found.measurement.outline_trust == 1.0


def test_that_no_rule_is_applied_to_an_outline_nobody_trusts() -> None:
    vague = Measurement(length_px=30.0, zone=Zone.LEFT, outline_trust=0.3)
    assert MeasuredPlace(vague).to_judge_by == Measurement(zone=Zone.LEFT)
    sure = Measurement(length_px=30.0, zone=Zone.LEFT, outline_trust=0.6)
    assert MeasuredPlace(sure).to_judge_by == sure


def test_that_no_rule_in_mm_is_applied_by_a_calibration_that_is_out_of_date() -> None:
    facts = Measurement(length_px=30.0, length_mm=1.5, area_mm2=2.0, outline_trust=1.0)
    use = ScaleUse(Scale("mm-1", 0.05), problem=ScaleProblem.OUT_OF_DATE)
    old, good = MeasuredPlace(facts, scale=use), MeasuredPlace(facts, scale=ScaleUse(use.scale))
    assert old.to_judge_by == Measurement(length_px=30.0, outline_trust=1.0)
    assert good.to_judge_by == facts


def test_that_a_place_is_measured_in_mm_with_how_much_darker_it_is() -> None:
    use = ScaleUse(Scale("mm-1", 0.05, 0.01, size_px=(220, 160)))
    found = measure_place(picture(), place(RegionSource.DRAWN), scale=use).measurement
    assert found.length_px is not None
    assert found.length_mm == pytest.approx(found.length_px * 0.05)
    assert found.contrast == pytest.approx(-45, abs=8)


def test_that_a_mask_is_scored_with_some_ground_around_it() -> None:
    mask = np.zeros((160, 220), bool)
    mask[10:14, 20:60] = True
    region = region_of_mask(mask, RegionSource.DRAWN)
    assert box_around_mask(region, 220, 160) == BoxPx(10, 2, 60, 20)


def test_that_a_mask_is_read_from_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "마스크 1.png"
    Image.fromarray((spot() * 255).astype(np.uint8)).save(file)
    region = read_mask(file, limits=DecodeLimits())
    assert region.mask is not None
    assert region.source is RegionSource.DRAWN
    assert np.array_equal(decode_mask(region.mask), spot())


def test_that_an_empty_mask_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "빈 마스크.png"
    Image.fromarray(np.zeros((20, 20), np.uint8)).save(file)
    with pytest.raises(ImageError) as caught:
        read_mask(file, limits=DecodeLimits())
    assert caught.value.code == "mask_empty"
