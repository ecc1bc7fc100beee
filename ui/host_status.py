"""Puts what host and storage tell into the status bar."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from core.domain.inspections import Configuration
from core.errors import SettingsError
from core.host.messages import (
    ClientEvent,
    HostDied,
    HostLoading,
    HostPhaseChanged,
    HostReady,
    HostStarting,
    HostStopped,
)
from core.jobs.engine import Phase
from core.settings.profiles import load_profile
from ui.desk import Desk
from ui.widgets.status import HostKind, HostView, StatusPanel
from ui.workers.storage_tasks import StorageState

_SETTLE_MS: Final = 250
"""Every image enters the loading phase for a moment; only a longer one is worth a word."""


class HostStatus(QObject):
    """Connects a desk with the status bar.

    Parameters
    ----------
    desk : Desk
        Its threads tell.
    status : StatusPanel
        Shows it.
    """

    def __init__(self, desk: Desk, status: StatusPanel) -> None:
        super().__init__(status)
        self._desk = desk
        self._status = status
        self._view = HostView(HostKind.STARTING, model=self._model_of_product())
        self._coming = HostKind.READY
        self._timer = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self._settle)
        self._waiting = 0
        self._queue_timer = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._queue_timer.timeout.connect(self._show_queue)
        desk.host.event_arrived.connect(self._on_event)
        desk.host.waiting_changed.connect(self._on_waiting)
        desk.storage.state_changed.connect(self._on_storage)
        desk.settings_changed.connect(self.refresh)
        desk.product_changed.connect(self._on_product)
        desk.configuration_noted.connect(self._on_configuration)
        status.retry_requested.connect(desk.storage.retry)
        self.refresh()

    def refresh(self) -> None:
        """Say everything again, because language or settings changed."""
        settings = self._desk.settings
        self._status.show_people(settings.station, settings.operator)
        self._status.show_host(self._view)
        self._on_storage(self._desk.storage.state)

    def _on_configuration(self, configuration: Configuration) -> None:
        encoder = next((m for m in configuration.models if m.role == "encoder"), None)
        if encoder is not None:
            self._show(replace(self._view, model=encoder.id, device=encoder.device))

    def _on_product(self) -> None:
        # Where the model runs is known once it has scored.
        self._show(replace(self._view, model=self._model_of_product(), device=""))

    def _model_of_product(self) -> str:
        try:
            return load_profile(self._desk.data_dir, self._desk.product).model_id
        except SettingsError:
            # Whoever inspects with this profile says what is wrong with it.
            return ""

    def _on_event(self, event: ClientEvent) -> None:
        match event:
            case HostStarting():
                self._change(HostKind.STARTING)
            case HostLoading():
                self._change(HostKind.LOADING)
            case HostReady():
                self._change(HostKind.READY)
            case HostPhaseChanged():
                self._coming = _KINDS[event.phase]
                self._timer.start()
            case HostDied():
                kind = HostKind.DIED if event.restarts else HostKind.STOPPED
                self._change(kind, self._desk.words_of(event.failure.as_error()))
            case HostStopped():
                self._change(HostKind.STOPPED)

    def _on_waiting(self, waiting: int) -> None:
        """Tell of jobs that wait for longer than a click takes."""
        self._waiting = waiting
        if not self._queue_timer.isActive():
            self._queue_timer.start()

    def _show_queue(self) -> None:
        self._status.show_queue(self._waiting)

    def _on_storage(self, state: StorageState) -> None:
        reason = self._desk.words_of(state.trouble) if state.trouble else ""
        self._status.show_unsaved(state.unsaved, reason)

    def _change(self, kind: HostKind, hint: str = "") -> None:
        self._timer.stop()
        self._show(replace(self._view, kind=kind, hint=hint))

    def _settle(self) -> None:
        self._show(replace(self._view, kind=self._coming, hint=""))

    def _show(self, view: HostView) -> None:
        if view != self._view:
            self._view = view
            self._status.show_host(view)


_KINDS: Final = {
    Phase.WORKING: HostKind.READY,
    Phase.LOADING: HostKind.LOADING,
    Phase.GENERATING: HostKind.GENERATING,
}
