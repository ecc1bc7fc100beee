from __future__ import annotations

import pytest

from core.cli.app import run
from core.settings.paths import DataDir


def test_that_a_mistake_of_ours_is_one_sentence_on_the_screen_and_a_trace_in_the_log(
    data_dir: DataDir,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    expected_warnings: list[object],
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("core.cli.history_commands._moment", break_down)
    code = run(["history", "list", "--data-dir", str(data_dir.root), "--lang", "en"])
    printed = capsys.readouterr()
    assert code == 3
    assert "Traceback" not in printed.err
    assert printed.err.strip()
    assert "ZeroDivisionError" in (data_dir.logs / "cli.log").read_text(encoding="utf-8")
    assert expected_warnings
