"""Training cards from the menu, with the cases of the product at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shiboken6 import isValid

from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext, Verdict
from core.errors import SettingsError
from core.records.history import History
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from tests.core.records.builders import CONTEXT, SCRATCH, ng_inspection
from tests.ui.controllers.place import PRODUCT, Place
from ui.controllers.products import read_product
from ui.controllers.training_cards import read_cases
from ui.dialogs.training_card import TrainingCardDialog


def _card(place: Place) -> TrainingCardDialog:
    place.work.window.actions_.training_cards.trigger()
    return place.work.window.findChildren(TrainingCardDialog)[-1]


def test_that_the_menu_opens_the_card_of_what_is_looked_at(place: Place) -> None:
    place.teach()
    path = place.write(1, colour="dent")[0]
    place.open_folder(1)
    place.wait_ready(path)
    dialog = _card(place)
    assert dialog.isVisible()
    assert dialog.category_id == "dent"
    assert not dialog.isModal()
    again = _card(place)
    place.wait(lambda: not isValid(dialog))
    assert again.isVisible()
    again.close()


def test_that_without_an_image_the_first_card_is_shown(place: Place) -> None:
    dialog = _card(place)
    assert dialog.category_id == "scratch"
    place.wait(lambda: "0건입니다" in dialog.text)
    dialog.close()


def test_that_the_cases_are_those_of_the_product(data_dir: DataDir) -> None:
    with History.open(data_dir.records_file, "0") as history:
        trusted = replace(SCRATCH, measurement=replace(SCRATCH.measurement, outline_trust=0.9))
        inspection = replace(ng_inspection(1), product=PRODUCT, findings=(trusted,))
        record = history.record_inspection(inspection, CONTEXT)
        context: RecordContext = replace(CONTEXT, product=PRODUCT)
        history.record_verdict(Verdict(record, Outcome.NG, context, category_id="scratch"))
        found = read_cases(history, product=PRODUCT, category_id="scratch")
        assert found == (trusted.measurement,)
        assert read_cases(history, product="다른 제품", category_id="scratch") == ()


def test_that_a_mistake_in_the_knowledge_base_is_told_when_the_product_is_read(
    data_dir: DataDir,
) -> None:
    data_dir.knowledge_file.write_text("schema_version = 2\n", encoding="utf-8")
    assert Workshop(data_dir, AppSettings()).book.find("scratch") is not None
    with (
        History.open(data_dir.records_file, "0") as history,
        pytest.raises(SettingsError) as caught,
    ):
        read_product(history, data_dir=data_dir, settings=AppSettings(), product=PRODUCT)
    assert "knowledge.toml" in str(caught.value.details["file"])
