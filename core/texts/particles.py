"""Korean particles after any word: Hangul, Latin letters, digits, units, brackets.

The form of a particle depends on the last sound of what stands before it as it is *read*:
'3 mm' is read 밀리미터, '10' 십, 'CLIP' 클립. Where the reading cannot be known both forms are
written, '이(가)', as Korean forms do.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class LastSound(Enum):
    """What the last syllable ends in."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """ㄹ: takes 로 like a vowel, every other particle like a consonant."""
    CONSONANT = "consonant"
    UNKNOWN = "unknown"


_FIRST_SYLLABLE: Final = 0xAC00
_LAST_SYLLABLE: Final = 0xD7A3
_FINALS: Final = 28
_RIEUL_FINAL: Final = 8

_SOUNDS: Final = {
    "v": LastSound.VOWEL,
    "r": LastSound.RIEUL,
    "c": LastSound.CONSONANT,
}
# 영 일 이 삼 사 오 육 칠 팔 구
_DIGITS: Final = dict(zip("0123456789", "crvcvvcrrv", strict=True))
# 만 억 조 경
_BIG_UNITS: Final = "ccvc"

# Units and words whose reading the rules below would miss; compared in lower case.
_READINGS: Final = {
    "%": "v",  # 퍼센트
    "°": "v",  # 도
    "℃": "v",
    "mm": "v",  # 밀리미터
    "cm": "v",
    "m": "v",
    "µm": "v",
    "μm": "v",
    "um": "v",
    "mm²": "v",
    "px": "r",  # 픽셀
    "px²": "r",
    "mpx": "r",
    "s": "v",  # 초
    "ms": "v",
    "kb": "v",  # 킬로바이트
    "mb": "v",
    "gb": "v",
    "kib": "v",
    "mib": "v",
    "gib": "v",
    "kg": "c",  # 킬로그램
    "lx": "v",  # 럭스
    "k": "c",  # 켈빈
}
_WORDS: Final = {
    "clip": "c",
    "blip": "c",
    "llava": "v",
    "ok": "v",  # 오케이
    "ng": "v",  # 엔지
    "hold": "v",  # 홀드
    "roi": "v",
    "jpeg": "c",  # 제이펙
    "json": "c",
    "toml": "r",
    "sqlite": "v",
    "excel": "r",
    "file": "r",
    "mode": "v",
    "good": "v",  # 굿 is also heard; 양품 is what the program writes
}
_CLOSING: Final = "\"'”’」』》>"
_BRACKETED: Final = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]$")
_NUMBER: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?$")
_NUMBER_UNIT: Final = re.compile(r"\d\s*(?P<unit>[^\s\d.,]+)$")
_LATIN: Final = re.compile(r"[A-Za-z]+$")
_EXTENSION: Final = re.compile(r"\.[A-Za-z]{2,4}$")
_SPELT_MAX: Final = 3
_VOWEL_LETTERS: Final = frozenset("aeiou")


def with_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """Attach the right form of a particle.

    Parameters
    ----------
    word : str
        What stands before the particle, as shown.
    after_consonant, after_vowel : str
        The two forms: 이/가, 은/는, 을/를, 과/와, 으로/로.

    Returns
    -------
    str
        Word and particle without a space; both forms when the reading is unknown.
    """
    sound = last_sound(word)
    if sound is LastSound.UNKNOWN:
        return word + _both(after_consonant, after_vowel)
    open_sounds = {LastSound.VOWEL}
    if after_consonant.startswith("으로"):
        open_sounds.add(LastSound.RIEUL)
    return word + (after_vowel if sound in open_sounds else after_consonant)


def last_sound(word: str) -> LastSound:
    """Tell what the last syllable of a word ends in when it is read in Korean.

    A bracket at the end explains the word before it and is not read: '스크래치(scratch)'.
    """
    text = word.strip().rstrip(_CLOSING).rstrip()
    outside = _BRACKETED.sub("", text)
    text = outside or text.strip("()[]{} ")
    text = text.rstrip(".,!?…:;").rstrip(_CLOSING).rstrip()
    if not text:
        return LastSound.UNKNOWN
    last = text[-1]
    if _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        return _of_syllable(last)
    return _SOUNDS.get(_reading(text), LastSound.UNKNOWN)


def _both(after_consonant: str, after_vowel: str) -> str:
    if after_consonant == "으" + after_vowel:
        return f"(으){after_vowel}"
    return f"{after_consonant}({after_vowel})"


def _of_syllable(syllable: str) -> LastSound:
    final = (ord(syllable) - _FIRST_SYLLABLE) % _FINALS
    if final == 0:
        return LastSound.VOWEL
    return LastSound.RIEUL if final == _RIEUL_FINAL else LastSound.CONSONANT


def _reading(text: str) -> str:
    """Return v, r or c, or "" when unknown, for text that does not end in Hangul."""
    number = _NUMBER.search(text)
    if number:
        return _of_number(number[0])
    unit = _NUMBER_UNIT.search(text)
    if unit and unit["unit"].lower() in _READINGS:
        return _READINGS[unit["unit"].lower()]
    latin = _LATIN.search(text)
    if latin:
        spelt = _EXTENSION.search(text) is not None
        return _of_latin(latin[0], spelt=spelt)
    return _READINGS.get(text[-1], "")


def _of_number(number: str) -> str:
    whole, _, fraction = number.replace(",", "").partition(".")
    if fraction:
        return _DIGITS[fraction[-1]]
    if not whole.strip("0"):
        return _DIGITS["0"]
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros == 0:
        return _DIGITS[whole[-1]]
    myriads = zeros // 4
    if myriads == 0:
        return "c"  # 십, 백, 천
    return _BIG_UNITS[min(myriads, len(_BIG_UNITS)) - 1]


def _of_latin(word: str, *, spelt: bool) -> str:
    lower = word.lower()
    if lower in _WORDS:
        return _WORDS[lower]
    if spelt or len(word) == 1 or (word.isupper() and _is_spelt(word)):
        return _of_letter(lower[-1])
    return _of_english(lower)


def _is_spelt(word: str) -> bool:
    return len(word) <= _SPELT_MAX or not _VOWEL_LETTERS & set(word.lower())


def _of_letter(letter: str) -> str:
    """Return the last sound of a letter's name: 엘 and 알 end in ㄹ, 엠 and 엔 in a consonant."""
    return {"l": "r", "r": "r", "m": "c", "n": "c"}.get(letter, "v")


def _of_english(word: str) -> str:
    """Guess how the end of an English word is written in Hangul (샘플, 크랙, 덴트, 캐스팅)."""
    if word.endswith(("l", "le")):
        return "r"
    if word.endswith(("n", "m", "ng", "ne", "me", "ck", "ic")):
        return "c"
    short_stop = re.search(r"(?:^|[^aeiou])[aeiou][pt]$", word)
    return "c" if short_stop else "v"
