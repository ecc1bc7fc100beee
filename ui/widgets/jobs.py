"""Running, waiting and finished jobs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.job_card import JobCard
from ui.widgets.job_values import FolderRunState, JobState, RunPhase, WorstImage
from ui.widgets.notices import EmptyState

__all__ = ["FolderRunState", "JobState", "JobsPanel", "RunPhase", "WorstImage"]


class JobsPanel(QWidget):
    """One card a job, the newest first.

    Signals
    -------
    pause_toggled : int
        Id of a job that is to pause, or to go on.
    cancel_wanted : int
        Id of a job that is to end.
    image_wanted : Path
        An image of a finished run that a person wants to see.
    """

    pause_toggled = Signal(int)
    cancel_wanted = Signal(int)
    image_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[int, JobCard] = {}
        self._empty = EmptyState("jobs")
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._clear = QPushButton()
        self._list = QScrollArea()
        self._stack = QStackedWidget()
        self._lay_out()
        self.retranslate()
        self._show()

    def show_run(self, run: FolderRunState) -> None:
        """Show the state of a folder run; a new id gets a new card."""
        job_id = run.job.job_id
        card = self._cards.get(job_id)
        if card is None:
            card = JobCard(run)
            card.pause_toggled.connect(self._on_pause)
            card.cancel_wanted.connect(self._on_cancel)
            card.image_wanted.connect(self._on_image)
            card.closed.connect(self.remove)
            self._cards[job_id] = card
            self._column.insertWidget(0, card)
        else:
            card.show_run(run)
        self._show()

    def show_job(self, job: JobState) -> None:
        """Show the state of any other job."""
        self.show_run(FolderRunState(job))

    def remove(self, job_id: int) -> None:
        """Take a job off the list."""
        card = self._cards.pop(job_id, None)
        if card is not None:
            card.hide()
            card.deleteLater()
        self._show()

    def clear_finished(self) -> None:
        """Take all jobs off the list that are over."""
        over = [job_id for job_id, card in self._cards.items() if card.run.job.phase.is_over]
        for job_id in over:
            self.remove(job_id)

    def card(self, job_id: int) -> JobCard | None:
        """Return the card of a job."""
        return self._cards.get(job_id)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._empty.show_words(
            self.tr("Nothing is running"),
            self.tr("“Inspect folder” in the toolbar judges all images of a folder."),
        )
        self._clear.setText(self.tr("Clear finished"))
        self._clear.setToolTip(self.tr("Take finished jobs off the list"))
        self._clear.setAccessibleName(self._clear.toolTip())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._clear.setIcon(icon("close"))
        self._clear.clicked.connect(self.clear_finished)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID_PX)
        self._column.addStretch(1)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWidget(self._body)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _show(self) -> None:
        self._stack.setCurrentWidget(self._list if self._cards else self._empty)
        self._clear.setVisible(any(card.run.job.phase.is_over for card in self._cards.values()))

    def _on_pause(self, job_id: int) -> None:
        self.pause_toggled.emit(job_id)

    def _on_cancel(self, job_id: int) -> None:
        self.cancel_wanted.emit(job_id)

    def _on_image(self, path: object) -> None:
        self.image_wanted.emit(path)
