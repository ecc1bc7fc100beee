from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.canvas.labels import Spot, place

VIEW = Spot(0, 0, 800, 600)
LABEL = (90.0, 20.0)

spots = st.builds(
    Spot,
    x=st.floats(-200, 780),
    y=st.floats(-200, 580),
    w=st.floats(5, 300),
    h=st.floats(5, 300),
)


def test_that_a_label_stands_above_its_box() -> None:
    assert place(Spot(100, 100, 200, 50), LABEL, VIEW, ()) == Spot(100, 80, *LABEL)


def test_that_a_label_goes_below_at_the_upper_border() -> None:
    assert place(Spot(100, 5, 200, 50), LABEL, VIEW, ()) == Spot(100, 55, *LABEL)


def test_that_a_label_makes_way_for_another() -> None:
    taken = (Spot(60, 70, 100, 30),)
    assert place(Spot(100, 100, 200, 50), LABEL, VIEW, taken) == Spot(210, 80, *LABEL)


def test_that_a_box_round_the_whole_view_has_its_label_inside() -> None:
    assert place(Spot(-5, -5, 900, 700), LABEL, VIEW, ()) == Spot(0, 0, *LABEL)


def test_that_a_label_inside_makes_way_too() -> None:
    taken = (Spot(10, 10, 50, 50), Spot(750, 0, 20, 20))
    assert place(Spot(-5, -5, 900, 700), LABEL, VIEW, taken) == Spot(0, 580, *LABEL)


def test_that_a_box_out_of_sight_has_no_label() -> None:
    assert place(Spot(900, 100, 50, 50), LABEL, VIEW, ()) is None


@given(box=spots)
def test_that_a_label_never_covers_a_box_that_has_room_above_or_below(box: Spot) -> None:
    found = place(box, LABEL, VIEW, ())
    if found is None:
        assert box.cut(VIEW) is None
        return
    wide_enough = box.x >= 0 and box.x + LABEL[0] <= VIEW.w
    room = box.y >= LABEL[1] or box.bottom + LABEL[1] <= VIEW.h
    if wide_enough and room:
        assert not found.overlaps(box)
