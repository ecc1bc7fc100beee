"""Numbers with units as people write them: "half a centimetre", "두 밀리미터", "3~4mm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.describe.truth.spans import one_of, overlaps

WORDS_EN: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
NATIVE_KO: Final = {
    "하나": 1, "둘": 2, "셋": 3, "넷": 4, "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "스무": 20,
    "석": 3, "넉": 4,
}  # fmt: skip
_DIGITS_KO: Final = {
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9,
}  # fmt: skip
_TENS_KO: Final = {"십": 10, "백": 100, "천": 1000}

_UNITS: Final[dict[str, tuple[str, float]]] = {
    **dict.fromkeys(
        (
            "mm",
            "millimetres",
            "millimeters",
            "millimetre",
            "millimeter",
            "밀리미터",
            "밀리",
            "미리",
            "㎜",
        ),
        ("mm", 1.0),
    ),
    **dict.fromkeys(
        (
            "cm",
            "centimetres",
            "centimeters",
            "centimetre",
            "centimeter",
            "센티미터",
            "센티",
            "센치",
            "㎝",
        ),
        ("mm", 10.0),
    ),
    **dict.fromkeys(
        (
            "µm",
            "μm",
            "um",
            "microns",
            "micron",
            "micrometres",
            "micrometers",
            "micrometre",
            "micrometer",
            "마이크로미터",
            "마이크론",
            "미크론",
        ),
        ("mm", 0.001),
    ),
    **dict.fromkeys(("inches", "inch", "인치"), ("mm", 25.4)),
    **dict.fromkeys(("px", "pixels", "pixel", "픽셀", "화소"), ("px", 1.0)),
    **dict.fromkeys(("%", "percent", "per cent", "퍼센트", "프로"), ("%", 1.0)),
}
_SQUARED: Final = re.compile(r"^(?:\s*(?:²|2(?!\d)|\^2))")
_SQUARE: Final = re.compile(r"(?:\bsquare|\bsq\.?|제곱|평방)\s*$")

_PER: Final = re.compile(
    r"\s?/\s?(?:s|sec|min|h|hr|rev|tooth|m|초|분|시간|회전|날|회)(?![a-z가-힣])|\s(?:per|an?)\s(?:second"
    r"|minute|hour|rev\w*|stroke|tooth|pass)\b"
)
_PER_KO: Final = re.compile(r"(?:초|분|시간|회전|날)당\s(?:약\s)?$|매\s?[초분]\s(?:약\s)?$")
"""A speed or a feed is no length."""

_UNIT: Final = one_of(re.escape(unit) for unit in _UNITS) + r"(?![a-z])"
_FIGURE: Final = r"(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d+(?:\.\d+)?|(?<!\d)\.\d+"
_WORD_EN: Final = (
    rf"(?:{one_of(WORDS_EN)}(?:[\s-]{one_of(WORDS_EN)})?(?:\s+hundred)?(?:\s+and\s+a\s+half|"
    r"\s+point\s+\w+)?|a\s+(?:hundred|dozen)|half\s+an?|a\s+half|half|(?:a\s+)?quarter\s+of\s+an?"
    r"|three[\s-]quarters\s+of\s+an?|a\s+third\s+of\s+an?|a\s+tenth\s+of\s+an?|an?\s+single|an?)"
)
_WORD_KO: Final = (
    rf"(?:반|{one_of(NATIVE_KO)}|[일이삼사오육칠팔구십백천]+(?:\s?점\s?[영일이삼사오육칠팔구]+)?)"
)
_NUMBER: Final = rf"(?:{_FIGURE}|\b{_WORD_EN}|(?<![가-힣]){_WORD_KO})"
_QUANTITY: Final = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:{_UNIT})?\s*(?P<link>-|–|~|\u223c|to|or|내지|에서|또는|and)\s*"
    rf"(?P<high>{_NUMBER}))?[\s-]*(?:square\s+|sq\.?\s+|제곱\s?|평방\s?)?(?P<unit>{_UNIT})(?P<half>\s?반|\s+and\s+a\s+half\b)?"
)
_TIMES: Final = re.compile(
    rf"(?P<a>{_FIGURE})\s*(?:{_UNIT})?\s*(?:×|x|\*|by)\s*(?P<b>{_FIGURE})\s*(?P<unit>{_UNIT})"
)
_FRACTIONS: Final = {
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "half": 0.5, "quarter of a": 0.25, "반": 0.5,
    "a quarter of a": 0.25, "three quarters of a": 0.75, "three-quarters of a": 0.75,
    "a third of a": 1 / 3, "a tenth of a": 0.1, "a": 1.0, "an": 1.0, "a single": 1.0,
    "a hundred": 100.0, "a dozen": 12.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range, with its unit.

    Attributes
    ----------
    low, high : float
        In the base unit; equal unless a range was written.
    slack : float
        Half of the last place that was written: 3 may stand for 3.4.
    unit : str
        mm, px, %, mm², px².
    sides : bool
        Whether these are the two sides of "3 x 5 mm".
    """

    start: int
    end: int
    low: float
    high: float
    slack: float
    unit: str
    sides: bool = False


def quantities_in(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in lower case, in order."""
    taken = []
    for match in _TIMES.finditer(text):
        taken.append(match.span())
        base, scale = _UNITS[match["unit"]]
        a, b = sorted(number_of(match[name]) or 0.0 for name in ("a", "b"))
        slack = max(_slack(match["a"]), _slack(match["b"]))
        yield Quantity(*match.span(), a * scale, b * scale, slack * scale, base, sides=True)
    for match in _QUANTITY.finditer(text):
        if not overlaps(match, taken):
            quantity = _quantity(match, text)
            if quantity is not None:
                yield quantity


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    low = number_of(match["low"])
    high = number_of(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    if match["half"]:
        low, high = low + 0.5, high + 0.5
    if _PER.match(text[match.end() :]) or _PER_KO.search(text[: match.start()]):
        return None
    base, scale = _UNITS[match["unit"]]
    before = text[match.start() : match.start("unit")]
    if _SQUARED.match(text[match.end() :]) or _SQUARE.search(before):
        base, scale = f"{base}²", scale * scale
    slack = _slack(match["high"] or match["low"]) * scale
    low, high = sorted((low, high))
    return Quantity(match.start(), match.end(), low * scale, high * scale, slack, base)


def number_of(words: str) -> float | None:
    """Return the value of a number in figures or words; None if it is none."""
    words = " ".join(words.split())
    if re.fullmatch(_FIGURE, words):
        return float(words.replace(",", ""))
    if words in _FRACTIONS:
        return _FRACTIONS[words]
    if words in NATIVE_KO:
        return float(NATIVE_KO[words])
    return _english_number(words) if words.isascii() else _korean_number(words)


def _english_number(words: str) -> float | None:
    half = words.endswith("and a half")
    total, known = 0.5 if half else 0.0, False
    point = re.search(r"point (\w+)$", words)
    if point and point[1] in WORDS_EN:
        total += WORDS_EN[point[1]] / 10
    for word in re.split(r"[\s-]", re.sub(r"\s*(?:and a half|point \w+)$", "", words)):
        if word in WORDS_EN:
            total, known = total + WORDS_EN[word], True
        elif word == "hundred":
            total *= 100
    return total if known else None


def _korean_number(words: str) -> float | None:
    whole, _, fraction = words.replace(" ", "").partition("점")
    total, digit = 0.0, 0
    for letter in whole:
        if letter in _DIGITS_KO:
            digit = _DIGITS_KO[letter]
        elif letter in _TENS_KO:
            total, digit = total + max(digit, 1) * _TENS_KO[letter], 0
        else:
            return None
    for place, letter in enumerate(fraction, 1):
        total += _DIGITS_KO.get(letter, 0) * 0.1**place
    return total + digit


def _slack(written: str) -> float:
    """Return half of the last written place; words are as good as whole or half numbers."""
    fraction = re.search(r"\.(\d+)$", written)
    if fraction:
        return 0.5 * 0.1 ** len(fraction[1])
    return 0.5 if written.strip().isdigit() else 0.25
