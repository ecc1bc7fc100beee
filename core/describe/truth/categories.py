"""What kind of mark a text speaks of, or denies, against the category on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.describe.grammar import shared_grammar
from core.describe.truth.mark_words import GENERIC_EN, GENERIC_KO
from core.describe.truth.places import denies_elsewhere
from core.describe.truth.reading import ReadText
from core.describe.truth.records import is_clean, is_defect
from core.describe.truth.spans import one_of, overlaps
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.vocabulary import Vocabulary
from core.describe.truth.words import differs, in_words, judged
from core.domain.categories import CLEAN_ID, CategorySet
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.suggestions import Words
from core.texts.wording import category_name

_NOT_NAMED: Final = re.compile(r"-(?:free|resistant|proof)|\s*방지|\s*저항")
_SCORED: Final = re.compile(r"\s*\d+(?:\.\d+)?\s*%")
_ABOUT_SCORES: Final = re.compile(
    r"confidences?\b|신뢰도는|신뢰도가|신뢰도 차이|prompt|프롬프트|nearest type|가까운 유형"
    r"|proposal|참고 유형"
    r"|second person|different from"
)
_IDENTITY_EN: Final = re.compile(
    r"(?:\bnot|n['’]t|\brather than|\binstead of|\bunlike|\bas opposed to)\s+(?:\w+\s+){0,3}$"
)
_EXISTENCE_EN: Final = re.compile(
    r"(?:see|show|find|have|any|contain|exhibit|detect|reveal|been|were|are)\s+(?:\w+\s+){0,3}$"
)
_IDENTITY_KO: Final = re.compile(
    r"^[가-힣()a-z]{0,3}\s?(?:이|가|은|는|도)?\s*아[니닌닙님녜]|^\S{0,2}라기보다|^보다는|^[과와]?[는은]?\s?무관"
)
_COMPARED_EN: Final = re.compile(
    r"\b(?:caused by|due to|because of|as a result of|compared (?:with|to)|in contrast to"
    r"|yesterday['’]s|earlier|previous|last week['’]s"
    r"|(?<!nothing more )(?<!no more )(?<!little more )(?<!other )than"
    r"|(?:mistak\w+|mistook|taken|confus\w+)\b[^.]{0,24}?\b(?:for|with))"
    r"\s+(?:\w+(?:['’]s)?\s+){0,3}$"
    r"|\b(?:turn|grow|develop|evolve|lead|spread|progress)(?:s|ing|ed)? (?:in)?to\s+(?:an?\s+)?$"
    r"|(?<!suffer )(?<!suffers )(?<!suffering )\bfrom an?\s+(?:\w+\s+)?$"
)
_SOUGHT_EN: Final = re.compile(
    r"\b(?:check|inspect|examine|search|look|watch)\b[^.;]{0,40}?\bfor\s+(?:\w+\s+){0,2}$"
)
_SOUGHT_KO: Final = re.compile(
    r"[을를]?\s?(?:유무|여부)?[을를]?\s?(?:확인|점검|검사)\s?"
    r"(?:필요|바람|바랍|요망|권장|하세|하십|할 것)"
)
"""What somebody is to look for."""
_ELSEWHERE_EN: Final = re.compile(
    r"\s+(?:on|in|of|from|caught|stuck|at)\b.{0,24}\b(?:fixture|jig|clamp|tool|machine|die|mould"
    r"|mold|conveyor|roller|gloves?|tray)s?\b"
)
_ON_THE_LENS_EN: Final = re.compile(
    r"\s+(?:on|in|stuck (?:on|to))\s+(?:(?:the|its|our)\s+)?(?:\w+\s+)?"
    r"(?:lens|camera|table|bench|fixture|jig|conveyor|tray|gloves?|lamp)\b"
)
_ELSEWHERE_KO: Final = re.compile(
    r"(?:렌즈|카메라|조명|작업대|컨베이어|롤러|지그|금형|트레이|장갑)[의에]\s(?:묻은\s|있는\s|앉은\s)?$"
)
_COMPARED_KO: Final = re.compile(
    r"\s?(?:들)?(?:(?:에|으로|로) (?:의해|의한|인해|인한)"
    r"|(?:으로|로|과|와)\s?(?:착각|오인|혼동|헷갈|오해|오판)|때문|보다|와 비교|과 비교|에 비해"
    r"|(?:으로|로) (?:번[질지]|이어[질지]|발전|진행될|커[질지])"
    r"|와 달리|과 달리|와는 달리|과는 달리)"
)
_HAS_NONE_KO: Final = re.compile(
    r"[은는]\s(?!흔적|자국|문제|이상|결함|불량|하나|전혀|어디|여기)[가-힣]+[이가]\s?없"
)
"""It is something of the mark that is missing: "찍힘은 방향이 없다"."""
_PRINTED: Final = re.compile(r"(?<![가-힣])(?:점|글자|로고|도장|날짜|번호)[^,.]*$")
_AS_A_DOT: Final = re.compile(r"(?:점|선|얼룩|모습)으로\s$")
_ALIKE_SAID: Final = re.compile(
    r"(?:\bis|\bbe|\bbut|\blike|\bjust|\bonly|\bmerely|\bas|\bto be)\s+(?:an?\s+"
    r"|the\s+)?(?:\w+\s+){0,2}$"
)
_IN_SHADOW: Final = re.compile(r"\bin (?:the )?$")
_ALIKE_SAID_KO: Final = re.compile(
    r"^\s?(?:\(\w+\))?\s?(?:현상)?(?:입니다|이다|일 뿐|으로 보|로 보|으로 추정|로 추정|으로 판단"
    r"|로 판단|일 것|뿐|에 불과|때문|인 것|인 듯|같)"
)


@dataclass(frozen=True, slots=True)
class CategoryClaim:
    """A word for a kind of mark, where it stands, and what it may mean."""

    start: int
    end: int
    ids: frozenset[str]
    stance: Stance
    is_identity: bool
    """Whether a denial is of what it is ("not a crack"), not of there being any."""


def claims_in(text: ReadText, vocabulary: Vocabulary) -> tuple[CategoryClaim, ...]:
    """Return what kinds of mark a text names."""
    return tuple(_claims(text, vocabulary))


def check_categories(
    text: ReadText,
    record: TruthRecord,
    claims: tuple[CategoryClaim, ...],
    vocabulary: Vocabulary,
    categories: CategorySet,
) -> Iterator[Contradiction]:
    """Yield the kinds of mark that are not the recorded one, and the denied ones that are."""
    for claim in claims:
        said = _name(min(claim.ids), categories)
        span = (claim.start, claim.end)
        if claim.stance is Stance.SAID and is_clean(record):
            if not claim.ids <= vocabulary.looks_alike:
                yield judged(ClaimKind.NEGATION, span, "asserted")
        elif claim.stance is Stance.SAID and _is_other(claim, claims, record, vocabulary, text):
            known = record.category or CLEAN_ID
            yield differs(ClaimKind.CATEGORY, span, said, _name(known, categories))
        elif claim.stance is Stance.DENIED and _is_denied(claim, claims, record, text):
            yield judged(
                ClaimKind.NEGATION, span, "denied", known=_name(record.category or "", categories)
            )


def _claims(text: ReadText, vocabulary: Vocabulary) -> Iterator[CategoryClaim]:
    hidden = [match.span() for match in text.find(_closed_shapes())]
    for match in text.find(vocabulary.categories):
        if overlaps(match, hidden):
            continue
        ids = vocabulary.meant_by(match[0]) or frozenset({vocabulary.ids[_group(match)]})
        if any(words.match(text.low, match.end()) for words in (_NOT_NAMED, _SCORED)):
            continue
        if _ABOUT_SCORES.search(text.sentence_text(match.start())) or _is_dotted(text, match):
            continue
        if ids <= vocabulary.looks_alike and not _is_alike_said(text, match):
            continue
        if _is_sought(text, match) or _is_elsewhere(text, match):
            continue
        stance = text.stance_at(match.start())
        identity = stance is Stance.DENIED and denies_identity(text, match)
        yield CategoryClaim(*match.span(), ids, stance, identity)


def _closed_shapes() -> re.Pattern[str]:
    """Return how our Korean captions name shapes: 얼룩 is no category there."""
    grammar = shared_grammar()
    shapes = one_of(re.escape(noun.ko) for noun in grammar.shape.values())
    counts = one_of(re.escape(phrase.ko) for phrase in grammar.count.values())
    return re.compile(rf"{shapes} {counts}")


def _group(match: re.Match[str]) -> int:
    return int(str(match.lastgroup)[1:])


def _is_dotted(text: ReadText, match: re.Match[str]) -> bool:
    """Tell whether 찍혀 is said of dots or letters that are printed somewhere."""
    before = text.before(match.start(), 18)
    if match[0] == "찍힘" and _AS_A_DOT.search(before):
        return True
    return match[0] in {"찍혀", "찍혔"} and _PRINTED.search(before) is not None


def _is_sought(text: ReadText, match: re.Match[str]) -> bool:
    if text.is_korean:
        return _SOUGHT_KO.match(text.after(match.end(), 20)) is not None
    return _SOUGHT_EN.search(text.before(match.start(), 60)) is not None


def _is_elsewhere(text: ReadText, match: re.Match[str]) -> bool:
    """Tell whether it is on the lens or on a machine, as dust may be."""
    if text.is_korean:
        return _ELSEWHERE_KO.search(text.before(match.start(), 16)) is not None
    return _ON_THE_LENS_EN.match(text.after(match.end(), 40)) is not None


def _is_alike_said(text: ReadText, match: re.Match[str]) -> bool:
    """Tell whether the mark is said to be a shadow, rather than one being in the picture."""
    if text.is_korean:
        return _ALIKE_SAID_KO.match(text.after(match.end(), 16)) is not None
    before = text.before(match.start(), 30)
    return _ALIKE_SAID.search(before) is not None and not _IN_SHADOW.search(before)


def denies_identity(text: ReadText, match: re.Match[str]) -> bool:
    """Tell whether a denial is of what something is, not of there being any."""
    if text.is_korean:
        return _IDENTITY_KO.match(text.after(match.end(), 12)) is not None
    before = text.before(match.start(), 40)
    return bool(_IDENTITY_EN.search(before)) and not _EXISTENCE_EN.search(before)


def _is_other(
    claim: CategoryClaim,
    claims: tuple[CategoryClaim, ...],
    record: TruthRecord,
    vocabulary: Vocabulary,
    text: ReadText,
) -> bool:
    if record.category in {None, CLEAN_ID, *claim.ids} or record.category not in vocabulary.ids:
        return False
    if _is_compared(text, claim):
        return False
    sentence = text.sentence_at(claim.start)
    true = [o for o in claims if o.stance is Stance.SAID and record.category in o.ids]
    if claim.ids <= vocabulary.looks_alike:
        # A text that names the defect may tell of glare beside it.
        return not true
    return not any(text.sentence_at(other.start) == sentence for other in true)


def _is_compared(text: ReadText, claim: CategoryClaim) -> bool:
    """Tell whether a kind of mark is only what this one is compared with, or came from."""
    after = text.after(claim.end, 40)
    if text.is_korean:
        return _COMPARED_KO.match(after) is not None
    before = text.before(claim.start, 40)
    return bool(_COMPARED_EN.search(before) or _ELSEWHERE_EN.match(after))


def _is_denied(
    claim: CategoryClaim,
    claims: tuple[CategoryClaim, ...],
    record: TruthRecord,
    text: ReadText,
) -> bool:
    if record.category not in claim.ids or not is_defect(record):
        return False
    if claim.is_identity and any(
        other.stance is Stance.SAID and record.category not in other.ids for other in claims
    ):
        # "Not a scratch but a dent": the dent is what is wrong, said once.
        return False
    if text.is_korean and _HAS_NONE_KO.match(text.after(claim.end, 16)):
        return False
    return claim.is_identity or not denies_elsewhere(text, claim.start, record)


def _name(category_id: str, categories: CategorySet) -> Words:
    if category_id == CLEAN_ID or not category_id:
        return in_words("truth.nothing")
    return Words(
        category_name(categories, category_id, "ko"), category_name(categories, category_id, "en")
    )


GENERIC: Final = re.compile(rf"(?<![a-z]){one_of(GENERIC_EN)}(?![a-z])|{one_of(GENERIC_KO)}")
"""Words for a defect of any kind."""
