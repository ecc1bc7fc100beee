"""Korean clauses: where they end, what 없다, 아니다 and -지 않다 reach, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.spans import Stretch, cut_at, overlaps

_IS_IF: Final = (
    r"(?:(?<!확대)(?<!비교)(?<!요약)(?<!종합)(?<!가까이)(?<!말)하|[지되이기나다라]|[가-힣]으)"
    r"면(?=[\s,]|\Z)"
)
"""A condition; "확대하면", "비교하면" only say how one looks."""
ASKED_FOR: Final = r"(?:확인|점검|교체|조정|청소)\s?(?:필요|바람|요망|바랍|권장)"
"""How notes end that ask for something to be done."""
_BREAK: Final = re.compile(
    rf"{_IS_IF}"
    r"|(?<!봤)지만|봤지만(?!\s(?:\S+\s)?(?:없|못|보이지|발견되지))|(?:으나|보이나)(?=[\s,])|(?<=[가-힣])(?:하나|이나|되나)(?=,)|[은는인한던]데(?=[\s,])"
    r"|(?:있|없|않|하|되|이|보이|이루|나타나|뻗|위치하|아니|괜찮|였|었|았|했|졌|났|띠|지나)(?:고|며|으며)"
    r"(?=[\s,])|면서|아니라|아닌|아니고|없이|없는|않은|대신|반면에?|외에는?|이외에는?|제외하[고면]"
    r"(?:는)?|말고는?|빼고는?|니다만|므로|라기보다는?|보다는"
    r"|[었았했였]는지(?=\s)"
    r"|(?:개|건|줄|곳|군데|점|mm|cm|px|밀리|센티|정도|가량|있음|보임|확인|발견|[됨함])(?=,)"
    rf"|,(?=[^,.]*{ASKED_FOR})"
    r"|(?P<beside>,(?=\s[가-힣\s]{1,14}[은는]\s?없))"
)
_TOLD_OF: Final = re.compile(r"\d|밝은|어두운|검은|흰|하얀|까만")
"""What makes a mark before a comma one that is told of, not one of a list of what there is not."""
_EXISTS_NOT: Final = re.compile(
    r"없|아[니닌닙님녜]|안\s?보[이였여입임인]|못\s?찾|찾지 못"
    r"|(?:보이|발견되|검출되|확인되|관찰되|존재하|있"
    r"|나타나|동반되|동반하|수반되|느껴지|만져지|잡히|띄|찾아지"
    r"|감지되|식별되|생기|발생하|눈에 띄|보여지|해당하)(?:지|지는|진"
    r"|지도)\s?(?:않|못)"
    r"|라기보다|무관"
)
_NO_DENIAL: Final = re.compile(
    r"밖에\s?(?:는\s?)?없|틀림\s?없|의심의?\s?여지[가는도]?\s?없|여지[가는]?\s?없|다름\s?없|변함\s?없"
    r"|수밖에\s?없|없지\s?않|(?:없앨|지울|고칠|쓸|살릴|메울|되돌릴|막을|닦을)\s?수[는도가]?\s?없"
    r"|(?:수리|보수|복구|사용|출하|제거|처리|연마|가공|납품|수정|조립)할\s?수[는도가]?\s?없|상관\s?없|관계\s?없|어김\s?없|끊임\s?없|아닐\s?수\s?없|뿐만?\s?아니라"
    r"|뿐\s?아니|(?:정도|수준)[은는]?\s?아[니닙님]|더\s?이상[^.]{0,6}없"
)
_OPEN: Final = re.compile(
    r"(?:없|아니)다고[는도]?\s?(?:할|볼|단정할|말할)\s?수\s?없|알 수\s?없|모르|배제할 수\s?없"
    r"|배제하기|확실하지 않|확실치 않|분명하지 않|분명치 않|불분명"
    r"|불확실|단정[^.]{0,5}(?:없|어렵)|확정[^.]{0,5}(?:없|어렵)|구분[^.]{0,6}(?:없|어렵|안)"
    r"|구별[^.]{0,6}(?:없|어렵|안)|판단[^.]{0,6}(?:없|어렵)|어렵습니다|어렵다|인지\s|는지\s|[?]"
    rf"|{_IS_IF}|품이면|있나 (?:봤|찾|살펴|확인|해서|싶)|처럼\s?보이(?:지만|나\s|는데)"
    r"|(?:초과|이상|이하|미만)[은는이]?\s[^,.]{0,8}(?:합격|양호|허용|통과|불량|폐기|재작업)"
    r"|(?:지난\s?[주달번해]|작년|저번)에[도는]?\s|(?:비슷|유사)한\s"
    r"|(?:초과|이상|이하|미만)\s?시(?=[\s,])|까지\s?허용|허용[된됨되한함]"
    r"|지\s?(?:마[세십시라]|말)|처음[에엔]|(?:고객|협력사|업체|작업자|현장)[가-힣]*\s[^.]*(?:다고|라고)\s?(?:했|하|말|주장|신고|접수)"
    r"|(?:지난\s?번|지난\s?주|지난\s?달|저번|어제|이전|다른|앞)[가-힣]*\s?(?:시료|제품|로트|견본|부품|샘플|것)"
    r"(?:[은는이가엔]|에[는선서]|의 경우)\s"
)
_TOPIC: Final = re.compile(r"[가-힣][은는이가]\s+(?=\S)")
_IF: Final = re.compile(rf"{_IS_IF}|만약|만일")
_GENERAL: Final = re.compile(
    r"(?:[을를]|라고)\s?(?:말하(?!자면|면)|말한|말합|말함|뜻|의미[하한합함]|가리[키킨킵킴]|일컫|부른다|부릅)"
    r"|(?:이란|(?<![노파다소])란)\s(?=[가-힣])"
    r"|^(?:(?!있|보[이여임]|발견|확인)[^.])*(?:주로|보통|대개|흔히|일반적으로)\s[^.]{0,14}(?:생기|생긴|생깁|생김|생겨|발생|나타|일어)"
)
"""What holds for all of a kind: "찍힘은 부딪혀 눌린 자국을 말한다"."""
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
        match.end()
        for match in _BREAK.finditer(text, start, end)
        if not overlaps(match, harmless)
        and (match["beside"] is None or _TOLD_OF.search(text, start, match.start()))
    )
    is_supposed = _GENERAL.search(text[start:end]) is not None
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
