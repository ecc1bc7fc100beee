"""Start DefectScribe: the window without a command, else ``main.py COMMAND ...``.

Only the standard library is imported at module level: a spawned inference host imports this file
again, and must not load Qt or the command line with it.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parent
_USAGE_EXIT = 2


def _venv_python(root: Path) -> Path:
    if os.name == "nt":
        return root / ".venv" / "Scripts" / "python.exe"
    return root / ".venv" / "bin" / "python"


def _is_at_home(root: Path) -> bool:
    """Whether this process is frozen or already runs in the project's own environment."""
    if getattr(sys, "frozen", False):
        return True
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def _rerun_in_venv(root: Path, arguments: list[str]) -> int:
    python = _venv_python(root)
    if not python.exists():
        sys.stderr.write(
            "DefectScribe is not set up in this folder yet. Run: python dev.py setup\n"
            "이 폴더에는 아직 설치되지 않았습니다. 실행하세요: python dev.py setup\n"
        )
        return _USAGE_EXIT
    command = [str(python), str(root / "main.py"), *arguments]
    if os.name != "nt":
        # In place of this process, so that its id stays and signals reach the program.
        os.execv(command[0], command)
    return subprocess.call(command)


def _start_window(data_root: Path | None, product: str | None, folder: Path | None) -> int:
    from ui.app import run_gui

    return run_gui(data_root, product, folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of this process if None.

    Returns
    -------
    int
        0 done, 1 some inputs failed, 2 usage or unusable input, 3 internal error.
    """
    multiprocessing.freeze_support()
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not _is_at_home(_ROOT):
        return _rerun_in_venv(_ROOT, words)
    from core.cli.app import run

    return run(words, _start_window)


if __name__ == "__main__":
    sys.exit(main())
