"""Places that a text names, against the cells and the hour that were measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.describe.truth.asides import (
    is_aside,
    is_of_a_machine,
    is_of_a_thing,
    is_of_the_mark,
)
from core.describe.truth.cells import (
    CORNERS,
    EDGES,
    cells_at,
    hours_apart,
    is_near,
    zones_of_hour,
)
from core.describe.truth.place_words import (
    ENGLISH,
    HOUR_NUMBERS,
    KOREAN,
    PlaceWords,
    reaches,
)
from core.describe.truth.reading import ReadText
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.words import differs, in_words
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.measurements import Zone
from core.domain.suggestions import Words

_ROWS: Final = {"top": 0, "bottom": 2}
_COLUMNS: Final = {"left": 0, "right": 2}
_VAGUE: Final = frozenset({"corner", "edge"})
_REACH: Final = 16
_WHITHER: Final = re.compile(r"\s*(?:으로|로(?!고))(?!\s*(?:약간\s*|조금\s*)?(?:치우|쏠|몰려))")
_WHITHER_EN: Final = re.compile(
    r"\b(?:up|down)(?:wards?)?\s+(?:to(?:wards?)?\s+)?(?:the\s+)?$"
    r"|\b(?:ris|climb|fall|slop|lean|tilt|tipp|slant|descend|ascend|sink|dip|drop|droop|bend|curv"
    r"|point|veer|taper)\w*\s+(?:\w+\s+){0,2}"
    r"to(?:wards?)?\s+(?:the\s+)?$"
)
_TILTS_KO: Final = re.compile(
    r"[이은]?\s+(?:(?:살짝|조금|약간|더|다소)\s+)*(?:올라|내려|처[져지진짐]|들[려리린림]|낮[아고]|높[아고]|기[우울])"
)
_LIES_ALONG: Final = re.compile(r"[\s-]+(?:hand|side|edge|border|rim|half|flank)\b")
_ALIGNED_EN: Final = re.compile(
    r"\b(?:parallel|level|aligned|in line|perpendicular|square|at right angles)\s+(?:to|with)\s+"
    r"(?:(?:the|its)\s+)?$"
)
_ALIGNED_KO: Final = re.compile(
    r"\s?(?:모서리|가장자리|테두리|변|면)?[과와에]\s(?:거의\s)?(?:평행|나란|수직|직각|직교)"
    r"|[과와]는?\s?(?:비교|달리|다르)|에 비[해하]"
)
"""An edge that the mark runs along or across, or a place it is compared with, need not be near."""
_STARTS_EN: Final = re.compile(
    r"\b(?:start|begin|originat|emanat|grow)\w*\s+(?:at|from|in|by|near)\b"
)
_FAULTLESS: Final = re.compile(
    r"\s*(?:부분|면|쪽)?\s*[은는이가도]?\s*(?:다\s)?(?:괜찮|문제\s?없|이상\s?없|깨끗|양호|정상)"
    r"|\s*(?:[\s-]hand)?(?:\s(?:side|edge|corner|half|part))?\s(?:is|looks|seems)\s(?:all\s)?"
    r"(?:fine|ok|okay|good|clean)\b|(?:[\s-](?:hand|side|edge|corner|half))*\s*:\s*(?:fine|ok|okay|good|clean|normal)\b"
)
_SUBJECT_EN: Final = re.compile(r"(?:^|[.,;:]|\band|\bbut|\bwhile)\s*(?:the\s+)?$")
_PLACE_DENIED_EN: Final = re.compile(
    r"\b(?:not|n['’]t|rather than|instead of|nowhere)\s+(?:\w+\s+)?(?:at|in|on|near"
    r"|to)\s+(?:the\s+)?$"
)
_PLACE_DENIED_KO: Final = re.compile(
    r"\s*(?:에|쪽|부분|모서리)?\s*(?:이|가|은|는)?\s*(?:있는 것[이은]\s*)?아[니닌닙님녜]"
)
_SURE_HOURS: Final = 2
"""So many hours apart are a contradiction, unless a large mark reaches there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words for a place: the cells they allow, and what to call them."""

    start: int
    end: int
    zones: frozenset[Zone]
    name: str
    """Key of the texts."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a mark runs: from the upper left to the lower right."""

    first: Place
    last: Place


def places_in(text: ReadText) -> tuple[tuple[Place, ...], tuple[Course, ...]]:
    """Return the places that a text names, and the courses from one to another.

    The ends of a course are not among the places: the mark lies somewhere between them.
    """
    words = KOREAN if text.is_korean else ENGLISH
    places = list(_places(text, words))
    courses = []
    for first, last in pairwise(places):
        between = text.low[first.end : last.start]
        after = text.low[last.end : last.end + _REACH]
        if words.onwards.fullmatch(between) and reaches(after, is_korean=text.is_korean):
            courses.append(Course(first, last))
    ends = {id(place) for course in courses for place in (course.first, course.last)}
    lying = (p for p in places if id(p) not in ends and not _is_heading(text, p))
    return tuple(place for place in lying if not is_aside(text, place.start)), tuple(courses)


def check_places(text: ReadText, record: TruthRecord) -> Iterator[Contradiction]:
    """Yield the places that are not where the defect was measured."""
    if record.zone is None:
        return
    places, courses = places_in(text)
    known = _zone_words(record.zone)
    for place in places:
        if _is_wrong(text, place, record) and not _belongs_to_a_thing(text, place, places, record):
            yield differs(ClaimKind.PLACE, (place.start, place.end), in_words(place.name), known)
    for course in courses:
        span = (course.first.start, course.last.end)
        zones = course.first.zones | course.last.zones
        # "From the lower left to the upper right" tells how it runs, not where.
        is_short = is_near(course.first.zones, course.last.zones)
        is_said = text.stance_at(span[0]) is Stance.SAID
        if is_short and is_said and not is_near(zones, record.zones):
            yield differs(ClaimKind.PLACE, span, in_words(course.first.name), known)
    yield from _check_hours(text, record)


def _is_heading(text: ReadText, place: Place) -> bool:
    """Tell whether words say whither: "up to the right", "왼쪽으로 갈수록"; "치우친" says where."""
    if text.is_korean:
        after = (_WHITHER, _TILTS_KO, _ALIGNED_KO)
        return any(words.match(text.low, place.end) for words in after)
    if _ALIGNED_EN.search(text.before(place.start, 2 * _REACH)):
        return True
    heading = _WHITHER_EN.search(text.before(place.start, 2 * _REACH))
    return heading is not None and not _LIES_ALONG.match(text.low, place.end)


def denies_elsewhere(text: ReadText, position: int, record: TruthRecord) -> bool:
    """Tell whether a denial is about another place than that of the defect."""
    clause = text.clause_at(position)
    places, _ = places_in(text)
    there = [place.zones for place in places if text.clause_at(place.start) == clause]
    return bool(there) and not any(zones & record.zones for zones in there)


def _places(text: ReadText, words: PlaceWords) -> Iterator[Place]:
    matches = list(text.find(words.part))
    named = [match for match in matches if match.lastgroup not in _VAGUE]
    number = 0
    while number < len(named):
        first = named[number]
        second = named[number + 1] if number + 1 < len(named) else None
        place = _joined(text, words, first, second) if second else None
        if place is None:
            kind = str(first.lastgroup)
            place = Place(first.start(), first.end(), _zones({kind}), f"truth_place.{kind}")
            number += 1
        else:
            number += 2
        yield place
    if not named:
        yield from (_alone(match, str(match.lastgroup)) for match in matches)


def _alone(match: re.Match[str], kind: str) -> Place:
    """Return a bare "corner" or "edge"; it may be one of the part, so the middle has them too."""
    zones = CORNERS if kind == "corner" else EDGES
    return Place(match.start(), match.end(), zones | {Zone.CENTER}, f"truth_place.{kind}")


def _joined(
    text: ReadText, words: PlaceWords, first: re.Match[str], second: re.Match[str]
) -> Place | None:
    between = text.low[first.end() : second.start()]
    kinds = (str(first.lastgroup), str(second.lastgroup))
    span = (first.start(), second.end())
    near = words.beside.fullmatch(between) is not None
    if near and "middle" in kinds and set(kinds) != {"middle"}:
        zones = _zones(set(kinds)) | {Zone.CENTER}
        other = kinds[0] if kinds[1] == "middle" else kinds[1]
        return Place(*span, zones, f"truth_place.{other}")
    if words.joined.fullmatch(between) is None or not _go_together(*kinds):
        return None
    zones = _zones(set(kinds))
    return Place(*span, zones, f"zone.{next(iter(zones)).value}")


def _go_together(first: str, second: str) -> bool:
    axes = {kind: axis for axis, table in (("row", _ROWS), ("column", _COLUMNS)) for kind in table}
    if first == second:
        return False
    return axes.get(first, first) != axes.get(second, second)


def _zones(kinds: set[str]) -> frozenset[Zone]:
    row = next((_ROWS[kind] for kind in kinds if kind in _ROWS), None)
    column = next((_COLUMNS[kind] for kind in kinds if kind in _COLUMNS), None)
    if "middle" in kinds:
        row = 1 if row is None else row
        column = 1 if column is None else column
    return cells_at(row, column)


def _is_wrong(text: ReadText, place: Place, record: TruthRecord) -> bool:
    stance = text.stance_at(place.start)
    if stance is Stance.SAID:
        return not is_near(place.zones, record.zones) and not _is_called_fine(text, place)
    # "No scratch in the upper left" speaks of the scratch; "not in the upper left" of the place.
    is_place_denied = stance is Stance.DENIED and (
        _PLACE_DENIED_KO.match(text.after(place.end, _REACH))
        if text.is_korean
        else _PLACE_DENIED_EN.search(text.before(place.start, 2 * _REACH))
    )
    return bool(is_place_denied) and record.zone in place.zones


def _belongs_to_a_thing(
    text: ReadText, place: Place, places: tuple[Place, ...], record: TruthRecord
) -> bool:
    """Tell whether a place is that of a thing, beside the right one for the mark."""
    if is_of_a_machine(text, place.end) or is_of_the_mark(text, place.start):
        return True
    sentence = text.sentence_at(place.start)
    is_start = _STARTS_EN.search(text.before(place.start, 48)) is not None
    return is_of_a_thing(text, place.start) and (
        is_start
        or any(
            text.sentence_at(other.start) == sentence and is_near(other.zones, record.zones)
            for other in places
        )
    )


def _is_called_fine(text: ReadText, place: Place) -> bool:
    """Tell whether the place itself is without fault: "the left is fine" is not about the mark."""
    is_subject = text.is_korean or _SUBJECT_EN.search(text.before(place.start, 2 * _REACH))
    return bool(is_subject) and _FAULTLESS.match(text.low, place.end) is not None


def _check_hours(text: ReadText, record: TruthRecord) -> Iterator[Contradiction]:
    words = KOREAN if text.is_korean else ENGLISH
    for match in text.find(words.hour):
        hour = HOUR_NUMBERS.get(match["hour"]) or int(match["hour"])
        is_said = text.stance_at(match.start()) is Stance.SAID
        if is_said and not is_aside(text, match.start()) and _is_wrong_hour(hour, record):
            known = (
                _zone_words(record.zone)
                if record.clock is None and record.zone
                else in_words("truth_place.clock", hour=record.clock or 0)
            )
            said = in_words("truth_place.clock", hour=hour)
            yield differs(ClaimKind.PLACE, match.span(), said, known)


def _is_wrong_hour(hour: int, record: TruthRecord) -> bool:
    zones = zones_of_hour(hour)
    if record.clock is None:
        return not is_near(zones, record.zones)
    apart = hours_apart(hour, record.clock)
    if apart == _SURE_HOURS and len(record.zones) > 1:
        return not zones & record.zones
    return apart >= _SURE_HOURS


def _zone_words(zone: Zone) -> Words:
    return in_words(f"zone.{zone.value}")
