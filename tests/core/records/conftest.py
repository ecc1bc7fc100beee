from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.records.history import History
from core.records.lines import lines_of
from core.records.values import HistoryLine
from core.settings.paths import DataDir
from tests.core.records.builders import APP_VERSION, CONTEXT, moment_at, ng_inspection


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


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where a report is to be written."""
    return tmp_path / "보고서 1.csv"


@pytest.fixture
def line() -> HistoryLine:
    """Return a line of a report."""
    (made,) = lines_of(ng_inspection(), CONTEXT, moment_at(0), record_id="id-1")
    return made
