from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image

from core.records.export import COLUMNS
from tests.e2e.conftest import COLOURS, Command, picture


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Make one file of every kind that cannot be used."""
    folder.mkdir()
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.png").write_text("이것은 그림이 아닙니다", encoding="utf-8")
    picture(COLOURS["good"], 1).save(folder / "whole.jpg")
    (folder / "cut.jpg").write_bytes((folder / "whole.jpg").read_bytes()[:900])
    Image.new("RGB", (1, 1)).save(folder / "dot.png")
    return {path.stem: path for path in folder.iterdir()}


def test_that_a_folder_becomes_records_and_a_csv_that_excel_reads(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "결과.csv"
    answer = command("inspect", product_folder / "scratch", "--csv", target)
    assert answer.code == 0
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 7
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [Path(row["file"]).name for row in rows] == [f"부품 {n}.png" for n in range(6)]
    assert {row["program_outcome"] for row in rows} == {"HOLD"}
    listed = command("history", "list", "--json").objects
    assert {line["record_id"] for line in listed} == {row["record_id"] for row in rows}
    assert command("history", "verify").code == 0


def test_that_what_was_taught_decides(command: Command, product_folder: Path) -> None:
    taught = command("teach", product_folder, "--json").object
    assert taught["added"] == {"dent": 6, "good": 8, "scratch": 6}
    for label, outcome in (("scratch", "NG"), ("dent", "NG"), ("good", "OK")):
        picture(COLOURS[label], 999).save(product_folder.parent / f"{label}.png")
        view = command("describe", product_folder.parent / f"{label}.png", "--json").object
        assert view["outcome"] == outcome, view["reason"]
        scores = view["scores"]
        assert isinstance(scores, list)
        assert max(scores, key=lambda score: score["probability"])["id"] == label


def test_that_describing_records_nothing(command: Command, product_folder: Path) -> None:
    command("describe", product_folder / "good" / "부품 0.png", "--json")
    assert command("history", "list", "--json").out == ""


def test_that_each_roi_is_exactly_one_finding(command: Command, product_folder: Path) -> None:
    image = product_folder / "scratch" / "부품 0.png"
    view = command(
        "describe", image, "--roi", "0,0,40,40", "--roi", "100,60,500,500", "--json"
    ).object
    findings = view["findings"]
    assert isinstance(findings, list)
    assert sorted(finding["roi_px"] for finding in findings) == [
        [0, 0, 40, 40],
        [100, 60, 28, 36],
    ]
    assert {finding["region"]["source"] for finding in findings} == {"drawn"}


def test_that_a_tiny_roi_is_held_and_told_how_large_to_be(
    command: Command, product_folder: Path
) -> None:
    image = product_folder / "scratch" / "부품 0.png"
    view = command("describe", image, "--roi", "20,20,7,5", "--json").object
    assert view["outcome"] == "HOLD"
    reason, sentences = view["reason"], view["sentences"]
    assert isinstance(reason, dict)
    assert isinstance(sentences, dict)
    assert reason["code"] == "roi_too_small"
    assert "7×5 px" in reason["ko"]
    assert "at least 16 px long and 4 px wide" in reason["en"]
    assert "너무 작아 확실하게 판정할 수 없습니다" in sentences["ko"]["report"]
    assert "긴 변 16 px" in sentences["ko"]["normal"]


def test_that_bad_files_are_named_and_the_rest_is_done(command: Command, tmp_path: Path) -> None:
    paths = bad_inputs(tmp_path / "섞임")
    answer = command("inspect", tmp_path / "섞임", "--json")
    assert answer.code == 1
    done = {Path(str(view["file"])).stem: view for view in answer.objects}
    # A file without a byte has nothing to record; the others are kept as unreadable.
    assert done.keys() == {"text", "cut", "dot", "whole"}
    reasons = {name: view["reason"] for name, view in done.items()}
    for name in ("text", "cut", "dot"):
        reason = reasons[name]
        assert isinstance(reason, dict)
        assert reason["code"] == "unreadable"
        assert done[name]["outcome"] == "HOLD"
    for name in paths.keys() - {"whole"}:
        assert paths[name].name in answer.err


def test_that_a_roi_beside_the_image_fails_that_image_only(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (400, 300), (9, 99, 9)).save(tmp_path / "big.png")
    small = product_folder / "good" / "부품 0.png"
    answer = command("inspect", small, tmp_path / "big.png", "--roi", "200,150,50,50", "--json")
    assert answer.code == 1
    assert [Path(str(view["file"])).name for view in answer.objects] == ["big.png"]
    assert small.name in answer.err
    assert command("describe", small, "--roi", "200,150,50,50").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("inspect", "없는 폴더"),
        ("describe", "none.png"),
        ("teach", "none"),
        ("evaluate", "none"),
        ("inspect", "none", "--roi", "1,2,3"),
        ("history", "export"),
        ("history", "export", "x.csv", "--columns", "record_id,colour"),
        ("history", "export", "x.csv", "--columns", "file,file"),
        ("history", "list", "--since", "gestern"),
        ("bank", "import", "none.zip"),
        ("bank", "export", "x.zip"),
        ("bank", "undo"),
        ("inspect",),
        ("fly",),
        ("--product", "../x", "bank", "list"),
    ],
)
def test_that_a_wrong_call_ends_with_2_and_a_sentence(
    command: Command, words: tuple[str, ...]
) -> None:
    answer = command(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_that_messages_come_in_the_chosen_language(command: Command) -> None:
    korean = command("describe", "none.png", "--lang", "ko").err
    english = command("describe", "none.png", "--lang", "en").err
    assert korean != english
    assert english.isascii()


def test_that_no_record_records_nothing_but_still_writes_the_csv(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    assert command("inspect", product_folder / "dent", "--no-record", "--csv", target).code == 0
    assert len(target.read_bytes().splitlines()) == 7
    assert command("history", "list", "--json").out == ""


def test_that_an_export_has_only_the_columns_asked_for(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    command("inspect", product_folder / "dent" / "부품 0.png")
    target = tmp_path / "a.csv"
    words = ("history", "export", target, "--columns", "program_outcome, file")
    assert command(*words).code == 0
    header, row = target.read_text(encoding="utf-8-sig").splitlines()
    assert header == "program_outcome,file"
    assert row.startswith("HOLD,")


def test_that_resume_skips_what_this_configuration_has_done(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    first = sorted((product_folder / "dent").iterdir())[:2]
    command("inspect", *first)
    target = tmp_path / "all.csv"
    answer = command("inspect", product_folder / "dent", "--resume", "--csv", target, "--json")
    assert len(answer.objects) == 4
    assert len(target.read_bytes().splitlines()) == 7
    assert len(command("history", "list", "--json").objects) == 6
    command("teach", product_folder)
    assert len(command("inspect", *first, "--resume", "--json").objects) == 2


def test_that_every_page_of_a_tiff_is_an_image_of_its_own(command: Command, tmp_path: Path) -> None:
    pages = [picture(colour, 7) for colour in COLOURS.values()]
    pages[0].save(tmp_path / "면.tif", save_all=True, append_images=pages[1:])
    answer = command("inspect", tmp_path / "면.tif", "--json")
    assert [view["page"] for view in answer.objects] == [0, 1, 2]
    assert command("inspect", tmp_path / "면.tif", "--json", "--resume").out == ""


def test_that_both_languages_stand_beside_each_other(
    command: Command, product_folder: Path
) -> None:
    answer = command("inspect", product_folder / "good" / "부품 0.png", "--lang", "both")
    assert "보류" in answer.out
    assert "HOLD" in answer.out
    assert answer.err.count("/") >= 1
