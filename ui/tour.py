"""The screens of the tour: how each one comes about, and in which looks it is shown."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from core.domain.outcomes import Outcome, Severity
from core.domain.regions import BoxPx
from core.texts.language import Language
from ui.controllers.first_start import sample_folder
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.new_product import NewProductDialog
from ui.dialogs.settings import SettingsDialog
from ui.stage import Look, Stage, save_png, save_small_png
from ui.values import ChosenVerdict

KO: Final = Look("ko", "light")
KO_DARK: Final = Look("ko", "dark")
EN: Final = Look("en", "light")
EN_DARK: Final = Look("en", "dark")


def _wide(look: Look) -> Look:
    return replace(look, width_px=1920, height_px=1080)


def _large(look: Look) -> Look:
    return replace(look, text_percent=200)


_ALL: Final = (KO, KO_DARK, EN, EN_DARK)
_SAMPLES: Final = 12
_REFUSAL_S: Final = 2.0
_SCRATCH: Final = "part_002.jpg"
_BROKEN: Final = "part_013.jpg"
_ROI: Final = BoxPx(88, 186, 90, 84)
_PEOPLE: Final = {"operator": "김하늘", "station": "2라인"}
_GIVEN: Final = (
    ("part_001.jpg", ChosenVerdict(Outcome.OK)),
    ("part_002.jpg", ChosenVerdict(Outcome.NG, "scratch", Severity.SEVERE)),
    ("part_004.jpg", ChosenVerdict(Outcome.NG, "dent", Severity.MINOR, note="재작업 가능")),
    ("part_005.jpg", ChosenVerdict(Outcome.NG, reason="열변색")),
    ("part_011.jpg", ChosenVerdict(Outcome.OK, reason="조명 그림자")),
    ("part_006.jpg", ChosenVerdict(Outcome.HOLD, note="재촬영 요청", reason="초점 확인")),
    ("part_006.jpg", ChosenVerdict(Outcome.NG, "crack", Severity.SEVERE, reason="재확인")),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the tour.

    Attributes
    ----------
    show : callable
        Brings the window there; called again for every look.
    looks : tuple of Look
        The looks of the tour.
    leave : callable
        Brings the window back.
    """

    name: str
    show: Callable[[Stage], object]
    looks: tuple[Look, ...]
    leave: Callable[[Stage], object] = Stage.close_dialogs


def take_one(target: Path, work: Path, language: Language) -> Path:
    """Take one picture: the sample product at the first start, with a defect found."""
    with Stage(work) as stage:
        stage.wear(Look(language, "light"))
        stage.wait(lambda: bool(stage.place.browser.shown_paths()), "the sample product is open")
        stage.place.hint.hide()
        _select(stage, _SCRATCH)
        stage.place.canvas.set_heat_map_shown(True)
        stage.settle()
        return save_png(stage.picture(), target)


def take_tour(out: Path, work: Path, *, only: str = "", in_all_looks: bool = False) -> list[Path]:
    """Take the pictures of the tour and return the files.

    Parameters
    ----------
    out : Path
        Folder of the pictures; those of an earlier tour are overwritten.
    work : Path
        Empty folder for data and images.
    only : str
        Part of the names of the screens to take; all if empty.
    in_all_looks : bool
        Every screen in both languages and themes, to be looked at.
    """

    def take(stage: Stage, screens: tuple[Screen, ...]) -> Iterator[Path]:
        for screen in screens:
            if only not in screen.name:
                continue
            for look in _ALL if in_all_looks else screen.looks:
                stage.wear(look)
                screen.show(stage)
                name = f"{screen.name}-{look.suffix}.png"
                yield save_small_png(stage.picture(), out / name)
                screen.leave(stage)

    images = _images(work / "DS-204")
    with Stage(work / "empty", product="default", holds_host=True) as stage:
        files = [*take(stage, _EMPTY)]
    with Stage(work / "data", holds_host=True) as stage:
        stage.wear(KO)
        stage.wait(lambda: bool(stage.place.browser.shown_paths()), "the sample product is open")
        files += take(stage, _FIRST)
        stage.let_host_start()
        stage.desk.change_settings(_PEOPLE)
        stage.place.verdicts.show_people()
        stage.place.hint.hide()
        stage.place.open_paths((images,))
        stage.wait(lambda: len(stage.place.browser.shown_paths()) > _SAMPLES, "the folder is open")
        files += take(stage, _WORK)
    return files


def _images(folder: Path) -> Path:
    """Copy the sample's images, and add one that is cut off."""
    shutil.copytree(sample_folder(), folder)
    whole = (folder / _SCRATCH).read_bytes()
    (folder / _BROKEN).write_bytes(whole[: len(whole) // 3])
    return folder


def _path(stage: Stage, name: str) -> Path:
    return next(path for path in stage.place.browser.shown_paths() if path.name == name)


def _select(stage: Stage, name: str) -> None:
    stage.place.browser.select(_path(stage, name))
    stage.wait_until_examined()


def _show_empty(stage: Stage) -> None:
    stage.place.window.docks.history.show()
    stage.settle()


def _show_before(stage: Stage) -> None:
    stage.place.hint.hide()
    stage.settle()


def _show_first_start(stage: Stage) -> None:
    stage.let_host_start()
    stage.place.hint.show()
    stage.wait_until_examined()


def _show_inspected(stage: Stage) -> None:
    _select(stage, _SCRATCH)
    stage.place.canvas.set_heat_map_shown(True)
    stage.settle()


def _show_roi(stage: Stage) -> None:
    stage.place.canvas.set_heat_map_shown(False)
    _select(stage, "part_007.jpg")
    stage.place.canvas.set_roi_mode(True)
    stage.place.canvas.set_rois((_ROI,))
    stage.place.examining.refresh()
    stage.wait_until_examined()


def _leave_roi(stage: Stage) -> None:
    stage.place.canvas.set_rois(())
    stage.place.canvas.set_roi_mode(False)
    _select(stage, _SCRATCH)


def _show_run(stage: Stage) -> None:
    place = stage.place
    place.runs.start(place.browser.shown_paths())
    stage.wait(lambda: not place.runs.is_running, "the folder is inspected")
    stage.settle()


def _leave_run(stage: Stage) -> None:
    stage.place.window.docks.jobs.hide()


def _judge(stage: Stage) -> None:
    """Give the verdicts of the tour, once."""
    browser = stage.place.browser
    for name, chosen in _GIVEN:
        path = _path(stage, name)
        if browser.state_of(path).verdict is not None and name != _GIVEN[-1][0]:
            continue
        _select(stage, name)
        stage.place.verdict_bar.verdict_given.emit(chosen)
        stage.wait(partial(_is_judged, stage, path, chosen.verdict), f"{name} is judged")


def _is_judged(stage: Stage, path: Path, verdict: Outcome) -> bool:
    return stage.place.browser.state_of(path).verdict is verdict


def _show_history(stage: Stage) -> None:
    if not _is_judged(stage, _path(stage, _GIVEN[-1][0]), Outcome.NG):
        _judge(stage)
    docks = stage.place.window.docks
    docks.history.show()
    docks.history.raise_()
    stage.place.history.refresh()
    stage.settle()


def _leave_history(stage: Stage) -> None:
    stage.place.window.docks.history.hide()


def _show_record(stage: Stage) -> None:
    _show_history(stage)
    _leave_history(stage)
    record_id = stage.place.browser.state_of(_path(stage, _GIVEN[-1][0])).record_id
    stage.place.history.show_story(record_id)
    stage.settle()


def _show_reason(stage: Stage) -> None:
    _select(stage, "part_009.jpg")
    stage.place.verdict_bar.give(Outcome.NG)
    stage.settle()


def _show_export(stage: Stage) -> None:
    stage.place.history.show_export()
    stage.settle()
    for dialog in stage.dialogs():
        if isinstance(dialog, ExportCsvDialog):
            dialog.set_target(Path("DefectScribe.csv"))
    stage.settle()


def _show_new_product(stage: Stage) -> None:
    stage.place.teaching.show_new_product()
    taught = sample_folder().parent / "teach"
    for dialog in stage.dialogs():
        if isinstance(dialog, NewProductDialog):
            dialog.name_page.line.setText("커버 플레이트 B")
            dialog.good_page.picker.add(sorted((taught / "good").iterdir()))
            dialog.go_to(1)
    stage.settle()


def _show_settings(stage: Stage) -> None:
    stage.place.window.actions_.settings.trigger()
    stage.settle()


def _show_product_settings(stage: Stage) -> None:
    _show_settings(stage)
    for dialog in stage.dialogs():
        if isinstance(dialog, SettingsDialog):
            dialog.show_product_page()
    stage.settle()


def _show_bank(stage: Stage) -> None:
    stage.place.teaching.show_bank()
    stage.settle()


def _show_people(stage: Stage) -> None:
    stage.place.verdicts.ask_operator()
    stage.settle()


def _show_guide(stage: Stage) -> None:
    stage.place.window.actions_.quick_guide.trigger()
    stage.settle()


def _show_about(stage: Stage) -> None:
    stage.place.window.actions_.about.trigger()
    stage.settle()


def _show_unreadable(stage: Stage) -> None:
    stage.place.browser.select(_path(stage, _BROKEN))
    stage.settle()
    stage.wait(lambda: stage.place.examining.shown is not None, "the broken image is shown")
    stage.run_for(_REFUSAL_S)


def _show_trouble(stage: Stage) -> None:
    """Judge while another program holds the database."""
    _select(stage, "part_003.jpg")
    with closing(sqlite3.connect(stage.desk.data_dir.records_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        stage.place.verdict_bar.verdict_given.emit(ChosenVerdict(Outcome.OK))
        stage.wait(lambda: bool(stage.desk.storage.unwritten), "the verdict waits")
        stage.wait(lambda: bool(stage.desk.storage.state.unsaved), "the verdict is unsaved")
        stage.settle()


def _leave_trouble(stage: Stage) -> None:
    stage.desk.storage.retry()
    stage.wait(lambda: not stage.desk.storage.unwritten, "the verdict is written")


_EMPTY: Final = (Screen("empty", _show_empty, (KO_DARK, EN), _leave_history),)
_FIRST: Final = (
    Screen("before-inspection", _show_before, (EN_DARK,)),
    Screen("first-start", _show_first_start, (KO, EN)),
)
_WORK: Final = (
    Screen("inspected", _show_inspected, (KO, EN_DARK, _wide(KO_DARK), _wide(EN))),
    Screen("roi", _show_roi, (KO_DARK, EN), _leave_roi),
    Screen("folder-run", _show_run, (EN, _wide(KO)), _leave_run),
    Screen("reason", _show_reason, (KO,)),
    Screen("history", _show_history, (KO, _wide(EN_DARK)), _leave_history),
    Screen("record", _show_record, (EN,)),
    Screen("export", _show_export, (KO,)),
    Screen("new-product", _show_new_product, (EN_DARK,)),
    Screen("settings", _show_settings, (EN,)),
    Screen("product-settings", _show_product_settings, (KO_DARK,)),
    Screen("bank", _show_bank, (KO,)),
    Screen("people", _show_people, (EN_DARK,)),
    Screen("guide", _show_guide, (KO,)),
    Screen("about", _show_about, (EN,)),
    Screen("unreadable", _show_unreadable, (EN,)),
    Screen("trouble", _show_trouble, (KO_DARK,), _leave_trouble),
    Screen("large-text", _show_inspected, (_large(KO), _large(_wide(EN_DARK)))),
)


def all_screens() -> tuple[Screen, ...]:
    """Return the screens in the order they are taken."""
    return (*_EMPTY, *_FIRST, *_WORK)
