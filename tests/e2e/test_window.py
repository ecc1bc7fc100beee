"""The window from end to end: the program's own entry, a real host process, a person's hands."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

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
    """Return the program with a real host process that needs no torch."""
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


def test_that_a_shift_goes_from_the_folder_to_the_csv(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = _images(tmp_path / "검사 대상")
    target = tmp_path / "판정 이력.csv"

    def scene() -> Scene:
        yield play.is_ready
        # Nothing was taught: the program decides nothing.
        assert _inspection(play).outcome is Outcome.HOLD
        for path in paths[:4]:
            yield from _show(play, path)
            yield from _teach(play, CLEAN_ID)
        yield from _show(play, paths[4])
        assert _inspection(play).outcome is not Outcome.OK
        yield from _draw(play, _ROI)
        assert len(_inspection(play).findings) == 1
        yield from _teach(play, "scratch")
        assert _inspection(play).findings[0].scores[0].id == "scratch"
        yield from _judge(play, Qt.Key.Key_H, "현미경 확인")  # the first one: who?
        yield from _judge(play, Qt.Key.Key_N, "스크래치 확정")
        yield from _run_folder(play)
        yield from _export(play, target)
        play.close()

    assert play.run_main(scene, paths[0].parent, monkeypatch) == DONE
    lines = play.lines()
    (judged,) = [line for line in lines if line.current_verdict is not None]
    assert (judged.file, judged.first_verdict) == (str(paths[4]), Outcome.HOLD)
    assert (judged.current_verdict, judged.corrected) == (Outcome.NG, True)
    assert judged.finding_count == 1
    first, second = play.story(judged).verdicts
    assert (first.context.operator, second.reason) == ("김하늘", "스크래치 확정")
    assert {line.file for line in lines} == {str(path) for path in paths}
    assert play.is_intact()
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == len(lines) + 1
    assert sum(str(paths[4]) in row for row in rows) >= 2  # before, and with its ROI


def test_that_the_next_day_begins_where_the_first_one_ended(play: Play, tmp_path: Path) -> None:
    paths = _images(tmp_path / "검사 대상")
    play.set_people()

    def first_day() -> Scene:
        yield play.is_ready
        yield from _judge(play, Qt.Key.Key_H, "확인")
        play.close()

    def second_day() -> Scene:
        yield play.has_verdict(paths[0], Outcome.HOLD)
        yield lambda: play.place.history_panel.model.rowCount() == 1
        yield play.is_ready
        yield play.has_keys
        play.key(Qt.Key.Key_Space, " ")  # decided already: Space goes on
        yield play.when_ready(paths[1])
        play.close()

    assert play.run(first_day, paths[0].parent) == DONE
    assert play.run(second_day, paths[0].parent) == DONE
    assert [line.current_verdict for line in play.lines()] == [None, Outcome.HOLD]


def test_that_the_real_host_inspects_the_sample_product(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        yield lambda: _revision(play) > 0
        yield play.is_ready
        assert "starter" in _inspection(play).configuration.models[0].id
        yield from _draw(play, BoxPx(150, 100, 180, 150))
        assert _inspection(play).findings[0].scores
        yield from _judge(play, Qt.Key.Key_H, "현미경 확인")
        yield from _judge(play, Qt.Key.Key_N, "실제 불량")
        yield from _teach(play, "scratch")
        assert _inspection(play).findings[0].scores[0].id == "scratch"
        yield from _run_folder(play)
        yield from _export(play, target)
        play.close()

    assert play.run_main(scene, folder, monkeypatch) == DONE
    lines = play.lines()
    assert {Path(line.file).name for line in lines} == {path.name for path in folder.iterdir()}
    (judged,) = [line for line in lines if line.current_verdict is Outcome.NG]
    assert (judged.first_verdict, judged.corrected) == (Outcome.HOLD, True)
    assert all(line.model.startswith("starter") for line in lines)
    assert play.is_intact()


def _revision(play: Play) -> int:
    state = play.place.products.state
    return -1 if state is None else state.context.bank.revision


def _show(play: Play, path: Path) -> Scene:
    play.place.browser.select(path)
    yield play.when_ready(path)


def _teach(play: Play, category_id: str) -> Scene:
    """Teach what is shown; the score that follows knows it."""
    before = _revision(play)
    play.place.teaching.teach_here(category_id)
    yield lambda: _revision(play) > before
    yield play.is_ready
    assert _inspection(play).configuration.bank_revision > before


def _draw(play: Play, roi: BoxPx) -> Scene:
    play.draw(roi)
    yield lambda: not play.place.examining.is_ready
    yield play.is_ready
    assert len(play.place.canvas.rois()) == 1


def _judge(play: Play, key: Qt.Key, reason: str) -> Scene:
    """Press a verdict key and answer what is asked, until the verdict is on record."""
    outcome = {Qt.Key.Key_H: Outcome.HOLD, Qt.Key.Key_N: Outcome.NG}[key]
    shown = play.place.examining.shown
    assert shown is not None

    def is_given() -> bool:
        people, why = play.dialog(OperatorDialog), play.dialog(OverrideReasonDialog)
        if people is not None:
            names = ("김하늘", "2라인")
            for edit, name in zip(people.findChildren(QLineEdit), names, strict=True):
                edit.setText(name)
            people.accept()
        elif why is not None:
            why.findChildren(QListWidget)[0].setCurrentRow(-1)
            why.findChildren(QLineEdit)[0].setText(reason)
            why.accept()
        return play.place.browser.state_of(shown.path).verdict is outcome

    yield play.has_keys
    play.key(key, chr(key.value).lower())
    yield is_given
    yield play.is_written


def _run_folder(play: Play) -> Scene:
    place = play.place
    place.window.actions_.inspect_folder.trigger()
    yield lambda: place.runs.is_running
    yield lambda: not place.runs.is_running
    run = place.runs.current
    assert run is not None
    assert (run.phase, run.failed) == (RunPhase.DONE, 0)
    assert run.done == len(place.browser.shown_paths())
    yield play.is_written


def _export(play: Play, target: Path) -> Scene:
    play.place.window.actions_.export.trigger()
    yield lambda: play.dialog(ExportCsvDialog) is not None
    dialog = play.dialog(ExportCsvDialog)
    assert dialog is not None
    dialog.set_target(target)
    dialog.export_wanted.emit(dialog.request())
    yield target.exists
    dialog.close()
