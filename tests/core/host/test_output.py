"""The files that take a host's output; captured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from core.host.output import new_output_stem, output_tail

_PROJECT = Path(__file__).parents[3]

_PROGRAM = """
import os, sys
from pathlib import Path
from core.host.output import OutputCapture

output = OutputCapture(Path(sys.argv[1]), sys.argv[2], max_bytes=2000)
for number in range(int(sys.argv[3])):
    print(f"줄 {number}", file=sys.stderr)
    os.write(1, f"native {number}\\n".encode())
    output.rotate_if_large()
sys.stderr.write("\\udcff broken")
"""


def _write(folder: Path, stem: str, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder), stem, str(lines)],
        cwd=_PROJECT,
        capture_output=True,
        check=True,
    )
    assert done.stdout == done.stderr == b""


def test_that_what_python_and_native_code_write_is_captured(tmp_path: Path) -> None:
    folder = tmp_path / "로그 폴더"
    stem = new_output_stem()
    _write(folder, stem, 30)
    lines = output_tail(folder, stem, lines=3).splitlines()
    assert lines == ["줄 29", "native 29", "\\udcff broken"]


def test_that_files_are_limited_in_size_and_number(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"host-output-20250101T00000{number}-1-1.0000.log").touch()
    (tmp_path / "host-crash.log").touch()
    stem = new_output_stem()
    _write(tmp_path, stem, 400)
    files = sorted(tmp_path.glob("host-output-*.log"))
    assert len(files) == 8
    assert all(file.name.startswith((stem, "host-output-20250101")) for file in files)
    assert all(file.stat().st_size < 2100 for file in files)
    assert "native 399" in output_tail(tmp_path, stem)
    assert (tmp_path / "host-crash.log").exists()


def test_that_a_host_that_wrote_nothing_has_no_last_lines(tmp_path: Path) -> None:
    assert output_tail(tmp_path, new_output_stem()) == ""
    assert output_tail(tmp_path / "missing", new_output_stem()) == ""


def test_that_stems_differ() -> None:
    assert new_output_stem() != new_output_stem()
