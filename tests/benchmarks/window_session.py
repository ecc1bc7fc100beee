"""A window that inspects a folder and judges on the way, and tells on stdout what is saved.

Started by :mod:`tests.benchmarks.window_kills` in a process of its own, to be killed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer

from core.domain.outcomes import Outcome
from core.host.client import HostClient
from core.host.messages import ClientEvent, HostDied, HostReady
from core.settings.app_settings import AppSettings, save_settings
from core.settings.paths import DataDir
from tests.support.window_engine import FACTORY, WindowEngineConfig
from ui.app import Parts, run_gui
from ui.controllers.assembly import InspectorWorkplace
from ui.desk import Desk
from ui.workers.host_thread import Client, Deliver

PRODUCT: Final = "kills"
_VERDICT_MS: Final = 60


class Session(QObject):
    """Starts the run, gives verdicts, tells what happened."""

    def __init__(self, desk: Desk, place: InspectorWorkplace, *, closes: bool) -> None:
        super().__init__(desk)
        self._desk = desk
        self._place = place
        self._closes = closes
        self._is_listed = False
        self._has_started = False
        desk.host.event_arrived.connect(self._on_event)
        desk.storage.state_changed.connect(self._close_when_written)
        place.browser.folder_listed.connect(self._on_listed)
        place.products.changed.connect(self._start)
        place.runs.recorded.connect(lambda record_id: tell("recorded", record_id))
        place.examining.recorded.connect(lambda record_id: tell("recorded", record_id))
        place.verdicts.recorded.connect(lambda record_id: tell("judged", record_id))
        place.runs.running_changed.connect(self._on_running)
        self._timer = QTimer(self, interval=_VERDICT_MS)
        self._timer.timeout.connect(self._judge)
        self._timer.start()

    def _on_listed(self) -> None:
        self._is_listed = True
        self._start()

    def _start(self) -> None:
        if self._is_listed and not self._has_started and self._place.products.state is not None:
            self._has_started = True
            self._place.runs.start(self._place.browser.shown_paths())

    def _on_event(self, event: ClientEvent) -> None:
        if isinstance(event, HostReady):
            tell("host", event.pid)
        elif isinstance(event, HostDied):
            tell("died", self._desk.words_of(event.failure.as_error()))

    def _on_running(self, running: bool) -> None:
        run = self._place.runs.current
        if running or run is None:
            tell("started", running)
            return
        tell("over", {"phase": run.phase.value, "done": run.done, "failed": run.failed})
        self._timer.stop()
        self._close_when_written()

    def _judge(self) -> None:
        shown = self._place.examining.shown
        if shown is None or not self._place.examining.is_ready:
            return
        if self._place.browser.state_of(shown.path).verdict is None:
            tell("given", str(shown.path))
            self._place.verdict_bar.give(Outcome.HOLD)
        self._place.browser.select_next_undecided()

    def _close_when_written(self) -> None:
        is_over = self._has_started and not self._place.runs.is_running
        if self._closes and is_over and not self._desk.storage.unwritten:
            self._closes = False
            self._place.window.close()


def tell(kind: str, value: object) -> None:
    """Write one line at once: a killed process flushes nothing."""
    sys.stdout.write(json.dumps({"kind": kind, "value": value}) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Run the session until it is over or killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--item-s", type=float, default=0.01)
    options = parser.parse_args(arguments)
    data_dir = DataDir.open(options.root)
    save_settings(AppSettings(operator="bench", station="bench"), data_dir)
    sessions: list[Session] = []

    def make_client(deliver: Deliver) -> Client:
        return HostClient(
            engine=FACTORY,
            config=WindowEngineConfig(data_dir.root, options.item_s),
            log_dir=data_dir.logs,
            deliver=deliver,
        )

    def make_workplace(desk: Desk) -> InspectorWorkplace:
        place = InspectorWorkplace(desk)
        sessions.append(Session(desk, place, closes=True))
        return place

    return run_gui(data_dir.root, PRODUCT, options.folder, parts=Parts(make_workplace, make_client))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
