"""Zones and clock positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.measurements import Zone
from core.domain.regions import BoxPx
from core.measure.zones import (
    GRID,
    clock_of_point,
    frame_of_image,
    zone_of_box,
    zone_of_point,
    zone_shares,
    zones_of_box,
)

FRAME = frame_of_image(900, 600)


@pytest.mark.parametrize(
    ("box", "zone"),
    [
        (BoxPx(0, 0, 10, 10), Zone.TOP_LEFT),
        (BoxPx(440, 10, 20, 20), Zone.TOP),
        (BoxPx(880, 0, 20, 20), Zone.TOP_RIGHT),
        (BoxPx(0, 290, 20, 20), Zone.LEFT),
        (BoxPx(440, 290, 20, 20), Zone.CENTER),
        (BoxPx(880, 290, 20, 20), Zone.RIGHT),
        (BoxPx(0, 590, 10, 10), Zone.BOTTOM_LEFT),
        (BoxPx(440, 590, 10, 10), Zone.BOTTOM),
        (BoxPx(890, 590, 10, 10), Zone.BOTTOM_RIGHT),
        # most of the area is left of the line at 300
        (BoxPx(230, 10, 100, 50), Zone.TOP_LEFT),
        # a box over all nine cells has equal parts: its centre decides
        (BoxPx(0, 0, 900, 600), Zone.CENTER),
        # half and half: the centre lies on the line and counts to the right
        (BoxPx(250, 10, 100, 50), Zone.TOP),
    ],
)
def test_that_the_zone_is_the_cell_with_most_of_the_box(box: BoxPx, zone: Zone) -> None:
    assert zone_of_box(box, FRAME) is zone


@pytest.mark.parametrize(
    ("box", "zones"),
    [
        (BoxPx(0, 0, 10, 10), (Zone.TOP_LEFT,)),
        (BoxPx(250, 10, 100, 50), (Zone.TOP_LEFT, Zone.TOP)),
        # a quarter counts, less does not
        (BoxPx(225, 10, 100, 50), (Zone.TOP_LEFT, Zone.TOP)),
        (BoxPx(224, 10, 100, 50), (Zone.TOP_LEFT,)),
        (BoxPx(250, 150, 100, 100), (Zone.TOP_LEFT, Zone.TOP, Zone.LEFT, Zone.CENTER)),
        (BoxPx(0, 0, 900, 600), ()),
    ],
)
def test_that_zones_are_the_cells_with_a_quarter_of_the_box(
    box: BoxPx, zones: tuple[Zone, ...]
) -> None:
    assert zones_of_box(box, FRAME) == zones


@pytest.mark.parametrize(
    ("point", "hour"),
    [
        ((450, 0), 12),
        ((750, 0), 2),  # 45 degrees, exactly between 1 and 2
        ((900, 300), 3),
        ((700, 550), 5),
        ((450, 600), 6),
        ((0, 300), 9),
        ((449, 0), 12),
        ((430, 0), 12),
    ],
)
def test_that_the_clock_goes_from_the_top_to_the_right(
    point: tuple[float, float], hour: int
) -> None:
    assert clock_of_point(point, FRAME) == hour


def test_that_there_is_no_clock_near_the_centre() -> None:
    assert clock_of_point((450, 300), FRAME) is None
    assert clock_of_point((510, 300), FRAME) is None  # 60 px are 10 % of the short side
    assert clock_of_point((510.5, 300), FRAME) == 3


def test_that_a_frame_inside_the_image_is_the_reference() -> None:
    frame = BoxPx(300, 300, 90, 90)
    assert zone_of_box(BoxPx(300, 300, 10, 10), frame) is Zone.TOP_LEFT
    assert zone_of_point((0, 0), frame) is Zone.TOP_LEFT
    assert zone_of_point((1000, 345), frame) is Zone.RIGHT
    assert clock_of_point((345, 0), frame) == 12


boxes = st.builds(
    BoxPx,
    x=st.floats(0, 800),
    y=st.floats(0, 500),
    w=st.floats(0.5, 100),
    h=st.floats(0.5, 100),
)


@given(boxes)
def test_that_shares_of_a_box_in_the_frame_sum_to_one(box: BoxPx) -> None:
    assert sum(zone_shares(box, FRAME).values()) == pytest.approx(1, abs=1e-6)


@given(boxes)
def test_that_the_zone_holds_no_less_than_any_other(box: BoxPx) -> None:
    shares = zone_shares(box, FRAME)
    zone = zone_of_box(box, FRAME)
    assert shares[zone] >= max(shares.values()) - 1e-6
    assert zone in zones_of_box(box, FRAME)


@given(boxes)
def test_that_mirroring_the_image_mirrors_the_place(box: BoxPx) -> None:
    mirrored = BoxPx(900 - box.right, box.y, box.w, box.h)
    mirror = {zone: row[2 - i] for row in GRID for i, zone in enumerate(row)}
    shares, other = zone_shares(box, FRAME), zone_shares(mirrored, FRAME)
    for zone, share in shares.items():
        assert other[mirror[zone]] == pytest.approx(share, abs=1e-6)
    hour, mirrored_hour = (clock_of_point(b.center, FRAME) for b in (box, mirrored))
    if hour is not None and mirrored_hour is not None:
        # Half hours round clockwise, so a mirrored one may be one hour apart.
        assert (hour + mirrored_hour) % 12 in {0, 1}
