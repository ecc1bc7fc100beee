from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.records.export import CsvFile, write_csv
from core.records.left_behind import new_beside
from tests.support.project import ROOT

_KILLED = """
import sys, time
from pathlib import Path
from core.records.export import CsvFile

file = CsvFile(Path(sys.argv[1]))
print("begun", flush=True)
time.sleep(60)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "결과 [1].csv"


def _age(path: Path, seconds: float = 60) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def _others(target: Path) -> list[Path]:
    return sorted(path for path in target.parent.iterdir() if path != target)


def test_that_what_a_run_left_behind_is_removed(target: Path) -> None:
    left = new_beside(target)
    left.write_text("half", encoding="utf-8")
    _age(left)
    write_csv(target, [])
    assert _others(target) == []


def test_that_files_of_others_are_left_alone(target: Path) -> None:
    names = [
        ".결과 [1].csv.tmp",
        ".결과 [1].csv.12345678.bak",
        ".결과 [1].csv.1234567z.tmp",
        ".결과 1.csv.12345678.tmp",
        "결과 [1].csv.12345678.tmp",
    ]
    for name in names:
        file = target.with_name(name)
        file.write_text("", encoding="utf-8")
        _age(file)
    folder = target.with_name(f".{target.name}.12345678.tmp")
    folder.mkdir()
    _age(folder)
    write_csv(target, [])
    assert {path.name for path in _others(target)} == {*names, folder.name}


def test_that_a_file_made_a_moment_ago_is_left_alone(target: Path) -> None:
    young = new_beside(target)
    young.write_text("", encoding="utf-8")
    write_csv(target, [])
    assert _others(target) == [young]


def test_that_a_file_that_is_still_written_is_left_alone(target: Path) -> None:
    with CsvFile(target):
        (writing,) = _others(target)
        _age(writing)
        write_csv(target, [])
        assert _others(target) == [writing]
    assert _others(target) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is meant")
def test_that_the_next_run_tidies_up_after_a_killed_one(target: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(target)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"begun"
    (left,) = _others(target)
    _age(left)
    write_csv(target, [])
    assert _others(target) == [left]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    write_csv(target, [])
    assert _others(target) == []
