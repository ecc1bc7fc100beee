from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli.app import app
from dev_setup import SIZES_MB
from tests.support.project import ROOT, core_packages, pyproject, tracked_files

_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
_DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_that_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_that_every_decision_has_its_own_number() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]


def test_that_every_decision_says_context_decision_and_consequence() -> None:
    for path in (ROOT / "docs" / "adr").glob("*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert {"Context", "Decision", "Consequence"} <= set(headings), path.name


def test_that_the_map_shows_every_package() -> None:
    text = _read("docs/architecture.md")
    missing = {name for name in core_packages() if f"`{name.replace('.', '/')}`" not in text}
    assert missing == set()


def test_that_every_dependency_has_its_reason() -> None:
    text = _read("docs/adr/0002-dependencies.md")
    for line in pyproject()["project"]["dependencies"]:
        name = re.split(r"[=<>!~ ]", line)[0]
        assert name.lower() in text.lower(), name


def test_that_the_sizes_in_the_guide_are_those_that_setup_shows() -> None:
    text = _read("docs/setup.md")
    for fetched, on_disk in SIZES_MB.values():
        shown = "–" if not fetched else f"{fetched:,} MB"
        assert f"| {shown} | {on_disk:,} MB |" in text


def test_that_every_command_in_the_readme_exists() -> None:
    lines = re.findall(
        r"^python main\.py (\w+)(?: (list|verify))?", _read("README.md"), re.MULTILINE
    )
    assert len(lines) > 5
    for words in lines:
        asked = [word for word in words if word]
        assert CliRunner().invoke(app, [*asked, "--help"]).exit_code == 0, asked
