from __future__ import annotations

import pytest

from core.domain.regions import BoxPx
from ui.widgets.canvas.geometry import Handle, ImageSize
from ui.widgets.canvas.roi_editor import Grip, RoiEditor, Rois

FIRST = BoxPx(10, 10, 40, 30)
SECOND = BoxPx(100, 100, 50, 50)


@pytest.fixture
def editor() -> RoiEditor:
    made = RoiEditor()
    made.open(ImageSize(640, 480))
    return made


def rois_of(editor: RoiEditor) -> Rois:
    return editor.rois


def shown_of(editor: RoiEditor) -> Rois:
    return editor.shown


def draw(editor: RoiEditor, box: BoxPx) -> bool:
    editor.begin_draw((box.x, box.y))
    editor.drag_to((box.right, box.bottom))
    return editor.finish()


def test_that_a_drawn_roi_counts_when_the_drag_ends(editor: RoiEditor) -> None:
    editor.begin_draw((10, 10))
    editor.drag_to((50, 40))
    assert shown_of(editor) == (FIRST,)
    assert rois_of(editor) == ()
    assert editor.finish()
    assert rois_of(editor) == (FIRST,)
    assert editor.selected == 0


def test_that_a_click_draws_nothing_and_leaves_no_step_to_undo(editor: RoiEditor) -> None:
    editor.begin_draw((10, 10))
    assert not editor.finish()
    assert rois_of(editor) == ()
    assert not editor.undo()


def test_that_a_given_up_drag_leaves_everything_as_it_was(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.take(Grip(0), (20, 20))
    editor.drag_to((120, 120))
    assert editor.shown != (FIRST,)
    assert editor.cancel()
    assert shown_of(editor) == rois_of(editor) == (FIRST,)
    assert not editor.cancel()


def test_that_edits_are_undone_and_redone_one_by_one(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    draw(editor, SECOND)
    editor.take(Grip(1), (110, 110))
    editor.drag_to((120, 115))
    editor.finish()
    moved = BoxPx(110, 105, 50, 50)
    assert rois_of(editor) == (FIRST, moved)
    assert editor.undo()
    assert rois_of(editor) == (FIRST, SECOND)
    assert editor.undo()
    assert rois_of(editor) == (FIRST,)
    assert editor.redo()
    assert editor.redo()
    assert rois_of(editor) == (FIRST, moved)
    assert not editor.redo()


def test_that_a_new_edit_ends_what_can_be_redone(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.undo()
    draw(editor, SECOND)
    assert not editor.redo()
    assert rois_of(editor) == (SECOND,)


def test_that_an_undo_selects_what_it_brought_back(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    draw(editor, SECOND)
    editor.select(0)
    editor.delete_selected()
    assert rois_of(editor) == (SECOND,)
    editor.undo()
    assert rois_of(editor) == (FIRST, SECOND)
    assert editor.selected == 0


def test_that_a_row_of_nudges_is_one_step(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    for _ in range(5):
        assert editor.nudge(1, 0)
    assert editor.nudge(0, 10)
    assert rois_of(editor) == (BoxPx(15, 20, 40, 30),)
    assert editor.undo()
    assert rois_of(editor) == (FIRST,)


def test_that_nudges_after_another_selection_are_a_step_of_their_own(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.nudge(1, 0)
    editor.select(0)
    editor.nudge(1, 0)
    editor.undo()
    assert rois_of(editor) == (BoxPx(11, 10, 40, 30),)


def test_that_a_nudge_at_the_border_changes_nothing(editor: RoiEditor) -> None:
    draw(editor, BoxPx(0, 10, 40, 30))
    assert not editor.nudge(-1, 0)
    assert rois_of(editor) == (BoxPx(0, 10, 40, 30),)


def test_that_growing_moves_right_and_bottom_side(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    assert editor.grow(10, 0)
    assert editor.grow(0, -1)
    assert rois_of(editor) == (BoxPx(10, 10, 50, 29),)


def test_that_a_side_taken_beside_the_line_does_not_jump(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.take(Grip(0, Handle.RIGHT), (53, 25))
    editor.drag_to((53, 25))
    assert shown_of(editor) == (FIRST,)
    editor.drag_to((63, 25))
    assert shown_of(editor) == (BoxPx(10, 10, 50, 30),)


def test_that_only_the_selected_roi_offers_handles(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    draw(editor, SECOND)
    assert editor.grip_at((10, 25), 4) == Grip(0)
    assert editor.grip_at((100, 125), 4) == Grip(1, Handle.LEFT)
    assert editor.grip_at((300, 300), 4) is None


def test_that_settled_rois_cannot_be_undone_but_edited(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.settle()
    assert not editor.undo()
    editor.nudge(1, 0)
    assert editor.undo()
    assert rois_of(editor) == (FIRST,)


def test_that_another_image_starts_without_rois_and_history(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    assert editor.open(ImageSize(50, 50))
    assert rois_of(editor) == ()
    assert not editor.undo()
    assert editor.selected is None
    assert not editor.open(None)


def test_that_without_an_image_nothing_can_be_drawn() -> None:
    editor = RoiEditor()
    editor.begin_draw((1, 1))
    editor.drag_to((30, 30))
    assert not editor.finish()
    assert not editor.add(FIRST)
    assert not editor.replace((FIRST,))


def test_that_rois_from_elsewhere_are_cut_to_the_image(editor: RoiEditor) -> None:
    outside = BoxPx(1000, 1000, 5, 5)
    assert editor.replace((FIRST, BoxPx(630, 470, 50, 50), outside))
    assert rois_of(editor) == (FIRST, BoxPx(630, 470, 10, 10))
    assert not editor.replace(editor.rois)


def test_that_the_selection_goes_round(editor: RoiEditor) -> None:
    assert not editor.select_next(1)
    editor.replace((FIRST, SECOND))
    seen = []
    for step in (1, 1, 1, -1):
        editor.select_next(step)
        seen.append(editor.selected)
    assert seen == [0, 1, 0, 1]


def test_that_deleting_needs_a_selection(editor: RoiEditor) -> None:
    draw(editor, FIRST)
    editor.select(None)
    assert not editor.delete_selected()
    editor.select(0)
    assert editor.delete_selected()
    assert rois_of(editor) == ()
    assert editor.selected is None
