"""Correcting the outline of a finding: the tool on the image and its bar, kept in step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from core.domain.corrections import OutlineReason
from core.domain.inspections import Finding
from core.domain.regions import Line, Region
from ui.widgets.canvas.outline_bar import OutlineBar
from ui.widgets.canvas.outline_tool import OutlineTool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ui.widgets.canvas.mask_editor import MaskEditor
    from ui.widgets.canvas.view import CanvasView

_LEAST_BRUSH_PX: Final = 3
_MOST_BRUSH_PX: Final = 60
_PART: Final = 8
"""The first brush is this part of the longer side of the place."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnOutline:
    """What a person drew.

    Attributes
    ----------
    bits : (h, w) bool
        The mask in its box.
    corner_px : tuple of int
        Upper left corner of that box, (x, y).
    length_line_px : tuple of two points or None
        None: the longest chord.
    """

    bits: NDArray[np.bool_]
    corner_px: tuple[int, int]
    length_line_px: Line | None
    reason: OutlineReason


class OutlineEditing(QObject):
    """One correction at a time; who keeps and measures it listens to the signals.

    Signals
    -------
    apply_wanted(DrawnOutline)
        There is something to measure; nothing may be changed until :meth:`show_problem` or
        :meth:`end`.
    cancel_wanted
        A person gives it up, or what is being measured.
    editing_changed(bool)
        It has begun or ended.
    """

    apply_wanted = Signal(object)
    cancel_wanted = Signal()
    editing_changed = Signal(bool)

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.bar = OutlineBar()
        self._view = view
        self._tool = view.outline
        self._diameter_px: int | None = None
        self._connect()

    @property
    def tool(self) -> OutlineTool:
        """What works on the image."""
        return self._tool

    @property
    def editor(self) -> MaskEditor | None:
        """What is being corrected."""
        return self._tool.editor

    @property
    def is_on(self) -> bool:
        """Whether an outline is being corrected."""
        return self._tool.is_on

    @property
    def is_measuring(self) -> bool:
        """Whether what was drawn is being measured."""
        return self._tool.is_locked

    def begin(self, finding: Finding, draft: MaskEditor | None = None) -> bool:
        """Correct the outline of a finding, from a draft if there is one.

        Returns
        -------
        bool
            False while no image is shown.
        """
        loaded = self._view.image.loaded
        if loaded is None or not self._view.is_current:
            return False
        size = loaded.facts.width_px, loaded.facts.height_px
        editor = draft or _editor_of(finding, size)
        if editor.size_px != size:
            return False
        self._view.set_roi_mode(False)
        was_on = self.is_on
        self._tool.begin(editor, diameter_px=self._diameter_px or _first_brush(finding))
        self.bar.show_problem("")
        self.bar.show()
        self._view.setFocus()
        if not was_on:
            self.editing_changed.emit(True)
        return True

    def end(self) -> None:
        """Stop correcting; what was drawn is in the hands of who asked for it before."""
        if not self.is_on:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.bar.isAncestorOf(focus)
        self._tool.end()
        self.bar.hide()
        if had_focus:
            self._view.setFocus()
        self.editing_changed.emit(False)

    def show_problem(self, words: str) -> None:
        """Say why it could not be measured, and let the person go on."""
        self._tool.is_locked = False
        self.bar.show_problem(words)
        self._show()

    def ask_to_apply(self) -> None:
        """Report what was drawn; once, and nothing that is empty or unchanged."""
        editor = self.editor
        if editor is None or self.is_measuring:
            return
        self._tool.finish_drag()
        if editor.is_empty:
            self._show()
            return
        if not editor.is_changed:
            self.cancel_wanted.emit()
            return
        bits, corner = editor.cut()
        self._tool.is_locked = True
        self.bar.show_problem("")
        self._show()
        line = editor.drawn_line
        self.apply_wanted.emit(DrawnOutline(bits, corner, line, _reason_of(editor)))

    def _connect(self) -> None:
        tool, bar = self._tool, self.bar
        tool.changed.connect(self._show)
        tool.apply_wanted.connect(self.ask_to_apply)
        tool.cancel_wanted.connect(self._report_cancel)
        bar.apply_wanted.connect(self.ask_to_apply)
        bar.cancel_wanted.connect(self._report_cancel)
        bar.adds_chosen.connect(tool.set_adds)
        bar.size_chosen.connect(tool.set_diameter)
        bar.undo_wanted.connect(tool.undo)
        bar.redo_wanted.connect(tool.redo)

    def _show(self) -> None:
        editor = self.editor
        if editor is None:
            return
        self._diameter_px = self._tool.diameter_px
        self.bar.show_tool(adds=self._tool.adds, diameter_px=self._tool.diameter_px)
        self.bar.show_state(
            can_undo=editor.can_undo,
            can_redo=editor.can_redo,
            is_empty=editor.is_empty,
            is_measuring=self.is_measuring,
        )

    def _report_cancel(self) -> None:
        self.cancel_wanted.emit()


def _editor_of(finding: Finding, size: tuple[int, int]) -> MaskEditor:
    # Only here: the first window is painted before the pixel libraries are loaded.
    import numpy as np

    from core.measure.run_lengths import decode_mask
    from ui.widgets.canvas.mask_editor import MaskEditor

    measured = _mask_region(finding)
    shape = (size[1], size[0])
    if measured is None or measured.mask is None or measured.mask.size != shape:
        return MaskEditor(np.zeros(shape, dtype=np.bool_))
    return MaskEditor(decode_mask(measured.mask), finding.length_line_px)


def _mask_region(finding: Finding) -> Region | None:
    """Return what was outlined; None where the program outlined nothing."""
    measured = finding.outline or finding.region
    return measured if measured.mask is not None else None


def _first_brush(finding: Finding) -> int:
    box = (_mask_region(finding) or finding.region).box
    return min(_MOST_BRUSH_PX, max(_LEAST_BRUSH_PX, round(max(box.w, box.h) / _PART)))


def _reason_of(editor: MaskEditor) -> OutlineReason:
    outline, _ = editor.has_drawn
    if editor.drawn_line is None:
        return OutlineReason.OUTLINE_DRAWN
    return OutlineReason.BOTH_DRAWN if outline else OutlineReason.LENGTH_DRAWN
