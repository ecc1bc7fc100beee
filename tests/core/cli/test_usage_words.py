from __future__ import annotations

import pytest

from core.cli.app import run
from core.cli.usage_words import usage_words


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("inspct",), "없는 명령입니다: inspct. 혹시 'inspect'를 입력하려고 하셨습니까?"),
        (("inspect", "--fly", "x"), "없는 옵션입니다: --fly."),
        (("inspect",), "필요한 값이 없습니다: PATH."),
        (("history",), "명령이 없습니다."),
        (("inspect", "x", "--roi"), "--roi 뒤에 값을 입력하세요."),
        (("inspect", "x", "--resume=1"), "--resume은 값을 받지 않습니다."),
        (("describe", "a", "b"), "필요 없는 값이 있습니다: b."),
        (("inspect", "x", "--rows", "pixel"), "--rows에 사용할 수 없는 값입니다: pixel."),
        (("evaluate", "x", "--shots", "a"), "--shots에는 정수를 입력하세요."),
        (("history", "list", "--limit", "-1"), "--limit 값이 너무 작습니다. 하한은 0입니다."),
    ],
)
def test_that_a_wrong_call_is_said_in_korean(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], expected: str
) -> None:
    assert expected in said(capsys, "--lang", "ko", *words)


def test_that_the_usage_of_the_command_stands_above(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, *_ = said(capsys, "--lang", "ko", "inspect").splitlines()
    assert first.startswith("사용법: main.py inspect [OPTIONS]")
    assert second == "도움말: main.py inspect --help"


def test_that_english_keeps_the_words_of_the_parser(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "--lang", "en", "inspect", "--fly", "x")
    assert lines.startswith("Usage: main.py inspect")
    assert "No such option: --fly" in lines
    assert lines.isascii()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("No such option: --ro Did you mean --roi?", "혹시 --roi"),
        ("No such option: --r (Possible options: --roi, --rows)", "없는 옵션입니다: --r."),
        ("Missing option '--csv'.", "필요한 옵션이 없습니다: --csv."),
        ("Got unexpected extra arguments (b c)", "필요 없는 값이 있습니다: b c."),
        ("Invalid value for '--f': Input should be a valid number", "--f에는 숫자를"),
        ("Invalid value for '--f': too odd", "--f 값이 올바르지 않습니다: too odd"),
        ("Something nobody foresaw", "Something nobody foresaw"),
    ],
)
def test_that_other_complaints_are_known_too(message: str, expected: str) -> None:
    assert expected in usage_words(message, "ko")
