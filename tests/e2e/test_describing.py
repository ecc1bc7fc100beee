"""Describing models, from the settings to what is printed and recorded."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import pytest

from core.cli.app import run
from core.settings.app_settings import (
    AppSettings,
    CaptionMode,
    DescribingSettings,
    save_settings,
)
from core.settings.paths import DataDir
from tests.e2e.conftest import Answer, Command
from tests.support.tiny_blip import make_captioner


def test_that_describe_shows_what_the_model_sees(command: Command, product_folder: Path) -> None:
    image = product_folder / "dent" / "부품 0.png"
    caption = command("describe", image, "--json").object["caption"]
    assert isinstance(caption, dict)
    assert caption["en"] == caption["said"]
    assert "반점" in caption["ko"]
    printed = command("describe", image, "--lang", "both").out
    assert "반점" in printed
    assert "dark round spot" in printed


def test_that_a_run_describes_what_is_not_ok_and_records_it(
    command: Command, product_folder: Path
) -> None:
    view = command("inspect", product_folder / "dent" / "부품 0.png", "--json").object
    assert view["outcome"] == "HOLD"
    assert isinstance(view["caption"], dict)
    models = view["models"]
    assert isinstance(models, list)
    assert [model["role"] for model in models] == ["encoder", "captioner"]
    command("teach", product_folder)
    good = command("inspect", product_folder / "good" / "부품 0.png", "--json").object
    assert good["outcome"] == "OK"
    assert good["caption"] is None


@pytest.mark.parametrize(("mode", "has_caption"), [("never", False), ("always", True)])
def test_that_the_settings_decide_about_captions_in_runs(
    command: Command, data_dir: DataDir, product_folder: Path, mode: str, *, has_caption: bool
) -> None:
    describing = DescribingSettings(captions=CaptionMode(mode))
    save_settings(AppSettings(describing=describing), data_dir)
    command("teach", product_folder)
    view = command("inspect", product_folder / "good" / "부품 0.png", "--json").object
    assert (view["caption"] is not None) is has_caption
    (line,) = command("history", "list", "--json").objects
    assert line["conversation"] is None
    assert (line["captions"] is not None) is has_caption
    if has_caption:
        marked = str(line["captions"]).splitlines()[0].split("] ", 1)[1]
        assert marked.replace(" [!]", "") == cast("dict[str, Any]", view["caption"])["ko"]


def _call(data_dir: DataDir, capsys: pytest.CaptureFixture[str], *words: str | Path) -> Answer:
    capsys.readouterr()
    code = run([*map(str, words), "--data-dir", str(data_dir.root)])
    printed = capsys.readouterr()
    return Answer(code, printed.out, printed.err)


def _choose(data_dir: DataDir, name: str) -> None:
    save_settings(AppSettings(describing=DescribingSettings(captioner=name)), data_dir)


def test_that_a_folder_of_the_user_describes_and_says_how_its_words_became_korean(
    data_dir: DataDir, product_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_captioner(data_dir.models / "내 블립")
    _choose(data_dir, "내 블립")
    image = product_folder / "dent" / "부품 0.png"
    view = _call(data_dir, capsys, "describe", image, "--json").object
    caption = view["caption"]
    assert isinstance(caption, dict)
    assert caption["model"] == "내 블립"
    assert caption["en"] == caption["said"]
    # Words outside the closed language, and no translation model: the glossary stands in, which
    # knows none of these.
    assert caption["ko"] == caption["said"]
    assert caption["korean"] == {
        "made_by": "glossary",
        "translator": None,
        "lost": [],
        "numbers_differ": False,
    }


def test_that_a_broken_captioner_is_named_and_stops_nothing(
    data_dir: DataDir,
    product_folder: Path,
    capsys: pytest.CaptureFixture[str],
    expected_warnings: list[logging.LogRecord],
) -> None:
    _choose(data_dir, "없는 모델")
    image = product_folder / "dent" / "부품 0.png"
    answer = _call(data_dir, capsys, "describe", image, "--json")
    assert answer.code == 0
    assert answer.object["caption"] is None
    assert answer.object["scores"] == []
    assert "없는 모델" in answer.err
    assert any("nothing is described" in record.getMessage() for record in expected_warnings)
