from __future__ import annotations

import pytest

from ui.widgets.verdict.key_names import (
    ENTER,
    NamedKey,
    Platform,
    RawKey,
    letter_of_jamo,
    name_key,
)

UNKNOWN = 0x01FFFFFF


@pytest.mark.parametrize(
    ("jamo", "name"), [("ㅐ", "o"), ("ㅜ", "n"), ("ㅗ", "h"), ("ㅋ", "z"), ("ㅇ", "d"), ("ㅁ", "a")]
)
def test_that_a_jamo_names_the_key_it_is_printed_on(jamo: str, name: str) -> None:
    assert name_key(RawKey(code=ord(jamo), text=jamo), "other") == NamedKey(name, name)
    assert name_key(RawKey(code=UNKNOWN, text=jamo), "other").name == name
    assert name_key(RawKey(code=ord(jamo)), "other").name == name


def test_that_a_shifted_jamo_is_a_capital() -> None:
    assert name_key(RawKey(ord("ㅒ"), "ㅒ", shift=True), "other") == NamedKey("o", "O")
    assert name_key(RawKey(ord("ㄴ"), "ㄴ", shift=True), "other") == NamedKey("s", "S")


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "name"),
    [
        ("windows", 0x18, 0xE5, "o"),
        ("windows", 0x31, 0xE5, "n"),
        ("windows", 0x23, 0xE5, "h"),
        ("windows", 0x02, 0xE5, "1"),
        ("windows", 0x0A, 0xE5, "9"),
        ("windows", 0x2C, 0xE5, "z"),
        ("windows", 0x39, 0xE5, " "),
        ("evdev", 32, 0, "o"),
        ("evdev", 57, 0, "n"),
        ("evdev", 43, 0, "h"),
        ("evdev", 10, 0, "1"),
        ("evdev", 18, 0, "9"),
        ("evdev", 65, 0, " "),
        ("evdev", 52, 0, "z"),
        ("mac", 1, 0x1F, "o"),
        ("mac", 1, 0x2D, "n"),
        ("mac", 1, 0x04, "h"),
        ("mac", 1, 0x12, "1"),
        ("mac", 1, 0x19, "9"),
        ("mac", 1, 0x31, " "),
    ],
)
def test_that_a_key_swallowed_by_an_input_method_is_known_by_its_place(
    platform: Platform, scan_code: int, virtual_key: int, name: str
) -> None:
    raw = RawKey(UNKNOWN, scan_code=scan_code, virtual_key=virtual_key)
    assert name_key(raw, platform).name == name


def test_that_a_latin_letter_is_known_by_its_code_and_not_by_its_place() -> None:
    # On a Dvorak keyboard R lies where QWERTY has O.
    assert name_key(RawKey(ord("R"), "r", scan_code=32), "evdev").name == "r"


def test_that_digits_and_capitals_keep_their_text() -> None:
    assert name_key(RawKey(ord("5"), "5"), "other") == NamedKey("5", "5")
    assert name_key(RawKey(ord("N"), "N", shift=True), "other") == NamedKey("n", "N")


def test_that_both_enter_keys_are_enter() -> None:
    assert name_key(RawKey(0x01000004, "\r"), "other") == NamedKey(ENTER, "")
    assert name_key(RawKey(0x01000005, "\r"), "other") == NamedKey(ENTER, "")
    assert name_key(RawKey(UNKNOWN, scan_code=28), "windows") == NamedKey(ENTER, "")


@pytest.mark.parametrize("code", [0x01000012, 0x01000030, 0x01000020, 0x01000000, 0x01000007])
def test_that_arrows_and_function_keys_have_no_name(code: int) -> None:
    assert name_key(RawKey(code, scan_code=32), "evdev") == NamedKey("", "")


def test_that_text_of_more_than_a_jamo_names_no_key() -> None:
    assert letter_of_jamo("오") == ""
    assert letter_of_jamo("ㅐㅐ") == ""
