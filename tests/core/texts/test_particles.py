"""Particles follow what is read, not what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts.particles import LastSound, last_sound, with_particle

SUBJECT = ("이", "가")
TOPIC = ("은", "는")
OBJECT = ("을", "를")
WITH = ("과", "와")
BY = ("으로", "로")


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        # Hangul
        ("스크래치", SUBJECT, "스크래치가"),
        ("균열", SUBJECT, "균열이"),
        ("오염", TOPIC, "오염은"),
        ("찍힘", OBJECT, "찍힘을"),
        ("변색", WITH, "변색과"),
        ("그림자", WITH, "그림자와"),
        # (으)로 after ㄹ takes the short form, other particles do not
        ("균열", BY, "균열로"),
        ("스크래치", BY, "스크래치로"),
        ("오염", BY, "오염으로"),
        ("얼룩", BY, "얼룩으로"),
        # numbers as read in Korean
        ("3", SUBJECT, "3이"),
        ("2", SUBJECT, "2가"),
        ("10", SUBJECT, "10이"),
        ("0", SUBJECT, "0이"),
        ("7", BY, "7로"),
        ("6", BY, "6으로"),
        ("100", BY, "100으로"),
        ("1000", OBJECT, "1000을"),
        ("10,000", SUBJECT, "10,000이"),
        ("100000000", SUBJECT, "100000000이"),
        ("1000000000000", SUBJECT, "1000000000000가"),
        ("0.5", SUBJECT, "0.5가"),
        ("0.61", OBJECT, "0.61을"),
        ("0.60", OBJECT, "0.60을"),
        ("0.42", SUBJECT, "0.42가"),
        # units
        ("0.5%", SUBJECT, "0.5%가"),
        ("93 %", BY, "93 %로"),
        ("3 mm", SUBJECT, "3 mm가"),
        ("3 mm", OBJECT, "3 mm를"),
        ("120 px", SUBJECT, "120 px이"),
        ("120 px", BY, "120 px로"),
        ("4.5 mm²", TOPIC, "4.5 mm²는"),
        ("35 °", SUBJECT, "35 °가"),
        ("2 kg", SUBJECT, "2 kg이"),
        # Latin words and letters
        ("CLIP", SUBJECT, "CLIP이"),
        ("BLIP", OBJECT, "BLIP을"),
        ("LLaVA", SUBJECT, "LLaVA가"),
        ("ROI", OBJECT, "ROI를"),
        ("NG", BY, "NG로"),
        ("OK", BY, "OK로"),
        ("URL", BY, "URL로"),
        ("LCD", SUBJECT, "LCD가"),
        ("A", SUBJECT, "A가"),
        ("M", SUBJECT, "M이"),
        ("scratch", SUBJECT, "scratch가"),
        ("crack", SUBJECT, "crack이"),
        ("dent", SUBJECT, "dent가"),
        ("casting", SUBJECT, "casting이"),
        ("discoloration", OBJECT, "discoloration을"),
        ("sample", BY, "sample로"),
        ("image.png", SUBJECT, "image.png가"),
        ("사진.bmp", OBJECT, "사진.bmp를"),
        ("line 2.TIF", TOPIC, "line 2.TIF는"),
        # a bracket at the end explains and is not read
        ("스크래치(scratch)", SUBJECT, "스크래치(scratch)가"),
        ("균열 (crack)", BY, "균열 (crack)로"),
        ("균열(88 %)", WITH, "균열(88 %)과"),
        ("[균열]", SUBJECT, "[균열]이"),
        ("(crack)", SUBJECT, "(crack)이"),
        # quotes
        ("'오염'", SUBJECT, "'오염'이"),
        ("“그림자”", SUBJECT, "“그림자”가"),
    ],
)
def test_that_the_particle_fits_the_last_sound(
    word: str, pair: tuple[str, str], expected: str
) -> None:
    assert with_particle(word, *pair) == expected


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("検査", SUBJECT, "検査이(가)"),
        ("३", SUBJECT, "३이(가)"),
        ("★", OBJECT, "★을(를)"),
        ("★", BY, "★(으)로"),
        ("", TOPIC, "은(는)"),
    ],
)
def test_that_both_forms_are_written_when_the_reading_is_unknown(
    word: str, pair: tuple[str, str], expected: str
) -> None:
    assert with_particle(word, *pair) == expected


@given(st.text(max_size=30))
def test_that_any_text_gets_one_of_the_forms(word: str) -> None:
    shown = with_particle(word, "이", "가")
    assert shown.removeprefix(word) in {"이", "가", "이(가)"}


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_that_every_syllable_is_known(syllable: str) -> None:
    assert last_sound(syllable) is not LastSound.UNKNOWN


@given(st.integers(min_value=1, max_value=10**15))
def test_that_a_number_is_read_alike_with_and_without_separators(number: int) -> None:
    assert last_sound(f"{number:,}") is last_sound(str(number))
