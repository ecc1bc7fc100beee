from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from core.errors import SettingsError, UsageError
from tests.support.project import ROOT
from ui import instance
from ui.instance import Instance, claim, server_name

_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import claim
app = QCoreApplication([])
folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
kept = claim(Path(sys.argv[1]), folder)
print("taken over" if kept is None else "first", flush=True)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "데이터 폴더"
    root.mkdir()
    return root


@pytest.fixture
def first(root: Path, qapp: QCoreApplication) -> Iterator[Instance]:
    first = claim(root, None)
    assert first is not None
    yield first
    first.release()


def _start_second(root: Path, *folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(root), *map(str, folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _is_over(visitor: QLocalSocket) -> bool:
    return visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState


def test_that_a_second_start_hands_over_its_folder_and_ends(
    first: Instance, root: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.raised, timeout=20_000) as raised:
        second = _start_second(root, tmp_path / "이미지 폴더")
    assert raised.args == [tmp_path / "이미지 폴더"]
    assert second.communicate(timeout=20)[0].strip() == "taken over"


def test_that_a_second_start_without_a_folder_only_raises_the_window(
    first: Instance, root: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.raised, timeout=20_000) as raised:
        second = _start_second(root)
    assert raised.args == [None]
    second.communicate(timeout=20)


def test_that_another_data_folder_has_its_own_window(
    first: Instance, tmp_path: Path, root: Path
) -> None:
    other_root = tmp_path / "다른 폴더"
    other_root.mkdir()
    other = claim(other_root, None)
    assert other is not None
    other.release()
    assert server_name(root) != server_name(other_root)


def test_that_the_name_stays_short_for_any_folder(tmp_path: Path) -> None:
    assert len(server_name(tmp_path / ("아주 긴 이름" * 40))) < 50


def test_that_a_released_folder_can_be_claimed_again(root: Path, qapp: QCoreApplication) -> None:
    for _ in range(2):
        again = claim(root, None)
        assert again is not None
        again.release()


def test_that_a_killed_window_leaves_no_claim(root: Path, qapp: QCoreApplication) -> None:
    script = f"{_SECOND}\nimport time\ntime.sleep(60)"
    second = subprocess.Popen(
        [sys.executable, "-c", script, str(root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert second.stdout is not None
    assert second.stdout.readline().strip() == "first"
    second.kill()
    second.communicate()
    again = claim(root, None)
    assert again is not None
    again.release()


def test_that_a_window_that_does_not_answer_is_named(
    first: Instance, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_WAIT_MS", 50)
    # This process is the first one, and does not look at its socket while it asks.
    with pytest.raises(UsageError, match="window_not_answering"):
        claim(root, None)


def test_that_a_folder_that_cannot_be_locked_is_named(
    tmp_path: Path, qapp: QCoreApplication
) -> None:
    with pytest.raises(SettingsError, match="data_dir_unwritable"):
        claim(tmp_path / "missing", None)


def test_that_nonsense_from_a_visitor_changes_nothing(
    first: Instance, root: Path, qtbot: QtBot, expected_warnings: list[object]
) -> None:
    with qtbot.assertNotEmitted(first.raised, wait=50):
        for words in (b"nonsense\n", b"[1]\n", b'"x"\n'):
            visitor = QLocalSocket()
            visitor.connectToServer(server_name(root))
            visitor.write(words)
            visitor.flush()
            qtbot.waitUntil(partial(_is_over, visitor))
    assert len(expected_warnings) == 3
    with qtbot.waitSignal(first.raised, timeout=20_000):
        second = _start_second(root)
    second.communicate(timeout=20)


def test_that_a_flood_from_a_visitor_is_cut_off(first: Instance, root: Path, qtbot: QtBot) -> None:
    visitor = QLocalSocket()
    visitor.connectToServer(server_name(root))
    visitor.write(b"x" * 200_000)
    with qtbot.assertNotEmitted(first.raised):
        qtbot.waitUntil(partial(_is_over, visitor))
