"""Words for places, by language: patterns of one part of a place and of what joins two parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from core.describe.truth.spans import one_of


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How one language speaks of places.

    Attributes
    ----------
    part : Pattern
        Groups top, bottom, left, right, middle, corner, edge: one part of a place.
    joined : Pattern
        What may stand between two parts of one place.
    beside : Pattern
        What makes "left of the centre" out of two parts: the second is the centre.
    onwards : Pattern
        What stands between the ends in "from the left to the right".
    hour : Pattern
        Group hour: a position of the clock.
    """

    part: re.Pattern[str]
    joined: re.Pattern[str]
    beside: re.Pattern[str]
    onwards: re.Pattern[str]
    hour: re.Pattern[str]


_HOURS_EN: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_HOURS_KO: Final = (
    "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두",
)  # fmt: skip

HOUR_NUMBERS: Final = {
    **{word: number for number, word in enumerate(_HOURS_EN, 1)},
    **{word: number for number, word in enumerate(_HOURS_KO, 1)},
}

_THE_WHOLE: Final = one_of(
    (
        "image", "picture", "photo", "photograph", "frame", "part", "surface", "plate", "view",
        "product", "component", "panel", "casting", "workpiece", "piece", "sample", "specimen",
        "sheet", "face", "housing", "cover", "scene", "field", "area", "side", "half", "edge",
        "metal", "border", "region", "section", "quadrant", "corner", "shot", "inspected", "whole",
        "top", "upper", "lower", "bottom", "tile", "board", "item", "lid", "body", "grid", "roi",
    )
)  # fmt: skip
_OF_A_THING: Final = (
    rf"\s+(?:side\s+|edge\s+|end\s+)?of\s+(?:the|a|an|this|that)\s+"
    rf"(?!(?:\w+\s+){{0,2}}(?:{_THE_WHOLE}|cent(?:re|er)|middle|left|right)\b)"
)
"""Left or right of a hole says nothing about the image."""

ENGLISH: Final = PlaceWords(
    part=re.compile(
        r"(?:\b|(?=(?:east|west|[ew]\b))(?:(?<=north)|(?<=south)|(?<=\b[ns])))(?:"
        rf"(?P<top>(?<!on )(?:north(?:ern)?|n(?=[ew]\b)|upper|topmost|uppermost|top)"
        rf"(?:-?most)?(?!\s+(?:coat|layer|limit"
        rf"|surface|of\s+it"
        rf"|edge of the scratch)\b)(?!{_OF_A_THING}))"
        rf"|(?P<bottom>(?:south(?:ern)?|s(?=[ew]\b)|lower|bottommost|lowermost|bottom)(?!\s+(?:than|contrast|limit|line|quality"
        rf"|layer|coat|right now)\b)(?!{_OF_A_THING}))"
        r"|(?P<left>(?<!was )(?<!been )(?<!is )(?<!has )(?<!have )(?<!had )(?<!are )(?<!were )"
        r"(?<!marks )(?<!scratch )(?<!dent )(?<!mark )(?:left(?:most)?|west(?:ern)?|(?<=\b[ns])w)"
        r"(?!\s+(?:by|behind|over|an?\s|some\s|two\s|three\s|several\s|traces|marks|after|from|on\s+the\s+(?:surface|metal)|untouched|out)\b)"
        rf"(?!{_OF_A_THING}))"
        r"|(?P<right>(?<!all )(?<!is )(?:right(?:most)?|east(?:ern)?|(?<=\b[ns])e)"
        r"(?!\s+(?:angles?|next|across|through|along|now|away|beside|amount|there|here|by|above"
        rf"|below|under)\b)(?!{_OF_A_THING}))"
        r"|(?P<middle>(?<!its )(?<!whose )cent(?:re|er)(?!\s*(?:line|hole|bore|punch|is|lies)\b)"
        r"|middle|dead\s+cent(?:re|er)"
        r"|central(?!\s+(?:hole|bore|pin|boss))|mid(?=[\s-](?:left|right|top|bottom|section|upper"
        r"|lower)))"
        r"|(?P<corner>corners?)"
        r"|(?P<edge>edges?|border|rim|periphery|margins?)"
        r")(?:\b(?!['’])|(?=(?:east|west)(?:ern)?\b)|(?<=\b[ns])(?=[ew]\b))"
    ),
    joined=re.compile(
        r"[\s,/-]*(?:(?:hand|part|side|half|third|corner|edge|region|area|portion|section|most"
        r"|quadrant|and|zone|end|position)\s*)*(?:of\s+)?"
        r"(?:(?:on|in|at|near|along|close to)\s+)?(?:the\s+|its\s+)?[\s-]*"
    ),
    beside=re.compile(r"\s+(?:side\s+)?(?:of|from)\s+(?:the\s+)?(?:exact\s+|very\s+)?"),
    onwards=re.compile(
        r"[\s-]*(?:hand|part|side|half|corner|edge|region|area|end|third|portion|of|the"
        r"|image|picture|frame|part|surface|plate|all|way|diagonally|\s|,|straight|down|up)*"
        r"\b(?:to|towards?|into|until|through to)\s+(?:the\s+|its\s+)?(?:far\s+|very\s+)?"
    ),
    hour=re.compile(
        rf"\b(?P<hour>1[0-2]|[1-9]|{one_of(_HOURS_EN)})(?::?(?:00|30))?[\s-]*o\s?['’`]?\s?clock\b"
    ),
)
_THING_KO: Final = (
    r"(?<!구멍 )(?<!구멍의 )(?<!홀 )(?<!나사 )(?<!볼트 )(?<!로고 )(?<!각인 )(?<!라벨 )(?<!글자 )"
    r"(?<!용접부 )(?<!스크래치 )(?<!스크래치의 )(?<!균열 )(?<!자국 )(?<!찍힘 )(?<!나사의 )(?<!홈 )"
)
KOREAN: Final = PlaceWords(
    part=re.compile(
        rf"(?P<top>(?<![가-힣])북(?=[동서]|쪽)|상단부?|상부|윗부분|윗쪽|위쪽|위편|윗편|맨\s?위|꼭대기|상변"
        rf"|(?<=[좌우])상(?!대|태|황|향|이)|(?<=왼쪽 )위|(?<=왼쪽)위|(?<=오른쪽 )위"
        rf"|(?<=오른쪽)위"
        rf"|(?<=왼편 )위|(?<=오른편 )위|(?<=중앙 )위(?=[에쪽])|(?<=가운데 )위|위(?=\s(?:왼|오른"
        rf"|좌|우|가운데|중앙))"
        rf"|(?<=사진 )위(?=[에쪽])|(?<=이미지 )위쪽|(?<=좌측 )위|(?<=우측 )위)"
        rf"|(?P<bottom>(?<![가-힣])남(?=[동서]|쪽)|하단부?|하부|아랫부분|아랫쪽|아래쪽|아래편|아랫편|맨\s?아래|맨\s?밑|밑부분|밑쪽|하변"
        rf"|아래\s?부분|(?<=[좌우])하(?!향|였|게|는|고|며|여|지)"
        rf"|(?<=왼쪽 )아래|(?<=왼쪽)아래|(?<=오른쪽 )아래|(?<=오른쪽)아래|(?<=왼편 )아래"
        rf"|(?<=오른편 )아래"
        rf"|(?<=중앙 )아래|(?<=가운데 )아래|아래(?=\s(?:왼|오른|좌|우|가운데|중앙))"
        rf"|(?<=사진 )아래(?=[에쪽])"
        rf"|(?<=이미지 )아래|(?<=좌측 )아래|(?<=우측 )아래)"
        rf"|(?P<left>{_THING_KO}(?:(?<=[북남])서쪽?|(?<![가-힣])서쪽"
        rf"|좌측면?|좌편|좌변|왼쪽|왼편|왼|좌(?=[상하][단측부쪽으로에의 ]"
        rf"|[상하]$|중앙)))"
        rf"|(?P<right>{_THING_KO}(?:(?<=[북남])동쪽?|(?<![가-힣])동쪽|우측면?|우편|우변|오른쪽|오른편|바른쪽"
        rf"|우(?=[상하][단측부쪽으로에의 ]|[상하]$|중앙)))"
        rf"|(?P<middle>한가운데|한복판|가운데|정중앙|중앙부?|중심부|센터|중심(?=에|\s?부근|\s?근처|쪽)"
        rf"|중간(?=에|\s?부분|\s?부근|\s?지점|쯤|부|\s?높이))"
        r"|(?P<corner>모서리|코너|귀퉁이|구석)"
        r"|(?P<edge>가장자리|테두리|외곽|변두리|둘레)"
    ),
    joined=re.compile(
        r"\s*(?:의|쪽|부분|측|편|끝|,|-|/)?\s*(?:의\s*)?(?:모서리|가장자리|코너|구석)?(?:의\s*)?\s*(?:바로\s*|약간\s*|조금\s*|살짝\s*)?"
    ),
    beside=re.compile(r"\s*(?:부|쪽)?(?:에서|보다|기준으?로?)\s*(?:약간|조금|살짝|다소)?\s*"),
    onwards=re.compile(
        r"\s*(?:부분|쪽|모서리|끝|가장자리|코너)?\s*(?:에서|부터)\s*(?:부터\s*)?"
        r"(?:시작\S*\s*)?(?:대각선으로\s*|비스듬히\s*|곧게\s*)?"
    ),
    hour=re.compile(
        rf"(?<!\d)(?P<hour>1[0-2]|[1-9]|{one_of(_HOURS_KO)})\s?시\s?(?:방향|쪽|위치|부근|지점|근처|방면)"
    ),
)
_TO_KO: Final = re.compile(
    r"\s*(?:부분|쪽|모서리|끝|가장자리|코너)?\s*(?:으로|로|까지|을 향|를 향|방향)"
)


def reaches(after: str, *, is_korean: bool) -> bool:
    """Tell whether the second end of a course is one: Korean says so behind it."""
    return not is_korean or _TO_KO.match(after) is not None
