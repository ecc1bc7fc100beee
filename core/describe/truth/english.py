"""English clauses: where they end, what "no" and "not" reach, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.describe.truth.spans import Stretch, cut_at

_BREAK: Final = re.compile(
    r"\b(?:but|however|yet|although|though|whereas|while|instead|rather(?! than)|except|apart from"
    r"|aside from|other than|besides|unless|because|since|which|nevertheless|still)\b"
    r"|:(?!\d)|\s[-–—]\s|—"
    r"|,\s+(?=(?:a|an|the|it|its|it's|they|there|there's|this|that|these|just|only|with|running"
    r"|located|lying|about|around|roughly|no|not|without|one|two|three|several|neither|so|and)\b)"
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
    r"|are|could)\b"
)
"""Denies what was named before it: "I looked for scratches and there were none"."""

_NO_DENIAL: Final = re.compile(
    r"\bno single \w+\s*$"
    r"|\bno (?:doubt|question|more than|less than|fewer than|longer than|larger than|wider than"
    r"|bigger than|smaller than|shorter than|other|further|additional|longer)\b"
    r"|\bnot (?:only|just|merely|simply|more than|less than|far (?:from|off)|quite|exactly|too"
    r"|very|especially|particularly|even)\b"
    r"|\bnothing (?:but|other than|else)\b|\bwithout (?:a |any )?(?:doubt|question)\b"
    r"|\b(?:not|n['’]t) (?:go|be) unnoticed\b|\bif not\b|\bwhy not\b"
)
_OPEN: Final = re.compile(
    r"\bwhether\b|\bif\b(?! (?:you ask me|anything|i may|i recall))"
    r"|\bunclear\b|\b(?:hard|difficult|impossible) to (?:say|tell|judge|decide"
    r"|know|make out)\b|\b(?:not|n['’]t|cannot)\s+(?:be\s+)?(?:sure|certain|clear|say|tell|judge"
    r"|determine|decide|determined|decided|told|know|possible to)\b"
    r"|(?:\bcannot|n['’]t|\bnot) (?:be )?(?:ruled? out|excluded?|distinguish\w*|confirm\w*)\b"
    r"|\bunsure\b|\buncertain\b|\bunknown\b|\bcould be anything\b|\?"
)
_IF: Final = re.compile(
    r"\b(?:if(?! (?:you ask me|anything|i may|i recall))|unless|in case|suppose)\b(?! not\b)"
)
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
    is_supposed = False
    for first, last in cut_at(text, start, end, places):
        clause = text[first:last]
        # What follows from "if it can be wiped off" is supposed too.
        is_supposed = is_supposed or _IF.search(clause) is not None
        is_open = is_supposed or _OPEN.search(clause) is not None
        yield Stretch(first, last, () if is_open else _denied(clause, first), is_open)


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
