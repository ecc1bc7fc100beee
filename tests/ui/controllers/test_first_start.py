from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from core.domain.version import APP_VERSION
from core.records.history import History
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, product_names, save_profile
from tests.ui.controllers.place import Place
from ui.controllers.first_start import SAMPLE_PRODUCT, is_untouched, sample_folder
from ui.i18n import translation
from ui.widgets.sample_hint import SampleHint


@pytest.fixture
def start(
    qtbot: QtBot,
    data_dir: DataDir,
    tmp_path: Path,
    blank_records: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[], Place]]:
    """Return a starter of the window on one data folder, without a chosen product."""
    with ExitStack() as ends:

        def begin() -> Place:
            # The window before it is closed first: there is one at a time.
            ends.pop_all().close()
            if not data_dir.records_file.exists():
                shutil.copyfile(blank_records, data_dir.records_file)
            made = Place(data_dir, tmp_path / "내 사진", qtbot, product=None)
            made.start(monkeypatch)
            ends.callback(made.end)
            return made

        yield begin


def _wait_for_sample(place: Place) -> None:
    place.wait(lambda: place.work.browser.folder() == sample_folder())
    place.wait(lambda: len(place.work.browser.shown_paths()) == 12)
    place.wait(lambda: place.work.examining.is_ready)


def _has_sample(place: Place) -> bool:
    place.wait_written()
    return place.work.hint.isVisible() or place.work.browser.folder() is not None


def test_that_the_first_start_opens_the_sample_product_taught_and_with_a_hint(
    start: Callable[[], Place],
) -> None:
    place = start()
    _wait_for_sample(place)
    assert place.desk.product == SAMPLE_PRODUCT
    assert place.work.window.toolbar.product == SAMPLE_PRODUCT
    assert place.work.hint.isVisible()
    state = place.work.products.state
    assert state is not None
    taught = Counter(example.category_id for example in state.context.bank.examples)
    assert taught == {"good": 8, "scratch": 4, "contamination": 4, "dent": 4, "crack": 4}
    assert {line.product for line in place.lines()} == {SAMPLE_PRODUCT}
    assert SAMPLE_PRODUCT in product_names(place.data_dir)


def test_that_the_second_start_leaves_the_person_alone(start: Callable[[], Place]) -> None:
    _wait_for_sample(start())
    again = start()
    assert not _has_sample(again)
    assert again.desk.product == SAMPLE_PRODUCT


def test_that_a_chosen_product_gets_no_sample(place: Place) -> None:
    assert not _has_sample(place)


def test_that_a_folder_that_is_opened_meanwhile_stays_open(start: Callable[[], Place]) -> None:
    place = start()
    place.open(1)
    place.wait_written()
    assert place.work.browser.folder() == place.folder
    assert not place.work.hint.isVisible()
    assert place.desk.product != SAMPLE_PRODUCT


def test_that_a_data_folder_in_use_gets_no_sample(
    start: Callable[[], Place], data_dir: DataDir
) -> None:
    save_profile(ProductProfile(name="브래킷"), data_dir)
    assert not _has_sample(start())


def test_that_taught_examples_make_a_data_folder_used(data_dir: DataDir) -> None:
    with History.open(data_dir.records_file, APP_VERSION) as history:
        assert is_untouched(history, data_dir=data_dir)
        data_dir.bank.mkdir(parents=True, exist_ok=True)
        (data_dir.bank / "crop.png").write_bytes(b"PNG")
        assert not is_untouched(history, data_dir=data_dir)


def _button(hint: SampleHint, words: str) -> QAbstractButton:
    buttons = hint.findChildren(QAbstractButton)
    return next(button for button in buttons if button.accessibleName() == words)


def test_that_the_hint_leads_on_and_closes(qtbot: QtBot) -> None:
    hint = SampleHint()
    qtbot.addWidget(hint)
    hint.show()
    with qtbot.waitSignal(hint.folder_wanted):
        _button(hint, "내 이미지 열기…").click()
    with qtbot.waitSignal(hint.product_wanted):
        _button(hint, "내 품번 만들기…").click()
    _button(hint, "안내 닫기").click()
    assert not hint.isVisible()


def test_that_the_hint_follows_the_language(qtbot: QtBot, looks: QApplication) -> None:
    hint = SampleHint()
    qtbot.addWidget(hint)
    assert "예제" in hint.accessibleName()
    translation.install(looks, "en")
    looks.processEvents()
    assert "sample product" in hint.accessibleName()
    assert _button(hint, "Close this hint").toolTip()
