from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SettingsError
from core.settings.paths import DataDir, default_data_root, file_stem_of


def test_that_opening_makes_the_folders_under_a_korean_path(tmp_path: Path) -> None:
    opened = DataDir.open(tmp_path / "검사 데이터" / "2공장")
    for folder in (opened.profiles, opened.cache, opened.bank, opened.models, opened.prompts):
        assert folder.is_dir()
    assert opened.logs.is_dir()
    assert not opened.settings_file.exists()
    assert sorted(path.name for path in opened.root.iterdir()) == [
        "bank", "cache", "logs", "models", "profiles", "prompts",
    ]  # fmt: skip


def test_that_opening_twice_keeps_what_is_there(data_dir: DataDir) -> None:
    data_dir.settings_file.write_text("{}", encoding="utf-8")
    assert DataDir.open(data_dir.root).settings_file.read_text(encoding="utf-8") == "{}"


def test_that_without_a_folder_the_users_own_is_used(isolated_home: Path) -> None:
    opened = DataDir.open()
    assert opened.root == default_data_root()
    assert opened.root.is_relative_to(isolated_home)
    assert opened.root.name == "DefectScribe"


def test_that_a_relative_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert DataDir.open(Path("data")).root == tmp_path / "data"


def test_that_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_bytes(b"")
    with pytest.raises(SettingsError) as caught:
        DataDir.open(file)
    assert caught.value.code == "data_dir_not_a_folder"
    assert caught.value.details == {"folder": str(file)}


def test_that_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsError) as caught:
        DataDir.open(tmp_path / "file" / "data")
    assert caught.value.code == "data_dir_unwritable"
    assert caught.value.details["folder"] == str(tmp_path / "file" / "data")


def test_that_a_full_or_read_only_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("core.settings.paths.tempfile.TemporaryFile", refuse)
    with pytest.raises(SettingsError) as caught:
        DataDir.open(tmp_path / "data")
    assert caught.value.code == "data_dir_unwritable"
    assert caught.value.details["problem"] == "Read-only file system"


@pytest.mark.parametrize("name", ["default", "브레이크 패드", "A-100_rev.B", "LCD 15.6", "CONSOLE"])
def test_that_a_plain_name_is_its_own_file_name(name: str) -> None:
    assert file_stem_of(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "../x", "a/b", "a\\b", "C:x", "a*", "a\0b", "a\nb", ".hidden", "dot.",
        " lead", "tail ", "CON", "con", "nul.txt", "Com1", "LPT9.x", "COM¹", "CON .x", "가" * 41,
        "a\u202eb", "\ud800",
    ],
)  # fmt: skip
def test_that_a_name_that_is_no_safe_file_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        file_stem_of(name)
    assert caught.value.code == "product_name_invalid"


def test_that_decomposed_hangul_names_the_same_product() -> None:
    assert file_stem_of("\u1100\u1161") == "가"


@given(st.text(max_size=60))
def test_that_an_accepted_name_stays_inside_its_folder(name: str) -> None:
    try:
        stem = file_stem_of(name)
    except SettingsError:
        return
    path = Path("/profiles") / f"{stem}.json"
    assert path.parent == Path("/profiles")
    assert path.name == f"{stem}.json"
    assert file_stem_of(stem) == stem
