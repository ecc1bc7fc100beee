"""How a mark is said to run, against the angle that was measured."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.cells import CELLS, middle_of
from core.describe.truth.places import Course, places_in
from core.describe.truth.reading import ReadText
from core.describe.truth.spans import overlaps
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.words import differs, in_words
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.measurements import degrees_apart

_MARGINS_DEG: Final = {
    "horizontal": 33.0, "vertical": 33.0, "rising": 38.0, "falling": 38.0, "diagonal": 33.0,
}  # fmt: skip
"""How far off the measured angle may be; 22.5 is what our own words allow."""
_NAMED_DEG: Final = {
    "horizontal": (0.0,), "vertical": (90.0,), "rising": (45.0,), "falling": (135.0,),
    "diagonal": (45.0, 135.0),
}  # fmt: skip
_ANGLE_MARGIN_DEG: Final = 18.0
_PLAIN_DEG: Final = 90.0

_TO: Final = r"\s+(?:(?!slightly)\w+ly\s+)?(?:and\s+)?(?:to(?:wards?)?\s+)?(?:the\s+)?"
_UPPER: Final = r"(?:upper[\s-]+|top[\s-]+)?"
_LOWER: Final = r"(?:lower[\s-]+|bottom[\s-]+)?"
_NO_SIDE: Final = r"(?![\s-]+(?:hand|side|edge|border|rim|flank)\b)"
_NAMES_EN: Final = re.compile(
    rf"(?P<rising>\bdiagonal(?:ly)?\s+up(?:wards?)?\b(?!{_TO}left)"
    rf"|\b(?:up(?:wards?)?|ris\w+|climb\w*|ascend\w*|slop\w*\s+up(?:wards?)?){_TO}{_UPPER}right\b{_NO_SIDE}"
    rf"|\bdown(?:wards?)?{_TO}left\b{_NO_SIDE}|\bslop\w*\s+up(?:wards?)?\b(?!{_TO}left))"
    rf"|(?P<falling>\bdiagonal(?:ly)?\s+down(?:wards?)?\b(?!{_TO}left)"
    rf"|\b(?:down(?:wards?)?|fall\w*|drop\w*|sink\w*|dip\w*|descend\w*|slop\w*\s+down(?:wards?)?)(?:\s+(?:off|away))?"
    rf"{_TO}{_LOWER}right\b{_NO_SIDE}"
    rf"|\bup(?:wards?)?{_TO}left\b{_NO_SIDE}|\bslop\w*\s+down(?:wards?)?\b(?!{_TO}left))"
    r"|(?P<horizontal>\bhorizontal(?:ly)?\b|\b(?:left[\s-]to[\s-]right|right[\s-]to[\s-]left)\b"
    r"|\bside(?:ways|\s+to\s+side)\b|\blevel with the\b"
    r"|\b(?:dead|nearly|almost|perfectly|runs?|running) level\b|\bflat across\b"
    r"|\b(?:lying|lies|lay) (?:nearly |almost |completely )?flat\b"
    r"|\bparallel (?:to|with) the (?:top|bottom|upper|lower) (?:edge|border|rim|side)\b)"
    r"|(?P<vertical>\bvertical(?:ly)?\b|\b(?:top[\s-]to[\s-]bottom|bottom[\s-]to[\s-]top)\b"
    r"|\bup and down\b|\bupright\b"
    r"|\bparallel (?:to|with) the (?:left|right)(?:[\s-]hand)? (?:edge|border|rim|side)\b"
    r"|\bstraight (?:up|down)\b)"
    r"|(?P<diagonal>\bdiagonal(?:ly)?\b|\boblique(?:ly)?\b|\bslant(?:ed|ing|s)?\b|\bat a slant\b)"
)
_RIGHT_KO: Final = r"(?:오른쪽|오른편|우측)"
_LEFT_KO: Final = r"(?:왼쪽|왼편|좌측)"
_TO_KO: Final = r"(?:(?:으로|로)(?!\s*(?:약간\s*|조금\s*)?(?:치우|쏠|몰려))|를 향)"
_ON_KO: Final = r"(?:으로|로|을\s?향해)\s?(?:갈수록\s?|가며\s?|가면서\s?)?(?:점점\s?|비스듬히\s?)?"
_UP_KO: Final = r"(?:올라|높아|치켜|상승)"
_DOWN_KO: Final = r"(?:내려|낮아|처[져지진집짐]|하강)"
_EDGE_KO: Final = r"\s?(?:모서리|가장자리|테두리|변)[과와에]\s(?:거의\s)?(?:평행|나란)"
_NAMES_KO: Final = re.compile(
    rf"(?P<rising>{_RIGHT_KO}{_ON_KO}{_UP_KO}|{_LEFT_KO}{_ON_KO}{_DOWN_KO}|우상향|{_RIGHT_KO}\s?위(?:쪽)?{_TO_KO}|우상\s?방향|좌하향|{_LEFT_KO}\s?아래(?:쪽)?{_TO_KO})"
    rf"|(?P<falling>{_RIGHT_KO}{_ON_KO}{_DOWN_KO}|{_LEFT_KO}{_ON_KO}{_UP_KO}|우하향|{_RIGHT_KO}\s?아래(?:쪽)?{_TO_KO}|우하\s?방향|{_LEFT_KO}\s?위(?:쪽)?{_TO_KO})"
    rf"|(?P<horizontal>(?:위쪽?|아래쪽?|상단|하단|윗|아랫){_EDGE_KO}|가로(?!지|질|등|수|\s?(?:\d|길이|크기|폭|세로|x|×))|수평|옆으로\s?(?:누|뻗|길|이어)|좌우(?:로|\s?방향)|횡방향|횡으로)"
    rf"|(?P<vertical>(?:{_LEFT_KO}|{_RIGHT_KO}){_EDGE_KO}|세로(?!\s?(?:\d|길이|크기|폭|가로))|수직(?!\s?(?:조명|광))|상하(?:로|\s?방향)|위아래로|종방향|종으로)"
    r"|(?P<diagonal>대각|사선|비스듬|빗금|기울어)"
)
_RELATIVE: Final = re.compile(
    r"(?:결|무늬|방향|모서리|가장자리|면|축|선)(?:에|과|와)\s*(?:거의\s*)?$"
)
_RELATIVE_EN: Final = re.compile(r"^\s*(?:to|with)\s+the\s+(?!image|picture|frame|ground)")
_OF_TEXTURE: Final = re.compile(
    r"\b(?:(?:machining|brush(?:ed|ing)|grinding|milling|turning|tool|feed|polishing)"
    r" (?:lines?|marks?|direction|pattern|grooves?|traces?)|grain|lay|texture|pattern|weave)"
    r" (?:of the \w+ )?(?:is|are|runs?|lies?|goes) (?:\w+ ){0,2}$"
    r"|(?:결|무늬|가공\s?방향|연마\s?방향|가공흔)[은는이가]\s*$"
)
"""How the ground runs says nothing of the mark."""
_UNLIKE_KO: Final = re.compile(
    r"[가-힣]*\s[가-힣\s]{0,14}?[과와]는?\s?(?:달리|다르게|비교|반대|구별|구분)"
)
_WORKED: Final = re.compile(
    r"\b(?:polish|wipe|sand|grind|clean|brush|move|rub|buff)\b|닦으|닦아|연마하|문지르|문질러"
)
"""Advice on which way to work is no claim of how a mark runs."""
_ANGLE: Final = re.compile(
    r"(?P<number>(?<![\d.])\d+(?:\.\d+)?)\s*[-]?\s*(?P<unit>°|degrees?\b|deg\b|도(?=\s|[,.]|로|의|가|쯤|정도|방향|각|이|\Z|입|기|를|만))"
)
_CLOCKWISE: Final = re.compile(
    r"(?<!counter)(?<!anti)(?<!counter-)(?<!anti-)clockwise|(?<!반)(?<!반 )시계\s?방향"
)
_COUNTER: Final = re.compile(r"(?:counter|anti)-?clockwise|반\s?시계")
_TURNS: Final = re.compile(r"rotat|회전|℃|온도|temperature|celsius")
_HEAT: Final = re.compile(r"°\s?c\b")


def check_directions(text: ReadText, record: TruthRecord) -> Iterator[Contradiction]:
    """Yield the directions that differ from the measured one."""
    if record.angle_deg is None:
        return
    angle = record.angle_deg % 180
    known = in_words("truth_direction.measured", angle=angle)
    _, courses = places_in(text)
    spans = [(course.first.start, course.last.end) for course in courses]
    for course, span in zip(courses, spans, strict=True):
        name = course_name(course)
        is_worked = _WORKED.search(text.clause_text(span[0])) is not None
        if (
            name
            and not is_worked
            and text.stance_at(span[0]) is Stance.SAID
            and not _agrees(name, angle)
        ):
            said = in_words(f"truth_direction.{name}")
            yield differs(ClaimKind.DIRECTION, span, said, known)
    for match in _named(text):
        name = str(match.lastgroup)
        if overlaps(match, spans):
            continue
        stance = text.stance_at(match.start())
        wrong = stance is Stance.SAID and not _agrees(name, angle)
        if wrong or (stance is Stance.DENIED and _is_just(name, angle)):
            said = in_words(f"truth_direction.{name}")
            yield differs(ClaimKind.DIRECTION, match.span(), said, known)
    yield from _check_angles(text, angle)


def course_name(course: Course) -> str | None:
    """Return how a mark runs from one place to another; None if both are the same."""
    (row, column), (to_row, to_column) = middle_of(course.first.zones), middle_of(course.last.zones)
    down, right = to_row - row, to_column - column
    if not (down or right) or not _are_alike(course):
        return None
    degrees = math.degrees(math.atan2(-down, right)) % 180
    return min(
        ("horizontal", "vertical", "rising", "falling"),
        key=lambda name: min(degrees_apart(degrees, named) for named in _NAMED_DEG[name]),
    )


def _are_alike(course: Course) -> bool:
    """Tell whether both ends are cells, rows or columns, as "along the top to the right" is not."""
    (first_rows, first_columns), (last_rows, last_columns) = (
        (len({CELLS[z][0] for z in zones}), len({CELLS[z][1] for z in zones}))
        for zones in (course.first.zones, course.last.zones)
    )
    return first_rows == last_rows and first_columns == last_columns


def _named(text: ReadText) -> Iterator[re.Match[str]]:
    names = _NAMES_KO if text.is_korean else _NAMES_EN
    for match in text.find(names):
        if _WORKED.search(text.clause_text(match.start())):
            continue
        if _OF_TEXTURE.search(text.before(match.start(), 40)):
            continue
        if text.is_korean and (
            _RELATIVE.search(text.before(match.start(), 8))
            or _UNLIKE_KO.match(text.after(match.end(), 24))
        ):
            continue
        if not text.is_korean and _RELATIVE_EN.match(text.after(match.end(), 24)):
            continue
        yield match


def _agrees(name: str, angle: float) -> bool:
    return min(degrees_apart(angle, named) for named in _NAMED_DEG[name]) <= _MARGINS_DEG[name]


def _is_just(name: str, angle: float) -> bool:
    """Tell whether a denied direction is the measured one."""
    return min(degrees_apart(angle, named) for named in _NAMED_DEG[name]) <= _ANGLE_MARGIN_DEG


def _check_angles(text: ReadText, angle: float) -> Iterator[Contradiction]:
    for match in text.find(_ANGLE):
        around = text.clause_text(match.start())
        if _TURNS.search(around) or _HEAT.match(text.low[match.end() - 1 : match.end() + 3]):
            continue
        if text.stance_at(match.start()) is not Stance.SAID:
            continue
        said = float(match["number"])
        if all(degrees_apart(one, angle) > _ANGLE_MARGIN_DEG for one in _meant(said, around)):
            words = in_words("truth_direction.angle", angle=said)
            known = in_words("truth_direction.measured", angle=angle)
            yield differs(ClaimKind.DIRECTION, match.span(), words, known)


def _meant(said: float, around: str) -> tuple[float, ...]:
    """Return what an angle may mean: people do not say which way a slope leans, or from where."""
    if _COUNTER.search(around):
        return (said,)
    if _CLOCKWISE.search(around):
        return (-said,)
    if re.search(r"from (?:the )?vertical|수직에서|세로축", around):
        return (90 - said, 90 + said)
    return (said, -said) if said <= _PLAIN_DEG else (said,)
