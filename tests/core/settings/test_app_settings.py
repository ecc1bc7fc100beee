from __future__ import annotations

import json
import os
from datetime import datetime, time
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings.app_settings import (
    AppSettings,
    DecodeSettings,
    Shift,
    load_settings,
    save_settings,
)
from core.settings.paths import DataDir
from core.texts.catalogue import shared_texts
from core.texts.language import LANGUAGES
from core.texts.wording import render_error


def _write(data_dir: DataDir, text: str) -> None:
    data_dir.settings_file.write_text(text, encoding="utf-8")


def _refusal(data_dir: DataDir) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load_settings(data_dir)
    for lang in LANGUAGES:
        assert shared_texts().has(lang, f"error.{caught.value.code}")
        assert "{" not in render_error(caught.value, lang)
    return caught.value


def test_that_a_new_data_folder_has_the_documented_defaults(data_dir: DataDir) -> None:
    settings = load_settings(data_dir)
    assert settings.language == "ko"
    assert settings.decode == DecodeSettings(max_megapixels=179.0, min_side_px=16)
    assert settings.threads is None
    assert not data_dir.settings_file.exists()


def test_that_what_was_saved_is_loaded_and_korean_stays_readable(data_dir: DataDir) -> None:
    settings = AppSettings(
        language="en",
        station="3호기",
        operator="김검사",
        shifts=(Shift(name="주간", start=time(8)), Shift(name="야간", start=time(20, 30))),
        decode=DecodeSettings(max_megapixels=50.0, min_side_px=32),
        threads=2,
    )
    save_settings(settings, data_dir)
    assert load_settings(data_dir) == settings
    text = data_dir.settings_file.read_text(encoding="utf-8")
    assert "3호기" in text
    assert json.loads(text)["schema_version"] == 1


def test_that_a_byte_order_mark_is_no_damage(data_dir: DataDir) -> None:
    data_dir.settings_file.write_bytes(b'\xef\xbb\xbf{"station": "A"}')
    assert load_settings(data_dir).station == "A"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'"x"', b"\xff\xfe{}", b"[" * 100_000])
def test_that_a_damaged_file_is_told_and_kept_aside(data_dir: DataDir, content: bytes) -> None:
    data_dir.settings_file.write_bytes(content)
    refusal = _refusal(data_dir)
    assert refusal.code == "settings_damaged"
    assert refusal.details["file"] == str(data_dir.settings_file)
    assert Path(str(refusal.details["copy"])).read_bytes() == content
    assert data_dir.settings_file.read_bytes() == content


def test_that_repeated_starts_keep_one_copy_of_a_damaged_file(data_dir: DataDir) -> None:
    _write(data_dir, "{")
    _refusal(data_dir)
    _refusal(data_dir)
    assert len(list(data_dir.root.glob("settings.damaged-*.json"))) == 1


def test_that_saving_never_overwrites_a_damaged_file(data_dir: DataDir) -> None:
    _write(data_dir, "{broken")
    with pytest.raises(SettingsError, match="settings_damaged"):
        save_settings(AppSettings(), data_dir)
    assert data_dir.settings_file.read_text(encoding="utf-8") == "{broken"


def test_that_a_file_of_a_newer_program_is_refused_and_not_overwritten(data_dir: DataDir) -> None:
    text = '{"schema_version": 7, "unheard_of": true}'
    _write(data_dir, text)
    refusal = _refusal(data_dir)
    assert (refusal.code, refusal.details["found"], refusal.details["known"]) == (
        "settings_newer", 7, 1,
    )  # fmt: skip
    with pytest.raises(SettingsError, match="settings_newer"):
        save_settings(AppSettings(), data_dir)
    assert data_dir.settings_file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"langauge": "ko"}', "langauge"),
        ('{"language": "fr"}', "language"),
        ('{"decode": {"min_side_px": 0}}', "decode.min_side_px"),
        ('{"decode": {"max_megapixels": NaN}}', "decode.max_megapixels"),
        ('{"threads": 0}', "threads"),
        ('{"schema_version": 0}', "schema_version"),
        ('{"schema_version": "x"}', "schema_version"),
        ('{"shifts": [{"name": "", "start": "08:00"}]}', "shifts.0.name"),
    ],
)
def test_that_a_wrong_value_is_named_by_its_place(data_dir: DataDir, text: str, field: str) -> None:
    _write(data_dir, text)
    refusal = _refusal(data_dir)
    assert (refusal.code, refusal.details["field"]) == ("settings_invalid", field)


def test_that_an_unreadable_file_is_told(data_dir: DataDir) -> None:
    data_dir.settings_file.mkdir()
    assert _refusal(data_dir).code == "settings_file_unreadable"


def test_that_a_failed_write_is_told_and_the_old_settings_stand(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(AppSettings(station="before"), data_dir)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SettingsError, match="settings_unwritable"):
        save_settings(AppSettings(station="after"), data_dir)
    assert load_settings(data_dir).station == "before"


def test_that_a_damaged_file_is_told_even_when_no_copy_can_be_kept(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    _write(data_dir, "{")
    monkeypatch.setattr(os, "fsync", fail)
    refusal = _refusal(data_dir)
    assert refusal.code == "settings_unwritable"
    assert ".damaged-" in str(refusal.details["file"])


@pytest.mark.parametrize(
    ("hour", "expected"), [(7, "야간"), (8, "주간"), (19, "주간"), (20, "야간"), (23, "야간")]
)
def test_that_the_night_shift_goes_on_past_midnight(hour: int, expected: str) -> None:
    shifts = (Shift(name="야간", start=time(20)), Shift(name="주간", start=time(8)))
    moment = datetime(2026, 1, 2, hour, 0).astimezone()
    assert AppSettings(shifts=shifts).shift_at(moment) == expected


def test_that_without_shifts_none_is_named() -> None:
    assert AppSettings().shift_at(datetime(2026, 1, 2).astimezone()) == ""
