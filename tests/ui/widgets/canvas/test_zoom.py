from __future__ import annotations

import pytest

from ui.widgets.canvas import zoom


def test_that_a_fitted_image_leaves_a_margin_on_the_tighter_side() -> None:
    assert zoom.fit((1000, 500), (1024, 800)) == pytest.approx(1.0)
    assert zoom.fit((500, 1000), (1024, 800)) == pytest.approx(776 / 1000)


def test_that_a_tiny_image_is_not_blown_up_to_blocks() -> None:
    assert zoom.fit((16, 16), (1024, 800)) == 4.0


def test_that_a_view_without_room_still_has_a_zoom() -> None:
    assert zoom.fit((1000, 500), (10, 4)) > 0


def test_that_zooming_stops_at_its_limits() -> None:
    assert zoom.clamped(1000, 0.2) == zoom.MOST
    assert zoom.clamped(0.001, 0.2) == pytest.approx(0.1)
    assert zoom.clamped(0.001, 4.0) == pytest.approx(0.5)


def test_that_stepping_rests_at_one_to_one_on_the_way() -> None:
    assert zoom.stepped(0.9, 1) == 1.0
    assert zoom.stepped(1.1, -1) == 1.0
    assert zoom.stepped(1.0, 1) == zoom.STEP
    assert zoom.stepped(2.0, 1) == 2.0 * zoom.STEP


@pytest.mark.parametrize(
    ("value", "level"), [(8.0, 0), (1.0, 0), (0.6, 0), (0.5, 1), (0.3, 1), (0.25, 2), (0.001, 3)]
)
def test_that_the_level_is_never_drawn_below_half_its_size_nor_enlarged(
    value: float, level: int
) -> None:
    assert zoom.level_for(value, 4) == level
