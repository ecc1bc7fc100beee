"""Millimetres and severity from the command line to the history, with Korean paths."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.domain.outcomes import Severity
from core.domain.scales import ScaleSource
from core.records.history import History
from core.settings.calibrations import Calibration
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, add_calibration, save_profile
from tests.e2e.conftest import Command

PRODUCT = "커버 플레이트"
SIZE = (128, 96)
BOOK = """
schema_version = 1
[[category]]
id = "good"
role = "clean"
name = { ko = "양품", en = "good" }
[[category]]
id = "scratch"
name = { ko = "스크래치", en = "scratch" }
[category.severity]
rules = [{ id = "scratch-long", severity = "severe", measure = "length_mm", at_least = 3.0 }]
[[category]]
id = "dent"
name = { ko = "찍힘", en = "dent" }
[category.severity]
rules = [
    { id = "dent-centre", severity = "moderate", zones = ["center"] },
    { id = "dent-strong", severity = "severe", measure = "contrast", at_least = 120 },
]
"""


@pytest.fixture
def product(command: Command, data_dir: DataDir, product_folder: Path) -> str:
    """Teach the plates; scratches up to moderate are accepted, by a book in mm."""
    data_dir.defect_book_file.write_text(BOOK, encoding="utf-8")
    limits = {"scratch": Severity.MODERATE}
    save_profile(ProductProfile(name=PRODUCT, acceptance=limits, threshold=0.5), data_dir)
    assert command("teach", product_folder, "--product", PRODUCT).code == 0
    return PRODUCT


@pytest.fixture
def scratched(product_folder: Path) -> tuple[Path, Path]:
    """Return a scratched plate and the mask of its mark, 32 x 24 px, that is 40 px long."""
    image = product_folder / "scratch" / "부품 1.png"
    values = np.asarray(Image.open(image)).astype(int)
    red = values[..., 0] - values[..., 2] > 80
    rows, columns = np.nonzero(red)
    mask = np.zeros(red.shape, np.uint8)
    mask[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = 255
    assert mask.sum() == 255 * 32 * 24
    file = product_folder / "scratch" / "마스크.png"
    Image.fromarray(mask).save(file)
    return image, file


def calibrate(data_dir: DataDir, mm_per_px: float = 0.1, *, days_ago: float = 0) -> Calibration:
    made = Calibration(
        id="mm-20260301-a1b2c3",
        made_at=datetime.now(UTC) - timedelta(days=days_ago),
        made_by="홍길동",
        source=ScaleSource.POINTS,
        mm_per_px=mm_per_px,
        uncertainty=0.01,
        camera="1호기 카메라",
        size_px=SIZE,
    )
    add_calibration(data_dir, PRODUCT, made)
    return made


def described(command: Command, scratched: tuple[Path, Path], *words: str) -> dict[str, Any]:
    image, mask = scratched
    answer = command("describe", image, "--mask", mask, "--product", PRODUCT, "--json", *words)
    assert answer.code == 0
    return answer.object


def test_that_a_number_on_the_command_line_gives_millimetres(
    command: Command, product: str, scratched: tuple[Path, Path]
) -> None:
    view = described(command, scratched, "--mm-per-px", "0.05")
    facts = view["measurement"]
    assert facts["length_px"] == pytest.approx(40)
    assert facts["length_mm"] == pytest.approx(2.0)
    assert facts["width_mm"] == pytest.approx(facts["width_px"] * 0.05, abs=1e-5)
    assert facts["area_mm2"] == pytest.approx(32 * 24 * 0.0025)
    assert view["calibration"]["mm_per_px"] == 0.05
    assert view["calibration"]["uncertainty"] is None
    assert view["findings"][0]["calibration"] == view["calibration"]
    assert view["severity"] == "minor"
    assert view["severity_rule"] is None
    assert "길이는 약 2.0 mm" in view["sentences"]["ko"]["normal"]
    assert "about 2.0 mm long" in view["sentences"]["en"]["normal"]


def test_that_a_rule_in_mm_needs_a_calibration_and_is_named_when_it_is_met(
    command: Command, product: str, data_dir: DataDir, scratched: tuple[Path, Path]
) -> None:
    without = described(command, scratched)
    assert without["severity"] is None
    assert without["severity_rule"] is None
    assert without["calibration"] is None
    assert without["measurement"]["length_mm"] is None
    assert (without["outcome"], without["reason"]["code"]) == ("HOLD", "severity_unknown")
    assert "mm 교정값이 없어" in without["reason"]["ko"]

    made = calibrate(data_dir)
    view = described(command, scratched)
    assert view["measurement"]["length_mm"] == pytest.approx(4.0)
    assert view["severity"] == "severe"
    assert view["severity_rule"] == "scratch-long"
    assert view["severity_rule_words"] == {
        "ko": "길이 3 mm 이상",
        "en": "length of at least 3 mm",
    }
    assert "'길이 3 mm 이상'(scratch-long)" in view["sentences"]["ko"]["report"]
    assert view["outcome"] == "NG"
    assert view["calibration"]["id"] == made.id
    assert view["calibration"]["hash"] == made.scale().hash
    assert view["calibration"]["camera"] == "1호기 카메라"
    assert "길이는 4.0 ± 0.1 mm" in view["sentences"]["ko"]["normal"]
    assert "scratch-long" in view["sentences"]["ko"]["report"]
    assert "scratch-long" in view["sentences"]["en"]["report"]
    # What is typed stands in for what is stored.
    assert described(command, scratched, "--mm-per-px", "0.05")["severity"] == "minor"


def test_that_an_old_calibration_gives_lengths_and_no_severity(
    command: Command, product: str, data_dir: DataDir, scratched: tuple[Path, Path]
) -> None:
    calibrate(data_dir, days_ago=200)
    view = described(command, scratched)
    assert view["measurement"]["length_mm"] == pytest.approx(4.0)
    assert view["calibration_problem"] == "out_of_date"
    assert view["calibration"]["age_days"] == 200
    assert view["severity"] is None
    assert view["outcome"] == "HOLD"
    assert "유효기간" in view["sentences"]["ko"]["normal"]
    assert "유효기간" in view["reason"]["ko"]
    assert "out of date" in view["sentences"]["en"]["normal"]


def test_that_an_image_of_another_size_has_no_millimetres(
    command: Command, product: str, data_dir: DataDir, product_folder: Path
) -> None:
    calibrate(data_dir)
    image = product_folder / "scratch" / "부품 1.png"
    larger = product_folder / "큰 부품.png"
    Image.open(image).resize((256, 192)).save(larger)
    answer = command("describe", larger, "--product", PRODUCT, "--roi", "10,10,200,160", "--json")
    view: dict[str, Any] = answer.object
    assert view["measurement"]["length_mm"] is None
    assert view["calibration"] is None
    assert view["calibration_problem"] == "other_size"


def test_that_the_history_keeps_calibration_and_rule(
    command: Command, product: str, data_dir: DataDir, product_folder: Path, tmp_path: Path
) -> None:
    made = calibrate(data_dir)
    table = tmp_path / "결과.csv"
    image = product_folder / "dent" / "부품 2.png"
    words = ("--product", PRODUCT, "--roi", "1,1,126,94")
    seen = command("inspect", image, *words, "--csv", table, "--json").object
    record_id = seen["record_id"]
    assert isinstance(record_id, str)
    with History.open(data_dir.records_file, "0") as history:
        inspection = history.story(record_id).inspection
    worst = inspection.worst
    assert worst is not None
    assert worst.scale is not None
    assert worst.scale.scale == made.scale()
    kept = json.loads(json.dumps(inspection.configuration.calibrations))
    assert kept["limit_days"] == 180
    assert kept[made.id]["hash"] == made.scale().hash
    assert worst.severity_rule == seen["severity_rule"]
    assert command("history", "verify").code == 0


@pytest.mark.parametrize("number", ["0", "-1", "nan", "inf"])
def test_that_a_scale_that_is_none_is_refused_in_words(
    command: Command, product_folder: Path, number: str
) -> None:
    image = product_folder / "good" / "부품 1.png"
    for name in ("describe", "inspect"):
        answer = command(name, image, f"--mm-per-px={number}")
        assert answer.code == 2
        assert answer.out == ""
        assert "--mm-per-px 0.05" in answer.err
