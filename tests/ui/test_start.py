from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.project import ROOT

_MODELS = {"torch", "transformers", "accelerate"}
_DATABASE = {"sqlalchemy", "alembic"}
_PIXELS = {"numpy", "cv2", "PIL"}
"""A fifth of the time to the first paint when they are loaded before it."""
_WORD_LISTS = {"core.describe.truth.checking"}
"""Another fifth; they are needed once a model has written something."""

_PROGRAM = """
import json
import sys
import time

begin = time.monotonic()


def main():
    from pathlib import Path

    from core.host.client import HostClient
    from tests.core.host.fake_engine import ENGINE, FakeConfig
    from ui.app import Parts, run_gui
    from ui.controllers.assembly import InspectorWorkplace

    def make_client(deliver):
        log_dir = Path(sys.argv[1]) / "logs"
        return HostClient(engine=ENGINE, config=FakeConfig(), log_dir=log_dir, deliver=deliver)

    def tell(moment):
        modules = sorted({name.partition(".")[0] for name in sys.modules} | set(sys.modules))
        print(json.dumps({"moment": moment, "s": time.monotonic() - begin, "modules": modules}),
              flush=True)

    def make_workplace(desk):
        place = InspectorWorkplace(desk)
        place.window.first_painted.connect(lambda: tell("painted"))
        desk.storage.state_changed.connect(
            lambda state: tell("open") if state.is_open and not state.waiting else None)
        desk.closed.connect(lambda: tell("closed"))
        return place

    return run_gui(Path(sys.argv[1]), None, None, parts=Parts(make_workplace, make_client))


if __name__ == "__main__":
    sys.exit(main())
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the real window over a host without models, in a process of its own."""
    script = tmp_path / "start.py"
    script.write_text(_PROGRAM, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "데이터")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def _next(process: subprocess.Popen[str], moment: str) -> dict[str, object]:
    assert process.stdout is not None
    for line in process.stdout:
        told: dict[str, object] = json.loads(line)
        if told["moment"] == moment:
            return told
    pytest.fail(f"the program ended before: {moment}")


def _modules(told: dict[str, object]) -> set[str]:
    modules = told["modules"]
    assert isinstance(modules, list)
    return set(modules)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot ask a process to end")
def test_that_the_window_is_painted_before_what_is_slow_is_loaded_and_never_loads_a_model(
    program: subprocess.Popen[str],
) -> None:
    painted = _next(program, "painted")
    assert "PySide6" in _modules(painted)
    assert _modules(painted) & (_MODELS | _DATABASE | _PIXELS | _WORD_LISTS) == set()
    opened = _next(program, "open")
    assert "sqlalchemy" in _modules(opened)
    program.send_signal(signal.SIGTERM)
    closed = _next(program, "closed")
    assert _modules(closed) & _MODELS == set()
    assert program.wait(20) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot ask a process to end")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_that_the_wish_to_end_closes_in_order(
    program: subprocess.Popen[str], kind: signal.Signals
) -> None:
    _next(program, "painted")
    program.send_signal(kind)
    _next(program, "closed")
    assert program.wait(20) == 0
