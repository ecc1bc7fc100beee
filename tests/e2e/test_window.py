"""The window from end to end: the real program, the real host process, a person's hands."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from core.domain.categories import CLEAN_ID
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.host.client import HostClient
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir
from tests.e2e.conftest import COLOURS, picture
from tests.support.window_engine import FACTORY, WindowEngineConfig
from tests.support.window_play import Play, Scene
from ui.app import DONE
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.operator import OperatorDialog
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.widgets.job_values import RunPhase
from ui.workers.host_thread import Client, Deliver

_ROI = BoxPx(20, 20, 60, 40)


@pytest.fixture
def play(tmp_path: Path, qapp: QApplication) -> Play:
    """The program with a real host process that needs no torch."""
    root = tmp_path / "데이터 폴더"

    def make_client(deliver: Deliver) -> Client:
        data_dir = DataDir.open(root)
        return HostClient(
            engine=FACTORY,
            config=WindowEngineConfig(data_dir.root),
            log_dir=data_dir.logs,
            deliver=deliver,
        )

    return Play(root, make_client)


def _images(folder: Path) -> list[Path]:
    """Four good plates, then two scratched ones."""
    folder.mkdir()
    colours = ["good"] * 4 + ["scratch"] * 2
    paths = [folder / f"부품 {number}.png" for number in range(len(colours))]
    for number, (path, colour) in enumerate(zip(paths, colours, strict=True)):
        picture(COLOURS[colour], 500 + number).save(path)
    return paths


def _inspection(play: Play) -> Inspection:
    shown = play.place.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    return shown.inspection


def test_that_a_shift_goes_from_the_folder_to_the_csv(play: Play, tmp_path: Path) -> None:
    paths = _images(tmp_path / "검사 대상")
    target = tmp_path / "판정 이력.csv"

    def scene() -> Scene:
        place = play.place
        yield play.is_ready
        # Nothing was taught: the program decides nothing.
        assert _inspection(play).outcome is Outcome.HOLD
        for path in paths[:4]:
            place.browser.select(path)
            yield lambda path=path: play.is_ready(path)
            before = place.products.state
            place.teaching.teach_here(CLEAN_ID)
            yield lambda before=before: place.products.state is not before
            yield lambda path=path: play.is_ready(path)
        # A ROI on the scratch: scored, taught, scored again.
        place.browser.select(paths[4])
        yield lambda: play.is_ready(paths[4])
        assert _inspection(play).outcome is not Outcome.OK
        play.draw(_ROI)
        yield lambda: not place.examining.is_ready
        yield lambda: play.is_ready(paths[4])
        assert len(place.canvas.rois()) == 1
        assert len(_inspection(play).findings) == 1
        before = place.products.state
        place.teaching.teach_here("scratch")
        yield lambda: place.products.state is not before
        yield lambda: play.is_ready(paths[4])
        assert _inspection(play).findings[0].scores[0].id == "scratch"
        # The first verdict: who? Then it is given; then it is corrected, with a reason.
        yield play.has_keys
        play.key(Qt.Key.Key_H, "h")
        yield lambda: play.dialog(OperatorDialog) is not None
        people = play.dialog(OperatorDialog)
        assert people is not None
        for edit, name in zip(people.findChildren(QLineEdit), ("김하늘", "2라인"), strict=True):
            edit.setText(name)
        people.accept()
        yield (
            lambda: (
                play.dialog(OverrideReasonDialog) is not None
                or bool(place.browser.state_of(paths[4]).verdict)
            )
        )
        _answer(play, "현미경 확인")
        yield lambda: place.browser.state_of(paths[4]).verdict is Outcome.HOLD
        yield play.is_written
        yield play.has_keys
        play.key(Qt.Key.Key_N, "n")
        yield lambda: play.dialog(OverrideReasonDialog) is not None
        _answer(play, "스크래치 확정")
        yield lambda: place.browser.state_of(paths[4]).verdict is Outcome.NG
        # The rest by a run.
        place.window.actions_.inspect_folder.trigger()
        yield lambda: place.runs.is_running
        yield lambda: not place.runs.is_running
        run = place.runs.current
        assert run is not None
        assert (run.phase, run.done, run.failed) == (RunPhase.DONE, 6, 0)
        yield play.is_written
        # The CSV.
        place.window.actions_.export.trigger()
        yield lambda: play.dialog(ExportCsvDialog) is not None
        export = play.dialog(ExportCsvDialog)
        assert export is not None
        export.set_target(target)
        export.export_wanted.emit(export.request())
        yield target.exists
        export.close()
        play.close()

    assert play.run(scene, paths[0].parent) == DONE
    lines = play.lines()
    (judged,) = [line for line in lines if line.current_verdict is not None]
    assert (judged.file, judged.first_verdict) == (str(paths[4]), Outcome.HOLD)
    assert (judged.current_verdict, judged.corrected) == (Outcome.NG, True)
    assert judged.finding_count == 1
    assert [v.reason for v in play.story(judged).verdicts][-1] == "스크래치 확정"
    assert {line.file for line in lines} == {str(path) for path in paths}
    assert play.is_intact()
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == len(lines) + 1
    assert sum("김하늘" in row for row in rows) >= 1


def test_that_the_next_day_begins_where_the_first_one_ended(play: Play, tmp_path: Path) -> None:
    paths = _images(tmp_path / "검사 대상")
    play.set_people()

    def first_day() -> Scene:
        yield play.is_ready
        yield play.has_keys
        play.key(Qt.Key.Key_H, "h")
        yield (
            lambda: (
                play.dialog(OverrideReasonDialog) is not None
                or play.place.browser.state_of(paths[0]).verdict is not None
            )
        )
        _answer(play, "확인")
        yield lambda: play.place.browser.state_of(paths[0]).verdict is Outcome.HOLD
        play.close()  # while it may still be being saved

    def second_day() -> Scene:
        yield lambda: play.place.browser.state_of(paths[0]).verdict is Outcome.HOLD
        yield lambda: play.place.history_panel.model.rowCount() == 1
        yield play.has_keys
        play.key(Qt.Key.Key_Space, " ")  # decided already: Space goes on
        yield lambda: play.is_ready(paths[1])
        play.close()

    assert play.run(first_day, paths[0].parent) == DONE
    assert play.run(second_day, paths[0].parent) == DONE
    assert [line.current_verdict for line in play.lines()] == [None, Outcome.HOLD]


def test_that_the_real_host_inspects_the_sample_product(tmp_path: Path, qapp: QApplication) -> None:
    play = Play(tmp_path / "데이터", product="sample")
    play.set_people()
    sample = resources_dir() / "sample_product"
    folder = tmp_path / "시료"
    folder.mkdir()
    for path in sorted((sample / "to_judge").glob("*.jpg"))[:3]:
        shutil.copy(path, folder)
    target = tmp_path / "이력.csv"
    taught = tmp_path / "가르칠 것"
    for category in ("good", "scratch"):
        (taught / category).mkdir(parents=True)
        for path in sorted((sample / "teach" / category).glob("*.jpg"))[:4]:
            shutil.copy(path, taught / category)

    def scene() -> Scene:
        place = play.place
        yield lambda: place.products.state is not None
        place.teaching.teach_folder(taught)
        yield (
            lambda: (
                place.products.state is not None
                and bool(place.products.state.context.bank.examples)
            )
        )
        yield play.is_ready
        assert "starter" in _inspection(play).configuration.models[0].id
        play.draw(BoxPx(150, 100, 180, 150))
        yield lambda: not place.examining.is_ready
        yield play.is_ready
        assert _inspection(play).findings[0].scores
        play.place.verdict_bar.give(Outcome.NG)
        _answer(play, "실제 불량")
        yield lambda: play.desk.storage.state.is_open and play.is_written()
        place.window.actions_.inspect_folder.trigger()
        yield lambda: place.runs.is_running
        yield lambda: not place.runs.is_running
        yield play.is_written
        place.history.show_export()
        export = play.dialog(ExportCsvDialog)
        assert export is not None
        export.set_target(target)
        export.export_wanted.emit(export.request())
        yield target.exists
        export.close()
        play.close()

    assert play.run(scene, folder) == DONE
    lines = play.lines()
    assert {Path(line.file).name for line in lines} == {path.name for path in folder.iterdir()}
    assert [line.current_verdict for line in lines].count(Outcome.NG) == 1
    assert all(line.model.startswith("starter") for line in lines)
    assert play.is_intact()


def _answer(play: Play, reason: str) -> None:
    """Give the reason, if one is asked for."""
    dialog = play.dialog(OverrideReasonDialog)
    if dialog is not None:
        dialog.findChildren(QLineEdit)[0].setText(reason)
        dialog.accept()
