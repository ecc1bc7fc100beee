from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import packaging.version
import pytest

from tests.support.project import ROOT, python_files, tracked_files

_MAX_LINES = 400
_TEXT_SUFFIXES = {"", ".py", ".md", ".toml", ".txt", ".json", ".spec", ".cfg", ".ini", ".yml"}
# Written so that this file does not match itself.
_MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:work|root|home)/|(?<![\w.~])/opt/(?:wheels|pypi)")
_REGISTRY = re.compile(r"(?:pypi|pythonhosted|npmjs|download\.pytorch)\.(?:org|com)|crates\.io")


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _texts() -> list[tuple[Path, str]]:
    paths = [path for path in tracked_files() if path.suffix in _TEXT_SUFFIXES]
    return [(path, path.read_text(encoding="utf-8")) for path in paths]


def test_that_no_file_is_longer_than_people_can_keep_in_mind() -> None:
    lengths = {_shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python_files()}
    assert lengths["tests/architecture/test_files.py"] > 0
    assert {name: n for name, n in lengths.items() if n > _MAX_LINES} == {}


def test_that_the_folder_packaging_cannot_shadow_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert not Path(packaging.version.__file__).is_relative_to(ROOT / "packaging")


def test_that_every_package_has_its_init_file() -> None:
    lacking = {
        _shown(path.parent)
        for folder in ("core", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert lacking == set()


@pytest.mark.parametrize("path", [p for p in tracked_files() if p.suffix == ".toml"], ids=_shown)
def test_that_toml_can_be_read(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))


def test_that_opencv_never_opens_a_path_itself() -> None:
    """It returns None for Korean paths on Windows, without an error."""
    banned = {"imread", "imwrite", "imreadmulti", "VideoCapture"}
    users = [
        f"{_shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in banned
        and isinstance(node.value, ast.Name)
        and node.value.id == "cv2"
    ]
    assert users == []


def test_that_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    found = [f"{_shown(path)}: {hit[0]}" for path, text in _texts()
             if (hit := _MACHINE_PATH.search(text))]  # fmt: skip
    assert found == []


def test_that_no_file_names_a_package_registry() -> None:
    """Which one is used is a setting of pip, which may be a mirror inside a plant."""
    found = [f"{_shown(path)}: {hit[0]}" for path, text in _texts()
             if (hit := _REGISTRY.search(text))]  # fmt: skip
    assert found == []


@pytest.mark.parametrize(
    "text", ["see {}work/x", "'{}root/.cache'", "({}home/kim/a)", "{}opt/wheels"]
)
def test_that_the_search_for_machine_paths_finds_one(text: str) -> None:
    assert _MACHINE_PATH.search(text.format("/"))


@pytest.mark.parametrize("text", ["docs/work/a", "../work/", "~/home/", "/workshop/"])
def test_that_the_search_for_machine_paths_leaves_others_alone(text: str) -> None:
    assert not _MACHINE_PATH.search(text)
