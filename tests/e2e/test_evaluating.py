from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.conftest import COLOURS, Command, picture

KEYS = {
    "mode", "shots", "references", "n_images", "classes", "left_out", "macro_accuracy", "recall",
    "confusion", "auroc", "escape", "overkill", "hold_rate",
}  # fmt: skip


def enlarge(folder: Path, per_class: int) -> None:
    for label, colour in COLOURS.items():
        for number in range(per_class):
            picture(colour, 5000 + 100 * list(COLOURS).index(label) + number).save(
                folder / label / f"더 {number}.png"
            )


def test_that_a_labelled_folder_is_measured_and_nothing_recorded(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    enlarge(product_folder, 6)
    (product_folder / "masks").mkdir()
    target, page = tmp_path / "수치.json", tmp_path / "수치.html"
    answer = command(
        "evaluate", product_folder, "--shots", "4", "--references", "6", "--repeats", "2",
        "--json", target, "--html", page,
    )  # fmt: skip
    assert answer.code == 0
    view = json.loads(target.read_text(encoding="utf-8"))
    assert view.keys() >= KEYS
    assert view["classes"] == ["dent", "good", "scratch"]
    assert view["macro_accuracy"]["mean"] > 0.9
    assert view["auroc"]["mean"] > 0.95
    assert view["references"] == 6
    assert view["n_tested"] == 2 * (8 + 8 + 8)
    assert "<script" not in page.read_text(encoding="utf-8")
    assert command("history", "list", "--json").out == ""
    assert command("bank", "list", "--json").object["examples"] == []


def test_that_the_same_seed_measures_the_same(command: Command, product_folder: Path) -> None:
    enlarge(product_folder, 4)
    words = ("evaluate", product_folder, "--shots", "2", "--repeats", "2", "--json")
    assert command(*words).object == command(*words).object


def test_that_a_small_class_is_left_out_and_named(command: Command, product_folder: Path) -> None:
    enlarge(product_folder, 4)
    (product_folder / "rare").mkdir()
    picture((0, 255, 0), 3).save(product_folder / "rare" / "1.png")
    view = command("evaluate", product_folder, "--shots", "4", "--repeats", "1", "--json").object
    assert view["left_out"] == {"rare": 1}


def test_that_a_folder_with_one_image_is_refused_in_words(command: Command, tmp_path: Path) -> None:
    (tmp_path / "set" / "scratch").mkdir(parents=True)
    picture(COLOURS["scratch"], 3).save(tmp_path / "set" / "scratch" / "1.png")
    answer = command("evaluate", tmp_path / "set", "--lang", "en")
    assert answer.code == 2
    assert "scratch 1" in answer.err


def test_that_without_a_good_class_there_is_no_auroc(
    command: Command, product_folder: Path
) -> None:
    enlarge(product_folder, 4)
    (product_folder / "good").rename(product_folder / "masks")
    view = command("evaluate", product_folder, "--repeats", "1", "--json").object
    assert view["auroc"] is None
    assert view["references"] == 0
    assert view["overkill"] is None
    assert view["escape"] == 0.0


def test_that_prompts_cannot_be_scored_with_a_model_that_reads_no_text(
    command: Command, product_folder: Path
) -> None:
    answer = command("evaluate", product_folder, "--zero-shot")
    assert answer.code == 2
    assert "fake" in answer.err
    assert command("evaluate", product_folder, "--zero-shot", "--shots", "2").code == 2


def test_that_a_broken_image_is_named_and_the_rest_is_measured(
    command: Command, product_folder: Path
) -> None:
    enlarge(product_folder, 4)
    (product_folder / "dent" / "broken.png").write_bytes(b"not a picture")
    answer = command("evaluate", product_folder, "--repeats", "1", "--json")
    assert answer.code == 1
    failed = answer.object["failed"]
    assert isinstance(failed, list)
    assert [Path(path).name for path in failed] == ["broken.png"]
