"""``kill -9`` of the host and of the window at random moments of a folder run.

``python -m tests.benchmarks.window_kills`` prints one JSON object and ends with 0 when no record
and no verdict that was shown as saved is missing, none is there twice, the chain verifies, and the
work went on to its end. The window and its host are real processes; the model is a small one
without torch, so that many kills fit into minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from core.domain.version import APP_VERSION
from core.records.history import History
from core.settings.paths import DataDir

_ROOT: Final = Path(__file__).resolve().parents[2]
_PATIENCE_S: Final = 180.0
_GONE_S: Final = 10.0
_BETWEEN_S: Final = (0.3, 1.5)
_SIZE_PX: Final = (96, 128)


@dataclass(slots=True)
class Result:
    """What many kills did."""

    images: int
    host_kills: int = 0
    window_kills: int = 0
    deaths_told: int = 0
    phases: list[str] = field(default_factory=list)
    failed_images: int = 0
    records_told: int = 0
    verdicts_told: int = 0
    records_lost: int = 0
    verdicts_lost: int = 0
    images_without_record: int = 0
    images_recorded_twice: int = 0
    verdicts_doubled: int = 0
    hosts_left_running: int = 0
    rows_checked: int = 0
    chains_broken: int = 0
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or doubled and the work came to its end."""
        bad = (
            self.records_lost,
            self.verdicts_lost,
            self.images_without_record,
            self.images_recorded_twice,
            self.verdicts_doubled,
            self.hosts_left_running,
            self.chains_broken,
        )
        return not any(bad) and set(self.phases) == {"done"}


class WindowProcess:
    """A session in a process of its own, and what it told so far."""

    def __init__(self, root: Path, folder: Path, log: Path) -> None:
        self.recorded: list[str] = []
        self.judged: list[str] = []
        self.given: list[str] = []
        self.hosts: list[int] = []
        self.deaths = 0
        self.over: dict[str, object] | None = None
        self.is_running = False
        self._told: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        command = [sys.executable, "-m", "tests.benchmarks.window_session", str(root), str(folder)]
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=errors, text=True,
                encoding="utf-8",
            )  # fmt: skip
        self._reader = threading.Thread(target=self._read, name="window-reader")
        self._reader.start()

    def is_over(self) -> bool:
        """Whether the run has come to its end."""
        return self.over is not None

    def wait(self, seconds: float) -> None:
        """Listen for a time, or until the process has ended."""
        end_s = time.monotonic() + seconds
        while (left_s := end_s - time.monotonic()) > 0:
            with suppress(queue.Empty):
                line = self._told.get(timeout=left_s)
                if line is None:
                    self._told.put(None)  # for end()
                    return
                self._take(json.loads(line))

    def wait_for_run(self) -> None:
        """Listen until the run goes on."""
        end_s = time.monotonic() + _PATIENCE_S
        while not (self.is_running and self.hosts) and time.monotonic() < end_s:
            self.wait(0.05)

    def kill(self) -> None:
        """Kill the window as the system does, and hear what it had told before."""
        self._process.send_signal(signal.SIGKILL)
        self.end()

    def kill_host(self) -> bool:
        """Kill the newest host; False if it is gone already."""
        try:
            os.kill(self.hosts[-1], signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def end(self) -> int:
        """Wait for the end."""
        code = self._process.wait(_PATIENCE_S)
        self._reader.join()
        while (line := self._told.get()) is not None:
            self._take(json.loads(line))
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                if line.endswith("\n"):
                    self._told.put(line)
        self._told.put(None)

    def _take(self, told: dict[str, object]) -> None:
        kind, value = told["kind"], told["value"]
        if kind == "recorded":
            self.recorded.append(str(value))
        elif kind == "judged":
            self.judged.append(str(value))
        elif kind == "given":
            self.given.append(str(value))
        elif kind == "host" and isinstance(value, int):
            self.hosts.append(value)
        elif kind == "died":
            self.deaths += 1
        elif kind == "started":
            self.is_running = True
        elif isinstance(value, dict):
            self.over = value


def kill_hosts(work: Path, folder: Path, result: Result, *, kills: int, seed: int) -> None:
    """Kill the host again and again during runs, until it was killed often enough."""
    rng = random.Random(seed)  # noqa: S311 - moments, not secrets
    number = 0
    while result.host_kills < kills:
        root = work / f"host {number}"
        number += 1
        window = WindowProcess(root, folder, work / "errors.txt")
        window.wait_for_run()
        while not window.is_over() and result.host_kills < kills:
            window.wait(rng.uniform(*_BETWEEN_S))
            if not window.is_over() and len(window.hosts) > window.deaths:
                result.host_kills += window.kill_host()
                n_deaths = window.deaths
                end_s = time.monotonic() + _GONE_S
                while window.deaths == n_deaths and time.monotonic() < end_s:
                    window.wait(0.05)
        window.end()
        _note_end(window, result)
        _check(root, folder, [window], result, is_complete=True)


def kill_windows(work: Path, folder: Path, result: Result, *, kills: int, seed: int) -> None:
    """Kill the window during runs in one data folder; then let a run come to its end."""
    rng = random.Random(seed)  # noqa: S311 - moments, not secrets
    root = work / "window"
    windows: list[WindowProcess] = []
    for _ in range(kills):
        window = WindowProcess(root, folder, work / "errors.txt")
        windows.append(window)
        window.wait_for_run()
        window.wait(rng.uniform(*_BETWEEN_S))
        window.kill()
        result.window_kills += 1
        result.hosts_left_running += sum(_is_left(pid) for pid in window.hosts)
        _check(root, folder, windows, result, is_complete=False)
    window = WindowProcess(root, folder, work / "errors.txt")
    windows.append(window)
    window.wait(_PATIENCE_S)
    window.end()
    _note_end(window, result)
    _check(root, folder, windows, result, is_complete=True)


def _note_end(window: WindowProcess, result: Result) -> None:
    over = window.over or {"phase": "never ended", "failed": 0}
    result.phases.append(str(over["phase"]))
    result.failed_images += int(str(over["failed"]))
    result.deaths_told += window.deaths


def _check(
    root: Path, folder: Path, windows: Sequence[WindowProcess], result: Result, *, is_complete: bool
) -> None:
    """Compare what was told with what is there."""
    recorded = {record_id for window in windows for record_id in window.recorded}
    judged = [record_id for window in windows for record_id in window.judged]
    with History.open(DataDir(root).records_file, APP_VERSION) as history:
        lines = {line.record_id: line for line in history.list_records()}
        report = history.verify()
        stories = [history.story(record_id) for record_id in lines]
    result.chains_broken += not report.is_intact
    result.rows_checked += report.rows_checked
    result.records_lost += len(recorded - set(lines))
    result.verdicts_lost += sum(
        record_id not in lines or lines[record_id].current_verdict is None for record_id in judged
    )
    given = Counter(file for window in windows for file in window.given)
    result.verdicts_doubled += sum(
        max(0, len(story.verdicts) - given[story.line.file]) for story in stories
    )
    files = Counter(line.file for line in lines.values())
    result.images_recorded_twice += sum(count > 1 for count in files.values())
    if is_complete:
        images = {str(path) for path in folder.iterdir()}
        result.images_without_record += len(images - set(files)) - result.failed_images
        result.records_told += len(recorded)
        result.verdicts_told += len(judged)


def _is_left(pid: int) -> bool:
    """Tell whether a host outlives its window by more than a moment."""
    end_s = time.monotonic() + _GONE_S
    while time.monotonic() < end_s:
        if not _is_alive(pid):
            return False
        time.sleep(0.05)
    return True


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    # A zombie waits for whoever adopted it, and holds nothing.
    return not (stat.exists() and stat.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")


def write_images(folder: Path, n: int) -> None:
    """Write noisy plates, all different."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    for number in range(n):
        plate = rng.normal(120, 20, (*_SIZE_PX, 3)).clip(0, 255).astype(np.uint8)
        Image.fromarray(plate).save(folder / f"부품 {number:04}.png", compress_level=1)


def main(arguments: Sequence[str]) -> int:
    """Kill, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10, help="of the host, and of the window")
    parser.add_argument("--images", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    result = Result(images=options.images)
    begin_s = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "검사 대상"
        write_images(folder, options.images)
        kill_hosts(work, folder, result, kills=options.kills, seed=options.seed)
        kill_windows(work, folder, result, kills=options.kills, seed=options.seed + 1)
        errors = (work / "errors.txt").read_text("utf-8", errors="replace")
    result.seconds = round(time.monotonic() - begin_s, 1)
    sys.stderr.write(errors[-4000:])
    sys.stdout.write(json.dumps({**asdict(result), "is_good": result.is_good}, indent=2) + "\n")
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
