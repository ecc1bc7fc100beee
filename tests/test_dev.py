"""What ``dev.py`` does with its commands."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tests.support.project import ROOT


@pytest.mark.parametrize("name", ["dev.py", "dev_setup.py"])
def test_that_an_old_python_can_read_it(name: str) -> None:
    """Only then can it say that it is too old."""
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_that_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    assert "needs Python 3.11 or newer" in dev.unfit_python()


def test_that_a_missing_venv_module_is_named_with_its_debian_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "absent")
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "ensurepip" else object()
    )
    told = dev.unfit_python()
    assert "lacks the module ensurepip" in told
    assert f"apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv" in told


def test_that_this_python_is_fit() -> None:
    assert dev.unfit_python() == ""


def test_that_setup_takes_its_options() -> None:
    options = dev.parse(["setup", "--cuda", "--torch-index", "mirror", "--save-wheelhouse", "w"])
    assert options.explicit
    assert (options.build, options.torch_index) == ("cuda", "mirror")
    assert options.save_wheelhouse == Path.cwd() / "w"
    assert options.wheelhouse is None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["paint"],
        ["setup", "x"],
        ["setup", "--cpu", "--cuda"],
        ["setup", "--wheelhouse", "no/such"],
    ],
)
def test_that_wrong_usage_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        dev.parse(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_that_what_follows_test_goes_to_pytest_untouched() -> None:
    options = dev.parse(["test", "-k", "korean", "--lf", "-h"])
    assert options.rest == ["-k", "korean", "--lf", "-h"]
    assert not options.explicit


def test_that_all_checks_run_and_the_failed_ones_are_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    good, bad = ("-c", "print('fine')"), ("-c", "raise SystemExit(7)")
    assert dev.run_checks([("first", bad), ("second", good)]) == 1
    out = capfd.readouterr().out
    assert "fine" in out
    assert "FAILED (exit code 7)" in out
    assert "failed: first\n" in out
    assert dev.run_checks([("second", good)]) == 0


def test_that_all_tests_run_in_two_processes_unless_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[str, Sequence[str]]] = []

    def note(checks: Sequence[tuple[str, Sequence[str]]]) -> int:
        made.extend(checks)
        return 0

    monkeypatch.setattr(dev, "run_checks", note)
    assert dev.test(["-n", "0"]) == 0
    title, words = made[-1]
    assert title == "pytest"
    assert words[:4] == ("-m", "pytest", "-n", "2")
    # The last of two values holds.
    assert words[-2:] == ("-n", "0")


def test_that_a_crash_of_a_test_process_is_told_once_with_its_test(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name, body in (("dies", "__import__('os')._exit(3)"), ("lives", "pass")):
        code = f"def test_that_it_{name}(): {body}\n"
        (tmp_path / f"test_{name}.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:pytest-qt", *dev.SIDE_BY_SIDE, "."]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8", timeout=120
    )
    assert done.returncode == 1
    told = done.stdout.partition(" FAILURES ")[2].partition(" short test summary ")[0]
    assert told.count("crashed while running 'test_dies.py::test_that_it_dies'") == 1
    assert "1 failed" in done.stdout.splitlines()[-1]


_INTERRUPTED = """\
import os
import signal
import sys
import dev
# Whoever runs the tests in the background passes on that Ctrl+C is to be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
child = '''
import signal, sys, time
def tell(*_):
    time.sleep(0.5)
    print("stopped in the third test", flush=True)
    sys.exit(2)
signal.signal(signal.SIGINT, tell)
print("working", flush=True)
time.sleep(60)
'''
dev.wait_for([sys.executable, "-c", child], os.environ)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group are POSIX")
def test_that_what_is_interrupted_may_say_what_it_was_doing() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "working\n"
        os.killpg(program.pid, signal.SIGINT)
        out, errors = program.communicate(timeout=60)
    assert out == "stopped in the third test\n"
    assert "KeyboardInterrupt" in errors


def test_that_an_unknown_benchmark_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.bench(["no_such_thing"]) == 2
    assert "No such benchmark: no_such_thing" in capsys.readouterr().out


class _Calls:
    """Notes what the project's own Python is asked to do, and answers with given codes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, screen: bool, **codes: int) -> None:
        self.made: list[tuple[str, ...]] = []
        self._codes = codes
        monkeypatch.setattr(dev, "has_screen", lambda: screen)
        monkeypatch.setattr(dev, "call", self)

    def __call__(self, *arguments: str) -> int:
        self.made.append(arguments)
        return self._codes.get("sample" if "sample" in arguments else "picture", 0)


def test_that_run_opens_the_window_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _Calls(monkeypatch, screen=True)
    assert dev.run(["사진"]) == 0
    assert calls.made == [("main.py", "gui", "사진")]


def test_that_run_without_a_screen_shows_the_sample_and_a_picture(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = _Calls(monkeypatch, screen=False)
    assert dev.run(["--json"]) == 0
    assert calls.made == [
        ("main.py", "sample", "--json"), ("-m", "ui.screens", "--one", "outputs/window.png"),
    ]  # fmt: skip
    assert "no screen" in capsys.readouterr().out


def test_that_a_failing_sample_is_not_followed_by_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = _Calls(monkeypatch, screen=False, sample=3)
    assert dev.run([]) == 3
    assert len(calls.made) == 1


def test_that_a_picture_that_cannot_be_taken_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _Calls(monkeypatch, screen=False, picture=1)
    assert dev.run([]) == 1
    assert "could not be taken (exit code 1)" in capsys.readouterr().out


def test_that_the_offscreen_platform_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not dev.has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "vnc")
    assert dev.has_screen()


def test_that_help_lists_the_commands() -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "--help"]
    out = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    for name in ("setup", *dev.COMMANDS):
        assert f"\n    {name} " in out
