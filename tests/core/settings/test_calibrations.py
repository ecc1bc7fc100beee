"""Calibrations of a product: nothing is lost, the newest of an image size holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.domain.scales import ScaleProblem, ScaleSource
from core.errors import SettingsError
from core.settings.calibrations import (
    Calibration,
    MillimetreSettings,
    Retirement,
    new_calibration_id,
)
from core.settings.paths import DataDir
from core.settings.profiles import (
    ProductProfile,
    add_calibration,
    load_profile,
    retire_calibration,
    save_profile,
)

PRODUCT = "브레이크 패드"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SIZE = (640, 480)


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    return DataDir.open(tmp_path / "데이터 폴더")


def calibration(
    number: int, size_px: tuple[int, int] = SIZE, *, mm_per_px: float = 0.05
) -> Calibration:
    return Calibration(
        id=f"mm-{number}",
        made_at=NOW + timedelta(days=number),
        made_by="홍길동",
        source=ScaleSource.POINTS,
        mm_per_px=mm_per_px,
        uncertainty=0.012,
        camera="카메라 1, 25 mm 렌즈",
        size_px=size_px,
        evidence={"distance_mm": 20.0, "distance_px": 400.0},
    )


def retirement(number: int) -> Retirement:
    return Retirement(id=f"mm-{number}", at=NOW + timedelta(days=99), by="김영희")


def ids(settings: MillimetreSettings) -> list[str]:
    return [entry.id for entry in settings.active()]


def test_that_a_calibration_survives_saving(data_dir: DataDir) -> None:
    add_calibration(data_dir, PRODUCT, calibration(1))
    kept = load_profile(data_dir, PRODUCT).millimetres
    assert kept.calibrations == (calibration(1),)
    assert ids(kept) == ["mm-1"]
    assert load_profile(data_dir, "다른 품번").millimetres.calibrations == ()
    stored = json.loads(data_dir.profile_file(PRODUCT).read_text(encoding="utf-8"))
    assert stored["schema_version"] == 2


def test_that_the_newest_of_an_image_size_holds_and_all_stay(data_dir: DataDir) -> None:
    for number, size in enumerate([SIZE, (1280, 960), SIZE]):
        add_calibration(data_dir, PRODUCT, calibration(number, size))
    kept = load_profile(data_dir, PRODUCT).millimetres
    assert ids(kept) == ["mm-2", "mm-1"]
    assert len(kept.calibrations) == 3
    scales = kept.scales(NOW + timedelta(days=3))
    use = scales.use_for(SIZE)
    assert use is not None
    assert (use.scale.id, use.age_days, use.limit_days) == ("mm-2", 1, 180)


def test_that_a_retired_calibration_brings_none_back(data_dir: DataDir) -> None:
    for number in (0, 1):
        add_calibration(data_dir, PRODUCT, calibration(number))
    for _ in range(2):
        retire_calibration(data_dir, PRODUCT, retirement(1))
    kept = load_profile(data_dir, PRODUCT).millimetres
    assert ids(kept) == []
    assert [entry.id for entry in kept.calibrations] == ["mm-0", "mm-1"]
    assert kept.retirements == (retirement(1),)
    add_calibration(data_dir, PRODUCT, calibration(2))
    assert ids(load_profile(data_dir, PRODUCT).millimetres) == ["mm-2"]


def test_that_an_older_state_of_the_profile_loses_no_calibration(data_dir: DataDir) -> None:
    before = load_profile(data_dir, PRODUCT)
    add_calibration(data_dir, PRODUCT, calibration(1))
    retire_calibration(data_dir, PRODUCT, retirement(1))
    add_calibration(data_dir, PRODUCT, calibration(2))
    save_profile(before.model_copy(update={"threshold": 0.6}), data_dir)
    after = load_profile(data_dir, PRODUCT)
    assert after.threshold == 0.6
    assert ids(after.millimetres) == ["mm-2"]
    assert after.millimetres.retirements == (retirement(1),)


def test_that_a_profile_of_the_first_version_is_read_and_written_as_the_second(
    data_dir: DataDir,
) -> None:
    path = data_dir.profile_file(PRODUCT)
    old = {"schema_version": 1, "name": PRODUCT, "threshold": 0.7}
    path.write_text(json.dumps(old, ensure_ascii=False), encoding="utf-8")
    assert load_profile(data_dir, PRODUCT).threshold == 0.7
    add_calibration(data_dir, PRODUCT, calibration(1))
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert (stored["schema_version"], stored["threshold"]) == (2, 0.7)


@pytest.mark.parametrize(
    "change",
    [
        {"mm_per_px": 0},
        {"mm_per_px": float("inf")},
        {"uncertainty": -0.1},
        {"size_px": [0, 480]},
        {"made_at": "2026-03-01T09:00:00"},
        {"unheard_of": 1},
    ],
)
def test_that_a_wrong_calibration_is_refused_by_its_field(
    data_dir: DataDir, change: dict[str, object]
) -> None:
    entry = {**calibration(1).model_dump(mode="json"), **change}
    profile = {"name": PRODUCT, "millimetres": {"calibrations": [entry]}}
    data_dir.profile_file(PRODUCT).write_text(json.dumps(profile), encoding="utf-8")
    with pytest.raises(SettingsError, match="settings_invalid"):
        load_profile(data_dir, PRODUCT)


def test_that_the_age_limit_is_a_setting() -> None:
    settings = MillimetreSettings(limit_days=30).with_calibration(calibration(0))
    for days, problem in ((30, None), (31, ScaleProblem.OUT_OF_DATE)):
        use = settings.scales(NOW + timedelta(days=days)).use_for(SIZE)
        assert use is not None
        assert use.problem is problem
    assert ProductProfile(millimetres=settings).millimetres.limit_days == 30


def test_that_ids_are_told_apart() -> None:
    made = {new_calibration_id(NOW) for _ in range(50)}
    assert len(made) == 50
    assert all(name.startswith("mm-20260301-") for name in made)
