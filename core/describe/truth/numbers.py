"""Lengths, widths, areas and shares that a text names, against what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from core.describe.truth.asides import is_aside, is_of_the_part, names_a_mark
from core.describe.truth.quantities import Quantity, quantities_in
from core.describe.truth.reading import ReadText
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.words import differs, in_words
from core.domain.contradictions import ClaimKind, Contradiction

TOLERANCE: Final = 0.15
_ROUND: Final = 1.5
"""Up to so many times as long as wide."""


class Measure(StrEnum):
    """What a number is said to be."""

    LENGTH = "length"
    WIDTH = "width"
    SIZE = "size"
    AREA = "area"
    NONE = "none"
    """Something nobody measures here: a depth, a distance, a confidence."""


_MEASURES: Final = re.compile(
    r"(?P<none>\bdepth\b|\bdeep\b|깊이|깊은|\bfrom (?:the|its|a|one|any|each|either) |\baway\b"
    r"|\bapart\b|\bdistan\w*|떨어|거리|간격|confiden\w+|probab\w+|certain\w*|\bsure\b|likel\w+|신뢰도"
    r"|확률|가능성|점수|\bscore|anomal|threshold|limit\b|한계|한도|허용|기준|\ballow\w*|\btoleran\w*|이상치|대비\s?밝|contrast|magnif|배율"
    r"|(?<!in )\bheight\b|높이|\bpower\b|\bload\b"
    r"|출력|부하|\btake off\b|\bremov\w+|깎"
    r"|\bgap\b|\bspacing\b|\bpitch\b|\bclearance\b|\bstroke\b|유격|간극|humidity|습도|농도|수율|속도|온도|압력|\bspeed\b|\bfeed\b|\byield\b"
    r"|두께가 \d+ ?mm인 (?:판|강판)|thick (?:plate|sheet|steel|metal|panel)|times (?:brighter"
    r"|darker)|\bzoom"
    r"|밝기|명암|해상도|resolution|per pixel|픽셀당|중심은|centre is|center is|coordinates?|좌표)"
    r"|(?P<width>\bwidths?\b|\bwide\b|\bthick(?:ness)?\b|\bbroad\b|\bbreadth\b"
    r"|\bacross its width\b|폭"
    r"|너비|넓이가\s?아|굵기|굵은|굵고|두께|두꺼)"
    r"|(?P<area>\bareas?\b|면적|넓이|\bcover\w*|\boccup\w*|\btakes? up\b|차지)"
    r"|(?P<length>\blengths?\b|\blong\b|\btall\b|\bhigh\b|길이|길고|길게|긴(?![가-힣])|길쭉|\bextend\w*"
    r"|\bstretch\w*|\bruns? for\b|뻗|걸쳐|이어|\bspans?\b)"
    r"|(?P<size>\bdiameter\b|\bacross\b|\bsizes?d?\b|\bmeasur\w+|\bin extent\b|\bbig\b|\blarge\b"
    r"|지름|직경"
    r"|크기|짜리|가량의)"
)
_CUT_AFTER: Final = re.compile(r",|\band\b|\bwith\b|\bby\b|\bbut\b|이고|이며|고,|그리고|;")
_CUT_BEFORE: Final = re.compile(r"\band\b|,(?=\s)|;|\.\s")
_CUT_BEFORE_KO: Final = re.compile(r"그리고|이고|이며")
_AT_MOST: Final = re.compile(
    r"(?:\b(?:less|fewer|shorter|smaller|narrower|thinner|no more|no longer|no larger|no wider"
    r"|not more|not longer) than|\bunder|\bbelow|\bup to|\bat most|\bwithin|\bnot exceed\w*"
    r"|\bdoes not exceed|\bmaximum of|\bshort of)\s+(?:about\s+)?$"
)
_AT_LEAST: Final = re.compile(
    r"(?:\b(?:more|greater|longer|larger|wider|bigger|thicker) than|\bover|\babove|\bat least"
    r"|\bexceed(?:s|ing)?|\bupwards of|\bno less than|\bnot less than|\bwell over|\ba good"
    r"|\bminimum of|\bbeyond)\s+(?:about\s+)?$"
)
_AT_MOST_KO: Final = re.compile(
    r"^\s*(?:이하|미만|이내|도\s?(?:채\s?)?안\s?[되돼]|도\s?채\s?되지|에\s?못\s?미|보다\s?(?:짧|작|좁|가늘)|을?\s?넘지\s?않|를\s?넘지\s?않|까지)"
)
_AT_LEAST_KO: Final = re.compile(
    r"^\s*(?:이상|초과|[을를이가]?\s?(?:훨씬\s?|훌쩍\s?)?넘|보다\s?(?:길|긴|크|큰|넓|굵)|[을를]?\s?웃도|[을를]?\s?초과)"
)
_OF_A_THING: Final = re.compile(
    r"\s?(?:(?:[\w-]+|두께의|직경의|지름의|굵기의)\s)?(?:mesh|sieve|filter|strip|drill|bolt|screw|nozzle|cup|shim|spacer|pad|tape"
    r"|film|foil|mat|brush|wheel|ball|cutter|radius|insert|plate|rod|망|필터|드릴|볼트|나사|노즐|컵|흡착"
    r"|패드|테프론|테이프|필름|간지|칸막이|스페이서|와셔|구멍|반경|브러시|브러쉬|매트|시트|공구|커터)"
)
"""The number is that of a thing: "a 0.1 mm mesh"."""
_NONE_IS: Final = re.compile(
    r"\b(?:none|neither|no \w+)(?: of (?:the|them|these)(?: \w+)?)?\s+"
    r"(?:is|are|was|were)\s+\w+\s+than\s+$"
)
"""Turns "shorter than" round."""
_LESSER: Final = re.compile(
    r"\b(?:short|small|thinn|narrow)e(?:r|st)(?: (?:one|of \w+(?: \w+)?))?\W+(?:\w+\s+){0,3}$"
    r"|\b(?:the others?|the rest|the remaining \w+)\W+(?:\w+\s+){0,3}$"
    r"|(?:(?:짧은|작은|좁은)\s?(?:쪽|것|줄|건)|나머지)[은는이의도]?\s[가-힣\s\d.,~mc]{0,12}$"
)
_SUBJECT: Final = re.compile(
    r"\W*the (?!(?:[\w-]+ ){0,2}?(?:lengths?|widths?|sizes?|diameters?|areas?|dimensions?|extent"
    r"|thing|feature|objects?|zones?|regions?|one|ones|longe\w+|bigge\w+|large\w+|wide\w+|maxim\w+|other"
    r"|whole|total|picture|image) )(?:[\w-]+ ){1,2}?(?:of (?:the|an?) \w+ )?"
    r"(?:is|are|was|were) "
)
_LESSER_AFTER: Final = re.compile(r"\s+for the (?:small|short|narrow|thinn)er\b")
_OF_ROI: Final = re.compile(r"marked area|\broi\b|differs most|표시 영역|관심 영역|가장 다른 곳")
"""The size of what was marked or peaks, not of what was measured in it."""
_NEAR: Final = 34
_SHARES: Final = re.compile(
    r"(?:cover\w*|occup\w+|tak\w+ up|fill\w*|spread\w* over)\s+(?:\w+\s+){0,2}?(?P<en>half|a third"
    r"|one third|two thirds|a quarter|one quarter|three quarters|most|almost all|all|the whole"
    r"|the entire)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?(?:image|picture|surface|part|frame|area"
    r"|photo|plate)"
    r"|(?:이미지|사진|화면|표면|면적|제품|전체|영역)[가-힣\s]{0,6}(?P<ko>절반|반|3분의\s?1|3분의\s?2|4분의\s?1|4분의\s?3"
    r"|대부분|거의\s?전부|전체)(?:쯤|정도|가량|가까이|이상)?(?=[을를가이에\s])[가-힣\s]{0,6}(?:덮|차지|걸쳐|뒤덮)"
)
_SHARE_RANGES: Final = {
    "half": (33, 67), "a third": (22, 45), "one third": (22, 45), "two thirds": (50, 80),
    "a quarter": (16, 35), "one quarter": (16, 35), "three quarters": (60, 90), "most": (45, 100),
    "almost all": (70, 100), "all": (75, 100), "the whole": (75, 100), "the entire": (75, 100),
    "절반": (33, 67), "반": (33, 67), "3분의 1": (22, 45), "3분의 2": (50, 80),
    "4분의 1": (16, 35), "4분의 3": (60, 90), "대부분": (45, 100), "거의 전부": (70, 100),
    "전체": (75, 100),
}  # fmt: skip


def check_numbers(text: ReadText, record: TruthRecord) -> Iterator[Contradiction]:
    """Yield the numbers that are off by more than rounding or the tolerance."""
    found = sorted(quantities_in(text.low), key=lambda quantity: quantity.start)
    for number, quantity in enumerate(found):
        start = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(text.low)
        measure = _measure_of(text, quantity, max(0, start), end)
        known = _known(quantity, measure, record)
        if (
            _is_of_other(text, quantity)
            or not any(known)
            or text.stance_at(quantity.start) is Stance.OPEN
        ):
            continue
        bounded = _bounded(text, quantity)
        if bounded is quantity and text.stance_at(quantity.start) is Stance.DENIED:
            continue
        if not any(_fits(bounded, value) for value in known):
            said = in_words(f"truth_number.{measure}", number=_shown(quantity), unit=quantity.unit)
            true = in_words(f"truth_number.{measure}", number=f"{known[0]:.3g}", unit=quantity.unit)
            yield differs(ClaimKind.NUMBER, (quantity.start, quantity.end), said, true)
    yield from _check_shares(text, record)


def _is_of_a_subject(text: ReadText, position: int) -> bool:
    """Tell whether a clause is about a thing that is no mark: "the forks are 12 cm wide"."""
    clause = text.clause_text(position)
    subject = _SUBJECT.match(clause)
    return subject is not None and not names_a_mark(subject[0])


def _is_of_other(text: ReadText, quantity: Quantity) -> bool:
    if is_of_the_part(text, quantity.start) or _is_of_a_subject(text, quantity.start):
        return True
    if is_aside(text, quantity.start) or _OF_A_THING.match(text.after(quantity.end, _NEAR)):
        return True
    return _OF_ROI.search(text.sentence_text(quantity.start)) is not None


def _measure_of(text: ReadText, quantity: Quantity, start: int, end: int) -> Measure:
    """Return what a number is said to be, by the nearest word before the next number."""
    if quantity.unit.endswith("²"):
        return Measure.AREA
    first, last = text.sentences[text.sentence_at(quantity.start)]
    after = text.low[quantity.end : min(end, last, quantity.end + _NEAR)]
    cut = _CUT_AFTER.search(after)
    after = after[: cut.start()] if cut else after
    before = text.low[max(start, first, quantity.start - _NEAR) : quantity.start]
    cuts = list((_CUT_BEFORE_KO if text.is_korean else _CUT_BEFORE).finditer(before))
    before = before[cuts[-1].end() :] if cuts else before
    following = _MEASURES.search(after)
    preceding = list(_MEASURES.finditer(before))
    behind, ahead = preceding[-1:], [following] if following else []
    order = [*behind, *ahead] if text.is_korean else [*ahead, *behind]
    named = order[0] if order else None
    if any(match.lastgroup == "none" for match in order):
        return Measure.NONE
    if quantity.unit == "%":
        return _share_of(text, quantity, named)
    if named is None or (named.lastgroup == "area" and quantity.unit == "mm"):
        # "40 mm in the upper area": no area is given in millimetres.
        return Measure.LENGTH
    return Measure(str(named.lastgroup))


def _share_of(text: ReadText, quantity: Quantity, named: re.Match[str] | None) -> Measure:
    if named is not None and named.lastgroup == "area":
        return Measure.AREA
    words = _MEASURES.finditer(text.sentence_text(quantity.start))
    is_other = any(match.lastgroup == "none" for match in words)
    return Measure.NONE if is_other else Measure.AREA


def _known(quantity: Quantity, measure: Measure, record: TruthRecord) -> tuple[float, ...]:
    """Return what was measured in this unit; empty where nothing can be compared."""
    if measure is Measure.NONE:
        return ()
    if measure is Measure.AREA:
        areas = {"%": record.area_percent, "px²": record.area_px, "mm²": record.area_mm2}
        area = areas.get(quantity.unit)
        return () if area is None else (area,)
    in_mm = quantity.unit == "mm"
    lengths = record.lengths_mm if in_mm else record.lengths_px
    widths = record.widths_mm if in_mm else record.widths_px
    if quantity.unit not in {"mm", "px"}:
        return ()
    if quantity.sides:
        # A box: its longer side is no longer than the mark.
        return lengths
    if measure is Measure.SIZE or (measure is Measure.WIDTH and _is_round(lengths, widths)):
        return lengths and (*lengths, *widths)
    return lengths if measure is Measure.LENGTH else widths or _least_too_wide(quantity, lengths)


def _is_round(lengths: tuple[float, ...], widths: tuple[float, ...]) -> bool:
    """Tell whether a mark has no side that could be told from another: a hollow 6 mm wide."""
    return bool(lengths and widths) and max(lengths) <= _ROUND * max(widths)


def _least_too_wide(quantity: Quantity, lengths: tuple[float, ...]) -> tuple[float, ...]:
    """Return the lengths if a width exceeds them all: nothing is wider than it is long."""
    return lengths if lengths and quantity.low > max(lengths) else ()


def _bounded(text: ReadText, quantity: Quantity) -> Quantity:
    """Open a range at the side that "under", "at least", 이상 leave open."""
    before, after = text.before(quantity.start, _NEAR), text.after(quantity.end, _NEAR)
    if _LESSER.search(before) or _LESSER_AFTER.match(after):
        return replace(quantity, high=float("inf"))
    none_is = _NONE_IS.search(before) is not None
    at_most, at_least = _AT_MOST.search(before), _AT_LEAST.search(before)
    if none_is and (at_most or at_least):
        return replace(quantity, high=float("inf")) if at_most else replace(quantity, low=0.0)
    if at_most or (text.is_korean and _AT_MOST_KO.match(after)):
        return replace(quantity, low=0.0)
    if at_least or (text.is_korean and _AT_LEAST_KO.match(after)):
        return replace(quantity, high=float("inf"))
    return quantity


def _fits(quantity: Quantity, value: float) -> bool:
    if quantity.sides:
        low, high = value * (1 - TOLERANCE) / 2**0.5, value * (1 + TOLERANCE)
        return low - quantity.slack <= quantity.high <= high + quantity.slack
    slack = max(TOLERANCE * value, quantity.slack)
    return quantity.low - slack <= value <= quantity.high + slack


def _check_shares(text: ReadText, record: TruthRecord) -> Iterator[Contradiction]:
    if record.area_percent is None:
        return
    for match in text.find(_SHARES):
        words = " ".join((match["en"] or match["ko"]).split())
        low, high = _SHARE_RANGES.get(words.replace("분의1", "분의 1"), (0, 100))
        is_said = text.stance_at(match.start()) is Stance.SAID
        if is_said and not low <= record.area_percent <= high:
            said = in_words("truth_number.area", number=f"{low}-{high}", unit="%")
            known = in_words("truth_number.area", number=f"{record.area_percent:.2g}", unit="%")
            yield differs(ClaimKind.NUMBER, match.span(), said, known)


def _shown(quantity: Quantity) -> str:
    if quantity.sides:
        return f"{quantity.low:.3g} × {quantity.high:.3g}"
    if quantity.low == quantity.high:
        return f"{quantity.low:.3g}"
    return f"{quantity.low:.3g}-{quantity.high:.3g}"
