"""The project's own files and settings, for tests about the project itself."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_NOT_OURS = {".venv", ".git", "build", "dist", "outputs", "__pycache__"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files under version control that exist; in an unpacked archive all of ours."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        found = (path for path in ROOT.rglob("*") if path.is_file())
        return tuple(path for path in found if not _NOT_OURS.intersection(path.parts))
    command = [git, "-C", str(ROOT), "ls-files", "-z"]
    listing = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def python_files() -> list[Path]:
    """Return every Python file of the project, tracked or new."""
    folders = [ROOT / name for name in ("core", "ui", "tests", "packaging")]
    nested = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted([*ROOT.glob("*.py"), *nested])


@cache
def pyproject() -> dict[str, Any]:
    """Return the content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def core_modules() -> list[str]:
    """Return the dotted names of all modules and packages of core.

    Migrations are left out: Alembic reads them by path and they run only under it.
    """
    names = []
    for path in sorted((ROOT / "core").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def core_packages() -> set[str]:
    """Return the packages directly below core, such as ``core.domain``."""
    return {f"core.{path.parent.name}" for path in (ROOT / "core").glob("*/__init__.py")}
