from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.outcomes import Outcome
from core.errors import DefectScribeError
from tests.ui.controllers.place import Place
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.record_story import RecordStoryDialog


def test_that_new_records_and_verdicts_appear_in_the_history(place: Place) -> None:
    place.open(2)
    model = place.work.history_panel.model
    place.wait(lambda: model.rowCount() == 1)
    place.judge(Outcome.NG)
    place.wait(lambda: model.line_at(0).current_verdict is Outcome.NG)
    place.wait(lambda: "1" in place.work.history_panel.total_words)


def test_that_many_records_are_fetched_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.open(1)
    place.wait(lambda: place.work.history_panel.model.rowCount() == 1)
    place.qtbot.wait(600)
    place.wait_written()
    asked: list[object] = []
    monkeypatch.setattr(place.work.history_panel, "refresh", lambda: asked.append(None))
    for _ in range(200):
        place.work.history.refresh()
    place.wait(lambda: bool(asked))
    place.qtbot.wait(50)
    assert len(asked) == 1


def test_that_the_story_of_a_record_is_shown_unless_it_was_closed_meanwhile(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    record_id = place.state(path).record_id
    place.work.history.show_story(record_id)
    dialog = place.dialog(RecordStoryDialog)
    assert isinstance(dialog, RecordStoryDialog)
    place.wait(lambda: path.name in dialog.as_text())
    dialog.close()
    place.work.history.show_story(record_id)
    place.dialog(RecordStoryDialog).close()
    place.qtbot.wait(50)  # the answer comes to a dialog that is gone
    place.wait_written()


def test_that_records_are_exported_and_a_locked_target_is_said(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.work.window.actions_.export.trigger()
    dialog = place.dialog(ExportCsvDialog)
    assert isinstance(dialog, ExportCsvDialog)
    target = tmp_path / "판정 이력.csv"
    target.write_text("열려 있는 파일", encoding="utf-8")
    dialog.set_target(target)
    errors: list[DefectScribeError] = []
    with monkeypatch.context() as patch:
        patch.setattr("core.records.export._replace", _refuse)
        patch.setattr(dialog, "show_error", errors.append)
        dialog.export_wanted.emit(dialog.request())
        place.wait(lambda: bool(errors))
    assert errors[0].code == "csv_locked"
    assert target.read_text(encoding="utf-8") == "열려 있는 파일"
    dialog.export_wanted.emit(dialog.request())
    place.wait_written()
    written = target.read_text(encoding="utf-8-sig")
    assert path.name in written
    assert "NG" in written
    dialog.close()


def _refuse(*_: object) -> None:
    raise PermissionError(13, "used by another process")
