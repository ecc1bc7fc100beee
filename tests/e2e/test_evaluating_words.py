"""Captions and answers tested on a labelled folder with masks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.e2e.conftest import Command
from tests.e2e.test_evaluating import enlarge
from tests.support.fake_captioner import FakeAnswerer


@pytest.fixture
def masked_folder(product_folder: Path) -> Path:
    (product_folder / "masks").mkdir()
    for path in (product_folder / "dent").iterdir():
        with Image.open(path) as image:
            mask = np.zeros((image.height, image.width), np.uint8)
        mask[10:20, 12:22] = 255
        Image.fromarray(mask).save(product_folder / "masks" / f"{path.stem}.png")
    return product_folder


def test_that_captions_are_compared_with_masks_without_scoring(
    command: Command, masked_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_answerer(_model_id: str, **_options: object) -> FakeAnswerer:
        return FakeAnswerer()

    monkeypatch.setattr("core.services.describers.load_answerer", load_answerer)
    target, page = tmp_path / "수치.json", tmp_path / "수치.html"
    answer = command(
        "evaluate", masked_folder, "--captions", "--vqa", "--json", target, "--html", page
    )
    assert answer.code == 0
    view = json.loads(target.read_text(encoding="utf-8"))
    assert (view["mode"], view["macro_accuracy"]) == ("words", None)
    captions = view["captions"]
    assert captions["n_marked"] == captions["shape"]["n"] > 0
    assert captions["n_good"] == captions["false_marks"]["n"] > 0
    assert captions["false_marks"]["share"] == 1.0
    assert view["vqa"]["n_marked"] == captions["n_marked"]
    assert "false_marks" in answer.out
    assert command("history", "list", "--json").out == ""


def test_that_words_are_tested_beside_scores_when_both_are_asked_for(
    command: Command, masked_folder: Path
) -> None:
    enlarge(masked_folder, 6)
    view = command(
        "evaluate", masked_folder, "--shots", "1", "--repeats", "1", "--captions", "--json"
    ).object
    assert isinstance(view["captions"], dict)
    assert view["vqa"] is None
    assert view["mode"] == "few-shot"
    assert view["macro_accuracy"] is not None


def test_that_a_folder_without_masks_and_good_images_is_refused(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "set" / "dent").mkdir(parents=True)
    Image.fromarray(np.zeros((40, 40, 3), np.uint8)).save(tmp_path / "set" / "dent" / "1.png")
    answer = command("evaluate", tmp_path / "set", "--captions", "--lang", "en")
    assert answer.code == 2
    assert "masks" in answer.err
