"""Captions of the closed language: written, read back, and put into Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from core.describe.appearance import Appearance, Count, Ground, SeenMark
from core.describe.grammar import Adjective, Grammar, Phrase, shared_grammar, value_of
from core.texts.templates import fill

KeyT = TypeVar("KeyT", bound=StrEnum)


def caption_of(appearance: Appearance, variant: int = 0) -> str:
    """Say in English what is seen.

    Parameters
    ----------
    appearance : Appearance
        What is seen.
    variant : int
        0 is the canonical form, the one that the captioner learns; other numbers choose, in turn,
        from the other forms of the grammar.

    Returns
    -------
    str
        Lower-case words with single spaces, no punctuation.
    """
    grammar = shared_grammar()
    forms = grammar.caption
    ground = _ground_en(appearance.ground, grammar)
    mark = appearance.mark
    if mark is None:
        return fill(forms.clean[variant % len(forms.clean)], {"ground": ground})
    values = {
        "mark": mark_phrase(mark),
        "direction": _running_en(mark, grammar),
        "place": grammar.place[mark.place].en,
        "ground": ground,
    }
    return fill(forms.marked[variant % len(forms.marked)], values)


def read_caption(english: str) -> Appearance | None:
    """Read a caption, canonical or not.

    Parameters
    ----------
    english : str
        As a model wrote it; case, spaces and a full stop at the end do not matter.

    Returns
    -------
    Appearance or None
        None when the text is not in the language: nothing is guessed.
    """
    text = " ".join(english.lower().split()).removesuffix(".").rstrip()
    for pattern in _patterns():
        match = pattern.fullmatch(text)
        appearance = None if match is None else _appearance_of(match.groupdict())
        if appearance is not None:
            return appearance
    return None


def korean_caption(english: str) -> str | None:
    """Return the exact Korean counterpart of a caption; None when it is not in the language."""
    appearance = read_caption(english)
    if appearance is None:
        return None
    grammar = shared_grammar()
    forms = grammar.caption
    ground = _ground_ko(appearance.ground, grammar)
    mark = appearance.mark
    if mark is None:
        return fill(forms.clean_ko, {"ground": ground})
    running = ""
    if mark.direction is not None:
        running = fill(forms.running_ko, {"direction": grammar.direction[mark.direction].ko})
    values = {
        "ground": ground,
        "place": grammar.place[mark.place].ko,
        "direction": running,
        "mark": korean_mark(mark),
    }
    return fill(forms.marked_ko, values)


def mark_phrase(mark: SeenMark) -> str:
    """Return how a mark looks, without place and direction: "three small dark round spots"."""
    grammar = shared_grammar()
    noun = grammar.shape[mark.shape]
    words = [
        grammar.count[mark.count].en,
        *(adjective.en for adjective in _adjectives(mark, grammar)),
        noun.en if mark.count is Count.ONE else noun.en_plural,
    ]
    return " ".join(words)


def korean_mark(mark: SeenMark) -> str:
    """Return how a mark looks, in Korean: "작고 어두운 둥근 반점 3개"."""
    grammar = shared_grammar()
    *before, last = _adjectives(mark, grammar)
    words = [
        *(adjective.ko_and for adjective in before),
        last.ko,
        grammar.shape[mark.shape].ko,
        grammar.count[mark.count].ko,
    ]
    return " ".join(words)


def read_mark(english: str) -> tuple[SeenMark, ...]:
    """Read the words of `mark_phrase`.

    Returns
    -------
    tuple of SeenMark
        The mark, with the place in the centre and no direction, which the words leave open; empty
        when they are not in the language.
    """
    match = re.fullmatch(_mark_pattern(shared_grammar()), english)
    if match is None:
        return ()
    parts = match.groupdict() | {"place": "centre", "direction": None}
    mark = _mark_of(parts, shared_grammar())
    return () if mark is None else (mark,)


def _adjectives(mark: SeenMark, grammar: Grammar) -> tuple[Adjective, ...]:
    width = () if mark.width is None else (grammar.width[mark.width],)
    hue = () if mark.hue is None else (grammar.hue[mark.hue],)
    size = grammar.size(mark.size, is_line=mark.is_line)
    return (size, *width, grammar.tone[mark.tone], *hue)


def _running_en(mark: SeenMark, grammar: Grammar) -> str:
    if mark.direction is None:
        return ""
    return fill(grammar.caption.running, {"direction": grammar.direction[mark.direction].en})


def _ground_en(ground: Ground | None, grammar: Grammar) -> str:
    surface = grammar.caption.surface.en
    return " ".join([*(phrase.en for phrase in _ground_words(ground, grammar)), surface])


def _ground_ko(ground: Ground | None, grammar: Grammar) -> str:
    surface = grammar.caption.surface.ko
    return " ".join([*(phrase.ko for phrase in _ground_words(ground, grammar)), surface])


def _ground_words(ground: Ground | None, grammar: Grammar) -> tuple[Phrase, ...]:
    if ground is None:
        return ()
    texture = () if ground.texture is None else (grammar.texture[ground.texture],)
    return (*texture, grammar.ground_tone[ground.tone])


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what matches each form of a caption, marked forms first."""
    grammar = shared_grammar()
    forms = grammar.caption
    direction = _one_of(phrase.en for phrase in grammar.direction.values())
    running = fill(forms.running, {"direction": f"(?P<direction>{direction})"})
    texture = _one_of(phrase.en for phrase in grammar.texture.values())
    tone = _one_of(phrase.en for phrase in grammar.ground_tone.values())
    parts = {
        "mark": _mark_pattern(grammar),
        "direction": f"(?:{running})?",
        "place": f"(?P<place>{_one_of(phrase.en for phrase in grammar.place.values())})",
        "ground": f"(?:(?:(?P<texture>{texture}) )?(?P<ground>{tone}) )?{forms.surface.en}",
    }
    return tuple(re.compile(fill(form, parts)) for form in (*forms.marked, *forms.clean))


def _mark_pattern(grammar: Grammar) -> str:
    count = _one_of(phrase.en for phrase in grammar.count.values())
    sizes = _one_of(
        phrase.en for table in (grammar.spot_size, grammar.line_size) for phrase in table.values()
    )
    width = _one_of(phrase.en for phrase in grammar.width.values())
    tone = _one_of(phrase.en for phrase in grammar.tone.values())
    hue = _one_of(phrase.en for phrase in grammar.hue.values())
    shape = _one_of(words for noun in grammar.shape.values() for words in (noun.en, noun.en_plural))
    return (
        f"(?P<count>{count}) (?P<size>{sizes}) (?:(?P<width>{width}) )?(?P<tone>{tone}) "
        f"(?:(?P<hue>{hue}) )?(?P<shape>{shape})"
    )


def _one_of(phrases: Iterable[str]) -> str:
    # Longer phrases first, so that "very long" is not read as another word and a rest.
    return "|".join(re.escape(words) for words in sorted(phrases, key=len, reverse=True))


def _appearance_of(parts: Mapping[str, str | None]) -> Appearance | None:
    grammar = shared_grammar()
    tone = _value(grammar.ground_tone, parts.get("ground"))
    ground = None if tone is None else Ground(tone, _value(grammar.texture, parts.get("texture")))
    if parts.get("shape") is None:
        return Appearance(None, ground)
    mark = _mark_of(parts, grammar)
    return None if mark is None else Appearance(mark, ground)


def _mark_of(parts: Mapping[str, str | None], grammar: Grammar) -> SeenMark | None:
    """Return the mark; None when its words do not go together, such as "two spot"."""
    shapes = {noun.en: shape for shape, noun in grammar.shape.items()}
    shapes |= {noun.en_plural: shape for shape, noun in grammar.shape.items()}
    shape = shapes[parts["shape"] or ""]
    is_line = parts["width"] is not None
    sizes = grammar.line_size if is_line else grammar.spot_size
    count, tone = _value(grammar.count, parts["count"]), _value(grammar.tone, parts["tone"])
    size, place = _value(sizes, parts["size"]), _value(grammar.place, parts["place"])
    if count is None or tone is None or size is None or place is None:
        return None
    noun = grammar.shape[shape]
    if parts["shape"] != (noun.en if count is Count.ONE else noun.en_plural):
        return None
    try:
        return SeenMark(
            count,
            size,
            shape,
            tone,
            place,
            width=_value(grammar.width, parts["width"]),
            hue=_value(grammar.hue, parts["hue"]),
            direction=_value(grammar.direction, parts["direction"]),
        )
    except ValueError:
        # A direction or width that the shape cannot have: no sentence of the language.
        return None


def _value(table: Mapping[KeyT, Phrase], english: str | None) -> KeyT | None:
    return None if english is None else value_of(table, english)
