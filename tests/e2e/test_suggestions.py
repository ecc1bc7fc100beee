"""Probable causes from the command line: printed, recorded, a plant's own, and mistakes named."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from core.domain.suggestions import Process
from core.records.history import History
from core.settings.paths import DataDir
from core.settings.profiles import load_profile, save_profile
from tests.e2e.conftest import COLOURS, Command, picture

OWN = """
schema_version = 1
[[cause]]
id = "our-conveyor"
category = "scratch"
cause = { ko = "3호 라인 컨베이어의 가이드", en = "the guide of conveyor 3" }
checks = [{ ko = "가이드의 마모", en = "the guide for wear" }]
actions = [{ ko = "가이드 교체", en = "replace the guide" }]
"""


@pytest.fixture
def taught(command: Command, product_folder: Path, tmp_path: Path) -> Path:
    """Teach the product and return an image with a scratch that was not taught."""
    assert command("teach", product_folder).code == 0
    image = tmp_path / "새 이미지.png"
    picture(COLOURS["scratch"], 77).save(image)
    return image


def _told(command: Command, image: Path) -> dict[str, Any]:
    view = command("describe", image, "--json").object
    assert view["outcome"] == "NG", view["reason"]
    return cast("dict[str, Any]", view)


def test_that_a_mistyped_category_of_the_plants_own_causes_is_logged(
    command: Command,
    taught: Path,
    data_dir: DataDir,
    expected_warnings: list[logging.LogRecord],
) -> None:
    text = OWN.replace('category = "scratch"', 'category = "skratch"')
    data_dir.knowledge_file.write_text(text, encoding="utf-8")
    assert _told(command, taught)["suggestions"] == []
    (warning,) = expected_warnings
    assert "skratch" in warning.getMessage()


def test_that_describe_suggests_causes_and_actions_for_a_sure_defect(
    command: Command, taught: Path
) -> None:
    view = _told(command, taught)
    first = view["suggestions"][0]
    assert first["id"].startswith("scratch-")
    assert first.keys() == {"id", "cause", "checks", "actions", "why", "process"}
    assert len(view["suggestions"]) == 3
    assert view["suggestions"] == view["findings"][0]["suggestions"]
    said = view["sentences"]
    for lang, hedge in (("ko", "확인이 필요합니다"), ("en", "needs checking")):
        report = said[lang]["report"]
        assert first["cause"][lang] in report
        assert first["actions"][0][lang] in report
        assert hedge in report
        assert first["cause"][lang] not in said[lang]["normal"]


def test_that_a_good_image_has_no_suggestions(command: Command, product_folder: Path) -> None:
    assert command("teach", product_folder).code == 0
    image = next((product_folder / "good").iterdir())
    view = command("describe", image, "--json").object
    assert view["outcome"] == "OK"
    assert view["suggestions"] == []


def test_that_a_plants_own_knowledge_holds_alone(
    command: Command, taught: Path, data_dir: DataDir
) -> None:
    data_dir.knowledge_file.write_text(OWN, encoding="utf-8")
    view = _told(command, taught)
    assert [one["id"] for one in view["suggestions"]] == ["our-conveyor"]
    assert (
        "흔한 원인은 3호 라인 컨베이어의 가이드이며, 측정값으로"
        in view["sentences"]["ko"]["report"]
    )


def test_that_a_mistake_in_it_is_named_with_file_entry_and_what_to_do(
    command: Command, taught: Path, data_dir: DataDir
) -> None:
    broken = OWN + 'fits = [{ fact = "count" }]\n'
    data_dir.knowledge_file.write_text(broken, encoding="utf-8")
    answer = command("describe", taught, "--json", "--lang", "en")
    assert answer.code == 2
    assert answer.out == ""
    for words in ("knowledge.toml", "our-conveyor", "count", "Add at_least or at_most"):
        assert words in answer.err


def test_that_the_process_of_the_product_decides_what_is_suggested(
    command: Command, taught: Path, data_dir: DataDir
) -> None:
    profile = load_profile(data_dir)
    save_profile(profile.model_copy(update={"process": Process.PAINTING}), data_dir)
    with Image.open(taught) as image:
        plate = image.transform(image.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, 9))
    plate.save(taught)  # the spot ends at the edge now, where hangers touch
    told = _told(command, taught)["suggestions"]
    assert [one["process"] for one in told] == [None] * 3
    ids = {one["id"] for one in told}
    assert ids & {"scratch-sanding", "scratch-soft-paint"}
    assert not ids & {"scratch-chips", "scratch-die-drag", "scratch-demoulding"}


def test_that_what_repeats_at_one_place_is_told_from_the_records(
    command: Command, taught: Path, tmp_path: Path, data_dir: DataDir
) -> None:
    folder = tmp_path / "로트"
    folder.mkdir()
    with Image.open(taught) as image:
        pixels = np.asarray(image).astype(np.int16)
    for seed in range(6):
        noise = np.random.default_rng(seed).integers(-6, 7, pixels.shape)
        part = (pixels + noise).clip(0, 255).astype(np.uint8)
        Image.fromarray(part).save(folder / f"{seed}.png")
    assert command("inspect", folder).code == 0
    why = [one["ko"] for told in _told(command, taught)["suggestions"] for one in told["why"]]
    assert "최근 7장 중 7장의 같은 위치 반복" in why
    with History.open(data_dir.records_file, "0") as history:
        line = next(history.list_records())
        (finding, *_) = history.story(line.record_id).inspection.findings
    assert finding.suggestions
    assert finding.sentences is not None
    assert finding.suggestions[0].cause.ko in finding.sentences.ko.report
