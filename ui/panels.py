"""The parts the window is put together from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, eq=False)
class Panels:
    """Ready-made widgets; the window knows nothing of their insides.

    Attributes
    ----------
    browser : QWidget
        Images of the folder; on the left.
    canvas, verdict_bar : QWidget
        In the middle, one above the other.
    scores, description : QWidget
        On the right.
    history, jobs : QWidget
        Below, hidden at first.
    """

    browser: QWidget
    canvas: QWidget
    verdict_bar: QWidget
    scores: QWidget
    description: QWidget
    history: QWidget
    jobs: QWidget
