"""Korean clauses: where they end, what 없다, 아니다 and -지 않다 reach, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.spans import Stretch, cut_at, overlaps

_BREAK: Final = re.compile(
    r"(?:[지되하]|있으|없으|남으|않으)면(?=[\s,])|지만|(?:으나|보이나)(?=[\s,])|(?<=[가-힣])(?:하나|이나|되나)(?=,)|[은는인한던]데(?=[\s,])"
    r"|(?:있|없|않|하|되|이|보이|이루|나타나|뻗|위치하|아니|괜찮|였|었|았|했|졌|났|띠|지나)(?:고|며|으며)"
    r"(?=[\s,])|면서|아니라|아닌|아니고|없이|없는|않은|대신|반면에?|외에는?|이외에는?|제외하[고면]"
    r"(?:는)?|말고는?|빼고는?|니다만|므로|라기보다는?|보다는"
)
_EXISTS_NOT: Final = re.compile(
    r"없|아[니닌닙님녜]|안\s?보[이였여입임인]|못\s?찾|찾지 못"
    r"|(?:보이|발견되|검출되|확인되|관찰되|존재하|있"
    r"|나타나|띄|찾아지|감지되|식별되|생기|발생하|눈에 띄|보여지|해당하)(?:지|지는|진"
    r"|지도)\s?(?:않|못)"
    r"|라기보다|무관"
)
_NO_DENIAL: Final = re.compile(
    r"밖에\s?(?:는\s?)?없|틀림\s?없|의심의?\s?여지[가는도]?\s?없|여지[가는]?\s?없|다름\s?없|변함\s?없"
    r"|수밖에\s?없|없지\s?않|상관\s?없|관계\s?없|어김\s?없|끊임\s?없|아닐\s?수\s?없|뿐만?\s?아니라"
    r"|뿐\s?아니|(?:정도|수준)[은는]?\s?아[니닙님]|더\s?이상[^.]{0,6}없"
)
_OPEN: Final = re.compile(
    r"(?:없|아니)다고[는도]?\s?(?:할|볼|단정할|말할)\s?수\s?없|알 수\s?없|모르|배제할 수\s?없"
    r"|배제하기|확실하지 않|확실치 않|분명하지 않|분명치 않|불분명"
    r"|불확실|단정[^.]{0,5}(?:없|어렵)|확정[^.]{0,5}(?:없|어렵)|구분[^.]{0,6}(?:없|어렵|안)"
    r"|구별[^.]{0,6}(?:없|어렵|안)|판단[^.]{0,6}(?:없|어렵)|어렵습니다|어렵다|인지\s|는지\s|[?]"
    r"|(?:이|하|있으|없으|되)면(?=[\s,])|라면(?=[\s,])|품이면"
)
_TOPIC: Final = re.compile(r"[가-힣][은는이가]\s+(?=\S)")
_IF: Final = re.compile(r"(?:[지되하이]|있으|없으|남으|않으)면(?=[\s,])|라면(?=[\s,])")
_ADJECTIVE_NOT: Final = re.compile(r"([가-힣]+?)지(?:는|도)?\s?않")


def clauses(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Divide one sentence.

    Parameters
    ----------
    text : str
        In lower case.
    start, end : int
        The sentence.
    """
    harmless = [match.span() for match in _NO_DENIAL.finditer(text, start, end)]
    places = (
        match.end() for match in _BREAK.finditer(text, start, end) if not overlaps(match, harmless)
    )
    is_supposed = False
    for first, last in cut_at(text, start, end, places):
        clause = text[first:last]
        # What follows from "닦아서 지워지면" is supposed too.
        is_open = is_supposed or _OPEN.search(clause) is not None
        is_supposed = is_supposed or _IF.search(clause) is not None
        yield Stretch(first, last, () if is_open else _denied(clause, first), is_open)


def _identity_start(clause: str, denial: int) -> int:
    """Return where "not a ..." begins: "자국은 이물이 아니라" denies the dirt, not the mark."""
    topics = list(_TOPIC.finditer(clause[:denial].rstrip()))
    return topics[-1].end() if topics else 0


def _denied(clause: str, offset: int) -> tuple[tuple[int, int], ...]:
    harmless = [match.span() for match in _NO_DENIAL.finditer(clause)]
    for match in _EXISTS_NOT.finditer(clause):
        if not overlaps(match, harmless):
            start = _identity_start(clause, match.start()) if match[0].startswith("아") else 0
            return ((offset + start, offset + match.end()),)
    return tuple(
        (offset + match.start(), offset + match.end()) for match in _ADJECTIVE_NOT.finditer(clause)
    )
