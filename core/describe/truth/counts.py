"""How many marks a text speaks of, against the number of parts that were measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.describe.truth.asides import is_aside
from core.describe.truth.mark_words import GENERIC_EN, SHAPES_EN
from core.describe.truth.quantities import NATIVE_KO, WORDS_EN, number_of
from core.describe.truth.reading import ReadText
from core.describe.truth.spans import one_of
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.vocabulary import Vocabulary
from core.describe.truth.words import differs, in_words
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.suggestions import Words

_MANY: Final = 1000
_VAGUE_EN: Final = {
    "several": (2, _MANY), "multiple": (2, _MANY), "many": (3, _MANY), "numerous": (3, _MANY),
    "a few": (2, _MANY), "few": (2, _MANY), "some": (1, _MANY), "a couple of": (2, 3),
    "a pair of": (2, 2), "both": (2, 2), "a number of": (2, _MANY), "various": (2, _MANY),
    "dozens of": (12, _MANY), "a single": (1, 1), "single": (1, 1), "only one": (1, 1),
    "just one": (1, 1), "just a single": (1, 1), "only a single": (1, 1), "half a dozen": (5, 7),
    "exactly one": (1, 1), "one single": (1, 1), "a lone": (1, 1),
    "an isolated": (1, 1), "a solitary": (1, 1), "lone": (1, 1), "a series of": (2, _MANY),
    "a cluster of": (2, _MANY), "a group of": (2, _MANY), "a handful of": (3, 8),
    "lots of": (3, _MANY), "plenty of": (3, _MANY), "twin": (2, 2), "just a": (1, _MANY),
    "a dozen": (10, 14), "countless": (5, _MANY), "a set of": (2, _MANY),
    "isolated": (1, 1), "solitary": (1, 1), "two separate": (2, 2), "a double": (2, 2),
}  # fmt: skip
_VAGUE_KO: Final = {
    "여러": (2, _MANY),
    "다수의": (3, _MANY),
    "다수": (3, _MANY),
    "수많은": (4, _MANY),
    "많은": (3, _MANY),
    "여럿": (2, _MANY),
    "몇": (2, _MANY),
    "몇몇": (2, _MANY),
    "수십": (10, _MANY),
    "두세": (2, 3),
    "두어": (2, 3),
    "서너": (3, 4),
    "너댓": (4, 5),
    "단": (1, 1),
    "복수의": (2, _MANY),
    "한두": (1, 2),
    "두셋": (2, 3),
    "서넛": (3, 4),
    "네댓": (4, 5),
    "너덧": (4, 5),
    "네다섯": (4, 5),
    "대여섯": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}
_COUNTER: Final = r"(?:개소|개(?!월)|군데|곳|줄기|줄|가닥|점(?![검수])|건|부위|갈래|자리)"
_FIGURE: Final = r"(?<![\d.,])(?P<figure>\d{1,3})(?![\d.,]*\d)"
_KOREAN: Final = re.compile(
    rf"(?:(?P<vague>{one_of(_VAGUE_KO)})\s?{_COUNTER}"
    rf"|(?<![가-힣])(?P<word>{one_of(NATIVE_KO)})\s?{_COUNTER}"
    rf"|{_FIGURE}\s?{_COUNTER}"
    r"|(?<![가-힣])(?P<alone>하나|둘|셋|넷|다섯|여럿|다수|두셋|서넛)(?=[의가만뿐이로]|\s?(?:있|보|발견|확인|존재|관찰))"
    r"|(?P<only>단일|단독|유일한))"
)
_OTHER_THINGS_KO: Final = re.compile(
    r"(?:구멍|나사|볼트|부품|제품|이미지|사진|홀|모서리|면|핀|조명|카메라|버튼|글자|예시|리브|리벳|단자|종류|인서트|클램프|지그|롤러|패드|장갑|트레이|로트|상자|박스|코일|샘플|시편|시료|센서|노즐|공구)[이가은는을를의에]?\s*$|(?<!해)당\s*$"
    r"|(?:나머지|[\d두세네섯곱덟홉열]\s?(?:개|건|장|줄|곳|군데|점)\s?중|(?:상자|박스|트레이|팔레트|시간|하루|번)에)\s*$"
)
_NOT_A_COUNT_KO: Final = re.compile(
    r"^\s?(?:씩|마다|까지|중\s?\d|쪽|편|번|시|면|배|에\s?모|으로\s?이어|로\s?이어|의\s?(?:구멍|나사|볼트|부품|제품|모서리|홀|핀))"
)
_OF_KO: Final = re.compile(r"\s?의\s")
_NEAR: Final = 24
_AT_LEAST: Final = re.compile(r"(?:at least|more than|over|no fewer than|not less than)\s+$")
_AT_MOST: Final = re.compile(
    r"(?:at most|fewer than|less than|no more than|up to|not more than)\s+$"
)
_TOLERANT_FROM: Final = 8
_TOLERANCE: Final = 0.15


@dataclass(frozen=True, slots=True)
class CountClaim:
    """So many marks, at least and at most."""

    start: int
    end: int
    low: int
    high: int
    stance: Stance


def check_counts(
    text: ReadText, record: TruthRecord, vocabulary: Vocabulary
) -> Iterator[Contradiction]:
    """Yield the counts that are not the measured one."""
    if not record.count:
        return
    claims = tuple(
        _korean(text, vocabulary.marks) if text.is_korean else _english(text, vocabulary)
    )
    claims = tuple(claim for claim in claims if not is_aside(text, claim.start))
    said = [claim for claim in claims if claim.stance is Stance.SAID]
    total = sum(claim.low for claim in said)
    is_sum = len(said) > 1 and _matches(total, total, record.count)
    known = in_words("truth_count.exactly", n=record.count)
    for claim in claims:
        agrees = _matches(claim.low, claim.high, record.count)
        wrong = claim.stance is Stance.SAID and not agrees and not is_sum
        if wrong or (claim.stance is Stance.DENIED and claim.low == claim.high == record.count):
            words = _in_words(claim)
            yield differs(ClaimKind.COUNT, (claim.start, claim.end), words, known)


def _matches(low: int, high: int, count: int) -> bool:
    slack = _TOLERANCE * count if count >= _TOLERANT_FROM else 0
    return low - slack <= count <= high + slack


def _in_words(claim: CountClaim) -> Words:
    if claim.low == claim.high:
        return in_words("truth_count.exactly", n=claim.low)
    if claim.high >= _MANY:
        return in_words("truth_count.at_least", n=claim.low)
    return in_words("truth_count.between", low=claim.low, high=claim.high)


@lru_cache(maxsize=8)
def _english_pattern(marks: str) -> re.Pattern[str]:
    number = one_of([*WORDS_EN, *_VAGUE_EN])
    also = one_of([*GENERIC_EN, *SHAPES_EN])
    gap = (
        r"(?:(?!and\b|or\b|of\b|in\b|on\b|with\b|by\b|at\b|the\b|side\b|end\b|from\b|per\b|out\b|than\b|to\b"
        r"|metal\b)[a-z-]+,?\s+){0,5}?"
    )
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<vague>{number})|(?P<figure>\d{{1,3}}))"
        rf"(?:\s*(?:-|to|or)\s*(?P<high>{one_of(WORDS_EN)}|\d{{1,3}}))?"
        rf"\s+{gap}(?:{marks}|(?<![a-z]){also}(?![a-z]))"
    )


def _english(text: ReadText, vocabulary: Vocabulary) -> Iterator[CountClaim]:
    for match in _english_pattern(vocabulary.marks).finditer(text.low):
        words = match["vague"] or match["figure"]
        bounds = _bounds(words, match["high"])
        if bounds is None or _is_no_count(match[0]):
            continue
        before = text.before(match.start(), 24)
        if before.endswith(("each ", "every ", "no ", "per ")):
            continue
        low, high = bounds
        if _AT_LEAST.search(before):
            high = _MANY
        if _AT_MOST.search(before):
            low = 0
        end = match.end("high" if match["high"] else "vague" if match["vague"] else "figure")
        yield CountClaim(match.start(), end, low, high, text.stance_at(match.start()))


def _is_no_count(words: str) -> bool:
    return re.search(
        r"o\W?clock|\bof the (?:image|picture)|^one (?:side|end|edge|corner)|^(?:some"
        r"|single) (?:pass|part|wear)"
        r"|\bparts?$|\bpiece|^one of|millimet|centimet|\bmm\b|\bpx\b|pixel|percent|degree"
        r"|\bholes?\b(?! in)",
        words,
    ) is not None  # fmt: skip


def _bounds(words: str, high: str | None) -> tuple[int, int] | None:
    if words in _VAGUE_EN and high is None:
        return _VAGUE_EN[words]
    low = number_of(words)
    if low is None or not low:
        return None
    top = number_of(high) if high else low
    return (int(low), int(top or low))


def _korean(text: ReadText, marks: str) -> Iterator[CountClaim]:
    for match in text.find(_KOREAN):
        before, after = text.before(match.start(), 14), text.after(match.end(), 14)
        if _OTHER_THINGS_KO.search(before) or _NOT_A_COUNT_KO.match(after):
            continue
        if _OF_KO.match(after) and not re.search(marks, text.after(match.end(), _NEAR)):
            # "2개의 클램프": clamps, not marks.
            continue
        bounds = _korean_bounds(match)
        if bounds is None:
            continue
        low, high = bounds
        if re.match(r"\s?(?:이상|넘|여\b)", after):
            high = _MANY
        if re.match(r"\s?(?:이하|미만)", after):
            low = 0
        yield CountClaim(match.start(), match.end(), low, high, text.stance_at(match.start()))


def _korean_bounds(match: re.Match[str]) -> tuple[int, int] | None:
    if match["only"]:
        return (1, 1)
    if match["vague"]:
        return _VAGUE_KO[match["vague"]]
    words = match["word"] or match["figure"] or match["alone"]
    if words in _VAGUE_KO:
        return _VAGUE_KO[words]
    number = number_of(words)
    return None if not number else (int(number), int(number))
