from __future__ import annotations

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from core.domain.version import APP_VERSION
from tests.support.project import pyproject

_ALLOWED = (
    "0BSD", "Apache", "Apache-2.0", "Apache 2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "CNRI-Python", "ISC", "LGPL-3.0-only", "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0",
    "Zlib",
)  # fmt: skip


def _allows(licence: str) -> bool:
    """Read a licence expression: of OR one is enough, of AND all are needed."""
    words = re.sub(r"\s+WITH\s+\S+|[()]|\bLicen[sc]e\b|\bSoftware\b|OSI Approved ::", "", licence)
    choices = [re.split(r"\s+AND\s+", choice) for choice in re.split(r"\s+OR\s+", words)]
    return any(all(name.strip() in _ALLOWED for name in choice) for choice in choices)


def _licence_of(distribution: metadata.Distribution) -> str:
    """Return the licence expression; older packages have a classifier or a free text."""
    told = distribution.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    names = [
        line.rpartition(" :: ")[2].replace("ISC License (ISCL)", "ISC")
        for line in told.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved ::")
    ]
    if names:
        return " AND ".join(names)
    return next(iter(told.get_all("License") or []), "unknown")


def _runtime_distributions() -> dict[str, metadata.Distribution]:
    """Return what the program needs at run time, and what that needs in turn."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [Requirement(line) for line in pyproject()["project"]["dependencies"]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        key = (wanted.name.lower(), frozenset(wanted.extras))
        if key in seen:
            continue
        seen.add(key)
        distribution = metadata.distribution(wanted.name)
        found[wanted.name.lower()] = distribution
        for line in distribution.requires or []:
            needed = Requirement(line)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(needed)
    return found


def test_that_every_runtime_dependency_may_be_passed_on_with_the_program() -> None:
    found = _runtime_distributions()
    assert {"torch", "huggingface-hub", "alembic"} <= set(found)
    licences = {name: _licence_of(distribution) for name, distribution in found.items()}
    assert {name: text for name, text in licences.items() if not _allows(text)} == {}


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("LGPL-3.0-only OR GPL-3.0-only", True),
        ("Apache-2.0 WITH LLVM-exception AND MIT", True),
        ("BSD License", True),
        ("GNU General Public License v3 (GPLv3)", False),
        ("unknown", False),
    ],
)
def test_that_a_licence_is_judged_by_its_expression(licence: str, *, expected: bool) -> None:
    assert _allows(licence) is expected


def test_that_only_the_headless_opencv_is_installed() -> None:
    """The others bring their own Qt plugins, which break ours."""
    names = {str(d.metadata["Name"]).lower() for d in metadata.distributions()}
    assert {name for name in names if name.startswith("opencv")} == {"opencv-python-headless"}


def test_that_no_qt_but_the_essentials_is_installed() -> None:
    names = {str(d.metadata["Name"]).lower().replace("_", "-") for d in metadata.distributions()}
    assert names.isdisjoint({"pyside6", "pyside6-addons", "pyqt5", "pyqt6", "pyside2"})


def test_that_the_version_stands_the_same_everywhere() -> None:
    assert pyproject()["project"]["version"] == APP_VERSION
