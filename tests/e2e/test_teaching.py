from __future__ import annotations

import zipfile
from pathlib import Path

from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, TeachingMode, save_profile
from tests.e2e.conftest import COLOURS, Command, picture


def test_that_teaching_twice_adds_nothing(command: Command, product_folder: Path) -> None:
    command("teach", product_folder)
    again = command("teach", product_folder, "--json").object
    assert again["added"] == {}
    assert again["known"] == 20
    assert again["bank_revision"] == 20


def test_that_one_undo_takes_back_one_teaching(command: Command, product_folder: Path) -> None:
    command("teach", product_folder / "good", "--category", "good")
    command("teach", product_folder / "dent", "--category", "찍힘")
    assert command("bank", "undo", "--json").object["undone"] == 6
    examples = command("bank", "list", "--json").object["examples"]
    assert isinstance(examples, list)
    assert {example["category"] for example in examples} == {"good"}


def test_that_what_was_cleared_can_be_brought_back(command: Command, product_folder: Path) -> None:
    command("teach", product_folder)
    before = command("bank", "list", "--json").object["hash"]
    assert command("bank", "clear", "--category", "dent", "--json").object["removed"] == 6
    assert command("bank", "list", "--json").object["hash"] != before
    command("bank", "undo")
    assert command("bank", "list", "--json").object["hash"] == before


def test_that_a_bank_moves_to_another_product_through_a_file(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    command("teach", product_folder)
    target = tmp_path / "뱅크.zip"
    assert command("bank", "export", target).code == 0
    answer = command("bank", "import", target, "--product", "새 제품", "--json").object
    assert answer["added"] == 20
    here = command("bank", "list", "--json").object["hash"]
    assert command("bank", "list", "--product", "새 제품", "--json").object["hash"] == here


def test_that_a_forged_bank_file_teaches_nothing(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    command("teach", product_folder)
    command("bank", "export", tmp_path / "a.zip")
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as source,
        zipfile.ZipFile(tmp_path / "b.zip", "w") as forged,
    ):
        names = [name for name in source.namelist() if name.endswith(".png")]
        for name in source.namelist():
            other = names[1] if name == names[0] else name
            forged.writestr(name, source.read(other))
    answer = command("bank", "import", tmp_path / "b.zip", "--product", "p")
    assert answer.code == 2
    assert command("bank", "list", "--product", "p", "--json").object["examples"] == []


def test_that_a_locked_product_learns_nothing(
    command: Command, product_folder: Path, data_dir: DataDir
) -> None:
    save_profile(ProductProfile(name="locked", teaching=TeachingMode.LOCKED), data_dir)
    save_profile(ProductProfile(name="slow", teaching=TeachingMode.APPROVE), data_dir)
    for product in ("locked", "slow"):
        assert command("teach", product_folder, "--product", product).code == 2
        listed = command("bank", "list", "--product", product, "--json").object
        assert listed["examples"] == []


def test_that_a_damaged_crop_is_named_before_anything_is_decided(
    command: Command, product_folder: Path, data_dir: DataDir
) -> None:
    command("teach", product_folder)
    crop = min(data_dir.bank.glob("*.png"), key=lambda path: path.name)
    picture(COLOURS["good"], 55).save(crop)
    answer = command("inspect", product_folder / "good", "--lang", "en")
    assert answer.code == 2
    assert crop.name in answer.err
    assert command("history", "list", "--json").out == ""


def test_that_an_unreadable_example_is_named_and_the_rest_is_taught(
    command: Command, product_folder: Path
) -> None:
    (product_folder / "dent" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = command("teach", product_folder, "--json")
    assert answer.code == 1
    assert answer.object["added"] == {"dent": 6, "good": 8, "scratch": 6}
    assert "broken.png" in answer.err


def test_that_a_folder_of_known_words_is_told_in_korean_and_others_are_asked_for(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    (product_folder / "scratch").rename(product_folder / "surface scratch")
    (product_folder / "dent").rename(product_folder / "blib")
    taught = command("teach", product_folder, "--lang", "both")
    assert "한국어 이름이 없는 유형: blib" in taught.err
    assert "Without a Korean name: blib. Give one in the defect book" in taught.err
    assert "defect_book.toml" in taught.err
    image = product_folder / "surface scratch" / "부품 1.png"
    view = command("describe", image, "--json").object
    sentences, category = view["sentences"], view["category"]
    assert isinstance(sentences, dict)
    assert isinstance(category, dict)
    assert category["id"] == "surface scratch"
    assert "표면 스크래치" in sentences["ko"]["short"]
    assert "surface scratch" in sentences["en"]["short"]
