"""What holds for every test: its own home and data folder, no network, nothing left behind."""

from __future__ import annotations

import itertools
import logging
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

# Both must be set before Qt or transformers is imported for the first time.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HF_HUB_OFFLINE"] = "1"
if "PYTEST_XDIST_WORKER" in os.environ:
    # Test processes side by side, and what they start, share the cores among them; read by the
    # maths libraries when they are loaded.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
        os.environ.setdefault(name, "1")

import pytest
from hypothesis import settings

from core.settings.paths import DataDir
from tests.support.leaks import LeakWatch, remember_starts
from tests.support.network import NetworkGuard
from tests.support.project import python_files
from tests.support.reports import encodable
from tests.support.warnings_log import UnexpectedRecords

# How long an example takes says more about the machine than about the code.
settings.register_profile("program", deadline=None)
settings.load_profile("program")

_LONG_FILE_LINES = 350
_HOME_VARIABLES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


def pytest_report_header() -> str | None:
    """Name files that should be split before they reach the limit of the architecture tests."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    long = [f"{path.name} {n}" for path, n in lengths.items() if n > _LONG_FILE_LINES]
    return f"long files, to be split: {', '.join(long)}" if long else None


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """Let every report through to the process that prints it."""
    return encodable((yield))


@pytest.fixture(scope="session")
def _home_numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a new home folder for each test; cheaper than one ``mktemp`` each."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def isolated_home(_home_numbers: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point home, XDG folders and QSettings to an empty folder."""
    home = next(_home_numbers)
    home.mkdir()
    for name in _HOME_VARIABLES:
        monkeypatch.setenv(name, str(home))
    for name in _XDG_VARIABLES:
        monkeypatch.setenv(name, str(home / name.lower()))
    core_module = sys.modules.get("PySide6.QtCore")
    if core_module is not None:
        settings = core_module.QSettings
        for scope in (settings.Scope.UserScope, settings.Scope.SystemScope):
            for kind in (settings.Format.NativeFormat, settings.Format.IniFormat):
                settings.setPath(kind, scope, str(home / "qsettings"))
    return home


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    """Return a fresh data folder; its path has Korean letters and a space on purpose."""
    return DataDir.open(tmp_path / "데이터 폴더")


@pytest.fixture(scope="session")
def _starts_remembered() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        remember_starts(patch)
        yield


@pytest.fixture(autouse=True)
def _nothing_left_running(_starts_remembered: None) -> Iterator[None]:
    watch = LeakWatch()
    yield
    leaks = watch.leaks()
    if leaks:
        pytest.fail("left running:\n" + "\n".join(leaks), pytrace=False)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with NetworkGuard() as guard:
        yield
    if guard.blocked:
        pytest.fail(f"tried to reach the network: {', '.join(guard.blocked)}", pytrace=False)


@pytest.fixture(autouse=True)
def _no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[UnexpectedRecords]:
    handler = UnexpectedRecords()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    if handler.records and "expected_warnings" not in request.fixturenames:
        lines = "\n".join(handler.format(record) for record in handler.records)
        pytest.fail(f"unexpected log messages:\n{lines}", pytrace=False)


@pytest.fixture
def expected_warnings(
    _no_unexpected_log_warnings: UnexpectedRecords,
) -> list[logging.LogRecord]:
    """Allow log records of WARNING and above, and return them for the test to check."""
    return _no_unexpected_log_warnings.records
