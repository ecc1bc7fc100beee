"""The question why a person differs from the program or from an earlier verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.dialogs.override_reason import OverrideReasonDialog
from ui.values import ChosenVerdict
from ui.widgets.verdict.deciding import AskReason


class ReasonQuestion(QObject):
    """Asks once at a time.

    Parameters
    ----------
    asker : QWidget
        What the dialog stands over.
    on_given : callable
        Takes the verdict with its reason.
    """

    def __init__(self, asker: QWidget, on_given: Callable[[ChosenVerdict], None]) -> None:
        super().__init__(asker)
        self._asker = asker
        self._on_given = on_given
        self._dialog: OverrideReasonDialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person is being asked."""
        return self._dialog is not None

    def ask(self, step: AskReason) -> None:
        """Ask why; without an answer nothing happens."""
        if self._dialog is not None:
            return
        chosen = step.chosen
        dialog = OverrideReasonDialog(
            chosen.verdict, program=step.program, earlier=step.earlier, parent=self._asker
        )
        dialog.reason_given.connect(lambda reason: self._on_given(replace(chosen, reason=reason)))
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        dialog.open()

    def drop(self) -> None:
        """Ask no longer."""
        if self._dialog is not None:
            self._dialog.reject()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
