"""How fast the browser opens folders, how long it keeps the window waiting, what it takes.

``python -m tests.benchmarks.browser_speed`` prints one JSON object and ends with 0 when a folder of
5,000 images is usable within 1 s, 50,000 entries keep the process under 500 MB, and the window
never waits longer than 200 ms. Delays are those of a 10 ms timer, without which they would be 0.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.domain.outcomes import Outcome
from ui import theme
from ui.fonts import install_fonts
from ui.models.entry_filter import EntryFilter, EntryOrder
from ui.values import EntryState, SeenState
from ui.widgets.browser.panel import BrowserPanel

_TICK_MS = 10
_MAX_USABLE_MS = 1000
_MAX_DELAY_MS = 200
_MAX_MB = 500
_WAIT_S = 120


@dataclass(frozen=True, slots=True)
class Delays:
    """How late the window was, in ms."""

    n: int
    p999: float
    worst: float


@dataclass(slots=True)
class Result:
    """Everything measured; times in ms, memory in MB of the whole process."""

    n_small: int
    n_large: int
    idle: Delays | None = None
    usable_ms: list[float] = field(default_factory=list)
    listed_small_ms: list[float] = field(default_factory=list)
    opening_small: list[Delays] = field(default_factory=list)
    thumbnails_in_sight_ms: float = 0
    scrolling: Delays | None = None
    listed_large_ms: float = 0
    opening_large: Delays | None = None
    states_large_ms: float = 0
    flood_large: Delays | None = None
    search_large_ms: float = 0
    filter_large_ms: float = 0
    suspicion_large_ms: float = 0
    memory_before_mb: float = 0
    memory_small_mb: float = 0
    memory_large_mb: float = 0

    @property
    def is_good(self) -> bool:
        """Whether all limits hold; of the small folder the median of all runs counts."""
        delays = [self.scrolling, self.opening_large, self.flood_large]
        return (
            statistics.median(self.usable_ms) <= _MAX_USABLE_MS
            and self.memory_large_mb < _MAX_MB
            and statistics.median(one.worst for one in self.opening_small) <= _MAX_DELAY_MS
            and all(one is not None and one.worst <= _MAX_DELAY_MS for one in delays)
        )


class Stopwatch:
    """Notes how late a 10 ms timer fires."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin anew."""
        self._late_ms.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> Delays:
        """Return what was noted."""
        self._on_tick()
        self._timer.stop()
        ordered = sorted(self._late_ms)
        p999 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.999))]
        return Delays(len(ordered), round(p999, 1), round(ordered[-1], 1))

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last = now


def wait_until(is_true: Callable[[], bool], seconds: float = _WAIT_S) -> float:
    """Run the event loop until something holds; return the ms that took."""
    start = time.perf_counter()
    loop, poll = QEventLoop(), QTimer(interval=5)
    poll.timeout.connect(lambda: loop.quit() if is_true() else None)
    give_up = QTimer(singleShot=True, interval=round(seconds * 1000))
    give_up.timeout.connect(loop.quit)
    poll.start()
    give_up.start()
    if not is_true():
        loop.exec()
    if not is_true():
        raise TimeoutError
    return (time.perf_counter() - start) * 1000


def run_loop(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def memory_mb() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def write_folder(folder: Path, n: int) -> None:
    """Fill a folder with JPEG files that differ in name only."""
    folder.mkdir()
    sample = folder / "부품_00000.jpg"
    Image.effect_noise((320, 240), 40).convert("RGB").save(sample)
    data = sample.read_bytes()
    for number in range(1, n):
        (folder / f"부품_{number:05}.jpg").write_bytes(data)


@contextmanager
def shown_panel(cache: Path) -> Iterator[BrowserPanel]:
    """Give a visible panel, and end its threads."""
    panel = BrowserPanel(cache)
    panel.resize(300, 900)
    panel.show()
    run_loop(0.2)
    try:
        yield panel
    finally:
        panel.shut_down()
        panel.close()
        panel.deleteLater()
        run_loop(0.1)
        gc.collect()


def open_folder(panel: BrowserPanel, folder: Path) -> tuple[float, float, Delays]:
    """Return ms until the first image is selected and rows are painted, until all are listed."""
    listed: list[object] = []
    panel.folder_listed.connect(listed.append)
    watch = Stopwatch()
    watch.start()
    start = time.perf_counter()
    panel.open_folder(folder)
    wait_until(lambda: panel.current_path() is not None)
    panel.view.viewport().repaint()
    usable_ms = (time.perf_counter() - start) * 1000
    wait_until(lambda: bool(listed))
    return usable_ms, (time.perf_counter() - start) * 1000, watch.stop()


def measure_small(result: Result, folder: Path, cache: Path, runs: int) -> None:
    """Open the small folder several times, wait for thumbnails, scroll through it."""
    for run in range(runs):
        with shown_panel(cache) as panel:
            usable_ms, listed_ms, delays = open_folder(panel, folder)
            result.usable_ms.append(round(usable_ms, 1))
            result.listed_small_ms.append(round(listed_ms, 1))
            result.opening_small.append(delays)
            if run == 0:
                measure_scrolling(result, panel)
            result.memory_small_mb = round(memory_mb(), 1)


def measure_scrolling(result: Result, panel: BrowserPanel) -> None:
    """Wait for the thumbnails in sight, then scroll for some seconds while more are made."""
    in_sight = [panel.images.path_at(row) for row in panel.view.rows_in_sight()]
    cache = panel.model.thumbnails
    result.thumbnails_in_sight_ms = round(wait_until(lambda: all(p in cache for p in in_sight)), 1)
    bar = panel.view.verticalScrollBar()
    watch = Stopwatch()
    watch.start()
    for step in range(100):
        bar.setValue(step * bar.maximum() // 400)
        run_loop(0.04)
    result.scrolling = watch.stop()


def measure_large(result: Result, folder: Path, cache: Path) -> None:
    """Open the large folder and let a result for every image arrive."""
    with shown_panel(cache) as panel:
        _, result.listed_large_ms, result.opening_large = open_folder(panel, folder)
        result.listed_large_ms = round(result.listed_large_ms, 1)
        watch = Stopwatch()
        watch.start()
        start = time.perf_counter()
        for number, path in enumerate(panel.shown_paths()):
            outcome = (Outcome.OK, Outcome.NG, Outcome.HOLD)[number % 3]
            state = EntryState(SeenState.DONE, outcome, suspicion=number % 997 / 500)
            panel.set_state(path, state)
            if number % 100 == 0:
                QApplication.processEvents()
        wait_until(lambda: panel.model.count(EntryFilter.NOT_SEEN) == 0)
        run_loop(0.3)
        result.states_large_ms = round((time.perf_counter() - start) * 1000, 1)
        result.flood_large = watch.stop()
        result.search_large_ms = timed(lambda: panel.images.set_search("9 jpg"))
        panel.images.set_search("")
        result.filter_large_ms = timed(lambda: panel.images.set_filter(EntryFilter.NG))
        panel.images.set_filter(EntryFilter.ALL)
        result.suspicion_large_ms = timed(lambda: panel.images.set_order(EntryOrder.SUSPICION))
        result.memory_large_mb = round(memory_mb(), 1)


def timed(action: Callable[[], None]) -> float:
    """Return how long something and the repaint after it keep the window, in ms."""
    start = time.perf_counter()
    action()
    QApplication.processEvents()
    return round((time.perf_counter() - start) * 1000, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=5000)
    parser.add_argument("--large", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    # A collection in a worker's thread would destroy widgets there.
    gc.disable()
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        install_fonts(app)
        theme.apply_theme(app, "light")
    result = Result(options.small, options.large)
    with tempfile.TemporaryDirectory() as work:
        small, large, cache = (Path(work) / name for name in ("작은 폴더", "큰 폴더", "cache"))
        write_folder(small, options.small)
        write_folder(large, options.large)
        watch = Stopwatch()
        watch.start()
        run_loop(2)
        result.idle = watch.stop()
        result.memory_before_mb = round(memory_mb(), 1)
        measure_small(result, small, cache, options.runs)
        measure_large(result, large, cache)
    sys.stdout.write(json.dumps(asdict(result) | {"good": result.is_good}, indent=1) + "\n")
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
