"""Whether a text says that there is a defect at all, against the outcome on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.asides import is_aside
from core.describe.truth.categories import GENERIC, CategoryClaim, denies_identity
from core.describe.truth.places import denies_elsewhere
from core.describe.truth.reading import ReadText
from core.describe.truth.records import is_clean, is_defect
from core.describe.truth.values import Stance, TruthRecord
from core.describe.truth.words import judged
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.outcomes import Outcome

_FREE: Final = re.compile(
    r"\b(?:flawless|spotless|pristine|undamaged|unblemished|unscratched|unmarked|intact"
    r"|defect[- ]free|damage[- ]free"
    r"|blemish[- ]free|fault[- ]free|perfect(?:ly)?(?: (?:fine|good|clean|smooth|ok))?|immaculate"
    r"|good (?:part|product|condition|piece|order)|(?:is|looks|appears|seems) (?:to be )?"
    r"(?:completely |perfectly |all |entirely |quite )?"
    r"(?:fine|good|ok|okay|all ?right|normal|acceptable|clean|unaffected)"
    r"|pass(?:es|ed)? (?:the )?inspection|as good as new|nothing (?:unusual|wrong|abnormal"
    r"|to (?:see|report|note)"
    r"|suspicious|noticeable|visible|stands out|is visible|can be seen|was found|remarkable"
    r"|of note|at all|on it)"
    r"|anything (?:wrong|unusual|abnormal|suspicious|odd|noteworthy)"
    r"|(?:everything|all) (?:is |looks |seems )?(?:in order|well|as it should be)"
    r"|clean(?! (?:the|it|this|that|its|them|off|up|both|each|every|all|your)\b))\b"
    r"|무결점|무결함|양품|깨끗|멀쩡|온전|완벽"
    r"|정상(?!적으로 촬영|적인 (?:형상|구조|무늬|모양|부분|가공|특징))|양호|말끔"
    r"|(?<!불)합격(?!\s?여부)|흠\s?잡을\s?데"
)
_GROUND_CLEAN: Final = re.compile(
    r"\b(?:otherwise|rest of|elsewhere|remaining|apart|clean (?:cut|edges?|line)|background"
    r"|surrounding"
    r"|cleanly)\b|나머지|주변|그 외|이외|다른 (?:부분|곳|부위|면)|외에는|배경"
)
_EXCEPT: Final = re.compile(
    r"\bexcept\b|\bapart from\b|\baside from\b|\bother than\b|\bbesides\b"
    r"|\bother\s+(?:\w+\s+)?(?:defects?|damage"
    r"|marks?|flaws?|problems?|issues?|blemish\w*)|\b(?:further|additional|(?<!once )more|else)\b"
    r"(?! (?:check|inspect|light|look|picture|photo|test))"
    r"|\botherwise\b|외에|말고|제외|빼고|나머지|(?<!별)다른(?!\s?(?:각도|조명|방향|날|사람|장비|렌즈|카메라|검사))"
)
_ABNORMAL: Final = re.compile(
    r"(?<![\d㎜%m] )(?<![\dm%])이상(?=[이은도]?\s?(?:없|보이지|발견되지|확인되지|관찰되지))"
)
_IS_FREE_UNIT: Final = re.compile(
    r"양품\s?(?:기준|신뢰도|미확정|과|과의|대비|이면|으로)|references?|기준 이미지"
)
_SAYS_BAD: Final = re.compile(
    r"\b(?:is|are|shows?|has|have|clearly|visibly|there['’]s|see)\b[^.]*$|^[^.]*(?:있|보이|보입|발견|확인|관찰)"
)
_IS_THERE: Final = re.compile(r"\s+(?:can be|is|are|was|were|has|appears?|runs?|lies)\b")
_REJECTED: Final = re.compile(
    r"\breject(?:ed)?\b|\bdefective\b|\bfail(?:s|ed)? (?:the )?inspection|불합격|불량품"
    r"|불량입니다|불량으로"
)
_OF_WHAT_EN: Final = re.compile(r"\s+(?:of|in|with)\s+the\s+(?!surface|part|picture|image|product)")
_OF_WHAT_KO: Final = re.compile(
    r"(?:재질|소재|설비|공정|작업자?|금형|조명|카메라|기능|강도)(?:상|의)?\s$"
)
"""Whose fault it is not: that of the material, of the process."""
_GROUND_TOO: Final = re.compile(
    r"clean|깨끗|말끔|good|fine|양호|멀쩡|정상|normal|perfect|smooth|온전|intact"
)
"""Words that may describe the ground that a mark lies on."""
_HURT: Final = re.compile(r"damages?|damaged|손상")
_PASSES: Final = re.compile(r"합격|양호|pass|good|acceptable|ok|fine")
_SPECIFIC: Final = re.compile(
    r"\b(?:marks?|traces?|issues?|problems?|wear|damages?)\b|자국|흔적|문제"
)


def check_presence(
    text: ReadText, record: TruthRecord, claims: tuple[CategoryClaim, ...]
) -> Iterator[Contradiction]:
    """Yield words that deny a recorded defect, or tell of one where none was found."""
    if is_defect(record):
        yield from _denials(text, record, claims)
    elif is_clean(record):
        yield from _assertions(text, claims)


def _denials(
    text: ReadText, record: TruthRecord, claims: tuple[CategoryClaim, ...]
) -> Iterator[Contradiction]:
    for pattern in (GENERIC, _ABNORMAL):
        for match in text.find(pattern):
            is_denied = text.stance_at(match.start()) is Stance.DENIED
            if is_denied and _counts(text, match, record) and not _is_of_other(text, match, claims):
                yield _denied(match)
    says_mark = any(claim.stance is Stance.SAID for claim in claims) or any(
        text.stance_at(match.start()) is Stance.SAID for match in text.find(GENERIC)
    )
    for match in text.find(_FREE):
        is_ground = says_mark and _GROUND_TOO.search(match[0]) is not None
        if not is_ground and _says_free(text, match, record):
            yield _denied(match)


def _counts(text: ReadText, match: re.Match[str], record: TruthRecord) -> bool:
    """Tell whether a denial is of every defect, and not of those at another place."""
    return _EXCEPT.search(text.sentence_text(match.start())) is None and not denies_elsewhere(
        text, match.start(), record
    )


def _is_of_other(text: ReadText, match: re.Match[str], claims: tuple[CategoryClaim, ...]) -> bool:
    """Tell whether another thing is said to be no defect, or the mark to have done no damage."""
    if denies_identity(text, match) and (
        is_aside(text, match.start())
        or _OF_WHAT_EN.match(text.after(match.end(), 24))
        or _OF_WHAT_KO.search(text.before(match.start(), 8))
    ):
        return True
    sentence = text.sentence_at(match.start())
    return _HURT.fullmatch(match[0]) is not None and any(
        claim.stance is Stance.SAID and text.sentence_at(claim.start) == sentence
        for claim in claims
    )


def _says_free(text: ReadText, match: re.Match[str], record: TruthRecord) -> bool:
    word, sentence = match[0], text.sentence_text(match.start())
    if _GROUND_CLEAN.search(sentence) or _IS_FREE_UNIT.match(text.low, match.start()):
        return False
    if _PASSES.search(word) and record.outcome is not Outcome.NG:
        # Within the acceptance limit.
        return False
    stance = text.stance_at(match.start())
    wanted = (Stance.DENIED,) if "anything" in word else (Stance.SAID,)
    is_said = stance in wanted or (stance is Stance.DENIED and "nothing" in word)
    return is_said and _counts(text, match, record)


def _assertions(text: ReadText, claims: tuple[CategoryClaim, ...]) -> Iterator[Contradiction]:
    if any(claim.stance is Stance.SAID for claim in claims):
        # Said of them already.
        return
    for pattern in (_REJECTED, GENERIC):
        for match in text.find(pattern):
            if text.stance_at(match.start()) is not Stance.SAID:
                continue
            if "-free" in text.after(match.end(), 6) or (
                pattern is GENERIC and (not _states(text, match))
            ):
                continue
            yield judged(ClaimKind.NEGATION, match.span(), "asserted")
            return


def _states(text: ReadText, match: re.Match[str]) -> bool:
    """Tell whether a mark is said to be there; "mark" alone may be printed or machined."""
    if _SPECIFIC.fullmatch(match[0]) and re.search(
        r"machin|tool|print|가공|연마|brush|grind", text.before(match.start(), 16)
    ):
        return False
    after = text.after(match.end(), 30)
    if text.is_korean:
        return _SAYS_BAD.search(after) is not None
    return bool(_SAYS_BAD.search(text.before(match.start(), 40)) or _IS_THERE.match(after))


def _denied(match: re.Match[str]) -> Contradiction:
    return judged(ClaimKind.NEGATION, match.span(), "denied_any")
