"""One job: what, how far, how fast, how long still, pause and cancel; its result at the end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui.icons import icon, verdict_icon
from ui.models.history_model import outcome_words
from ui.theme import GRID_PX
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.job_values import FolderRunState, JobState, RunPhase, WorstImage
from ui.widgets.notices import IconLabel, MessageKind, MessageLine, muted, small_bold

_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_SURE_RATE: Final = 10
_WORST_ROWS_SHOWN: Final = 3
_WIDE_LETTERS: Final = 90
_PATH_ROLE: Final = Qt.ItemDataRole.UserRole


class JobCard(QFrame):
    """Shows one job.

    Signals
    -------
    pause_toggled, cancel_wanted, closed : int
        Id of the job.
    image_wanted : Path
        An image of the finished run.
    """

    pause_toggled = Signal(int)
    cancel_wanted = Signal(int)
    closed = Signal(int)
    image_wanted = Signal(object)

    def __init__(self, run: FolderRunState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title = small_bold(QLabel())
        self._phase = muted(QLabel())
        self._bar = QProgressBar()
        self._figures = muted(QLabel())
        self._counts = {outcome: _OutcomeCount(outcome) for outcome in Outcome}
        self._failed = QLabel()
        self._message = MessageLine()
        self._worst_title = small_bold(QLabel())
        self._worst = QListWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pause = QToolButton()
        self._cancel = QToolButton()
        self._close = QToolButton()
        self._lay_out()
        self.show_run(run)

    @property
    def run(self) -> FolderRunState:
        """What is shown."""
        return self._run

    def show_run(self, run: FolderRunState) -> None:
        """Show a newer state of the same job."""
        has_new_worst = run.worst != self._run.worst or not self._worst.count()
        self._run = run
        self.retranslate()
        if has_new_worst:
            self._fill_worst()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        job = self._run.job
        phase = self._phase_words(job.phase)
        self._title.setText(job.title)
        self._phase.setText(phase)
        self._show_bar(job)
        self._figures.setText(self._figures_words(job))
        self._figures.setVisible(bool(self._figures.text()))
        self._show_counts()
        kind = MessageKind.ERROR if job.phase is RunPhase.FAILED else MessageKind.INFO
        self._message.show_message(job.message, kind)
        self._show_buttons(job)
        self._worst_title.setText(self.tr("Look at these first"))
        self._worst.setAccessibleName(self._worst_title.text())
        self.setAccessibleName(f"{job.title}: {phase}")

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self.retranslate()
            self._fill_worst()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In the low and wide dock the worst images stand beside the figures, not below them.
        is_wide = self.width() > _WIDE_LETTERS * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction
        self._parts.setDirection(way.LeftToRight if is_wide else way.TopToBottom)

    def _lay_out(self) -> None:
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._figures.setWordWrap(True)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(GRID_PX)
        for button in (self._pause, self._cancel, self._close):
            button.setAutoRaise(True)
        self._cancel.setIcon(icon("stop"))
        self._close.setIcon(icon("close"))
        self._pause.clicked.connect(lambda: self.pause_toggled.emit(self._run.job.job_id))
        self._cancel.clicked.connect(lambda: self.cancel_wanted.emit(self._run.job.job_id))
        self._close.clicked.connect(lambda: self.closed.emit(self._run.job.job_id))
        self._worst.setAlternatingRowColors(True)
        self._worst.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._worst.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._worst.itemActivated.connect(self._on_image)
        self._worst.itemClicked.connect(self._on_image)
        counts = QWidget()
        flow = FlowLayout(counts)
        for count in self._counts.values():
            flow.addWidget(count)
        flow.addWidget(self._failed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID_PX // 2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._phase, 0, 1)
        for at, button in enumerate((self._pause, self._cancel, self._close), start=2):
            grid.addWidget(button, 0, at)
        left = QVBoxLayout()
        left.setSpacing(GRID_PX // 2)
        for widget in (self._figures, counts, self._message):
            left.addWidget(widget)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GRID_PX // 2)
        right.addWidget(self._worst_title)
        right.addWidget(self._worst)
        self._parts.setSpacing(GRID_PX)
        self._parts.addLayout(left, 1)
        self._parts.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX // 2)
        column.addLayout(grid)
        column.addWidget(self._bar)
        column.addLayout(self._parts)

    def _show_bar(self, job: JobState) -> None:
        self._bar.setVisible(not job.phase.is_over)
        # A range of nothing makes the bar move to and fro; a waiting job must stand still.
        is_known = job.total is not None or job.phase is RunPhase.WAITING
        self._bar.setRange(0, max(job.total or 0, 1) if is_known else 0)
        self._bar.setValue(job.done)
        self._bar.setAccessibleName(self.tr("Progress of {title}").format(title=job.title))

    def _show_counts(self) -> None:
        run = self._run
        n_judged = run.n_ok + run.n_ng + run.n_hold
        by_outcome = {Outcome.OK: run.n_ok, Outcome.NG: run.n_ng, Outcome.HOLD: run.n_hold}
        for outcome, count in self._counts.items():
            count.show_number(by_outcome[outcome])
            count.setVisible(n_judged + run.n_failed > 0)
        self._failed.setText(self.tr("not readable {count}").format(count=f"{run.n_failed:,}"))
        self._failed.setVisible(run.n_failed > 0)

    def _show_buttons(self, job: JobState) -> None:
        is_paused = job.phase is RunPhase.PAUSED
        self._pause.setIcon(icon("play" if is_paused else "pause"))
        self._pause.setToolTip(self.tr("Go on") if is_paused else self.tr("Pause"))
        self._cancel.setToolTip(
            self.tr("Cancel; what is done so far is kept")
            if job.keeps_part
            else self.tr("Cancel; nothing is kept")
        )
        self._close.setToolTip(self.tr("Take this off the list"))
        side = self.fontMetrics().height()
        for button in (self._pause, self._cancel, self._close):
            button.setAccessibleName(button.toolTip())
            button.setIconSize(QSize(side, side))
        self._pause.setVisible(job.can_pause and not job.phase.is_over)
        self._pause.setEnabled(job.phase is not RunPhase.CANCELLING)
        self._cancel.setVisible(job.can_cancel and not job.phase.is_over)
        self._cancel.setEnabled(job.phase is not RunPhase.CANCELLING)
        self._close.setVisible(job.phase.is_over)

    def _phase_words(self, phase: RunPhase) -> str:
        words = {
            RunPhase.WAITING: self.tr("waiting"),
            RunPhase.RUNNING: self.tr("running"),
            RunPhase.PAUSED: self.tr("paused"),
            RunPhase.CANCELLING: self.tr("cancelling…"),
            RunPhase.DONE: self.tr("done"),
            RunPhase.CANCELLED: self.tr("cancelled"),
            RunPhase.FAILED: self.tr("failed"),
        }
        return words[phase]

    def _figures_words(self, job: JobState) -> str:
        """Return "120 of 5,000 · 8.3 a second · about 10 min left"."""
        parts: list[str] = []
        if job.total is not None and job.phase is not RunPhase.WAITING:
            parts.append(
                self.tr("{done} of {total}").format(done=f"{job.done:,}", total=f"{job.total:,}")
            )
        if job.phase is RunPhase.RUNNING:
            if job.rate_per_s is not None:
                parts.append(self.tr("{rate} a second").format(rate=_rate(job.rate_per_s)))
            if job.remaining_s is not None:
                parts.append(
                    self.tr("about {time} left").format(time=self._duration(job.remaining_s))
                )
        return " · ".join(parts)

    def _duration(self, seconds: float) -> str:
        if seconds < _MINUTE_S:
            return self.tr("{count} s").format(count=max(1, round(seconds)))
        if seconds < _HOUR_S:
            return self.tr("{count} min").format(count=round(seconds / _MINUTE_S))
        hours, rest = divmod(round(seconds / _MINUTE_S), _MINUTE_S)
        return self.tr("{hours} h {minutes} min").format(hours=hours, minutes=rest)

    def _fill_worst(self) -> None:
        worst = self._run.worst
        self._worst_title.setVisible(bool(worst))
        self._worst.setVisible(bool(worst))
        side = self.fontMetrics().height() + GRID_PX // 2
        self._worst.setIconSize(QSize(side, side))
        self._worst.clear()
        for image in worst:
            item = QListWidgetItem(verdict_icon(image.outcome), f"{image.path.name}\n{image.words}")
            item.setData(_PATH_ROLE, image.path)
            item.setToolTip(self._worst_tooltip(image))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{outcome_words(image.outcome)}: {image.path.name}. {image.words}",
            )
            self._worst.addItem(item)
        if worst:
            rows = min(len(worst), _WORST_ROWS_SHOWN)
            self._worst.setMinimumHeight(rows * self._worst.sizeHintForRow(0) + GRID_PX // 2)

    def _worst_tooltip(self, image: WorstImage) -> str:
        lines = [str(image.path), image.words]
        if image.suspicion is not None:
            suspicion = self.tr("Suspicion {number} (higher is worse)")
            lines.append(suspicion.format(number=f"{image.suspicion:.2f}"))
        return "\n".join(lines)

    def _on_image(self, item: QListWidgetItem) -> None:
        self.image_wanted.emit(item.data(_PATH_ROLE))


class _OutcomeCount(QWidget):
    """Shape, word and number of an outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome
        self._words = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX // 2)
        row.addWidget(IconLabel(verdict_icon(outcome)))
        row.addWidget(self._words)

    def show_number(self, number: int) -> None:
        """Show how many images came out so."""
        self._words.setText(f"{outcome_words(self._outcome)} {number:,}")


def _rate(rate_per_s: float) -> str:
    return f"{rate_per_s:.0f}" if rate_per_s >= _SURE_RATE else f"{rate_per_s:.1f}"
