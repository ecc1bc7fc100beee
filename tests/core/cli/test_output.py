from __future__ import annotations

import errno
import io

import pytest
from typing_extensions import override

from core.cli.output import display_width, table, write_line
from core.cli.parsing import parse_roi
from core.domain.regions import BoxPx
from core.errors import RecordsError, UsageError
from core.texts.wording import render_error


def test_that_hangul_takes_two_columns() -> None:
    assert display_width("합격 OK") == 7


def test_that_columns_line_up_under_hangul() -> None:
    lines = table([["합격", "x"], ["NG", "y"]], headings=("결과", "f")).split("\n")
    assert [display_width(line) for line in lines] == [7, 7, 7, 7]


def test_that_a_roi_is_four_numbers() -> None:
    assert parse_roi("10, 20.5,30,40") == BoxPx(10, 20.5, 30, 40)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,0,4", "1,2,nan,4"])
def test_that_a_malformed_roi_is_named(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_roi(text)
    assert caught.value.code == "roi_malformed"
    assert caught.value.details["roi"] == text


class _Full(io.StringIO):
    @override
    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


class _Gone(io.StringIO):
    @override
    def write(self, text: str, /) -> int:
        raise BrokenPipeError


def test_that_results_that_cannot_be_written_are_no_mistake_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout", _Full())
    with pytest.raises(RecordsError) as caught:
        write_line("합격")
    assert caught.value.code == "report_unwritable"
    monkeypatch.setattr("sys.stdout", _Gone())
    with pytest.raises(BrokenPipeError):
        write_line("합격")


@pytest.mark.parametrize("text", ["0.1,0.1,0.5,0.5", "10,10,0.9,40", "10,10,40,0.99"])
def test_that_an_roi_of_less_than_a_pixel_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_roi(text)
    assert caught.value.code == "roi_too_small"
    assert text in render_error(caught.value, "ko")


def test_that_an_roi_of_one_pixel_is_taken() -> None:
    assert parse_roi("10,10,1,1") == BoxPx(10, 10, 1, 1)
