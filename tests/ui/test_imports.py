from __future__ import annotations

from pathlib import Path

from tests.support.project import ROOT, pyproject

_KNOWN = {"client", "messages", "__init__"}


def _forbidden_to_the_window() -> set[str]:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    own = [c for c in contracts if c["type"] == "forbidden" and c["source_modules"] == ["ui"]]
    return {name for contract in own for name in contract["forbidden_modules"]}


def test_that_every_other_module_of_the_hosts_shell_is_forbidden_to_the_window() -> None:
    modules = {path.stem for path in (ROOT / "core" / "host").glob("*.py")} - _KNOWN
    assert {f"core.host.{name}" for name in modules} <= _forbidden_to_the_window()


def test_that_the_libraries_of_models_and_database_are_forbidden_to_the_window() -> None:
    assert {"torch", "transformers", "sqlalchemy", "alembic"} <= _forbidden_to_the_window()


def test_that_every_package_of_the_window_has_its_init_file() -> None:
    folders: set[Path] = {path.parent for path in (ROOT / "ui").rglob("*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()
