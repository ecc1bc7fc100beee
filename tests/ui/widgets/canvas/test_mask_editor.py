from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.measure.feret import longest_chord
from ui.widgets.canvas.brush import PixelRect, capsule
from ui.widgets.canvas.mask_editor import MaskEditor

SIZE = (60, 40)


def blank() -> NDArray[np.bool_]:
    return np.zeros((SIZE[1], SIZE[0]), dtype=np.bool_)


def bar() -> NDArray[np.bool_]:
    mask = blank()
    mask[10:14, 10:30] = True
    return mask


def draw(
    editor: MaskEditor, *points: tuple[float, float], adds: bool = True, size: int = 5
) -> None:
    editor.begin_stroke(points[0], adds=adds, diameter_px=size)
    for point in points[1:]:
        editor.stroke_to(point)
    editor.finish_stroke()


@pytest.mark.parametrize(("size", "pixels"), [(1, 1), (2, 4), (3, 9), (4, 12), (5, 21)])
def test_that_a_stamp_is_round_and_of_its_size(size: int, pixels: int) -> None:
    editor = MaskEditor(blank())
    draw(editor, (20.3, 20.4), size=size)
    assert editor.mask.sum() == pixels
    rows, columns = np.nonzero(editor.mask)
    assert np.ptp(rows) + 1 == np.ptp(columns) + 1 == size


def test_that_a_stroke_has_no_gaps_however_fast_it_is() -> None:
    editor = MaskEditor(np.zeros((40, 600), dtype=np.bool_))
    draw(editor, (3.0, 5.0), (590.0, 31.0), size=1)
    assert editor.mask[:, 3:590].any(axis=0).all()


def test_that_painting_and_erasing_change_only_what_the_brush_covers() -> None:
    editor = MaskEditor(bar())
    draw(editor, (40.0, 30.0), size=6)
    assert editor.mask[10:14, 10:30].all()
    draw(editor, (10.0, 12.0), (30.0, 12.0), adds=False, size=12)
    assert not editor.mask[:20].any()
    assert editor.mask[27:33, 37:43].sum() > 20


def test_that_a_stroke_tells_the_box_it_may_have_changed() -> None:
    editor = MaskEditor(blank())
    first = editor.begin_stroke((20.0, 20.0), adds=True, diameter_px=4)
    assert first == PixelRect(18, 18, 22, 22)
    second = editor.stroke_to((25.0, 20.0))
    assert second == PixelRect(18, 18, 27, 22)


@pytest.mark.parametrize("corner", [(0.0, 0.0), (60.0, 0.0), (0.0, 40.0), (60.0, 40.0)])
def test_that_the_brush_is_cut_off_at_the_border(corner: tuple[float, float]) -> None:
    editor = MaskEditor(blank())
    draw(editor, corner, size=10)
    assert 0 < editor.mask.sum() < 40
    assert editor.mask[-1 if corner[1] else 0, -1 if corner[0] else 0]


def test_that_a_stroke_beside_the_image_does_nothing() -> None:
    editor = MaskEditor(bar())
    draw(editor, (-50.0, -50.0), (-80.0, 300.0))
    assert not editor.is_changed
    assert (editor.mask == bar()).all()


def test_that_edits_are_taken_back_one_by_one_and_done_again() -> None:
    editor = MaskEditor(bar())
    draw(editor, (40.0, 30.0))
    one = editor.mask.copy()
    draw(editor, (12.0, 12.0), (25.0, 12.0), adds=False)
    two = editor.mask.copy()
    editor.undo()
    assert (editor.mask == one).all()
    editor.undo()
    assert (editor.mask == bar()).all()
    assert not editor.is_changed
    assert editor.undo() is None
    editor.redo()
    editor.redo()
    assert (editor.mask == two).all()
    assert editor.redo() is None


def test_that_a_new_edit_ends_what_could_be_done_again() -> None:
    editor = MaskEditor(bar())
    draw(editor, (40.0, 30.0))
    editor.undo()
    draw(editor, (50.0, 20.0))
    assert not editor.can_redo


def test_that_a_stroke_that_changes_nothing_is_no_edit() -> None:
    editor = MaskEditor(bar())
    draw(editor, (20.0, 12.0), size=2)
    draw(editor, (50.0, 35.0), adds=False)
    assert not editor.can_undo


def test_that_a_stroke_can_be_given_up() -> None:
    editor = MaskEditor(bar())
    editor.begin_stroke((40.0, 30.0), adds=True, diameter_px=9)
    editor.stroke_to((50.0, 30.0))
    assert not editor.can_undo
    assert editor.cancel_drag() is not None
    assert (editor.mask == bar()).all()
    assert not editor.is_changed


def test_that_the_length_line_follows_the_mask() -> None:
    editor = MaskEditor(bar())
    assert editor.line == longest_chord(bar())
    draw(editor, (55.0, 12.0), size=4)
    assert editor.line is not None
    assert max(end[0] for end in editor.line) == 57.0
    editor.undo()
    assert editor.line == longest_chord(bar())


def test_that_a_pulled_line_stays_whatever_is_painted() -> None:
    editor = MaskEditor(bar())
    editor.take_end(0)
    editor.pull_to((2.0, 3.0))
    assert editor.finish_pull()
    pulled = editor.drawn_line
    assert pulled is not None
    assert (2.0, 3.0) in pulled
    draw(editor, (50.0, 30.0))
    assert editor.line == pulled
    assert editor.has_drawn == (True, True)
    editor.undo()
    assert editor.has_drawn == (False, True)
    editor.undo()
    assert editor.drawn_line is None
    editor.redo()
    assert editor.drawn_line == pulled


def test_that_a_pull_stays_in_the_image_and_is_never_a_point() -> None:
    editor = MaskEditor(bar())
    assert editor.line is not None
    kept = editor.line[1]
    editor.take_end(0)
    editor.pull_to((-500.0, 9999.0))
    assert editor.line[0] == (0.0, 40.0)
    before = editor.line
    editor.pull_to(kept)
    assert editor.line == before
    editor.cancel_drag()
    assert editor.drawn_line is None


def test_that_an_end_that_was_only_touched_is_no_edit() -> None:
    editor = MaskEditor(bar())
    assert editor.line is not None
    editor.take_end(0)
    editor.pull_to(editor.line[0])
    assert not editor.finish_pull()
    assert editor.drawn_line is None
    assert not editor.is_changed


def test_that_no_end_is_taken_without_a_line() -> None:
    editor = MaskEditor(blank())
    editor.take_end(0)
    editor.pull_to((5.0, 5.0))
    assert not editor.finish_pull()
    assert editor.line is None


def test_that_all_can_be_erased_and_that_shows() -> None:
    editor = MaskEditor(bar())
    draw(editor, (8.0, 12.0), (32.0, 12.0), adds=False, size=20)
    assert editor.is_empty
    assert editor.line is None
    with pytest.raises(ValueError, match="nothing"):
        editor.cut()


def test_that_the_cut_is_the_mask_in_its_box() -> None:
    bits, corner = MaskEditor(bar()).cut()
    assert corner == (10, 10)
    assert bits.shape == (4, 20)
    assert bits.all()


def test_that_the_mask_given_is_not_touched() -> None:
    mask = bar()
    draw(MaskEditor(mask), (40.0, 30.0))
    assert (mask == bar()).all()


_points = st.tuples(st.floats(-30, 90), st.floats(-30, 70))


@given(
    st.lists(st.tuples(_points, _points, st.booleans(), st.integers(1, 30)), max_size=8),
    st.integers(0, 8),
)
def test_that_taking_all_back_gives_what_was_there(
    strokes: list[tuple[tuple[float, float], tuple[float, float], bool, int]], n_back: int
) -> None:
    editor = MaskEditor(bar())
    for one, other, adds, size in strokes:
        draw(editor, one, other, adds=adds, size=size)
    after = editor.mask.copy()
    for _ in range(n_back):
        editor.undo()
    while editor.can_redo:
        editor.redo()
    assert (editor.mask == after).all()
    while editor.can_undo:
        editor.undo()
    assert (editor.mask == bar()).all()


@given(_points, _points, st.integers(1, 30))
def test_that_a_capsule_covers_the_pixels_whose_centres_it_covers(
    one: tuple[float, float], other: tuple[float, float], size: int
) -> None:
    found = capsule(SIZE, one, other, size)
    if found is None:
        return
    rect, bits = found
    assert bits.shape == (rect.bottom - rect.top, rect.right - rect.left)
    assert 0 <= rect.left < rect.right <= SIZE[0]
    assert 0 <= rect.top < rect.bottom <= SIZE[1]


def test_that_the_box_of_a_part_of_the_mask_is_in_pixels_of_the_image() -> None:
    mask = np.zeros((40, 60), dtype=np.bool_)
    mask[10:14, 20:50] = True
    editor = MaskEditor(mask)
    assert editor.box_in(PixelRect(5, 12, 30, 40)) == PixelRect(20, 12, 30, 14)
    assert editor.box_in(PixelRect(0, 0, 20, 40)) is None
    assert editor.box_in(PixelRect(30, 12, 30, 12)) is None
