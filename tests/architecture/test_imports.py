from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT, core_modules, core_packages, pyproject

# Places where torch and transformers may be imported at module level; they are loaded by name.
_MODEL_CODE = ("core.inference.adapters", "core.inference.nets", "core.inference.training")
# A command of its own, run at setup; nothing imports it.
_MODEL_COMMANDS = ("core.inference.starter_build",)
_MODEL_LIBRARIES = {"torch", "transformers", "accelerate"}


def _loaded_after(code: str) -> set[str]:
    """Run code in a new interpreter; return the top names of the modules it has loaded."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = json.loads(done.stdout.splitlines()[-1])
    return {name.partition(".")[0] for name in names} | {n for n in names if n.startswith("core.")}


def _import_all(names: list[str]) -> str:
    return f"import importlib\nfor name in {names!r}: importlib.import_module(name)"


def _contracts(kind: str) -> list[dict[str, list[str]]]:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    return [contract for contract in contracts if contract["type"] == kind]


def _layered_packages() -> set[str]:
    layers = _contracts("layers")[0]["layers"]
    return {name.strip(" ()") for layer in layers for name in layer.split(":")}


def test_that_every_package_of_core_stands_in_a_layer() -> None:
    assert core_packages() - _layered_packages() == set()


@pytest.mark.parametrize(
    ("library", "free"),
    [("torch", {"core.inference"}), ("sqlalchemy", {"core.records"})],
)
def test_that_every_other_package_is_forbidden_a_library(library: str, free: set[str]) -> None:
    contract = next(c for c in _contracts("forbidden") if library in c["forbidden_modules"])
    assert set(contract["source_modules"]) == core_packages() - free


def test_that_services_load_no_model_library() -> None:
    names = [name for name in core_modules() if name.startswith("core.services")]
    loaded = _loaded_after(_import_all(names))
    assert "core.services" in loaded
    assert loaded & (_MODEL_LIBRARIES | {"PySide6"}) == set()


def test_that_a_database_is_loaded_by_records_alone() -> None:
    names = [name for name in core_modules() if not name.startswith(("core.records", *_MODEL_CODE))]
    loaded = _loaded_after(_import_all([n for n in names if n not in _MODEL_COMMANDS]))
    assert "core.settings" in loaded
    if not any(name.startswith("core.records.") for name in loaded):
        assert "sqlalchemy" not in loaded


def test_that_inference_loads_model_libraries_by_name_only() -> None:
    names = [
        name
        for name in core_modules()
        if not name.startswith(_MODEL_CODE) and name not in _MODEL_COMMANDS
    ]
    loaded = _loaded_after(_import_all(names))
    assert "core.inference.protocols" in loaded
    assert loaded & _MODEL_LIBRARIES == set()


def test_that_all_of_core_imports_without_qt() -> None:
    block = """\
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Block())
"""
    loaded = _loaded_after(block + _import_all(core_modules()))
    assert set(core_modules()) <= loaded | {"core"}


def test_that_the_blocked_qt_would_be_noticed() -> None:
    with pytest.raises(AssertionError, match="no_such_module"):
        _loaded_after(_import_all(["no_such_module"]))


def _module_level_imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("name", ["main.py", "dev.py", "dev_setup.py"])
def test_that_the_programs_start_with_the_standard_library(name: str) -> None:
    """A spawned host imports main.py again; dev.py runs before anything is installed."""
    ours = {"dev_setup"} if name == "dev.py" else set()
    assert _module_level_imports(ROOT / name) - set(sys.stdlib_module_names) == ours


def test_that_importing_main_loads_neither_models_nor_a_window() -> None:
    loaded = _loaded_after("import main")
    assert loaded & {*_MODEL_LIBRARIES, "PySide6", "numpy", "typer", "core"} == set()
