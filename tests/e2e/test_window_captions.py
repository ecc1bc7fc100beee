"""What a model sees on an image, from one window to the records and to the next window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from core.services.describing import Describer
from tests.e2e.taught_window import plates_to_judge, taught_play
from tests.support.fake_captioner import FakeCaptioner
from tests.support.window_engine import FakeDescribers
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.dialogs.record_story import RecordStoryDialog

# The plate has a dark scratch.
SEEN = "a large bright round spot at the lower left of a dark grey surface"
SHOWN = "표면의 좌측 하단에 크고"


@pytest.fixture
def play(tmp_path: Path, qapp: QApplication) -> Play:
    """Return a taught product with an operator at work."""
    return taught_play(tmp_path)


def _say(patch: pytest.MonkeyPatch, says: str) -> None:
    patch.setattr(FakeDescribers, "describer", lambda _: Describer(FakeCaptioner(says)))


def test_that_what_a_model_saw_is_there_again_in_the_next_shift(
    play: Play,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    *_, scratched = plates_to_judge(tmp_path)
    folder = tmp_path / "한 장"
    folder.mkdir()
    scratched.rename(folder / scratched.name)

    def is_seen() -> bool:
        return SHOWN in play.place.description.shown_text()

    def look() -> Scene:
        yield play.is_ready
        yield is_seen
        yield play.is_written
        play.close()

    def look_again() -> Scene:
        yield play.is_ready
        yield is_seen
        yield play.is_written
        play.place.history.show_story(play.lines()[0].record_id)
        yield lambda: play.dialog(RecordStoryDialog) is not None
        dialog = play.dialog(RecordStoryDialog)
        assert dialog is not None
        yield lambda: SHOWN in dialog.as_text()
        dialog.close()
        play.close()

    _say(monkeypatch, SEEN)
    assert play.run_main(look, folder, monkeypatch) == DONE
    # Whatever were computed now would say something else.
    _say(monkeypatch, "a small dark round spot at the centre of a dark grey surface")
    assert play.run_main(look_again, folder, monkeypatch) == DONE
    (line,) = play.lines()
    (kept,) = play.story(line).captions
    assert kept.checked.caption.said == SEEN
    assert kept.checked.ko
    assert kept.checked.en
    capsys.readouterr()
    assert main.main(["history", "list", "--json", "--data-dir", str(play.root)]) == 0
    shown = str(json.loads(capsys.readouterr().out)["captions"])
    assert SHOWN in shown
    assert " [!]" in shown
    assert shown.splitlines()[1].startswith("! ")
    assert play.is_intact()
