from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from core.domain.outcomes import Severity
from core.domain.teaching import DecisionRules, QualityLimits
from core.errors import SettingsError
from core.settings.paths import DataDir
from core.settings.profiles import (
    Frame,
    FrameKind,
    ProductProfile,
    QualitySettings,
    TeachingMode,
    load_profile,
    product_names,
    save_profile,
)


def test_that_a_product_without_a_profile_has_the_rules_of_the_domain(data_dir: DataDir) -> None:
    profile = load_profile(data_dir)
    assert profile.name == "default"
    assert profile.rules() == DecisionRules()
    assert profile.quality_limits() is None
    assert profile.teaching is TeachingMode.AT_ONCE
    assert profile.frame.kind is FrameKind.IMAGE


def test_that_a_profile_survives_saving_with_korean_names(data_dir: DataDir) -> None:
    profile = ProductProfile(
        name="브레이크 패드",
        model_id="clip-vit-b32",
        prompt_set_id="pad@3",
        threshold=0.7,
        margin=0.1,
        thresholds={"scratch": 0.9},
        acceptance={"scratch": Severity.MINOR},
        quality=QualitySettings(min_sharpness=12.5, expected_size_px=(640, 480)),
        teaching=TeachingMode.APPROVE,
        frame=Frame(kind=FrameKind.ROI, roi_px=(1.0, 2.0, 30.0, 40.0)),
    )
    save_profile(profile, data_dir)
    assert load_profile(data_dir, "브레이크 패드") == profile
    assert data_dir.profile_file("브레이크 패드").name == "브레이크 패드.json"


def test_that_the_domain_gets_the_numbers_of_the_profile() -> None:
    profile = ProductProfile(
        threshold=0.7,
        margin=0.1,
        thresholds={"dent": 0.95},
        acceptance={"dent": Severity.MODERATE},
        quality=QualitySettings(
            min_sharpness=5.0,
            min_brightness=20.0,
            max_overexposed_fraction=0.4,
            expected_size_px=(100, 50),
        ),
    )
    assert profile.rules() == DecisionRules(0.7, 0.1, {"dent": 0.95}, {"dent": Severity.MODERATE})
    assert profile.quality_limits() == QualityLimits(5.0, 20.0, 0.4, (100, 50))


@pytest.mark.parametrize(
    "values",
    [
        {"threshold": 1.5},
        {"threshold": float("nan")},
        {"margin": -0.1},
        {"thresholds": {"scratch": 2}},
        {"acceptance": {"scratch": "huge"}},
        {"quality": {"expected_size_px": [0, 5]}},
        {"quality": {"expected_size_px": [5]}},
        {"teaching": "sometimes"},
        {"frame": {"kind": "roi"}},
        {"frame": {"kind": "image", "roi_px": [0, 0, 1, 1]}},
        {"frame": {"kind": "roi", "roi_px": [0, 0, 0, 1]}},
        {"unknown": 1},
    ],
)
def test_that_values_that_mean_nothing_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ProductProfile.model_validate(values)


@pytest.mark.parametrize("name", ["../../etc/passwd", "NUL", ""])
def test_that_a_product_name_cannot_leave_the_folder(data_dir: DataDir, name: str) -> None:
    with pytest.raises(SettingsError, match="product_name_invalid"):
        load_profile(data_dir, name)
    with pytest.raises(SettingsError, match="product_name_invalid"):
        ProductProfile(name=name)


def test_that_a_copied_profile_of_another_product_is_refused(data_dir: DataDir) -> None:
    save_profile(ProductProfile(name="A"), data_dir)
    data_dir.profile_file("A").rename(data_dir.profile_file("B"))
    with pytest.raises(SettingsError) as caught:
        load_profile(data_dir, "B")
    assert caught.value.code == "profile_of_other_product"
    assert caught.value.details["found"] == "A"


def test_that_products_are_listed_with_default_first_and_copies_left_out(
    data_dir: DataDir,
) -> None:
    assert product_names(data_dir) == ("default",)
    for name in ("패드", "A", "default"):
        save_profile(ProductProfile(name=name), data_dir)
    data_dir.profile_file("A").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match="settings_damaged"):
        load_profile(data_dir, "A")
    assert product_names(data_dir) == ("default", "A", "패드")


def test_that_a_product_name_is_found_whatever_its_unicode_form(data_dir: DataDir) -> None:
    save_profile(ProductProfile(name="\u1100\u1161", threshold=0.5), data_dir)
    assert load_profile(data_dir, "가").threshold == 0.5
    assert json.loads(data_dir.profile_file("가").read_text(encoding="utf-8"))["name"] == "가"
