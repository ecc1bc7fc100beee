"""The status bar: model, device, queue, progress with cancel, unsaved work, station, operator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.elided_label import ElidedLabel, small_icon_px

_SECONDS_A_MINUTE = 60
_BAR_LETTERS = 14


class HostKind(StrEnum):
    """What the inference host is doing."""

    STARTING = "starting"
    LOADING = "loading"
    READY = "ready"
    GENERATING = "generating"
    DIED = "died"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HostView:
    """The host in the status bar.

    Attributes
    ----------
    model : str
        Name of the model; empty while unknown.
    device : str
        Such as ``cpu``; empty while unknown.
    hint : str
        More, for the tooltip, such as why it died.
    """

    kind: HostKind
    model: str = ""
    device: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ProgressView:
    """A running job in the status bar.

    Attributes
    ----------
    words : str
        What runs, in the current language.
    total : int
        0 while unknown.
    rate_per_s, left_s : float or None
        None while unknown.
    """

    words: str
    done: int = 0
    total: int = 0
    rate_per_s: float | None = None
    left_s: float | None = None
    can_cancel: bool = True


class StatusPanel(QStatusBar):
    """What goes on behind the window, and who works at it.

    Signals
    -------
    cancel_requested, retry_requested
        The cross beside the progress; the button of unsaved work.
    station_clicked, operator_clicked
        To change them.
    """

    cancel_requested = Signal()
    retry_requested = Signal()
    station_clicked = Signal()
    operator_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = HostView(HostKind.STARTING)
        self._progress: ProgressView | None = None
        self._queue = 0
        self._unsaved: tuple[tuple[str, ...], str] = ((), "")
        self._people = ("", "")
        self._host_icon = QLabel()
        self._host_words = ElidedLabel()
        self._queue_words = ElidedLabel()
        self._progress_words = ElidedLabel()
        self._bar = QProgressBar(textVisible=False)
        self._cancel = _button()
        self._unsaved_button = _button()
        self._station = _button()
        self._operator = _button()
        self._arrange()
        self._cancel.clicked.connect(self._emit_cancel_requested)
        self._unsaved_button.clicked.connect(self._emit_retry_requested)
        self._station.clicked.connect(self._emit_station_clicked)
        self._operator.clicked.connect(self._emit_operator_clicked)
        self._fit_sizes()
        self.retranslate()

    @property
    def host(self) -> HostView:
        """What is shown of the host."""
        return self._host

    @property
    def unsaved(self) -> tuple[str, ...]:
        """Names of the work that is shown as unsaved."""
        return self._unsaved[0]

    def show_host(self, view: HostView) -> None:
        """Show what the host is doing."""
        self._host = view
        words = self._host_text(view.kind)
        parts = [part for part in (view.model, view.device.upper(), words) if part]
        self._host_words.set_text(" · ".join(parts), view.hint)
        self._host_icon.setPixmap(self._picture(_HOST_ICONS[view.kind]))

    def show_queue(self, waiting: int) -> None:
        """Show how many jobs wait behind the running one."""
        self._queue = waiting
        self._queue_words.set_text(self.tr("{0} waiting").format(waiting) if waiting else "")
        self._queue_words.setVisible(bool(waiting))

    def show_progress(self, view: ProgressView | None) -> None:
        """Show a job that takes a while; None when none runs."""
        self._progress = view
        for part in (self._progress_words, self._bar):
            part.setVisible(view is not None)
        self._cancel.setVisible(view is not None and view.can_cancel)
        if view is None:
            return
        self._progress_words.set_text(self._progress_text(view))
        self._bar.setRange(0, view.total)
        self._bar.setValue(view.done)

    def show_people(self, station: str, operator: str) -> None:
        """Show who works where; empty ones ask to be set."""
        self._people = (station, operator)
        self._station.setText(station or self.tr("Set station"))
        self._operator.setText(operator or self.tr("Set operator"))

    def show_unsaved(self, names: tuple[str, ...], reason: str = "") -> None:
        """Show work that could not be written yet, with the reason as a tooltip."""
        self._unsaved = (names, reason)
        button = self._unsaved_button
        button.setVisible(bool(names))
        button.setText(self.tr("{0} not saved · try again").format(len(names)))
        button.setToolTip("\n".join(part for part in (reason, *names) if part))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.show_host(self._host)
        self.show_queue(self._queue)
        self.show_progress(self._progress)
        self.show_people(*self._people)
        self.show_unsaved(*self._unsaved)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel.setAccessibleName(self.tr("Cancel the running job"))
        self._cancel.setToolTip(self.tr("Cancel the running job"))
        self._unsaved_button.setAccessibleName(self.tr("Save again"))
        self._station.setAccessibleName(self.tr("Station"))
        self._station.setToolTip(self.tr("Station: click to change"))
        self._operator.setAccessibleName(self.tr("Operator"))
        self._operator.setToolTip(self.tr("Operator: click to change"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.show_host(self._host)
        elif event.type() is QEvent.Type.FontChange:
            self._fit_sizes()

    def _arrange(self) -> None:
        self.setSizeGripEnabled(False)
        self._cancel.setIcon(icon("close"))
        self._unsaved_button.setIcon(icon("unsaved"))
        self._station.setIcon(icon("station"))
        self._operator.setIcon(icon("person"))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(GRID_PX, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self._host_icon)
        layout.addWidget(self._host_words, 2)
        layout.addWidget(self._queue_words)
        layout.addWidget(self._progress_words, 3)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        layout.addStretch(1)
        self._progress_words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addWidget(row, 1)
        for button in (self._unsaved_button, self._station, self._operator):
            self.addPermanentWidget(button)

    def _fit_sizes(self) -> None:
        side = small_icon_px(self)
        for button in (self._cancel, self._unsaved_button, self._station, self._operator):
            button.setIconSize(QSize(side, side))
        self._bar.setFixedHeight(max(GRID_PX, side // 2))
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * _BAR_LETTERS)
        self.show_host(self._host)

    def _host_text(self, kind: HostKind) -> str:
        match kind:
            case HostKind.STARTING:
                return self.tr("starting the engine…")
            case HostKind.LOADING:
                return self.tr("loading the model…")
            case HostKind.READY:
                return self.tr("ready")
            case HostKind.GENERATING:
                return self.tr("writing…")
            case HostKind.DIED:
                return self.tr("the engine ended and is starting again…")
            case HostKind.STOPPED:
                return self.tr("the engine is off")

    def _progress_text(self, view: ProgressView) -> str:
        parts = [view.words]
        if view.total:
            parts.append(f"{view.done}/{view.total}")
        if view.rate_per_s is not None:
            parts.append(self.tr("{0}/s").format(f"{view.rate_per_s:.1f}"))
        if view.left_s is not None:
            parts.append(self._left_text(view.left_s))
        return " · ".join(parts)

    def _left_text(self, left_s: float) -> str:
        if left_s < _SECONDS_A_MINUTE:
            return self.tr("{0} s left").format(max(1, round(left_s)))
        return self.tr("{0} min left").format(round(left_s / _SECONDS_A_MINUTE))

    def _picture(self, name: str) -> QPixmap:
        side = small_icon_px(self)
        return icon(name).pixmap(QSize(side, side), self.devicePixelRatio())

    def _emit_cancel_requested(self) -> None:
        self.cancel_requested.emit()

    def _emit_retry_requested(self) -> None:
        self.retry_requested.emit()

    def _emit_station_clicked(self) -> None:
        self.station_clicked.emit()

    def _emit_operator_clicked(self) -> None:
        self.operator_clicked.emit()


_HOST_ICONS = {
    HostKind.STARTING: "refresh",
    HostKind.LOADING: "refresh",
    HostKind.READY: "device",
    HostKind.GENERATING: "edit",
    HostKind.DIED: "warning",
    HostKind.STOPPED: "warning",
}


def _button() -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
