from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.records.history import History
from core.settings.paths import DataDir
from tests.core.records.builders import APP_VERSION


@pytest.fixture
def records_file(data_dir: DataDir) -> Path:
    """Return where the database of a fresh data folder will be."""
    return data_dir.records_file


@pytest.fixture(scope="session")
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty history once; copying it is ten times faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "records.sqlite"
    History.open(path, APP_VERSION).close()
    return path


@pytest.fixture
def history(records_file: Path, _empty_database: Path) -> Iterator[History]:
    """Return an empty history."""
    shutil.copyfile(_empty_database, records_file)
    with History.open(records_file, APP_VERSION) as opened:
        yield opened
