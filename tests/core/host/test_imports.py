"""What the window gets when it imports the client, and the host when it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[3]
_HEAVY = ("PySide6", "PIL", "cv2", "numpy", "pydantic", "sqlalchemy", "torch", "transformers")


@pytest.mark.parametrize("module", ["core.host.client", "core.host.messages", "core.host.process"])
def test_that_importing_loads_no_heavy_package(module: str) -> None:
    program = (
        f"import sys, {module}; print(*(set(sys.modules) & set(sys.argv[1:])), sep=' ', end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *_HEAVY],
        cwd=_PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == ""
