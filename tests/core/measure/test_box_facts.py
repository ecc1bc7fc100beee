"""What a box alone says."""

from __future__ import annotations

from dataclasses import fields

import pytest

from core.domain.measurements import Measurement, Zone
from core.domain.regions import BoxPx
from core.measure.box_facts import area_percent_of_image, box_facts, covers_image


def test_that_a_box_says_where_and_nothing_about_the_size_of_the_defect() -> None:
    facts = box_facts(BoxPx(700, 20, 120, 80), width_px=900, height_px=600)
    assert facts.zone is Zone.TOP_RIGHT
    assert facts.zones == (Zone.TOP_RIGHT,)
    assert facts.clock == 2
    assert facts.centroid_px == (760.0, 60.0)
    assert facts.bbox_px == (700, 20, 120, 80)
    said = {f.name for f in fields(Measurement) if getattr(facts, f.name) is not None}
    assert said == {"zone", "zones", "clock", "centroid_px", "bbox_px"}


@pytest.mark.parametrize("box", [BoxPx(0, 0, 900, 600), BoxPx(0.4, 0, 899.3, 599.6)])
def test_that_the_whole_image_has_no_place(box: BoxPx) -> None:
    assert covers_image(box, width_px=900, height_px=600)
    assert box_facts(box, width_px=900, height_px=600) == Measurement()


def test_that_a_box_one_pixel_short_is_a_place() -> None:
    assert box_facts(BoxPx(0, 0, 899, 600), width_px=900, height_px=600).zone is Zone.CENTER


def test_that_the_frame_of_the_product_is_the_reference() -> None:
    box = BoxPx(700, 20, 20, 20)
    facts = box_facts(box, width_px=900, height_px=600, frame=BoxPx(690, 10, 90, 90))
    assert facts.zone is Zone.TOP_LEFT
    assert facts.clock == 11


def test_that_the_marked_area_is_in_percent_of_the_image() -> None:
    assert area_percent_of_image(BoxPx(0, 0, 90, 60), width_px=900, height_px=600) == pytest.approx(
        1
    )
