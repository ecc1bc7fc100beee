"""Whether words tell of another thing in the picture: the lamp, a hole, a logo, a hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.mark_words import FORMS, GENERIC_EN, GENERIC_KO
from core.describe.truth.reading import ReadText
from core.describe.truth.spans import one_of
from core.describe.truth.values import Stance

_LIGHT: Final = re.compile(
    r"\b(?:lamp|lighting|light source|flash|spotlight|the light|lens|camera|flare)\b"
    r"|조명|(?<!클)램프|불빛|렌즈|카메라|플래시"
)
_ALIKE: Final = frozenset({"shadow", "reflection", "machining_mark"})
_FORMS: Final = [form for key, forms in FORMS.items() if key not in _ALIKE for form in forms]
_LATIN: Final = [form for form in _FORMS if form.isascii()]
_NAMED: Final = (
    rf"(?<![a-z]){one_of([*_LATIN, *GENERIC_EN])}(?![a-z])"
    rf"|{one_of([*(form for form in _FORMS if not form.isascii()), *GENERIC_KO])}"
)
_MARK: Final = re.compile(_NAMED)
_CATEGORY: Final = re.compile(
    rf"(?<![a-z]){one_of(_LATIN)}(?![a-z])|{one_of(f for f in _FORMS if not f.isascii())}"
)
_MARK_OR_SHAPE: Final = re.compile(
    rf"{_NAMED}"
    r"|\b(?:lines?|spots?|dots?|streaks?|grooves?|patch(?:es)?|specks?|stripes?|blotch(?:es)?"
    r"|flecks?|nicks?|cuts?(?! off)|it|they|both|something)\b"
    r"|선[이은을]|줄[이은을]|(?<!초)점[이은을]|홈[이은을]|점들|무언가|무엇"
)
_THING_EN: Final = (
    r"(?:logo|print(?:ing)?|letter(?:s|ing)?|engraving|label|sticker|bar\s?code|serial number"
    r"|part number|holes?|bores?|threads?|screws?|bolts?|nuts?|pins?"
    r"|rulers?(?! (?:gave|says|said|shows|reads))|gloves?|hands?"
    r"|fingers?|table|bench|background|cloth|fixture|jig|clamp|pattern|texture|joint|seam|weld|noise"
    r"|shadows?|reflections?|glare|window|rivets?|terminals?|connector|guides?|grippers?|rollers?"
    r"|conveyor|robot|tray|pads?)"
)
_LANDMARK_EN: Final = re.compile(
    r"\b(?:next to|near|beside|by|below|above|under|over|around|close to|from|between|of|at|along"
    r"|behind|to|on|in|into|through|across|past|beneath|against|and|like)\s+"
    rf"(?:(?:the|an?|its|this|that|one|another)\s+)?(?:[\w'’-]+\s+){{0,2}}?{_THING_EN}\b"
)
_SHADED_EN: Final = re.compile(r"\b(?:is|are|lies?) in (?:the )?(?:shadow|shade)\b")
_TELLS_OF_EN: Final = re.compile(rf"\b{_THING_EN}\b")
_IS_EN: Final = re.compile(
    r"\b(?:is|are|was|were|belongs? to|shows?)\s+(?:(?:\w+ly|only|just|no more than)\s+)*"
    r"(?:(?:the|an?|its|due to|part of|of)\s+)*(?:[\w'’-]+\s+){0,2}?"
    rf"(?:{_THING_EN}|(?:edge|rim|border)(?= of| itself|\s*(?:[,.;]|\Z)))(?!\w)"
)
_OF_A_THING_EN: Final = re.compile(
    rf"\b(?:{_THING_EN}|edge|rim|corners?)\s+(?:in|at|on|near|to)\s+(?:the\s+)?(?:far\s+|very\s+)?$"
)
_IS_AT_EN: Final = re.compile(r"\b(?:near|beside|by|below|above|at|along|on|in|from|over|under)\b")
_THING_KO: Final = (
    r"(?:글자|로고|각인|인쇄|라벨|스티커|바코드|구멍|나사산?|볼트|너트|리벳|리브|단자|장갑|손가락|탁자|작업대|배경"
    r"|지그|클램프|무늬|이음매|이음새|용접부|노이즈|그림자|음영|그늘|반사|조명|빛"
    r"|가이드|그리퍼|롤러|컨베이어|로봇|트레이|패드)"
)
_TELLS_OF_KO: Final = re.compile(
    rf"{_THING_KO}(?:[은는이가을를만도](?=\s)|임|입니다|(?=\s*(?:[.,]|\Z)))|(?<![가-힣])손[이은](?=\s)"
)
_IS_KO: Final = re.compile(
    rf"(?:[은는게]|건|것은)\s.*(?:(?:{_THING_KO}|모서리|테두리|경계선?)"
    r"(?:이?에요|예요|입니다|이다|임|이?고(?=\s|,|\Z)|이?며|이?야|이?라|인\s|일\s|으?로\s?(?:추정|보|판단|생각)"
    r"|\s?때문|\s?같|\s?뿐|(?=\s*(?:[.,!]|\Z)))"
    r"|비[친치]|반사[된되]|인쇄[된되]|각인[된되]|원래(?:부터)? 있)"
)
_PHOTO: Final = re.compile(
    r"\b(?:blurr(?:ed|y)|out of focus|over-?exposed|under-?exposed|cut off|cropped)\b"
    r"|초점|흐릿|흔들려|잘려|노출이|(?:어둡|밝|흐리|흐릿하)게 찍"
)
"""How the photo came out."""
_CAUSE: Final = re.compile(
    r"\b(?:happened|occurred|arose) (?:when|while|as|during)\b"
    r"|^\W*(?:root )?(?:causes?|countermeasures?|remedy|measures?|action)\s*:"
    r"|^\W*(?:원인|대책|조치|개선안?|작업 지침)(?:은|으로는?|\s*:)"
)
"""What led to the mark, or helps against it."""
_BY_EN: Final = re.compile(
    r"\b(?:cause|reason|source|origin|culprit)\s+(?:is|was|may|might|could|can|seems|would|lies)\b"
    r"|\b(?:caused|made|produced|created|triggered|left behind) by\b"
)
_DID_IT_EN: Final = re.compile(
    r"\bcaus(?:e|ed|es|ing) (?:it|them|this|that|these|those|the (?:defect|mark|damage))\b"
)
_BECAUSE_KO: Final = re.compile(
    r"때문|의심|원인(?:으로|이|일|인)|(?:으로|로)\s인[해한]|에\s의[해한]|에서\s?(?:샌|떨어진|나온|튄|묻은|빠진|옮)"
)
"""What follows "caused by" and stands before "caused it" is not the mark."""
_MACHINE: Final = (
    r"(?:conveyor|clamp|jig|robot|gripper|roller|tray|guide|cylinder|press|fixture|nozzle|bench"
    r"|station"
    r"|컨베이어|클램프|지그|그리퍼|롤러|로봇|트레이|가이드|실린더|프레스|작업대|노즐|공급부|탱크)"
)
_OF_A_MACHINE: Final = re.compile(rf"\s?(?:[\w-]+\s)?{_MACHINE}")
_STARTS_KO: Final = re.compile(rf"\s(?:의\s)?{_THING_KO}에서\s(?:시작|출발|뻗|번|이어)")
_PARTS_EN: Final = (
    r"(?:plate|part|panel|housing|tube|sheet|board|workpiece|cover|disc|disk|shaft|picture|image|photo"
    r"|surface|component|product)"
)
_PART_EN: Final = re.compile(rf"\b{_PARTS_EN}\b")
_ITS_EN: Final = re.compile(r"\b(?:its|their)\s+(?:own\s+)?\Z")
_PART_SIZE_EN: Final = re.compile(rf"\b{_PARTS_EN}\s+(?:itself\s+)?(?:is|measures|has)\b")
_PART_SIZE_KO: Final = re.compile(
    r"(?<![가-힣])(?:판|제품|부품|커버|하우징|축|파이프|소재|강판)(?:의\s|\s)?(?:[가-힣]+\s)?"
    r"(?:변|길이|폭|두께|지름|직경|크기|높이)?[은는이가]\s"
)
_ADVICE: Final = re.compile(
    r"^\W*(?:please )?(?:put|use|cut|check|take|make|place|keep|fit|move|adjust|lower|raise|reduce"
    r"|inspect|measure|replace|rotate|turn|hold|ask|send)"
    r" (?:the|an?|its?|this|them|all|both|another|sure|if|whether|for)\b"
    r"|^\W*(?:in order )?to (?:avoid|prevent|stop|reduce|remove|fix|repair|solve"
    r"|improve|eliminate)\b"
    r"|(?:점검|교체|확인|조정|청소)\s?(?:필요|바람|요망|바랍|권장)|(?:주세요|하세요|하십시오|할 것)"
)
"""What to do next; where there is a mark in it, it is still told of."""
_GUESS: Final = re.compile(
    r"^\W*(?:probably|perhaps|maybe|possibly|presumably|likely)\s+(?:from|due|because|an?|the)\b"
)
"""A guess at the cause, where no mark is in it."""
_NORMAL: Final = re.compile(
    r"\b(?:is|are|looks?) (?:normal|intended|by design|as (?:designed|it should be))\b"
    r"|\bpart of the design\b|정상|설계상"
)
_GOES_ON_KO: Final = re.compile(r"아니(?:라|고)\s*$")
_BETWEEN_KO: Final = re.compile(
    r"(?:[가-힣]+\s){1,4}[가-힣]+(?<![쪽단측편])[과와]\s(?:[가-힣]+\s){1,3}사이"
)
"""Between two things: where these are is not where the mark is."""


def is_aside(text: ReadText, position: int) -> bool:
    """Tell whether what stands here is about another thing than the defect.

    So it is in a clause about the lamp and what it does to the picture, in one that says what a
    line or a bright area is ("the dark band below is the shadow of the frame"), in a sentence that
    names such a thing, or how the photo came out, and no mark at all, and in one about the cause.
    """
    clause = text.clause_text(position)
    if _LIGHT.search(clause) or _CAUSE.search(text.sentence_text(position)):
        return True
    if _NORMAL.search(clause) or _NORMAL.search(text.sentence_text(position)):
        return _CATEGORY.search(text.sentence_text(position)) is None
    if any(first <= position < last for first, last in _between(text)):
        return True
    if _is_cause(text, position, clause):
        return True
    return _is_explained(text, position, clause) or _tells_of_others(text, position)


def _tells_of_others(text: ReadText, position: int) -> bool:
    """Tell whether a clause or its sentence names another thing and no mark that is there."""
    clause = text.clauses[text.clause_at(position)]
    sentence = text.sentences[text.sentence_at(position)]
    return any(_names_a_thing(text, *span) for span in ((clause.start, clause.end), sentence))


def _names_a_thing(text: ReadText, start: int, end: int) -> bool:
    words = text.low[start:end]
    tells = _TELLS_OF_KO if text.is_korean else _TELLS_OF_EN
    is_advice = _ADVICE.search(words) is not None
    is_named = tells.search(_LANDMARK_EN.sub("", words)) is not None
    if not (is_advice or is_named or any(p.search(words) for p in (_SHADED_EN, _PHOTO, _GUESS))):
        return False
    marks = (_MARK if is_advice else _MARK_OR_SHAPE).finditer(words)
    return all(text.stance_at(start + mark.start()) is not Stance.SAID for mark in marks)


def is_of_a_thing(text: ReadText, position: int) -> bool:
    """Tell whether a place is that of a thing named just before: "the hole in the centre"."""
    return not text.is_korean and bool(_OF_A_THING_EN.search(text.before(position, 32)))


def is_of_the_mark(text: ReadText, position: int) -> bool:
    """Tell whether a place is one of the mark itself: "its upper edge", "찍힘의 위쪽"."""
    if text.is_korean:
        before = text.before(position, 16).rstrip()
        owner = before.removesuffix("의")
        return owner != before and any(m.end() == len(owner) for m in _CATEGORY.finditer(owner))
    clause = text.clauses[text.clause_at(position)]
    its = _ITS_EN.search(text.low, clause.start, position)
    return (
        its is not None
        and _CATEGORY.search(text.low, clause.start, its.start()) is not None
        and _PART_EN.search(text.low, clause.start, its.start()) is None
    )


def names_a_mark(words: str) -> bool:
    """Tell whether words in lower case name a mark or its shape."""
    return _MARK_OR_SHAPE.search(words) is not None


def is_of_the_part(text: ReadText, position: int) -> bool:
    """Tell whether a clause gives the size of the part, and names no mark."""
    clause = text.clause_text(position)
    part = _PART_SIZE_KO if text.is_korean else _PART_SIZE_EN
    return part.search(clause) is not None and _MARK_OR_SHAPE.search(clause) is None


def is_of_a_machine(text: ReadText, end: int) -> bool:
    """Tell whether a place that ends here is that of a thing off the part, or where a mark starts.

    "The left conveyor", "가운데 구멍에서 시작해".
    """
    after = text.after(end, 24)
    return any(words.match(after) for words in (_OF_A_MACHINE, _STARTS_KO))


def _is_cause(text: ReadText, position: int, clause: str) -> bool:
    """Tell whether a clause says here where the mark came from."""
    if text.is_korean:
        return _BECAUSE_KO.search(clause) is not None and _MARK.search(clause) is None
    here = position - text.clauses[text.clause_at(position)].start
    came, did = _BY_EN.search(clause), _DID_IT_EN.search(clause)
    if came is not None and came.end() <= here and "," not in clause[came.end() : here]:
        return True
    return did is not None and here < did.start()


def _between(text: ReadText) -> Iterator[tuple[int, int]]:
    if text.is_korean:
        yield from (match.span() for match in text.find(_BETWEEN_KO))


def _is_explained(text: ReadText, position: int, clause: str) -> bool:
    """Tell whether a clause says what something without the name of a mark is."""
    if text.is_korean:
        number = text.clause_at(position) + 1
        if _GOES_ON_KO.search(clause) and number < len(text.clauses):
            follows = text.clauses[number]
            clause += text.low[follows.start : follows.end]
        said = _IS_KO.search(clause)
        return said is not None and _MARK.search(clause[: said.start()]) is None
    said = _IS_EN.search(clause)
    if said is None or _IS_AT_EN.search(said[0]):
        return False
    return _MARK.search(clause[: said.start()]) is None
