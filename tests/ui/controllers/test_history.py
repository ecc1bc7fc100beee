from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.outcomes import Outcome
from core.errors import DefectScribeError, JobCancelledError
from core.jobs.cancel import CancelToken
from core.jobs.progress import no_progress
from core.records.history import History
from core.records.values import HistoryFilter, HistoryLine, Rows
from tests.ui.controllers.place import Place
from ui.controllers.history import write_export
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.export_values import ExportRequest
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
    place.wait(lambda: place.desk.exports.is_idle)
    written = target.read_text(encoding="utf-8-sig")
    assert path.name in written
    assert "NG" in written
    dialog.close()


def test_that_a_verdict_is_written_while_a_long_export_goes_on_and_can_be_cancelled(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = place.open(2)
    place.judge(Outcome.NG)
    place.wait_written()
    place.work.window.actions_.export.trigger()
    dialog = place.dialog(ExportCsvDialog)
    assert isinstance(dialog, ExportCsvDialog)
    target = tmp_path / "긴 이력.csv"
    dialog.set_target(target)
    begun = threading.Event()

    class Endless(History):
        """Has one record again and again; only the export reads it."""

        @override
        def list_records(self, *_: object, **__: object) -> Iterator[HistoryLine]:
            (line,) = lines
            while True:
                begun.set()
                sleep(0.001)
                yield line

    lines = place.lines()
    file = place.data_dir.records_file
    monkeypatch.setattr(place.desk, "open_history", lambda: Endless.open(file, "1"))
    dialog.export_wanted.emit(dialog.request())
    place.wait(begun.is_set)
    place.judge(Outcome.HOLD)
    place.wait_written()
    assert not place.desk.exports.is_idle
    assert place.state(paths[0]).verdict is Outcome.HOLD
    dialog.cancel_wanted.emit()
    place.wait(lambda: place.desk.exports.is_idle)
    assert [path.name for path in tmp_path.glob("*이력*")] == []
    dialog.close()


def test_that_a_cancelled_export_leaves_no_file(place: Place, tmp_path: Path) -> None:
    token = CancelToken()
    request = ExportRequest(HistoryFilter(), Rows.IMAGE, tmp_path / "a.csv", None, "ko")
    place.open(1)
    place.wait_written()
    token.cancel()
    with pytest.raises(JobCancelledError):
        write_export(
            token,
            no_progress,
            open_history=place.desk.open_history,
            request=request,
            categories=CategorySet(()),
        )
    assert not request.target.exists()


def _refuse(*_: object) -> None:
    raise PermissionError(13, "used by another process")
