"""What goes wrong at a terminal or in a script: empty words, empty folders, typing mistakes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PIL import Image

from core.cli.app import run
from core.cli.output import shows_progress
from tests.e2e.conftest import COLOURS, Command, picture


def test_that_an_empty_folder_is_no_success_and_leaves_an_older_csv(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "빈 폴더").mkdir()
    older = tmp_path / "결과.csv"
    older.write_text("older", encoding="utf-8")
    answer = command("inspect", tmp_path / "빈 폴더", "--csv", older, "--lang", "ko")
    assert answer.code == 2
    assert "이미지가 한 장도 없습니다" in answer.err
    assert older.read_text(encoding="utf-8") == "older"


def test_that_an_empty_folder_among_others_is_named_and_the_rest_is_done(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    answer = command(
        *("inspect", tmp_path / "empty", product_folder / "dent", tmp_path / "nowhere", "--json")
    )
    assert answer.code == 1
    assert len(answer.objects) == 6
    assert str(tmp_path / "empty") in answer.err
    assert str(tmp_path / "nowhere") in answer.err


def test_that_files_of_equal_names_are_told_apart_in_messages(
    command: Command, tmp_path: Path
) -> None:
    for name in ("1호기", "2호기"):
        (tmp_path / "선별" / name).mkdir(parents=True)
        picture(COLOURS["good"], 1).save(tmp_path / "선별" / name / "0001.png")
    (tmp_path / "선별" / "2호기" / "0001.png").write_bytes(b"")
    answer = command("inspect", tmp_path / "선별", "--json")
    assert answer.code == 1
    assert str(tmp_path / "선별" / "2호기" / "0001.png") in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--product", "", "bank", "list"), "product name"),
        (("--data-dir", "", "bank", "list"), "--data-dir"),
        (("--data-dir=", "history", "list"), "--data-dir"),
    ],
)
def test_that_an_unset_variable_of_a_script_is_refused(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.glob("records*")) == []


def test_that_a_category_needs_a_name(command: Command, product_folder: Path) -> None:
    assert command("teach", product_folder / "dent", "--category", " ").code == 2
    assert command("bank", "list", "--json").object["examples"] == []


def test_that_a_page_too_far_is_a_wrong_call_and_no_broken_image(
    command: Command, tmp_path: Path
) -> None:
    pages = [picture(COLOURS["good"], seed) for seed in range(2)]
    pages[0].save(tmp_path / "면.tif", save_all=True, append_images=pages[1:])
    answer = command("describe", tmp_path / "면.tif", "--page", "2", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert "2" in answer.err


def test_that_a_mistyped_good_class_is_refused(command: Command, product_folder: Path) -> None:
    answer = command("evaluate", product_folder, "--good-class", "양품", "--shots", "1")
    assert answer.code == 2
    assert "양품" in answer.err
    assert "scratch" in answer.err


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_that_a_report_that_cannot_be_written_is_refused_before_the_work(
    option: str, command: Command, product_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "없는 폴더" / "보고서"
    answer = command("evaluate", product_folder, "--shots", "1", option, target)
    assert (answer.code, answer.out) == (2, "")
    assert str(target) in answer.err


def test_that_a_report_can_be_read_by_others_and_shows_figures_not_json(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "보고서.html"
    assert command("evaluate", product_folder, "--shots", "1", "--html", target).code == 0
    page = target.read_text(encoding="utf-8")
    assert " ± " in page
    assert "{" not in page.partition("</style>")[2]
    plain = tmp_path / "plain"
    plain.touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_that_clearing_an_empty_bank_promises_nothing(command: Command) -> None:
    answer = command("bank", "clear", "--lang", "en")
    assert answer.code == 0
    assert "undo" not in answer.out


def test_that_a_name_the_system_refuses_is_missing_not_a_crash(
    command: Command, product_folder: Path
) -> None:
    answer = command("inspect", "ㄱ" * 300, product_folder / "dent" / "부품 0.png", "--json")
    assert answer.code == 1
    assert len(answer.objects) == 1


def test_that_the_bar_counts_the_files_for_a_person_who_watches(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not shows_progress()
    pages = [picture(COLOURS["good"], seed) for seed in range(3)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    Image.new("RGB", (40, 40), (120, 120, 120)).save(tmp_path / "b.png")
    lengths: list[int] = []

    class Bar:
        def __enter__(self) -> Bar:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def update(self, steps: int) -> None:
            lengths.append(-steps)

    def bar(*, length: int, **_: object) -> Bar:
        lengths.append(length)
        return Bar()

    monkeypatch.setattr("core.cli.output.shows_progress", lambda: True)
    monkeypatch.setattr("core.cli.inspect_command.shows_progress", lambda: True)
    monkeypatch.setattr("core.cli.output.typer.progressbar", bar)
    command("inspect", tmp_path, "--json")
    assert lengths == [2, -1, -1]


def test_that_people_do_not_read_a_defect_beside_a_good_part(
    command: Command, product_folder: Path, tmp_path: Path
) -> None:
    command("teach", product_folder)
    picture(COLOURS["good"], 999).save(tmp_path / "부품.png")
    answer = command("inspect", tmp_path / "부품.png", "--lang", "en")
    assert answer.out.splitlines()[0] == f"OK    {tmp_path / '부품.png'}"
    listed = command("history", "list", "--lang", "en").out
    assert "scratch" not in listed
    assert "dent" not in listed
    assert command("history", "list", "--json").object["category"] in {"scratch", "dent"}


def test_that_resuming_does_not_turn_a_failure_into_a_success(
    command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "부품"
    folder.mkdir()
    picture(COLOURS["good"], 1).save(folder / "a.png")
    (folder / "b.png").write_text("이것은 그림이 아닙니다", encoding="utf-8")
    assert command("inspect", folder, "--json").code == 1
    again = command("inspect", folder, "--resume", "--csv", tmp_path / "r.csv", "--json")
    assert again.code == 1
    assert str(folder / "b.png") in again.err
    assert [line["file"] for line in again.objects] == [str(folder / "b.png")]
    assert (tmp_path / "r.csv").read_bytes().count(b"\r\n") == 3


def test_that_ctrl_c_is_answered(
    command: Command, product_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.cli.inspect_command._Run.take", interrupt)
    answer = command("inspect", product_folder / "dent", "--csv", product_folder / "r.csv")
    assert answer.code == 130
    assert "취소했습니다" in answer.err
    assert not list(product_folder.glob("*.csv"))


@pytest.mark.parametrize(
    ("words", "korean", "english"),
    [
        (("inspect", "없는 폴더"), "폴더가 없습니다", "No such file or folder"),
        (("describe",), "IMAGE", "Missing argument 'IMAGE'"),
        (("inspekt",), "inspekt", "No such command 'inspekt'"),
    ],
)
def test_that_errors_come_in_both_languages_where_both_are_asked_for(
    command: Command, words: tuple[str, ...], korean: str, english: str
) -> None:
    both = command(*words, "--lang", "both")
    alone = [command(*words, "--lang", lang).err.strip() for lang in ("ko", "en")]
    assert both.code == 2
    assert korean in alone[0]
    assert english in alone[1]
    assert alone[0] != alone[1]
    assert all(one in both.err for one in alone)
    assert both.err.index(alone[0]) < both.err.index(alone[1])


def test_that_a_file_that_failed_is_named_in_both_languages(
    command: Command, tmp_path: Path
) -> None:
    picture(COLOURS["good"], 1).save(tmp_path / "좋음.png")
    (tmp_path / "빈.png").write_bytes(b"")
    answer = command("inspect", tmp_path, "--lang", "both")
    assert answer.code == 1
    told = [line for line in answer.err.splitlines() if "빈.png" in line]
    assert len(told) == 2
    assert told[0] != told[1]
