from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

from core.domain.categories import CLEAN_ID
from core.domain.outcomes import Outcome
from core.records.history import History
from core.services import bank_store
from core.services.requests import Examination
from core.settings.profiles import ProductProfile, TeachingMode, save_profile
from tests.e2e.conftest import COLOURS, picture
from tests.ui.controllers.place import PRODUCT, ROI, Place
from ui.dialogs.bank import BankDialog
from ui.dialogs.new_product import NewProductDialog
from ui.dialogs.new_product_values import NewProductRequest
from ui.widgets.job_card import JobCard
from ui.widgets.job_values import JobState, RunPhase

_LARGE_S: Final = 0.02
_SOON_S: Final = 0.5
"""A verdict is on record within 0.2 s; the machine of a test may be busy."""


def _examination(place: Place) -> Examination:
    found = place.client.result_of(place.client.examined()[-1])
    assert isinstance(found, Examination)
    shown = place.work.examining.shown
    assert shown is not None
    assert shown.inspection is not None
    assert shown.inspection.findings[0].scores == found.inspection.findings[0].scores
    return found


def _probability(examination: Examination, category_id: str) -> float:
    scores = examination.inspection.findings[0].scores
    return next(score.probability for score in scores if score.id == category_id)


def _crops(place: Place) -> list[tuple[str, str | None]]:
    place.wait_written()
    with History.open(place.data_dir.records_file, "1") as history:
        return [
            (event.category_id, event.source_inspection_id)
            for event in history.bank_events(PRODUCT)
        ]


def test_that_teaching_a_roi_shows_its_effect_in_the_next_score(place: Place) -> None:
    (path,) = place.write(1, colour="scratch")
    place.teach()
    place.open_folder(1)
    place.wait_ready(path)
    place.draw(ROI)
    place.wait_ready(path)
    first = _examination(place)
    before = place.revision
    place.work.teaching.teach_here("scratch")
    place.wait(lambda: place.revision > before)
    place.wait_ready(path)
    second = _examination(place)
    # What was just taught is now the nearest case, and looks exactly like itself.
    assert first.nearest[0][0].similarity < second.nearest[0][0].similarity
    assert second.nearest[0][0].similarity == pytest.approx(1, abs=1e-3)
    assert second.nearest[0][0].category_id == "scratch"
    assert _probability(first, "scratch") < _probability(second, "scratch")


def test_that_an_example_knows_the_record_it_comes_from(place: Place) -> None:
    (path,) = place.open(1)
    place.wait(lambda: bool(place.state(path).record_id))
    record_id = place.state(path).record_id
    place.work.teaching.teach_here(CLEAN_ID)
    place.wait(lambda: place.revision > 0)
    assert _crops(place) == [(CLEAN_ID, record_id)]


def test_that_a_judged_image_stays_judged_when_teaching_renews_its_score(place: Place) -> None:
    (path,) = place.open(1)
    place.judge(Outcome.NG)
    place.wait_written()
    place.work.teaching.teach_here(CLEAN_ID)
    place.wait(lambda: place.revision > 0)
    place.wait_ready(path)
    assert len(place.lines()) == 1  # renewing a score is no inspection
    assert place.state(path).verdict is Outcome.NG
    place.work.examining.show_image(path)
    place.wait_ready(path)
    assert len(place.lines()) == 2
    assert place.state(path).verdict is Outcome.NG


def test_that_teaching_can_be_taken_back(place: Place) -> None:
    (path,) = place.open(1)
    told: list[str] = []
    place.work.teaching.told.connect(told.append)
    place.work.teaching.teach_here(CLEAN_ID)
    place.wait(lambda: len(told) == 1)
    place.work.teaching.undo()
    place.wait(lambda: len(told) == 2)
    place.wait_ready(path)
    state = place.work.products.state
    assert state is not None
    place.wait(lambda: place.revision == 2)
    failed: list[object] = []
    place.desk.failed.connect(failed.append)
    place.work.teaching.undo()
    place.wait(lambda: len(failed) == 1)


def test_that_a_locked_product_is_not_taught_and_says_so(place: Place) -> None:
    profile = ProductProfile(name=PRODUCT, teaching=TeachingMode.LOCKED)
    save_profile(profile, place.data_dir)
    place.open(1)
    place.work.teaching.teach_here(CLEAN_ID)
    place.wait(lambda: PRODUCT in place.work.window.status.currentMessage())
    assert place.revision == 0


def test_that_the_bank_shows_what_is_taken_back_at_once(place: Place) -> None:
    place.teach()
    place.work.teaching.show_bank()
    dialog = place.dialog(BankDialog)
    assert isinstance(dialog, BankDialog)
    before = place.revision
    dialog.undo_wanted.emit()
    place.wait(lambda: place.revision > before)
    state = place.work.products.state
    assert state is not None
    assert state.context.bank.examples == ()
    dialog.undo_wanted.emit()  # nothing is left: the dialog says so and can be used
    place.qtbot.wait(50)
    dialog.close()
    place.work.products.reload()
    place.wait_written()


def test_that_a_new_product_is_at_hand_when_it_is_made(place: Place) -> None:
    good = place.write(4)
    place.open_folder(4)
    place.work.teaching.show_new_product()
    dialog = place.dialog(NewProductDialog)
    assert isinstance(dialog, NewProductDialog)
    dialog.product_wanted.emit(NewProductRequest("새 제품", tuple(good), {}))
    place.wait(lambda: place.desk.product == "새 제품" and place.revision > 0)
    state = place.work.products.state
    assert state is not None
    assert "새 제품" in state.names
    assert len(state.context.bank.examples) == 4


def _folder_to_teach(place: Place, n: int) -> Path:
    """Write a labelled folder of different plates."""
    folder = place.folder.parent / "많은 예시" / "good"
    folder.mkdir(parents=True)
    for number in range(n):
        plate = picture(COLOURS["good"], 5000 + number).crop((0, 0, 32, 24))
        plate.save(folder / f"{number:03}.png")
    return folder.parent


@pytest.fixture
def large_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small pictures take as long as large ones."""
    keep = bank_store.keep_crop

    def keep_slowly(folder: Path, rgb: NDArray[np.uint8]) -> str:
        sleep(_LARGE_S)
        return keep(folder, rgb)

    monkeypatch.setattr("core.services.recording.keep_crop", keep_slowly)


@pytest.mark.usefixtures("large_pictures")
def test_that_a_verdict_does_not_wait_for_the_teaching_of_many_images(place: Place) -> None:
    paths = place.open(3)
    folder = _folder_to_teach(place, 200)
    before = place.revision
    place.work.teaching.teach_folder(folder)
    place.wait(lambda: _job(place).done > 0)
    place.judge(Outcome.NG)
    begin_s = monotonic()
    place.wait(lambda: place.state(paths[0]).verdict is Outcome.NG)
    place.wait_written()
    waited_s = monotonic() - begin_s
    assert place.revision == before  # still teaching
    assert _job(place).phase is RunPhase.RUNNING
    assert waited_s < _SOON_S
    place.wait(lambda: place.revision > before)
    assert len(_crops(place)) == 200
    assert (_job(place).phase, _job(place).done) == (RunPhase.DONE, 200)


@pytest.mark.usefixtures("large_pictures")
def test_that_cancelled_teaching_teaches_nothing(place: Place) -> None:
    place.open(1)
    before = place.revision
    place.work.teaching.teach_folder(_folder_to_teach(place, 60))
    place.wait(lambda: _job(place).done > 0)
    place.work.jobs.cancel_wanted.emit(_job(place).job_id)
    place.wait(lambda: _job(place).phase is RunPhase.CANCELLED)
    assert _crops(place) == []
    assert place.revision == before


def test_that_a_folder_that_cannot_be_taught_is_said_on_its_card(place: Place) -> None:
    place.work.teaching.teach_folder(place.folder.parent / "없는 폴더")
    place.wait(lambda: _job(place).phase is RunPhase.FAILED)
    assert "없는 폴더" in _job(place).message


def _job(place: Place) -> JobState:
    card = place.work.jobs.findChildren(JobCard)[-1]
    return card.run.job
