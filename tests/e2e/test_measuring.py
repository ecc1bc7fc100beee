"""Measured facts, from an image and a ROI or a mask to what is printed and recorded."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.domain.measurements import Measurement
from core.measure.mask_facts import measure_mask
from tests.e2e.conftest import Command

ROI = "60,50,90,62"


@pytest.fixture
def mask() -> NDArray[np.bool_]:
    drawn = np.zeros((160, 220), np.uint8)
    cv2.ellipse(drawn, (100, 80), (22, 14), 20, 0, 360, 1, -1)
    return drawn > 0


@pytest.fixture
def image(tmp_path: Path, mask: NDArray[np.bool_]) -> Path:
    values = 130 + np.random.default_rng(4).normal(0, 3, (160, 220)) - 45 * mask
    file = tmp_path / "반점 1.png"
    Image.fromarray(cv2.GaussianBlur(values, (0, 0), 0.7).astype(np.uint8)).save(file)
    return file


def facts_of(view: dict[str, object]) -> dict[str, Any]:
    measurement = view["measurement"]
    assert isinstance(measurement, dict)
    return measurement


def test_that_a_roi_is_measured_and_said_in_both_languages(
    command: Command, image: Path, mask: NDArray[np.bool_]
) -> None:
    view = command("describe", image, "--roi", ROI, "--json").object
    facts, true = facts_of(view), measure_mask(mask)
    assert facts["length_px"] == pytest.approx(true.length_px, rel=0.15)
    assert facts["area_px"] == pytest.approx(true.area_px, rel=0.25)
    assert facts["zone"] == "center"
    assert facts["outline_trust"] >= 0.5
    assert facts["length_mm"] is None
    assert view["severity"] is None
    assert view["roi_px"] == [60, 50, 90, 62]
    said = view["sentences"]
    assert isinstance(said, dict)
    shown = f"{facts['length_px']:.0f} px"
    assert f"길이는 약 {shown}" in said["ko"]["normal"]
    assert f"about {shown} long" in said["en"]["normal"]


def test_that_a_given_mask_is_measured_exactly_and_written_again(
    command: Command, image: Path, mask: NDArray[np.bool_], tmp_path: Path
) -> None:
    drawn, out = tmp_path / "마스크.png", tmp_path / "다시.png"
    Image.fromarray((mask * 255).astype(np.uint8)).save(drawn)
    view = command("describe", image, "--mask", drawn, "--mask-out", out, "--json").object
    true, facts = measure_mask(mask), facts_of(view)
    assert facts["length_px"] == pytest.approx(true.length_px, abs=1e-5)
    assert facts["area_px"] == true.area_px
    assert facts["outline_trust"] == 1
    assert facts.keys() == set(Measurement.__dataclass_fields__)
    findings = view["findings"]
    assert isinstance(findings, list)
    assert [one["region"] for one in findings] == [{"kind": "mask", "source": "drawn"}]
    assert np.array_equal(np.asarray(Image.open(out)), mask * 255)


def test_that_the_outline_is_written_in_the_size_of_the_image(
    command: Command, image: Path, mask: NDArray[np.bool_], tmp_path: Path
) -> None:
    out = tmp_path / "윤곽.png"
    command("describe", image, "--roi", ROI, "--mask-out", out)
    found = np.asarray(Image.open(out))
    assert set(np.unique(found)) == {0, 255}
    assert ((found > 0) & mask).sum() / ((found > 0) | mask).sum() > 0.7
    command("describe", image, "--mask-out", out)
    empty = np.asarray(Image.open(out))
    assert empty.shape == mask.shape
    assert not empty.any()


def test_that_the_length_stands_in_the_csv_and_the_history(
    command: Command, image: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    assert command("inspect", image, "--roi", ROI, "--csv", target).code == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    (told,) = command("history", "list", "--json").objects
    assert float(row["length_px"]) == pytest.approx(told["length_px"])
    assert float(row["length_px"]) > 30
    assert command("history", "verify").code == 0


def test_that_a_mask_that_cannot_be_used_is_refused_in_words(
    command: Command, image: Path, tmp_path: Path
) -> None:
    small, empty = tmp_path / "small.png", tmp_path / "empty.png"
    Image.fromarray(np.full((20, 20), 255, np.uint8)).save(small)
    Image.fromarray(np.zeros((160, 220), np.uint8)).save(empty)
    for words in (
        ("--mask", small),
        ("--mask", empty),
        ("--mask", tmp_path / "none.png"),
        ("--mask", small, "--roi", ROI),
    ):
        answer = command("describe", image, *words)
        assert answer.code == 2
        assert answer.out == ""
        assert answer.err.strip()
        assert "Traceback" not in answer.err


def test_that_a_mask_of_another_size_is_refused_with_both_sizes(
    command: Command, image: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small.png"
    Image.fromarray(np.full((20, 30), 255, np.uint8)).save(small)
    said = command("describe", image, "--mask", small, "--lang", "ko").err
    assert "마스크(30×20 px)" in said
    assert "이미지(220×160 px)" in said


def test_that_a_file_that_is_no_image_is_said_once_in_each_language(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "글.png"
    file.write_text("글", encoding="utf-8")
    korean, english = command("describe", file, "--lang", "both").out.splitlines()
    assert korean.isascii() is False
    assert english.isascii()
