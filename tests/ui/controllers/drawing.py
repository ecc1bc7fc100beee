"""What a person does to correct an outline."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.inspections import Finding
from core.host.messages import Job
from core.measure.run_lengths import decode_mask
from core.services.requests import OUTLINE
from tests.ui.controllers.place import ROI, Place
from ui.widgets.canvas.mask_editor import MaskEditor


def editing(place: Place) -> MaskEditor:
    """Return what is drawn in."""
    editor = place.work.canvas.outline.editor
    assert editor is not None
    return editor


def begin(place: Place) -> None:
    """Begin as a person does."""
    action = place.work.window.actions_.outline
    place.wait(action.isEnabled)
    action.trigger()
    assert place.work.canvas.outline.is_on


def paint(place: Place, *, x: float = 30.0, adds: bool = True, size: int = 6) -> None:
    """Draw a stroke of 30 px to the right."""
    editor = editing(place)
    editor.begin_stroke((x, 40.0), adds=adds, diameter_px=size)
    editor.stroke_to((x + 30, 40.0))
    editor.finish_stroke()


def asked(place: Place) -> list[Job]:
    """Return the jobs of outlines that were asked for."""
    return [job for job in place.client.jobs if job.task.name == OUTLINE]


def press_enter(place: Place) -> None:
    """Apply as a person does."""
    QTest.keyClick(place.work.canvas.view, Qt.Key.Key_Return)


def apply(place: Place) -> None:
    """Press Enter and let the host measure."""
    n = len(asked(place))
    press_enter(place)
    place.wait(lambda: len(asked(place)) > n)
    place.client.work()
    place.wait(lambda: not place.work.canvas.outline.is_on)


def shown_finding(place: Place, index: int = 0) -> Finding:
    """Return the finding as the canvas shows it."""
    return place.work.canvas.view.findings[index]


def program_finding(place: Place) -> Finding:
    """Return the finding as the program said it."""
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    return shown.inspection.findings[0]


def mask_of(finding: Finding) -> np.ndarray:
    """Return the mask of its outline."""
    assert finding.outline is not None
    assert finding.outline.mask is not None
    return decode_mask(finding.outline.mask)


@pytest.fixture
def drawn(place: Place) -> Place:
    """Return the window with an image on which a ROI was drawn and scored."""
    place.open(2)
    place.draw(ROI)
    place.wait(lambda: len(place.client.examined()) > 1 and place.work.examining.is_ready)
    return place
