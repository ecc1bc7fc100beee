from __future__ import annotations

import pytest

from core.cli.arguments import hoist_globals


def no_folder(_text: str) -> bool:
    return False


@pytest.mark.parametrize(
    "typed",
    [
        ["--data-dir", "D", "--lang", "ko", "--json", "inspect", "a.png"],
        ["inspect", "a.png", "--data-dir", "D", "--lang", "ko", "--json"],
        ["inspect", "--data-dir", "D", "a.png", "--lang", "ko", "--json"],
    ],
)
def test_that_global_options_may_stand_anywhere(typed: list[str]) -> None:
    hoisted = hoist_globals(typed, is_folder=no_folder)
    assert hoisted == ["--data-dir", "D", "--lang", "ko", "--json", "inspect", "a.png"]


def test_that_an_equals_sign_keeps_option_and_value_together() -> None:
    hoisted = hoist_globals(["inspect", "a", "--product=나사 M6"], is_folder=no_folder)
    assert hoisted == ["--product=나사 M6", "inspect", "a"]


def test_that_evaluate_keeps_the_json_file_for_itself() -> None:
    typed = ["evaluate", "set", "--json", "out.json", "--lang", "en"]
    hoisted = hoist_globals(typed, is_folder=no_folder)
    assert hoisted == ["--lang", "en", "evaluate", "set", "--json", "out.json"]


def test_that_a_bare_json_of_evaluate_is_the_global_one() -> None:
    assert hoist_globals(["evaluate", "set", "--json"], is_folder=no_folder)[0] == "--json"
    typed = ["evaluate", "set", "--json", "--shots", "4"]
    assert hoist_globals(typed, is_folder=no_folder)[0] == "--json"
    typed = ["evaluate", "--json", "set"]
    assert hoist_globals(typed, is_folder=lambda text: text == "set") == [
        "--json",
        "evaluate",
        "set",
    ]


def test_that_json_before_evaluate_is_the_global_one() -> None:
    typed = ["--json", "evaluate", "set"]
    assert hoist_globals(typed, is_folder=no_folder) == typed


def test_that_words_after_a_double_dash_are_left_alone() -> None:
    typed = ["inspect", "--", "--json"]
    assert hoist_globals(typed, is_folder=no_folder) == typed
