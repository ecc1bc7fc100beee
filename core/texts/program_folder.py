"""Where the program's own files lie, from source and in the frozen program; read-only."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

_SOURCE_ROOT: Final = Path(__file__).resolve().parents[2]
_MARK: Final = Path("resources") / "texts" / "en.toml"


@lru_cache(maxsize=1)
def program_dir() -> Path:
    """Return the folder that holds ``resources/`` and ``prompts/``.

    Returns
    -------
    Path
        The project root when run from source. Frozen: the executable's folder if the files lie
        beside it, else the bundle's own folder (PyInstaller's ``_internal``).
    """
    if not getattr(sys, "frozen", False):
        return _SOURCE_ROOT
    beside = Path(sys.executable).resolve().parent
    bundle = Path(getattr(sys, "_MEIPASS", beside))
    return next((folder for folder in (beside, bundle) if (folder / _MARK).is_file()), bundle)


def resources_dir() -> Path:
    """Return the folder of texts, defect book, icons and committed models."""
    return program_dir() / "resources"


def prompts_dir() -> Path:
    """Return the folder of the program's own prompts, one folder per language."""
    return program_dir() / "prompts"
