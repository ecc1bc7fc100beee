"""English clauses: where they end, what "no" and "not" reach, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.spans import Stretch, cut_at

_BREAK: Final = re.compile(
    r"\b(?:but|however|yet|although|though|whereas|while|instead|rather(?! than)|except|apart from"
    r"|aside from|other than|besides|unless|because|since|which|nevertheless|still)\b"
    r"|\bis\s+(?=(?:in fact|actually|really|in reality|in truth|nothing but)\b)"
    r"|:(?!\d)|\s[-–—]\s|—"
    r"|,\s+(?=(?:a|an|the|it|its|it's|they|there|there's|this|that|these|just|only|with|running"
    r"|located|lying|about|around|roughly|no|not|without|one|two|three|several|neither|so|and|i|i['’](?:m|d|ve)|we|you|unlike|as|compared"
    r"|perhaps|probably|maybe|please|pls|check|replace|use|inspect)\b)"
    r"|\band\s+(?=(?:it|its|they|there|the|this|is|are|was|runs?|lies|has|a|an|no|not|one|only"
    r"|shows?|measures?)\b)"
)
_DENIAL: Final = re.compile(
    r"\b(?:no|not|without|never|neither|nor|none|nothing|nowhere|cannot|lacks?|lacking|absence of"
    r"|absent|free (?:of|from)|devoid of|instead of|rather than|as opposed to|unlike|far from"
    r"|fails? to show|anything but)\b|\b\w+n['’]t\b"
)
_WHOLE: Final = re.compile(
    r"(?:\bnot|\bcannot|n['’]t|\bnever)\s+(?:be\s+)?(?:\w+ly\s+)?(?:visible|present|seen|found"
    r"|detected|observed|there|evident|apparent|noticeable|recognisable|identified|discernible"
    r"|detectable|exist)\b|\b(?:absent|nowhere|missing entirely)\b"
)
"""Denies its subject, which stands before it."""

_NONE: Final = re.compile(
    r"\b(?:there (?:were|was|are|is)|found|saw|seen?|detected|but) none\b|\bnone (?:was|were|is"
    r"|are|could|seen|found|visible|here)\b"
)
"""Denies what was named before it: "I looked for scratches and there were none"."""

_NO_DENIAL: Final = re.compile(
    r"\bno single \w+\s*$"
    r"|\bno (?:doubt|question|more than|less than|fewer than|longer than|larger than|wider than"
    r"|bigger than|smaller than|shorter than|other|further|additional|longer)\b"
    r"|\b(?:none of (?:the|them|these)(?: \w+)?|no \w+|neither) (?:is|are|was|were) \w+er than\b"
    r"|\bnot (?:only|just|merely|simply|more than|less than|far (?:from|off)|quite|exactly|too"
    r"|very|especially|particularly|even)\b"
    r"|\bnothing (?:but|other than|more than|less than|else)\b"
    r"|\bwithout (?:a |any )?(?:doubt|question)\b"
    r"|\b(?:not|n['’]t) (?:go|be) unnoticed\b|\bif not\b|\bwhy not\b"
)
_LOOKING: Final = (
    r"(?:you ask me|anything|i may|i recall|(?:you|we|one) (?:look|hold|tilt|zoom|turn|see|view"
    r"|move|magnif)\w*|(?:seen|viewed|held|tilted|turned|magnified)\b)"
)
"""After "if": how to look at the thing, not what would have to be."""
_OPEN: Final = re.compile(
    rf"\bwhether\b|\bif\b(?! {_LOOKING})"
    r"|\bunclear\b|\b(?:hard|difficult|impossible) to (?:say|tell|judge|decide"
    r"|know|make out)\b|\b(?:not|n['’]t|cannot)\s+(?:be\s+)?(?:sure|certain|clear|say|tell|judge"
    r"|determine|decide|determined|decided|told|know|possible to)\b"
    r"|(?:\bcannot|n['’]t|\bnot) (?:be )?(?:ruled? out|excluded?|distinguish\w*|confirm\w*)\b"
    r"|\bunsure\b|\buncertain\b|\bunknown\b|\bcould be anything\b|\?"
)
_IF: Final = re.compile(
    rf"\b(?:if(?! {_LOOKING})|unless|in case|suppose)\b(?! not\b)"
    r"|^\W*(?:had|were|should)\s+(?:there|it|this|the|we|you|an?)\b"
    r"|\bwhen(?:ever)?\s+(?:an?|any|such)\b|\bwould have\b"
    r"|\b(?:an?|any|such)\s+(?:[\w-]+\s+){1,3}would\b|\b(?:one|you|we|i) would (?:expect|think)\b"
    r"|\b(?:watch|look) out for\b|\bbeware of\b"
)
_OTHER_PIECE: Final = re.compile(
    r"\b(?:limit|reference|master|golden|boundary) samples?\b|\byesterday\b"
    r"|\blast (?:week|month|time|year|lot|batch|shift)\b|\bcompare (?:it )?(?:with|to)\b"
    r"|\b(?:previous|earlier|former|other|next|neighbou?ring)\s+(?:one|part|piece|sample|lot|batch"
    r"|unit|workpiece|plate|tile)s?\b"
    r"|\b(?:customer|client|supplier|colleague|operator|complaint)s?"
    r" (?:had |has |have )?(?:reported|claim\w*|said|says|complain\w*|suspect\w*|mention\w*)\b"
    r"|\bso-called\b|\bat first\b|\b(?:i|we) first (?:thought|counted|took|saw)\b"
    r"|\bwhat (?:looks|appears|seems|looked|appeared|seemed)\b"
)
"""What is said beside it is about another piece, or only how it looks or what others say."""
_BACK: Final = re.compile(r"(?:but|however|yet|while|whereas)\b")
_WHICH: Final = re.compile(r"which\b")
_SEEN: Final = (
    r"(?:seen|made|found|spotted|noticed|observed|detected|identified|located|felt|discerned)"
)
_PLAIN: Final = r"(?!the\b|these\b|those\b|two\b|three\b|four\b|five\b|both\b|all\b|some\b|its\b)"
_GENERAL: Final = re.compile(
    rf"\W*(?:{_PLAIN}[a-z-]+\s+)?{_PLAIN}[a-z]{{3,}}s\s+(?:like (?:this|these)\s+)?"
    r"(?:(?:usually|typically|generally|commonly|often|normally|mostly|mainly)\b"
    r"|(?:come|arise|stem|result|begin|start) (?:from|when|at the edge)\b"
    r"|(?:originate|mean|tend|would)\b|are (?:usually|typically|often|defined)\b"
    rf"|can(?:not)? be (?!{_SEEN}))"
    rf"|\W*{_PLAIN}[a-z]{{3,}}s\s+(?:under|below|over|above|up to|(?:long|short|small|larg)er than"
    r"|of (?:up to|more than|less than))\s[^.]{0,24}?\b(?:are|would be|must be|can be|may be"
    r"|have to be) (?:accept\w+|allowed|permitted|tolerated|rejected|scrapped|ok|fine)\b"
    r"|\W*an?\s+(?:[a-z-]+\s+)?[a-z]+\s+(?:means\b|usually\b|typically\b|comes? from\b"
    rf"|is (?:an?|when|what|defined) (?!few)|(?:can|could)(?:not|['’]t)? be (?!{_SEEN}))"
)
"""What holds for all of a kind: "dents come from impacts", "a hair can be blown away"."""
_FORBIDDEN: Final = re.compile(
    r"\W*(?:(?:please|pls|and|so|then|but)\s+)?(?:do not|don['’]t|never)\s+(?:ever\s+)?"
    r"(?!see\b|find|notice|detect|observe|have|think|believe|look|appear|seem|show|exhibit|spot"
    r"|contain|exist|recogni)[a-z]+"
)
"""What nobody is to do: "do not confuse it with a crack"."""
_DOUBLE: Final = re.compile(r"(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:without|free (?:of|from)|lacking)\b")


def clauses(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Divide one sentence.

    Parameters
    ----------
    text : str
        In lower case.
    start, end : int
        The sentence.
    """
    if _NONE.search(text, start, end):
        yield Stretch(start, end, ((start, end),))
        return
    places = (match.start() for match in _BREAK.finditer(text, start, end))
    is_general, is_supposed = _GENERAL.match(text, start, end) is not None, False
    is_other = False
    for first, last in cut_at(text, start, end, places):
        clause = text[first:last]
        is_other = _is_of_another(clause, is_other)
        is_general = is_general and _BACK.match(clause) is None
        # What follows from "if it can be wiped off" is supposed too.
        is_supposed = is_supposed or _IF.search(clause) is not None
        is_open = (
            is_supposed or is_general or is_other
            or any(words is not None for words in (_OPEN.search(clause), _FORBIDDEN.match(clause)))
        )  # fmt: skip
        yield Stretch(first, last, () if is_open else _denied(clause, first), is_open)


def _is_of_another(clause: str, is_other: bool) -> bool:
    """Tell whether a clause is about another piece; "which" goes on about it."""
    return _OTHER_PIECE.search(clause) is not None or (
        is_other and _WHICH.match(clause) is not None
    )


def _denied(clause: str, offset: int) -> tuple[tuple[int, int], ...]:
    end = offset + len(clause)
    if _DOUBLE.search(clause):
        return ()
    if _WHOLE.search(clause):
        return ((offset, end),)
    harmless = [match.span() for match in _NO_DENIAL.finditer(clause)]
    for match in _DENIAL.finditer(clause):
        if not any(first <= match.start() < last for first, last in harmless):
            return ((offset + match.start(), end),)
    return ()
