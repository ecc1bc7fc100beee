"""The settings dialog, made from the schemas."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from core.dataset.defect_book import load_defect_book
from core.domain.outcomes import Severity
from core.errors import SettingsError
from core.settings.app_settings import AppSettings, DecodeSettings, Shift
from core.settings.profiles import (
    Frame,
    FrameKind,
    ProductProfile,
    QualitySettings,
    TeachingMode,
)
from core.texts.program_folder import resources_dir
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.settings_editors import ChoiceEditor, NumberEditor, OptionalEditor, TextEditor
from ui.dialogs.settings_form import GroupEditor, ListEditor, MapEditor
from ui.dialogs.settings_schema import SettingsChoices, field_names
from ui.dialogs.settings_words import SettingsWords
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

SETTINGS = AppSettings(
    station="검사대 1",
    operator="홍길동",
    shifts=(Shift(name="주간", start=time(8)), Shift(name="야간", start=time(20, 30))),
    decode=DecodeSettings(max_megapixels=120.123456, min_side_px=20),
    threads=2,
)
PROFILE = ProductProfile(
    name="브래킷",
    threshold=0.855,
    thresholds={"scratch": 0.9, "burr": 0.7},
    acceptance={"scratch": Severity.MINOR},
    quality=QualitySettings(min_sharpness=0.3, expected_size_px=(640, 480)),
    teaching=TeachingMode.LOCKED,
    frame=Frame(kind=FrameKind.ROI, roi_px=(1.5, 2.0, 30.0, 40.0)),
)
BOOK = load_defect_book(resources_dir() / "defect_book.toml")
CHOICES = SettingsChoices(
    models=("starter", "clip"), surfaces=BOOK.surface, categories=BOOK.category_set()
)


def make_dialog(
    qtbot: QtBot, settings: AppSettings = SETTINGS, profile: ProductProfile = PROFILE
) -> SettingsDialog:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    dialog.show_settings(settings, profile, CHOICES)
    settle(qtbot, dialog)
    return dialog


def workstation(dialog: SettingsDialog) -> GroupEditor:
    return dialog.forms[0]


def product(dialog: SettingsDialog) -> GroupEditor:
    return dialog.forms[1]


def problems(dialog: SettingsDialog) -> list[str]:
    return [line.words for line in dialog.findChildren(MessageLine) if line.words]


def ok(dialog: SettingsDialog) -> None:
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()


@pytest.mark.parametrize("model", [AppSettings, ProductProfile])
def test_that_every_field_of_the_schema_has_words(model: type[AppSettings]) -> None:
    words = SettingsWords().fields()
    hidden = {f"{model.__name__}.schema_version", "ProductProfile.millimetres"}
    # Calibrations have a dialog of their own.
    elsewhere = ("MillimetreSettings.", "Calibration.", "Retirement.")
    names = field_names(model.model_json_schema())
    shown = {name for name in names if not name.startswith(elsewhere)}
    assert shown - set(words) - hidden == set()


def test_that_no_words_are_left_of_a_field_that_is_gone() -> None:
    fields = {
        name
        for model in (AppSettings, ProductProfile)
        for name in field_names(model.model_json_schema())
    }
    assert set(SettingsWords().fields()) <= fields


def test_that_what_is_shown_and_not_touched_is_what_was_given(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    assert AppSettings.model_validate(workstation(dialog).value()) == SETTINGS
    assert ProductProfile.model_validate(product(dialog).value()) == PROFILE


def test_that_the_defaults_survive_as_well(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, AppSettings(), ProductProfile())
    assert AppSettings.model_validate(workstation(dialog).value()) == AppSettings()
    assert ProductProfile.model_validate(product(dialog).value()) == ProductProfile()


def test_that_only_what_changed_is_handed_over(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    cast("TextEditor", workstation(dialog).editors["station"]).line.setText(" 검사대 2 ")
    with (
        qtbot.assertNotEmitted(dialog.profile_accepted),
        qtbot.waitSignal(dialog.settings_accepted) as told,
    ):
        ok(dialog)
    assert told.args == [SETTINGS.model_copy(update={"station": "검사대 2"})]


def test_that_the_surface_is_one_of_the_defect_books(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    box = cast("ChoiceEditor", product(dialog).editors["surface"]).box
    offered = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    assert [value for value, _ in offered] == ["", *(one.id for one in BOOK.surface)]
    assert offered[1][1] in {BOOK.surface[0].name.ko, BOOK.surface[0].name.en}
    box.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.profile_accepted) as told:
        ok(dialog)
    assert told.args == [PROFILE.model_copy(update={"surface": BOOK.surface[0].id})]


def test_that_a_surface_the_book_has_no_more_is_shown_and_kept(qtbot: QtBot) -> None:
    gone = PROFILE.model_copy(update={"surface": "gone"})
    dialog = make_dialog(qtbot, profile=gone)
    assert ProductProfile.model_validate(product(dialog).value()) == gone


def test_that_nothing_changed_closes_at_once(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    with (
        qtbot.assertNotEmitted(dialog.settings_accepted),
        qtbot.assertNotEmitted(dialog.profile_accepted),
        qtbot.waitSignal(dialog.accepted),
    ):
        ok(dialog)


def test_that_the_dialog_waits_until_both_are_saved(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    cast("TextEditor", workstation(dialog).editors["station"]).line.setText("검사대 2")
    cast("NumberEditor", product(dialog).editors["margin"]).set_value(0.2)
    ok(dialog)
    dialog.confirm_saved()
    assert dialog.isVisible()
    dialog.confirm_saved()
    assert not dialog.isVisible()


def test_that_a_failed_save_loses_nothing(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    cast("TextEditor", workstation(dialog).editors["station"]).line.setText("검사대 2")
    ok(dialog)
    dialog.show_error(SettingsError("settings_unwritable", file="settings.json", problem="x"))
    assert dialog.isVisible()
    assert any("settings.json" in words for words in problems(dialog))
    with qtbot.waitSignal(dialog.settings_accepted):
        ok(dialog)


def test_that_a_shift_without_name_is_marked_beside_its_field(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    shifts = cast("ListEditor", workstation(dialog).editors["shifts"])
    shifts.add_button.click()
    with qtbot.assertNotEmitted(dialog.settings_accepted):
        ok(dialog)
    (line,) = [one for one in shifts.findChildren(MessageLine) if one.words]
    assert line.words == "값을 입력하세요."
    assert "쓸 수 없는 값이 있습니다. 표시된 항목을 확인하세요." in problems(dialog)


def test_that_a_number_that_is_not_allowed_is_marked(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    decode = cast("GroupEditor", workstation(dialog).editors["decode"])
    cast("NumberEditor", decode.editors["max_megapixels"]).box.setValue(0)
    ok(dialog)
    assert "값이 너무 작습니다." in problems(dialog)
    cast("NumberEditor", decode.editors["max_megapixels"]).box.setValue(50)
    with qtbot.waitSignal(dialog.settings_accepted):
        ok(dialog)
    assert problems(dialog) == []


def test_that_a_roi_without_its_frame_is_said_in_words(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    frame = cast("GroupEditor", product(dialog).editors["frame"])
    cast("ChoiceEditor", frame.editors["kind"]).set_value("image")
    ok(dialog)
    words = "기준 종류가 고정 ROI일 때만, 그리고 그때는 반드시 ROI를 지정하세요."
    assert words in problems(dialog)


def test_that_the_page_with_the_problem_comes_to_the_front(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    frame = cast("GroupEditor", product(dialog).editors["frame"])
    cast("OptionalEditor", frame.editors["roi_px"]).set_value(None)
    assert not product(dialog).isVisible()
    ok(dialog)
    assert product(dialog).isVisible()


def test_that_a_category_that_stands_twice_is_said(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    thresholds = cast("MapEditor", product(dialog).editors["thresholds"])
    thresholds.add_button.click()
    assert problems(dialog) == []
    editors = thresholds.findChildren(ChoiceEditor)
    editors[-1].set_value("scratch")
    editors[-1].edited.emit()
    assert "같은 유형이 두 번 있습니다. 마지막 행의 값을 사용합니다." in problems(dialog)


def test_that_the_name_of_a_product_cannot_be_changed(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    assert not product(dialog).editors["name"].isEnabled()


def test_that_defaults_come_back_for_the_page_in_front_only(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_product_page()
    dialog.restore_defaults()
    assert ProductProfile.model_validate(product(dialog).value()) == ProductProfile(name="브래킷")
    assert AppSettings.model_validate(workstation(dialog).value()) == SETTINGS


def test_that_what_was_entered_survives_another_language(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    cast("TextEditor", workstation(dialog).editors["station"]).line.setText("검사대 9")
    speak("en")
    assert cast("TextEditor", workstation(dialog).editors["station"]).value() == "검사대 9"
    assert dialog.windowTitle() == "Settings"


def test_that_scrolling_the_page_changes_no_number(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_product_page()
    box = cast("NumberEditor", product(dialog).editors["margin"]).box
    event = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(0, 0), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.value() == PROFILE.margin


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    speak(language, percent)
    dialog = make_dialog(qtbot)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
    dialog.show_product_page()
    settle(qtbot, dialog)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
