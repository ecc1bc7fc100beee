"""The program as it is started: a process of its own, with the models that ship with it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.domain.version import APP_VERSION
from core.records.history import History
from core.settings.paths import DataDir
from core.texts.program_folder import program_dir, resources_dir

MAIN = program_dir() / "main.py"


def program(*words: str | Path) -> list[str]:
    return [sys.executable, str(MAIN), *map(str, words)]


def test_that_a_killed_run_keeps_every_record_that_was_committed(
    data_dir: DataDir, tmp_path: Path
) -> None:
    folder = tmp_path / "부품"
    folder.mkdir()
    pictures = sorted((resources_dir() / "sample_product" / "to_judge").iterdir())
    for number in range(60):
        shutil.copy(pictures[number % len(pictures)], folder / f"{number}.jpg")
    target = tmp_path / "out.csv"
    with subprocess.Popen(
        program("--data-dir", data_dir.root, "--json", "inspect", folder, "--csv", target),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        told = [json.loads(process.stdout.readline())["record_id"] for _ in range(5)]
        process.kill()
    with History.open(data_dir.records_file, APP_VERSION) as history:
        kept = {line.record_id for line in history.list_records()}
        assert kept >= set(told)
        assert len(kept) < 60
        assert history.verify().is_intact
    assert not target.exists()


def test_that_the_self_test_passes_here_and_writes_its_report(tmp_path: Path) -> None:
    report = tmp_path / "보고서.json"
    done = subprocess.run(
        program("--self-test", "--report", report), capture_output=True, timeout=150, check=False
    )
    view = json.loads(report.read_text(encoding="utf-8"))
    assert [check for check in view["checks"] if not check["passed"]] == []
    assert done.returncode == 0
    assert {check["name"] for check in view["checks"]} >= {"starter model", "inference host"}


def test_that_help_comes_without_waiting_for_the_models() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(MAIN), "--help"],
        capture_output=True,
        timeout=60,
        check=True,
        encoding="utf-8",
    )
    assert "inspect" in done.stdout
    for heavy in ("torch", "transformers", "sqlalchemy", "PySide6"):
        assert not re.search(rf"\| +{heavy}\n", done.stderr), heavy
    assert re.search(r"\| +typer\n", done.stderr)


@pytest.mark.parametrize("words", [(), ("gui",)])
def test_that_without_a_screen_the_window_says_so_in_one_line(
    words: tuple[str, ...], data_dir: DataDir
) -> None:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        program("--data-dir", data_dir.root, *words),
        capture_output=True,
        timeout=60,
        check=False,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name not in screens},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_that_without_its_environment_the_program_names_the_command_to_run(
    tmp_path: Path,
) -> None:
    shutil.copy(MAIN, tmp_path / "main.py")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "main.py")],
        capture_output=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "python dev.py setup" in done.stderr


def test_that_the_version_is_the_one_of_the_project() -> None:
    text = (program_dir() / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{APP_VERSION}"' in text
