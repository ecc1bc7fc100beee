"""Whether a mark is said to be dark or bright, against what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from core.describe.appearance import Tone
from core.describe.truth.asides import is_aside
from core.describe.truth.reading import ReadText
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.vocabulary import Vocabulary
from core.describe.truth.words import differs, in_words
from core.domain.contradictions import ClaimKind, Contradiction

_DARK_EN: Final = (
    r"dark(?:er|ish|ened|ly|-coloured|-colored|-toned)?|black(?:ish|ened)?|dim(?:mer)?"
)
_BRIGHT_EN: Final = (
    r"bright(?:er|ish)?|white|whitish|pale(?:r)?|light(?:er|[- ]colou?red|[- ]toned)|shin(?:y"
    r"|ing|ier)|gleaming"
    r"|glossy|silvery|glistening|brightly(?! lit| illuminated)"
)
_LOOK_ALIKE: Final = re.compile(
    r"\b(?:reflections?|glare|highlights?|shadows?)\b|반사|그림자|음영|그늘"
)
"""What these are like says nothing of the mark."""
_GROUND_EN: Final = (
    r"(?:background|surface|surroundings?|surrounding|metal|ground|plate|steel|area around"
    r"|material|base|rest"
    r"|sheet|coating|paint|plastic|leather|fabric|wood|tile|casting|part|panel)"
)
_DARK_KO: Final = (
    r"어두[운우워웠]|어둡|검[은게고]|검정|까만|까맣|거무|거뭇|시커[먼멓]|진한|짙은|짙[게고]|흑색"
)
_BRIGHT_KO: Final = (
    r"밝[은게고습아았으다]|하[얀얗]|흰|희[고게]|희끗|희끄|희부|희뿌|백색|환한|반짝이|빛나"
    r"|번쩍이|허옇|허연|뿌연"
)
_GROUND_KO: Final = (
    r"(?:배경|바탕|표면|주변|주위|금속면|금속|판|강판|소재|도막|면|회색|도장면|제품|둘레)"
)


def check_tones(
    text: ReadText, record: TruthRecord, vocabulary: Vocabulary
) -> Iterator[Contradiction]:
    """Yield the words that make a dark mark bright or a bright one dark."""
    if record.tone is None:
        return
    for match, tone in _tones(text, vocabulary.marks):
        stance = text.stance_at(match.start(tone.value))
        is_other = tone is not record.tone
        if (stance is Stance.SAID and is_other) or (stance is Stance.DENIED and not is_other):
            said = in_words(f"truth_tone.{tone.value}")
            known = in_words(f"truth_tone.{record.tone.value}")
            yield differs(ClaimKind.TONE, match.span(tone.value), said, known)


@lru_cache(maxsize=8)
def _english_patterns(marks: str) -> tuple[re.Pattern[str], ...]:
    tone = (
        rf"(?P<dark>(?<![a-z-])(?:{_DARK_EN})(?![a-z-]))"
        rf"|(?P<bright>(?<![a-z-])(?:{_BRIGHT_EN})(?![a-z-]))"
    )
    gap = (
        rf"(?:,?\s*(?:and\s+)?(?!{_GROUND_EN}\b|on\b|in\b|of\b|the\b|against\b|than\b|grey\b"
        rf"|gray\b|th(?:is|at|ese|ose)\b|it\b)[a-z-]+){{0,4}}?,?\s+"
    )
    of_mark = re.compile(rf"(?:{tone}){gap}(?:{marks})")
    compared = re.compile(
        rf"(?:{tone})\s+(?:and\s+\w+\s+)?(?:in\s+(?:tone|colou?r)\s+)?(?:than|against|compared|relative)\b"
        rf"(?!\s+(?:to\s+)?(?:the\s+)?{marks})"
    )
    stated = re.compile(
        rf"(?<! of the )(?:{marks}|\b(?:it|they))(?:,[^,.;]{{1,40}},)?\s+(?:clearly\s+)?"
        rf"(?:is|are|looks?|appears?|seems?|shows?(?: up)?"
        rf"|stands? out|comes? out"
        rf"|gleams?|shines?|was)\s+(?:as\s+)?(?!(?:on|in|at)\b)(?:(?!on\b|in\b|at\b)[a-z]+\s+){{0,3}}?"
        rf"(?:{tone})(?!\s+{_GROUND_EN})"
    )
    return (of_mark, compared, stated)


_SUBJECT_GROUND: Final = re.compile(
    rf"\b{_GROUND_EN}\s+(?:around (?:it|the \w+)\s+)?(?:is|are|looks?|appears?"
    rf"|seems?)\s+(?:\w+\s+){{0,2}}$"
)


@lru_cache(maxsize=8)
def _korean_patterns(marks: str) -> tuple[re.Pattern[str], ...]:
    tone = rf"(?P<dark>{_DARK_KO})|(?P<bright>{_BRIGHT_KO})"
    gap = rf"[가-힣]*(?:,?\s+(?!{_GROUND_KO})[가-힣]+){{0,3}}?\s+"
    of_mark = re.compile(rf"(?:{tone})(?!\s*(?:회색|색\s?표면)){gap}(?:{marks})")
    compared = re.compile(
        rf"(?:주변|주위|배경|바탕|표면|둘레|금속|소재|면|다른 (?:곳"
        rf"|부분))[가-힣\s]{{0,4}}(?:보다|에 비해|대비"
        rf"|에 비하여)\s*(?:[가-힣]+\s+){{0,2}}?(?:{tone})"
    )
    stated = re.compile(
        rf"(?:{marks})(?:\s?(?:[한두세네]|\d+|여러)\s?(?:개|줄|군데|곳|점))?[은는이가도]\s+(?:[가-힣]+\s+){{0,2}}?(?:{tone})(?![가-힣]*\s+{_GROUND_KO})"
    )
    return (of_mark, compared, stated)


_SUBJECT_GROUND_KO: Final = re.compile(rf"{_GROUND_KO}\s?[은이는가]\s+(?:[가-힣]+\s+){{0,1}}$")


def _tones(text: ReadText, marks: str) -> Iterator[tuple[re.Match[str], Tone]]:
    taken: set[int] = set()
    for pattern in (_korean_patterns if text.is_korean else _english_patterns)(marks):
        for match in text.find(pattern):
            tone = Tone.DARK if match["dark"] else Tone.BRIGHT
            start = match.start(tone.value)
            if is_aside(text, start) or _LOOK_ALIKE.search(match[0]):
                continue
            if start in taken or _is_of_ground(text, start):
                continue
            taken.add(start)
            yield match, tone


def _is_of_ground(text: ReadText, start: int) -> bool:
    """Tell whether the ground is what is called dark or bright."""
    if text.is_korean:
        return _SUBJECT_GROUND_KO.search(text.before(start, 16)) is not None
    return _SUBJECT_GROUND.search(text.before(start, 40)) is not None
