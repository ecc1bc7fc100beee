"""Finding one's way on a verdict bar."""

from __future__ import annotations

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome, Severity
from tests.ui.inspections import make_finding, make_inspection
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.values import ChosenVerdict, SavedVerdict
from ui.widgets.verdict.bar import VerdictBar
from ui.widgets.verdict.button import VerdictButton
from ui.widgets.verdict.save_line import SaveLine

AGREED = ChosenVerdict(Outcome.NG, "scratch", Severity.MODERATE)
_WINDOW_MS = 150


def pass_window(qtbot: QtBot) -> None:
    """Wait until keys that are held back are decided, also on a busy machine."""
    qtbot.wait(_WINDOW_MS)
    for _ in range(3):
        QApplication.processEvents()


def show_image(
    bar: VerdictBar, outcome: Outcome = Outcome.NG, verdict: Outcome | None = None
) -> None:
    saved = SavedVerdict(ChosenVerdict(verdict)) if verdict else None
    bar.show_inspection(make_inspection(make_finding(outcome)), saved)
    bar.set_ready(True)


def verdict_button(bar: VerdictBar, outcome: Outcome) -> VerdictButton:
    return next(b for b in bar.findChildren(VerdictButton) if b.outcome is outcome)


def accept_button(bar: VerdictBar) -> QPushButton:
    found = bar.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def combo(bar: VerdictBar, name: str) -> QComboBox:
    return next(c for c in bar.findChildren(QComboBox) if c.accessibleName() == name)


def field(bar: VerdictBar, name: str) -> QLineEdit:
    return next(f for f in bar.findChildren(QLineEdit) if f.accessibleName() == name)


def save_line(bar: VerdictBar) -> SaveLine:
    found = bar.findChild(SaveLine)
    assert isinstance(found, SaveLine)
    return found


def reason_dialog(bar: VerdictBar) -> OverrideReasonDialog | None:
    shown = [d for d in bar.findChildren(OverrideReasonDialog) if d.isVisible()]
    return shown[0] if shown else None


def given(spy: QSignalSpy) -> list[object]:
    return [spy.at(index)[0] for index in range(spy.count())]
