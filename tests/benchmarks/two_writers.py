"""Two processes open the same empty data folder at once and write records side by side.

``python -m tests.benchmarks.two_writers --seconds 60`` prints one JSON object and ends with 0 when
nothing was lost, no writer failed and the chain verifies.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from core.domain.outcomes import Outcome
from core.records.history import History
from tests.core.records.builders import APP_VERSION, CONTEXT, ng_inspection, verdict_on

_ROOT = Path(__file__).resolve().parents[2]
_READY = "ready"
_MARGIN_S = 120
_VERDICT_EVERY = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What two writers did together."""

    seconds: float
    written: list[int]
    records: int
    lost: int
    extra: int
    rows_checked: int
    is_intact: bool
    slowest_ms: list[float]
    errors: list[str]

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost and nothing failed."""
        return not (self.lost or self.extra or self.errors) and self.is_intact


def run_writers(records_file: Path, seconds: float, writers: int = 2) -> Result:
    """Let processes write for some seconds, then compare what they say with what is there."""
    names = [f"writer-{number}" for number in range(writers)]
    processes = [start_writer(records_file, name, seconds) for name in names]
    for process in processes:
        wait_until_ready(process)
    for process in processes:
        release(process)
    outputs = [process.communicate(timeout=seconds + _MARGIN_S) for process in processes]
    reports = [json.loads(out.splitlines()[-1]) for out, _ in outputs if out.strip()]
    errors = [
        err for process, (_, err) in zip(processes, outputs, strict=True) if process.returncode
    ]
    written = {record_id for report in reports for record_id in report["ids"]}
    with History.open(records_file, APP_VERSION) as history:
        there = {line.record_id for line in history.list_records()}
        report = history.verify()
    return Result(
        seconds=seconds,
        written=[len(report["ids"]) for report in reports],
        records=len(there),
        lost=len(written - there),
        extra=len(there - written),
        rows_checked=report.rows_checked,
        is_intact=report.is_intact,
        slowest_ms=[round(report["slowest_ms"], 1) for report in reports],
        errors=errors,
    )


def start_writer(
    records_file: Path, name: str, seconds: float, *, tell_each: bool = False
) -> subprocess.Popen[str]:
    """Start a process that imports everything and then waits for :func:`release`."""
    command = [sys.executable, "-m", "tests.benchmarks.two_writers", "--writer", name]
    command += ["--records", str(records_file), "--seconds", str(seconds)]
    if tell_each:
        command.append("--tell-each")
    return subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8",
    )  # fmt: skip


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    """Wait for the process to have imported everything."""
    if process.stdout is None or process.stdout.readline().strip() != _READY:
        message = f"writer did not start: {process.communicate()[1]}"
        raise RuntimeError(message)


def release(process: subprocess.Popen[str]) -> None:
    """Let the process open the database and write."""
    if process.stdin is not None:
        process.stdin.write("go\n")
        process.stdin.flush()


def _write(records_file: Path, name: str, seconds: float, *, tell_each: bool) -> None:
    _say(_READY)
    sys.stdin.readline()
    deadline = time.monotonic() + seconds
    ids: list[str] = []
    slowest_s = 0.0
    context = replace(CONTEXT, operator=name)
    with History.open(records_file, APP_VERSION) as history:
        while time.monotonic() < deadline:
            start = time.monotonic()
            record_id = history.record_inspection(ng_inspection(len(ids)), context)
            slowest_s = max(slowest_s, time.monotonic() - start)
            ids.append(record_id)
            if len(ids) % _VERDICT_EVERY == 0:
                history.record_verdict(verdict_on(record_id, Outcome.OK))
            if tell_each:
                _say(record_id)
    _say(json.dumps({"ids": ids, "slowest_ms": slowest_s * 1000}))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, or one of its writers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--writer", help="be one of the writers")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--tell-each", action="store_true")
    given = parser.parse_args(arguments)
    if given.writer:
        _write(given.records, given.writer, given.seconds, tell_each=given.tell_each)
        return 0
    with tempfile.TemporaryDirectory(prefix="기록 ") as folder:
        result = run_writers(Path(folder) / "new" / "records.sqlite", given.seconds, given.writers)
    _say(json.dumps(asdict(result), ensure_ascii=False))
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
