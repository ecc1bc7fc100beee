"""Texts that say the same over and over, or nothing about a surface."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from core.describe.grammar import shared_grammar
from core.describe.questions import vocabulary as closed_vocabulary
from core.describe.truth.quantities import quantities_in
from core.describe.truth.reading import ReadText
from core.describe.truth.vocabulary import Vocabulary
from core.describe.truth.words import judged
from core.domain.contradictions import ClaimKind, Contradiction

_WORD: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[가-힣]+|\d+(?:\.\d+)?")
_LEAST_WORDS: Final = 3
_PHRASE: Final = 3
_OFTEN: Final = 3
_MUCH: Final = 0.35
"""Share of a text from which a phrase that comes again is all it says."""
_IN_A_ROW: Final = 3
_SENTENCE_WORDS: Final = 3

_TOPICS: Final = re.compile(
    r"\b(?:surface|count\w*|millimet\w+|metal\w*|steel|alumini?um|iron|copper|brass|cast(?:ing)?|plastic|rubber|glass|ceramic|tile"
    r"|leather|fabric|cloth|wood(?:en)?|paint\w*|coat\w*|plat(?:e|ed|ing)|weld\w*|workpiece|component|part|product"
    r"|panel|housing|bracket|gear|bearing|screw|bolt|nut|washer|pipe|tube|material|texture|inspect\w*|machin\w+"
    r"|manufactur\w+|industrial|grind\w*|brush\w*|edge|hole|groove|defect\w*|image|mark|line|spot|patch|streak"
    r"|area|region|reference|pixel|px|mm|o['’]?clock|upper|lower|left|right|confidence|threshold|criteria|horizontal\w*|vertical\w*"
    r"|diagonal\w*|darker|lighter|brighter|paler|discolou?r\w*|covers?|lids?|pigment\w*|lacquer|varnish|furnace|oven"
    r"|temperature|process\w*|operator|overheat\w*|mou?ld|gripper|conveyor|rework\w*|scrap|reject\w*|wrong|level|clean|dirty|smooth|rough)s?\b"
    r"|\b(?:it|this|that)(?:['’]s| is| looks| seems) (?:good|fine|ok|okay)\b"
    r"|표면|금속|강판|철|스테인|알루미늄|구리|주물|주조|플라스틱|사출|고무|유리|세라믹|타일|가죽|직물|원단|목재|도장|도막|코팅|도금"
    r"|용접|부품|제품|재료|소재|가공|연마|검사|결함|불량|자국|흔적|부위|이상|무늬|결|모서리|구멍|판|면(?=[은이에의을]|\s)|양품|신뢰도|기준|반점|홈|면적|길이|폭|너비|흠|검출"
    r"|커버|덮개|안료|색[이은도]|온도|과열|공정|작업자|설비|금형|컨베이어|그리퍼|폐기|재작업|세척"
)
_ANSWERS_KO: Final = re.compile(
    r"상단|하단|윗부분|아랫부분|위쪽|아래쪽|좌측|우측|왼|오른|중앙|가운데|시\s?방향|밝|어두|어둡|가로|세로|대각|방향|개|군데|곳|작|크|큰|길|긴|짧|굵|가늘|없|합격|양호"
)


def check_guards(text: ReadText, vocabulary: Vocabulary) -> Iterator[Contradiction]:
    """Yield what is wrong with a text as a whole."""
    repeated = _repeated(text)
    if repeated is not None:
        yield judged(ClaimKind.REPETITION, repeated, "repetition")
    elif _is_off_topic(text, vocabulary):
        yield judged(ClaimKind.OFF_TOPIC, (0, len(text.raw)), "off_topic")


def _repeated(text: ReadText) -> tuple[int, int] | None:
    """Return the span from the first repetition to the end; None if nothing repeats."""
    words = list(_WORD.finditer(text.low))
    tokens = [word[0] for word in words]
    row = _row_of_one(tokens)
    if row is not None:
        return (words[row].start(), words[-1].end())
    phrases = Counter(
        phrase
        for phrase in zip(*(tokens[shift:] for shift in range(_PHRASE)), strict=False)
        if not any(token[0].isdigit() for token in phrase)
    )
    phrase, often = phrases.most_common(1)[0] if phrases else ((), 0)
    if often >= _OFTEN and often * _PHRASE >= _MUCH * len(tokens):
        places = [n for n in range(len(tokens)) if tuple(tokens[n : n + _PHRASE]) == phrase]
        return (words[places[1]].start(), words[-1].end())
    return _said_again(text)


def _row_of_one(tokens: list[str]) -> int | None:
    """Return where a word, or two in turn, stand a third time in a row."""
    for width in (1, 2):
        for start in range(len(tokens) - width * _IN_A_ROW + 1):
            first = tokens[start : start + width]
            last = start + width * _IN_A_ROW
            if tokens[start:last] == first * _IN_A_ROW:
                return start + width
    return None


def _said_again(text: ReadText) -> tuple[int, int] | None:
    known: set[tuple[str, ...]] = set()
    for start, end in text.sentences:
        words = tuple(_WORD.findall(text.low[start:end]))
        if len(words) >= _SENTENCE_WORDS and words in known:
            return (start, min(end, len(text.raw)))
        known.add(words)
    return None


def _is_off_topic(text: ReadText, vocabulary: Vocabulary) -> bool:
    """Tell whether no word is of the closed world of surfaces, and some are of another."""
    words = _WORD.findall(text.low)
    if len(words) < _LEAST_WORDS or _TOPICS.search(text.raw.lower()):
        return False
    if re.search(vocabulary.marks, text.low) or any(quantities_in(text.low)):
        return False
    if text.is_korean:
        return _ANSWERS_KO.search(text.low) is None
    closed = _closed_words()
    return any(word not in closed and word.isalpha() for word in words)


@lru_cache(maxsize=1)
def _closed_words() -> frozenset[str]:
    grammar = shared_grammar()
    words = {word for phrase in grammar.phrases() for word in phrase.en.split()}
    return frozenset(words | set(closed_vocabulary()))
